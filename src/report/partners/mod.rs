//! The partners: what they register, how soon we answer, what came of it, what they wait for, and which closes nobody told them of
//! (D2.5, D3.7, D8.3).

mod all;
mod line;
mod one;
mod shared;
mod tally;

pub use all::{Partners, partners};
pub use line::{MonthCount, PartnerLine, Registrations, UntoldClose};
pub use one::{PartnerDeal, PartnerPage, partner};
pub use shared::{SharedDeal, SharedPage, shared};
