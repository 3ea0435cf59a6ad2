//! JSON: frozen structs of their own, versioned, never the model. Amounts are decimal strings in the process
//! currency, probabilities fractions, absent is null, lists in a stated order.

mod forecast;
mod visible;

use serde::Serialize;

pub use forecast::forecast;
pub use visible::{to_text, visible};

/// The version of every document here. It changes only when something is removed or gets another meaning.
const VERSION: u32 = 1;

/// A length of time.
#[derive(Serialize)]
struct Length {
    n: u32,
    unit: &'static str,
}

impl From<crate::model::Duration> for Length {
    fn from(duration: crate::model::Duration) -> Self {
        Self {
            n: duration.n,
            unit: duration.unit.words(2),
        }
    }
}
