//! `dateline correct`: say what the program got wrong, and take it back.
//!
//! What is said goes to the end of `corrections.toml` in the archive's folder
//! and holds for the next question. An entry that fits nothing is not written.

use std::fs;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use clap::{Args, Subcommand, ValueEnum};

use super::archive::{self, Place};
use super::context::Context;
use super::names::{Meant, Wanted, entity, unknown};
use super::show::article_of;
use super::{Outcome, output};
use crate::document::{CodePoints, Document, EntityKind, EventKind, Span, Status};
use crate::error::{Error, ErrorKind, Result};
use crate::index::CORRECTIONS;
use crate::likeness::fold;
use crate::resolve::Corrections;
use crate::resolve::corrections::{self as entry, Problem, history};
use crate::search::{Backend, Local};

/// Correct who is who and what happened: merge, split, alias, rename, retype, reject, add, and undo.
///
/// Corrections are kept in corrections.toml beside the index, hold at once and
/// survive indexing; the file can be edited by hand and given to others.
/// Entities are named as in every command, events by their ids or the first
/// digits of them, as tables show them, six or more.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Correct {
    #[command(subcommand)]
    what: What,

    /// Why; kept beside the correction.
    #[arg(long, global = true, value_name = "TEXT")]
    note: Option<String>,
}

const EXAMPLES: &str = "\
Examples:
  dateline correct merge \"Youssef Al Rashidi\" \"Yusuf al-Rashidi\"
  dateline correct split \"Wang Lulin\" --as \"Wang Lulin (swimmer)\" --article 5432985c45e8e25c
  dateline correct reject e9f8e680 --note \"a quotation from 1956\"
  dateline correct retype e9f8e680 --status denied
  dateline correct rename \"Foreign Minister Wang\" \"Wang Lulin (minister)\"
  dateline correct add-event --with \"Wang Jiahe\" --with \"Coastal Council\" --in Doha --from 2024-04-18 \\
      --article 5432985c45e8e25c --sentence \"The two sides then met in Doha.\"
  dateline correct undo";

