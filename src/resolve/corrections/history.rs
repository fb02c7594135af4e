//! Corrections as a text that people write too: what is new goes to its end,
//! and what is undone is taken from there; comments and order are kept.

use super::Corrections;

/// Returns `text` with the entries of `more` behind it, but for those that it holds already.
///
/// # Errors
///
/// [`ErrorKind::Input`](crate::error::ErrorKind) when `text` cannot be understood.
pub fn append(text: &str, more: &Corrections) -> crate::error::Result<String> {
    let known = Corrections::parse(text)?;
    let mut all = known.clone();
    all.extend(more.clone());
    let new = all.without(known);
    let mut out = text.trim_end().to_owned();
    if !out.is_empty() && !new.is_empty() {
        out.push_str("\n\n");
    }
    out.push_str(new.to_toml().trim_end());
    if !out.is_empty() {
        out.push('\n');
    }
    Ok(out)
}

/// Returns `text` without its last entry, and that entry; none where there is no entry.
///
/// Comments between the last entry and the one before it go with the earlier one.
pub fn undo(text: &str) -> Option<(String, String)> {
    let starts =
        text.match_indices("[[").map(|(at, _)| at).filter(|&at| at == 0 || text[..at].ends_with('\n'));
    let start = starts.last()?;
    let mut rest = text[..start].trim_end().to_owned();
    if !rest.is_empty() {
        rest.push('\n');
    }
    Some((rest, text[start..].trim_end().to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rejecting(entity: &str) -> Corrections {
        Corrections::parse(&format!("[[reject]]\nentity = \"{entity}\"\n")).expect("well-formed")
    }

    #[test]
    fn what_is_appended_is_undone() {
        let written = "# ours\n[[merge]]\nentities = [\"a\", \"b\"] # sure\n";
        let once = append(written, &rejecting("Ek")).expect("well-formed");
        assert!(once.starts_with(written), "{once}");
        assert_eq!(
            append(&once, &rejecting("Ek")).ok().as_deref(),
            Some(once.as_str()),
            "nothing is said twice"
        );
        let twice = append(&once, &rejecting("Ur")).expect("well-formed");
        let (back, undone) = undo(&twice).expect("there are entries");
        assert_eq!((back.as_str(), undone.as_str()), (once.as_str(), "[[reject]]\nentity = \"Ur\""));
        assert_eq!(undo(&back).map(|(back, _)| back).as_deref(), Some(written));
        assert_eq!(undo("# nothing yet\n"), None);
    }

    #[test]
    fn a_broken_file_is_not_written_over() {
        assert!(append("[[merge", &rejecting("Ek")).is_err());
    }
}
