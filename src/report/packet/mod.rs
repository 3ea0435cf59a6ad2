//! The packet of one deal, for the seller or for whoever builds it (D4).

mod build;
mod data;
mod facts;
mod terms;
mod words;

pub use build::packet_of;
pub use data::{
    Answer, CheckAction, CheckLine, Dispute, Earlier, Fact, FactSource, FieldLine, PacketCheck,
    PacketReport, Reader, ReviewGrade, ReviewLine, Scored, Standing, Window, source_word,
};
