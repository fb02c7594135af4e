//! Which numbers of four digits are years, by what stands around them.

use super::grammar::YearContext;
use super::lexer::{Kind, Lexeme};
use super::vocabulary::Word;

/// Years that a bare number may be anywhere; others need a word such as `in`.
const LIKELY: std::ops::RangeInclusive<u32> = 1800..=2060;

/// Years that a number behind a word such as `in` may be.
const POSSIBLE: std::ops::RangeInclusive<u32> = 1000..=2500;

/// Tells whether the number of four digits at `at` is a year.
pub(super) fn is_year(text: &str, lexemes: &[Lexeme], at: usize, context: &YearContext) -> bool {
    let lexeme = &lexemes[at];
    let before = at.checked_sub(1).map(|index| &lexemes[index]);
    let after = lexemes.get(at + 1);
    let named = |word: Option<&Lexeme>, list: &[Word]| word.is_some_and(|word| list.contains(&word.word));
    if is_part_of_number(text, lexemes, at)
        || named(before, &context.never_after)
        || (2..=3).any(|ahead| named(lexemes.get(at + ahead), &context.streets))
        || named(after.filter(|word| !word.opens), &context.never_before)
        || stands_alone(lexemes, at)
        || is_in_figures(text, lexemes, at)
        || before.is_some_and(|mark| is_symbol(text, mark))
        || after.is_some_and(|mark| mark.glued && is_symbol(text, mark))
    {
        return false;
    }
    if named(before, &context.after) {
        return POSSIBLE.contains(&lexeme.value);
    }
    LIKELY.contains(&lexeme.value) && lexeme.value != 2000
}

/// Tells whether digits, letters or a sign are glued to the number.
fn is_part_of_number(text: &str, lexemes: &[Lexeme], at: usize) -> bool {
    let kind = |index: usize| lexemes.get(index).map(|lexeme| lexeme.kind);
    let mark = |index: usize| lexemes.get(index).map(|lexeme| &text[lexeme.start..lexeme.end]);
    let glued = |index: usize| lexemes.get(index).is_some_and(|lexeme| lexeme.glued);
    let joins = |index: usize| matches!(mark(index), Some("." | "," | ":" | "/" | "-" | "_" | "+" | "="));
    let left = at > 0
        && glued(at)
        && (kind(at - 1) == Some(Kind::Word)
            || (joins(at - 1) && at > 1 && glued(at - 1) && kind(at - 2) == Some(Kind::Number)));
    let right = glued(at + 1)
        && (kind(at + 1) == Some(Kind::Word)
            || (joins(at + 1) && glued(at + 2) && kind(at + 2) == Some(Kind::Number)));
    left || right
}

/// Tells whether the number is all of its paragraph: that of a page, or a cell of a table.
fn stands_alone(lexemes: &[Lexeme], at: usize) -> bool {
    lexemes[at].opens && lexemes.get(at + 1).is_none_or(|next| next.opens)
}

/// Tells whether a figure that is no day, with or without a dash, stands
/// beside it, as in codes and lists: `32 - 2015`, `2012 80 10`.
fn is_in_figures(text: &str, lexemes: &[Lexeme], at: usize) -> bool {
    let is_figure = |lexeme: &&Lexeme| lexeme.kind == Kind::Number && lexeme.digits <= 2 && lexeme.value > 31;
    let is_dash = |lexeme: &&Lexeme| matches!(&text[lexeme.start..lexeme.end], "-" | "–");
    let figure = |near: Option<&Lexeme>, far: Option<&Lexeme>| {
        near.as_ref().is_some_and(is_figure)
            || (near.as_ref().is_some_and(is_dash) && far.as_ref().is_some_and(is_figure))
    };
    let behind = |count: usize| at.checked_sub(count).map(|index| &lexemes[index]);
    let ahead = |count: usize| lexemes.get(at + count).filter(|lexeme| !lexeme.opens);
    figure(behind(1), behind(2)) || figure(ahead(1), ahead(2))
}

/// Tells whether a mark makes the number beside it an amount or a reference.
fn is_symbol(text: &str, lexeme: &Lexeme) -> bool {
    matches!(
        &text[lexeme.start..lexeme.end],
        "$" | "€" | "£" | "¥" | "₹" | "#" | "%" | "°" | "№" | "§" | "/" | "=" | "_"
    )
}

/// Returns the year that two digits stand for: 1930 to 2029.
pub(super) fn full(short: i64) -> i64 {
    if short < 30 { 2000 + short } else { 1900 + short }
}
