//! Who stands at a word: names, pronouns, offices, delegations, crowds.

use super::lexicon::LEXICON;
use super::lists;
use super::several::{of_countries, of_each};
use super::story::Story;
use super::view::{Named, View};
use crate::document::{Chain, ChainId, EntityKind, Gender, MentionForm, PlaceKind, Span};
use crate::extract::syntax::{Relation, Upos, Xpos};
use crate::likeness::is_suffix;

/// A party of an event, and the word that speaks of it.
#[derive(Clone, Debug)]
pub struct PartyAt {
    /// The party.
    pub chain: ChainId,
    /// The word that binds it to the rest of the sentence.
    pub word: usize,
    /// The words that speak of it.
    pub span: Span,
    /// Whether it is people: a person or a group of persons.
    pub people: bool,
    /// Why it is a party, for the slot: `subject of met`.
    pub reason: String,
}

/// Sentences over which a pronoun of a transcript reaches back.
const REACH: usize = 3;

/// Words of titles between a form of honour and the name at most.
const TITLE: usize = 5;

/// Coordinated parties beyond which a list is no list of parties.
const MANY: usize = 24;

/// Returns the parties that the word `at` and those coordinated with it stand
/// for, each once.
pub fn parties(view: &View<'_>, story: &mut Story, at: usize) -> Vec<PartyAt> {
    let mut found: Vec<PartyAt> = Vec::new();
    for word in view.parse.conjuncts(at).into_iter().take(MANY) {
        if view.parse.xpos(word).is_verb() && word != at {
            continue;
        }
        for party in at_word(view, story, word) {
            if found.iter().all(|seen| seen.chain != party.chain) {
                found.push(party);
            }
        }
    }
    found
}

fn at_word(view: &View<'_>, story: &mut Story, at: usize) -> Vec<PartyAt> {
    let over = view.mention_over(at).cloned();
    let name = over.as_ref().is_some_and(|named| view.doc.mentions[named.mention].form == MentionForm::Name);
    if LEXICON.is_media(view.lemma(at)) && !name {
        return Vec::new();
    }
    let office = over.as_ref().is_some_and(|named| {
        view.kind(named) == EntityKind::Organization && LEXICON.is_office(view.lemma(named.words.start))
    });
    let known = story.aliased(view, view.phrase(at));
    if known.len() > 1 {
        let span = view.span(at);
        return known
            .into_iter()
            .map(|chain| PartyAt { chain, word: at, span, people: true, reason: String::new() })
            .collect();
    }
    let behind = if office { behind(view, story, at) } else { Vec::new() };
    if !behind.is_empty() {
        return behind;
    }
    if let Some(named) =
        over.as_ref().filter(|named| view.doc.mentions[named.mention].form == MentionForm::Name)
    {
        let body = view.kind(named) == EntityKind::Organization;
        let each = if body { of_countries(view, story, at) } else { Vec::new() };
        if !each.is_empty() {
            return each;
        }
        let led = if body { led(view, story, at) } else { Vec::new() };
        return if led.is_empty() { by_name(view, story, named).into_iter().collect() } else { led };
    }
    let owned = |child: usize| view.parse.relation(child) == Relation::NmodPoss;
    if LEXICON.is_kin(view.lemma(at)) && view.parse.children(at).any(owned) {
        // *Met his wife, Edith* is private, *met her husband Omar Haddad* may not be.
        let mut found = beside(view, story, at);
        found.retain(|party| story.chain(view.doc, party.chain).name.contains(' '));
        return found;
    }
    if let Some(party) = honoured(view, story, at) {
        return vec![party];
    }
    let beside = beside(view, story, at);
    if !beside.is_empty() {
        return beside;
    }
    if view.parse.word(at).upos == Upos::Pron || is_count(view, at) {
        return pronoun(view, story, at, over.as_ref());
    }
    let led = led(view, story, at);
    if !led.is_empty() {
        for party in &led {
            story.note(party.chain, view.span_of(view.phrase(at)).of(&view.doc.text));
        }
        return led;
    }
    let each = of_each(view, story, at);
    if !each.is_empty() {
        return each;
    }
    let senders = senders(view, story, at);
    if !senders.is_empty() {
        return senders;
    }
    if let Some(people) = counted(view, at) {
        return parties(view, story, people);
    }
    described(view, story, at, over.as_ref())
}

