//! Quarterdeck turns a folder of markdown planning docs into a ranked quarterly portfolio report.
//!
//! ```text
//! folder -> Sources -> Portfolio -> Candidates -> Ranking -> Report -> Site -> folder, screen or browser
//! ```
//!
//! The modules stand in the order in which data flows. **The rule: a module imports only from modules
//! declared above it.** Only the edges (`source`, `output`, `watch`, `cli`) touch the file system, the
//! network, other processes, the environment or the clock; everything between them computes.

// The order below is the architecture; rustfmt.toml keeps it.
pub mod failure; // the machine let us down: what was tried, why it stopped
pub mod path; // a path inside the planning folder
pub mod diagnostic; // what we tell people about their files: code, place, message, help
pub mod criteria; // business, interest, growth as one shape
pub mod source; // files as values, read once (edge)
pub mod portfolio; // the domain, parsed and checked
pub mod fit; // each project's three scores, and where each of them came from
pub mod ranking; // exact order, plan line, robustness over all weightings
pub mod people; // who should do what: staffing, pairing, growth
pub mod lint; // what the documents leave open: stories, connections, scores
pub mod review; // two rankings: who moved, and why
pub mod history; // quarters side by side, outcomes, learned weights
pub mod report; // view models: every word and number a page prints
pub mod site; // templates + report = pages in memory, all of them or one
pub mod pipeline; // the program on one page
pub mod output; // a site onto disk, changing only what changed (edge)
pub mod watch; // change -> compile -> show (edge)
pub mod cli; // arguments, commands, the terminal (edge)
