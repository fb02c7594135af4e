//! Lemmas of verbs and nouns: a table of what is irregular, and rules.
//!
//! Made for finding trigger words, so that the rules favour a stem that is
//! right for verbs of saying, meeting and travelling over one that is right
//! for all of the dictionary.

use std::collections::HashMap;
use std::sync::LazyLock;

/// A line is a lemma and its irregular forms.
const VERBS: &str = include_str!("data/irregular_verbs.tsv");
const NOUNS: &str = include_str!("data/irregular_nouns.tsv");

type Table = HashMap<&'static str, &'static str>;

static VERB_FORMS: LazyLock<Table> = LazyLock::new(|| table(VERBS));
static NOUN_FORMS: LazyLock<Table> = LazyLock::new(|| table(NOUNS));

/// The infinitive of the verb `form`, in lower case: `met` gives `meet`.
pub fn verb_lemma(form: &str) -> String {
    let form = plain(form);
    if let Some(lemma) = VERB_FORMS.get(form.as_str()) {
        return (*lemma).to_owned();
    }
    if let Some((prefix, last)) = form.rsplit_once('-') {
        return format!("{prefix}-{}", verb_lemma(last));
    }
    let regular = third_person(&form).or_else(|| past(&form)).or_else(|| participle(&form));
    regular.unwrap_or(form)
}

/// The singular of the noun `form`, in lower case: `envoys` gives `envoy`.
pub fn noun_lemma(form: &str) -> String {
    let form = plain(form);
    if let Some(lemma) = NOUN_FORMS.get(form.as_str()) {
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
        return form;
    }
    third_person(&form).unwrap_or(form)
}

fn table(lines: &'static str) -> Table {
    let mut table = Table::new();
    for line in lines.lines() {
        let lemma = line.split(' ').next().unwrap_or(line);
        table.extend(line.split(' ').map(|form| (form, lemma)));
    }
    table
}

fn plain(form: &str) -> String {
    form.to_lowercase().replace('’', "'")
}

/// Undoes the ending -s, of verbs and of nouns.
fn third_person(form: &str) -> Option<String> {
    let stem = form.strip_suffix('s').filter(|stem| stem.len() > 1)?;
    if stem.ends_with(['s', 'u', '\'']) || stem.ends_with("i") {
        return None;
    }
    if let Some(root) = stem.strip_suffix("ie").filter(|root| root.len() > 1) {
        return Some(format!("{root}y"));
    }
    let sibilant = ["sse", "she", "che", "xe", "zze", "oe"].iter().any(|ending| stem.ends_with(ending));
    let root = if sibilant && !stem.ends_with("ache") && !stem.ends_with("shoe") {
        &stem[..stem.len() - 1]
    } else {
        stem
    };
    Some(root.to_owned())
}

fn past(form: &str) -> Option<String> {
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
    let letters: Vec<char> = stem.chars().rev().take(4).collect();
    let (last, before) = (letters[0], letters.get(1).copied().unwrap_or(' '));
    if last == before && !matches!(last, 'l' | 's' | 'z' | 'f' | 'e' | 'o') {
        return stem[..stem.len() - last.len_utf8()].to_owned();
    }
    if last == 'l' && before == 'l' && single_vowel_before(&letters[2..]) && ends_like_control(stem) {
        return stem[..stem.len() - 1].to_owned();
    }
    if wants_e(stem, &letters) { format!("{stem}e") } else { stem.to_owned() }
}

fn ends_like_control(stem: &str) -> bool {
    ["roll", "pell", "bell", "cell", "vell"].iter().any(|end| stem.ends_with(end) && stem.len() > 5)
}

fn single_vowel_before(letters: &[char]) -> bool {
    letters.first().is_some_and(|&c| is_vowel(c)) && !letters.get(1).is_some_and(|&c| is_vowel(c))
}

/// Tells by its last letters, given in reverse, whether a stem lost an e.
fn wants_e(stem: &str, letters: &[char]) -> bool {
    let (last, before) = (letters[0], letters.get(1).copied().unwrap_or(' '));
    let third = letters.get(2).copied().unwrap_or(' ');
    let short = is_vowel(before) && !is_vowel(third);
    match last {
        'v' | 'u' | 'z' if before != last => true,
        'c' => true,
        'g' => {
            matches!(before, 'd' | 'r' | 'a' | 'e' | 'l')
                || (before == 'n' && third == 'a')
                || stem.ends_with("leng")
        }
        's' => before != 's' && (is_vowel(before) || matches!(before, 'n' | 'r' | 'p')),
        'l' => {
            !is_vowel(before) && !matches!(before, 'l' | 'r' | 'w') || short && matches!(before, 'i' | 'u')
        }
        'r' => {
            stem.len() > 2
                && (short && matches!(before, 'i' | 'u' | 'a' | 'o')
                    || !is_vowel(before) && matches!(before, 't'))
        }
        't' => {
            (before == 'a' && (third == 'i' || !is_vowel(third)))
                || (before == 'u' && short)
                || stem.ends_with("it") && wants_ite(stem)
                || stem.ends_with("let")
                || stem.ends_with("vot")
                || stem.ends_with("quot")
                || stem.ends_with("mot")
                || stem.ends_with("not") && stem.len() < 5
        }
        'd' => (short && matches!(before, 'i' | 'u' | 'a' | 'e' | 'o')) && !stem.ends_with("aid"),
        'n' => {
            short
                && (matches!(before, 'i' | 'u')
                    || stem.ends_with("phon")
                    || stem.ends_with("pon")
                    || stem.ends_with("ven") && stem.len() > 4)
        }
        'k' => short,
        'm' => short && !matches!(before, 'o') || stem.ends_with("som") || stem.ends_with("welcom"),
        'p' => short && stem.len() > 2,
        'b' => short,
        _ => false,
    }
}

fn wants_ite(stem: &str) -> bool {
    ["vit", "cit", "unit", "writ", "ignit", "polit"].iter().any(|end| stem.ends_with(end))
}

fn has_vowel(stem: &str) -> bool {
    stem.chars().any(|c| is_vowel(c) || c == 'y')
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u')
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
            convenes convene,goes go,passes pass,stopped stop,admitted admit,stressed stress,wined wine,dined dine";
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
