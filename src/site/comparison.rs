//! A comparison as one page that needs no other file.
//!
//! Only the built-in template is used, whatever a planning folder brings: the page is read by reviewers of
//! changes by strangers.

use tera::{Context, Value};

use crate::failure::Failure;
use crate::report::changes::{self, Document};
use crate::site::{ASSETS, Templates, Theme, bounded};
use crate::source::Sources;

const TEMPLATE: &str = "diff.html";
const STYLES: [&str; 2] = ["report.css", "diff.css"];

/// The page of a comparison.
///
/// # Errors
/// When the built-in template does not fit its view, which is a fault of this program.
pub fn comparison(document: &Document) -> Result<String, Failure> {
    let theme = Theme::of(&Sources::default(), Templates::BuiltIn);
    let mut context = Context::new();
    context.insert("diff", &changes::view(document));
    context.insert_value("styles", Value::safe_string(&styles()));
    let failed = |cause: String| Failure::new("cannot make the page of the comparison").because(cause);
    let bytes =
        bounded::render(theme.tera(), TEMPLATE, &context).map_err(|error| failed(error.to_string()))?;
    String::from_utf8(bytes).map_err(|error| failed(error.to_string()))
}

/// Our own style sheets, one after the other.
fn styles() -> String {
    let wanted = ASSETS.iter().filter(|(name, _)| STYLES.contains(name));
    wanted.map(|(_, bytes)| String::from_utf8_lossy(bytes)).collect::<Vec<_>>().join("\n")
}
