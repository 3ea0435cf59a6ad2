//! x
pub mod analysis;
pub mod diagnostic;
pub mod lint;
pub mod load;
pub mod model;
pub mod text;
