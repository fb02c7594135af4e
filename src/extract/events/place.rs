//! Where: from the clause, the sentence, the visit around it, the dateline.

use super::draft::Draft;
use super::lexicon::LEXICON;
use super::opening::dateline_place;
use super::others::Others;
use super::spine::distance;
use super::story::Story;
use super::view::{Named, View};
use super::when::is_programme;
use crate::document::{
    ChainId, EntityKind, EventKind, Interval, Mention, MentionForm, PlaceKind, Slot, SlotKind, Span, Status,
};
use crate::extract::syntax::Relation;

/// Prepositions that say where something is.
const AT: &[&str] = &["in", "at", "aboard", "on", "near", "inside", "outside", "within", "into"];

/// What is known of an event before its place.
#[derive(Clone, Copy, Debug)]
pub struct Known {
    /// Whether it happened.
    pub status: Status,
    /// When it is.
    pub when: Option<Interval>,
    /// Whether that is at most two days from publication.
    pub soon: bool,
}

/// Returns where the event is, finest first, with the words and the reason.
pub fn places(view: &View<'_>, story: &mut Story, draft: &Draft, known: Known) -> Vec<Slot> {
    let blocked: Vec<usize> =
        draft.parties.iter().map(|party| party.word).filter(|&word| word != draft.trigger).collect();
    let mut found: Vec<(usize, Slot)> = Vec::new();
    let others = Others::new(view, draft);
    let own = |named: &&Named| is_venue(view, draft, named) && !others.own(view, named.head);
    for named in view.named.iter().filter(own) {
        if let Some(distance) = hangs(view, draft, named, &blocked) {
            let reason = if distance == 0 { "in the clause" } else { "in the clause above" };
            found.extend(slot(view, named, reason).map(|slot| (distance, slot)));
        }
    }
    if found.is_empty() {
        found
            .extend(antecedent(view, draft).or_else(|| of_plan_or_return(view, draft)).map(|slot| (0, slot)));
    }
    if found.is_empty() && is_programme(view.doc) {
        found.extend(in_brackets(view, draft).map(|slot| (0, slot)));
    }
    if found.is_empty() && here(view, draft) {
        return dateline(view, "here, of the dateline").into_iter().collect();
    }
    if found.is_empty() {
        found.extend(anywhere(view, draft, &blocked).or_else(|| of_party(view, draft)).map(|slot| (9, slot)));
    }
    if found.is_empty() && draft.kind == EventKind::Meeting {
        found
            .extend(while_in(view, draft).or_else(|| stays(view, story, draft, known)).map(|slot| (9, slot)));
    }
    if found.is_empty() && draft.kind != EventKind::Call {
        let town = around(view, story, draft, known);
        let venue = venue(view, draft, &blocked).filter(|_| draft.kind == EventKind::Meeting);
        let venue = venue.map(|words| building(view, story, words));
        return venue.into_iter().chain(town).collect();
    }
    let nearest = found.iter().map(|(distance, _)| *distance).min().unwrap_or(0);
    let mut slots: Vec<Slot> =
        found.into_iter().filter(|(d, _)| *d <= nearest + 1).map(|(_, slot)| slot).collect();
    let wider: Vec<Slot> = slots.iter().filter_map(|slot| container(view, slot)).collect();
    slots.extend(wider);
    // *At Chevening*, which no gazetteer knows, is where the article was
    // written; *in Nowhereville* may be anywhere.
    let unknown = |slot: &Slot| {
        let named = view.named.iter().find(|named| view.doc.mentions[named.mention].span == slot.span);
        slot.chain.is_some_and(|chain| story.chain(view.doc, chain).place.is_none())
            && named.is_some_and(|named| is_at(view, named) || is_building(view, named))
    };
    if known.status == Status::Held && !slots.is_empty() && slots.iter().all(unknown) {
        slots.extend(dateline(view, "of the dateline, where the venue is"));
    }
    slots.sort_by_key(|slot| slot.chain.map(|chain| std::cmp::Reverse(fineness(story, view, chain))));
    slots.dedup_by_key(|slot| slot.chain);
    slots
}

