//! JSON: frozen structs of their own, versioned, never the model. Amounts are decimal strings in the process
//! currency, probabilities fractions, absent is null, lists in a stated order.

mod forecast;
mod visible;

pub use forecast::forecast;
pub use visible::{to_text, visible};
