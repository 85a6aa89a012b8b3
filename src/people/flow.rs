//! The cheapest flow through a network, in whole numbers.
//!
//! The primal-dual method: every step sends as much as there is room for along the cheapest paths that are
//! left, so the result is exactly the cheapest of its size. Arcs are tried in the order in which they were
//! added and nodes by number, so equal costs always resolve the same way. It knows nothing of people.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};

/// A network whose arcs lead from lower to higher node numbers.
#[derive(Debug, Clone)]
pub(super) struct Network {
    arcs: Vec<Arc>,
    leaving: Vec<Vec<usize>>,
}

/// An arc with what it can still carry. Arc `k ^ 1` is the way back of arc `k`.
#[derive(Debug, Clone, Copy)]
struct Arc {
    to: usize,
    left: u32,
    cost: i128,
}

impl Arc {
    /// Whether it can carry more from a node and costs nothing beyond the potentials of its ends.
    fn is_free(self, from: usize, potential: &[Option<i128>]) -> bool {
        let (Some(here), Some(beyond)) = (potential[from], potential[self.to]) else { return false };
        self.left > 0 && self.cost + here == beyond
    }
}

impl Network {
    /// A network without arcs.
    pub(super) fn new(nodes: usize) -> Self {
        Self { arcs: Vec::new(), leaving: vec![Vec::new(); nodes] }
    }

    /// Adds an arc from a lower to a higher node and gives its number.
    pub(super) fn arc(&mut self, from: usize, to: usize, capacity: u32, cost: i128) -> usize {
        debug_assert!(from < to, "arcs lead forwards");
        let number = self.arcs.len();
        self.arcs.push(Arc { to, left: capacity, cost });
        self.arcs.push(Arc { to: from, left: 0, cost: -cost });
        self.leaving[from].push(number);
        self.leaving[to].push(number + 1);
        number
    }

    /// What flows through an arc.
    pub(super) fn flow(&self, arc: usize) -> u32 {
        self.arcs[arc ^ 1].left
    }

    /// Sends up to `wanted` units from the first to the last node at the least cost and gives how many
    /// arrived.
    pub(super) fn send(&mut self, wanted: u32) -> u32 {
        let mut potential = self.first_distances();
        let mut sent = 0;
        loop {
            sent += self.send_for_nothing(&potential, wanted - sent);
            if sent == wanted || !self.come_nearer(&mut potential) {
                return sent;
            }
        }
    }

    /// Sends up to `wanted` units along arcs that cost nothing beyond the potentials, which is the least there
    /// is; as many as there is room for (Dinic's algorithm).
    fn send_for_nothing(&mut self, potential: &[Option<i128>], wanted: u32) -> u32 {
        let mut sent = 0;
        while sent < wanted {
            let levels = self.levels(potential);
            let mut tried = vec![0; self.leaving.len()];
            let mut found = 0;
            while sent + found < wanted {
                let Some(path) = self.level_path(potential, &levels, &mut tried) else { break };
                found += self.push(&path, wanted - sent - found);
            }
            if found == 0 {
                break;
            }
            sent += found;
        }
        sent
    }

    /// Sends as much along a path as it carries, at most `wanted`.
    fn push(&mut self, path: &[usize], wanted: u32) -> u32 {
        let room = path.iter().map(|&arc| self.arcs[arc].left).min().unwrap_or(0).min(wanted);
        for &arc in path {
            self.arcs[arc].left -= room;
            self.arcs[arc ^ 1].left += room;
        }
        room
    }

    /// How many free arcs away from the first node each node is.
    fn levels(&self, potential: &[Option<i128>]) -> Vec<u32> {
        let mut levels = vec![u32::MAX; self.leaving.len()];
        levels[0] = 0;
        let mut queue = VecDeque::from([0]);
        while let Some(from) = queue.pop_front() {
            for arc in self.leaving[from].iter().map(|&number| self.arcs[number]) {
                if levels[arc.to] == u32::MAX && arc.is_free(from, potential) {
                    levels[arc.to] = levels[from] + 1;
                    queue.push_back(arc.to);
                }
            }
        }
        levels
    }

