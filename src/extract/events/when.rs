//! When: from the clause, the context, the publication; never a made-up day.

use chrono::{Days, NaiveDate};

use super::draft::Draft;
use super::lexicon::LEXICON;
use super::others::Others;
use super::spine::distance;
use super::story::Story;
use super::view::View;
use crate::document::{Document, EntityKind, Interval, Precision, Slot, SlotKind, Status, TimeExpression};
use crate::extract::syntax::Relation;

/// Returns when the event is, and the words that say so, if any do.
pub fn when(
    view: &View<'_>,
    story: &Story,
    draft: &Draft,
    status: Status,
) -> (Option<Interval>, Option<Slot>) {
    if let Some((date, interval, reason)) = in_clause(view, draft, status) {
        return (Some(interval), Some(slot(date, reason)));
    }
    if let Some(day) = same_day(view, story, draft) {
        return (Some(day), None);
    }
    if let Some(date) = heading(view, story, status, draft.trigger) {
        return (Some(date.interval), Some(slot(date, "of the line above")));
    }
    let told = status == Status::Held || status == Status::Denied;
    if let Some(day) = story.day_around(view.sentence).filter(|_| told) {
        return (Some(day), None);
    }
    if let Some(date) = headline(view) {
        return (Some(date.interval), Some(slot(date, "of the headline")));
    }
    let first = draft.parties.first().map(|party| party.chain);
    if let Some(days) = story.planned_visit(view.sentence, first).filter(|_| status == Status::Planned) {
        return (Some(days), None);
    }
    (published(view, status, is_recent(view, draft.trigger)), None)
}

/// Ends what was held with the day of publication, where that lies within its
/// days: *this week* in a report of Tuesday.
pub fn until_published(doc: &Document, when: Interval, status: Status) -> Interval {
    let Some(day) = doc.published_day().filter(|_| status == Status::Held) else { return when };
    let within = when.from.is_some_and(|from| from <= day) && when.to.is_some_and(|to| to > day);
    if within { Interval { to: Some(day), ..when } } else { when }
}

/// Tells whether the clause says that it was not just now: *recently met*.
fn is_recent(view: &View<'_>, trigger: usize) -> bool {
    let parse = &view.parse;
    let recent = |at: usize| matches!(parse.form(at), "recently" | "lately" | "previously");
    let verbs =
        std::iter::once(trigger).chain(parse.head(trigger).filter(|&verb| parse.xpos(verb).is_verb()));
    verbs.into_iter().any(|verb| parse.children(verb).any(recent))
}

fn slot(date: &TimeExpression, reason: &str) -> Slot {
    Slot { kind: SlotKind::Date, span: date.span, chain: None, reason: format!("{reason}: {}", date.reason) }
}

/// The date that hangs nearest to the trigger. A day of saying is not the day
/// of meeting, and what is planned lies not in the past.
fn in_clause<'a>(
    view: &'a View<'_>,
    draft: &Draft,
    status: Status,
) -> Option<(&'a TimeExpression, Interval, &'static str)> {
    let others = Others::new(view, draft);
    let parties = draft.parties.iter().map(|party| party.word).filter(|&word| word != draft.trigger);
    let blocked: Vec<usize> = parties.chain(others.words()).collect();
    let mut best: Option<(usize, &TimeExpression)> = None;
    let can_be =
        |date: &TimeExpression| may_be(view, date, ahead(view, date, draft, status), status, draft.trigger);
    for date in view.dates() {
        if !can_be(date) {
            continue;
        }
        let Some(head) = word_of(view, date) else { continue };
        if others.own(view, head) {
            continue;
        }
        // *Began on August 1, when Lind sat down with Nowak*: the clause tells what was on that day.
        if is_day_of(view, head, draft) {
            best = Some((0, date));
            continue;
        }
        let Some(distance) = distance(view, &draft.spine, head, &blocked) else { continue };
        let on = draft.spine[distance];
        let said = distance > 0 && LEXICON.reports(view.lemma(on)) && !LEXICON.holds(view.lemma(on));
        let agreed = distance > 0
            && status != Status::Held
            && LEXICON.verb_effect(view.lemma(on)).is_some()
            && head < draft.trigger;
        let cost = distance * 2 + usize::from(agreed) * 8;
        if !said && best.is_none_or(|(least, _)| cost < least) {
            best = Some((cost, date));
        }
    }
    let only = || {
        let free = |date: &TimeExpression| {
            word_of(view, date)
                .is_some_and(|head| !others.own(view, head) && !is_in_aside(view, head, draft.trigger))
        };
        let near = view.dates().iter().filter(|date| can_be(date) && !is_said(view, date) && free(date));
        let mut near: Vec<&TimeExpression> = near.collect();
        (near.len() == 1).then(|| near.remove(0))
    };
    let found = best
        .map(|(_, date)| (date, "in the clause"))
        .or_else(|| only().map(|date| (date, "in the sentence")));
    found.map(|(date, reason)| (date, ahead(view, date, draft, status), reason))
}

