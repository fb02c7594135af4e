//! Markdown: the text without its marks, one block a paragraph.

use std::borrow::Cow;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::characters::{self, push_words};
use super::draft::Draft;
use super::{fields, front_matter, html, paragraphs};
use crate::document::PublishedFrom;

/// Parses a Markdown file, its front matter included.
pub(super) fn parse(text: &str, warn: &mut Vec<String>) -> Draft {
    let text = characters::clean(text);
    let (matter, rest) = front_matter::split(&text);
    let mut draft = Draft::default();
    match matter {
        Ok(object) => fields::metadata(&object, PublishedFrom::FrontMatter, &mut draft),
        Err(reason) => warn.push(reason),
    }
    let rest = &*unindented(rest);
    let mut blocks = Blocks::default();
    if !nests_too_deep(rest) {
        Parser::new_ext(rest, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH)
            .for_each(|event| blocks.take(event));
    } else {
        warn.push("nested too deep for Markdown; read as plain text".into());
        blocks.out = paragraphs::reflow_text(rest);
    }
    if draft.title.is_none() {
        draft.title = blocks.title;
    }
    draft.body = blocks.out;
    draft
}

/// Takes the indentation off lines that Markdown would take for code: in news,
/// lines are indented because they were centred, or wrapped in a list.
fn unindented(text: &str) -> Cow<'_, str> {
    let indented = text.starts_with("    ") || text.contains("\n    ") || text.contains("\n\t");
    if !indented || text.contains("```") || text.contains("~~~") {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let inner = line.trim_start_matches([' ', '\t']);
        out.push_str(if line.len() - inner.len() > 3 || line.starts_with('\t') { inner } else { line });
    }
    Cow::Owned(out)
}

/// Deeper quotes and lists than anybody writes.
const DEEPEST: usize = 100;

/// Tells whether a line opens more blocks than [`DEEPEST`], each of which
/// costs time on every line that follows.
fn nests_too_deep(text: &str) -> bool {
    text.lines().any(|line| {
        let marks = line.bytes().take_while(|byte| b" \t>-*+".contains(byte));
        marks.filter(|byte| b">-*+".contains(byte)).count() > DEEPEST && !is_rule(line)
    })
}

/// Tells whether the line is a rule: one mark, repeated.
fn is_rule(line: &str) -> bool {
    let mut marks = line.bytes().filter(|byte| !byte.is_ascii_whitespace());
    let first = marks.next();
    first != Some(b'>') && marks.all(|byte| Some(byte) == first)
}

/// The paragraphs made so far and the one in the making.
#[derive(Default)]
struct Blocks {
    out: String,
    inline: String,
    title: Option<String>,
    heading: Option<HeadingLevel>,
    html: String,
    /// Depth inside what is no part of the text: images, which are described
    /// there, and what was struck out.
    hidden: usize,
}

impl Blocks {
    fn take(&mut self, event: Event<'_>) {
        match event {
            // Stars that open or close nothing are slips of the writer.
            Event::Text(text) if text.bytes().all(|byte| byte == b'*') => {}
            Event::Text(text) if self.hidden == 0 && text.contains("**") => {
                self.inline.push_str(&text.replace("**", ""));
            }
            Event::Text(text) | Event::Code(text) if self.hidden == 0 => self.inline.push_str(&text),
            Event::SoftBreak => self.inline.push(' '),
            Event::Rule => self.flush(),
            Event::HardBreak => self.inline.push('\n'),
            Event::InlineHtml(tag) if is_break(&tag) => self.inline.push('\n'),
            Event::InlineHtml(tag) if strikes_out(&tag, "<") => self.hidden += 1,
            Event::InlineHtml(tag) if strikes_out(&tag, "</") => self.hidden = self.hidden.saturating_sub(1),
            Event::Html(lines) => self.html.push_str(&lines),
            Event::Start(tag) => self.open(tag),
            Event::End(tag) => self.close(tag),
            _ => {}
        }
    }

