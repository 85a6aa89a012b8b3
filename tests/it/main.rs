//! Tests of the whole program, by command.

#![expect(
    clippy::format_push_string,
    clippy::print_stderr,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking, prints what it skips and builds its texts plainly"
)]

mod colours; // the colours of the report, for every kind of sight
mod deck; // a planning folder made for one test, and what the program says to it
mod repo; // a git repository made for one test
mod json_schema; // whether a document is as a schema says

mod audiences; // what an audience may not see is in no byte of any output
mod bad_input; // documents and folders that nobody should write, and what they get
mod documents; // commands that write documents
mod action; // the scripts of the GitHub action, with everything hostile
mod calibrate; // what past outcomes say about the weights
mod determinism; // the same documents give the same bytes, wherever and however
mod diff; // what a change does to the plan, read from git
mod example; // what the example shows
mod fields; // whatever a document can say is shown somewhere
mod home; // the sentences of the home page, own templates
mod fixtures; // folders with one thing wrong, and what is said about them
mod house; // the rules of the source tree that no compiler checks
mod lock; // the ranking as a file to commit
mod people; // people are never put in an order
mod publish; // the report on disk is whole, whatever is killed or fails
mod rank; // the ranking in four formats
mod mutation; // documents with small wounds
mod schemas; // outputs and documents are as their schemas say
mod revisions; // revisions of a repository, read without a checkout
mod transcripts; // the documented conversations, word for word
mod watch; // what is shown is what is there, and nobody else sees it