/// Tells whether the clause of the trigger says by *when* what was on the day
/// at the word `day`.
fn is_day_of(view: &View<'_>, day: usize, draft: &Draft) -> bool {
    let parse = &view.parse;
    let clause = |at: usize| {
        let when = parse.children(at).any(|child| child < at && parse.form(child) == "when");
        when && parse.head(at) == Some(day)
    };
    draft.spine.iter().any(|&at| clause(at))
}

/// Tells whether the word stands in a relative clause that the trigger is not
/// in: *the group, which was founded in 2021*.
fn is_in_aside(view: &View<'_>, at: usize, trigger: usize) -> bool {
    let parse = &view.parse;
    let clauses = std::iter::once(at).chain(parse.ancestors(at));
    let mut clauses = clauses.filter(|&above| parse.relation(above) == Relation::AclRelcl);
    clauses.any(|clause| clause != trigger && !parse.is_under(trigger, clause))
}

/// Returns the interval of `date`, a week on where it is a weekday to come
/// that is told in the past: *cancelled talks that were to open on Friday*.
fn ahead(view: &View<'_>, date: &TimeExpression, draft: &Draft, status: Status) -> Interval {
    let to_come = matches!(status, Status::Planned | Status::Cancelled)
        && date.span.start > view.span(draft.trigger).start;
    let words = date.span.of(&view.doc.text).to_lowercase();
    let weekday = words.ends_with("day")
        && !["to", "yester", "last", "birth", "holi"].iter().any(|other| words.contains(other));
    let past = date
        .interval
        .to
        .zip(view.doc.published_day())
        .is_some_and(|(to, day)| (4..7).contains(&(day - to).num_days()));
    let later = |day: Option<NaiveDate>| day.and_then(|day| day.checked_add_days(Days::new(7)));
    if to_come && weekday && past {
        return Interval { from: later(date.interval.from), to: later(date.interval.to), ..date.interval };
    }
    date.interval
}

/// The day that *that morning* or *later in the day* takes up: that of the
/// saying in the same sentence, or of the event told before.
fn same_day(view: &View<'_>, story: &Story, draft: &Draft) -> Option<Interval> {
    let parse = &view.parse;
    let part = |at: usize| matches!(parse.form(at), "day" | "morning" | "afternoon" | "evening" | "night");
    let takes_up = |at: usize| match parse.form(at) {
        "that" | "same" => at + 1 < parse.len() && part(at + 1),
        "later" | "earlier" => (at + 1..(at + 4).min(parse.len())).any(part),
        _ => false,
    };
    if !(0..parse.len()).any(takes_up) {
        return None;
    }
    let said = view
        .dates()
        .iter()
        .find(|date| is_said(view, date) && date.span.start < view.span(draft.trigger).start);
    let day = |date: &TimeExpression| date.interval.from.filter(|from| date.interval.to == Some(*from));
    said.and_then(day).map(Interval::day).or_else(|| story.last_day(view.sentence))
}

/// Tells whether the date can be that of such an event.
fn may_be(
    view: &View<'_>,
    date: &TimeExpression,
    interval: Interval,
    status: Status,
    trigger: usize,
) -> bool {
    if is_part_of_name(view, date) || is_since(view, date, trigger) {
        return false;
    }
    allows(view, interval, status)
}

/// Tells whether an event of such a status can be in the interval: plans lie
/// ahead, and what was held does not lie far ahead.
fn allows(view: &View<'_>, interval: Interval, status: Status) -> bool {
    let (Some(from), Some(to)) = (interval.from, interval.to) else { return false };
    let published = view.doc.published_day();
    match status {
        Status::Planned => published.is_none_or(|day| to >= day),
        Status::Held => published.is_none_or(|day| from <= day + Days::new(400)),
        _ => true,
    }
}

/// Tells whether the date only names a thing: *the 2022 World Cup*.
fn is_part_of_name(view: &View<'_>, date: &TimeExpression) -> bool {
    let Some(head) = word_of(view, date) else { return true };
    let inside = matches!(view.parse.relation(head), Relation::Compound | Relation::Nummod | Relation::Amod);
    // *On Saturday Nowak held talks*: a day may be taken for part of a name.
    let of_person = view.parse.head(head).and_then(|noun| view.mention_over(noun));
    let inside = inside && of_person.is_none_or(|named| view.kind(named) != EntityKind::Person);
    let of = view.parse.head(head).map(|noun| view.lemma(noun));
    inside && of.is_some_and(|noun| LEXICON.noun(noun).is_empty())
}

