//! The dateline in front of a story: `PARIS, March 3 (Agency) -`.
//!
//! A dateline is a place, then in any order a region, a day and an agency,
//! then a dash, or, behind a day, a full stop: `LONDON, Monday.` The place is known by its form alone, capitals or a name,
//! since parsing has no gazetteer; a place in small letters with nothing but a
//! dash behind it is believed at the head of a story only.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

use chrono::Weekday;

use super::calendar::{MonthDay, is_calendar_word, leading_day, weekday};

/// A dateline with offsets in the paragraph that it begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// From the place to the dash.
    pub(super) span: Range<usize>,
    /// The place, without the region behind it.
    pub(super) place: Range<usize>,
    /// The day of filing, its year perhaps open.
    pub(super) day: Option<MonthDay>,
    /// The weekday of filing, where it alone is told.
    pub(super) weekday: Option<Weekday>,
    /// The agency in brackets, as printed.
    pub(super) agency: Option<String>,
}

/// The most bytes that a dateline takes.
const LONGEST: usize = 160;

/// Reads the dateline with which `paragraph` begins. `heads` says that no
/// running text stands before it.
pub(super) fn leading(paragraph: &str, heads: bool) -> Option<Found> {
    let place = place(paragraph)?;
    let mut cursor =
        Cursor { text: paragraph, at: place.end, day: None, weekday: None, agency: None, named: false };
    let closed = cursor.details();
    let name = &paragraph[..place.end];
    let evident = cursor.day.is_some() || cursor.agency.is_some();
    let rest = paragraph[cursor.at..].trim_start();
    let believed = match closed {
        Closed::No => return None,
        // *Hiroshima, August 6, 1945. The bomb* tells of a day; a story's own has no year.
        // *NUR-SULTAN. The president*, without a day.
        Closed::Stop if place.capitals && cursor.day.is_none() && cursor.weekday.is_none() => {
            heads && !name.contains(' ') && is_long_enough(name) && !is_lead(name)
        }
        Closed::Stop if place.capitals => is_long_enough(name) && !is_lead(name),
        Closed::Stop => heads && !is_lead(name) && cursor.day.is_none_or(|day| day.year.is_none()),
        Closed::Line => (heads || place.capitals) && cursor.day.is_some_and(|day| day.year.is_some()),
        Closed::Colon => cursor.day.is_some() && (heads || cursor.agency.is_some()) && !is_lead(name),
        Closed::Dash if is_lead(name) => false,
        Closed::Dash if evident => place.capitals || cursor.day.is_some() || (heads && opens_sentence(rest)),
        Closed::Dash if place.capitals => is_long_enough(name) && opens_sentence(rest) && !is_shouted(rest),
        Closed::Dash => heads && !cursor.named && is_plain_opening(name, rest),
    };
    let found = Found {
        span: 0..cursor.at,
        place: 0..place.end,
        day: cursor.day,
        weekday: cursor.weekday,
        agency: cursor.agency,
    };
    believed.then_some(found)
}

/// Where the name of the place ends, and whether it is in capitals.
struct Place {
    end: usize,
    capitals: bool,
}

/// Reads a name of one to five words at the start of `text`.
fn place(text: &str) -> Option<Place> {
    let first = name_word(text)?;
    let capitals = is_capitals(first);
    if is_calendar_word(first) || !first.starts_with(char::is_uppercase) {
        return None;
    }
    let (mut end, mut at) = (first.len(), first.len());
    for _ in 0..5 {
        let Some(word) = text[at..].strip_prefix(' ').and_then(name_word) else { break };
        let links = CONNECTORS.contains(&word);
        let fits = if capitals { is_capitals(word) } else { word.starts_with(char::is_uppercase) };
        if !(fits || links) || (is_calendar_word(word) && !capitals) {
            break;
        }
        at += 1 + word.len();
        if !links {
            end = at;
        }
    }
    Some(Place { end, capitals })
}

/// Words in small letters that stand inside names of places.
const CONNECTORS: [&str; 20] = [
    "de", "del", "da", "do", "dos", "la", "le", "el", "al", "am", "an", "der", "of", "and", "upon", "on",
    "sur", "the", "es", "den",
];

