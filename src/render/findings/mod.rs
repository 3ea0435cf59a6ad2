//! Findings into bytes. A format is one file here and one line in [`FORMATS`].

mod counts;
mod drawing;
mod format;
mod github;
mod human;
mod json;
mod junit;
mod links;
mod list;
mod markdown;
mod marks;
mod sarif;
mod short;
mod summary;

pub use counts::{Counts, Judged};
pub use drawing::{Detail, draw};
pub use format::{Findings, FindingsFormat};
pub use github::Github;
pub use human::{Human, for_people};
pub use list::{FORMATS, format};
