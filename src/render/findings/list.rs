//! The formats of findings.

use super::format::FindingsFormat;
use super::{github, human, json, junit, markdown, sarif, short};

/// Every format, in the order that help lists them.
pub static FORMATS: [&dyn FindingsFormat; 7] = [
    &human::Human,
    &short::Short,
    &json::Json,
    &sarif::Sarif,
    &github::Github,
    &junit::Junit,
    &markdown::Markdown,
];

/// Returns the format of that name.
pub fn format(name: &str) -> Option<&'static dyn FindingsFormat> {
    FORMATS.into_iter().find(|format| format.name() == name)
}