/// A place is a venue; so is a building or body that one can be *at*.
fn is_venue(view: &View<'_>, draft: &Draft, named: &Named) -> bool {
    let mention = &view.doc.mentions[named.mention];
    let is_party =
        draft.parties.iter().any(|party| mention.chain == Some(party.chain) && party.span == mention.span);
    if is_party || mention.form != MentionForm::Name || mention.chain.is_none() {
        return false;
    }
    // *Met, and both praised peace in Asia*: what is so wide is rather talked about.
    let chain = mention.chain.and_then(|chain| view.doc.chains.get(chain.0));
    let vast = chain.and_then(|chain| chain.place.as_ref()).is_some_and(|place| {
        place.kind == PlaceKind::Continent || place.kind == PlaceKind::Region && place.country.is_none()
    });
    let of_clause = || view.parse.head(named.head).is_some_and(|head| draft.spine.contains(&head));
    if vast && draft.kind != EventKind::Visit && !of_clause() {
        return false;
    }
    match mention.kind {
        // *At Poland's chancellery* says whose, not where.
        EntityKind::Place => !view
            .parse
            .children(named.head)
            .any(|child| child > named.head && matches!(view.parse.form(child), "'s" | "’s" | "'" | "’")),
        EntityKind::Organization => {
            is_building(view, named) || case(view, named.head).is_some_and(|case| case == "at")
        }
        EntityKind::Person => false,
    }
}

/// The words of a building without a name in which the event is: *at the city hall*.
fn venue(view: &View<'_>, draft: &Draft, blocked: &[usize]) -> Option<std::ops::Range<usize>> {
    let parse = &view.parse;
    let within = |word: usize| match case(view, word) {
        Some("at" | "aboard" | "inside") => true,
        Some("in") => view.span(word).of(&view.doc.text).starts_with(char::is_uppercase),
        _ => false,
    };
    // Behind a party the parser may take it for the party's.
    let behind = |word: usize| {
        let parts = |between: usize| parse.xpos(between).is_verb() || parse.form(between) == ",";
        word > draft.trigger && !(draft.trigger + 1..word).any(parts)
    };
    let free = |&word: &usize| {
        LEXICON.is_venue(view.lemma(word))
            && view.is_nominal(word)
            && view.mention_over(word).is_none()
            && within(word)
            && (view.span(word).of(&view.doc.text).starts_with(char::is_uppercase)
                || parse.children(word).any(|child| child < word && parse.relation(child) != Relation::Case))
            && (distance(view, &draft.spine, word, blocked).is_some() || behind(word))
    };
    let word = (0..parse.len()).find(free)?;
    let before = (view.phrase(word).start..word).find(|&at| !matches!(parse.form(at), "the" | "a" | "an"));
    Some(before.unwrap_or(word)..word + 1)
}

/// The slot of a building that only these words tell of.
fn building(view: &View<'_>, story: &mut Story, words: std::ops::Range<usize>) -> Slot {
    let owned = matches!(view.parse.form(words.start), "his" | "her" | "their" | "its");
    let span = view.span_of(words);
    let chain = story.building(span.of(&view.doc.text), owned);
    Slot { kind: SlotKind::Place, span, chain: Some(chain), reason: "a building of the clause".to_owned() }
}

/// Tells whether *at* stands before the name, whatever the tree says.
fn is_at(view: &View<'_>, named: &Named) -> bool {
    let before = |back: usize| named.words.start.checked_sub(back).map_or("", |at| view.parse.form(at));
    before(1) == "at" || (before(1) == "the" && before(2) == "at")
}

/// Tells whether the name is that of a building: *East Block*.
fn is_building(view: &View<'_>, named: &Named) -> bool {
    named.words.clone().any(|word| LEXICON.is_venue(view.lemma(word)))
}

/// The preposition of a noun, or of the noun that it stands beside.
fn case<'a>(view: &'a View<'_>, at: usize) -> Option<&'a str> {
    view.parse.child_by(at, Relation::Case).map(|case| view.parse.form(case))
}

