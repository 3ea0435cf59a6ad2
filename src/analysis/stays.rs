//! The stays of a deal in its stages: from when to when, and what ended each (D8.3). What is worked out of days in stage and of
//! conversion asks here.

use chrono::NaiveDate;

use crate::model::deal::OutcomeResult;

use super::Case;

/// A deal stood in a stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stay {
    /// The number of the stage.
    pub stage: usize,
    /// The day it began: the day of the entry, or the day on which the deal was opened again.
    pub entered: NaiveDate,
    /// What ended it; `None` if the deal still stands there.
    pub end: Option<StayEnd>,
}

/// The end of a stay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StayEnd {
    /// The day, not before the stay began; `None` if it is not on record, as of an outcome without a date.
    pub on: Option<NaiveDate>,
    /// Where the deal went.
    pub to: Destination,
}

/// Where a deal went from a stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Destination {
    /// To another stage, by its number; a smaller one than before is a step back.
    Stage(usize),
    /// Out: the deal closed.
    Closed(OutcomeResult),
}

impl Stay {
    /// Returns the calendar days from the entry to the end, or to `today` while it lasts; `None` if the day of the end is not known.
    pub fn days(&self, today: NaiveDate) -> Option<u32> {
        let last = match self.end {
            None => today,
            Some(end) => end.on?,
        };
        u32::try_from((last - self.entered).num_days()).ok()
    }

    /// Returns whether the deal still stands there.
    pub fn lasts(&self) -> bool {
        self.end.is_none()
    }
}

/// An event of a deal that begins or ends a stay. Of one day an entry comes first, then a close, then an opening.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Event {
    Entered(usize),
    Closed(OutcomeResult),
    Reopened,
}

/// Returns the stays of a deal in the order they began.
///
/// Entries without a day, or in a stage that process.toml does not know, are passed over; two entries of one stage in a row are one stay.
/// A close that was ended by an opening ends a stay, and the opening begins another one in the same stage. An outcome without a
/// date ends the last stay on a day that is not known.
pub fn stays(case: &Case<'_>) -> Vec<Stay> {
    let mut stays: Vec<Stay> = Vec::new();
    for (day, event) in events(case) {
        let last = stays.last_mut();
        match (event, last) {
            (Event::Entered(stage), Some(last)) if last.lasts() => {
                if last.stage == stage {
                    continue;
                }
                last.end = Some(StayEnd {
                    on: Some(day.max(last.entered)),
                    to: Destination::Stage(stage),
                });
                let entered = day.max(last.entered);
                stays.push(begun(stage, entered));
            }
            (Event::Entered(stage), _) => stays.push(begun(stage, day)),
            (Event::Closed(result), Some(last)) if last.lasts() => {
                last.end = Some(StayEnd {
                    on: Some(day.max(last.entered)),
                    to: Destination::Closed(result),
                });
            }
            (Event::Reopened, Some(last)) if !last.lasts() => {
                let stage = last.stage;
                stays.push(begun(stage, day));
            }
            _ => {}
        }
    }
    if let (Some(result), Some(last)) = (case.result(), stays.last_mut())
        && last.lasts()
    {
        last.end = Some(StayEnd {
            on: None,
            to: Destination::Closed(result),
        });
    }
    stays
}

fn begun(stage: usize, entered: NaiveDate) -> Stay {
    Stay {
        stage,
        entered,
        end: None,
    }
}

