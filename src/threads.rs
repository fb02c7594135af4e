//! Work that is shared by threads, in the one way in which that is done.
//!
//! Whoever has much to do gives it as a slice; who does which part of it, and
//! on how many threads, is decided here. What comes out is in the order of
//! what went in, so nobody can tell how many threads there were. Where one of
//! them panics, so does the caller.

use std::panic::resume_unwind;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::{self, ScopedJoinHandle};

/// Threads beyond which what takes milliseconds gains nothing by another one.
const MOST: usize = 8;

/// Parts for each thread, where some may be much more work than others.
const PARTS: usize = 8;

/// Returns what `work` makes of each of `items`, in their order. Threads take
/// one item after the other; each has its own state, which `begin` makes.
pub fn share<I: Sync, S, R: Send>(
    items: &[I],
    begin: impl Fn() -> S + Sync,
    work: impl Fn(&mut S, &I) -> R + Sync,
) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let part = || {
        let (mut state, mut done) = (begin(), Vec::new());
        while let Some((at, item)) = following(&next, items) {
            done.push((at, work(&mut state, item)));
        }
        done
    };
    let mut all = thread::scope(|scope| {
        let others: Vec<_> = (1..threads().min(items.len())).map(|_| scope.spawn(part)).collect();
        let mut all = part();
        others.into_iter().for_each(|other| all.extend(joined(other)));
        all
    });
    all.sort_unstable_by_key(|(at, _)| *at);
    all.into_iter().map(|(_, made)| made).collect()
}

/// Returns what `work` makes of each of `items`, in their order, where the work
/// on one is so little that threads take many at once.
pub fn each<I: Sync, R: Send>(items: &[I], work: impl Fn(&I) -> R + Sync) -> Vec<R> {
    let of_part = |(): &mut (), part: &&[I]| part.iter().map(&work).collect::<Vec<R>>();
    share(&split(items, PARTS), || (), of_part).into_iter().flatten().collect()
}

/// Returns `items` in parts of about equal length, `of_each` for each thread.
pub fn split<I>(items: &[I], of_each: usize) -> Vec<&[I]> {
    items.chunks(items.len().div_ceil(threads() * of_each).max(1)).collect()
}

/// Does `one` beside the `other`, and returns what both return.
pub fn both<A: Send, B>(one: impl FnOnce() -> A + Send, other: impl FnOnce() -> B) -> (A, B) {
    thread::scope(|scope| {
        let one = scope.spawn(one);
        let other = other();
        (joined(one), other)
    })
}

/// Takes the next of `items`, with its number.
fn following<'a, I>(next: &AtomicUsize, items: &'a [I]) -> Option<(usize, &'a I)> {
    let at = next.fetch_add(1, Ordering::Relaxed);
    items.get(at).map(|item| (at, item))
}

fn joined<T>(thread: ScopedJoinHandle<'_, T>) -> T {
    thread.join().unwrap_or_else(|panic| resume_unwind(panic))
}

/// Returns on how many threads work is shared.
fn threads() -> usize {
    // The system reads files to tell, which takes longer than many a question.
    static THREADS: OnceLock<usize> = OnceLock::new();
    *THREADS.get_or_init(|| thread::available_parallelism().map_or(1, usize::from).min(MOST))
}

#[cfg(test)]
mod tests {
    use std::panic::{AssertUnwindSafe, catch_unwind};

    use super::*;

    #[test]
    fn each_item_is_worked_on_once_and_the_order_stays() {
        for count in [0, 1, 2, 1000] {
            let items: Vec<usize> = (0..count).collect();
            let sevenfold: Vec<usize> = items.iter().map(|item| item * 7).collect();
            assert_eq!(share(&items, || 7, |state, item| *state * *item), sevenfold);
            assert_eq!(each(&items, |item| item * 7), sevenfold);
        }
    }

    #[test]
    fn parts_are_few_and_hold_all() {
        for count in [0, 1, 2, 7, 1000] {
            let items: Vec<usize> = (0..count).collect();
            let parts = split(&items, 3);
            assert!(parts.len() <= threads() * 3 && parts.iter().all(|part| !part.is_empty()));
            assert_eq!(parts.concat(), items);
        }
    }

    #[test]
    fn two_are_done_and_a_panic_of_either_is_the_callers() {
        let text = "lent".to_owned();
        assert_eq!(both(|| text.len(), || text.clone()), (4, "lent".to_owned()));
        for bad in [0, 1] {
            let work = |number: usize| assert_ne!(number, bad, "{text}");
            assert!(catch_unwind(AssertUnwindSafe(|| both(|| work(0), || work(1)))).is_err());
            assert!(catch_unwind(AssertUnwindSafe(|| each(&[0, 1], |number| work(*number)))).is_err());
        }
    }
}
