//! Whether it happened: tense, modality, negation, and the words above.
//!
//! A trigger asserts a meeting unless something above it in the tree says
//! otherwise: *refused to meet*, *plans for talks*, *if they met*. The walk
//! from the trigger to the root gathers these effects from the inside out.

use super::denials::{is_denied_behind, is_untrue};
use super::governor::takes_part_in;
use super::lexicon::LEXICON;
use super::view::View;
use crate::document::Status;
use crate::extract::syntax::{Relation, Upos, Xpos};

/// What a word makes of the event under it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Leaves it as it is.
    None,
    /// Puts it into the future.
    Plan,
    /// Wishes, asks, or imagines it: there is no event.
    Wish,
    /// Denies it.
    Deny,
    /// Calls it off.
    Cancel,
    /// Puts it off.
    Postpone,
}

/// The status that a clause gives an event, with the words that gave it.
#[derive(Clone, Debug)]
pub struct Mood {
    /// The effect of all words above the trigger.
    pub effect: Effect,
    /// Whether the clause is in the present tense, which tells of the future
    /// when its date does.
    pub present: bool,
    /// Those words, for the reason: `refuse`.
    pub because: Vec<String>,
    /// Whether the event is only where something else was done or not: *did not
    /// speak at the talks*.
    aside: bool,
}

impl Mood {
    /// Returns the status; none for what is only wished or imagined.
    pub fn status(&self) -> Option<Status> {
        match self.effect {
            Effect::None => Some(Status::Held),
            Effect::Plan => Some(Status::Planned),
            Effect::Deny => Some(Status::Denied),
            Effect::Cancel | Effect::Postpone => Some(Status::Cancelled),
            Effect::Wish => None,
        }
    }

    fn add(&mut self, effect: Effect, word: &str) {
        if effect == Effect::None || effect == Effect::Deny && self.aside {
            return;
        }
        self.effect = compose(self.effect, effect);
        self.because.push(word.to_owned());
    }
}

/// Returns the effect of `outer` on what `inner` left.
fn compose(inner: Effect, outer: Effect) -> Effect {
    use Effect::{Cancel, Deny, None, Plan, Postpone, Wish};
    match (inner, outer) {
        (_, Wish) | (Wish, _) => Wish,
        (inner, None) => inner,
        (None, outer) => outer,
        (Plan, Deny) => Deny,
        (Deny | Cancel | Postpone, Deny) => Wish,
        (inner, Plan) => inner,
        (_, Cancel) => Cancel,
        (_, Postpone) => Postpone,
    }
}

/// Reads the mood of the event that the word `trigger` tells.
pub fn mood(view: &View<'_>, trigger: usize) -> Mood {
    let mut mood = Mood { effect: Effect::None, present: false, because: Vec::new(), aside: false };
    let parse = &view.parse;
    own(view, trigger, &mut mood);
    if is_vague(view, trigger) {
        mood.add(Effect::Wish, "repeatedly or at any time");
    }
    if is_not_again(view, trigger) {
        mood.add(Effect::Wish, "not again");
    }
    if is_acquaintance(view, trigger) {
        mood.add(Effect::Wish, "never");
    }
    if asks_how(view) {
        mood.add(Effect::Wish, "a question");
    }
    let own = mood.clone();
    let mut at = trigger;
    while let Some(head) = parse.head(at) {
        let Some(next) = step(view, at, head, &mut mood) else { break };
        at = next;
    }
    // *The meeting planned for May 20 will not take place* is called off.
    let not = mood.because.last().is_some_and(|word| word == "not");
    let plans = |word: &String| LEXICON.verb_effect(word) == Some(Effect::Plan);
    let planned = own.effect == Effect::Plan || mood.because.first().is_some_and(plans);
    if not && mood.effect == Effect::Deny && planned && !parse.xpos(trigger).is_verb() {
        mood.effect = Effect::Cancel;
    }
    if mood.effect != Effect::Deny && is_untrue(view, trigger) {
        mood.add(Effect::Deny, "untrue");
    }
    // *Asked whether he had seen the envoy, she said that no such meeting had taken place*.
    if is_denied_behind(view, trigger) {
        mood.effect = Effect::Deny;
        mood.because.push("no such".to_owned());
    }
    let outside = matches!(mood.effect, Effect::Deny | Effect::Plan) && own.effect == Effect::None;
    if outside && is_told_apart(view, trigger) { own } else { mood }
}

