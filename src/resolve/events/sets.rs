//! Disjoint sets: which items have been found to be one.

/// Disjoint sets over `0..n` (union-find with path halving); the smallest
/// member stands for its set, so that the result does not depend on the order
/// of unions.
pub struct Sets {
    parent: Vec<usize>,
}

impl Sets {
    /// Makes `n` sets of one member each.
    pub fn new(n: usize) -> Sets {
        Sets { parent: (0..n).collect() }
    }

    /// Makes one set of those of `a` and `b`.
    pub fn union(&mut self, a: usize, b: usize) {
        let (a, b) = (self.find(a), self.find(b));
        self.parent[a.max(b)] = a.min(b);
    }

    /// Returns every set with its members in ascending order.
    pub fn groups(&mut self) -> Vec<Vec<usize>> {
        let mut groups: Vec<Vec<usize>> = vec![Vec::new(); self.parent.len()];
        for member in 0..self.parent.len() {
            let root = self.find(member);
            groups[root].push(member);
        }
        groups.retain(|group| !group.is_empty());
        groups
    }

    /// Returns the member that stands for the set of `member`.
    pub fn find(&mut self, mut member: usize) -> usize {
        while self.parent[member] != member {
            self.parent[member] = self.parent[self.parent[member]];
            member = self.parent[member];
        }
        member
    }
}