/// A name is a party when it is people, a body, or a country.
pub fn by_name(view: &View<'_>, story: &Story, named: &Named) -> Option<PartyAt> {
    let mention = &view.doc.mentions[named.mention];
    if mention.kind == EntityKind::Person
        && (is_suffix(mention.span.of(&view.doc.text)) || is_namesake(view, named))
    {
        return None;
    }
    let chain = mention.chain?;
    let may = match mention.kind {
        EntityKind::Person | EntityKind::Organization => true,
        EntityKind::Place => is_actor(story.chain(view.doc, chain)),
    };
    may.then(|| PartyAt {
        chain,
        word: named.head,
        span: mention.span,
        people: mention.kind == EntityKind::Person,
        reason: String::new(),
    })
}

/// Tells whether the name stands in that of a thing: *the Albright Award*.
fn is_namesake(view: &View<'_>, named: &Named) -> bool {
    let parse = &view.parse;
    let (start, end) = (named.words.start, named.words.end);
    let article = start > 0 && parse.form(start - 1) == "the";
    let goes_on =
        end < parse.len() && parse.word(end).upos == Upos::Propn && view.mention_over(end).is_none();
    let dated = end < parse.len() && view.dates().iter().any(|date| date.span.overlaps(view.span(end)));
    article && goes_on && !dated
}

/// Tells whether a place can act: a country does, a city does not.
fn is_actor(chain: &Chain) -> bool {
    chain.kind != EntityKind::Place
        || chain.place.as_ref().is_some_and(|place| place.kind == PlaceKind::Country)
}

/// The names that a title or description stands beside: *the Italian premier,
/// Paolo Ferrante*; *Secretary of State Alan Kerrigan*.
fn beside(view: &View<'_>, story: &mut Story, at: usize) -> Vec<PartyAt> {
    let parse = &view.parse;
    let mut found: Vec<PartyAt> = Vec::new();
    let children: Vec<usize> = parse.children(at).collect();
    for child in children {
        use Relation::{Appos, Compound, Dep, Flat, NmodDesc, NmodUnmarked};
        let proper = view.span(at).of(&view.doc.text).starts_with(char::is_uppercase);
        let inside = child < at && proper && !LEXICON.is_people(view.lemma(at));
        if !matches!(parse.relation(child), Appos | Compound | Dep | Flat | NmodDesc | NmodUnmarked) || inside
        {
            continue;
        }
        let words = if parse.relation(child) == Appos { parse.conjuncts(child) } else { vec![child] };
        for word in words {
            let person =
                view.mention_over(word).filter(|named| view.kind(named) == EntityKind::Person).cloned();
            match person {
                Some(named) => found.extend(by_name(view, story, &named)),
                None if parse.relation(child) == Appos && view.parse.word(word).upos != Upos::Propn => {
                    found.extend(beside(view, story, word));
                }
                None => {}
            }
        }
    }
    if found.is_empty() && LEXICON.is_people(view.lemma(at)) {
        found.extend(behind(view, story, at));
    }
    if found.len() > 1 {
        story.alias(view, view.phrase(at), found.iter().map(|party| party.chain).collect());
    }
    found
}

