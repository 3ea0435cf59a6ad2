//! The statistics: numbers in, numbers out, without files or formats. `docs/forecast.md` has the method, its evidence and its
//! sources; each file here is one idea of it.

pub mod amounts;
pub mod arrivals;
pub mod backtest;
pub mod baselines;
pub mod bins;
pub mod bridge;
pub mod draws;
pub mod entry;
pub mod hazards;
pub mod horizon;
pub mod kaplan_meier;
pub mod lesson;
pub mod lives;
pub mod means;
pub mod money;
pub mod new_business;
pub mod origin;
pub mod past_quarters;
pub mod permutation;
pub mod prior;
pub mod random;
pub mod setup;
pub mod shock;
pub mod shrinkage;
pub mod similar;
pub mod snapshots;
pub mod spread;
pub mod summary;
pub mod total;
mod weighted;
pub mod wilson;

pub use weighted::weighted;
