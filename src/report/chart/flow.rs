//! Weights that flow through columns: as wide as they weigh, from what is done to what it is done for.
//!
//! Every node has room for its words, so no words touch, however light the node is.

use serde::Serialize;

use super::Spoken;
use crate::report::words;

const WIDTH: f64 = 960.0;
/// Where the nodes of each column start; words of the first stand before them, of the others behind.
const COLUMNS: [f64; 3] = [178.0, 430.0, 706.0];
const NODE: f64 = 10.0;
/// The least height that a node takes with its words: one line, or two behind the last columns.
const SLOTS: [f64; 3] = [19.0, 36.0, 40.0];
/// The distance between words and node.
const BESIDE: f64 = 8.0;
/// The height of a whole column if it had no gaps, unless its slots need more.
const BODY: f64 = 340.0;
/// The thinnest band.
const THINNEST: f64 = 1.5;
/// How far the second of two lines is below the first.
const LINE: f64 = 15.0;
/// How many characters fit beside a node, by column.
const ROOM: [usize; 3] = [24, 30, 34];

/// Something in a column.
#[derive(Debug, Clone)]
pub struct FlowNode {
    /// What it is called.
    pub words: String,
    /// How it is drawn.
    pub style: FlowStyle,
}

/// A band between a node and one of the next column.
#[derive(Debug, Clone, Copy)]
pub struct FlowBand {
    /// The index of the node it leaves.
    pub from: usize,
    /// The index of the node it reaches in the next column.
    pub to: usize,
    /// What flows, in any unit.
    pub weight: f64,
    /// How it is drawn.
    pub style: FlowStyle,
}

/// How a node or band is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum FlowStyle {
    /// In the plan.
    Planned,
    /// Outside the plan.
    Out,
    /// A missing link.
    Missing,
}

/// Three columns of nodes and the bands between them.
#[derive(Debug, Clone, Serialize)]
pub struct Flow {
    /// The words for whoever cannot see it.
    pub spoken: Spoken,
    width: String,
    height: String,
    bands: Vec<Band>,
    nodes: Vec<Node>,
}

#[derive(Debug, Clone, Serialize)]
struct Band {
    path: String,
    style: FlowStyle,
}

#[derive(Debug, Clone, Serialize)]
struct Node {
    x: String,
    y: String,
    height: String,
    style: FlowStyle,
    text_x: String,
    anchor: &'static str,
    /// One or two lines with their places.
    lines: Vec<(String, String)>,
}

impl Flow {
    /// The picture of three columns; `bands[0]` run from the first to the second, `bands[1]` on to the third.
    /// Nodes keep their order from the top.
    pub fn new(columns: &[Vec<FlowNode>; 3], bands: &[Vec<FlowBand>; 2], spoken: Spoken) -> Self {
        let total: f64 = bands[0].iter().map(|band| band.weight).sum();
        let scale = BODY / total.max(1.0);
        let tops = [0, 1, 2].map(|column| layout(column, columns[column].len(), bands, scale));
        let height = tops.iter().map(|column| column.height).fold(0.0, f64::max);
        let tops = tops.map(|column| column.centred(height));
        let nodes = (0..3).flat_map(|column| {
            columns[column]
                .iter()
                .zip(&tops[column].nodes)
                .map(move |(node, place)| node_at(column, node, *place))
        });
        let drawn = (0..2).flat_map(|gap| ribbons(gap, &bands[gap], &tops[gap], &tops[gap + 1], scale));
        Self {
            spoken,
            width: words::coordinate(WIDTH),
            height: words::coordinate(height),
            bands: drawn.collect(),
            nodes: nodes.collect(),
        }
    }
}

/// The places of a column's nodes.
struct Column {
    height: f64,
    nodes: Vec<Place>,
}

/// The top and the height of a node.
#[derive(Clone, Copy)]
struct Place {
    top: f64,
    height: f64,
}

impl Column {
    fn centred(mut self, height: f64) -> Self {
        let shift = (height - self.height) / 2.0;
        self.nodes.iter_mut().for_each(|node| node.top += shift);
        self
    }
}

fn thickness(weight: f64, scale: f64) -> f64 {
    (weight * scale).max(THINNEST)
}

fn layout(column: usize, count: usize, bands: &[Vec<FlowBand>; 2], scale: f64) -> Column {
    let mut coming = vec![0.0; count];
    let mut going = vec![0.0; count];
    if column > 0 {
        bands[column - 1].iter().for_each(|band| coming[band.to] += thickness(band.weight, scale));
    }
    if column < 2 {
        bands[column].iter().for_each(|band| going[band.from] += thickness(band.weight, scale));
    }
    let mut below = 0.0;
    let nodes = coming.iter().zip(&going).map(|(a, b)| {
        let height = a.max(*b).max(THINNEST);
        let slot = (height + 8.0).max(SLOTS[column]);
        let top = below + (slot - height) / 2.0;
        below += slot;
        Place { top, height }
    });
    let nodes = nodes.collect();
    Column { height: below, nodes }
}

