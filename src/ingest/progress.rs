//! How far the walk has come, for whoever shows it.

/// Told by the threads of a walk how far it has come; `()` listens to nothing.
pub trait Progress: Sync {
    /// All files have been named: there are `files` of `bytes` in all.
    fn found(&self, files: u64, bytes: u64) {
        let _ = (files, bytes);
    }

    /// A file of `bytes` has been dealt with.
    fn read(&self, bytes: u64) {
        let _ = bytes;
    }

    /// All articles are in; what is one entity and one event is being decided.
    fn deciding(&self) {}
}

impl Progress for () {}
