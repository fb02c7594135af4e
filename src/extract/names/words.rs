//! What is known of one token by itself, as numbers that features are made of.

use std::sync::LazyLock;

use super::hash;
use super::lexicon::{CaseClass, Clusters, Lexicon, LowerFacts};

/// One token's facts.
#[derive(Clone, Copy, Debug, Default)]
pub struct Word {
    /// The hash of the word as written.
    pub spelling: u64,
    /// The hash of the word in lower case, its digits made alike.
    pub lower: u64,
    /// The hash of its pattern of letters, digits and marks.
    pub shape: u64,
    /// Hashes of its first one to four characters, in lower case; 0 is none.
    pub prefixes: [u64; 4],
    /// Hashes of its last one to four characters, in lower case; 0 is none.
    pub suffixes: [u64; 4],
    /// Hashes of the parts between hyphens; 0 is none.
    pub parts: [u64; 3],
    /// Its clusters, as written.
    pub clusters: Clusters,
    /// Its clusters, as it is mostly written, for text whose case tells nothing.
    pub caseless: Clusters,
    /// What its lower-case form tells.
    pub facts: LowerFacts,
    /// How it is written.
    pub form: Form,
}

/// How a token is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Form {
    /// Without letters and digits.
    #[default]
    Mark,
    /// With digits, without letters.
    Number,
    /// Letters without a capital.
    Lower,
    /// One capital, at the beginning.
    Title,
    /// Two letters or more, all of them capitals.
    Upper,
    /// Capitals and small letters: `McDonald`, `iPhone`.
    Mixed,
}

impl Word {
    /// Tells whether it is *I*, which has a capital though it names nobody.
    pub fn is_i(&self) -> bool {
        static I: LazyLock<u64> = LazyLock::new(|| hash::bytes(b"I"));
        self.spelling == *I
    }
}

impl Form {
    /// Tells whether a word of this form holds a capital letter.
    pub fn is_capitalised(self) -> bool {
        matches!(self, Form::Title | Form::Upper | Form::Mixed)
    }

    /// Tells whether a word of this form holds letters.
    pub fn is_word(self) -> bool {
        !matches!(self, Form::Mark | Form::Number)
    }

    fn of(word: &str) -> Form {
        let (mut upper, mut lower, mut digits) = (0, 0, 0);
        for c in word.chars() {
            upper += usize::from(c.is_uppercase());
            lower += usize::from(c.is_alphabetic() && !c.is_uppercase());
            digits += usize::from(c.is_numeric());
        }
        match (upper, lower) {
            (0, 0) if digits > 0 => Form::Number,
            (0, 0) => Form::Mark,
            (0, _) => Form::Lower,
            (2.., 0) => Form::Upper,
            (1, _) if word.starts_with(char::is_uppercase) => Form::Title,
            _ => Form::Mixed,
        }
    }
}

/// Makes words of tokens, and remembers those that it made. One reader serves
/// one lexicon.
pub struct Reader {
    lower: String,
    other: String,
    /// For each place, which a spelling chooses, one more than its word in
    /// `known`; 0 where there is none.
    places: Vec<u32>,
    known: Vec<Word>,
}

/// Places for words; a newer one takes the place of an older one.
const PLACES: usize = 1 << 13;

impl Default for Reader {
    fn default() -> Reader {
        Reader { lower: String::new(), other: String::new(), places: vec![0; PLACES], known: Vec::new() }
    }
}

impl Reader {
    /// Reads the token `word`.
    pub fn read(&mut self, lexicon: &Lexicon<'_>, word: &str) -> Word {
        let spelling = hash::bytes(word.as_bytes());
        let place = (spelling >> 32) as usize % PLACES;
        match (self.places[place] as usize).checked_sub(1) {
            Some(known) if self.known[known].spelling == spelling => self.known[known],
            Some(known) => {
                self.known[known] = self.make(lexicon, word, spelling);
                self.known[known]
            }
            None => {
                let read = self.make(lexicon, word, spelling);
                self.known.push(read);
                self.places[place] = self.known.len() as u32;
                read
            }
        }
    }

    fn make(&mut self, lexicon: &Lexicon<'_>, word: &str, spelling: u64) -> Word {
        let form = Form::of(word);
        self.lower.clear();
        self.lower.extend(word.chars().flat_map(char::to_lowercase).map(straight));
        let facts = lexicon.lower(hash::bytes(self.lower.as_bytes()));
        let mut read = Word { spelling, facts, form, shape: self.shape(word), ..Word::default() };
        if form.is_word() {
            read.clusters = self.clusters(lexicon, word, form);
            read.caseless = self.caseless_clusters(lexicon, facts.case, read.clusters, form);
        }
        read.lower = self.normal_form(word, form);
        (read.prefixes, read.suffixes) = affixes(&self.lower);
        read.parts = parts(&self.lower);
        read
    }

