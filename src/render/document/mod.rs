//! Documents into bytes. A format is one file here and one line in [`FORMATS`]; every command that shows a document then has it.

mod csv;
mod field;
mod format;
mod html;
mod json;
mod markdown;
mod meeting;
mod range;
mod table;
mod terminal;
mod wrapped;

pub use format::{Document, DocumentFormat};
pub use meeting::{Head, meeting_page};
pub use terminal::page;

/// Every format, in the order that help lists them.
pub static FORMATS: &[&dyn DocumentFormat] = &[
    &terminal::Terminal,
    &json::Json,
    &csv::Csv,
    &csv::Excel,
    &markdown::Markdown,
    &html::Html,
    &terminal::Text,
];

/// Returns the format of that name.
pub fn format(name: &str) -> Option<&'static dyn DocumentFormat> {
    let mut formats = FORMATS.iter().copied();
    formats.find(|format| format.name() == name)
}
