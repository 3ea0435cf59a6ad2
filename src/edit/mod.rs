//! Changes to a deal's file: what is to be written, where it goes in the text, and a guard that nothing else changes.
//!
//! A change is written by its path. The text around it stays byte for byte as it is: comments, order, quoting, blank lines and line
//! endings. The text that comes out is parsed again and must be exactly the tree that was intended; otherwise nothing is changed and
//! the place is shown. Nothing here reads a file or the clock.

mod block;
pub mod commands;
mod commented;
mod expand;
mod flow;
mod layout;
mod lines;
pub mod moves;
mod new_value;
mod operation;
mod outline;
mod place;
mod refused;
mod remove;
mod set;
mod tidy;
mod tree;

pub use new_value::NewValue;
pub use operation::{Operation, apply};
pub use outline::{is_list, is_path, kind, rank};
pub use place::path_at;
pub use refused::Refused;
pub use tidy::tidy;
