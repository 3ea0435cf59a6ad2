//! What a renaming of a deal's file came to.

use serde::Serialize;

/// The renaming.
#[derive(Clone, Debug, Serialize)]
pub struct Renaming {
    /// The file as it was called.
    pub from: String,
    /// The file as it is called.
    pub to: String,
    /// Whether signals.yaml named the deal and follows.
    pub signals: bool,
    /// Whether it was done.
    pub written: bool,
    /// The subject of the commit that was made; `None` if none was.
    pub commit: Option<String>,
}
