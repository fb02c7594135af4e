//! Which chains in the making a name may belong to, by the words they share:
//! an article of thousands of names compares each with a few.

use rustc_hash::FxHashMap;

use super::draft::Drafts;

/// Chains, by the words of their names and by other keys.
#[derive(Default)]
pub struct ByWord {
    chains: FxHashMap<String, Vec<usize>>,
    /// By chain, how many of its forms are known.
    known: FxHashMap<usize, usize>,
}

impl ByWord {
    /// Adds the forms that `chain` has got since it was added, each under its
    /// words and under what `keys` returns for it.
    pub fn learn(&mut self, drafts: &Drafts, chain: usize, keys: impl Fn(&[String]) -> Vec<String>) {
        let forms = &drafts.all[chain].forms;
        let known = self.known.insert(chain, forms.len()).unwrap_or(0);
        for form in &forms[known..] {
            for key in form.iter().cloned().chain(keys(form)) {
                let chains = self.chains.entry(key).or_default();
                if chains.last() != Some(&chain) {
                    chains.push(chain);
                }
            }
        }
    }

    /// Returns the chains that were added under one of `keys`, ascending.
    pub fn under<'a>(&self, keys: impl Iterator<Item = &'a String>) -> Vec<usize> {
        let mut found: Vec<usize> = keys.filter_map(|key| self.chains.get(key)).flatten().copied().collect();
        found.sort_unstable();
        found.dedup();
        found
    }
}