/// Returns how far from the trigger the place hangs, by a preposition of
/// place, as the aim of a journey, or as a word before the trigger.
fn hangs(view: &View<'_>, draft: &Draft, named: &Named, blocked: &[usize]) -> Option<usize> {
    let parse = &view.parse;
    if draft.destination == Some(named.head) {
        return Some(0);
    }
    let distance = distance(view, &draft.spine, named.head, blocked)?;
    if is_topic(view, draft, named) {
        return None;
    }
    let mut at = named.head;
    loop {
        let on_spine = draft.spine.contains(&at);
        if on_spine {
            return None;
        }
        match (case(view, at), parse.relation(at)) {
            (Some(case), _) if AT.contains(&case) => return Some(distance),
            (Some("for"), _)
                if parse.head(at).is_some_and(|head| matches!(view.lemma(head), "leave" | "depart")) =>
            {
                return Some(distance);
            }
            (Some("to"), _) => {
                let journey = parse.head(at).is_some_and(|head| is_journey(view, head));
                return journey.then_some(distance);
            }
            (_, Relation::Compound) if parse.head(at) == Some(draft.trigger) => return Some(distance),
            (_, Relation::Obj) if parse.head(at).is_some_and(|head| view.lemma(head) == "visit") => {
                return Some(distance);
            }
            (Some("of" | "with" | "from" | "between" | "by" | "for"), Relation::Nmod)
                if parse.head(at).is_some_and(|head| view.mention_over(head).is_some()) =>
            {
                return None;
            }
            _ => {}
        }
        at = parse.head(at)?;
    }
}

/// Tells whether the place belongs to what is talked about: *consultations on
/// Iran*, *talks about the situation in Darfur*; one meets *on* a ship.
fn is_topic(view: &View<'_>, draft: &Draft, named: &Named) -> bool {
    let about = |at: usize| match case(view, at) {
        // *On the island of Brioni*, as on a ship, one meets.
        // *On the margins of the summit in Oslo* one meets too.
        Some("on") => {
            let beside = matches!(view.lemma(at), "margin" | "sideline" | "fringe" | "occasion" | "eve");
            !beside && !LEXICON.is_venue(view.lemma(at))
        }
        case => matches!(case, Some("about" | "over" | "regarding" | "concerning")),
    };
    let place =
        view.doc.mentions[named.mention].chain.and_then(|chain| view.doc.chains.get(chain.0)?.place.as_ref());
    let land = place.is_some_and(|place| place.kind < PlaceKind::Feature);
    let above = view.parse.ancestors(named.head).take_while(|at| !draft.spine.contains(at));
    let aboard = named.words.clone().any(|word| LEXICON.is_venue(view.lemma(word)));
    (land || !aboard) && case(view, named.head) == Some("on") || above.into_iter().any(about)
}

/// The wider place that follows a place behind a comma: *Honolulu, Hawaii*.
fn container(view: &View<'_>, slot: &Slot) -> Option<Slot> {
    let doc = view.doc;
    let next = doc.mentions.partition_point(|mention| mention.span.start < slot.span.end);
    let next = doc.mentions.get(next)?;
    let comma = doc.text[slot.span.end..next.span.start].trim() == ",";
    let place = next.kind == EntityKind::Place && next.form == MentionForm::Name && next.chain.is_some();
    (comma && place).then(|| Slot { span: next.span, chain: next.chain, ..slot.clone() })
}

/// Tells whether the word takes somebody somewhere: *flew*, *a trip*, *sent*.
pub fn is_journey(view: &View<'_>, head: usize) -> bool {
    matches!(
        view.lemma(head),
        "fly"
            | "travel"
            | "go"
            | "come"
            | "visit"
            | "trip"
            | "journey"
            | "head"
            | "return"
            | "arrive"
            | "drive"
            | "rush"
            | "hurry"
            | "move"
            | "delegation"
            | "lead"
            | "dispatch"
            | "send"
            | "tour"
            | "mission"
            | "trek"
            | "sail"
            | "welcome"
            | "summon"
            | "proceed"
            | "motor"
            | "continue"
            | "helicopter"
            | "shuttle"
            | "invite"
    )
}

