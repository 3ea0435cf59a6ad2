//! The commands that move a deal, over files on disk.

#[path = "../scratch/mod.rs"]
mod scratch;

mod book;
mod kept;
mod life;
mod refusals;
mod several;
#[cfg(unix)]
mod terminal;
#[cfg(unix)]
mod together;
