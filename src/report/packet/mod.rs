//! The packet of one deal, for the seller or for whoever builds it (D4).

mod build;
mod data;
mod facts;
mod field;
mod record;
mod terms;
mod writer;

pub use build::packet_of;
pub use data::{
    CheckAction, CheckLine, Fact, FactSource, FieldLine, FieldStanding, PacketCheck, PacketReport,
    PacketScore, Reader, Window,
};
pub use record::{Answer, Dispute, EarlierHandoff, ReviewGrade, ReviewLine};