/// The place that a relative clause is about: *Peking, where he conferred*.
fn antecedent(view: &View<'_>, draft: &Draft) -> Option<Slot> {
    let parse = &view.parse;
    let top = *draft.spine.last()?;
    let relative = matches!(parse.relation(top), Relation::AclRelcl | Relation::AdvclRelcl | Relation::Advcl);
    let place =
        (0..top).rev().find(|&at| parse.form(at) == "where" && parse.is_under(at, top))?.checked_sub(1)?;
    let before = view
        .named
        .iter()
        .filter(|named| view.kind(named) == EntityKind::Place && named.words.end <= place + 1);
    let near = before.max_by_key(|named| named.words.end).filter(|named| named.words.end + 2 >= place);
    near.filter(|_| relative).and_then(|named| slot(view, named, "in the clause, by where"))
}

/// The place in brackets behind an entry of a programme: *receives Mr Ek (Brussels)*.
fn in_brackets(view: &View<'_>, draft: &Draft) -> Option<Slot> {
    let form = |at: usize| if at < view.parse.len() { view.parse.form(at) } else { "" };
    let bracketed = |named: &&Named| {
        named.words.start > draft.trigger
            && view.kind(named) == EntityKind::Place
            && form(named.words.start - 1) == "("
            && form(named.words.end) == ")"
    };
    view.named.iter().find(bracketed).and_then(|named| slot(view, named, "behind the entry"))
}

/// Tells whether *here* hangs on the clause.
fn here(view: &View<'_>, draft: &Draft) -> bool {
    (0..view.parse.len())
        .any(|at| view.parse.form(at) == "here" && distance(view, &draft.spine, at, &[]).is_some())
}

fn dateline(view: &View<'_>, reason: &str) -> Option<Slot> {
    let mention = dateline_place(view.doc)?;
    Some(Slot { kind: SlotKind::Place, span: mention.span, chain: mention.chain, reason: reason.to_owned() })
}

/// A place to which a participle behind the trigger puts it: *a summit set
/// for next week in Moscow*; or from which they came back after it: *flew
/// back from Washington after talks*.
fn of_plan_or_return(view: &View<'_>, draft: &Draft) -> Option<Slot> {
    let parse = &view.parse;
    let free = |named: &&Named| is_venue(view, draft, named) && view.kind(named) == EntityKind::Place;
    let planned = |named: &&Named| {
        let clause = parse.head(named.head).filter(|&verb| parse.head(verb) == Some(draft.trigger));
        let participle =
            clause.is_some_and(|verb| parse.relation(verb) == Relation::Acl && parse.xpos(verb).is_verb());
        participle && case(view, named.head).is_some_and(|case| AT.contains(&case))
    };
    let after = |verb: usize| {
        let behind = (verb + 1..draft.trigger.max(verb + 1))
            .any(|at| matches!(parse.form(at), "after" | "following" | "where"));
        behind && matches!(view.lemma(verb), "return" | "fly" | "come" | "arrive" | "leave")
    };
    let left = |named: &&Named| {
        named.head < draft.trigger
            && case(view, named.head) == Some("from")
            && parse.head(named.head).is_some_and(after)
    };
    if let Some(named) = view.named.iter().filter(free).find(planned) {
        return slot(view, named, "in the clause, of its plan");
    }
    view.named
        .iter()
        .filter(free)
        .find(left)
        .and_then(|named| slot(view, named, "in the clause, left after it"))
}