/// The names behind a long title, with a comma or without: *the leader of
/// the Front, Omar Haddad*; *the presidents of Ecuador and Peru, Cordero and
/// Quispe*; *the chief of staff of the republic Paul Nowak*.
fn behind(view: &View<'_>, story: &Story, at: usize) -> Vec<PartyAt> {
    let parse = &view.parse;
    let plural = parse.form(at) != view.lemma(at);
    let mut word = at + 1;
    while word < parse.len() && word < at + 16 && parse.form(word) != "," {
        let ends = parse.xpos(word).is_verb() || parse.form(word) == "and" && !plural;
        if let Some(name) = glued(view, word) {
            return by_name(view, story, name).into_iter().collect();
        }
        let named = view.mention_over(word).is_some_and(|named| {
            view.kind(named) == EntityKind::Person
                && view.doc.mentions[named.mention].form == MentionForm::Name
        });
        if ends || named || matches!(parse.form(word), ";" | ":" | "(" | "who" | "that") {
            return Vec::new();
        }
        word += 1;
    }
    let fellow = word + 1 < parse.len()
        && LEXICON.is_people(view.lemma(word + 1))
        && view.mention_over(word + 1).is_none();
    let listed = lists::from(view, word + 1 + usize::from(fellow));
    let people = listed.into_iter().filter(|named| view.kind(named) == EntityKind::Person);
    people.take(if plural { MANY } else { 1 }).filter_map(|named| by_name(view, story, named)).collect()
}

/// The name that begins at `word` with no preposition, article or possessive
/// before it, so that what stands before is its title.
fn glued<'a>(view: &'a View<'_>, word: usize) -> Option<&'a Named> {
    let named = view.mention_over(word).filter(|named| named.words.start == word && word > 0)?;
    let person =
        view.kind(named) == EntityKind::Person && view.doc.mentions[named.mention].form == MentionForm::Name;
    let before = view.parse.word(word - 1).upos;
    (person && matches!(before, Upos::Noun | Upos::Propn)).then_some(named)
}

/// Tells whether the word counts people that were named: *the two*, *both*.
fn is_count(view: &View<'_>, at: usize) -> bool {
    matches!(view.parse.form(at), "two" | "both" | "three" | "pair")
}

fn pronoun(view: &View<'_>, story: &Story, at: usize, over: Option<&Named>) -> Vec<PartyAt> {
    let span = view.span(at);
    let party = |chain: ChainId| PartyAt { chain, word: at, span, people: true, reason: String::new() };
    match view.parse.form(at) {
        "we" | "us" if story.speaker(span).is_some() => Vec::new(),
        "i" | "me" | "myself" => story.speaker(span).map(party).into_iter().collect(),
        "we" => story.recent(view.sentence).iter().copied().map(party).collect(),
        "they" | "them" | "their" | "two" | "both" | "three" | "pair" | "each" => {
            let chain = over.and_then(|named| view.doc.mentions[named.mention].chain);
            let last = many(view, story, at);
            if last.len() > 1 || chain.is_none() {
                return last.into_iter().map(party).collect();
            }
            let visitor = story.visitor(view.sentence).filter(|visitor| Some(*visitor) != chain);
            let company = chain.filter(|chain| visitor.is_none() || !story.chain(view.doc, *chain).named);
            visitor.into_iter().chain(company).map(party).collect()
        }
        "he" | "she" | "him" | "her" | "his" | "himself" | "herself" | "it" | "its" | "who" | "whom" => {
            main_subject(view, story, at)
                .or_else(|| over.and_then(|named| view.doc.mentions[named.mention].chain))
                .and_then(|chain| third_person(view, story, at, chain))
                .filter(|chain| {
                    view.parse.form(at) != "it"
                        || story.chain(view.doc, *chain).kind == EntityKind::Organization
                })
                .map(party)
                .into_iter()
                .collect()
        }
        _ => Vec::new(),
    }
}

/// Whom *he* stands for where the chains took it for the one who speaks, who
/// would say *I*: the only other person spoken of in the sentences before.
fn third_person(view: &View<'_>, story: &Story, at: usize, chain: ChainId) -> Option<ChainId> {
    let span = view.span(at);
    if story.has_floor(span) != Some(chain) || matches!(view.parse.form(at), "it" | "its" | "who" | "whom") {
        return Some(chain);
    }
    let start = view.doc.sentences[view.sentence.saturating_sub(REACH)].span.start;
    let gender = match view.parse.form(at) {
        "she" | "her" | "herself" => Gender::Female,
        _ => Gender::Male,
    };
    let first = view.doc.mentions.partition_point(|mention| mention.span.start < start);
    let mut others: Vec<ChainId> = Vec::new();
    for mention in view.doc.mentions[first..].iter().take_while(|mention| mention.span.start < span.start) {
        let person = mention.kind == EntityKind::Person && mention.form != MentionForm::Pronoun;
        let other = mention.chain.filter(|other| person && *other != chain && !others.contains(other));
        others
            .extend(other.filter(|other| story.chain(view.doc, *other).gender.is_none_or(|of| of == gender)));
    }
    (others.len() == 1).then(|| others[0])
}

