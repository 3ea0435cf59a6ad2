//! Changes to a deal's text: what they look like, and that thousands of random ones over hard YAML lead to what was meant, or are
//! refused.

#[path = "../support/mod.rs"]
mod support;

mod looks;
mod moves;
mod noise;
mod random;