    /// A path of free arcs, each to the next level. `tried` says how many arcs of each node led nowhere.
    fn level_path(
        &self,
        potential: &[Option<i128>],
        levels: &[u32],
        tried: &mut [usize],
    ) -> Option<Vec<usize>> {
        let end = self.leaving.len() - 1;
        let (mut path, mut at) = (Vec::new(), 0);
        while at != end {
            if let Some(&number) = self.leaving[at].get(tried[at]) {
                let arc = self.arcs[number];
                if levels[arc.to] == levels[at].saturating_add(1) && arc.is_free(at, potential) {
                    path.push(number);
                    at = arc.to;
                } else {
                    tried[at] += 1;
                }
            } else {
                let back: usize = path.pop()?;
                at = self.arcs[back ^ 1].to;
                tried[at] += 1;
            }
        }
        Some(path)
    }

    /// Distances while all arcs lead forwards: one pass in node order, negative costs allowed.
    fn first_distances(&self) -> Vec<Option<i128>> {
        let mut distance = vec![None; self.leaving.len()];
        distance[0] = Some(0);
        for from in 0..self.leaving.len() {
            let Some(so_far) = distance[from] else { continue };
            for arc in self.leaving[from].iter().map(|&arc| self.arcs[arc]).filter(|arc| arc.left > 0) {
                let there: i128 = so_far + arc.cost;
                if distance[arc.to].is_none_or(|known| there < known) {
                    distance[arc.to] = Some(there);
                }
            }
        }
        distance
    }

    /// Moves the potentials on so that a cheapest path that is left costs nothing beyond them; no arc that is
    /// left may cost less than nothing, before and afterwards. Gives whether there is such a path.
    fn come_nearer(&self, potential: &mut [Option<i128>]) -> bool {
        let end = self.leaving.len() - 1;
        let mut distance: Vec<Option<i128>> = vec![None; self.leaving.len()];
        let mut queue = BinaryHeap::from([Reverse((0, 0))]);
        distance[0] = Some(0);
        while let Some(Reverse((so_far, from))) = queue.pop() {
            if from == end {
                break;
            }
            if distance[from] != Some(so_far) {
                continue;
            }
            for arc in self.leaving[from].iter().map(|&number| self.arcs[number]) {
                let (Some(here), Some(beyond)) = (potential[from], potential[arc.to]) else { continue };
                let there = so_far + arc.cost + here - beyond;
                if arc.left > 0 && distance[arc.to].is_none_or(|known| there < known) {
                    distance[arc.to] = Some(there);
                    queue.push(Reverse((there, arc.to)));
                }
            }
        }
        let Some(farthest) = distance[end] else { return false };
        for (potential, distance) in potential.iter_mut().zip(&distance) {
            // Nodes that are no nearer than the end are moved as far as the end is, which keeps every cost
            // non-negative; so the search may stop there.
            *potential = potential.map(|known| known + distance.unwrap_or(farthest).min(farthest));
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::Network;

    #[test]
    fn a_later_unit_takes_back_an_earlier_choice() {
        // 0 -> 1, 2 -> 3, 4 -> 5: the first unit prefers 1-3, the second has only 1-4 ... unless it moves.
        let mut network = Network::new(6);
        network.arc(0, 1, 1, 0);
        network.arc(0, 2, 1, 0);
        let dear = network.arc(1, 4, 1, -1);
        let cheap = network.arc(1, 3, 1, -5);
        let only = network.arc(2, 3, 1, -3);
        network.arc(3, 5, 1, 0);
        network.arc(4, 5, 1, 0);
        assert_eq!(network.send(2), 2);
        assert_eq!([network.flow(dear), network.flow(cheap), network.flow(only)], [1, 0, 1]);
    }

    #[test]
    fn no_more_is_sent_than_the_network_carries() {
        let mut network = Network::new(3);
        network.arc(0, 1, 2, 0);
        network.arc(1, 2, 1, 7);
        assert_eq!(network.send(5), 1);
    }
}
