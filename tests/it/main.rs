//! Tests of the whole program, by command.
