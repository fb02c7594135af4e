//! Who holds the office that a short description names: *the president*.

use super::Story;
use super::unnamed::trim_article;
use crate::document::{Chain, ChainId, Document, EntityKind, Mention, MentionForm, Span};
use crate::extract::apart::{LESSER, is_told_apart};
use crate::extract::events::view::View;
use crate::extract::roles::lexicon as roles;
use crate::gazetteer;

impl Story {
    /// The one who is head of state or of government in the article, where it
    /// names but one: whom *the Head of State* stands for.
    fn head(&self, doc: &Document, office: &str) -> Option<ChainId> {
        let groups: &[&str] = match office {
            "head of state" | "chief of state" => &["president", "monarch"],
            "head of government" => &["premier"],
            _ => return None,
        };
        let holds = |chain: &Chain| {
            let mut titles = chain.roles.iter().filter(|role| !role.former).map(|role| &role.title);
            titles.any(|title| {
                // *President*, *French President*, but no company's or university's.
                let (before, office) = title.rsplit_once(' ').unwrap_or(("", title));
                let of_state = before.split_whitespace().all(|word| {
                    word == "Prime"
                        || gazetteer::by_demonym(word).is_some()
                        || gazetteer::by_name(word).is_some()
                });
                of_state && roles::office(office).is_some_and(|office| groups.contains(&office.group))
            })
        };
        let mut holders = doc.chains.iter().enumerate().filter(|(_, chain)| holds(chain));
        let (first, second) = (holders.next(), holders.next());
        first.filter(|_| second.is_none()).map(|(index, _)| ChainId(index))
    }

    /// The one who holds just the office that a short description names, where
    /// the chain it was given to does not: *the President* is not the Vice
    /// President.
    pub fn officeholder(
        &self,
        view: &View<'_>,
        phrase: std::ops::Range<usize>,
        chain: Option<ChainId>,
    ) -> Option<ChainId> {
        if phrase.len() > 4 || view.parse.form(phrase.start) != "the" {
            return None;
        }
        let length = phrase.len();
        let office = view.span_of(trim_article(view, phrase)).of(&view.doc.text).to_lowercase();
        if let Some(head) = self.head(view.doc, &office) {
            return Some(head);
        }
        if length > 3 {
            return None;
        }
        let own = chain.map(|chain| self.chain(view.doc, chain));
        let has = |fits: &dyn Fn(&str) -> bool| {
            own.is_some_and(|own| own.roles.iter().any(|role| fits(&role.title)))
        };
        if has(&|title| title.eq_ignore_ascii_case(&office)) {
            return None;
        }
        let holder = self.just_holder(view.doc, &office);
        let holder = if holder.is_some() || has(&|title| is_office(title, &office)) {
            holder
        } else {
            self.holder(view.doc, &office)
        };
        holder.filter(|holder| !is_told_apart(view.doc, names(view.doc, *holder), &office))
    }

    /// The only person whom the article names as one who holds `office` in the
    /// country with the code `country`.
    pub(super) fn holder_in(&self, doc: &Document, office: &str, country: &str) -> Option<ChainId> {
        let office = office.to_lowercase();
        let holds = |chain: &Chain| {
            chain.named
                && chain.kind == EntityKind::Person
                && chain.roles.iter().any(|role| {
                    let land = role.country.as_deref().or(chain.country.as_deref());
                    !role.former && land == Some(country) && is_just(&role.title, &office)
                })
        };
        let mut holders = doc.chains.iter().enumerate().filter(|(_, chain)| holds(chain));
        let (first, second) = (holders.next(), holders.next());
        first.filter(|_| second.is_none()).map(|(index, _)| ChainId(index))
    }

    /// The only person whose title is just `office`.
    fn just_holder(&self, doc: &Document, office: &str) -> Option<ChainId> {
        let just = |chain: &Chain| chain.roles.iter().any(|role| role.title.eq_ignore_ascii_case(office));
        let mut holders = doc.chains.iter().enumerate().filter(|(_, chain)| just(chain));
        let (first, second) = (holders.next(), holders.next());
        first.filter(|_| second.is_none()).map(|(index, _)| ChainId(index))
    }

    /// The only person of the article who holds the office, or the earlier
    /// description that says more: *the president* of *the president of Togo*.
    pub(super) fn holder(&self, doc: &Document, office: &str) -> Option<ChainId> {
        if let Some(holder) = self.just_holder(doc, office) {
            return Some(holder);
        }
        let fits = |title: &str| is_office(title, office);
        let mut holders = doc.chains.iter().enumerate().filter(|(_, chain)| {
            chain.kind == EntityKind::Person
                && chain.roles.iter().any(|role| !role.former && fits(&role.title))
        });
        let (first, second) = (holders.next(), holders.next());
        if let (Some((index, _)), None) = (first, second) {
            return Some(ChainId(index));
        }
        let fuller = self.unnamed.iter().rposition(|chain| fits(&chain.name));
        fuller.map(|index| ChainId(self.base + index))
    }
}

/// Tells whether `title` is the office `office`, in lower case, with no more than
/// whose it is before: *French foreign minister*, but not *prime minister* for *minister*.
fn is_just(title: &str, office: &str) -> bool {
    let whose = |word: &str| gazetteer::by_demonym(word).is_some() || gazetteer::by_name(word).is_some();
    let cut = title.len().checked_sub(office.len()).filter(|cut| title.is_char_boundary(*cut));
    cut.is_some_and(|cut| {
        title[cut..].eq_ignore_ascii_case(office) && title[..cut].split_whitespace().all(whose)
    })
}

/// Names of one person that are looked at.
const NAMES: usize = 64;

/// The bytes of the names of a chain, the first ones of many.
fn names(doc: &Document, chain: ChainId) -> impl Iterator<Item = Span> {
    let named = move |mention: &&Mention| mention.form == MentionForm::Name && mention.chain == Some(chain);
    doc.mentions.iter().filter(named).take(NAMES).map(|mention| mention.span)
}

/// Tells whether `title` is the office or says more of it: *prime minister*
/// of *Japanese Prime Minister*, but not *president* of *vice president*.
fn is_office(title: &str, office: &str) -> bool {
    let title = title.to_lowercase();
    let lesser =
        |before: &str| before.split([' ', '-']).next_back().is_some_and(|word| LESSER.contains(&word));
    title == office
        || title
            .strip_suffix(office)
            .is_some_and(|before| before.ends_with(' ') && !lesser(before.trim_end()))
        || title.split_once(office).is_some_and(|(before, after)| {
            after.starts_with(" of ")
                && (before.is_empty() || before.ends_with(' ') && !lesser(before.trim_end()))
        })
}
