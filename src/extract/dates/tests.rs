//! Annotated text: `[Sunday|2024-03-17]` is an expression and its TIMEX3
//! value; all that is not in brackets holds none.

use chrono::{Duration, NaiveDate};
use proptest::prelude::*;

use super::grammar;
use crate::document::{Document, Interval, Precision, Publication, PublishedFrom, TimeExpression};
use crate::extract::{Component, dates::Dates, sentences::Sentences, tokens::Tokens};

fn read(text: &str, published: &str, language: &str) -> Document {
    let mut doc = Document::new(None, text);
    doc.language = Some(language.to_owned());
    doc.published =
        published.parse::<NaiveDate>().ok().map(|day| Publication { day, from: PublishedFrom::Metadata });
    for component in [&Tokens as &dyn Component, &Sentences, &Dates] {
        component.apply(&mut doc);
    }
    doc
}

/// Checks that just the bracketed stretches of a text published on Wednesday,
/// 20 March 2024, are dates, with just these values.
fn check_in(language: &str, annotated: &str) {
    let mut text = String::new();
    for (index, part) in annotated.split(['[', ']']).enumerate() {
        text += if index % 2 == 1 { part.split('|').next().unwrap_or("") } else { part };
    }
    let doc = read(&text, "2024-03-20", language);
    let (mut found, mut at) = (String::new(), 0);
    for date in &doc.dates {
        found += &text[at..date.span.start];
        found += &format!("[{}|{}]", date.span.of(&text), date.timex);
        at = date.span.end;
    }
    found += &text[at..];
    assert_eq!(found, annotated);
}

fn check(annotated: &str) {
    check_in("en", annotated);
}

/// Checks the days and the precision of the only date of a text published on
/// Wednesday, 20 March 2024.
fn check_days(text: &str, expected: &str) {
    let doc = read(text, "2024-03-20", "en");
    let [date] = &doc.dates[..] else { panic!("one date in {text:?}, not {:?}", doc.dates) };
    let day = |day: Option<NaiveDate>| day.map_or("..".to_owned(), |day| day.to_string());
    let (from, to) = (day(date.interval.from), day(date.interval.to));
    assert_eq!(format!("{from} {to} {}", date.interval.precision.as_str()), expected, "{text}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn dates_lie_in_the_text_and_in_order(words in prop::collection::vec(word(), 0..40), noise in "\\PC{0,40}") {
        let text = words.join(" ") + &noise;
        for language in grammar::LANGUAGES {
            let doc = read(&text, "2024-03-20", language);
            let mut at = 0;
            for date in &doc.dates {
                prop_assert!(at <= date.span.start && date.span.start < date.span.end);
                prop_assert!(date.span.end <= text.len() && !date.span.of(&text).trim().is_empty());
                at = date.span.end;
                check_interval(date)?;
            }
        }
    }

    #[test]
    fn relative_dates_move_with_publication(index in 0..RELATIVE.len(), day in 0i64..20_000, shift in 0i64..4_000) {
        let find = |days: i64| {
            let published = NaiveDate::from_ymd_opt(1970, 1, 1).expect("a day") + Duration::days(days);
            let doc = read(RELATIVE[index], &published.to_string(), "en");
            doc.dates.first().and_then(|date| date.interval.from).expect("the text holds a date")
        };
        // Whole weeks, so that weekdays stay where they are.
        prop_assert_eq!(find(day) + Duration::weeks(shift), find(day + 7 * shift));
    }
}

/// Texts whose date is so many days from publication.
const RELATIVE: &[&str] = &[
    "They met yesterday.",
    "They met on Sunday.",
    "They will meet on Sunday.",
    "They met last week.",
    "They met three days ago.",
    "They will meet next Friday.",
    "They met two weeks before yesterday.",
];

fn word() -> impl Strategy<Value = String> {
    let words = "the of early in on March May 10 10th 2024 1980s , . - / Sunday last next week weeks two ago later from to \
                 between and Christmas Eve year quarter third ' s 12:30 pm before since until 31 le il y a deux mois \
                 dernier Montag letzten vor zwei Wochen lunes pasado hace dos meses de mil 99 0 9999999999 BC century";
    let words: Vec<String> = words.split_whitespace().map(str::to_owned).collect();
    prop::sample::select(words)
}

