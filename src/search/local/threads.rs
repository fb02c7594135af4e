//! Work that is shared by two threads.

use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// Returns what `work` makes of each of `items`, in their order. Two threads
/// take one item after the other; each has its own state, which `begin` makes.
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
    if items.len() < 2 {
        return part().into_iter().map(|(_, made)| made).collect();
    }
    let mut all = thread::scope(|scope| {
        let other = scope.spawn(part);
        let mut all = part();
        all.extend(other.join().unwrap_or_else(|panic| resume_unwind(panic)));
        all
    });
    all.sort_unstable_by_key(|(at, _)| *at);
    all.into_iter().map(|(_, made)| made).collect()
}

/// Takes the next of `items`, with its number.
fn following<'a, I>(next: &AtomicUsize, items: &'a [I]) -> Option<(usize, &'a I)> {
    let at = next.fetch_add(1, Ordering::Relaxed);
    items.get(at).map(|item| (at, item))
}

#[cfg(test)]
mod tests {
    use super::share;

    #[test]
    fn each_item_is_worked_on_once_and_the_order_stays() {
        for count in [0, 1, 2, 1000] {
            let items: Vec<usize> = (0..count).collect();
            let made = share(&items, || 7, |state, item| *state * *item);
            assert_eq!(made, items.iter().map(|item| item * 7).collect::<Vec<_>>());
        }
    }
}
