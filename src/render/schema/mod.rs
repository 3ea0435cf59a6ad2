//! JSON Schema (draft 2020-12) for editors: made from the types, their documentation and the process in force.
//!
//! A schema accepts what lint can read and rejects what lint reports as an unknown key, a wrong value or an unknown name. It
//! accepts more in one place: an editor hands it a number as a number, so `84.000` and `84000` look the same to it.

mod deal;
mod forms;
mod hint;
mod leaf;
mod process;
mod shape;
mod strict;
mod words;

pub use deal::deal;
pub use process::process;
pub use strict::strict;