/// Tells whether the clause of the trigger speaks of what is done again and
/// again (*speak once a week*) or would be at any time: it is no one event.
fn is_vague(view: &View<'_>, trigger: usize) -> bool {
    let parse = &view.parse;
    let clause = parse.subtree(trigger);
    let often = |at: usize| {
        let form = parse.form(at);
        let next = if at + 1 < parse.len() { parse.form(at + 1) } else { "" };
        let each =
            matches!(form, "once" | "twice" | "times") && matches!(next, "a" | "an" | "every" | "each");
        let any = form == "any" && matches!(next, "time" | "day" | "place" | "moment");
        each || any
            || form == "anytime"
            || form == "every"
                && view.dates().iter().any(|date| {
                    date.span.contains(view.span(at))
                        || at + 1 < parse.len() && date.span.contains(view.span(at + 1))
                })
    };
    let near = |at: usize| parse.head(at) == Some(trigger) && LEXICON.is_habitual(parse.form(at));
    clause.clone().filter(|&at| at > trigger).any(often) || clause.into_iter().any(near)
}

/// Tells whether the clause says that there will be no second time, which
/// denies no meeting that was told: *will not meet again before May*.
fn is_not_again(view: &View<'_>, trigger: usize) -> bool {
    let parse = &view.parse;
    let again = parse.children(trigger).any(|child| matches!(parse.form(child), "again" | "anew"));
    again && parse.is_negated(trigger)
}

/// Tells whether the clause says that two are strangers, which denies no one
/// meeting: *I have never met him*.
fn is_acquaintance(view: &View<'_>, trigger: usize) -> bool {
    view.parse.xpos(trigger).is_verb()
        && view.parse.children(trigger).any(|child| child < trigger && view.parse.form(child) == "never")
}

/// Tells whether the headline asks or promises to tell: *How Zara met her
/// prince*.
fn asks_how(view: &View<'_>) -> bool {
    view.is_headline() && matches!(view.parse.form(0), "how" | "why" | "what" | "when" | "whether")
}

/// Adds what the word itself carries: modals, negation, adjectives, and the
/// conjunction of its clause.
fn own(view: &View<'_>, at: usize, mood: &mut Mood) {
    let parse = &view.parse;
    if view.is_nominal(at) && !parse.xpos(at).is_verb() {
        for child in parse.children(at) {
            let word = parse.form(child);
            match parse.relation(child) {
                Relation::Amod | Relation::Compound => mood.add(adjective(view, child), word),
                Relation::Acl => mood.add(participle(view, child), word),
                Relation::AclRelcl if LEXICON.holds(view.lemma(child)) => relative(view, child, mood),
                Relation::Det if word == "any" => mood.add(Effect::Wish, word),
                _ => {}
            }
        }
        let conditional = parse.children(at).any(|child| parse.relation(child) == Relation::Cop);
        if conditional {
            clause(view, at, mood);
        }
        if parse.is_negated(at) {
            mood.add(Effect::Deny, "no");
        }
        return;
    }
    clause(view, at, mood);
    if parse.is_negated(at) || is_of_neither(view, at) {
        mood.add(Effect::Deny, "not");
    }
}

/// Tells whether *neither* stands before the subjects of the verb, wherever the
/// parser hung it: *neither the premier nor Ek met him*.
fn is_of_neither(view: &View<'_>, at: usize) -> bool {
    let parse = &view.parse;
    let verb = |word: usize| parse.xpos(word).is_verb() && parse.word(word).upos != Upos::Aux;
    let mut before = (0..at).rev().take_while(|&word| !verb(word) && parse.form(word) != ";");
    before.any(|word| parse.form(word) == "neither")
}

/// Tells whether a relative clause says that the event is held, so that what
/// stands above does not: *he will not get ahead of a talk that she is having*.
fn is_told_apart(view: &View<'_>, trigger: usize) -> bool {
    let parse = &view.parse;
    !parse.xpos(trigger).is_verb()
        && parse.children_by(trigger, Relation::AclRelcl).any(|clause| {
            let subject = parse.own_subjects(clause).next();
            takes_part_in(view.lemma(clause)) && subject.is_some_and(|word| parse.antecedent(word) == word)
        })
}

