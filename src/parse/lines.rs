//! JSON Lines: one object a line, read as a stream, so that a file of many
//! gigabytes takes the memory of its longest line, which has a limit.

use std::io::{self, BufRead};

use super::format::Output;
use super::json;

/// Parses each line; a faulty one is named by its number and costs itself alone.
pub(super) fn parse(reader: &mut dyn BufRead, output: &mut Output<'_>) {
    let limit = output.options.line_limit;
    let mut line = Vec::new();
    for number in 1.. {
        match next_line(reader, &mut line, limit) {
            Ok(Read::End) => break,
            Ok(Read::Line) => one(&line, number, output),
            Ok(Read::TooLong(length)) => {
                let reason = format!("line too long: {} MB, the limit is {} MB", length >> 20, limit >> 20);
                output.warn(Some(&number.to_string()), &reason);
            }
            Err(error) => {
                output.warn(Some(&number.to_string()), &format!("unreadable: {error}"));
                break;
            }
        }
    }
}

fn one(line: &[u8], number: usize, output: &mut Output<'_>) {
    let text = String::from_utf8_lossy(line);
    let text = text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}' || c == '\u{1e}');
    if text.is_empty() {
        return;
    }
    let mapping = output.options.mapping.clone();
    let faulty = std::str::from_utf8(line).is_err();
    output.guarded(Some(number.to_string()), |reasons| {
        if faulty {
            reasons.push("not valid UTF-8".into());
        }
        let value = serde_json::from_str(text).map_err(|error| broken(&error))?;
        json::article(&value, mapping.as_ref())
    });
}

/// Says what is wrong with a line, without the line number that the parser,
/// who sees one line only, would give.
fn broken(error: &serde_json::Error) -> String {
    let message =
        error.to_string().replace(&format!(" at line {} column {}", error.line(), error.column()), "");
    format!("broken JSON at column {}: {message}", error.column())
}

enum Read {
    Line,
    TooLong(usize),
    End,
}

/// Reads the next line into `line`; of one over the limit, only its length is kept.
fn next_line(reader: &mut dyn BufRead, line: &mut Vec<u8>, limit: usize) -> io::Result<Read> {
    line.clear();
    line.shrink_to(1 << 20);
    let mut length = 0;
    loop {
        let buffer = match reader.fill_buf() {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            buffer => buffer?,
        };
        if buffer.is_empty() {
            return Ok(ended(length, limit));
        }
        let end = memchr::memchr(b'\n', buffer);
        let taken = end.unwrap_or(buffer.len());
        length += taken;
        if length <= limit {
            line.extend_from_slice(&buffer[..taken]);
        } else {
            *line = Vec::new();
        }
        let used = end.map_or(taken, |end| end + 1);
        reader.consume(used);
        if end.is_some() {
            return Ok(if length > limit { Read::TooLong(length) } else { Read::Line });
        }
    }
}

fn ended(length: usize, limit: usize) -> Read {
    match length {
        0 => Read::End,
        _ if length > limit => Read::TooLong(length),
        _ => Read::Line,
    }
}
