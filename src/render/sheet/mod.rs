//! A sheet as text for a terminal or a mail, as Markdown, as one HTML page. Whatever comes from a deal stays text.

mod html;
mod markdown;
mod size;
mod terminal;

pub use html::html;
pub use markdown::markdown;
pub use terminal::{mail, terminal};
