//! The statistics: numbers in, numbers out. Knows no deal, no file and no printing. The method, its evidence and its sources
//! are told in `docs/forecast.md`; each file here is one idea of it.

pub mod amounts;
pub mod arrivals;
pub mod backtest;
pub mod baselines;
pub mod bins;
pub mod bridge;
pub mod cells;
pub mod draws;
pub mod entry;
pub mod hazards;
pub mod kaplan_meier;
pub mod lives;
pub mod means;
pub mod outlook;
pub mod prior;
pub mod random;
pub mod record;
pub mod shock;
pub mod shrinkage;
pub mod summary;
mod weighted;
pub mod wilson;

pub use weighted::weighted;
