//! Change, compile, show.
