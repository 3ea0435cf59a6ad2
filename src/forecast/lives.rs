//! A deal as the statistics know it: when it entered which stage, how it ended, what it was worth. Days are whole numbers.

/// A day, counted from any fixed one.
pub type Day = i32;

/// Returns a length in days as a difference between two days.
pub fn days(length: usize) -> Day {
    Day::try_from(length).unwrap_or(Day::MAX / 4)
}

/// A stay in a stage, until the next one begins or the deal ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spell {
    /// The stage's number, in the order of the process.
    pub stage: usize,
    /// The day it was entered.
    pub entered: Day,
}

/// How a deal ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// Won.
    Won,
    /// Lost; also disqualified, unless process.toml says otherwise.
    Lost,
    /// Censored: from this day on the deal is not observed.
    Gone,
}

/// The end of a deal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct End {
    /// The day.
    pub day: Day,
    /// How it ended.
    pub ending: Ending,
}

/// A win.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Win {
    /// The day.
    pub day: Day,
    /// What it brought; 0 if that is not known.
    pub amount: f64,
    /// Whether it is known what it brought.
    pub is_known: bool,
}

/// What was known of a deal from a day on.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct State {
    /// The first day on which this was known; it holds until the next state begins.
    pub from: Day,
    /// The number of its group: of the partner, or of another grouping.
    pub group: usize,
    /// The stages, in the order they were written. On a given day the last one entered by then counts.
    pub spells: Vec<Spell>,
    /// How it ended; `None` while it is open.
    pub end: Option<End>,
    /// What it is worth while open, in the process currency, more than 0; `None` if that is not known.
    pub amount: Option<f64>,
    /// The expected close date.
    pub close: Option<Day>,
    /// The signed amount of a won deal.
    pub won_amount: Option<f64>,
    /// Whether the outcome names what was signed, but in a way that cannot be used: then no other figure takes its place.
    pub signed_unknown: bool,
}

/// One deal, from its first day on.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Life {
    /// Its id: the order of all sums, and the key of its random stream.
    pub id: String,
    /// What was known earlier, oldest first; the oldest also holds before its day. Empty when only the present state is
    /// known: then the dates in that state tell what was known when.
    pub before: Vec<State>,
    /// What is known now.
    pub now: State,
    /// Whether it renews what the customer has: renewals are won otherwise than new business.
    pub is_renewal: bool,
}

impl State {
    /// Returns the first day in any stage.
    pub fn begins(&self) -> Option<Day> {
        self.spells.iter().map(|spell| spell.entered).min()
    }

    /// Returns the stage at the end of a day.
    pub fn spell_at(&self, day: Day) -> Option<Spell> {
        let spells = self.spells.iter().rev();
        spells.copied().find(|spell| spell.entered <= day)
    }

    /// Returns the end if it is not later than a day.
    pub fn end_by(&self, day: Day) -> Option<End> {
        self.end.filter(|end| end.day <= day)
    }

    /// Whether it is won by the end of a day.
    pub fn won_by(&self, day: Day) -> bool {
        self.end_by(day)
            .is_some_and(|end| end.ending == Ending::Won)
    }
}

impl Life {
    /// Returns what was known at the end of a day.
    pub fn seen(&self, day: Day) -> &State {
        if self.before.is_empty() || self.now.from <= day {
            return &self.now;
        }
        let mut latest_first = self.before.iter().rev();
        let known = latest_first.find(|state| state.from <= day);
        known.or(self.before.first()).unwrap_or(&self.now)
    }

    /// Returns the first day in any stage, by any of its states.
    pub fn begins(&self) -> Option<Day> {
        let states = self.before.iter().chain([&self.now]);
        states.filter_map(State::begins).min()
    }

    /// Returns the stage at the end of a day, as known then.
    pub fn spell_at(&self, day: Day) -> Option<Spell> {
        self.seen(day).spell_at(day)
    }

    /// Returns the end if it was known at the end of a day.
    pub fn end_by(&self, day: Day) -> Option<End> {
        self.seen(day).end_by(day)
    }

    /// Whether it was known to be won at the end of a day.
    pub fn won_by(&self, day: Day) -> bool {
        self.seen(day).won_by(day)
    }

    /// Returns the stage of a deal that was open at the end of a day, as known then.
    pub fn open_at(&self, day: Day) -> Option<Spell> {
        let state = self.seen(day);
        if state.end_by(day).is_some() {
            return None;
        }
        state.spell_at(day)
    }

    /// Returns the amount at the end of a day, as known then; 0 without one.
    pub fn amount_at(&self, day: Day) -> f64 {
        self.seen(day).amount.unwrap_or(0.0)
    }

    /// Returns a win up to the day `by`, as known on the day `known`. It brought the signed amount; if none is named, its amount
    /// on the day before.
    pub fn win(&self, by: Day, known: Day) -> Option<Win> {
        let state = self.seen(known);
        let end = state.end_by(by).filter(|_| state.won_by(by))?;
        let before = || self.seen(end.day.saturating_sub(1)).amount;
        let amount = match state.won_amount {
            None if state.signed_unknown => None,
            signed => signed.or_else(before),
        };
        Some(Win {
            day: end.day,
            amount: amount.unwrap_or(0.0),
            is_known: amount.is_some(),
        })
    }
}
