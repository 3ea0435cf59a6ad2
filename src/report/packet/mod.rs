//! The packet of one deal, for the seller or for whoever builds it (D4).

mod build;
mod data;
mod fact;
mod facts;
mod field;
mod record;
mod terms;
mod window;
mod writer;

pub use build::packet_of;
pub use data::{
    CheckAction, CheckLine, FieldLine, FieldStanding, PacketCheck, PacketReport, PacketScore,
    Reader,
};
pub use fact::{Fact, FactSource};
pub use record::{Answer, Dispute, EarlierHandoff, ReviewGrade, ReviewLine};
pub use window::Window;
