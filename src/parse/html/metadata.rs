//! What a page says of itself: JSON-LD, OpenGraph and other `<meta>`,
//! microdata, `<time>`, `<title>`.

use std::collections::HashMap;
use std::sync::LazyLock;

use scraper::{ElementRef, Html, Selector};
use serde_json::{Map, Value};

use super::super::draft::Draft;
use super::super::{characters, fields, parse_day, zones};
use crate::document::{Publication, PublishedFrom};

/// Reads the metadata of a page, and the article's text where JSON-LD has it.
pub(super) fn read(html: &str) -> (Draft, Option<String>) {
    let page = Html::parse_document(html);
    let metas = Metas::new(&page);
    let mut draft = Draft::default();
    fill_from_time(&page, &mut draft);
    fill_from_metas(&metas, &mut draft);
    let article = structured(&page);
    if let Some(article) = &article {
        fields::metadata(article, PublishedFrom::Metadata, &mut draft);
        draft.id = None;
    }
    draft.language = draft.language.or_else(|| attribute(&page, &HTML, "lang"));
    draft.url = draft.url.or_else(|| attribute(&page, &CANONICAL, "href"));
    draft.url = draft.url.filter(|url| url.starts_with("http"));
    draft.title = draft.title.or_else(|| sole_heading(&page)).or_else(|| first_text(&page, &TITLE));
    draft.title = draft.title.map(|title| without_site(&title, draft.publisher.as_deref()));
    let own = article.as_ref().and_then(fields::text);
    (draft, own)
}

/// The names of `<meta>` elements in lower case with their contents.
struct Metas(HashMap<String, String>);

impl Metas {
    fn new(page: &Html) -> Metas {
        let mut metas = HashMap::new();
        for element in page.select(&META) {
            let element = element.value();
            let name = ["property", "name", "itemprop"].iter().find_map(|key| element.attr(key));
            if let (Some(name), Some(content)) = (name, element.attr("content")) {
                let content = characters::one_line(content);
                if !content.is_empty() {
                    metas.entry(name.trim().to_ascii_lowercase()).or_insert(content);
                }
            }
        }
        Metas(metas)
    }

    fn first(&self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| self.0.get(*name)).cloned()
    }
}

const TITLES: [&str; 8] = [
    "og:title",
    "twitter:title",
    "headline",
    "dc.title",
    "dcterms.title",
    "parsely-title",
    "sailthru.title",
    "title",
];
const SITES: [&str; 6] =
    ["og:site_name", "application-name", "dc.publisher", "publisher", "copyright", "cre"];
const AUTHORS: [&str; 8] = [
    "author",
    "article:author",
    "byl",
    "dc.creator",
    "dcterms.creator",
    "parsely-author",
    "sailthru.author",
    "twitter:creator",
];
const DAYS: [&str; 22] = [
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "date_published",
    "publish_date",
    "publish-date",
    "publishdate",
    "pubdate",
    "publication_date",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dc.date",
    "dcterms.date",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "date",
    "datecreated",
    "originalpublicationdate",
    "last-modified",
];
const LANGUAGES: [&str; 4] = ["og:locale", "language", "dc.language", "inlanguage"];

fn fill_from_metas(metas: &Metas, draft: &mut Draft) {
    draft.title = metas.first(&TITLES).or(draft.title.take());
    draft.publisher = metas.first(&SITES);
    draft.url = metas.first(&["og:url"]);
    draft.language = metas.first(&LANGUAGES);
    let authors = metas.first(&AUTHORS).filter(|authors| !authors.starts_with("http"));
    if let Some(names) = authors.map(|authors| zones::authors(&authors)) {
        draft.byline = names;
    }
    let day = DAYS.iter().filter_map(|name| metas.0.get(*name)).find_map(|value| parse_day(value));
    draft.published = day.map(metadata).or(draft.published);
}

fn metadata(day: chrono::NaiveDate) -> Publication {
    Publication { day, from: PublishedFrom::Metadata }
}

/// Takes microdata and the first time element in an article or a header.
fn fill_from_time(page: &Html, draft: &mut Draft) {
    let value = |element: ElementRef<'_>| {
        let attribute = ["datetime", "content"].iter().find_map(|name| element.value().attr(name));
        attribute.map_or_else(|| element.text().take(20).collect::<String>(), str::to_owned)
    };
    let stated = page.select(&DATED).filter_map(|element| parse_day(&value(element))).next();
    draft.published = stated.map(metadata);
    draft.title = first_text(page, &HEADLINED);
}

/// Returns the article that JSON-LD describes.
fn structured(page: &Html) -> Option<Map<String, Value>> {
    let mut best: Option<(usize, Map<String, Value>)> = None;
    for script in page.select(&STRUCTURED).take(50) {
        let text: String = script.text().collect();
        // Pages wrap JSON-LD in comments and break lines inside strings.
        let text = text.trim().trim_start_matches("<!--").trim_end_matches("-->");
        let text = text
            .trim()
            .trim_start_matches("//<![CDATA[")
            .trim_end_matches("//]]>")
            .replace(['\n', '\r', '\t'], " ");
        if let Ok(value) = serde_json::from_str::<Value>(&text) {
            search(value, 0, &mut best);
        }
    }
    best.map(|(_, article)| article)
}

