//! Reads CoNLL-U and makes it ours: words as `extract::tokens` splits them.

use std::ops::Range;
use std::path::Path;
use std::process::Command;

use dateline::extract::syntax::{Relation, Upos, Xpos};
use dateline::extract::tokens::tokenize;

/// One word of a sentence with its gold annotation.
#[derive(Clone, Debug)]
pub struct GoldWord {
    pub form: String,
    pub upos: Upos,
    pub xpos: Xpos,
    /// None for the root.
    pub head: Option<usize>,
    pub relation: Relation,
}

/// A sentence with its gold tree.
#[derive(Clone, Debug, Default)]
pub struct Gold {
    pub words: Vec<GoldWord>,
}

impl Gold {
    pub fn forms(&self) -> Vec<&str> {
        self.words.iter().map(|word| word.form.as_str()).collect()
    }

    /// The names: runs of proper nouns that hang together.
    pub fn names(&self) -> Vec<Range<usize>> {
        let mut names: Vec<Range<usize>> = Vec::new();
        for at in 0..self.words.len() {
            if self.words[at].upos != Upos::Propn {
                continue;
            }
            match names.last_mut() {
                Some(last) if last.end == at && self.is_joined(last.clone(), at) => last.end = at + 1,
                _ => names.push(at..at + 1),
            }
        }
        names.retain(|name| self.has_one_way_out(name.clone()));
        names
    }

    fn is_joined(&self, name: Range<usize>, at: usize) -> bool {
        let joins = |word: &GoldWord, other: &Range<usize>| {
            matches!(word.relation, Relation::Flat | Relation::Compound)
                && word.head.is_some_and(|head| other.contains(&head))
        };
        joins(&self.words[at], &name) || name.clone().any(|word| joins(&self.words[word], &(at..at + 1)))
    }

    fn has_one_way_out(&self, name: Range<usize>) -> bool {
        let out = |at: &usize| !self.words[*at].head.is_some_and(|head| name.contains(&head));
        name.clone().filter(out).count() == 1
    }
}

/// Reads the sentences of a CoNLL-U file, unpacked by `xz` where needed.
pub fn read(path: &Path) -> Vec<Gold> {
    let text = if path.extension().is_some_and(|extension| extension == "xz") {
        let output = Command::new("xz").arg("-dc").arg(path).output().expect("xz runs");
        String::from_utf8(output.stdout).expect("CoNLL-U is UTF-8")
    } else {
        std::fs::read_to_string(path).expect("the corpus can be read")
    };
    text.split("\n\n").filter_map(sentence).collect()
}

fn sentence(block: &str) -> Option<Gold> {
    let mut words = Vec::new();
    let mut contractions = Vec::new();
    for line in block.lines().filter(|line| !line.starts_with('#')) {
        let fields: Vec<&str> = line.split('\t').collect();
        let ends_in_space = !fields.get(9).unwrap_or(&"").contains("SpaceAfter=No");
        if let Some((first, last)) = fields[0].split_once('-') {
            contractions.push((first.parse::<usize>().ok()? - 1..last.parse::<usize>().ok()?, ends_in_space));
        } else if !fields[0].contains('.') {
            words.push((word(&fields)?, ends_in_space));
        }
    }
    for (range, ends_in_space) in contractions {
        let last = range.end - 1;
        words[range].iter_mut().for_each(|word| word.1 = false);
        words[last].1 = ends_in_space;
    }
    (!words.is_empty()).then(|| retokenize(&words)).flatten()
}

fn word(fields: &[&str]) -> Option<GoldWord> {
    let head: usize = fields[6].parse().ok()?;
    let universal = fields[7].split(':').next()?;
    Some(GoldWord {
        form: fields[1].to_owned(),
        upos: Upos::parse(fields[3])?,
        xpos: Xpos::parse(fields[4]).unwrap_or(Xpos::Fw),
        head: head.checked_sub(1),
        relation: Relation::parse(fields[7]).or_else(|| Relation::parse(universal))?,
    })
}

/// Gives the words of `words` new bounds, those of our tokenizer.
fn retokenize(words: &[(GoldWord, bool)]) -> Option<Gold> {
    let mut text = String::new();
    let mut bounds = Vec::new();
    for (word, ends_in_space) in words {
        let start = text.len();
        text.push_str(&word.form);
        bounds.push(start..text.len());
        text.push_str(if *ends_in_space { " " } else { "" });
    }
    let spans = tokenize(&text);
    let groups: Vec<Range<usize>> = spans
        .iter()
        .map(|span| {
            let start = bounds.iter().position(|bound| bound.end > span.start)?;
            let end = bounds.iter().rposition(|bound| bound.start < span.end)? + 1;
            Some(start..end)
        })
        .collect::<Option<_>>()?;
    let of_word = |word: usize| groups.iter().position(|group| group.contains(&word));
    let mut gold = Gold::default();
    for (at, (group, span)) in groups.iter().zip(&spans).enumerate() {
        let outer = |word: &usize| !words[*word].0.head.is_some_and(|head| group.contains(&head));
        let top = group.clone().find(outer)?;
        let mut word = words[top].0.clone();
        word.form = span.of(&text).to_owned();
        let first = of_word(top)?;
        (word.head, word.relation) = match word.head {
            _ if first != at => (Some(first), Relation::Goeswith),
            None => (None, Relation::Root),
            Some(head) => (Some(of_word(head)?), word.relation),
        };
        gold.words.push(word);
    }
    is_tree(&gold).then_some(gold)
}

/// Makes the name the head in *captain Ann Lee*, as in *General Lee*: GUM has
/// it both ways, and extraction wants one.
pub fn promote_names(gold: &mut Gold) {
    for name in 1..gold.words.len() {
        let title = name - 1;
        let word = &gold.words[name];
        let is_bound = matches!(word.relation, Relation::Flat | Relation::Appos) && word.head == Some(title);
        if is_bound
            && word.upos == Upos::Propn
            && gold.words[title].upos == Upos::Noun
            && !gold.is_definite(title)
        {
            gold.promote(title, name);
        }
    }
}

impl Gold {
    fn is_definite(&self, at: usize) -> bool {
        let marks = |relation| matches!(relation, Relation::Det | Relation::NmodPoss | Relation::Nummod);
        self.words.iter().any(|word| word.head == Some(at) && marks(word.relation))
    }

    fn promote(&mut self, title: usize, name: usize) {
        (self.words[name].head, self.words[name].relation) =
            (self.words[title].head, self.words[title].relation);
        for (at, word) in self.words.iter_mut().enumerate() {
            let stays = matches!(word.relation, Relation::Amod | Relation::Compound | Relation::NmodDesc)
                && at < title;
            if word.head == Some(title) && !stays {
                word.head = Some(name);
            }
        }
        (self.words[title].head, self.words[title].relation) = (Some(name), Relation::NmodDesc);
    }
}

fn is_tree(gold: &Gold) -> bool {
    let reaches = |at: usize| {
        let chain = std::iter::successors(Some(at), |&at| gold.words[at].head);
        chain.take(gold.words.len() + 1).count() <= gold.words.len()
    };
    gold.words.iter().filter(|word| word.head.is_none()).count() == 1 && (0..gold.words.len()).all(reaches)
}
