//! The metadata block in front of Markdown: YAML between `---`, TOML between `+++`.

use serde_json::{Map, Value};

/// Splits `text` into the fields of its front matter and the text behind it.
///
/// # Errors
///
/// With the text, a reason when there is front matter that cannot be read.
pub(super) fn split(text: &str) -> (Result<Map<String, Value>, String>, &str) {
    let text = text.trim_start_matches('\n');
    for (fence, read) in [("---", yaml as fn(&str) -> Result<Value, String>), ("+++", toml)] {
        let Some(inner) =
            text.strip_prefix(fence).and_then(|rest| rest.trim_start_matches(' ').strip_prefix('\n'))
        else {
            continue;
        };
        let Some((block, rest)) = block(inner, fence) else {
            // A line of dashes alone is a rule of Markdown; without an end it is no front matter.
            let reason = inner.lines().next().is_some_and(|line| line.contains(": ") || line.contains(" = "));
            let fault = if reason { Err("front matter without an end".to_owned()) } else { Ok(Map::new()) };
            return (fault, text);
        };
        return (read(block).and_then(object), rest);
    }
    (Ok(Map::new()), text)
}

/// Returns what lies before and behind the closing fence.
fn block<'a>(inner: &'a str, fence: &str) -> Option<(&'a str, &'a str)> {
    let mut start = 0;
    for line in inner.split_inclusive('\n') {
        let end = start + line.len();
        if line.trim_end() == fence || (fence == "---" && line.trim_end() == "...") {
            return Some((&inner[..start], &inner[end..]));
        }
        start = end;
    }
    None
}

fn object(value: Value) -> Result<Map<String, Value>, String> {
    match value {
        Value::Object(object) => Ok(object),
        Value::Null => Ok(Map::new()),
        _ => Err("broken front matter: no `name: value` pairs".into()),
    }
}

fn yaml(block: &str) -> Result<Value, String> {
    if block.trim().is_empty() {
        return Ok(Value::Null);
    }
    serde_saphyr::from_str::<Value>(block).map_err(|error| {
        let message = error.to_string();
        let first = message.lines().find(|line| !line.trim().is_empty()).unwrap_or("not YAML").trim();
        // The fence is the file's first line.
        let place = error.location().map(|at| format!(" at line {}", at.line() + 1)).unwrap_or_default();
        format!("broken YAML front matter{place}: {first}")
    })
}

fn toml(block: &str) -> Result<Value, String> {
    let table: toml::Table = block.parse().map_err(|error: toml::de::Error| {
        let line = error.span().map_or(0, |span| block[..span.start.min(block.len())].matches('\n').count());
        format!("broken TOML front matter at line {}: {}", line + 2, error.message())
    })?;
    Ok(Value::Object(table.into_iter().map(|(key, value)| (key, json(value))).collect()))
}

/// Turns a TOML value into JSON, with dates as they are written.
fn json(value: toml::Value) -> Value {
    match value {
        toml::Value::String(text) => Value::String(text),
        toml::Value::Integer(number) => Value::from(number),
        toml::Value::Float(number) => Value::from(number),
        toml::Value::Boolean(truth) => Value::Bool(truth),
        toml::Value::Datetime(time) => Value::String(time.to_string()),
        toml::Value::Array(items) => Value::Array(items.into_iter().map(json).collect()),
        toml::Value::Table(table) => {
            Value::Object(table.into_iter().map(|(key, value)| (key, json(value))).collect())
        }
    }
}