/// Keeps the object in `value` whose type says most surely that it is the article.
fn search(value: Value, depth: usize, best: &mut Option<(usize, Map<String, Value>)>) {
    match value {
        Value::Array(items) if depth < 6 => items.into_iter().for_each(|item| search(item, depth + 1, best)),
        Value::Object(mut object) => {
            for key in ["@graph", "mainEntity", "mainEntityOfPage", "itemListElement"] {
                let inner = object.get_mut(key).filter(|inner| inner.is_array() || inner.is_object());
                if let Some(inner) = inner.filter(|_| depth < 6) {
                    search(inner.take(), depth + 1, best);
                }
            }
            let rank = rank(&object);
            if rank > best.as_ref().map_or(0, |(rank, _)| *rank) {
                *best = Some((rank, object));
            }
        }
        _ => {}
    }
}

fn rank(object: &Map<String, Value>) -> usize {
    let kinds = match object.get("@type") {
        Some(Value::String(kind)) => vec![kind.as_str()],
        Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    let of = |kind: &str| match kind {
        _ if kind.ends_with("NewsArticle") || kind == "LiveBlogPosting" => 3,
        _ if kind.ends_with("Article") || kind.ends_with("Posting") || kind == "Report" => 2,
        _ => 0,
    };
    kinds.into_iter().map(of).max().unwrap_or(0)
}

fn attribute(page: &Html, selector: &Selector, name: &str) -> Option<String> {
    page.select(selector).find_map(|element| element.value().attr(name)).map(str::to_owned)
}

fn first_text(page: &Html, selector: &Selector) -> Option<String> {
    let text: String = page.select(selector).next()?.text().collect();
    let line = characters::one_line(&text);
    (!line.is_empty()).then_some(line)
}

/// Returns the page's first-level heading, if there is exactly one.
fn sole_heading(page: &Html) -> Option<String> {
    let mut headings = page.select(&HEADING);
    headings.next().filter(|_| headings.next().is_none())?;
    first_text(page, &HEADING)
}

/// Takes the site's name off the end of a title: `Envoys meet | The Paper`.
fn without_site(title: &str, site: Option<&str>) -> String {
    let marks = [" | ", " - ", " – ", " — ", " :: ", " · ", " » "];
    let cut = marks.iter().filter_map(|mark| title.rfind(mark).map(|at| (at, mark.len()))).max();
    let Some((at, length)) = cut else { return title.to_owned() };
    let (head, tail) = (&title[..at], title[at + length..].trim());
    let named = site.is_some_and(|site| {
        site.eq_ignore_ascii_case(tail) || site.to_lowercase().contains(&tail.to_lowercase())
    });
    let bar = title[at..].starts_with(" | ") && tail.split(' ').count() <= 4 && head.split(' ').count() >= 3;
    if (named || bar) && !head.trim().is_empty() { without_site(head.trim(), site) } else { title.to_owned() }
}

macro_rules! selectors {
    ($($name:ident = $css:literal;)*) => {
        $(static $name: LazyLock<Selector> = LazyLock::new(|| Selector::parse($css).expect("the selector is valid"));)*
    };
}

selectors! {
    HTML = "html[lang]";
    META = "meta[content]";
    CANONICAL = "link[rel=canonical][href]";
    TITLE = "title";
    HEADING = "h1";
    HEADLINED = "h1[itemprop=headline], h2[itemprop=headline]";
    DATED = "[itemprop=datePublished], article time[datetime], header time[datetime], time[pubdate], time.published, .entry-date, .dateline time, main time[datetime]";
    STRUCTURED = "script[type='application/ld+json']";
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(head: &str, expected: (Option<&str>, Option<&str>, Option<&str>, &[&str])) {
        let (draft, _) = read(&format!("<html><head>{head}</head><body><p>Text</p></body></html>"));
        let day = draft.published.map(|found| found.day.to_string());
        let byline: Vec<&str> = draft.byline.iter().map(String::as_str).collect();
        assert_eq!(
            (draft.title.as_deref(), day.as_deref(), draft.publisher.as_deref(), byline.as_slice()),
            expected
        );
    }

    #[test]
    fn json_ld_comes_first_and_meta_fills_in() {
        check(
            r#"<title>x</title><meta property="og:site_name" content="The Paper"><script type="application/ld+json">{"@graph":[{"@type":"WebSite","name":"no"},
            {"@type":"NewsArticle","headline":"Talks","datePublished":"2024-03-20T10:00:00+03:00","author":[{"@type":"Person","name":"Jane Doe"},{"name":"Bo Wu"}]}]}</script>"#,
            (Some("Talks"), Some("2024-03-20"), Some("The Paper"), &["Jane Doe", "Bo Wu"]),
        );
        check(
            r#"<title>Envoys meet again | The Paper</title><meta name="pubdate" content="20240320"><meta name="author" content="By Jane Doe and Bo Wu">"#,
            (Some("Envoys meet again"), Some("2024-03-20"), None, &["Jane Doe", "Bo Wu"]),
        );
        check("<script type='application/ld+json'>{broken</script>", (None, None, None, &[]));
    }
}
