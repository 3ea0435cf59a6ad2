//! `dealctl score` for people.

mod answers;
mod causes;
mod many;
mod matrix;
mod months;
mod one;
mod reviews;
mod rows;

pub use many::scorecard;
pub use one::one_handoff;
pub use reviews::reviews;
pub use rows::{one_handoff_rows, rows};
