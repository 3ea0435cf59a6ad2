//! Small books that a careful person once disputed: what is said of them, end to end, over files on disk. A module a kind.

#[path = "../support/mod.rs"]
mod support;

#[path = "../examples/mod.rs"]
mod examples;

mod conflicts;
mod dates;
mod editors;
mod gates_in_time;
mod hooks;
mod identity;
mod incomplete_past;
mod no_exceptions;
mod one_answer;
mod one_piece;
mod placeholders;
mod process_changes;
mod process_slips;
mod proof;
mod typos;
mod unknown_money;
mod what_waits;
mod whose_touch;
mod work_tree;
mod writes;
mod yaml_traps;