/// Returns the word at the start of `text`: letters, apostrophes, hyphens and
/// strokes inside it, and the point of an abbreviation.
fn name_word(text: &str) -> Option<&str> {
    let mut end = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, next)| *next);
        let inside =
            matches!(c, '\'' | '’' | 'ʻ' | '-' | '/') && at > 0 && next.is_some_and(char::is_alphabetic);
        let abbreviates = c == '.' && at > 0 && (at <= 3 || next.is_some_and(char::is_alphabetic));
        if !(c.is_alphabetic() || is_mark(c) || inside || abbreviates) || at > 40 {
            break;
        }
        end = at + c.len_utf8();
    }
    (end > 0).then(|| &text[..end])
}

fn is_mark(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}

/// Tells whether the word is in capitals; `St.` and `al-` may stand among them.
fn is_capitals(word: &str) -> bool {
    word == "St."
        || (word.chars().filter(|c| c.is_alphabetic()).count() > 1 && !word.chars().any(char::is_lowercase))
}

/// How the part behind the place ends.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Closed {
    /// With a dash, as a dateline does.
    Dash,
    /// With a colon, as some agencies write.
    Colon,
    /// With a full stop behind a day, as older papers do.
    Stop,
    /// With the line.
    Line,
    /// Not at all: no dateline.
    No,
}

/// Reads what stands between the place and the dash.
struct Cursor<'a> {
    text: &'a str,
    at: usize,
    day: Option<MonthDay>,
    weekday: Option<Weekday>,
    agency: Option<String>,
    /// A region, a weekday or a desk was named.
    named: bool,
}

impl Cursor<'_> {
    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    fn details(&mut self) -> Closed {
        for _ in 0..12 {
            if let Some(closed) = self.close() {
                return closed;
            }
            let parted = self.skip_marks();
            if let Some(closed) = self.close() {
                return closed;
            }
            if self.at > LONGEST || !(self.bracket() || self.date() || (parted && self.region())) {
                return if self.rest().is_empty() { Closed::Line } else { Closed::No };
            }
        }
        Closed::No
    }

    /// Skips commas, points and spaces, and tells whether there was more than space.
    fn skip_marks(&mut self) -> bool {
        let marks = self.rest().len() - self.rest().trim_start_matches([',', '.', ' ']).len();
        let parted = self.rest()[..marks].contains([',', '.']);
        self.at += marks;
        parted
    }

    /// Takes the mark that ends the dateline.
    fn close(&mut self) -> Option<Closed> {
        let rest = self.rest();
        let trimmed = rest.trim_start();
        let spaced = trimmed.len() < rest.len() || self.text[..self.at].ends_with([')', ']', '.', '/', ' ']);
        let dash = trimmed.len() - trimmed.trim_start_matches(['-', '–', '—', '―', '_']).len();
        let mark = &trimmed[..dash];
        let after = trimmed[dash..].chars().next();
        let gap = rest.len() - trimmed.len();
        let closes = match mark {
            "" => false,
            // A hyphen inside a word is no dash, nor is one at the end of a line.
            "-" | "_" => {
                spaced && after.is_some_and(|c| c == ' ' || self.day.is_some() || self.agency.is_some())
            }
            _ => mark.len() <= 9 && after.is_some(),
        };
        if closes {
            self.at += gap + dash;
            return Some(Closed::Dash);
        }
        let told = self.agency.is_some() || self.day.is_some();
        if trimmed.starts_with(':') && trimmed.len() > 1 && told {
            self.at += gap + 1;
            return Some(Closed::Colon);
        }
        // `Budapest, June 7. The minister`, `BEIJING, May 16. (Agency) The minister`.
        let bare = !self.named
            && self.agency.is_none()
            && is_capitals(self.text[..self.at].trim_end_matches(['.', ' ']));
        let dated = self.day.is_some() || self.weekday.is_some() || bare;
        let told = opens_sentence(trimmed) && !is_shouted(trimmed) && !trimmed.starts_with('(');
        if dated && told && self.has_stopped() {
            return Some(Closed::Stop);
        }
        // TASS closes with a full stop: `MOSCOW, March 3. /TASS/.`
        if self.text[..self.at].ends_with('/') && trimmed.starts_with(". ") {
            self.at += gap + 1;
            return Some(Closed::Dash);
        }
        None
    }

    /// Tells whether a full stop stands before the cursor, or before the
    /// brackets that do.
    fn has_stopped(&self) -> bool {
        let before = self.text[..self.at].trim_end();
        let outside = before.strip_suffix(')').and_then(|inside| inside.rsplit_once('('));
        outside.map_or(before, |(outside, _)| outside.trim_end()).ends_with('.')
    }

    /// Takes `(Agency)`, `[March 3]`, `/TASS/`.
    fn bracket(&mut self) -> bool {
        let Some(open) = self.rest().chars().next() else { return false };
        let close = match open {
            '(' => ')',
            '[' => ']',
            '/' => '/',
            _ => return false,
        };
        let inner = &self.rest()[1..];
        let Some(length) = inner.find(close).filter(|length| (1..=60).contains(length)) else { return false };
        let content = inner[..length].trim();
        match leading_day(content) {
            Some((day, end)) if self.day.is_none() && end == content.len() => self.day = Some(day),
            _ if open != '['
                && self.agency.is_none()
                && content.chars().next().is_some_and(char::is_alphabetic) =>
            {
                self.agency = Some(content.to_owned());
            }
            _ => {}
        }
        self.at += length + 2;
        true
    }

    fn date(&mut self) -> bool {
        if let Some((day, length)) = leading_day(self.rest()).filter(|_| self.day.is_none()) {
            self.day = Some(day);
            self.at += length;
            return true;
        }
        let Some(length) = weekday(self.rest()) else { return false };
        let word = self.rest()[..length].trim_end_matches(['.', ',', ' ']);
        self.weekday = word.parse().ok().filter(|_| self.day.is_none());
        self.named = true;
        self.at += length;
        true
    }

    /// Takes a region, country or desk of up to six words.
    fn region(&mut self) -> bool {
        let mut taken = 0;
        for _ in 0..6 {
            let rest = &self.rest()[taken..];
            let start = if taken == 0 { rest } else { rest.strip_prefix(' ').unwrap_or("") };
            let Some(word) = name_word(start) else { break };
            let fits = word.starts_with(char::is_uppercase)
                || (taken > 0 && (CONNECTORS.contains(&word) || word == "to"));
            if !fits || is_calendar_word(word) {
                break;
            }
            taken += word.len() + usize::from(taken > 0);
        }
        self.at += taken;
        self.named |= taken > 0;
        taken > 0
    }
}

