//! Who is ahead of one class of projects over a region: those who are everywhere in it, added up once, and those
//! whose side depends on the weighting.

use crate::ranking::exact::{Vec3, dot, sum};
use crate::ranking::field::{Field, Lead};
use crate::ranking::polygon::Polygon;

/// Whole numbers below this are exact as floats, which processors weigh several at a time.
const EXACT: i128 = 1 << 53;

/// A number of projects and what they ask for are one such number: so many times the projects, and the effort.
const PROJECT: u64 = 1 << 36;

/// So many classes are weighed in one go.
const WIDTH: usize = 8;

/// What decides about one class over a region.
#[derive(Debug)]
pub(super) struct Rivals {
    /// The class and those that are ahead of it at some weightings only.
    field: Field,
    /// Where the class stands among them.
    class: usize,
    /// How many projects are ahead everywhere, and what they ask for in hundredths of a person-week.
    everywhere: (usize, u64),
    /// The same classes in floats, when those are exact: the earlier ones, which are ahead when level, and the
    /// later ones.
    lanes: Option<[Vec<Lane>; 2]>,
}

/// Some classes: by criterion, what they have; and how many projects they are with what those ask for. Empty
/// places are all zero.
#[derive(Debug, Clone, Default)]
struct Lane {
    forms: [[f64; WIDTH]; 3],
    loads: [f64; WIDTH],
}

impl Rivals {
    /// The rivals of a class over a region.
    pub(super) fn of(field: &Field, class: usize, region: &Polygon) -> Self {
        let (mut among, mut everywhere) = (Vec::new(), (0, 0_u64));
        for (other, rival) in field.classes.iter().enumerate() {
            let (may_lead, may_trail) = match rival.lead(&field.classes[class]) {
                Lead::Everywhere => (true, false),
                Lead::Nowhere => (false, true),
                Lead::Line(line) => {
                    let leads = || region.corners().iter().map(|corner| dot(&line, &corner.point));
                    (leads().any(|lead| lead >= 0), leads().any(|lead| lead <= 0))
                }
            };
            match (may_lead, may_trail) {
                (true, true) => among.push(other),
                (true, false) => {
                    let (projects, effort) = &mut everywhere;
                    *projects += field.members(other);
                    *effort = effort.saturating_add(field.effort(other));
                }
                (false, _) => {}
            }
        }
        let own = among.partition_point(|other| *other < class);
        let field = field.only(&among);
        let lanes = lanes(&field, own);
        Self { field, class: own, everywhere, lanes }
    }

    /// How many projects are ahead of the class at a weighting of the region, and what they ask for in hundredths
    /// of a person-week.
    pub(super) fn ahead(&self, at: &Vec3) -> (usize, u64) {
        let lanes = self.lanes.as_ref().filter(|_| self.field.size().saturating_mul(sum(at)) < EXACT);
        let more = match lanes {
            Some(lanes) => self.weighed(lanes, at),
            None => self.field.ahead_of(self.class, at),
        };
        let (projects, effort) = self.everywhere;
        (projects + more.0, effort.saturating_add(more.1))
    }

    fn weighed(&self, [earlier, later]: &[Vec<Lane>; 2], at: &Vec3) -> (usize, u64) {
        let own = dot(&self.field.classes[self.class].form, at) as f64;
        let at = at.map(|part| part as f64);
        let mut loads = [0.0; WIDTH];
        let mut add = |lane: &Lane, is_ahead: fn(f64, f64) -> bool| {
            for (k, load) in loads.iter_mut().enumerate() {
                let [x, y, z] = [lane.forms[0][k], lane.forms[1][k], lane.forms[2][k]];
                let counts = is_ahead(x * at[0] + y * at[1] + z * at[2], own);
                *load += if counts { lane.loads[k] } else { 0.0 };
            }
        };
        for lane in earlier {
            add(lane, |value, own| value >= own);
        }
        for lane in later {
            add(lane, |value, own| value > own);
        }
        let load = loads.iter().sum::<f64>() as u64;
        ((load / PROJECT) as usize, load % PROJECT)
    }
}

/// The classes of a field before and after one of them, when all their sums are exact.
fn lanes(field: &Field, class: usize) -> Option<[Vec<Lane>; 2]> {
    let all = || 0..field.classes.len();
    let asked = all().fold(0, |sum: u64, class| sum.saturating_add(field.effort(class)));
    let projects = all().map(|class| field.members(class) as u64).sum::<u64>();
    let is_one_tier = field.classes.windows(2).all(|pair| pair[0].tier == pair[1].tier);
    if !is_one_tier || asked >= PROJECT || i128::from(projects + 1) * i128::from(PROJECT) > EXACT {
        return None;
    }
    let lane = |classes: &[usize]| {
        let mut lane = Lane::default();
        for (k, &class) in classes.iter().enumerate() {
            (0..3).for_each(|part| lane.forms[part][k] = field.classes[class].form[part] as f64);
            lane.loads[k] = (field.members(class) as u64 * PROJECT + field.effort(class)) as f64;
        }
        lane
    };
    let classes: Vec<usize> = all().filter(|other| *other != class).collect();
    let (earlier, later) = classes.split_at(class);
    Some([earlier, later].map(|classes| classes.chunks(WIDTH).map(lane).collect()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Rivals;
    use crate::ranking::field::Field;
    use crate::ranking::robustness::Region;
    use crate::ranking::sample;

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(256) })]

        #[test]
        fn those_ahead_are_the_same_among_rivals_as_among_all(
            forms in prop::collection::vec((0_i128..2, [0_i128..6, 0..6, 0..6]), 1..40), large in any::<bool>(),
            efforts in prop::collection::vec(prop::option::of(prop_oneof![0_u64..9, 1_u64 << 34..1 << 37]), 40),
            weights in [1_i128..50, 0..50, 0..50], whole in any::<bool>(), tiers in any::<bool>()
        ) {
            let scale = if large { 1 << 40 } else { 1 };
            let form = |(tier, form): (i128, [i128; 3])| {
                (if tiers { tier } else { 0 }, [form[0] * scale + 1, form[1] * scale, form[2]])
            };
            let forms: Vec<_> = forms.into_iter().map(form).collect();
            let field = Field::new(&forms, efforts[..forms.len()].to_vec(), weights);
            let region = if whole { Region::All } else { Region::Near }.polygon(&weights);
            let mut points = sample::points(20, &region);
            points.extend(region.corners().iter().map(|corner| corner.point));
            for class in 0..field.classes.len() {
                let rivals = Rivals::of(&field, class, &region);
                for at in &points {
                    prop_assert_eq!(rivals.ahead(at), field.ahead_of(class, at));
                }
            }
        }
    }
}
