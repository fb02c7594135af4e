//! A budget of bytes, of which everything on its way holds a share.

use std::sync::{Arc, Condvar, Mutex, PoisonError};

/// Bytes that may be in use at once; clones are the same budget.
#[derive(Clone)]
pub struct Budget {
    total: u64,
    state: Arc<State>,
}

struct State {
    free: Mutex<u64>,
    given_back: Condvar,
}

/// A part of a budget, given back when dropped.
pub struct Share {
    bytes: u64,
    state: Arc<State>,
}

impl Budget {
    /// Makes a budget of `total` bytes.
    pub fn new(total: u64) -> Budget {
        let state = State { free: Mutex::new(total), given_back: Condvar::new() };
        Budget { total, state: Arc::new(state) }
    }

    /// Waits until `bytes` are free and takes them; who wants more than there
    /// is waits until it is alone, and takes all.
    pub fn take(&self, bytes: u64) -> Share {
        let bytes = bytes.min(self.total);
        let mut free = self.state.free.lock().unwrap_or_else(PoisonError::into_inner);
        while *free < bytes {
            free = self.state.given_back.wait(free).unwrap_or_else(PoisonError::into_inner);
        }
        *free -= bytes;
        Share { bytes, state: Arc::clone(&self.state) }
    }

    /// Takes `bytes` if they are free now.
    pub fn try_take(&self, bytes: u64) -> Option<Share> {
        let bytes = bytes.min(self.total);
        let mut free = self.state.free.lock().unwrap_or_else(PoisonError::into_inner);
        *free = free.checked_sub(bytes)?;
        Some(Share { bytes, state: Arc::clone(&self.state) })
    }
}

impl Drop for Share {
    fn drop(&mut self) {
        *self.state.free.lock().unwrap_or_else(PoisonError::into_inner) += self.bytes;
        self.state.given_back.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_more_is_given_than_there_is() {
        let budget = Budget::new(10);
        let six = budget.take(6);
        assert!(budget.try_take(5).is_none() && budget.try_take(4).is_some());
        drop(six);
        let all = budget.take(1_000);
        assert!(budget.try_take(1).is_none(), "who wants too much takes all");
        let waiting = std::thread::spawn({
            let budget = budget.clone();
            move || drop(budget.take(3))
        });
        drop(all);
        waiting.join().unwrap();
        assert!(budget.try_take(10).is_some());
    }
}
