//! Trade-offs without weights: Pareto layers, and who is at least as good on everything.

use crate::ranking::exact::{Vec3, sum};

/// Whether `a` is at least as good as `b` on all three and better on one.
fn beats(a: &[i64; 3], b: &[i64; 3]) -> bool {
    a[0] >= b[0] && a[1] >= b[1] && a[2] >= b[2] && a != b
}

/// The vectors in 64 bits: scores are thousandths, forms are smaller still.
fn small(scores: &[Vec3]) -> Vec<[i64; 3]> {
    scores.iter().map(|vector| vector.map(|part| part as i64)).collect()
}

/// The layer of each score vector, from 1: in layer 1 nothing dominates it, in layer 2 only layer 1 does.
pub(super) fn layers(scores: &[Vec3]) -> Vec<usize> {
    let small = small(scores);
    let mut by_sum: Vec<usize> = (0..scores.len()).collect();
    by_sum.sort_by(|&a, &b| sum(&scores[b]).cmp(&sum(&scores[a])).then(small[b].cmp(&small[a])));
    let mut fronts: Vec<Vec<[i64; 3]>> = Vec::new();
    let mut layers = vec![0; scores.len()];
    let mut last: Option<([i64; 3], usize)> = None;
    for index in by_sum {
        let vector = small[index];
        // Identical vectors stand together in this order and share a layer.
        let layer = match last {
            Some((same, layer)) if same == vector => layer,
            _ => {
                // Who is dominated from layer n is dominated from every layer before it.
                let layer = fronts.partition_point(|front| front.iter().any(|other| beats(other, &vector)));
                match fronts.get_mut(layer) {
                    Some(front) => front.push(vector),
                    None => fronts.push(vec![vector]),
                }
                layer
            }
        };
        layers[index] = layer + 1;
        last = Some((vector, layer));
    }
    layers
}

/// The indices of the vectors of layer 1 alone, ascending.
pub(super) fn front(scores: &[Vec3]) -> Vec<usize> {
    let small = small(scores);
    let mut by_sum: Vec<(i64, usize)> =
        small.iter().enumerate().map(|(index, vector)| (-vector.iter().sum::<i64>(), index)).collect();
    by_sum.sort_unstable();
    let mut front: Vec<([i64; 3], usize)> = Vec::new();
    for (_, index) in by_sum {
        if !front.iter().any(|(other, _)| beats(other, &small[index])) {
            front.push((small[index], index));
        }
    }
    let mut front: Vec<usize> = front.into_iter().map(|(_, index)| index).collect();
    front.sort_unstable();
    front
}

/// For each index of an ordered list the first index that dominates it. Only layer 1 is searched: whoever
/// dominates a dominator stands before it and dominates as well.
pub(super) fn first_dominators(scores: &[Vec3], layers: &[usize]) -> Vec<Option<usize>> {
    let small = small(scores);
    let front: Vec<usize> = (0..scores.len()).filter(|&index| layers[index] == 1).collect();
    let dominator = |index: usize| front.iter().copied().find(|&other| beats(&small[other], &small[index]));
    (0..scores.len()).map(|index| if layers[index] == 1 { None } else { dominator(index) }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chain_has_as_many_layers_as_links() {
        assert_eq!(layers(&[[1, 1, 1], [3, 3, 3], [2, 2, 2]]), [3, 1, 2]);
    }

    #[test]
    fn identical_vectors_share_a_layer_and_do_not_dominate_each_other() {
        let scores = [[2, 2, 2], [2, 2, 2], [2, 2, 1]];
        assert_eq!(layers(&scores), [1, 1, 2]);
        assert_eq!(first_dominators(&scores, &[1, 1, 2]), [None, None, Some(0)]);
    }
}
