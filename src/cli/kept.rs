//! Values that live as long as the process.
//!
//! A command that has said everything ends. The system takes its memory back at once; giving back a large
//! portfolio piece by piece takes as long as ranking it. Not for `watch`, which goes on.

/// Keeps a value until the process ends.
pub(super) fn kept<T>(value: T) -> &'static mut T {
    Box::leak(Box::new(value))
}