/// A place of the same sentence under a preposition of place, unless it
/// belongs to a party: *when the envoy was in Quito, he met*.
fn anywhere(view: &View<'_>, draft: &Draft, blocked: &[usize]) -> Option<Slot> {
    let free = |named: &&Named| {
        is_venue(view, draft, named)
            && !is_topic(view, draft, named)
            && view.kind(named) == EntityKind::Place
            && case(view, named.head).is_some_and(|case| AT.contains(&case))
            && !view.parse.ancestors(named.head).any(|above| blocked.contains(&above))
            && view.parse.relation(named.head) == Relation::Obl
            && named.head < draft.trigger
    };
    view.named.iter().find(free).and_then(|named| slot(view, named, "in the sentence"))
}

/// A place behind a party, which the parser took for the party's: *met
/// executives of Blackrock in Freetown*.
fn of_party(view: &View<'_>, draft: &Draft) -> Option<Slot> {
    let behind = |named: &&Named| {
        is_venue(view, draft, named)
            && !is_topic(view, draft, named)
            && named.head > draft.trigger
            && case(view, named.head).is_some_and(|case| matches!(case, "in" | "at" | "near" | "aboard"))
            && view
                .parse
                .ancestors(named.head)
                .any(|above| above == draft.trigger || draft.parties.iter().any(|party| party.word == above))
            && !view.parse.ancestors(named.head).any(|above| {
                let clause = view.parse.xpos(above).is_verb() && view.parse.relation(above) != Relation::Acl;
                clause && !draft.spine.contains(&above)
            })
    };
    view.named.iter().find(behind).and_then(|named| slot(view, named, "in the clause, behind a party"))
}

/// The place of a clause of time without a verb: *while in Brussels, he will meet*.
fn while_in(view: &View<'_>, draft: &Draft) -> Option<Slot> {
    let form = |at: usize| if at < draft.trigger { view.parse.form(at) } else { "" };
    let behind = |named: &&Named| {
        let at =
            named.words.start - usize::from(named.words.start > 0 && form(named.words.start - 1) == "the");
        at > 1 && form(at - 1) == "in" && matches!(form(at - 2), "while" | "when" | "whilst")
    };
    let free = |named: &&Named| view.kind(named) == EntityKind::Place && is_venue(view, draft, named);
    view.named.iter().filter(free).find(behind).and_then(|named| slot(view, named, "in the clause, by while"))
}

/// Words that may stand between *is* and *in* a place.
const STILL: &[&str] = &["back", "still", "already", "currently", "now", "just", "here", "also", "today"];

/// The place in which one of the parties is said to be, in this sentence or the one
/// before: *Ek is in Oslo. He plans to meet Nowak*; *I was in Riga meeting Ur*.
fn stays(view: &View<'_>, story: &Story, draft: &Draft, known: Known) -> Option<Slot> {
    let doc = view.doc;
    let first = doc.sentences[view.sentence.saturating_sub(1)].span.start;
    let before = doc.mentions.partition_point(|mention| mention.span.start < view.span(draft.trigger).start);
    let token_at = |byte: usize| doc.tokens.partition_point(|token| token.span.start < byte);
    let word = |token: usize| doc.tokens[token].span.of(&doc.text);
    let party = |token: usize| {
        let span = doc.tokens[token].span;
        let over = doc.mentions.partition_point(|mention| mention.span.end < span.end);
        let named = doc.mentions.get(over).filter(|mention| mention.span.end == span.end);
        let chain =
            if word(token) == "I" { story.speaker(span) } else { named.and_then(|named| named.chain) };
        chain.is_some_and(|chain| draft.parties.iter().any(|party| party.chain == chain))
    };
    let is_in = |mention: &&Mention| {
        let mut at = token_at(mention.span.start);
        let start = token_at(first);
        let mut back = |test: &dyn Fn(&str) -> bool| {
            let fits = at > start && test(word(at - 1));
            at -= usize::from(fits);
            fits
        };
        back(&|word| word == "the");
        if !back(&|word| word == "in") {
            return false;
        }
        back(&|word| STILL.contains(&word));
        let is = back(&|word| matches!(word, "is" | "are" | "'s" | "’s" | "am" | "’m" | "'m"));
        // Where one was is where one met, but not where one will meet.
        let held = known.status == Status::Held;
        let be = is || held && back(&|word| matches!(word, "was" | "were" | "been"));
        back(&|word| matches!(word, "has" | "had" | "have" | "’s" | "'s"));
        back(&|word| word == "—" || word == ",");
        be && at > start && party(at - 1)
    };
    let places = doc.mentions[..before].iter().rev().take_while(|mention| mention.span.start >= first);
    let mut places = places.filter(|mention| {
        mention.kind == EntityKind::Place && mention.form == MentionForm::Name && mention.chain.is_some()
    });
    // Where one was in 2019 says nothing of a meeting of this week.
    let fits = |mention: &&Mention| {
        let before = mention.span.start < view.evidence().start;
        let dated = view.doc.dates.iter().skip_while(|date| date.span.start < first);
        let mut dated = dated.take_while(|date| date.span.start < view.evidence().start);
        !before || dated.all(|date| known.when.is_none_or(|when| date.interval.overlaps(when)))
    };
    let found = places.find(|mention| is_in(mention) && fits(mention))?;
    Some(Slot {
        kind: SlotKind::Place,
        span: found.span,
        chain: found.chain,
        reason: "where a party was".to_owned(),
    })
}