/// Checks that an interval runs forwards and is no longer than its precision lets expect.
fn check_interval(date: &TimeExpression) -> Result<(), TestCaseError> {
    let Interval { from, to, precision } = date.interval;
    let Some((from, to)) = from.zip(to) else { return Ok(()) };
    prop_assert!(from <= to, "{date:?}");
    let days = (to - from).num_days() + 1;
    let range = date.timex.contains('/') || date.timex.starts_with('P') || date.timex.ends_with("_REF");
    let most = match precision {
        Precision::Time | Precision::Day => 1,
        Precision::Week => 14,
        Precision::Month => 31,
        Precision::Quarter | Precision::Season => 184,
        Precision::Year => 366,
        Precision::Decade => 3_653,
        Precision::Century => 365_250,
    };
    prop_assert!(range || days <= most, "{date:?}");
    Ok(())
}

#[test]
fn no_text_takes_long() {
    let words =
        ["the ", "from Monday to ", "early ", "the end of ", "two weeks before ", "1 ", "12/", "- ", "a"];
    for word in words {
        let text = word.repeat(20_000);
        read(&text, "2024-03-20", "en");
    }
}

#[test]
fn other_languages() {
    check_in(
        "fr",
        "Ils se sont rencontrés [le 10 mars 2024|2024-03-10], [hier|2024-03-19] et [dimanche dernier|2024-03-17].",
    );
    check_in(
        "fr",
        "Il est parti [la semaine dernière|2024-W11] ; elle viendra [lundi|2024-03-25] ou dans [trois jours|2024-03-23].",
    );
    check_in(
        "fr",
        "Ils ont signé [il y a deux ans|2022], au [troisième trimestre de 2023|2023-Q3], pour 2000 personnes.",
    );
    check_in(
        "de",
        "Sie trafen sich am [10. März 2024|2024-03-10], [gestern|2024-03-19] und am [Sonntag|2024-03-17].",
    );
    check_in(
        "de",
        "Sie werden sich am [Montag|2024-03-25] treffen, [nächste Woche|2024-W13] oder [Ende April|2024-04].",
    );
    check_in("de", "[Vor zwei Jahren|2022] und im [dritten Quartal 2023|2023-Q3] kamen 2000 Menschen.");
    check_in(
        "es",
        "Se reunieron [el 10 de marzo de 2024|2024-03-10], [ayer|2024-03-19] y [el domingo pasado|2024-03-17].",
    );
    check_in(
        "es",
        "Viajará [el próximo lunes|2024-03-25] o [la próxima semana|2024-W13], a [finales de abril|2024-04].",
    );
    check_in(
        "es",
        "Firmaron [hace dos años|2022] y en [el tercer trimestre de 2023|2023-Q3] con 2000 personas.",
    );
}

#[test]
fn scripts_without_latin_letters() {
    check_in("zh", "他们[2024年3月10日|2024-03-10]会面，[昨天|2024-03-19]和[上周五|2024-03-15]也谈了。");
    check_in("zh", "[两年前|2022]，[去年10月|2023-10]，他50岁。");
    check_in("ar", "التقى الوزيران في [10 مارس 2024|2024-03-10] ثم [أمس|2024-03-19].");
}

#[test]
fn a_text_tells_its_day_only_where_it_is_certain() {
    let day = |text: &str| super::certain_date(&Document::new(None, text)).map(|day| day.to_string());
    let doc = read("Talks resume\n\n10 March 2024\n\nThey met on Friday.", "", "en");
    assert_eq!(
        doc.published.map(|told| (told.day.to_string(), told.from)),
        Some(("2024-03-10".to_owned(), PublishedFrom::Text))
    );
    assert_eq!(doc.dates.last().map(|date| date.timex.as_str()), Some("2024-03-08"));
    assert_eq!(read("They met on March 10, 2024.", "", "en").published, None);
    assert_eq!(
        read("Les négociations\n\ndimanche 10 mars 2024\n\nIls ont parlé.", "", "fr").published_day(),
        doc.published_day()
    );
    assert_eq!(day("Talks resume\n\nSunday, March 10, 2024\n\nThey met."), Some("2024-03-10".to_owned()));
    assert_eq!(day("10 March 2024\nThey met."), Some("2024-03-10".to_owned()));
    assert_eq!(day("3/4/2024\nThey met."), None);
    assert_eq!(day("March 10\nThey met."), None);
    assert_eq!(day("They met on March 10, 2024."), None);
}

