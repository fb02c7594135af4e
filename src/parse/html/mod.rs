//! HTML: the main text of a page, and what its head says of it.
//!
//! The main text is found by `trafilatura`; a page in which it finds too
//! little is read without its navigation. A page that is nested beyond what a
//! tree can bear is read tag by tag, without a tree.

mod metadata;
mod tags;
mod text;

use trafilatura::{HtmlDateMode, Options};

use super::characters;
use super::draft::Draft;
use crate::document::{Publication, PublishedFrom};

pub(super) use text::{fragment, looks_like_markup};

/// Larger pages are read without a tree.
const LARGEST: usize = 12 << 20;

/// A text shorter than this, in bytes, is looked for again.
const SHORT: usize = 250;

/// Parses a page.
///
/// # Errors
///
/// A reason when the page holds no text.
pub(super) fn parse(html: &str, warn: &mut Vec<String>) -> Result<Draft, String> {
    let burden = tags::burden(html);
    if html.len() > LARGEST || burden.is_too_much() {
        let reason = if burden.is_too_much() { "nested too deep" } else { "too large" };
        warn.push(format!("{reason} for a tree of HTML; read tag by tag"));
        return with_text(Draft { title: tags::title(html), body: text::page(html), ..Draft::default() });
    }
    let (mut draft, articles_own) = metadata::read(html);
    draft.body = main_text(html, &mut draft);
    let own = articles_own.unwrap_or_default();
    if draft.body.len() < SHORT && own.len() > draft.body.len() {
        draft.body = own;
    }
    with_text(draft)
}

fn with_text(draft: Draft) -> Result<Draft, String> {
    if draft.body.trim().is_empty() { Err("HTML without text".into()) } else { Ok(draft) }
}

/// Returns the page's main text, and adds to `draft` what only the extractor knows.
fn main_text(html: &str, draft: &mut Draft) -> String {
    let options = Options::default().with_exclude_comments(true).with_html_date_mode(HtmlDateMode::Fast);
    let first = extracted(html, &options, draft);
    if first.len() >= SHORT {
        return first;
    }
    let page = text::page(html);
    if page.len() < SHORT {
        return if first.is_empty() { page } else { first };
    }
    let second = extracted(html, &options.with_fallback(true), draft);
    let longer = if second.len() > first.len() { second } else { first };
    if longer.is_empty() { page } else { longer }
}

fn extracted(html: &str, options: &Options, draft: &mut Draft) -> String {
    let Ok(result) = trafilatura::extract(html, options) else { return String::new() };
    let page = result.metadata;
    let stated = page.date.map(|day| Publication { day, from: PublishedFrom::Metadata });
    draft.published = draft.published.or(stated);
    let title = characters::one_line(&page.title);
    if draft.title.is_none() && !title.is_empty() {
        draft.title = Some(title);
    }
    fragment(&result.content_html)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = r#"<!DOCTYPE html><html lang="en-GB"><head><title>Envoys meet in Doha | The Paper</title>
        <meta property="og:site_name" content="The Paper"><meta name="author" content="Jane Doe">
        <meta property="article:published_time" content="2024-03-20T06:00:00Z">
        <link rel="canonical" href="https://paper.example/world/envoys"></head><body>
        <nav><a href="/">Home</a> <a href="/world">World</a></nav>
        <article><h1>Envoys meet in Doha</h1>
        <p>The envoys of the two countries met in Doha on Monday and agreed to meet again within the month, officials said.</p>
        <p>Neither side would say what had been agreed, but both spoke of progress, the first in almost a year of silence.</p>
        <p>“We have begun,” the host said, and left it at that.</p></article>
        <aside>Most read: the weather</aside><footer>© 2024 The Paper</footer></body></html>"#;

    #[test]
    fn a_page_gives_its_article() {
        let mut warnings = Vec::new();
        let draft = parse(PAGE, &mut warnings).unwrap();
        assert_eq!(draft.title.as_deref(), Some("Envoys meet in Doha"));
        assert_eq!(draft.publisher.as_deref(), Some("The Paper"));
        assert_eq!(draft.byline, ["Jane Doe"]);
        assert_eq!(draft.url.as_deref(), Some("https://paper.example/world/envoys"));
        assert_eq!(draft.published.map(|found| found.day.to_string()).as_deref(), Some("2024-03-20"));
        assert_eq!(
            draft.body.split("\n\n").filter(|line| !line.starts_with("Envoys")).count(),
            3,
            "{}",
            draft.body
        );
        assert!(!draft.body.contains("Most read") && !draft.body.contains("Home"), "{}", draft.body);
    }

    #[test]
    fn a_page_without_text_is_named() {
        let page = "<html><head><title>Empty</title></head><body><img src=x><script>var a = 1;</script></body></html>";
        assert_eq!(parse(page, &mut Vec::new()).err().as_deref(), Some("HTML without text"));
    }

    #[test]
    fn two_hundred_thousand_nested_elements_take_no_time() {
        for tag in ["div", "b", "font", "table", "blockquote", "a", "x-y"] {
            let page = format!(
                "{}They met.{}",
                format!("<{tag}>").repeat(200_000),
                format!("</{tag}>").repeat(200_000)
            );
            let started = std::time::Instant::now();
            let mut warnings = Vec::new();
            let draft = parse(&page, &mut warnings).unwrap();
            assert_eq!((draft.body.as_str(), warnings.len()), ("They met.", 1), "{tag}");
            assert!(started.elapsed().as_millis() < 1000, "{tag} took {:?}", started.elapsed());
        }
    }
}
