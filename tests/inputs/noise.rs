//! Properties: no parser panics, and every span lies in the text, on noise.

use dateline::document::{Document, Source, Span};
use dateline::parse::{Content, Format, Input, ParseOptions, parse, parse_day, verbatim};
use dateline::read;
use proptest::prelude::*;

/// Pieces of news and of markup, from which noise comes near to the formats.
const PIECES: [&str; 48] = [
    "---\n",
    "+++\n",
    "title: ",
    "title = ",
    "\n\n",
    "\n",
    "PARIS, ",
    "March 3, 2024",
    "(Agency)",
    " - ",
    " — ",
    "By Jane Doe",
    "The envoy met him. ",
    "<p>",
    "</p>",
    "<article>",
    "<script>",
    "</script>",
    "<table><td>",
    "&amp;",
    "&#x110000;",
    "<!--",
    "-->",
    "{\"text\": \"",
    "\"}",
    "{",
    "[",
    "]",
    "}",
    "\"published\": ",
    "\"2024-03-03\"",
    ",",
    "© 2024 ",
    "(Photo by ",
    ")",
    "Read more",
    "Related articles\n",
    "é",
    "e\u{301}",
    "\u{a0}",
    "🦀",
    "\u{feff}",
    "# ",
    "* ",
    "| a | b |\n|---|---|\n",
    "\\",
    "Title: x\n",
    "٣ مارس",
];

fn noise() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => proptest::sample::select(PIECES.to_vec()).prop_map(str::to_owned),
        1 => ".{0,12}",
    ];
    proptest::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

fn check(doc: &Document) {
    let whole = Span::new(0, doc.text.len());
    let inside = |span: Span| whole.contains(span) && doc.text.get(span.start..span.end).is_some();
    assert!(inside(doc.headline) && inside(doc.body), "{doc:?}");
    assert!(doc.zones.iter().all(|zone| inside(zone.span) && !zone.span.is_empty()), "{doc:?}");
    assert!(doc.zones.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start), "{doc:?}");
    if let Some(line) = &doc.dateline {
        assert!(inside(line.span) && line.span.contains(line.place) && inside(line.place), "{doc:?}");
    }
    assert!(!doc.id.is_empty(), "{doc:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_parser_panics_and_all_spans_fit(text in noise()) {
        let source = Source { path: "noise".into(), member: None };
        for (_, format) in Format::NAMES {
            let input = Input { source: &source, modified: None, format, content: Content::Text(&text) };
            for warning in parse(input, &ParseOptions::default(), &mut |doc| check(&doc)) {
                prop_assert!(!warning.reason.contains("gave up"), "{}", warning.reason);
            }
        }
        let mut doc = verbatim(Some("Title"), &text, None);
        prop_assert_eq!(doc.body.of(&doc.text), text.as_str());
        doc.id = "x".into();
        check(&doc);
        parse_day(&text);
    }

    #[test]
    fn any_bytes_are_decoded_or_named(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        let _ = read::decode(&bytes);
    }
}
