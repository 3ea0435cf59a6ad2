//! What a key can hold: the types as data.

/// What a key can hold, for checking paths and for schemas.
#[derive(Clone, Copy, Debug)]
pub enum Shape {
    /// One value, described in words: “a text”, “a date (YYYY-MM-DD)”.
    Leaf(&'static str),
    /// A map with known keys.
    Record(fn() -> Vec<(&'static str, Shape)>),
    /// A list of such.
    List(&'static Shape),
    /// A map with keys of the user's own.
    Table(&'static Shape),
    /// Anything.
    Any,
}
