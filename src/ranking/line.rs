//! The plan line: which projects, taken in order, fit into the capacity.

use crate::portfolio::LineRule;

/// Where the line falls in an ordered list of efforts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Line {
    /// The indices that are in.
    pub(super) inside: Vec<usize>,
    /// The effort of those.
    pub(super) used: u64,
    /// The first index with an effort that does not fit, and what was left then.
    pub(super) stop: Option<(usize, u64)>,
    /// Under the strict rule, later indices that would fit what is left.
    pub(super) would_fill: Vec<usize>,
}

/// Draws the line. Efforts and capacity are hundredths of a person-week; without an effort an index is
/// neither in nor in the way.
pub(super) fn draw(efforts: impl Iterator<Item = Option<u64>>, capacity: u64, rule: LineRule) -> Line {
    let mut line = Line::default();
    let mut left = capacity;
    for (index, effort) in efforts.enumerate() {
        let Some(effort) = effort else { continue };
        let fits = effort <= left;
        if !fits {
            line.stop = line.stop.or(Some((index, left)));
            continue;
        }
        left -= effort;
        if line.stop.is_some() && rule == LineRule::Strict {
            line.would_fill.push(index);
        } else {
            line.used += effort;
            line.inside.push(index);
        }
    }
    line
}

/// What of a sequence, given with efforts, is inside the line, and nothing about the rest: no effort is looked at
/// that cannot matter.
pub(super) fn inside<T>(
    sequence: impl Iterator<Item = (T, Option<u64>)>,
    capacity: u64,
    rule: LineRule,
) -> Vec<T> {
    let mut left = capacity;
    let mut inside = Vec::new();
    for (project, effort) in sequence {
        match effort {
            Some(effort) if effort <= left => {
                left -= effort;
                inside.push(project);
            }
            Some(_) if rule == LineRule::Strict => break,
            _ => {}
        }
    }
    inside
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(efforts: &[Option<u64>], rule: LineRule) -> Line {
        draw(efforts.iter().copied(), 10, rule)
    }

    #[test]
    fn strict_stops_at_the_first_that_does_not_fit_and_says_what_would_fill() {
        let line = drawn(&[Some(7), Some(4), Some(2), Some(2), Some(1)], LineRule::Strict);
        assert_eq!(line.inside, [0]);
        assert_eq!(line.stop, Some((1, 3)));
        assert_eq!(line.would_fill, [2, 4]);
        assert_eq!(line.used, 7);
    }

    #[test]
    fn fill_lets_later_ones_in() {
        let line = drawn(&[Some(7), Some(4), Some(2), Some(2), Some(1)], LineRule::Fill);
        assert_eq!(line.inside, [0, 2, 4]);
        assert_eq!(line.used, 10);
    }

    #[test]
    fn a_project_without_effort_is_neither_in_nor_in_the_way() {
        let line = drawn(&[None, Some(10), Some(0)], LineRule::Strict);
        assert_eq!(line.inside, [1, 2]);
        assert_eq!(line.stop, None);
    }
}
