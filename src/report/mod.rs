//! View models: every word and number that a page prints, ready.