#[test]
fn every_grammar_compiles() {
    for language in grammar::LANGUAGES {
        assert!(grammar::grammar(language).is_some());
    }
}

#[test]
fn absolute_dates_in_every_manner() {
    check("The treaty of [March 10, 2024|2024-03-10] and that of [10 March 2023|2023-03-10] stand.");
    check("They spoke on [10/03/2023|2023-10-03], and on [2023-03-10|2023-03-10].");
    check("On [Mar. 10|2024-03-10] they spoke.");
    check("It was [Sunday, March 10|2024-03-10], not [the 12th of March, 2022|2022-03-12].");
    check("In [1648|1648] and in [the 1980s|198], by [the late 1980s|198], in [the 19th century|18].");
    check("Profits of [the third quarter of 2023|2023-Q3], of [spring 2022|2022-SP] and [mid-2023|2023].");
    check("Born in [1543|1543], he dreamed of [March 2300|2300-03].");
}

#[test]
fn weekdays_follow_the_tense() {
    check("They met on [Sunday|2024-03-17].");
    check("They will meet on [Sunday|2024-03-24].");
    check("Talks are to be held on [Friday|2024-03-22], he said on [Monday|2024-03-18].");
    check(
        "They won on [Sunday|2024-03-17]; in [May 2011|2011-05] nobody came. He set up a fund on [Monday|2024-03-18].",
    );
    check("The ministers agreed to meet [next Monday|2024-03-25] after [last Monday|2024-03-18].");
    check("It was signed [Wednesday|2024-03-20].");
    check("They met [last Wednesday|2024-03-13]. The markets stayed closed until [Friday|2024-03-22].");
}

#[test]
fn years_that_are_missing() {
    check("The attack of [October 7|2023-10-07] was condemned.");
    check("The vote will be held on [October 7|2024-10-07].");
    check("In [March 2011|2011-03] protests began. On [May 15|2011-05-15] crowds gathered.");
    check(
        "In [2019|2019], talks began. On [October 7|2019-10-07] they met.\n\nHe left on [October 7|2023-10-07].",
    );
    check("The law was passed in [2019|2019]. On [October 7|2023-10-07] it was repealed.");
    check(
        "They will meet in [April|2024-04]; they met in [May|2023-05] and by [June|2023-06] they had agreed.",
    );
}

#[test]
fn relative_expressions() {
    check("He left [yesterday|2024-03-19], [two years ago|2022] and [last week|2024-W11].");
    check("He came on [March 5|2024-03-05]. [The next day|2024-03-06] he left.");
    check("He came on [March 5, 2020|2020-03-05] and left [three days later|2020-03-08].");
    check_days("They talked at the end of last month.", "2024-02-20 2024-02-29 month");
    check("They spoke [today|2024-03-20], [yesterday evening|2024-03-19TEV] on [the 10th|2024-03-10].");
    check("On [February 2|2024-02-02] he spoke; he had left [three weeks earlier|2024-W02].");
    check("He came on [March 5, 2020|2020-03-05]. [The previous Friday|2020-02-28] he had resigned.");
    check("He left [the week before last|2024-W10] and will be back [next Monday|2024-03-25].");
    check_days("They met earlier this month.", "2024-03-01 2024-03-20 month");
    check_days("They have met twice so far this year.", "2024-01-01 2024-03-20 year");
    check_days("He has lost weight over the last two quarters.", "2023-07-01 2023-12-31 quarter");
    check_days("It will be ready in five working days.", "2024-03-27 2024-03-27 day");
}

#[test]
fn what_has_no_day_gets_none() {
    check_days("They met recently.", ".. .. century");
    check_days("They are friends now.", ".. .. century");
    check_days("They want peace in the near future.", ".. .. century");
}

#[test]
fn periods_of_every_length() {
    check_days("It was built in early March.", "2024-03-01 2024-03-10 month");
    check_days("It was built in mid-2023.", "2023-05-01 2023-08-31 year");
    check_days("It was built in the late 1980s.", "1986-09-01 1989-12-31 decade");
    check_days("Profits rose in the first quarter.", "2024-01-01 2024-03-31 quarter");
    check_days("Profits rose in fiscal 2023.", "2023-01-01 2023-12-31 year");
    check_days("It was built in spring 2022.", "2022-03-01 2022-05-31 season");
    check_days("It was built in the 19th century.", "1800-01-01 1899-12-31 century");
    check_days("He fought in 1939-1945.", "1939-01-01 1945-12-31 year");
    check_days("It was signed in 44 BC.", "-0043-01-01 -0043-12-31 year");
    check_days("They met in the week of March 4.", "2024-03-04 2024-03-10 week");
    check("Profits of [the third quarter of fiscal 2022|2022-Q3] and [the financial year 2021|FY2021] fell.");
}

