//! The manifest of an export: what the file beside it holds, and where it comes from.

use std::fs::File;
use std::path::{Path, PathBuf};

use serde_json::json;

use crate::error::{Error, ErrorKind, Result};
use crate::present::{About, Format, Unit};

/// The name and version of the manifest's schema.
const SCHEMA: &str = "dateline.manifest/1";

/// Writes the manifest of the export `path`, of `rows` rows, beside it.
///
/// # Errors
///
/// When the export cannot be read again or the manifest cannot be written.
pub(super) fn write(path: &Path, format: Format, unit: Unit, rows: usize, about: &About) -> Result<()> {
    let failed = |error| {
        Error::new(ErrorKind::Io, "cannot write the manifest").at(beside(path).display()).because(error)
    };
    let mut hasher = blake3::Hasher::new();
    let bytes = std::io::copy(&mut File::open(path).map_err(failed)?, &mut hasher).map_err(failed)?;
    let manifest = json!({
        "schema": SCHEMA,
        "file": path.file_name().map(|name| name.to_string_lossy()),
        "query": about.query,
        "unit": format!("{unit:?}").to_lowercase(),
        "format": format.as_str(),
        "rows": rows,
        "bytes": bytes,
        "blake3": hasher.finalize().to_hex().as_str(),
        "written": about.today.map(|day| day.to_string()),
        "dateline": env!("CARGO_PKG_VERSION"),
        "index": about.index,
    });
    std::fs::write(beside(path), format!("{manifest:#}\n")).map_err(failed)
}

/// Returns the path of the manifest of the export `path`.
fn beside(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".manifest.json");
    path.with_file_name(name)
}
