//! How shells write words: what was typed is read, and what is suggested is
//! written so that the shell takes it as one word and runs nothing of it.
//!
//! Names and sources come from articles, which anybody may have written.

use std::env;

/// The variable in which bash gives the word as it was typed, with its quotes.
const TYPED: &str = "DATELINE_TYPED";
/// A variable that only the script for bash sets, older ones too.
const BASH: &str = "_CLAP_COMPLETE_COMP_TYPE";
/// The variable in which PowerShell names itself.
const NAMED: &str = "DATELINE_SHELL";

/// A shell that asks what fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shell {
    /// Puts what it is given on the command line as it is; with the quote in
    /// which the word is begun.
    Bash(Option<char>),
    /// Likewise; words are put in quotes of their own.
    Powershell,
    /// Quotes what it is given, as elvish, fish and zsh do.
    Quoting,
}

impl Shell {
    /// Returns the shell that has called the program.
    pub fn asking() -> Shell {
        match env::var(TYPED) {
            Ok(typed) => Shell::Bash(unquoted(&typed, None).1),
            Err(_) if env::var_os(BASH).is_some() => Shell::Bash(None),
            Err(_) if env::var(NAMED).is_ok_and(|name| name == "powershell") => Shell::Powershell,
            Err(_) => Shell::Quoting,
        }
    }

    /// Returns what the word that is being typed means so far.
    pub fn read(self, word: &str) -> String {
        match self {
            Shell::Bash(quote) => unquoted(word, quote).0,
            Shell::Powershell | Shell::Quoting => word.to_owned(),
        }
    }

    /// Returns what a word before it means.
    pub fn read_whole(self, word: &str) -> String {
        match self {
            Shell::Bash(_) => unquoted(word, None).0,
            Shell::Powershell | Shell::Quoting => word.to_owned(),
        }
    }

    /// Writes a whole word; none where the shell could take it for something else.
    pub fn write(self, word: &str) -> Option<String> {
        if word.chars().any(char::is_control) {
            return None;
        }
        let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '.' | '_' | '/' | ':' | ',' | '+');
        Some(match self {
            Shell::Quoting => word.to_owned(),
            Shell::Powershell if word.chars().all(plain) => word.to_owned(),
            Shell::Powershell => format!("'{}'", before(word, |c| is_single_quote(c).then_some(c))),
            Shell::Bash(Some('\'')) => word.replace('\'', r"'\''"),
            // Nothing keeps bash from looking up what follows `!` in its history.
            Shell::Bash(Some(_)) if word.contains('!') => return None,
            Shell::Bash(Some(_)) => before(word, |c| matches!(c, '"' | '$' | '`' | '\\').then_some('\\')),
            Shell::Bash(None) => before(word, |c| (!plain(c)).then_some('\\')),
        })
    }
}

/// Lets the script by which a shell asks, with `variable`, say what
/// [`Shell::asking`] looks at: bash the word as it was typed, since it hides the
/// quote in which the word is begun, and PowerShell its name.
pub(super) fn telling(script: &str, variable: &str) -> String {
    let bash = format!("{variable}=\"bash\"");
    let typed = format!("{TYPED}=\"${{COMP_WORDS[COMP_CWORD]}}\"");
    let powershell = format!("$env:{variable} = \"powershell\";");
    let named = format!("$env:{NAMED} = \"powershell\";");
    script
        .replace(&bash, &format!("{typed} {bash}"))
        .replace(&powershell, &format!("{powershell}\n    {named}"))
}

/// Returns `word` with what `sign` returns before each of its characters.
fn before(word: &str, sign: impl Fn(char) -> Option<char>) -> String {
    word.chars().flat_map(|c| sign(c).into_iter().chain([c])).collect()
}

/// Tells whether PowerShell takes it for a single quote; typographic ones are.
fn is_single_quote(c: char) -> bool {
    matches!(c, '\'' | '\u{2018}'..='\u{201b}')
}

/// Returns what `word` means to bash when it begins within `quote`, and the
/// quote within which it ends.
fn unquoted(word: &str, mut quote: Option<char>) -> (String, Option<char>) {
    let mut plain = String::new();
    let mut chars = word.chars();
    while let Some(c) = chars.next() {
        match (quote, c) {
            (None, '\\') => plain.extend(chars.next()),
            (Some('"'), '\\') => match chars.next() {
                Some(next @ ('"' | '$' | '`' | '\\')) => plain.push(next),
                next => plain.extend(['\\'].into_iter().chain(next)),
            },
            (None, '\'' | '"') => quote = Some(c),
            (Some(open), c) if c == open => quote = None,
            (_, c) => plain.push(c),
        }
    }
    (plain, quote)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_written_so_that_the_shell_reads_it_again() {
        let word = r#"person:"Bo d'Ur" $(touch x) `y` a\b *"#;
        for quote in [None, Some('\''), Some('"')] {
            let shell = Shell::Bash(quote);
            let written = shell.write(word).expect("it can be written");
            assert_eq!(shell.read(&written), word, "{quote:?} {written}");
        }
        assert_eq!(Shell::Bash(None).write("Wang Jiahe").as_deref(), Some(r"Wang\ Jiahe"));
        assert_eq!(Shell::Bash(None).write("a;b&c").as_deref(), Some(r"a\;b\&c"));
        assert_eq!(Shell::Powershell.write("Bo d’Ur's $(x)").as_deref(), Some("'Bo d’’Ur''s $(x)'"));
        assert_eq!(Shell::Powershell.write("status:held").as_deref(), Some("status:held"));
        assert_eq!(Shell::Quoting.write("Wang Jiahe").as_deref(), Some("Wang Jiahe"));
        assert_eq!(Shell::Bash(Some('"')).write("Oh!").as_deref(), None);
        assert_eq!(Shell::Bash(None).write("two\nlines").as_deref(), None);
    }

    #[test]
    fn bash_says_within_which_quote_a_word_is_begun() {
        let open = |typed: &str| unquoted(typed, None).1;
        assert_eq!(
            [open("Wa"), open("'Wa"), open("\"Wa"), open("'Wa'")],
            [None, Some('\''), Some('"'), None]
        );
        assert_eq!(open(r#"\'"a\""#), Some('"'));
        assert_eq!(Shell::Bash(None).read(r"Wang\ Ji"), "Wang Ji");
    }
}
