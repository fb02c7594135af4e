//! Bytes to text: by byte-order mark, by declaration, then by likelihood.
//!
//! The order is that of browsers (WHATWG): a byte-order mark decides; text
//! that is valid UTF-8 is UTF-8 whatever it declares, since the two agree by
//! chance only in pure ASCII; then the XML or HTML declaration in the first
//! kilobyte; then the statistics of `chardetng`.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use memchr::memmem;

/// Text and how it was come by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without a byte-order mark.
    pub text: String,
    /// The name of the charset, as the WHATWG writes it: `UTF-8`, `windows-1252`.
    pub charset: &'static str,
    /// What was wrong with the bytes, for the report, where text came out all the same.
    pub fault: Option<String>,
}

/// How far into a file a declaration may stand (HTML: 1024 bytes).
const DECLARATION: usize = 1024;

/// Decodes `bytes`, or says why they are no text.
///
/// # Errors
///
/// A phrase for a warning: `binary`, with the kind of file where it is known.
pub fn decode(bytes: &[u8]) -> Result<Decoded, String> {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return Ok(decode_as(encoding, &bytes[length..]));
    }
    if let Some(kind) = binary_kind(bytes) {
        return Err(kind);
    }
    if let Some(encoding) = wide(bytes) {
        return Ok(decode_as(encoding, bytes));
    }
    if memchr::memchr(0, bytes).is_some() {
        return Err("binary: holds zero bytes".to_owned());
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(utf8(text)),
        Err(error) => Ok(not_utf8(bytes, error)),
    }
}

/// Returns the encoding in which a file that begins with `head` is to be
/// decoded as a stream; UTF-8 for what is valid so far.
pub(super) fn encoding_of(head: &[u8]) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(head) {
        return encoding;
    }
    match std::str::from_utf8(head) {
        Err(error) if error.error_len().is_some() => wide(head).unwrap_or_else(|| guess(head)),
        _ => wide(head).unwrap_or(UTF_8),
    }
}

fn utf8(text: &str) -> Decoded {
    let (text, repaired) = repair(text);
    let fault = repaired.then(|| "was encoded as UTF-8 twice; repaired".to_owned());
    Decoded { text: text.into_owned(), charset: "UTF-8", fault }
}

/// Decodes bytes that are not valid UTF-8.
fn not_utf8(bytes: &[u8], error: std::str::Utf8Error) -> Decoded {
    // A file cut inside its last character is UTF-8 all the same.
    let valid = error.valid_up_to();
    if error.error_len().is_none() && !bytes[..valid].is_ascii() {
        let text = String::from_utf8_lossy(&bytes[..valid]).into_owned();
        let fault = Some(format!("cut off inside a character at byte {valid}"));
        return Decoded { text, charset: "UTF-8", fault };
    }
    let declared = declared(bytes);
    if is_mostly_utf8(bytes) {
        let mut decoded = decode_as(UTF_8, bytes);
        decoded.fault = Some(format!("not valid UTF-8 at byte {valid}"));
        return decoded;
    }
    match declared {
        Some(encoding) if encoding != UTF_8 => {
            let decoded = decode_as(encoding, bytes);
            if decoded.fault.is_none() {
                return decoded;
            }
            let mut guessed = decode_as(guess(bytes), bytes);
            guessed.fault =
                Some(format!("declares {} but is not; read as {}", encoding.name(), guessed.charset));
            guessed
        }
        Some(_) => {
            let mut guessed = decode_as(guess(bytes), bytes);
            guessed.fault = Some(format!("declares UTF-8 but is not; read as {}", guessed.charset));
            guessed
        }
        None => decode_as(guess(bytes), bytes),
    }
}

fn decode_as(encoding: &'static Encoding, bytes: &[u8]) -> Decoded {
    let (text, malformed) = encoding.decode_without_bom_handling(bytes);
    let fault = malformed.then(|| format!("holds bytes that are not {}", encoding.name()));
    Decoded { text: text.into_owned(), charset: encoding.name(), fault }
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Allow)
}

/// Tells whether the multi-byte characters of UTF-8 far outnumber the faults,
/// so that the faults are damage and not another charset.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().bytes().filter(|byte| *byte >= 0xc0).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > 4 * bad
}

/// Returns the charset that an XML declaration or a `<meta>` tag names.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(DECLARATION)]).to_ascii_lowercase();
    let after = |mark: &str| head.find(mark).map(|at| head[at + mark.len()..].trim_start());
    let value = if head.trim_start().starts_with("<?xml") { after("encoding=") } else { None };
    let value = value.or_else(|| after("charset="))?;
    let name: String = value
        .trim_start_matches(['"', '\''])
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || "-_:".contains(*c))
        .collect();
    // What claims UTF-16 and could be read so far in ASCII is not (WHATWG).
    Encoding::for_label(name.as_bytes()).map(|found| if is_wide(found) { UTF_8 } else { found })
}

fn is_wide(encoding: &'static Encoding) -> bool {
    encoding == UTF_16LE || encoding == UTF_16BE
}

