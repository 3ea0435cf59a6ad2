//! The statistics: numbers in, numbers out. Knows no deal, no file and no printing.

pub mod kaplan_meier;
mod weighted;
pub mod wilson;

pub use weighted::weighted;
