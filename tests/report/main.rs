//! The page for the meeting: its figures are those of the JSON document, its pictures tell the truth, hostile books do not break it,
//! and a real browser shows it without a fault.

#[cfg(unix)]
mod browser;
mod demo;
mod figures;
mod hostile;
mod pictures;
#[path = "../scratch/mod.rs"]
mod scratch;
#[path = "../support/mod.rs"]
mod support;