/// Whom *he* stands for as the subject of a relative clause of place or time,
/// *travelled to Bucharest, where he was to meet*: the subject of the clause above.
fn main_subject(view: &View<'_>, story: &Story, at: usize) -> Option<ChainId> {
    let parse = &view.parse;
    let gender = match parse.form(at) {
        "he" => Gender::Male,
        "she" => Gender::Female,
        _ => return None,
    };
    let verb = parse.head(at).filter(|_| parse.relation(at).is_subject())?;
    let where_clause = parse.children(verb).any(|child| matches!(parse.form(child), "where" | "when"));
    let said = parse.relation(verb) == Relation::Ccomp
        && parse.head(verb).is_some_and(|above| above < verb && LEXICON.reports(view.lemma(above)));
    let above =
        parse.head(verb).filter(|_| said || where_clause && parse.relation(verb) != Relation::Ccomp)?;
    let clause =
        std::iter::once(above).chain(parse.ancestors(above)).find(|&word| parse.xpos(word).is_verb())?;
    let subject = parse.subject(clause).filter(|&subject| subject < at)?;
    let named = view.mention_over(subject).filter(|named| view.kind(named) == EntityKind::Person)?;
    let chain = view.doc.mentions[named.mention].chain?;
    story.chain(view.doc, chain).gender.is_none_or(|other| other == gender).then_some(chain)
}

/// The person named last before the word `at`, other than `not`: whom *him*
/// stands for, where it cannot be the subject of its own clause.
pub fn other_than(view: &View<'_>, story: &Story, at: usize, not: &[ChainId]) -> Option<PartyAt> {
    let span = view.span(at);
    let before = view.doc.mentions.partition_point(|mention| mention.span.start < span.start);
    let start = view.doc.sentences[view.sentence.saturating_sub(1)].span.start;
    let recent = view.doc.mentions[..before].iter().rev().take_while(|mention| mention.span.start >= start);
    let mut people =
        recent.filter(|mention| mention.kind == EntityKind::Person && mention.form != MentionForm::Pronoun);
    let chain = people.find_map(|mention| mention.chain.filter(|chain| !not.contains(chain)))?;
    let person = story.chain(view.doc, chain).kind == EntityKind::Person;
    person.then_some(PartyAt { chain, word: at, span, people: true, reason: String::new() })
}

/// Those whom a plural stands for: the parties of the last event or, where
/// none was told, the only two people named just before.
fn many(view: &View<'_>, story: &Story, at: usize) -> Vec<ChainId> {
    let last = story.recent(view.sentence);
    if last.len() > 1 {
        return last.to_vec();
    }
    let start = view.doc.sentences[view.sentence.saturating_sub(1)].span.start;
    let before = view.span(at).start;
    let first = view.doc.mentions.partition_point(|mention| mention.span.start < start);
    let mut people: Vec<ChainId> = Vec::new();
    for mention in view.doc.mentions[first..].iter().take_while(|mention| mention.span.start < before) {
        let person = mention.kind == EntityKind::Person && mention.form == MentionForm::Name;
        if let Some(chain) = mention.chain.filter(|chain| person && !people.contains(chain)) {
            people.push(chain);
        }
    }
    if people.len() == 2 { people } else { Vec::new() }
}

/// The parties of names in a row.
pub fn listed(view: &View<'_>, story: &Story, names: Vec<&Named>) -> Vec<PartyAt> {
    names.into_iter().filter_map(|named| by_name(view, story, named)).collect()
}

