//! What people write down: deals and the process, with the place of every value. Computes nothing.

pub mod book;
pub mod calendar;
pub mod check;
pub mod commit;
pub mod criterion;
pub mod deal;
pub mod directory;
pub mod duration;
pub mod filed;
pub mod forecast;
pub mod identity;
pub mod known_people;
mod leaf;
pub mod limits;
pub mod money;
pub mod on_record;
pub mod past;
pub mod path;
pub mod person;
pub mod pointers;
pub mod process;
pub mod process_file;
#[macro_use]
pub mod record;
pub mod scalar;
pub mod score_limits;
pub mod short_names;
pub mod spelling;
pub mod word;

pub use book::{Book, Problem, ProblemKind, ProcessFault, Signal};
pub use calendar::Calendar;
pub use check::Check;
pub use criterion::{Condition, Criterion, Kind};
pub use deal::Deal;
pub use duration::{Duration, Unit};
pub use money::{Amount, Currencies};
pub use path::{Found, lookup};
pub use person::{NotAPerson, Person};
pub use process::{Owner, Process, Stage};
pub use record::{FromNode, ListView, Reader, Record, Shape, View};
pub use scalar::{Date, Text};
