use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

/// The path of the binary under test.
pub fn dateline() -> &'static str {
    env!("CARGO_BIN_EXE_dateline")
}

/// A folder that holds an indexed copy of `sample_corpus`.
pub struct Archive {
    folder: tempfile::TempDir,
}

impl Archive {
    /// The folder around the copy.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The copy itself.
    pub fn corpus(&self) -> PathBuf {
        self.folder.path().join("sample_corpus")
    }

    /// Runs `dateline` with `arguments` on the copy.
    pub fn run(&self, arguments: &[&str]) -> Output {
        Command::new(dateline())
            .args(arguments)
            .arg("--archive")
            .arg(self.corpus())
            .env("COLUMNS", "100")
            .output()
            .expect("the binary runs")
    }

    /// Runs a command that succeeds, and returns its standard output.
    pub fn answer(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("output is UTF-8")
    }
}

/// The copy of `sample_corpus` that all tests share; indexed at first use.
pub fn sample_archive() -> &'static Archive {
    static ARCHIVE: OnceLock<Archive> = OnceLock::new();
    ARCHIVE.get_or_init(|| {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let archive = Archive { folder };
        copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("sample_corpus"), &archive.corpus());
        let status =
            Command::new(dateline()).arg("index").arg(archive.corpus()).output().expect("the binary runs");
        assert!(status.status.success(), "{}", String::from_utf8_lossy(&status.stderr));
        archive
    })
}

/// Copies the files of `from` to `to`, without an index that lies there.
pub fn copy(from: &Path, to: &Path) {
    let walk = walkdir::WalkDir::new(from).into_iter().filter_entry(|entry| entry.file_name() != ".dateline");
    for entry in walk {
        let entry = entry.expect("the corpus can be walked");
        let target = to.join(entry.path().strip_prefix(from).expect("inside the corpus"));
        if entry.file_type().is_dir() {
            std::fs::create_dir_all(target).expect("a folder is made");
        } else {
            std::fs::copy(entry.path(), target).expect("a file is copied");
        }
    }
}