/// The bodies and countries that sent a group: *delegations of the Front and
/// the Council*, *the Front's delegation* stand for those two.
fn senders(view: &View<'_>, story: &mut Story, at: usize) -> Vec<PartyAt> {
    let parse = &view.parse;
    if !LEXICON.is_sent(view.lemma(at)) {
        return Vec::new();
    }
    let of = parse.phrases(at).find(|(case, noun)| {
        *noun > at && case.is_some_and(|case| matches!(parse.form(case), "of" | "from"))
    });
    let before = parse.children(at).find(|&child| {
        matches!(parse.relation(child), Relation::Compound | Relation::NmodPoss) && child < at
    });
    let Some(first) = of.map(|(_, noun)| noun).or(before) else { return Vec::new() };
    let named = |word: usize| {
        let named = view.mention_over(word)?;
        let name = view.doc.mentions[named.mention].form == MentionForm::Name;
        (name && view.kind(named) != EntityKind::Person).then(|| named.clone())
    };
    let names: Vec<Named> = parse.conjuncts(first).into_iter().filter_map(named).collect();
    names
        .iter()
        .filter_map(|named| by_name(view, story, named))
        .map(|party| PartyAt { people: true, ..party })
        .collect()
}

/// The one named last before whom a form of honour without a name is for: *His
/// Majesty* is the king.
fn honoured(view: &View<'_>, story: &Story, at: usize) -> Option<PartyAt> {
    let offices = LEXICON.honoured_as(view.lemma(at));
    let owned =
        view.parse.children(at).any(|child| matches!(view.parse.form(child), "his" | "her" | "their"));
    if offices.is_empty() || !owned {
        return None;
    }
    let span = view.span(at);
    // *His Majesty King Talal* is named right behind.
    let behind = view.named.iter().find(|named| {
        let title = |word: usize| matches!(view.parse.word(word).upos, Upos::Noun | Upos::Propn | Upos::Det);
        named.words.start > at
            && named.words.start <= at + TITLE
            && view.kind(named) == EntityKind::Person
            && view.doc.mentions[named.mention].form == MentionForm::Name
            && (at + 1..named.words.start).all(title)
    });
    if let Some(party) = behind.and_then(|named| by_name(view, story, named)) {
        return Some(party);
    }
    let before = view.doc.mentions.partition_point(|mention| mention.span.start < span.start);
    let holds = |chain: &ChainId| {
        let chain = story.chain(view.doc, *chain);
        let titles = chain.roles.iter().map(|role| role.title.as_str()).chain([chain.name.as_str()]);
        chain.kind == EntityKind::Person
            && chain.named
            && titles.flat_map(str::split_whitespace).any(|word| offices.contains(&word.to_lowercase()))
    };
    let chain = view.doc.mentions[..before].iter().rev().filter_map(|mention| mention.chain).find(holds)?;
    Some(PartyAt {
        chain,
        word: at,
        span: view.span_of(view.phrase(at)),
        people: true,
        reason: String::new(),
    })
}

/// The people whom the noun only counts: *members* of *a range of members*.
fn counted(view: &View<'_>, at: usize) -> Option<usize> {
    let parse = &view.parse;
    let counts = LEXICON.is_group(view.lemma(at)) && !LEXICON.is_people(view.lemma(at));
    let of = parse.children_by(at, Relation::Nmod).find(|&noun| noun > at && parse.has_case(noun, "of"));
    of.filter(|&noun| counts && parse.form(noun) != view.lemma(noun))
}

