//! What the statistics know of a deal: when it entered which stage, how it ended, what it was worth. Days are whole numbers.

/// A day, counted from any fixed one.
pub type Day = i32;

/// A stay in a stage, until the next one begins or the life ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spell {
    /// The stage's number, in the order of the process.
    pub stage: usize,
    /// The day it was entered.
    pub entered: Day,
}

/// How a life ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// Won.
    Won,
    /// Lost; so is what was disqualified, unless process.toml says otherwise.
    Lost,
    /// Out of sight: from this day on it says nothing.
    Gone,
}

/// From a day on, the deal was worth this much.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Worth {
    /// The first day.
    pub from: Day,
    /// The amount, in the process currency; none when it has none.
    pub amount: Option<f64>,
    /// The expected close date, as it stood.
    pub close: Option<Day>,
}

/// One deal.
#[derive(Clone, Debug, PartialEq)]
pub struct Life {
    /// Its name; orders the sums, and is what its luck hangs on.
    pub id: String,
    /// Its group: the partner's number, or that of another grouping.
    pub group: usize,
    /// The stages, in the order they were written. Of several that are not later than a day, the last is the one.
    pub spells: Vec<Spell>,
    /// How it ended.
    pub end: Option<(Day, Ending)>,
    /// What it is worth while open, oldest first; the first also counts before its day.
    pub worth: Vec<Worth>,
    /// What was signed, when it was won.
    pub won_amount: Option<f64>,
}

impl Life {
    /// The day it is first seen in a stage.
    pub fn begins(&self) -> Option<Day> {
        self.spells.iter().map(|spell| spell.entered).min()
    }

    /// The stage it stands in at the end of a day.
    pub fn spell_at(&self, day: Day) -> Option<Spell> {
        self.spells
            .iter()
            .rev()
            .find(|spell| spell.entered <= day)
            .copied()
    }

    /// The end, when it is known at the end of a day.
    pub fn end_by(&self, day: Day) -> Option<(Day, Ending)> {
        self.end.filter(|(end, _)| *end <= day)
    }

    /// Whether it is won by the end of a day.
    pub fn won_by(&self, day: Day) -> bool {
        matches!(self.end_by(day), Some((_, Ending::Won)))
    }

    /// The stage of a deal that is open at the end of a day.
    pub fn open_at(&self, day: Day) -> Option<Spell> {
        if self.end_by(day).is_some() {
            return None;
        }
        self.spell_at(day)
    }

    /// What it was said to be worth at the end of a day, with its close date.
    pub fn worth_at(&self, day: Day) -> Option<Worth> {
        self.worth
            .iter()
            .rev()
            .find(|worth| worth.from <= day)
            .or(self.worth.first())
            .copied()
    }

    /// The amount at the end of a day; 0 without one.
    pub fn amount_at(&self, day: Day) -> f64 {
        self.worth_at(day)
            .and_then(|worth| worth.amount)
            .unwrap_or(0.0)
    }

    /// What a win brought: what was signed, else what it was worth on the day before.
    pub fn won_value(&self) -> f64 {
        match (self.won_amount, self.end) {
            (Some(amount), _) => amount,
            (None, Some((day, _))) => self.amount_at(day.saturating_sub(1)),
            (None, None) => 0.0,
        }
    }
}