/// Where the sentence says nothing: the visit told before, the dateline of an
/// event of these days, the headline.
fn around(view: &View<'_>, story: &Story, draft: &Draft, known: Known) -> Option<Slot> {
    let Known { status, when, soon } = known;
    let visiting =
        story.whereabouts(view.doc, view.sentence, draft.parties.iter().map(|party| party.chain), when);
    // Where one was says nothing of where one did not meet.
    let visiting = visiting.filter(|_| status != Status::Denied);
    if status == Status::Planned || status == Status::Cancelled {
        let near = || dateline(view, "of the dateline, a day or two ahead").filter(|_| soon);
        return visiting.filter(|_| status == Status::Planned).or_else(near);
    }
    visiting.or_else(|| dateline(view, "of the dateline")).or_else(|| headline(view, draft))
}

fn headline(view: &View<'_>, draft: &Draft) -> Option<Slot> {
    let doc = view.doc;
    let in_headline = |span: Span| !doc.headline.is_empty() && span.end <= doc.headline.end;
    let found = doc
        .mentions
        .iter()
        .take_while(|mention| mention.span.start < doc.headline.end)
        .filter(|mention| in_headline(mention.span) && mention.kind == EntityKind::Place);
    let before = |span: Span| {
        doc.text[..span.start].trim_end().rsplit([' ', '\n']).next().unwrap_or("").to_lowercase()
    };
    let at = |word: &str| AT.contains(&word) || word == "to" || word == "—" || word == "–";
    let topic = |span: Span| {
        let mut words = doc.text[doc.headline.start..span.start].split_whitespace();
        words.any(|word| matches!(word, "on" | "about" | "regarding" | "concerning" | "over"))
    };
    let owns = |mention: &Mention| doc.text[mention.span.end..].starts_with(['\'', '’']);
    let mut found = found.filter(|mention| mention.chain.is_some() && !owns(mention));
    let mention = found.find(|mention| at(&before(mention.span)) && !topic(mention.span))?;
    let is_party = draft.parties.iter().any(|party| Some(party.chain) == mention.chain);
    (!is_party).then(|| Slot {
        kind: SlotKind::Place,
        span: mention.span,
        chain: mention.chain,
        reason: "of the headline".to_owned(),
    })
}

fn slot(view: &View<'_>, named: &Named, reason: &str) -> Option<Slot> {
    let mention = &view.doc.mentions[named.mention];
    Some(Slot {
        kind: SlotKind::Place,
        span: mention.span,
        chain: Some(mention.chain?),
        reason: reason.to_owned(),
    })
}

/// How fine a place is; one that the gazetteer does not know is a building.
fn fineness(story: &Story, view: &View<'_>, chain: ChainId) -> PlaceKind {
    story.chain(view.doc, chain).place.as_ref().map_or(PlaceKind::Feature, |place| place.kind)
}
