//! How far indexing has come, on stderr, when that is a terminal.

use std::io::IsTerminal;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::ingest::Progress;

/// A bar with rate and time left; hidden when stderr is no terminal.
pub(super) struct Bar(ProgressBar);

impl Bar {
    /// Begins with what is being done.
    pub fn begin(what: String) -> Bar {
        let bar = ProgressBar::new_spinner().with_message(what);
        if !std::io::stderr().is_terminal() {
            bar.set_draw_target(ProgressDrawTarget::hidden());
        }
        bar.enable_steady_tick(Duration::from_millis(200));
        Bar(bar)
    }

    /// Takes the bar away.
    pub fn end(&self) {
        self.0.finish_and_clear();
    }
}

impl Progress for Bar {
    fn found(&self, _files: u64, bytes: u64) {
        const TEMPLATE: &str = "{msg} {wide_bar} {bytes}/{total_bytes} {bytes_per_sec} {eta}";
        self.0.set_length(bytes);
        self.0.set_style(
            ProgressStyle::with_template(TEMPLATE).unwrap_or_else(|_| ProgressStyle::default_bar()),
        );
    }

    fn read(&self, bytes: u64) {
        self.0.inc(bytes);
    }

    fn deciding(&self) {
        self.0.set_style(ProgressStyle::default_spinner());
        self.0.set_message("deciding who is who and which reports are one event");
    }
}
