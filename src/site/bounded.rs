//! Rendering that cannot fill the memory: a page has a greatest size, a range a greatest length.

use std::io::{self, Write};

use tera::{Context, Error, Kwargs, State, Tera, TeraResult, Value};

/// The greatest page, in bytes. Ours stay below a tenth of it.
pub(super) const PAGE_BYTES: usize = 8 << 20;
/// The most numbers that one `range` gives.
const RANGE_NUMBERS: usize = 10_000;

/// The bytes of a page, or the error of a template; a page that grows too large is an error as well.
pub(super) fn render(tera: &Tera, template: &str, context: &Context) -> TeraResult<Vec<u8>> {
    let mut page = Bounded { bytes: Vec::with_capacity(16 << 10) };
    tera.render_to(template, context, &mut page)?;
    Ok(page.bytes)
}

/// Replaces the functions of the template language that can ask for any amount of work.
pub(super) fn restrain(tera: &mut Tera) {
    tera.register_function("range", range);
}

#[expect(clippy::needless_pass_by_value, reason = "the template language gives its arguments away")]
fn range(kwargs: Kwargs, _: &State<'_>) -> TeraResult<Value> {
    let start = kwargs.get::<i64>("start")?.unwrap_or(0);
    let end = kwargs.must_get::<i64>("end")?;
    let step = kwargs.get::<i64>("step_by")?.unwrap_or(1);
    let Some(step) = usize::try_from(step).ok().filter(|step| *step > 0) else {
        return Err(Error::message("`step_by` must be a number above 0"));
    };
    let span = end.saturating_sub(start).max(0) as usize;
    if span / step > RANGE_NUMBERS {
        return Err(Error::message(format!("a range gives at most {RANGE_NUMBERS} numbers")));
    }
    Ok(Value::from((start..end).step_by(step).collect::<Vec<i64>>()))
}

/// Collects a page and refuses to grow without end.
struct Bounded {
    bytes: Vec<u8>,
}

impl Write for Bounded {
    fn write(&mut self, more: &[u8]) -> io::Result<usize> {
        if self.bytes.len() + more.len() > PAGE_BYTES {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.bytes.extend_from_slice(more);
        Ok(more.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