/// Returns the events by day; entries of one day keep the order of the file.
fn events(case: &Case<'_>) -> Vec<(NaiveDate, Event)> {
    let deal = case.deal;
    let mut entries: Vec<(NaiveDate, usize)> = Vec::new();
    for entry in &deal.history.entries {
        let (Some(stage), Some(date)) = (&entry.stage, entry.date) else {
            continue;
        };
        let Some((number, _)) = case.process.stage(stage) else {
            continue;
        };
        // In the order of the file: an entry dated before the one above it counts from that one's day.
        let latest = entries.last().map_or(date.value, |(day, _)| *day);
        entries.push((date.value.max(latest), number));
    }
    let outcomes = deal.reopened.iter().map(|one| one.outcome.as_deref());
    let closes = outcomes
        .chain([deal.outcome.as_deref()])
        .flatten()
        .filter_map(|outcome| Some((outcome.date?.value, Event::Closed(outcome.result?.value))));
    let openings = deal.reopened.iter().filter_map(|one| one.date);
    let mut events: Vec<(NaiveDate, Event)> = entries
        .into_iter()
        .map(|(day, stage)| (day, Event::Entered(stage)))
        .collect();
    events.extend(closes);
    events.extend(openings.map(|date| (date.value, Event::Reopened)));
    let rank = |event: &Event| match event {
        Event::Entered(_) => 0,
        Event::Closed(_) => 1,
        Event::Reopened => 2,
    };
    events.sort_by_key(|(day, event)| (*day, rank(event)));
    events
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::{Evidence, Memory, Seen, load};

    const PROCESS: &str = "[process]\nname = \"P\"\ncurrency = \"USD\"\n\
        [[stages]]\nid = \"a\"\nname = \"A\"\nowner = \"Maya Chen\"\n\
        [[stages]]\nid = \"b\"\nname = \"B\"\nowner = \"Maya Chen\"\n";

    fn stays_of(deal: &str) -> Vec<String> {
        let files = Memory::default()
            .with("process.toml", PROCESS.to_owned())
            .with("deals/d.yaml", format!("account: {{name: D}}\n{deal}"));
        let seen = Seen {
            today: NaiveDate::from_ymd_opt(2026, 6, 30).expect("a day"),
            as_of_given: true,
        };
        let book = load(&files, seen).unwrap_or_else(|_| panic!("it loads"));
        let evidence = Evidence::new(&files);
        let case = Case::new(&book, &book.deals[0], &evidence);
        let shown = |stay: Stay| {
            let end = stay.end.map(|end| {
                let to = match end.to {
                    Destination::Stage(stage) => book.process.stages[stage].id.to_string(),
                    Destination::Closed(result) => result.to_string(),
                };
                let on = end
                    .on
                    .map_or_else(|| "?".to_owned(), |day| day.format("%m-%d").to_string());
                format!(" {on} {to}")
            });
            format!(
                "{} {}{}",
                book.process.stages[stay.stage].id,
                stay.entered.format("%m-%d"),
                end.unwrap_or_default()
            )
        };
        stays(&case).into_iter().map(shown).collect()
    }

    #[test]
    fn a_stay_ends_where_the_next_begins() {
        let open = stays_of("history: {a: 2026-01-05, b: 2026-01-12}\n");
        assert_eq!(open, ["a 01-05 01-12 b", "b 01-12"]);
        let back = stays_of(
            "history:\n  - {stage: a, date: 2026-01-05}\n  - {stage: b, date: 2026-01-12}\n  - {stage: a, date: 2026-01-20}\n",
        );
        assert_eq!(back, ["a 01-05 01-12 b", "b 01-12 01-20 a", "a 01-20"]);
    }

    #[test]
    fn an_outcome_ends_the_last_stay() {
        let won = stays_of("history: {a: 2026-01-05}\noutcome: {result: won, date: 2026-02-01}\n");
        assert_eq!(won, ["a 01-05 02-01 won"]);
        let undated = stays_of("history: {a: 2026-01-05}\noutcome: {result: lost}\n");
        assert_eq!(undated, ["a 01-05 ? lost"]);
        let early =
            stays_of("history: {a: 2026-01-05}\noutcome: {result: lost, date: 2026-01-01}\n");
        assert_eq!(early, ["a 01-05 ? lost"]);
    }

    #[test]
    fn an_opening_begins_another_stay() {
        let deal = "history: {a: 2026-01-05, b: 2026-01-12}\n\
            outcome: {result: lost, date: 2026-02-01}\n\
            reopened: {date: 2026-03-01, by: Maya Chen, why: They called}\n";
        assert_eq!(
            stays_of(deal),
            ["a 01-05 01-12 b", "b 01-12 02-01 lost", "b 03-01"]
        );
    }
}
