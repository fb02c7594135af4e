//! Titles and offices beside names: `Chinese Foreign Minister Wang Yi`,
//! `Cao Xiaolin, Beijing's ambassador to Qatar`.
//!
//! A title is a head out of a lexicon of offices with modifiers before it and
//! a complement (`of`, `to`, `for`) behind it. It stands right before a name,
//! or behind it in apposition, between commas or after `who is`.

mod addressed;
mod after;
mod before;
pub mod lexicon;
mod parted;
mod phrase;
pub mod words;

use super::{Component, Layer};
use crate::document::{Document, EntityKind, MentionForm, Role, RoleMention};
use words::Words;

/// Fills [`Document::roles`], makes persons of the [`Document::mentions`]
/// that a form of address shows to be some, and parts from their names what
/// belongs to the title before them.
pub struct Roles;

impl Component for Roles {
    fn name(&self) -> &'static str {
        "roles"
    }

    fn requires(&self) -> &'static [Layer] {
        &[Layer::Tokens, Layer::Sentences, Layer::Names]
    }

    fn assigns(&self) -> &'static [Layer] {
        &[Layer::Roles]
    }

    fn apply(&self, doc: &mut Document) {
        let persons = addressed::persons(&Words::new(doc));
        for number in persons {
            doc.mentions[number].kind = EntityKind::Person;
        }
        for (number, first) in parted::names(&Words::new(doc)) {
            let mention = &mut doc.mentions[number];
            mention.kind = EntityKind::Person;
            mention.span.start = doc.tokens[first].span.start;
        }
        let words = Words::new(doc);
        let mut roles: Vec<RoleMention> = Vec::new();
        for (number, mention) in doc.mentions.iter().enumerate() {
            if mention.kind == EntityKind::Person && mention.form == MentionForm::Name {
                let found = before::titles(&words, number).into_iter().chain(after::titles(&words, number));
                roles.extend(
                    found.map(|(start, end)| RoleMention {
                        span: words.span(start, end),
                        holder: Some(number),
                    }),
                );
            }
        }
        roles.sort_by_key(|role| (role.span, role.holder));
        roles.dedup();
        doc.roles = roles;
    }
}