/// The head of a group: *a delegation headed by Rodrigo Fuenzalida*.
fn led(view: &View<'_>, story: &mut Story, at: usize) -> Vec<PartyAt> {
    let parse = &view.parse;
    let body = view.mention_over(at).is_some_and(|named| view.kind(named) != EntityKind::Place);
    if !LEXICON.is_people(view.lemma(at)) && !LEXICON.is_group(view.lemma(at)) && !body {
        return Vec::new();
    }
    let clauses = senders_of(view, at).into_iter().flat_map(|noun| parse.children_by(noun, Relation::Acl));
    let leads = |verb: usize| {
        let made_up =
            view.lemma(verb) == "make" && parse.children(verb).any(|child| parse.form(child) == "up");
        made_up
            || LEXICON.leads(view.lemma(verb))
                && matches!(parse.xpos(verb), Xpos::Vbn | Xpos::Vbg | Xpos::Vbd)
    };
    if let Some(clause) = clauses.into_iter().find(|&verb| leads(verb)) {
        let of = parse
            .phrases(clause)
            .find(|(case, _)| case.is_some_and(|case| matches!(parse.form(case), "of" | "by")));
        let by = parse.agent(clause).or(of.map(|(_, noun)| noun)).or_else(|| parse.objects(clause).next());
        let mut found = by.map(|word| parties(view, story, word)).unwrap_or_default();
        let case = of.and_then(|(case, _)| case).unwrap_or(clause);
        for party in listed(view, story, lists::from(view, case + 1)) {
            if found.iter().all(|seen| seen.chain != party.chain) {
                found.push(party);
            }
        }
        return found;
    }
    let sent = parse
        .children(at)
        .find(|&child| parse.relation(child) == Relation::Acl && view.lemma(child) == "represent");
    let Some(object) = sent.and_then(|clause| parse.objects(clause).next()) else { return Vec::new() };
    parties(view, story, object)
}

/// The noun of a group with those that say whose it is, to which the parser
/// may hang who leads it: *a delegation from the party of Mali led by Ur*.
fn senders_of(view: &View<'_>, at: usize) -> Vec<usize> {
    let parse = &view.parse;
    let mut nouns = vec![at];
    let mut next = 0;
    while next < nouns.len() && nouns.len() < 8 {
        let of = parse
            .children_by(nouns[next], Relation::Nmod)
            .filter(|&noun| parse.has_case(noun, "of") || parse.has_case(noun, "from"));
        nouns.extend(of.collect::<Vec<_>>());
        next += 1;
    }
    nouns
}

/// One party for each country: *the foreign ministers of France and Italy*.
fn distributed(view: &View<'_>, story: &mut Story, at: usize) -> Vec<PartyAt> {
    let parse = &view.parse;
    let of = parse.children_by(at, Relation::Nmod).find(|&noun| parse.has_case(noun, "of"));
    let Some(first) = of.filter(|_| parse.form(at) != view.lemma(at)) else { return Vec::new() };
    let places: Vec<Named> =
        parse.conjuncts(first).into_iter().filter_map(|word| view.mention_over(word).cloned()).collect();
    if places.len() < 2 || places.iter().any(|named| view.kind(named) == EntityKind::Person) {
        return Vec::new();
    }
    let title = story.office(view, at);
    places
        .iter()
        .map(|named| PartyAt {
            chain: story.official(view, &title, named.mention),
            word: named.head,
            span: view.span(at).join(view.doc.mentions[named.mention].span),
            people: true,
            reason: String::new(),
        })
        .collect()
}

/// A party without a name: *senior Mexican officials*. Plurals such as *the
/// two leaders* stand for the parties of the last event, and *the president*
/// for somebody of that office whom the article has told of.
fn described(view: &View<'_>, story: &mut Story, at: usize, over: Option<&Named>) -> Vec<PartyAt> {
    let phrase = view.phrase(at);
    let plural = matches!(view.parse.xpos(at), Xpos::Nns | Xpos::Nnps);
    let party = |chain: ChainId| PartyAt {
        chain,
        word: at,
        span: view.span_of(phrase.clone()),
        people: true,
        reason: String::new(),
    };
    if plural && LEXICON.is_parties(view.lemma(at)) && stands_for_many(view, at) {
        let last = many(view, story, at);
        if last.len() > 1 {
            return last.into_iter().map(party).collect();
        }
    }
    let known = story.aliased(view, phrase.clone());
    if plural && known.len() > 1 {
        return known.into_iter().map(party).collect();
    }
    let chain = over.and_then(|named| view.doc.mentions[named.mention].chain);
    if own_group(view, at) || is_bare(view, at) {
        return Vec::new();
    }
    let each = if LEXICON.is_people(view.lemma(at)) { distributed(view, story, at) } else { Vec::new() };
    if !each.is_empty() {
        return each;
    }
    let chain = chain.filter(|chain| !is_of_another(view, story, at, *chain));
    let chain = story.officeholder(view, phrase.clone(), chain).or(chain);
    if let Some(chain) = chain.filter(|chain| is_actor(story.chain(view.doc, *chain))) {
        story.describe(view, chain, phrase.clone());
        return vec![party(chain)];
    }
    if !LEXICON.is_people(view.lemma(at)) {
        return Vec::new();
    }
    vec![party(story.unnamed(view, at, phrase.clone()))]
}