    /// Returns the hash of the lower-case form, in which all numbers of one
    /// pattern are alike, and all years.
    fn normal_form(&mut self, word: &str, form: Form) -> u64 {
        if !word.bytes().any(|byte| byte.is_ascii_digit()) {
            return hash::bytes(self.lower.as_bytes());
        }
        if form == Form::Number && word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit()) {
            return hash::bytes(b"<year>");
        }
        self.other.clear();
        self.other.extend(self.lower.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }));
        hash::bytes(self.other.as_bytes())
    }

    fn shape(&mut self, word: &str) -> u64 {
        self.other.clear();
        let (mut previous, mut run) = ('\0', 0);
        for c in word.chars().take(40) {
            let class = shape_of(c);
            run = if class == previous { run + 1 } else { 1 };
            previous = class;
            if run <= 2 && self.other.len() < 10 {
                self.other.push(class);
            }
        }
        hash::bytes(self.other.as_bytes())
    }

    /// Returns the clusters of a word as written; of its other forms where
    /// that one is unknown.
    fn clusters(&mut self, lexicon: &Lexicon<'_>, word: &str, form: Form) -> Clusters {
        lexicon
            .clusters(word.as_bytes())
            .or_else(|| if form == Form::Upper { lexicon.clusters(self.title()) } else { None })
            .or_else(|| {
                let known = lexicon.clusters(self.lower.as_bytes())?;
                Some(Clusters { brown: 0, ..known })
            })
            .unwrap_or_default()
    }

    fn caseless_clusters(
        &mut self,
        lexicon: &Lexicon<'_>,
        case: CaseClass,
        written: Clusters,
        form: Form,
    ) -> Clusters {
        let likely = match case {
            CaseClass::Lower | CaseClass::Mixed if form == Form::Lower => return written,
            CaseClass::Lower | CaseClass::Mixed => lexicon.clusters(self.lower.as_bytes()),
            CaseClass::Title if form == Form::Title => return written,
            CaseClass::Upper if form == Form::Upper => return written,
            CaseClass::Upper => {
                self.other.clear();
                self.other.extend(self.lower.chars().flat_map(char::to_uppercase));
                lexicon.clusters(self.other.as_bytes())
            }
            _ => lexicon.clusters(self.title()),
        };
        likely.or_else(|| lexicon.clusters(self.lower.as_bytes())).unwrap_or_default()
    }

    fn title(&mut self) -> &[u8] {
        self.other.clear();
        let mut chars = self.lower.chars();
        self.other.extend(chars.next().into_iter().flat_map(char::to_uppercase));
        self.other.push_str(chars.as_str());
        self.other.as_bytes()
    }
}

fn straight(c: char) -> char {
    if c == '’' { '\'' } else { c }
}

fn shape_of(c: char) -> char {
    match c {
        _ if c.is_uppercase() => 'X',
        _ if c.is_alphabetic() => 'x',
        _ if c.is_numeric() => 'd',
        '’' => '\'',
        _ => c,
    }
}

fn affixes(lower: &str) -> ([u64; 4], [u64; 4]) {
    let (mut prefixes, mut suffixes) = ([0; 4], [0; 4]);
    let starts = lower.char_indices().map(|(at, _)| at);
    for (prefix, end) in prefixes.iter_mut().zip(starts.clone().skip(1)) {
        *prefix = hash::bytes(&lower.as_bytes()[..end]);
    }
    for (suffix, start) in suffixes.iter_mut().zip(starts.rev().filter(|start| *start > 0)) {
        *suffix = hash::bytes(&lower.as_bytes()[start..]);
    }
    (prefixes, suffixes)
}

fn parts(lower: &str) -> [u64; 3] {
    let mut parts = [0; 3];
    if lower.contains('-') {
        for (slot, part) in parts.iter_mut().zip(lower.split('-')) {
            *slot = hash::bytes(part.as_bytes());
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms() {
        let forms = [
            ("envoy", Form::Lower),
            ("Doha", Form::Title),
            ("A", Form::Title),
            ("UN", Form::Upper),
            ("U.S.", Form::Upper),
            ("McCain", Form::Mixed),
            ("1996-08-22", Form::Number),
            ("—", Form::Mark),
            ("al-Thani", Form::Mixed),
        ];
        for (word, form) in forms {
            assert_eq!(Form::of(word), form, "{word}");
        }
    }

    #[test]
    fn affixes_and_parts_keep_characters_whole() {
        let (prefixes, suffixes) = affixes("übe");
        assert_eq!(prefixes.iter().filter(|hash| **hash != 0).count(), 2);
        assert_eq!(suffixes[0], hash::bytes(b"e"));
        assert_eq!(suffixes[1], hash::bytes(b"be"));
        assert_eq!(parts("al-thani")[1], hash::bytes(b"thani"));
        assert_eq!(affixes("").0, [0; 4]);
    }
}
