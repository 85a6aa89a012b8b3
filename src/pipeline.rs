//! The program in forty lines.
