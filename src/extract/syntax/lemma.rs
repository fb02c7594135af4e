//! Lemmas of verbs and nouns: tables of what is irregular, and endings.
//!
//! Made for finding trigger words. What becomes of a stem when *-ed* or *-ing*
//! is gone is told by its longest ending in `stem_endings.txt`, which was
//! derived from the inflections of 3,500 verbs: `+` gives an e back, `-` leaves
//! the stem, `=` takes a doubled letter away; `^` is the start of the stem.

use std::borrow::Cow;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// A line is a lemma and its irregular forms.
const VERBS: &str = include_str!("data/irregular_verbs.tsv");
const NOUNS: &str = include_str!("data/irregular_nouns.tsv");
const ENDINGS: &str = include_str!("data/stem_endings.txt");

/// The longest ending in the table.
const LONGEST_ENDING: usize = 7;

type Table = FxHashMap<&'static str, &'static str>;

static VERB_FORMS: LazyLock<Table> = LazyLock::new(|| table(VERBS));
static STEM_ENDINGS: LazyLock<Table> = LazyLock::new(endings);
static NOUN_FORMS: LazyLock<Table> = LazyLock::new(|| table(NOUNS));

/// The infinitive of the verb `form`, in lower case: `met` gives `meet`.
pub fn verb_lemma(form: &str) -> String {
    let form = plain(form);
    if let Some(lemma) = VERB_FORMS.get(&*form) {
        return (*lemma).to_owned();
    }
    if let Some((prefix, last)) = form.rsplit_once('-') {
        return format!("{prefix}-{}", verb_lemma(last));
    }
    let regular = third_person(&form).or_else(|| past(&form)).or_else(|| participle(&form));
    regular.unwrap_or_else(|| form.into_owned())
}

/// The singular of the noun `form`, in lower case: `envoys` gives `envoy`.
pub fn noun_lemma(form: &str) -> String {
    let form = plain(form);
    if let Some(lemma) = NOUN_FORMS.get(&*form) {
        return (*lemma).to_owned();
    }
    if let Some((prefix, last)) = form.rsplit_once('-') {
        return format!("{prefix}-{}", noun_lemma(last));
    }
    if let Some(stem) = form.strip_suffix("men").filter(|stem| stem.len() > 2 && !stem.ends_with(['i', 'o']))
    {
        return format!("{stem}man");
    }
    if form.len() < 4 || form.ends_with("sis") {
        return form.into_owned();
    }
    third_person(&form).unwrap_or_else(|| form.into_owned())
}

/// The irregular forms of a verb or noun, by its lemma.
pub fn irregular_forms(lemma: &str) -> impl Iterator<Item = &'static str> {
    let forms = VERB_FORMS.iter().chain(NOUN_FORMS.iter());
    forms.filter(move |(_, of)| **of == lemma).map(|(form, _)| *form)
}

fn table(lines: &'static str) -> Table {
    let mut table = Table::default();
    for line in lines.lines() {
        let lemma = line.split(' ').next().unwrap_or(line);
        table.extend(line.split(' ').map(|form| (form, lemma)));
    }
    table
}

/// The form in lower case, with a straight apostrophe.
pub fn plain(form: &str) -> Cow<'_, str> {
    if form.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase()) {
        return Cow::Borrowed(form);
    }
    Cow::Owned(form.to_lowercase().replace('’', "'"))
}

/// Undoes the ending -s, of verbs and of nouns.
fn third_person(form: &str) -> Option<String> {
    let stem = form.strip_suffix('s').filter(|stem| stem.len() > 1)?;
    if stem.ends_with(['s', 'u', '\'', 'i']) {
        return None;
    }
    if let Some(root) = stem.strip_suffix("ie").filter(|root| root.len() > 1 && *root != "mov") {
        return Some(format!("{root}y"));
    }
    let takes_es = ["sse", "she", "che", "xe", "zze", "oe"].iter().any(|ending| stem.ends_with(ending));
    let keeps_e = ["dache", "shoe", "niche"].iter().any(|ending| stem.ends_with(ending)) || stem == "ache";
    Some(if takes_es && !keeps_e { stem[..stem.len() - 1].to_owned() } else { stem.to_owned() })
}