/// Adds what the relative clause makes of the event: *the summit that she was
/// to host*, *the talks, which were postponed*.
fn relative(view: &View<'_>, at: usize, mood: &mut Mood) {
    let effect = LEXICON.verb_effect(view.lemma(at)).unwrap_or(Effect::None);
    if effect != Effect::Wish {
        mood.add(effect, view.lemma(at));
    }
    clause(view, at, mood);
    // Who did not attend says nothing of the others: *which Lund did not attend*.
    let other = view.parse.own_subjects(at).any(|subject| view.parse.antecedent(subject) == subject);
    if view.parse.is_negated(at) && !other {
        mood.add(Effect::Deny, "not");
    }
}

/// Adds the modals and conjunctions of the clause whose verb is `at`.
fn clause(view: &View<'_>, at: usize, mood: &mut Mood) {
    let parse = &view.parse;
    for auxiliary in parse.auxiliaries(at) {
        let word = parse.form(auxiliary);
        // *Could not meet him* is as good as did not.
        if word == "could" && parse.is_negated(at) && !LEXICON.verb(view.lemma(at)).is_empty() {
            continue;
        }
        if let Some(effect) = LEXICON.modal_effect(word) {
            let perfect = parse.auxiliaries(at).iter().any(|&aux| parse.form(aux) == "have");
            mood.add(
                if perfect && effect == Effect::Plan && word == "would" { Effect::Wish } else { effect },
                word,
            );
        }
    }
    if future_to(view, at) {
        let missed = parse.auxiliaries(at).iter().any(|&aux| parse.form(aux) == "have");
        mood.add(if missed { Effect::Cancel } else { Effect::Plan }, "to");
    }
    for child in
        parse.children(at).filter(|&c| matches!(parse.relation(c), Relation::Mark | Relation::Advmod))
    {
        let word = parse.form(child);
        let inverted = parse.relation(child) == Relation::Mark || child + 1 < at;
        if inverted && LEXICON.conditions(word) {
            mood.add(Effect::Wish, word);
        }
        if word == "without" {
            mood.add(Effect::Deny, word);
        }
    }
    let would = parse.auxiliaries(at).iter().any(|&aux| parse.form(aux) == "would");
    if would && is_of_speakers(view, at) {
        mood.add(Effect::Wish, "would");
    }
    for child in parse.children(at) {
        let under = parse.relation(child) == Relation::Advcl;
        if under
            && parse.children(child).any(|mark| matches!(parse.form(mark), "if" | "unless"))
            && parse.modal(at).is_some()
        {
            mood.add(Effect::Wish, "if");
        }
    }
    mood.present |= matches!(parse.xpos(at), Xpos::Vbz | Xpos::Vbp)
        || parse.auxiliaries(at).iter().any(|&aux| matches!(parse.form(aux), "is" | "are" | "'s" | "'re"));
}

/// Tells whether the verb is of one of those who talk, who only imagine what
/// they *would* do: *I would call on her*.
fn is_of_speakers(view: &View<'_>, at: usize) -> bool {
    view.parse.own_subjects(at).any(|subject| matches!(view.parse.form(subject), "i" | "we" | "you"))
}

/// Tells whether the verb is told by *is to*, *was to*, or, in headlines, by
/// a bare infinitive: *PM to meet union boss*.
fn future_to(view: &View<'_>, at: usize) -> bool {
    let parse = &view.parse;
    let perfect = parse.xpos(at) == Xpos::Vbn && parse.children(at).any(|c| parse.xpos(c) == Xpos::To);
    if !parse.is_infinitive(at) && !perfect {
        return false;
    }
    let be = parse.children(at).any(|child| {
        matches!(parse.relation(child), Relation::Aux | Relation::Cop | Relation::AuxPass)
            && matches!(parse.form(child), "is" | "are" | "was" | "were" | "'s" | "'re")
    });
    let root = parse.head(at).is_none() || parse.relation(at) == Relation::Parataxis;
    let clause = matches!(parse.relation(at), Relation::Acl) && parse.own_subjects(at).next().is_some();
    let under_be =
        parse.head(at).is_some_and(|head| view.lemma(head) == "be" && parse.relation(at) == Relation::Xcomp);
    be || root || clause || under_be
}