fn node_at(column: usize, node: &FlowNode, place: Place) -> Node {
    let before = column == 0;
    let x = COLUMNS[column];
    let lines = wrapped(&node.words, ROOM[column], if before { 1 } else { 2 });
    let middle = place.top + place.height / 2.0 + 4.0 - LINE / 2.0 * (lines.len() - 1) as f64;
    Node {
        x: words::coordinate(x),
        y: words::coordinate(place.top),
        height: words::coordinate(place.height),
        style: node.style,
        text_x: words::coordinate(if before { x - BESIDE } else { x + NODE + BESIDE }),
        anchor: if before { "end" } else { "start" },
        lines: lines
            .into_iter()
            .enumerate()
            .map(|(index, line)| (words::coordinate(middle + LINE * index as f64), line))
            .collect(),
    }
}

/// The bands of one gap, each beginning and ending below the ones before it.
fn ribbons(gap: usize, bands: &[FlowBand], from: &Column, to: &Column, scale: f64) -> Vec<Band> {
    let mut leaving: Vec<f64> = from.nodes.iter().map(|node| node.top).collect();
    let mut reaching: Vec<f64> = to.nodes.iter().map(|node| node.top).collect();
    let (x0, x1) = (COLUMNS[gap] + NODE, COLUMNS[gap + 1]);
    let middle = words::coordinate(f64::midpoint(x0, x1));
    let (x0, x1) = (words::coordinate(x0), words::coordinate(x1));
    let ribbon = bands.iter().map(|band| {
        let thick = thickness(band.weight, scale);
        let (a, b) = (leaving[band.from], reaching[band.to]);
        leaving[band.from] += thick;
        reaching[band.to] += thick;
        let [a0, a1, b0, b1] = [a, a + thick, b, b + thick].map(words::coordinate);
        let path = format!(
            "M{x0} {a0}C{middle} {a0} {middle} {b0} {x1} {b0}V{b1}C{middle} {b1} {middle} {a1} {x0} {a1}z"
        );
        Band { path, style: band.style }
    });
    ribbon.collect()
}

/// The words on at most so many lines, cut with an ellipsis where they do not fit.
fn wrapped(text: &str, room: usize, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = vec![String::new()];
    for word in text.split_whitespace() {
        let last = lines.len() - 1;
        let line = &mut lines[last];
        let length = line.chars().count() + word.chars().count() + 1;
        if line.is_empty() {
            line.push_str(word);
        } else if length <= room || lines.len() == most {
            lines[last].push(' ');
            lines[last].push_str(word);
        } else {
            lines.push(word.to_owned());
        }
    }
    lines.iter().map(|line| cut(line, room)).collect()
}

fn cut(line: &str, room: usize) -> String {
    if line.chars().count() <= room {
        return line.to_owned();
    }
    let kept: String = line.chars().take(room.saturating_sub(1)).collect();
    format!("{}\u{2026}", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use super::{Flow, FlowBand, FlowNode, FlowStyle, wrapped};
    use crate::report::chart::Spoken;

    fn nodes(count: usize) -> Vec<FlowNode> {
        (0..count)
            .map(|index| FlowNode { words: format!("node {index}"), style: FlowStyle::Planned })
            .collect()
    }

    #[test]
    fn words_of_a_column_never_touch() {
        let columns = [nodes(30), nodes(4), nodes(2)];
        let band = |from, to| FlowBand { from, to, weight: 0.5, style: FlowStyle::Planned };
        let bands = [(0..30).map(|index| band(index, index % 4)).collect(), vec![band(0, 0), band(1, 1)]];
        let flow = Flow::new(&columns, &bands, Spoken::new("f", "", ""));
        let place = |index: usize| flow.nodes[index].lines[0].0.parse::<f64>().unwrap();
        assert!((1..30).all(|index| place(index) - place(index - 1) >= 18.9));
        assert_eq!(flow.bands.len(), 32);
    }

    #[test]
    fn long_words_take_two_lines_and_then_end() {
        assert_eq!(wrapped("Every sailing boards on time", 16, 2), ["Every sailing", "boards on time"]);
        assert_eq!(wrapped("one two three four five six", 8, 2), ["one two", "three f\u{2026}"]);
        assert_eq!(wrapped("", 8, 2), [""]);
    }
}