fn past(form: &str) -> Option<String> {
    if form.ends_with("eed") {
        return None;
    }
    if let Some(root) = form.strip_suffix("ied").filter(|root| !root.is_empty()) {
        return Some(if root.len() == 1 { format!("{root}ie") } else { format!("{root}y") });
    }
    form.strip_suffix("ed").filter(|stem| has_vowel(stem) && stem.len() > 1).map(restore)
}

fn participle(form: &str) -> Option<String> {
    form.strip_suffix("ing").filter(|stem| has_vowel(stem) && stem.len() > 1).map(restore)
}

/// Gives a stem back its final e, or takes the doubled consonant away.
fn restore(stem: &str) -> String {
    let marked = format!("^{stem}");
    let mut starts: Vec<usize> = marked.char_indices().map(|(at, _)| at).collect();
    starts.drain(..starts.len().saturating_sub(LONGEST_ENDING));
    let action = starts.iter().find_map(|&start| STEM_ENDINGS.get(&marked[start..]));
    match action {
        Some(&"+") => format!("{stem}e"),
        Some(&"=") => stem[..stem.len() - 1].to_owned(),
        _ => stem.to_owned(),
    }
}

fn endings() -> Table {
    let mut endings = Table::default();
    for line in ENDINGS.lines() {
        let (action, list) = line.split_once(' ').unwrap_or((line, ""));
        endings.extend(list.split(' ').map(|ending| (ending, action)));
    }
    endings
}

fn has_vowel(stem: &str) -> bool {
    stem.contains(['a', 'e', 'i', 'o', 'u', 'y'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs_of_meeting() {
        let pairs = "met meet,meets meet,meeting meet,held hold,holding hold,received receive,hosted host,hosts host,\
            welcomed welcome,welcoming welcome,conferred confer,huddled huddle,consulted consult,flew fly,flies fly,\
            convened convene,discussed discuss,discusses discuss,travelled travel,traveled travel,arrived arrive,\
            visited visit,planned plan,planning plan,refused refuse,agreed agree,spoke speak,telephoned telephone,\
            phoned phone,called call,joined join,greeted greet,exchanged exchange,sat sit,briefed brief,negotiated negotiate,\
            cancelled cancel,canceled cancel,postponed postpone,invited invite,attended attend,denied deny,paid pay,\
            touched touch,reached reach,urged urge,chaired chair,opened open,scheduled schedule,summoned summon,\
            presided preside,repeated repeat,treated treat,noted note,voted vote,concluded conclude,used use,stated state,\
            convenes convene,goes go,passes pass,reconvened reconvene,reaches reach,approaches approach,becoming become,stopped stop,admitted admit,stressed stress,wined wine,dined dine";
        for pair in pairs.split(',') {
            let (form, lemma) = pair.trim().split_once(' ').expect("a form and its lemma");
            assert_eq!(verb_lemma(form), lemma, "of {form}");
        }
    }

    #[test]
    fn nouns_of_meeting() {
        let pairs = "talks talk,meetings meeting,summits summit,envoys envoy,ministers minister,delegations delegation,\
            visits visit,countries country,ties tie,crises crisis,spokesmen spokesman,women woman,addresses address,\
            conferences conference,speeches speech,news news,sidelines sideline,bases basis,buses bus,secretaries secretary,\
            houses house,crisis crisis,status status,gas gas";
        for pair in pairs.split(',') {
            let (form, lemma) = pair.trim().split_once(' ').expect("a form and its lemma");
            assert_eq!(noun_lemma(form), lemma, "of {form}");
        }
    }
}
