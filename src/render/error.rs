//! What can go wrong while data is written in a format.

use std::fmt;

/// An error of a library that writes a format. Never seen in practice: everything has a form in every format.
#[derive(Debug)]
pub struct RenderError(Box<dyn std::error::Error + Send + Sync>);

impl fmt::Display for RenderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for RenderError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.0.source()
    }
}

macro_rules! from {
    ($($error:ty),*) => {$(
        impl From<$error> for RenderError {
            fn from(error: $error) -> Self {
                Self(Box::new(error))
            }
        }
    )*};
}

from!(
    csv::Error,
    minijinja::Error,
    serde_json::Error,
    std::io::Error
);