/// Tells whether the name can be told from an acronym: `NATO - which` is none.
fn is_long_enough(name: &str) -> bool {
    name.chars().filter(|c| c.is_alphabetic()).count() >= 4
}

fn opens_sentence(rest: &str) -> bool {
    let first = rest.trim_start_matches(['"', '“', '‘', '\'', '«', '„', '(']).chars().next();
    first.is_some_and(char::is_uppercase)
}

/// Tells whether the text behind the dash is in capitals too, as in a heading.
fn is_shouted(rest: &str) -> bool {
    !rest.chars().take(30).any(char::is_lowercase)
}

/// Tells whether `Name – Text` is a dateline and not an aside: a short name, a
/// sentence behind the dash, and no second dash that would close an aside.
fn is_plain_opening(name: &str, rest: &str) -> bool {
    let near = &rest[..rest.char_indices().nth(240).map_or(rest.len(), |(at, _)| at)];
    let sentence = near.split_once(". ").map_or(near, |(first, _)| first);
    name.split(' ').count() <= 3
        && is_long_enough(name)
        && opens_sentence(rest)
        && !sentence.contains(['–', '—'])
        && !sentence.contains(" - ")
        && sentence.contains(' ')
}

/// Tells whether `name` is a word that heads other lines: `UPDATE -`, `ANALYSIS -`.
fn is_lead(name: &str) -> bool {
    let lower = name.to_lowercase();
    let first = lower.split(' ').next().unwrap_or("");
    LEADS.contains(lower.as_str()) || LEADS.contains(first)
}

static LEADS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    include_str!("data/leads.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .flat_map(|line| line.split(", "))
        .collect()
});

#[cfg(test)]
mod tests {
    use super::*;

    /// Checks the dateline of a paragraph written as `{[PLACE] rest of dateline -} text`,
    /// or that one without braces has none.
    fn check(annotated: &str, heads: bool, day: Option<(u32, u32)>, agency: Option<&str>) {
        let plain = annotated.replace(['{', '}', '<', '>'], "");
        let found = leading(&plain, heads);
        let shown = found.as_ref().map(|found| {
            let (place, end) = (&plain[found.place.clone()], found.span.end);
            format!("{{<{place}>{}}}{}", &plain[found.place.end..end], &plain[end..])
        });
        assert_eq!(shown.as_deref(), annotated.contains('{').then_some(annotated), "{plain}");
        if let Some(found) = found {
            assert_eq!(found.day.map(|day| (day.month, day.day)), day, "{plain}");
            assert_eq!(found.agency.as_deref(), agency, "{plain}");
        }
    }

