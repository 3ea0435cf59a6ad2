//! Lint, score and forecast the deals a company sells together with partners.
//!
//! The layers, each importing only from those before it (`tests/layers.rs` holds them to it):
//! `text → diagnostic → model → load → analysis → forecast → edit → lint → report → view → render → cli`.
//! Data flows one way: arguments → bytes → [`model::Book`] → analysis → findings or a report → a renderer → stdout.

#![cfg_attr(not(test), warn(clippy::expect_used))]

pub mod analysis;
pub mod cli;
pub mod diagnostic;
pub mod edit;
pub mod forecast;
pub mod lint;
pub mod load;
pub mod model;
pub mod render;
pub mod report;
pub mod text;
pub mod view;
