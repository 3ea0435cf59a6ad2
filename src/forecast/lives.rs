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

/// What was known of a deal from a day on.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct State {
    /// The first day; until the next state begins.
    pub from: Day,
    /// Its group: the partner's number, or that of another grouping.
    pub group: usize,
    /// The stages, in the order they were written. Of several that are not later than a day, the last is the one.
    pub spells: Vec<Spell>,
    /// How it ended.
    pub end: Option<(Day, Ending)>,
    /// What it is worth while open, in the process currency; none when it has no amount.
    pub amount: Option<f64>,
    /// The expected close date.
    pub close: Option<Day>,
    /// What was signed, when it was won.
    pub won_amount: Option<f64>,
}

/// One deal.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Life {
    /// Its name; orders the sums, and is what its luck hangs on.
    pub id: String,
    /// What was known earlier, oldest first; the oldest also holds before its day. Empty when only the present is known:
    /// then the dates in it say what was known when.
    pub before: Vec<State>,
    /// What is known now.
    pub now: State,
}

impl State {
    /// The day it is first seen in a stage.
    pub fn begins(&self) -> Option<Day> {
        self.spells.iter().map(|spell| spell.entered).min()
    }

    /// The stage it stands in at the end of a day.
    pub fn spell_at(&self, day: Day) -> Option<Spell> {
        let spells = self.spells.iter().rev();
        spells.copied().find(|spell| spell.entered <= day)
    }

    /// The end, when it is not later than a day.
    pub fn end_by(&self, day: Day) -> Option<(Day, Ending)> {
        self.end.filter(|(end, _)| *end <= day)
    }

    /// Whether it is won by the end of a day.
    pub fn won_by(&self, day: Day) -> bool {
        matches!(self.end_by(day), Some((_, Ending::Won)))
    }
}

impl Life {
    /// What was known at the end of a day.
    pub fn seen(&self, day: Day) -> &State {
        if self.before.is_empty() || self.now.from <= day {
            return &self.now;
        }
        let mut latest_first = self.before.iter().rev();
        let known = latest_first.find(|state| state.from <= day);
        known.or(self.before.first()).unwrap_or(&self.now)
    }

    /// The first day that any state sees it in a stage.
    pub fn begins(&self) -> Option<Day> {
        let states = self.before.iter().chain([&self.now]);
        states.filter_map(State::begins).min()
    }

    /// The stage it was known to stand in at the end of a day.
    pub fn spell_at(&self, day: Day) -> Option<Spell> {
        self.seen(day).spell_at(day)
    }

    /// The end, when it was known at the end of a day.
    pub fn end_by(&self, day: Day) -> Option<(Day, Ending)> {
        self.seen(day).end_by(day)
    }

    /// Whether it was known to be won at the end of a day.
    pub fn won_by(&self, day: Day) -> bool {
        self.seen(day).won_by(day)
    }

    /// The stage of a deal that was open at the end of a day, as far as was known.
    pub fn open_at(&self, day: Day) -> Option<Spell> {
        let state = self.seen(day);
        if state.end_by(day).is_some() {
            return None;
        }
        state.spell_at(day)
    }

    /// What it was said to be worth at the end of a day; 0 without an amount.
    pub fn amount_at(&self, day: Day) -> f64 {
        self.seen(day).amount.unwrap_or(0.0)
    }

    /// The win up to a day and what it brought, as far as was known on another: what was signed, else what it was worth on the
    /// day before.
    pub fn win(&self, by: Day, known: Day) -> Option<(Day, f64)> {
        let state = self.seen(known);
        let (day, _) = state.end_by(by).filter(|_| state.won_by(by))?;
        let worth = || self.amount_at(day.saturating_sub(1));
        Some((day, state.won_amount.unwrap_or_else(worth)))
    }
}