/// Walks from `at` to its head; returns where to go on from, or none where
/// the clause stands on its own.
fn step(view: &View<'_>, at: usize, head: usize, mood: &mut Mood) -> Option<usize> {
    let parse = &view.parse;
    let verb = parse.xpos(head).is_verb() && parse.word(head).upos != Upos::Noun;
    if is_content(view, at) {
        let verb = parse.ancestors(at).find(|&above| parse.xpos(above).is_verb())?;
        return reported(view, at, verb, mood);
    }
    match parse.relation(at) {
        Relation::AclRelcl | Relation::AdvclRelcl | Relation::Parataxis | Relation::List | Relation::Root => {
            None
        }
        Relation::Conj => conjunct(view, at, head, mood),
        Relation::Advcl => adverbial(view, at, head, mood),
        // *It was announced that they would meet*.
        Relation::Csubj | Relation::CsubjPass if verb && LEXICON.reports(view.lemma(head)) => {
            reported(view, at, head, mood)
        }
        Relation::Csubj | Relation::CsubjPass => {
            mood.add(Effect::Wish, view.lemma(head));
            None
        }
        Relation::Ccomp if verb => reported(view, at, head, mood),
        // *Lind and Nowak, meeting in Oslo, pledged to go on*.
        Relation::Acl if parse.xpos(at) == Xpos::Vbg && view.mention_over(head).is_some() => None,
        Relation::Acl => {
            mood.add(LEXICON.noun_effect(view.lemma(head)).unwrap_or(Effect::None), view.lemma(head));
            if is_none(view, head) {
                mood.add(Effect::Deny, "no");
            }
            Some(head)
        }
        _ if verb => governed(view, at, head, mood),
        Relation::Xcomp | Relation::Ccomp => {
            mood.add(adjective(view, head), parse.form(head));
            own_of_governor(view, head, mood);
            Some(head)
        }
        relation if relation.is_nominal_modifier() || relation == Relation::Obl => {
            mood.add(LEXICON.noun_effect(view.lemma(head)).unwrap_or(Effect::None), view.lemma(head));
            if !parse.is_verb(head) && view.is_nominal(head) && parse.is_negated(head) {
                mood.add(Effect::Deny, "no");
            }
            Some(head)
        }
        _ if parse.relation(at).is_subject() => {
            mood.add(adjective(view, head), parse.form(head));
            // *Talks with her are on the agenda*.
            let ahead = LEXICON.noun_effect(view.lemma(head)) == Some(Effect::Plan);
            if ahead && (parse.has_case(head, "on") || parse.has_case(head, "in")) {
                mood.add(Effect::Plan, view.lemma(head));
            }
            own_of_governor(view, head, mood);
            None
        }
        _ => Some(head),
    }
}

/// Tells whether the noun is there as *no plans* are: with *no*.
pub fn is_none(view: &View<'_>, noun: usize) -> bool {
    let parse = &view.parse;
    !parse.is_verb(noun) && parse.children(noun).any(|child| child < noun && parse.form(child) == "no")
}

/// Tells whether the clause is a *that* clause that the parser took for a
/// relative one: *denied on Wednesday that they had met*.
fn is_content(view: &View<'_>, at: usize) -> bool {
    let parse = &view.parse;
    let relative = matches!(parse.relation(at), Relation::AclRelcl | Relation::Acl | Relation::Advcl);
    relative && parse.children_by(at, Relation::Mark).any(|mark| parse.form(mark) == "that")
}

/// A later conjunct without a subject or auxiliary of its own shares what is
/// above the first, and its modals where its form asks for one.
fn conjunct(view: &View<'_>, at: usize, head: usize, mood: &mut Mood) -> Option<usize> {
    let parse = &view.parse;
    let is_verb = parse.xpos(at).is_verb();
    let finite = matches!(parse.xpos(at), Xpos::Vbd | Xpos::Vbz | Xpos::Vbp);
    if is_verb && (parse.own_subjects(at).next().is_some() || finite) {
        return None;
    }
    if is_verb && parse.is_infinitive(head) && future_to(view, head) {
        mood.add(Effect::Plan, "to");
    }
    Some(head)
}

