//! `dealctl trust`: a page for people, and one long table for programs.

mod page;
mod predict;
mod rows;
mod words;

pub use page::trust;
pub use rows::trust_rows;