/// Tells whether the office at `at` is of a country that is not that of the
/// named `chain`: *the President of Turkey* is not the President who speaks.
fn is_of_another(view: &View<'_>, story: &Story, at: usize, chain: ChainId) -> bool {
    let parse = &view.parse;
    let of = parse.children_by(at, Relation::Nmod).find(|&noun| parse.has_case(noun, "of"));
    let place =
        of.and_then(|noun| view.mention_over(noun)).and_then(|named| view.doc.mentions[named.mention].chain);
    let country = place.and_then(|place| story.chain(view.doc, place).place.as_ref()?.country.clone());
    let Some(country) = country else { return false };
    let chain = story.chain(view.doc, chain);
    let own = chain.country.iter().chain(chain.roles.iter().filter_map(|role| role.country.as_ref()));
    let apart = place.is_some_and(|place| {
        story.chain(view.doc, place).place.as_ref().is_some_and(|place| place.kind == PlaceKind::Country)
    });
    chain.named && apart && own.into_iter().all(|own| *own != country)
}

/// Tells whether the plural noun has nothing with it but an article or a
/// number: *the two leaders*, *both sides*.
fn stands_for_many(view: &View<'_>, at: usize) -> bool {
    let parse = &view.parse;
    let definite = parse
        .children(at)
        .any(|child| matches!(parse.form(child), "the" | "two" | "both" | "these" | "three"));
    let plain = parse.children(at).all(|child| {
        !matches!(
            parse.relation(child),
            Relation::Nmod | Relation::NmodPoss | Relation::AclRelcl | Relation::Compound
        )
    });
    definite && plain
}

/// Tells whether the phrase is a party's own company: *his delegation*, *her
/// aides*; they come with a party and are none of their own.
fn own_group(view: &View<'_>, at: usize) -> bool {
    let parse = &view.parse;
    let owner = parse
        .children(at)
        .any(|word| matches!(parse.form(word), "his" | "her" | "their" | "our" | "its" | "my" | "your"));
    let company = parse.relation(at) == Relation::Conj
        && (LEXICON.is_group(view.lemma(at)) || matches!(parse.xpos(at), Xpos::Nns));
    let many = company || LEXICON.is_vague(view.lemma(at)) && matches!(parse.xpos(at), Xpos::Nns);
    let told = parse
        .children_by(at, Relation::Amod)
        .chain(parse.children_by(at, Relation::Compound))
        .any(|word| crate::gazetteer::by_demonym(view.span(word).of(&view.doc.text)).is_some());
    owner && many && !told
}

/// Tells whether a singular common noun stands without article or anything
/// else before it, as in *met the charge head on*: it is no party.
fn is_bare(view: &View<'_>, at: usize) -> bool {
    let parse = &view.parse;
    let counts =
        |child: usize| !matches!(parse.relation(child), Relation::Case | Relation::Cc | Relation::Punct);
    let before = parse.children(at).any(|child| child < at && counts(child));
    let title = parse.relation(at) == Relation::Conj
        && view.span(at).of(&view.doc.text).starts_with(char::is_uppercase);
    let complement = parse.children_by(at, Relation::Nmod).next().is_some();
    let before = before || complement && LEXICON.is_people(view.lemma(at)) && !title;
    let singular = parse.xpos(at) == Xpos::Nn || parse.xpos(at) == Xpos::Nnp && !view.is_headline();
    singular && !before || LEXICON.needs_complement(view.lemma(at)) && !complement
}
