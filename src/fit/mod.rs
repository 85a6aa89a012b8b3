//! Each project's three scores, and where each of them came from.