/// Tells whether the date is when another span of time began: *their second
/// meeting since April 1955*.
fn is_since(view: &View<'_>, date: &TimeExpression, trigger: usize) -> bool {
    let Some(head) = word_of(view, date) else { return false };
    let since = |at: usize| view.parse.has_case(at, "since");
    let above = view.parse.head(head).filter(|&above| above != trigger && !view.parse.xpos(above).is_verb());
    since(head) || above.is_some_and(since)
}

/// Tells whether the date hangs on a verb of saying.
fn is_said(view: &View<'_>, date: &TimeExpression) -> bool {
    let Some(head) = word_of(view, date) else { return true };
    view.parse
        .head(head)
        .is_some_and(|verb| LEXICON.reports(view.lemma(verb)) && view.parse.xpos(verb).is_verb())
}

fn word_of(view: &View<'_>, date: &TimeExpression) -> Option<usize> {
    let words: Vec<usize> = (0..view.parse.len()).filter(|&at| view.span(at).overlaps(date.span)).collect();
    view.parse.head_of(*words.first()?..words.last()? + 1)
}

/// Tells whether a day that is over is part of what the noun `trigger` is
/// called, and what is to come only regards it: *will build on the October 2021
/// summit*, but not *will resume the October talks*.
pub fn is_past(view: &View<'_>, trigger: usize) -> bool {
    let over = |date: &TimeExpression| {
        date.interval.to.zip(view.doc.published_day()).is_some_and(|(to, published)| to < published)
    };
    let before = |date: &TimeExpression| {
        let head = word_of(view, date).filter(|&head| head < trigger);
        head.is_some_and(|head| view.parse.head(head) == Some(trigger))
    };
    let regarded = view.parse.child_by(trigger, Relation::Case).is_some();
    regarded
        && !view.parse.xpos(trigger).is_verb()
        && view.dates().iter().any(|date| over(date) && before(date))
}

/// Tells whether the sentence gives an hour.
pub fn has_clock(view: &View<'_>) -> bool {
    view.dates().iter().any(|date| date.interval.precision == Precision::Time)
}

/// Tells whether the headline is that of a programme of what is to be: *Agenda of the
/// week*, *The Commissioner's agenda*, but not *Iran's nuclear programme*.
pub fn is_programme(doc: &Document) -> bool {
    let headline = doc.headline.of(&doc.text).to_lowercase();
    let words: Vec<&str> = headline.split_whitespace().collect();
    let programme = |word: &str| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        matches!(word, "agenda" | "programme" | "schedule" | "diary" | "engagements")
    };
    let owned = |pair: &[&str]| pair[0].ends_with("'s") || pair[0].ends_with('’') || pair[0].ends_with("’s");
    let opens = words.iter().take(2).any(|word| programme(word));
    opens || words.windows(2).any(|pair| owned(pair) && programme(pair[1]))
}

/// Sentences over which a line that is a date counts for what follows it.
const LINES: usize = 12;

/// The day that stands alone on a line above, as in a programme of a week.
fn heading<'a>(
    view: &'a View<'_>,
    story: &Story,
    status: Status,
    trigger: usize,
) -> Option<&'a TimeExpression> {
    let lines = story.day_lines(view.doc);
    let above = lines.partition_point(|(sentence, _)| *sentence < view.sentence).checked_sub(1)?;
    let (sentence, date) = lines[above];
    let date = &view.doc.dates[date];
    let since = is_since(view, date, trigger);
    (view.sentence - sentence <= LINES && !since && allows(view, date.interval, status)).then_some(date)
}

/// The date that the headline gives, such as the days of a trip; the day of
/// publication is that of the telling.
fn headline<'a>(view: &'a View<'_>) -> Option<&'a TimeExpression> {
    let end = view.doc.headline.end;
    let published = view.doc.published_day();
    view.doc.dates.iter().take_while(|date| date.span.end <= end).find(|date| {
        date.interval.from.is_some()
            && date.interval.to.is_some()
            && (date.interval.from != published || date.interval.to != published)
            && date.interval.precision <= Precision::Month
    })
}

/// What publication alone tells: an event that is told as news was held in
/// the days before; of a plan it tells no day.
fn published(view: &View<'_>, status: Status, recent: bool) -> Option<Interval> {
    if status != Status::Held {
        return None;
    }
    let day = view.doc.published_day()?;
    let (days, precision) = if recent { (60, Precision::Month) } else { (6, Precision::Week) };
    let from = day.checked_sub_days(Days::new(days))?;
    Some(Interval { from: Some(from), to: Some(day), precision })
}
