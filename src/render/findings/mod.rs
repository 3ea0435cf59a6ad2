//! Findings into bytes. A format is one file here and one line in [`FORMATS`].

mod counts;
mod drawing;
mod format;
mod github;
mod human;
mod json;
mod junit;
mod links;
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

/// Every format, in the order that help lists them.
pub static FORMATS: &[&dyn FindingsFormat] = &[
    &Human,
    &short::Short,
    &json::Json,
    &sarif::Sarif,
    &Github,
    &junit::Junit,
    &markdown::Markdown,
];

/// Returns the format of that name.
pub fn format(name: &str) -> Option<&'static dyn FindingsFormat> {
    let mut formats = FORMATS.iter().copied();
    formats.find(|format| format.name() == name)
}