#[derive(Debug, Subcommand)]
enum What {
    /// Two or more entities, or events, are one; the first one's identifier stays.
    #[command(after_help = MERGE)]
    Merge {
        /// Names or ids of entities, or ids of events or their first digits.
        #[arg(required = true, num_args = 2.., value_name = "WHO")]
        all: Vec<String>,
    },
    /// Some chains of an entity are somebody else; some reports of an event are of another one.
    #[command(after_help = SPLIT)]
    Split {
        /// The name or id of the entity, or the id of the event or its first digits.
        #[arg(value_name = "WHO")]
        who: String,
        /// The name of the other entity.
        #[arg(long = "as", value_name = "NAME", default_value = "")]
        name: String,
        /// A name whose chains leave; again for more.
        #[arg(long = "name", value_name = "NAME")]
        names: Vec<String>,
        /// An article whose chains or reports leave; again for more.
        #[arg(long = "article", value_name = "ID")]
        articles: Vec<String>,
    },
    /// An entity also bears a name.
    #[command(after_help = ALIAS)]
    Alias {
        /// The name or id of the entity; the id, where NAME is already another's.
        #[arg(value_name = "WHO")]
        who: String,
        /// The other name.
        #[arg(value_name = "NAME")]
        name: String,
    },
    /// Something is no entity, or no event.
    #[command(after_help = REJECT)]
    Reject {
        /// The name or id of the entity, or the id of the event or its first digits.
        #[arg(value_name = "WHO")]
        who: String,
    },
    /// An entity is of another kind; an event was of another kind, status or day.
    #[command(after_help = RETYPE)]
    Retype {
        /// The name or id of the entity, or the id of the event or its first digits.
        #[arg(value_name = "WHO")]
        who: String,
        /// person, organization or place; for events meeting, call or visit.
        #[arg(long, value_name = "KIND", ignore_case = true)]
        kind: Option<Kind>,
        /// For events: held, planned, cancelled or denied.
        #[arg(long, value_name = "STATUS", ignore_case = true)]
        status: Option<State>,
        /// For events: the first day.
        #[arg(long, value_name = "DAY")]
        from: Option<NaiveDate>,
        /// For events: the last day.
        #[arg(long, value_name = "DAY", requires = "from")]
        to: Option<NaiveDate>,
    },
    /// There is an entity that the program did not find.
    #[command(after_help = ADD)]
    Add {
        /// Its name.
        #[arg(value_name = "NAME")]
        name: String,
        /// person, organization or place.
        #[arg(long, value_name = "KIND", default_value = "person", ignore_case = true)]
        kind: Kind,
        /// Another name; again for more.
        #[arg(long = "alias", value_name = "NAME")]
        aliases: Vec<String>,
    },
    /// An entity is called otherwise; its other names still find it.
    #[command(after_help = RENAME)]
    Rename {
        /// The name or id of the entity.
        #[arg(value_name = "WHO")]
        who: String,
        /// The name that it is shown by.
        #[arg(value_name = "NAME")]
        name: String,
    },
    /// An article tells an event that the program did not find.
    #[command(after_help = ADD_EVENT)]
    AddEvent(AddEvent),
    /// Take over the corrections of a file, such as a colleague's; those that
    /// fit nothing are named and left out.
    #[command(after_help = APPLY)]
    Apply {
        /// A corrections.toml.
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    /// Take back the last correction, or the last N.
    #[command(after_help = UNDO)]
    Undo {
        /// How many.
        #[arg(value_name = "N", default_value_t = 1)]
        count: usize,
    },
    /// Print the corrections, and those that fit nothing on stderr.
    #[command(after_help = LIST)]
    List,
}

const MERGE: &str = "\
Examples:
  dateline correct merge \"Youssef Al Rashidi\" \"Yusuf al-Rashidi\"
  dateline correct merge e9f8e680 b4b95359";

const SPLIT: &str = "\
Examples:
  dateline correct split \"Wang Lulin\" --as \"Wang Lulin (swimmer)\" --article 5432985c45e8e25c
  dateline correct split e9f8e680 --article 5432985c45e8e25c";

const ALIAS: &str = "\
Examples:
  dateline correct alias \"Wang Jiahe\" \"the envoy for the Horn\"
  dateline correct alias wang-jiahe-28b116 \"Envoy Wang\"";

const REJECT: &str = "\
Examples:
  dateline correct reject \"Northern Wire\"
  dateline correct reject e9f8e680 --note \"a quotation from 1956\"";

const RETYPE: &str = "\
Examples:
  dateline correct retype \"Northern Wire\" --kind organization
  dateline correct retype e9f8e680 --status denied";

const ADD: &str = "\
Examples:
  dateline correct add \"Asha Warsame\"
  dateline correct add \"Harbour Board\" --kind organization --alias HB";

const RENAME: &str = "\
Examples:
  dateline correct rename \"Foreign Minister Wang\" \"Wang Lulin (minister)\"";

const ADD_EVENT: &str = "\
Examples:
  dateline correct add-event --with \"Wang Jiahe\" --with \"Coastal Council\" --in Doha --from 2024-04-18 \\
      --article 5432985c45e8e25c --sentence \"The two sides then met in Doha.\"";

const APPLY: &str = "\
Examples:
  dateline correct apply colleague/corrections.toml";

const UNDO: &str = "\
Examples:
  dateline correct undo
  dateline correct undo 2";

const LIST: &str = "\
Examples:
  dateline correct list
  dateline correct list > shared.toml";

#[derive(Debug, Args)]
struct AddEvent {
    /// A party; again for more.
    #[arg(long, required = true, value_name = "WHO")]
    with: Vec<String>,
    /// A place; again for more.
    #[arg(long = "in", value_name = "PLACE")]
    places: Vec<String>,
    /// meeting, call or visit.
    #[arg(long, value_name = "KIND", default_value = "meeting", ignore_case = true)]
    kind: Kind,
    /// held, planned, cancelled or denied.
    #[arg(long, value_name = "STATUS", default_value = "held", ignore_case = true)]
    status: State,
    /// The first day.
    #[arg(long, value_name = "DAY")]
    from: Option<NaiveDate>,
    /// The last day.
    #[arg(long, value_name = "DAY", requires = "from")]
    to: Option<NaiveDate>,
    /// The article that tells it: its id or path.
    #[arg(long, value_name = "ID")]
    article: String,
    /// The sentence that tells it, as it stands in the article; the headline when not given.
    #[arg(long, value_name = "TEXT")]
    sentence: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Kind {
    Person,
    Organization,
    Place,
    Meeting,
    Call,
    Visit,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum State {
    Held,
    Planned,
    #[value(alias = "canceled")]
    Cancelled,
    Denied,
}

/// Writes, takes back or prints corrections.
pub(super) fn run(typed: Correct, context: &Context) -> Result<Outcome> {
    let (place, backend) = archive::open(context)?;
    let file = place.index.join(CORRECTIONS);
    match typed.what {
        What::List => list(&file, &*backend),
        What::Undo { count } => undo(&file, count),
        What::Apply { file: other } => apply(&place, &*backend, Corrections::parse(&read(&other)?)?),
        what => match entries(what, typed.note, &*backend, context)? {
            Some(more) => write(&place, &*backend, more),
            None => Ok(Outcome::Nothing),
        },
    }
}

fn list(file: &Path, backend: &dyn Backend) -> Result<Outcome> {
    let text = read_or_nothing(file)?;
    output::print(&text)?;
    for problem in backend.problems()? {
        output::remark(&problem.to_string());
    }
    Ok(Outcome::of(text.len()))
}

fn undo(file: &Path, count: usize) -> Result<Outcome> {
    let mut text = read_or_nothing(file)?;
    let (mut undone, mut taken) = (0, Vec::new());
    while let Some((rest, entry)) = history::undo(&text).filter(|_| undone < count) {
        taken.push(entry.to_owned());
        (text, undone) = (rest, undone + 1);
    }
    if undone == 0 {
        output::remark("there is no correction to take back");
        return Ok(Outcome::Nothing);
    }
    save(file, &text)?;
    output::remark("taken back:");
    output::print(&(taken.join("\n") + "\n"))?;
    Ok(Outcome::Found)
}

/// Adds `more` to the corrections, unless one of them fits nothing.
fn write(place: &Place, backend: &dyn Backend, more: Corrections) -> Result<Outcome> {
    let file = place.index.join(CORRECTIONS);
    let before = read_or_nothing(&file)?;
    let more = more.without(Corrections::parse(&before)?);
    if more.is_empty() {
        output::remark("the corrections say so already");
        return Ok(Outcome::Nothing);
    }
    match attempt(place, &before, backend, &more)?.into_iter().next() {
        None => said(&more),
        Some(problem) => {
            save(&file, &before)?;
            Err(Error::new(ErrorKind::Input, "nothing is corrected").because(problem.to_string()))
        }
    }
}

/// Adds those of `more` to the corrections that fit, and names the others.
fn apply(place: &Place, backend: &dyn Backend, mut more: Corrections) -> Result<Outcome> {
    let file = place.index.join(CORRECTIONS);
    let before = read_or_nothing(&file)?;
    let own = Corrections::parse(&before)?;
    more = more.without(own.clone());
    let mut left_out = 0_usize;
    loop {
        let mut problems = attempt(place, &before, backend, &more)?;
        // An entry of the file may contradict one that was there before it.
        if let Some(problem) = problems.iter().find(|problem| problem.number < own.count(problem.section)) {
            save(&file, &before)?;
            let message = "nothing is taken over, for it contradicts what is there";
            return Err(Error::new(ErrorKind::Input, message).because(problem.to_string()));
        }
        if problems.is_empty() {
            break;
        }
        problems.sort_by_key(|problem| std::cmp::Reverse((problem.section, problem.number)));
        problems.dedup_by_key(|problem| (problem.section, problem.number));
        for problem in problems {
            output::remark(&format!("left out: {problem}"));
            more.remove(problem.section, problem.number - own.count(problem.section));
            left_out += 1;
        }
    }
    if more.is_empty() {
        let why = if left_out > 0 { "nothing is taken over" } else { "the corrections say so already" };
        output::remark(why);
        return Ok(Outcome::Nothing);
    }
    said(&more)
}

/// Prints what was written.
fn said(more: &Corrections) -> Result<Outcome> {
    output::remark("done; `dateline correct undo` takes it back:");
    output::print(&format!("{}\n", more.to_toml().trim_end()))?;
    Ok(Outcome::Found)
}

/// Writes `before` with `more` behind it, and returns what does not fit that fitted before.
fn attempt(place: &Place, before: &str, backend: &dyn Backend, more: &Corrections) -> Result<Vec<Problem>> {
    let known = backend.problems()?;
    let file = place.index.join(CORRECTIONS);
    save(&file, &history::append(before, more)?)?;
    let found = Local::open(&place.index).and_then(|local| local.problems());
    if found.is_err() {
        save(&file, before)?;
    }
    Ok(found?.into_iter().filter(|problem| !known.contains(problem)).collect())
}

/// Returns the entries that were typed; none where a name is nobody's.
fn entries(
    what: What,
    note: Option<String>,
    backend: &dyn Backend,
    context: &Context,
) -> Result<Option<Corrections>> {
    let name = |typed: &str| one(typed, backend, context);
    let mut all = Corrections::default();
    match with_whole_ids(what, backend)? {
        What::Merge { all: events } if events.iter().all(|id| is_event(id)) => {
            all.merge_event.push(entry::MergeEvent { events, note });
        }
        What::Merge { all: typed } => {
            let entities: Option<Vec<String>> =
                typed.iter().map(|typed| name(typed)).collect::<Result<_>>()?;
            let Some(entities) = entities else { return Ok(None) };
            all.merge.push(entry::Merge { entities, note });
        }
        What::Split { who: event, articles, .. } if is_event(&event) => {
            all.split_event.push(entry::SplitEvent { event, articles, note });
        }
        What::Split { who, name: other, names, articles } => {
            let Some(entity) = name(&who)? else { return Ok(None) };
            all.split.push(entry::Split { entity, names, articles, name: named(other)?, note });
        }
        What::Alias { who, name: other } => {
            let Some(entity) = name(&who)? else { return Ok(None) };
            sees_whose(&other, &entity, who == entity, backend)?;
            all.alias.push(entry::Alias { entity, name: other, note });
        }
        What::Reject { who: event } if is_event(&event) => {
            all.reject_event.push(entry::RejectEvent { event, note });
        }
        What::Reject { who } => {
            let Some(entity) = name(&who)? else { return Ok(None) };
            all.reject.push(entry::Reject { entity, note });
        }
        What::Retype { who: event, kind, status, from, to } if is_event(&event) => {
            let (kind, status) = (kind.map(Kind::of_event).transpose()?, status.map(State::meant));
            all.retype_event.push(entry::RetypeEvent { event, kind, status, from, to, note });
        }
        What::Retype { who, kind, .. } => {
            let Some(entity) = name(&who)? else { return Ok(None) };
            all.retype.push(entry::Retype { entity, kind: Kind::of_entity(kind)?, note });
        }
        What::Add { name, kind, aliases } => {
            all.add.push(entry::Add { name, kind: Kind::of_entity(Some(kind))?, aliases, note });
        }
        What::Rename { who, name: other } => {
            let Some(entity) = name(&who)? else { return Ok(None) };
            all.rename.push(entry::Rename { entity, name: named(other)?, note });
        }
        What::AddEvent(typed) => {
            let Some(event) = event(typed, note, backend, context)? else { return Ok(None) };
            all.add_event.push(event);
        }
        What::Apply { .. } | What::Undo { .. } | What::List => {}
    }
    Ok(Some(all))
}

/// Returns the event that was typed; none where a name or the article is unknown.
fn event(
    typed: AddEvent,
    note: Option<String>,
    backend: &dyn Backend,
    context: &Context,
) -> Result<Option<entry::AddEvent>> {
    let all = |names: &[String], wanted| -> Result<Option<Vec<String>>> {
        names.iter().map(|name| one_of(name, wanted, backend, context)).collect()
    };
    let Some(with) = all(&typed.with, Wanted::Party)? else { return Ok(None) };
    let Some(places) = all(&typed.places, Wanted::Kind(EntityKind::Place))? else { return Ok(None) };
    let Some(doc) = article_of(&typed.article, backend)? else {
        output::remark(&format!("no article has the id or path `{}`", typed.article));
        return Ok(None);
    };
    let (sentence, offsets) = evidence(&doc, typed.sentence)?;
    let (kind, status) = (typed.kind.of_event()?, typed.status.meant());
    let (from, to, article) = (typed.from, typed.to, doc.id);
    Ok(Some(entry::AddEvent { kind, status, with, places, from, to, article, sentence, offsets, note }))
}

/// A sentence, and where it lies in the body, in code points; none of the headline.
type Evidence = (String, Option<(usize, usize)>);

/// Finds the sentence in the body of `doc`; its headline where none is given.
fn evidence(doc: &Document, sentence: Option<String>) -> Result<Evidence> {
    let fault = |message: &str| {
        Error::new(ErrorKind::Usage, message.to_owned())
            .at(&doc.source.path)
            .hint("give the sentence with --sentence, as it stands in the article")
    };
    let Some(sentence) = sentence else {
        let title = doc.title().ok_or_else(|| fault("the article has no headline"))?;
        return Ok((title.to_owned(), None));
    };
    let sentence = sentence.trim().to_owned();
    let body = doc.body.of(&doc.text);
    let at = body.find(&sentence).filter(|_| !sentence.is_empty());
    let start = doc.body.start + at.ok_or_else(|| fault("the article does not say so"))?;
    let offsets = CodePoints::new(doc).of(Span::new(start, start + sentence.len()));
    Ok((sentence, offsets))
}

/// Returns the identifier of the one entity that `typed` means.
fn one(typed: &str, backend: &dyn Backend, context: &Context) -> Result<Option<String>> {
    one_of(typed, Wanted::Any, backend, context)
}

fn one_of(typed: &str, wanted: Wanted, backend: &dyn Backend, context: &Context) -> Result<Option<String>> {
    match entity(typed, "correct", wanted, backend, context)? {
        Meant::One(candidate) => Ok(Some(candidate.id.0)),
        Meant::Nobody(similar) => {
            output::remark(&unknown(typed, &similar));
            Ok(None)
        }
    }
}

/// Tells whether `typed` is the identifier of an event.
fn is_event(typed: &str) -> bool {
    typed.len() == ID && typed.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Digits of an event's identifier.
const ID: usize = 16;
/// Digits that an identifier is known by, at least.
const ENOUGH: usize = 6;

/// Returns the correction with the identifiers of events written out, of which
/// tables show the first digits.
fn with_whole_ids(what: What, backend: &dyn Backend) -> Result<What> {
    let whole = |typed: String| whole_id(typed, backend);
    Ok(match what {
        What::Merge { all } => What::Merge { all: all.into_iter().map(whole).collect::<Result<_>>()? },
        What::Split { who, name, names, articles } => What::Split { who: whole(who)?, name, names, articles },
        What::Reject { who } => What::Reject { who: whole(who)? },
        What::Retype { who, kind, status, from, to } => {
            What::Retype { who: whole(who)?, kind, status, from, to }
        }
        what => what,
    })
}

/// Returns the identifier of the one event whose identifier begins with
/// `typed`; what begins none is a name, or a whole identifier.
fn whole_id(typed: String, backend: &dyn Backend) -> Result<String> {
    let digits = typed.bytes().all(|byte| byte.is_ascii_hexdigit());
    if !digits || !(ENOUGH..ID).contains(&typed.len()) {
        return Ok(typed);
    }
    let mut ids: Vec<String> =
        backend.events_of(&typed.to_lowercase())?.into_iter().map(|row| row.id).collect();
    ids.dedup();
    match ids.len() {
        0 => Ok(typed),
        1 => Ok(ids.swap_remove(0)),
        _ => Err(Error::new(ErrorKind::Ambiguous, format!("`{typed}` could be any of these events"))
            .because(ids.join(", "))
            .hint("write more digits of it")),
    }
}

/// Sees to it that `name`, which is to be a name of `entity` too, is nobody
/// else's, or that the entity was named `by_id`, by one who knows.
fn sees_whose(name: &str, entity: &str, by_id: bool, backend: &dyn Backend) -> Result<()> {
    let mut others = backend.candidates(name, None)?;
    others.retain(|other| fold(&other.name) == fold(name) && other.id.as_str() != entity);
    for other in others {
        // Who is not known, but may be one of several, has no name of its own.
        let is_open = backend.entity(&other.id)?.is_none_or(|other| !other.candidates.is_empty());
        if is_open {
            continue;
        }
        if by_id {
            output::remark(&format!("note: `{name}` is also the name of {}", other.id));
        } else {
            let merge = format!("dateline correct merge {entity} {}", other.id);
            let message = format!("`{name}` is the name of another already, {}", other.id);
            return Err(Error::new(ErrorKind::Ambiguous, message).hint(format!(
                "`{merge}` where they are one; to let both bear the name, write the id: alias {entity} {name:?}"
            )));
        }
    }
    Ok(())
}

fn named(name: String) -> Result<String> {
    if name.trim().is_empty() {
        return Err(
            Error::new(ErrorKind::Usage, "an entity needs a name").hint("name it; in a split with --as NAME")
        );
    }
    Ok(name)
}

impl Kind {
    fn of_event(self) -> Result<EventKind> {
        match self {
            Kind::Meeting => Ok(EventKind::Meeting),
            Kind::Call => Ok(EventKind::Call),
            Kind::Visit => Ok(EventKind::Visit),
            _ => Err(Error::new(ErrorKind::Usage, "an event is a meeting, a call or a visit")),
        }
    }

    fn of_entity(kind: Option<Kind>) -> Result<EntityKind> {
        match kind {
            Some(Kind::Person) => Ok(EntityKind::Person),
            Some(Kind::Organization) => Ok(EntityKind::Organization),
            Some(Kind::Place) => Ok(EntityKind::Place),
            _ => Err(Error::new(ErrorKind::Usage, "an entity is a person, an organization or a place")
                .hint("say which with --kind")),
        }
    }
}

impl State {
    fn meant(self) -> Status {
        match self {
            State::Held => Status::Held,
            State::Planned => Status::Planned,
            State::Cancelled => Status::Cancelled,
            State::Denied => Status::Denied,
        }
    }
}

fn read(file: &Path) -> Result<String> {
    fs::read_to_string(file).map_err(|error| {
        Error::new(ErrorKind::Io, "cannot read the corrections").at(file.display()).because(error)
    })
}

fn read_or_nothing(file: &Path) -> Result<String> {
    if file.exists() { read(file) } else { Ok(String::new()) }
}

/// Writes the file whole, or leaves it as it was.
fn save(file: &Path, text: &str) -> Result<()> {
    let fresh = file.with_extension("toml.new");
    fs::write(&fresh, text).and_then(|()| fs::rename(&fresh, file)).map_err(|error| {
        Error::new(ErrorKind::Io, "cannot write the corrections").at(file.display()).because(error)
    })
}