fn adverbial(view: &View<'_>, at: usize, head: usize, mood: &mut Mood) -> Option<usize> {
    let parse = &view.parse;
    if parse.is_infinitive(at) || parse.xpos(at) == Xpos::Vbg || parse.xpos(at) == Xpos::Vbn {
        let lemma = view.lemma(head);
        if let Some(noun) =
            parse.own_subjects(head).next().filter(|_| parse.is_infinitive(at) && lemma == "be")
        {
            mood.add(LEXICON.noun_effect(view.lemma(noun)).unwrap_or(Effect::None), view.lemma(noun));
            if is_none(view, noun) {
                mood.add(Effect::Deny, "no");
            }
        }
        if parse.is_infinitive(at) {
            mood.add(LEXICON.verb_effect(lemma).unwrap_or(Effect::None), lemma);
            mood.add(adjective(view, head), parse.form(head));
        } else if parse.has_case(at, "to") || parse.children(at).any(|c| parse.form(c) == "to") {
            mood.add(phrasal(view, head).unwrap_or(Effect::None), lemma);
        }
        let settled = parse.xpos(at) != Xpos::Vb
            && parse.children(at).any(|c| matches!(parse.form(c), "after" | "having" | "since"));
        if !settled {
            own_of_governor(view, head, mood);
        }
        return Some(head);
    }
    None
}

fn reported(view: &View<'_>, at: usize, head: usize, mood: &mut Mood) -> Option<usize> {
    let parse = &view.parse;
    let lemma = view.lemma(head);
    mood.aside &= !LEXICON.reports(lemma);
    let effect = match LEXICON.verb_effect(lemma) {
        Some(effect) if !LEXICON.reports(lemma) || effect == Effect::Deny => effect,
        _ => Effect::None,
    };
    mood.add(effect, lemma);
    // *Incorrectly stated that they had met*: the paper takes it back.
    let wrongly = parse.children(head).any(|child| LEXICON.is_mistaken(parse.form(child)));
    if wrongly {
        mood.add(Effect::Deny, "wrongly");
    }
    let says = matches!(parse.xpos(head), Xpos::Vbz | Xpos::Vbp) && !view.is_headline();
    if says && parse.auxiliaries(at).iter().any(|&aux| parse.form(aux) == "would") {
        mood.add(Effect::Wish, "would");
    }
    // *Gave a denial to the report that they had met*.
    let denial =
        parse.objects(head).find(|&object| LEXICON.noun_effect(view.lemma(object)) == Some(Effect::Deny));
    if let Some(denial) = denial.filter(|&denial| denial != at && parse.head(at) != Some(denial)) {
        mood.add(Effect::Deny, view.lemma(denial));
    }
    if parse.is_negated(head) {
        mood.add(if effect == Effect::None { Effect::Wish } else { Effect::Deny }, "not");
    }
    if LEXICON.conditions(parse.children_by(at, Relation::Mark).map(|m| parse.form(m)).next().unwrap_or("")) {
        mood.add(Effect::Wish, "whether");
    }
    None
}

/// The trigger is an object, subject, complement or adverbial of a verb.
fn governed(view: &View<'_>, at: usize, head: usize, mood: &mut Mood) -> Option<usize> {
    let parse = &view.parse;
    let lemma = view.lemma(head);
    let relation = parse.relation(at);
    // *Get into the details of the talks*; one goes into talks, too.
    let topic = LEXICON.noun(view.lemma(at)).is_empty();
    let into = matches!(lemma, "get" | "go") && parse.has_case(at, "into") && topic;
    if !relation.is_subject() && (into || LEXICON.comments(lemma)) {
        return None;
    }
    let effect = match LEXICON.verb_effect(lemma) {
        Some(effect) => phrasal(view, head).unwrap_or(effect),
        None => phrasal(view, head).unwrap_or(Effect::None),
    };
    let subject = relation.is_subject()
        && !parse.is_passive(head)
        && !matches!(effect, Effect::Plan | Effect::Cancel | Effect::Postpone);
    let outside = relation.is_oblique() && !asks_for(view, at);
    // *Failed to agree at the talks*, but not *did not go to the talks*.
    let within = ["at", "during", "in", "after", "following"].iter().any(|case| parse.has_case(at, case));
    let goes = LEXICON.holds(lemma) && LEXICON.verb_effect(lemma) != Some(Effect::Plan);
    mood.aside |= outside && within && !goes;
    if !subject && !outside {
        mood.add(effect, lemma);
    }
    // *Talks planned for Friday have been called off*: the participle was taken for the verb.
    if relation.is_subject() {
        let will = |verb: usize| {
            parse.auxiliaries(verb).iter().any(|&aux| matches!(parse.form(aux), "will" | "would" | "wo"))
        };
        let below = |verb: &usize| match parse.relation(*verb) {
            Relation::Conj => true,
            Relation::Parataxis | Relation::Ccomp | Relation::Advcl => will(*verb),
            _ => false,
        };
        let main = parse.children(head).filter(below).find(|&verb| {
            let joined = parse.children(verb).any(|child| parse.relation(child) == Relation::Cc);
            verb > head && parse.is_verb(verb) && !joined && parse.own_subjects(verb).next().is_none()
        });
        if let Some(main) = main {
            let effect = phrasal(view, main).or_else(|| LEXICON.verb_effect(view.lemma(main)));
            mood.add(effect.unwrap_or(Effect::None), view.lemma(main));
            if parse.is_negated(main) {
                mood.add(Effect::Deny, "not");
            }
        }
    }
    if relation == Relation::Obl && is_before(view, at) && mood.effect == Effect::None {
        mood.because.push("before".to_owned());
    }
    if relation == Relation::Obl && outside && settled(view, at) {
        return None;
    }
    own_of_governor(view, head, mood);
    Some(head)
}

