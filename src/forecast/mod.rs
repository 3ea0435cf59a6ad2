//! The statistics: numbers in, numbers out. Knows no deal, no file and no printing.

mod weighted;

pub use weighted::weighted;
