//! One file's content: as a whole, or as a stream of bytes in UTF-8.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};

use encoding_rs::{CoderResult, Decoder, UTF_8};

use super::charset::{decode, encoding_of};
use super::walk::{Found, describe};
use crate::error::Warning;

/// How large an input may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The most bytes of a file that is read as a whole.
    pub file: u64,
}

impl Default for Limits {
    /// 64 MB a file.
    fn default() -> Limits {
        Limits { file: 64 << 20 }
    }
}

/// A file's text and the fingerprint of its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// The decoded text.
    pub text: String,
    /// The BLAKE3 hash of the file's bytes.
    pub hash: blake3::Hash,
    /// What was wrong with the bytes where text came out all the same.
    pub fault: Option<Warning>,
}

/// Reads and decodes the whole file.
///
/// # Errors
///
/// A warning when the file cannot be read, is larger than the limit, is
/// empty, or is not text.
pub fn read_text(found: &Found, limits: &Limits) -> Result<Text, Warning> {
    if found.size > limits.file {
        return Err(too_large(found, limits));
    }
    let mut bytes = Vec::with_capacity(found.size as usize + 1);
    let file = File::open(&found.path).map_err(|error| found.warning(describe(&error)))?;
    // The file may have grown since it was found.
    let read = file.take(limits.file + 1).read_to_end(&mut bytes);
    read.map_err(|error| found.warning(describe(&error)))?;
    if bytes.len() as u64 > limits.file {
        return Err(too_large(found, limits));
    }
    if bytes.is_empty() {
        return Err(found.warning("empty file"));
    }
    let hash = blake3::hash(&bytes);
    let decoded = decode(&bytes).map_err(|reason| found.warning(reason))?;
    Ok(Text { text: decoded.text, hash, fault: decoded.fault.map(|fault| found.warning(fault)) })
}

fn too_large(found: &Found, limits: &Limits) -> Warning {
    found.warning(format!("too large: {} MB, the limit is {} MB", found.size >> 20, limits.file >> 20))
}

/// Opens the file as a stream of UTF-8, converted from other charsets on the
/// way; of a file that claims UTF-8, faulty bytes pass as they are.
///
/// # Errors
///
/// A warning when the file cannot be opened or is empty or binary.
pub fn open_lines(found: &Found) -> Result<Box<dyn BufRead + Send>, Warning> {
    let fault = |error: &io::Error| found.warning(describe(error));
    let file = File::open(&found.path).map_err(|error| fault(&error))?;
    let mut reader = BufReader::with_capacity(BUFFER, file);
    let head = reader.fill_buf().map_err(|error| fault(&error))?;
    if head.is_empty() {
        return Err(found.warning("empty file"));
    }
    let encoding = encoding_of(head);
    if encoding != UTF_8 {
        let decoder = encoding.new_decoder_with_bom_removal();
        return Ok(Box::new(BufReader::new(Decoding { reader, decoder, done: false })));
    }
    decode(&head[..valid_end(head)]).map_err(|reason| found.warning(reason))?;
    if head.starts_with(b"\xef\xbb\xbf") {
        reader.consume(3);
    }
    Ok(Box::new(reader))
}

/// Bytes that a stream looks ahead.
const BUFFER: usize = 1 << 16;

/// Returns where the last whole line of `head` ends, or the whole.
fn valid_end(head: &[u8]) -> usize {
    memchr::memrchr(b'\n', head).unwrap_or(head.len())
}

/// Hashes the bytes of the file as a stream.
///
/// # Errors
///
/// A warning when the file cannot be read.
pub fn hash_file(found: &Found) -> Result<blake3::Hash, Warning> {
    let mut hasher = blake3::Hasher::new();
    let file = File::open(&found.path).map_err(|error| found.warning(describe(&error)))?;
    hasher.update_reader(file).map_err(|error| found.warning(describe(&error)))?;
    Ok(hasher.finalize())
}

/// A stream that turns another charset into UTF-8.
struct Decoding<R> {
    reader: R,
    decoder: Decoder,
    done: bool,
}

impl<R: BufRead> Read for Decoding<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        while !self.done {
            let input = self.reader.fill_buf()?;
            let last = input.is_empty();
            let (result, read, written, _) = self.decoder.decode_to_utf8(input, out, last);
            self.reader.consume(read);
            self.done = last && result == CoderResult::InputEmpty;
            if written > 0 {
                return Ok(written);
            }
            if result == CoderResult::OutputFull {
                return Err(io::Error::new(io::ErrorKind::InvalidInput, "a buffer of under 4 bytes"));
            }
        }
        Ok(0)
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::document::Source;

    fn found(folder: &tempfile::TempDir, bytes: &[u8]) -> Found {
        let path = folder.path().join("a.txt");
        fs::write(&path, bytes).unwrap();
        let source = Source { path: "a.txt".into(), member: None };
        Found { path, source, size: bytes.len() as u64, modified: None }
    }

    #[test]
    fn a_file_is_read_whole_or_its_fault_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let reason = |bytes: &[u8], limit| {
            read_text(&found(&folder, bytes), &Limits { file: limit }).map_err(|warning| warning.reason)
        };
        assert_eq!(reason(b"Talks.", 10).unwrap().text, "Talks.");
        assert_eq!(reason(b"", 10).unwrap_err(), "empty file");
        assert_eq!(reason(&[b'x'; 3 << 20], 1 << 20).unwrap_err(), "too large: 3 MB, the limit is 1 MB");
        assert_eq!(reason(b"a\0\x01", 10).unwrap_err(), "binary: holds zero bytes");
    }

    #[test]
    fn a_stream_is_utf_8_whatever_the_file_is() {
        let folder = tempfile::tempdir().unwrap();
        let stream = |bytes: &[u8]| {
            let mut text = String::new();
            open_lines(&found(&folder, bytes)).unwrap().read_to_string(&mut text).unwrap();
            text
        };
        assert_eq!(stream("\u{feff}Zürich\n".as_bytes()), "Zürich\n");
        let wide: Vec<u8> = "\u{feff}Zürich – Москва\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(stream(&wide), "Zürich – Москва\n");
    }
}
