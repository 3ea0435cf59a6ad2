//! Keys of a deal that take one of a few words.

/// `opportunity.type`.
pub const OPPORTUNITY_TYPE: &[&str] = &["new", "expansion", "renewal"];
/// `opportunity.call`.
pub const CALL: &[&str] = &["commit", "best case", "pipeline", "omitted"];
/// `outcome.result`.
pub const OUTCOME: &[&str] = &["won", "lost", "disqualified"];
/// `touches.from`.
pub const SIDE: &[&str] = &["partner", "seller", "marketing"];
/// `handoff.response.result`.
pub const ANSWER: &[&str] = &["accepted", "declined"];
