//! The domain, parsed and checked.
