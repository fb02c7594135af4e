//! Tables fit the width that they are given, and have no colour unless asked.

use dateline::present::table::{self, Style};
use unicode_width::UnicodeWidthStr;

use crate::answers::{event, event_list, hit, hit_list, vague};

fn check(make: impl Fn(Style) -> String) {
    for width in [60, 80, 120, 200] {
        let text = make(Style { width, colour: false });
        let widest = text.lines().map(UnicodeWidthStr::width).max().unwrap_or(0);
        assert!(widest <= usize::from(width), "{widest} columns of {width}:\n{text}");
        assert!(!text.contains('\u{1b}'), "colours");
        assert!(make(Style { width, colour: true }).contains('\u{1b}'), "no colours");
    }
}

#[test]
fn events_fit() {
    check(|style| table::events(&[event(), vague()], style));
}

#[test]
fn hits_fit() {
    check(|style| table::hits(&[hit()], 1, style));
}

#[test]
fn facets_and_histograms_fit() {
    check(|style| table::facet(&hit_list().facets[0], style));
    check(|style| table::histogram(&event_list().histogram, style));
}

#[test]
fn a_table_says_when_who_where_and_the_sentence() {
    for width in [80, 200] {
        let text = table::events(&[event(), vague()], Style { width, colour: false });
        for part in ["2024-03-17", "held", "Wáng Jiahe", "Doha", "postponed", "call", "undated", "and 1"] {
            assert!(text.contains(part), "{part} at {width}:\n{text}");
        }
    }
}

#[test]
fn an_event_is_shown_with_every_report_and_what_they_contradict() {
    check(|style| table::event(&event(), style));
    let text = table::event(&event(), Style { width: 80, colour: false });
    for part in ["meeting held", "00000000000000e1", "one says Sunday", "Wáng meets Council", "a2"] {
        assert!(text.contains(part), "{part}:\n{text}");
    }
}
