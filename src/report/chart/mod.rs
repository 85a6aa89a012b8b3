//! The geometry of pictures: from numbers to attributes of SVG elements, as text.
//!
//! Lengths along a bar are percent of its width, so that it stretches without stretching its words; all
//! other pictures have a view box. Every picture carries a title and a description that say what it shows, and
//! no picture is the only place of a number. Nothing here knows a project.

mod bar;
mod boxes;
mod flow;
mod range;
mod share;
mod scatter;
mod spark;
mod timeline;
mod triangle;

pub use bar::{Bar, Marker};
pub use boxes::Boxes;
pub use flow::{Flow, FlowBand, FlowNode, FlowStyle};
pub use range::Range;
pub use scatter::{Scatter, ScatterPoint};
pub use share::Share;
pub use spark::{Spark, SparkNumbers, SparkPoint};
pub use timeline::{Timeline, TimelineMark};
pub use triangle::{corner, outline_path, point};

use serde::Serialize;

/// What a picture says to whoever cannot see it.
#[derive(Debug, Clone, Serialize)]
pub struct Spoken {
    /// The start of the ids that tie the words to the picture; unique on its page.
    pub id: String,
    /// What the picture is.
    pub title: String,
    /// What it shows, in sentences.
    pub desc: String,
}

impl Spoken {
    /// The words of a picture.
    pub fn new(id: impl Into<String>, title: impl Into<String>, desc: impl Into<String>) -> Self {
        Self { id: id.into(), title: title.into(), desc: desc.into() }
    }
}