/// Reads what `role` says of its holder: the title, the country it is held
/// for, and whether it is held no longer.
pub fn read(words: &Words, role: &RoleMention) -> Role {
    let (start, end) = words.range(role.span);
    let former = (start.saturating_sub(1)..end).any(|at| lexicon::is_former(words.text(at)));
    Role {
        title: role.span.of(&words.doc.text).split_whitespace().collect::<Vec<_>>().join(" "),
        country: phrase::country(words, start, end).map(str::to_owned),
        former: former || after::tells_past(words, start),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::annotated::document;

    /// Checks the roles found in `annotated`, each written `holder: title (country)`.
    fn check(annotated: &str, expected: &[&str]) {
        let mut doc = document(annotated);
        Roles.apply(&mut doc);
        let words = Words::new(&doc);
        let mut found = Vec::new();
        for mention in &doc.roles {
            let role = read(&words, mention);
            let holder = mention.holder.map_or("", |number| doc.mentions[number].span.of(&doc.text));
            let country = role.country.map_or(String::new(), |code| format!(" ({code})"));
            let former = if role.former { " past" } else { "" };
            found.push(format!("{holder}: {}{country}{former}", role.title));
        }
        assert_eq!(found, expected, "in {annotated}");
    }

    #[test]
    fn what_belongs_to_a_clause_or_to_another_is_no_title() {
        check(
            "Then By President [Ur|PER] it fell. It Was President [Ek|PER].",
            &["Ur: President", "Ek: President"],
        );
        check("[Ann Ek|PER], the president's daughter, spoke.", &[]);
        check("[Ann Ek|PER], the minister's spokeswoman, spoke.", &["Ann Ek: spokeswoman"]);
    }

    #[test]
    fn titles_before_names() {
        check("Chinese Foreign Minister [Wang Yi|PER] left.", &["Wang Yi: Chinese Foreign Minister (CN)"]);
        check("On Monday President [Ur|PER] spoke.", &["Ur: President"]);
        check("[France|LOC]'s President [Bo Ur|PER] spoke.", &["Bo Ur: President (FR)"]);
        check("Secretary of State [Ann Ek|PER] spoke.", &["Ann Ek: Secretary of State"]);
        check("former [Hamas|ORG] chief [Bo Ur|PER]", &["Bo Ur: former Hamas chief past"]);
        check("Presidents [Ek|PER] and [Ur|PER] met.", &["Ek: Presidents", "Ur: Presidents"]);
        check("the [Hamas|ORG] political chief, [Bo Ur|PER], met him", &["Bo Ur: Hamas political chief"]);
        check("The minister told [Bo Ur|PER] to go.", &[]);
        check("Chief of Staff Professor [Bo Ur|PER] spoke.", &["Bo Ur: Chief of Staff Professor"]);
        check(
            "Minister of Trade and Foreign Affairs Sheikh [Bo Ur|PER] spoke.",
            &["Bo Ur: Minister of Trade and Foreign Affairs Sheikh"],
        );
        check(
            "Director of the Security Office of the Republic (ROK) [Bo Ur|PER]",
            &["Bo Ur: Director of the Security Office of the Republic (ROK) (KR)"],
        );
        check("the spokesman for President [Bo Ur|PER] spoke.", &["Bo Ur: President"]);
        check("Prime Minister of [Japan|LOC] and President [Bo Ur|PER]", &["Bo Ur: President"]);
        check("1st Vice Foreign Minister [Bo Ur|PER] spoke.", &["Bo Ur: 1st Vice Foreign Minister"]);
        check(
            "[Chad|LOC]'s Deputy Oil and Gas Minister [Bo Ur|PER]",
            &["Bo Ur: Deputy Oil and Gas Minister (TD)"],
        );
        check("[Chad|LOC] and Foreign Minister [Bo Ur|PER] agreed.", &["Bo Ur: Foreign Minister"]);
        check(
            "She received at [Lund Palace|LOC] Danish Minister [Bo Ur|PER].",
            &["Bo Ur: Danish Minister (DK)"],
        );
    }

    #[test]
    fn titles_in_words_of_any_kind_before_a_comma() {
        check(
            "[Chad|LOC]'s minister for reconstruction, [Bo Ur|PER], left.",
            &["Bo Ur: minister for reconstruction (TD)"],
        );
        check(
            "She met the commander of the northern front, Mr. [Bo Ur|PER], there.",
            &["Bo Ur: commander of the northern front"],
        );
        check("Minister of Trade, Mr. [Bo Ur|PER], left.", &["Bo Ur: Minister of Trade"]);
        for clause in [
            "The leader of the union was ill, [Bo Ur|PER] said.",
            "The minister for trade faces arrest, [Bo Ur|PER] warned.",
            "The minister of the region resigned, [Bo Ur|PER] stayed.",
            "The leaders of the union, [Bo Ur|PER] and [Ann Ek|PER], left.",
        ] {
            check(clause, &[]);
        }
    }

    #[test]
    fn what_the_title_is_of_is_parted_from_the_name() {
        check(
            "Secretary of the [Interior Ann Ek|ORG] met Minister of [Defense|ORG].",
            &["Ann Ek: Secretary of the Interior"],
        );
        check("Minister of State [Youssef Al Ek|PER] spoke.", &["Youssef Al Ek: Minister of State"]);
        check("He spoke for the [National Health Fund|ORG].", &[]);
    }

    #[test]
    fn names_behind_a_form_of_address_are_persons() {
        let mut doc = document("Ms. [Ek|ORG] spoke. [EK|ORG] left with [Ur|ORG].");
        Roles.apply(&mut doc);
        let kinds: Vec<EntityKind> = doc.mentions.iter().map(|mention| mention.kind).collect();
        assert_eq!(kinds, [EntityKind::Person, EntityKind::Person, EntityKind::Organization]);
    }

    #[test]
    fn titles_behind_names() {
        check(
            "[Cao Lin|PER], [Beijing|LOC]'s ambassador to [Qatar|LOC], said so.",
            &["Cao Lin: ambassador to Qatar (CN)"],
        );
        check(
            "[Wang|PER], a former ambassador to [Lebanon|LOC], met [Ek|PER], president of [Iran|LOC].",
            &["Wang: former ambassador to Lebanon past", "Ek: president of Iran (IR)"],
        );
        check("[Ann Ek|PER], Foreign Minister [Bo Ur|PER] and others", &["Bo Ur: Foreign Minister"]);
        check("[Ann Ek|PER], who was the envoy to [Chad|LOC], left.", &["Ann Ek: envoy to Chad past"]);
        check("[Ann Ek|PER], after the minister left, spoke.", &[]);
    }
}