    fn open(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Heading { level, .. } => {
                self.flush();
                self.heading = Some(level);
            }
            Tag::Image { .. } | Tag::Strikethrough => self.hidden += 1,
            Tag::Emphasis | Tag::Strong | Tag::Link { .. } | Tag::TableCell => {}
            _ => self.flush(),
        }
    }

    fn close(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) => self.end_heading(),
            TagEnd::Image | TagEnd::Strikethrough => self.hidden = self.hidden.saturating_sub(1),
            TagEnd::TableCell => self.inline.push_str(" | "),
            TagEnd::TableRow | TagEnd::TableHead => self.end_row(),
            TagEnd::HtmlBlock => self.end_html(),
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Link => {}
            TagEnd::CodeBlock => self.end_code(),
            _ => self.flush(),
        }
    }

    /// Ends a paragraph.
    fn flush(&mut self) {
        // What was never closed ends here.
        self.hidden = 0;
        if self.inline.is_empty() {
            return;
        }
        let broken = self.inline.contains('\n').then(|| paragraphs::rejoin(&self.inline));
        for paragraph in broken.as_deref().unwrap_or(&self.inline).split("\n\n") {
            let mark = self.out.len();
            if mark > 0 {
                self.out.push_str("\n\n");
            }
            if !push_words(&mut self.out, paragraph) {
                self.out.truncate(mark);
            }
        }
        self.inline.clear();
    }

    /// The first heading, when nothing stands before it, is the title.
    fn end_heading(&mut self) {
        if self.heading.take() == Some(HeadingLevel::H1) && self.out.is_empty() && self.title.is_none() {
            self.title = Some(std::mem::take(&mut self.inline));
        }
        self.flush();
    }

    fn end_row(&mut self) {
        let length = self.inline.trim_end_matches([' ', '|']).len();
        self.inline.truncate(length);
        self.flush();
    }

    /// A block between fences is set apart, and is text all the same.
    fn end_code(&mut self) {
        let code = std::mem::take(&mut self.inline);
        for paragraph in paragraphs::reflow_text(&code).split("\n\n") {
            self.inline.push_str(paragraph);
            self.flush();
        }
    }

    fn end_html(&mut self) {
        let text = html::fragment(&std::mem::take(&mut self.html));
        for paragraph in text.split("\n\n") {
            self.inline.push_str(paragraph);
            self.flush();
        }
    }
}

/// Tells whether the tag, which begins with `opening`, is of what was struck out.
fn strikes_out(tag: &str, opening: &str) -> bool {
    let name = tag.strip_prefix(opening).and_then(|rest| rest.split(['>', ' ']).next());
    name.is_some_and(|name| ["s", "strike", "del"].iter().any(|other| other.eq_ignore_ascii_case(name)))
}

fn is_break(tag: &str) -> bool {
    tag.get(..3).is_some_and(|start| start.eq_ignore_ascii_case("<br"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, title: Option<&str>, body: &[&str]) {
        let mut warnings = Vec::new();
        let draft = parse(text, &mut warnings);
        assert_eq!(warnings, Vec::<String>::new());
        assert_eq!((draft.title.as_deref(), draft.body.as_str()), (title, body.join("\n\n").as_str()));
    }

    #[test]
    fn marks_go_and_words_stay() {
        check(
            "# Envoys meet\n\nThey *met* the [emir](http://x.example) in\n**Doha**  \non Monday.\n\n- one\n- two\n\n\\###\n",
            Some("Envoys meet"),
            &["They met the emir in Doha on Monday.", "one", "two", "###"],
        );
        check(
            "**They met. **\n\n    They *left* the room and\n    the house.\n",
            None,
            &["They met.", "They left the room and the house."],
        );
        check("| a | b |\n|---|---|\n| 1 | 2 |\n", None, &["a | b", "1 | 2"]);
        check(
            "<div>\n<p>They &amp; we</p><p>met.</p>\n</div>\n\nOne ![image](x.jpg).<br>End",
            None,
            &["They & we", "met.", "One .", "End"],
        );
        check(
            "The <s>PCR</s> \\[PRC\\] and ~~two~~ three <del>met.\n\nThey left.\n",
            None,
            &["The [PRC] and three", "They left."],
        );
    }

    #[test]
    fn front_matter_in_yaml_and_toml() {
        let mut warnings = Vec::new();
        let yaml = "---\ntitle: \"Envoys\\_meet\"\ndate: 2024-03-20\nsource: The Paper\nauthor:\n- Jane Doe\n---\n\nThey met.\n";
        let draft = parse(yaml, &mut warnings);
        assert_eq!(
            (draft.title.as_deref(), draft.publisher.as_deref()),
            (Some("Envoys meet"), Some("The Paper"))
        );
        assert_eq!(draft.published.map(|found| found.day.to_string()).as_deref(), Some("2024-03-20"));
        assert_eq!(draft.byline, ["Jane Doe"]);
        let draft = parse("+++\ntitle = \"Envoys meet\"\ndate = 2024-03-20\n+++\nThey met.\n", &mut warnings);
        assert_eq!((draft.title.as_deref(), draft.body.as_str()), (Some("Envoys meet"), "They met."));
        assert_eq!(warnings, Vec::<String>::new());
    }

    #[test]
    fn broken_front_matter_is_named_and_the_text_read() {
        let mut warnings = Vec::new();
        let draft = parse("---\ntitle: \"Envoys\ndate: [\n---\n\nThey met.\n", &mut warnings);
        assert_eq!(draft.body, "They met.");
        assert!(warnings[0].starts_with("broken YAML front matter"), "{warnings:?}");
        let draft = parse("+++\ntitle = \n+++\nThey met.\n", &mut warnings);
        assert_eq!(draft.body, "They met.");
        assert!(warnings[1].starts_with("broken TOML front matter at line 2"), "{warnings:?}");
    }
}