#[test]
fn ranges_and_open_ends() {
    check_days("He stayed from 12 to 14 June.", "2023-06-12 2023-06-14 day");
    check_days("He will stay between Monday and Wednesday.", "2024-03-25 2024-03-27 day");
    check_days("Nothing since October 7.", "2023-10-07 .. day");
    check_days("They fought in 1914-18.", "1914-01-01 1918-12-31 year");
    check_days("It must be ready by June.", ".. 2024-06-30 month");
    check_days("It was quiet until March 5.", ".. 2024-03-05 day");
    check_days("Nothing before the end of 2021.", ".. 2021-12-31 year");
    check_days("He will stay for three days starting Monday.", "2024-03-25 2024-03-27 day");
    check_days("It was built in 1840 or later.", "1840-01-01 .. year");
    check_days("It stood from 1840 to 2000.", "1840-01-01 2000-12-31 year");
}

#[test]
fn holidays() {
    check_days("They met on Christmas Eve.", "2023-12-24 2023-12-24 day");
    check_days("India's Independence Day was quiet.", "2023-08-15 2023-08-15 day");
    check_days("It was Ramadan 2024.", "2024-03-11 2024-04-09 day");
    check_days("They met at Easter 2023.", "2023-04-09 2023-04-09 day");
    check_days("They will meet at Easter.", "2024-03-31 2024-03-31 day");
    check_days("They will meet on Good Friday.", "2024-03-29 2024-03-29 day");
    check_days("They met on Nowruz 2023.", "2023-03-21 2023-03-21 day");
    check_days("They met on Diwali.", "2023-11-12 2023-11-12 day");
    check_days("They met on the Lunar New Year.", "2024-02-10 2024-02-10 day");
    check_days("They met on the Independence Day of Ukraine.", "2023-08-24 2023-08-24 day");
    check_days("They met on Labor Day weekend.", "2023-09-02 2023-09-04 week");
}

#[test]
fn the_order_of_day_and_month() {
    let second = |text: &str, published: &str, url: Option<&str>| {
        let mut doc = Document::new(None, text);
        doc.url = url.map(str::to_owned);
        doc.published = published.parse().ok().map(|day| Publication { day, from: PublishedFrom::Metadata });
        for component in [&Tokens as &dyn Component, &Sentences, &Dates] {
            component.apply(&mut doc);
        }
        doc.dates.last().map(|date| date.timex.clone()).unwrap_or_default()
    };
    assert_eq!(second("On 25/12/2023 and on 03/04/2023.", "2024-03-20", None), "2023-04-03");
    assert_eq!(second("On 12/25/2023 and on 03/04/2023.", "2024-03-20", None), "2023-03-04");
    assert_eq!(second("It was 04/03/2024, not 05/02/2024.", "2024-03-04", None), "2024-02-05");
    assert_eq!(second("On 03/04/2023.", "2024-03-20", Some("https://paper.example.uk/a")), "2023-04-03");
    assert_eq!(second("On 03/04/2023.", "2024-03-20", Some("https://paper.example/a")), "2023-03-04");
}

#[test]
fn numbers_that_are_no_dates() {
    check("He is 56 years old, took flight 2019, scored 10-3 and lives at 1984 Main Street.");
    check("Some 2000 people and 1950 soldiers read Psalm 1998 for two weeks; version 10.03.");
    check("He may come. The march went on. Only 3/4 of them voted, 12-10, for Resolution 1701.");
    check("A man aged 45, a 12-year-old girl and the two-day visit; they won 3-1 and lost 2-0.");
    check("Verse 1914 of page 2011, room 1984, 1,950 metres, 2000 pieces, model B2019x, call 555-2010.");
    check("2015\n\n2016");
    check("They met in Room 1901-1950 of the annex, by Resolutions 1970-1973.");
    check_days("He served from 1901-1950.", "1901-01-01 1950-12-31 year");
}
