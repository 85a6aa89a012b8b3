//! The weights before and after, as two points of the triangle of all weightings.

use serde::Serialize;

use super::document::Document;
use crate::criteria::Criterion;
use crate::report::chart;

/// Where the weights were and where they are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Triangle {
    from_x: String,
    from_y: String,
    to_x: String,
    to_y: String,
    desc: String,
}

/// The two points, when weights differ. A weight that stayed is what the others leave.
pub(super) fn triangle(document: &Document) -> Option<Triangle> {
    let (from, to) = (weights(document, 0)?, weights(document, 1)?);
    let ((from_x, from_y), (to_x, to_y)) = (chart::point(from), chart::point(to));
    let desc = "The hollow point is where the weights were, the full one where they are. The settings above say the \
                same in numbers."
        .to_owned();
    Some(Triangle { from_x, from_y, to_x, to_y, desc })
}

fn weights(document: &Document, side: usize) -> Option<[f64; 3]> {
    let stated = |criterion: Criterion| {
        let key = format!("weights.{}", criterion.key());
        let field = document.rules.changed.iter().find(|field| field.key == key)?;
        let value = if side == 0 { &field.before } else { &field.after };
        value.as_ref()?.parse::<f64>().ok().filter(|share| (0.0..=1.0).contains(share))
    };
    let known = Criterion::ALL.map(stated);
    let rest = 1.0 - known.iter().flatten().sum::<f64>();
    match known.iter().filter(|share| share.is_none()).count() {
        0 | 1 => Some(known.map(|share| share.unwrap_or(rest.max(0.0)))),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::weights;
    use crate::report::changes::tests::reweighted;

    #[test]
    fn a_weight_that_stayed_is_what_the_others_leave() {
        let document = reweighted(
            "{business: 50, interest: 30, growth: 20}",
            "{business: 40, interest: 40, growth: 20}",
        );
        let rounded =
            |side| weights(&document, side).map(|shares| shares.map(|share| (share * 100.0).round() as i64));
        assert_eq!(rounded(0), Some([50, 30, 20]));
        assert_eq!(rounded(1), Some([40, 40, 20]));
        assert_eq!(
            weights(
                &reweighted("{business: 1, interest: 1, growth: 1}", "{business: 2, interest: 2, growth: 2}"),
                0
            ),
            None
        );
    }
}