/// Tells whether the preposition of `at` makes it the aim of its verb:
/// *called for talks*, *agreed on a meeting*.
fn asks_for(view: &View<'_>, at: usize) -> bool {
    ["for", "on", "to", "about", "of", "from", "upon", "out"].iter().any(|case| view.parse.has_case(at, case))
}

fn is_before(view: &View<'_>, at: usize) -> bool {
    ["before", "ahead"].iter().any(|case| view.parse.has_case(at, case))
}

/// Tells whether the preposition of `at` takes its event for granted.
fn settled(view: &View<'_>, at: usize) -> bool {
    ["after", "following", "since"].iter().any(|case| view.parse.has_case(at, case))
}

/// Tells whether the verb with its particle calls or puts off what it is about.
pub fn puts_off(view: &View<'_>, verb: usize) -> bool {
    phrasal(view, verb).is_some_and(|effect| matches!(effect, Effect::Cancel | Effect::Postpone))
}

/// Returns the effect of a verb with its particle: *call off*, *put off*.
fn phrasal(view: &View<'_>, verb: usize) -> Option<Effect> {
    let parse = &view.parse;
    // *Has been moved to next month*.
    let dated = |noun: usize| view.dates().iter().any(|date| date.span.overlaps(view.span(noun)));
    if view.lemma(verb) == "move" && parse.is_passive(verb) && parse.phrases_with(verb, "to").any(dated) {
        return Some(Effect::Postpone);
    }
    let particle = parse.children(verb).find(|&child| {
        child > verb
            && child <= verb + 4
            && (parse.relation(child) == Relation::CompoundPrt || parse.relation(child) == Relation::Advmod)
    })?;
    match (view.lemma(verb), parse.form(particle)) {
        ("call", "off") => Some(Effect::Cancel),
        ("put", "off" | "back") | ("push", "back") => Some(Effect::Postpone),
        ("pull", "out") | ("back", "out") => Some(Effect::Cancel),
        ("rule", "out") | ("turn", "down") => Some(Effect::Deny),
        ("set" | "line", "up") | ("look", "forward") => Some(Effect::Plan),
        _ => None,
    }
}

/// Adds the modals and the negation of a verb above.
fn own_of_governor(view: &View<'_>, head: usize, mood: &mut Mood) {
    clause(view, head, mood);
    if view.parse.is_negated(head) {
        mood.add(Effect::Deny, "not");
    }
}

fn adjective(view: &View<'_>, at: usize) -> Effect {
    LEXICON.adjective_effect(view.parse.form(at)).unwrap_or(Effect::None)
}

/// Returns the effect of a participle behind the noun: *a meeting scheduled
/// for Friday*, *talks cancelled on Monday*.
fn participle(view: &View<'_>, at: usize) -> Effect {
    if view.parse.xpos(at) != Xpos::Vbn {
        return Effect::None;
    }
    let asked =
        matches!(view.lemma(at), "propose" | "suggest" | "request" | "seek" | "demand" | "offer" | "want");
    let effect = phrasal(view, at).or_else(|| LEXICON.verb_effect(view.lemma(at))).unwrap_or(Effect::None);
    if effect == Effect::Wish && !asked { Effect::None } else { effect }
}
