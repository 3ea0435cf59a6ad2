//! x
pub mod diagnostic;
pub mod load;
pub mod model;
pub mod text;
