//! The file `.datelineignore`: which files of a folder are no articles.
//!
//! One pattern a line. A pattern with a `/` inside is compared with the path
//! below the folder, one without with each part of it; `*` stands for any
//! characters but `/`. Empty lines and lines that begin with `#` say nothing.

use std::path::Path;

/// The patterns of one archive.
#[derive(Clone, Debug, Default)]
pub(super) struct Ignored(Vec<String>);

impl Ignored {
    /// Reads the patterns of `folder`; there are none where the file is not.
    pub(super) fn of(folder: &Path) -> Ignored {
        Ignored::parse(&std::fs::read_to_string(folder.join(".datelineignore")).unwrap_or_default())
    }

    fn parse(text: &str) -> Ignored {
        let lines = text.lines().map(|line| line.trim().trim_end_matches('/'));
        Ignored(lines.filter(|line| !line.is_empty() && !line.starts_with('#')).map(str::to_owned).collect())
    }

    /// Tells whether a pattern matches `path`, relative to the folder, with `/`.
    pub(super) fn matches(&self, path: &str) -> bool {
        let part = path.rsplit('/').next().unwrap_or(path);
        self.0.iter().any(|pattern| match pattern.trim_start_matches('/') {
            whole if whole.len() < pattern.len() || whole.contains('/') => fits(whole, path),
            name => fits(name, part),
        })
    }
}

/// Tells whether `pattern` matches the whole of `text`.
fn fits(pattern: &str, text: &str) -> bool {
    let mut pieces = pattern.split('*');
    let Some(mut rest) = pieces.next().and_then(|first| text.strip_prefix(first)) else { return false };
    let Some(last) = pattern.rsplit_once('*').map(|(_, last)| last) else { return rest.is_empty() };
    let middle: Vec<&str> = pieces.collect();
    for piece in &middle[..middle.len() - 1] {
        match rest.find(piece).filter(|at| !rest[..*at].contains('/')) {
            Some(at) => rest = &rest[at + piece.len()..],
            None => return false,
        }
    }
    rest.len() >= last.len() && rest.ends_with(last) && !rest[..rest.len() - last.len()].contains('/')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_match_names_and_paths() {
        let ignored = Ignored::parse("# notes\nREADME.md\n*.json\n/drafts\na/*/x.txt\n\n");
        for path in ["README.md", "b/README.md", "gold.json", "drafts", "a/b/x.txt"] {
            assert!(ignored.matches(path), "{path}");
        }
        for path in ["README.txt", "json", "b/drafts", "a/b/c/x.txt", "a/x.txt"] {
            assert!(!ignored.matches(path), "{path}");
        }
    }
}