/// Recognises UTF-16 without a mark: every other byte of the head is zero.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(512) / 2 * 2];
    let zeros = |odd: usize| head.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd, half) = (zeros(0), zeros(1), head.len() / 2);
    if half < 4 {
        return None;
    }
    if odd * 10 > half * 7 && even * 50 < half {
        Some(UTF_16LE)
    } else if even * 10 > half * 7 && odd * 50 < half {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// The first bytes of files that are not text, and what they are.
const SIGNATURES: [(&[u8], &str); 18] = [
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a zip file"),
    (b"\x1f\x8b", "a gzip file"),
    (b"\x28\xb5\x2f\xfd", "a zstd file"),
    (b"BZh", "a bzip2 file"),
    (b"\xfd7zXZ\0", "an xz file"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z file"),
    (b"\x89PNG\r\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"RIFF", "a RIFF file"),
    (b"II*\0", "a TIFF image"),
    (b"MM\0*", "a TIFF image"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"\x7fELF", "a program"),
    (b"ID3", "an MP3 file"),
    (b"OggS", "an Ogg file"),
];

fn binary_kind(bytes: &[u8]) -> Option<String> {
    let (signature, kind) = SIGNATURES.iter().find(|(signature, _)| bytes.starts_with(signature))?;
    // `ID3`, `BZh` and the like are letters, and an article may begin with them.
    let controls = bytes.iter().take(512).any(|byte| *byte < 9 || (14..32).contains(byte));
    (controls || signature.starts_with(b"%PDF")).then(|| format!("binary: {kind}"))
}

/// Undoes a second encoding as UTF-8 of text that was taken for windows-1252,
/// where it is certain: every character beyond ASCII belongs to such a pair.
fn repair(text: &str) -> (Cow<'_, str>, bool) {
    // All doubled characters begin with one of these, in UTF-8.
    let doubled =
        ["Ã", "Â", "â€"].iter().any(|mark| memmem::find(text.as_bytes(), mark.as_bytes()).is_some());
    if !doubled {
        return (Cow::Borrowed(text), false);
    }
    let Some(bytes) = text.chars().map(windows_1252).collect::<Option<Vec<Vec<u8>>>>() else {
        return (Cow::Borrowed(text), false);
    };
    match String::from_utf8(bytes.concat()) {
        Ok(repaired) => (Cow::Owned(repaired), true),
        Err(_) => (Cow::Borrowed(text), false),
    }
}

/// Returns the byte that windows-1252 writes for `c`.
fn windows_1252(c: char) -> Option<Vec<u8>> {
    if c.is_ascii() || ('\u{80}'..='\u{9f}').contains(&c) {
        return Some(vec![c as u8]);
    }
    let mut buffer = [0; 4];
    let (bytes, _, failed) = encoding_rs::WINDOWS_1252.encode(c.encode_utf8(&mut buffer));
    (!failed).then(|| bytes.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Checks text, charset and fault of `bytes`.
    fn check(bytes: &[u8], text: &str, charset: &str, fault: Option<&str>) {
        let decoded = decode(bytes).unwrap();
        assert_eq!((decoded.text.as_str(), decoded.charset), (text, charset));
        assert_eq!(decoded.fault.as_deref(), fault);
    }

    #[test]
    fn marks_declarations_and_likelihood() {
        check(b"\xef\xbb\xbfZ\xc3\xbcrich", "Zürich", "UTF-8", None);
        check(b"\xff\xfeZ\0\xfc\0", "Zü", "UTF-16LE", None);
        check(b"A\0 \0t\0a\0l\0k\0", "A talk", "UTF-16LE", None);
        let html = b"<meta charset=\"windows-1251\">\xcc\xee\xf1\xea\xe2\xe0";
        check(html, "<meta charset=\"windows-1251\">Москва", "windows-1251", None);
        let latin = b"Le ministre a \xe9t\xe9 re\xe7u \xe0 l'\xc9lys\xe9e apr\xe8s la r\xe9union.";
        check(latin, "Le ministre a été reçu à l'Élysée après la réunion.", "windows-1252", None);
    }

    #[test]
    fn damage_is_named_and_the_rest_read() {
        check("Genève et Zür".as_bytes().split_last().unwrap().1, "Genève et Zü", "UTF-8", None);
        check(
            b"Gen\xc3\xa8ve et Z\xc3",
            "Genève et Z",
            "UTF-8",
            Some("cut off inside a character at byte 12"),
        );
        let lying = b"<?xml version=\"1.0\" encoding=\"utf-8\"?><p>Le pr\xe9sident a \xe9t\xe9 re\xe7u</p>";
        let decoded = decode(lying).unwrap();
        assert_eq!(decoded.fault.as_deref(), Some("declares UTF-8 but is not; read as windows-1252"));
        assert!(decoded.text.ends_with("<p>Le président a été reçu</p>"));
    }

    #[test]
    fn binary_files_are_named() {
        assert_eq!(decode(b"\x89PNG\r\n\x1a\n\0\0"), Err("binary: a PNG image".to_owned()));
        assert_eq!(decode(b"abc\0def"), Err("binary: holds zero bytes".to_owned()));
        check(b"ID3 is a tag.", "ID3 is a tag.", "UTF-8", None);
    }

    #[test]
    fn double_encoding_is_undone_only_where_it_is_certain() {
        check(
            "ZÃ¼rich â€“ talks".as_bytes(),
            "Zürich – talks",
            "UTF-8",
            Some("was encoded as UTF-8 twice; repaired"),
        );
        for kept in ["SÃO PAULO", "Zürich, wrongly ZÃ¼rich", "Ã©té à Москва"] {
            check(kept.as_bytes(), kept, "UTF-8", None);
        }
    }
}