    #[test]
    fn the_manners_of_agencies_and_papers() {
        check("{<PARIS>, March 3 (Agency) -} Envoys met.", true, Some((3, 3)), Some("Agency"));
        check("{<LONDON>, Monday. }The Prime Minister met.", true, None, None);
        check("{<CANBERRA>, Monday. -} Church leaders met.", true, None, None);
        check("{<THE HAGUE>, Nov. 6. -} The meeting", true, Some((11, 6)), None);
        check("{<Budapest>, June 7. }Gyula Ur received", true, Some((6, 7)), None);
        check("{<Accra>, Thursday. }The minister received", true, None, None);
        check("{<NUR-SULTAN>. }The president received", true, None, None);
        check("{<Addis Ababa>, 28 January 2018:} The commissioner met", true, Some((1, 28)), None);
        check(
            "{<BEIJING>, May 16. (NV) }Nikolai Ur met".replace(") }", ")} ").as_str(),
            true,
            Some((5, 16)),
            Some("NV"),
        );
        check("{<BANGKOK>, Mon. —} Deputy Premier Ek", true, None, None);
        check("{<GENEVA> -} Russian envoy Ivan Petrov met his colleague.", false, None, None);
        check("{<BEIJING> (Xinhua) --} China said.", false, None, Some("Xinhua"));
        check("{<NAIROBI>, Jan. 31 (Xinhe) --} Special envoy", false, Some((1, 31)), Some("Xinhe"));
        check("{<MOSCOW>, March 3. /TASS/.} The minister said.", false, Some((3, 3)), Some("TASS"));
        check("{<WASHINGTON> –} Today, the President met.", false, None, None);
        check("{<ST. PETERSBURG>, Fla. —} The mayor", false, None, None);
        check(
            "{<WASHINGTON, D.C.>, May 1 —} The".replace("<WASHINGTON, D.C.>", "<WASHINGTON>, D.C.").as_str(),
            false,
            Some((5, 1)),
            None,
        );
        check("{<GAZA/CAIRO>, March 10 (Agency) -} Talks", false, Some((3, 10)), Some("Agency"));
        check("{<New Delhi>, Mar 3 (PTI):} The minister", false, Some((3, 3)), Some("PTI"));
        check("{<Paris> (AFP) –} The president", true, None, Some("AFP"));
        check("{<LONDON>, Saturday, Dec. 3.—}The King", false, Some((12, 3)), None);
        check("{<Kigali>, 3 March 2024 –} The envoy", false, Some((3, 3)), None);
        check("{<TOKYO> [March 3] —} Japan", false, Some((3, 3)), None);
        check("{<CAIRO> March 3 (Agency) -} Egypt", false, Some((3, 3)), Some("Agency"));
        check("{<RIO DE JANEIRO>, Brazil (AP) _} The", false, None, Some("AP"));
        check("{<Geneva> –} The envoy said that talks would go on.", true, None, None);
        check("{<Washington>, October 10, 2023}", true, Some((10, 10)), None);
        check(
            "{<ROME>, Jan. 12 (By Wireless to the Paper).—}The",
            false,
            Some((1, 12)),
            Some("By Wireless to the Paper"),
        );
    }

    #[test]
    fn what_is_none() {
        for text in [
            "UPDATE 1 - The talks go on.",
            "Paris is warm. The premier met.",
            "THANK YOU. The premier met.",
            "Hiroshima, August 6, 1945. The bomb fell.",
            "London is cold in June. The premier met.",
            "ANALYSIS - The talks go on.",
            "Washington-based analysts say so.",
            "NATO - which was founded in 1949 - said",
            "Merkel – who met Macron – said so.",
            "THE PRESIDENT: Thank you - all.",
            "March 3 - The talks",
            "The talks in Geneva - Russian envoys said - failed.",
            "On March 11, 2021 – one year ago today – the act was signed.",
            "NATIONAL MEMORANDUM – 1",
            "REBUILD OUR ROADS – AND OUR BRIDGES AND SCHOOLS AND HOSPITALS",
            "Trade and Energy Programme (TEP): The two sides agreed.",
            "Angela Merk (CDU) – the chancellor – said.",
            "Kim – the leader of the North – said.",
            "",
        ] {
            check(text, true, None, None);
        }
        check("Geneva – The envoy said that talks would go on.", false, None, None);
    }
}
