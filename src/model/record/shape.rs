//! What a key can hold: the types as data.

/// What a key can hold, for checking paths and for schemas.
#[derive(Clone, Copy, Debug)]
pub enum Shape {
    /// One value.
    Leaf(Leaf),
    /// A map with known keys.
    Record(fn() -> Fields),
    /// A list of such.
    List(&'static Shape),
    /// A list, which may be written as its only item.
    OneOrMany(&'static Shape),
    /// A map with keys of the user's own.
    Table(&'static Shape),
    /// One of these. Paths go through the first: the others are short forms of it.
    Either(&'static [Shape]),
    /// Anything.
    Any,
}

/// The kinds of a single value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leaf {
    /// As it is written.
    Text,
    /// A day: YYYY-MM-DD.
    Date,
    /// True or false.
    Flag,
    /// From 0% to 100%.
    Percent,
    /// Not negative.
    WholeNumber,
    /// Decimal.
    Number,
    /// With or without its currency.
    Money,
    /// Days, business days or weeks.
    Duration,
    /// One of these words.
    Word(&'static [&'static str]),
}

/// The keys of a record.
#[derive(Clone, Debug)]
pub struct Fields {
    /// The name of the type.
    pub name: &'static str,
    /// What it is, from its documentation.
    pub doc: &'static str,
    /// The key that a single value sets; `None` if there is no short form.
    pub short: Option<&'static str>,
    /// The keys, in the order of the declaration.
    pub fields: Vec<Field>,
}

/// One key of a record.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// The key.
    pub key: &'static str,
    /// What it means, from its documentation.
    pub doc: &'static str,
    /// Its meaning beyond its type.
    pub meaning: Meaning,
    /// What it holds.
    pub shape: Shape,
}

/// A key with its meaning, as a record declares it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key {
    /// The key.
    pub name: &'static str,
    /// Its meaning beyond its type.
    pub meaning: Meaning,
}

/// The meaning of a key beyond its type.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Meaning {
    /// Nothing in particular.
    #[default]
    Plain,
    /// One person, by name (D1.2).
    Person,
    /// Prose, in which a `#` is part of the text.
    Prose,
    /// A name: a `#` inside it is part of the text, a `#` in its place begins a comment.
    Title,
    /// What somebody says, does or wants, in prose: a placeholder, or `none`, is no answer, and counts as absent.
    Answer,
    /// Why something is so, in prose: a placeholder, or `none`, counts as absent, and so does what begins as one: `tbd with Sam`.
    Reason,
    /// Where something is on record: a placeholder, or `none`, counts as absent.
    Source,
    /// A day on which something happened: it cannot be in the future.
    Past,
    /// A day that is planned: it can lie ahead.
    Plan,
}
