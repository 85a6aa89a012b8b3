//! Surviving a defect of our own: what it says about itself, so that it can be reported.
//!
//! Watching goes on after one; a build or a check ends with it.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// What the work gives, or what the defect says that ended it.
pub(super) fn caught<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|panic| words(panic.as_ref()))
}

fn words(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("no words").to_owned()
}

#[cfg(test)]
mod tests {
    use super::caught;

    #[test]
    fn a_defect_is_told_in_its_own_words() {
        assert_eq!(caught(|| 7), Ok(7));
        assert_eq!(caught(|| panic!("no page {}", 3)), Err::<(), _>("no page 3".to_owned()));
        assert_eq!(caught(|| panic!("no page")), Err::<(), _>("no page".to_owned()));
    }
}
