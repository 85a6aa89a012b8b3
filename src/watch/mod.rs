//! Change, compile, show.
//!
//! ```text
//! alarm -> read the folder -> compile -> board -> browser
//!   ^                                      |
//!   +---- always the same loop, whatever the alarm was about
//! ```
//!
//! An event of the file system wakes, and says where to look first; what changed is decided by looking at every
//! file. What a browser gets comes from memory: a page is printed when somebody looks at it, and kept until it
//! could be another. Nothing here prints: every round is a value that the terminal shows.

mod alarm;
mod answer;
mod board;
mod change;
mod defect;
mod heard;
mod looks;
mod overlay;
mod page;
mod request;
mod server;
mod session;
mod stream;

pub use alarm::{Alarm, Hand, Rung};
pub use board::{Board, Leaf, Shown, Sight};
pub use change::{Change, Kind};
pub use heard::Heard;
pub use server::{Port, Server, USUAL_PORT};
pub use session::{Built, Outcome, Round, Session, Tell, Took};
