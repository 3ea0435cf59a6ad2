//! The bridge of a pipeline from one day to another: its sum then, what came, what went, its sum now. In whole minor units, so
//! that it adds up exactly: `start + every line = end`.
//!
//! A deal is *in* the pipeline while it is open and its close date lies in the period. Each deal is on at most two lines, found
//! in this order:
//!
//! - it was in and is out: it leaves with its amount of then, on *won*, *lost* (or disqualified), *moved out* (open, with another
//!   close date or none) or *removed* (no figure counts it any more);
//! - it was out and is in: it comes with its amount of now, on *new* (no figure counted it then), *reopened* (it was closed) or
//!   *moved in*;
//! - it was in and is in: the effect of changed rates on its old amount is on *rates*, the rest of the change on *increased* or
//!   *decreased*.
//!
//! So a deal that moved out and grew is on *moved out* alone, with its old amount.

/// How a deal counts on one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Open, with a close date in the period.
    In,
    /// Open, with a close date outside of it or none.
    Outside,
    /// Won.
    Won,
    /// Lost.
    Lost,
    /// Disqualified.
    Disqualified,
}

impl Standing {
    /// Whether the deal has ended.
    pub fn is_closed(self) -> bool {
        matches!(self, Self::Won | Self::Lost | Self::Disqualified)
    }
}

/// A deal on one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct State {
    /// How it counts.
    pub standing: Standing,
    /// Its amount in whole minor units, at the rates of that day; 0 if unknown.
    pub amount: i128,
}

/// A deal on both days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DealOnBothDays {
    /// Then; `None` if no figure counted it.
    pub before: Option<State>,
    /// Its old amount at today's rates.
    pub revalued: i128,
    /// Now; `None` if no figure counts it.
    pub after: Option<State>,
}

/// A line of the bridge between start and end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Line {
    /// No figure counted it then.
    New,
    /// It was closed then.
    Reopened,
    /// Its amount grew.
    Increased,
    /// Its close date moved into the period.
    MovedIn,
    /// Its close date moved out of the period.
    MovedOut,
    /// Its amount shrank.
    Decreased,
    /// It was won.
    Won,
    /// It was lost or disqualified.
    Lost,
    /// No figure counts it any more.
    Removed,
    /// The rates in process.toml changed.
    Rates,
}

impl Line {
    /// Every line, in the order of display.
    pub const ALL: [Self; 10] = [
        Self::New,
        Self::Reopened,
        Self::Increased,
        Self::MovedIn,
        Self::MovedOut,
        Self::Decreased,
        Self::Won,
        Self::Lost,
        Self::Removed,
        Self::Rates,
    ];

    /// Returns its name in machine-readable formats.
    pub fn key(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Reopened => "reopened",
            Self::Increased => "increased",
            Self::MovedIn => "moved_in",
            Self::MovedOut => "moved_out",
            Self::Decreased => "decreased",
            Self::Won => "won",
            Self::Lost => "lost",
            Self::Removed => "removed",
            Self::Rates => "rates",
        }
    }

    /// Returns 1 if it adds to the pipeline, -1 if it subtracts, 0 if it can do either.
    pub fn direction(self) -> i128 {
        match self {
            Self::New | Self::Reopened | Self::Increased | Self::MovedIn => 1,
            Self::MovedOut | Self::Decreased | Self::Won | Self::Lost | Self::Removed => -1,
            Self::Rates => 0,
        }
    }
}

impl serde::Serialize for Line {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.key())
    }
}

/// What one deal adds to a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Item {
    /// The deal's index in the list.
    pub deal: usize,
    /// The line.
    pub line: Line,
    /// What it adds to the pipeline, in whole minor units; negative if it subtracts.
    pub amount: i128,
    /// Whether it is on *lost* because it was disqualified.
    pub disqualified: bool,
}

/// Deals in the pipeline, and their sum.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pipeline {
    /// Deals.
    pub deals: usize,
    /// Their sum, in whole minor units.
    pub amount: i128,
}

impl Pipeline {
    fn count(&mut self, state: Option<State>) {
        if let Some(state) = state {
            self.deals += 1;
            self.amount += state.amount;
        }
    }
}

/// The bridge.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bridge {
    /// The pipeline then.
    pub start: Pipeline,
    /// The changes: by line, largest first, then in the order of deals.
    pub items: Vec<Item>,
    /// The pipeline now.
    pub end: Pipeline,
}

impl Bridge {
    /// Returns the items of a line.
    pub fn on(&self, line: Line) -> impl Iterator<Item = &Item> {
        self.items.iter().filter(move |item| item.line == line)
    }

    /// Returns what a line adds.
    pub fn sum(&self, line: Line) -> i128 {
        self.on(line).map(|item| item.amount).sum()
    }
}

/// Builds the bridge of some deals.
pub fn bridge(pairs: &[DealOnBothDays]) -> Bridge {
    let mut bridge = Bridge::default();
    let is_in = |state: &Option<State>| state.filter(|state| state.standing == Standing::In);
    for (deal, pair) in pairs.iter().enumerate() {
        let (before, after) = (is_in(&pair.before), is_in(&pair.after));
        let mut add = |line, amount, disqualified| {
            bridge.items.push(Item {
                deal,
                line,
                amount,
                disqualified,
            });
        };
        match (before, after) {
            (Some(before), Some(after)) => {
                let rates = pair.revalued - before.amount;
                let change = after.amount - pair.revalued;
                if rates != 0 {
                    add(Line::Rates, rates, false);
                }
                if change > 0 {
                    add(Line::Increased, change, false);
                } else if change < 0 {
                    add(Line::Decreased, change, false);
                }
            }
            (Some(before), None) => {
                let standing = pair.after.map(|after| after.standing);
                let disqualified = standing == Some(Standing::Disqualified);
                add(leaves_by(standing), -before.amount, disqualified);
            }
            (None, Some(after)) => add(
                comes_by(pair.before.map(|before| before.standing)),
                after.amount,
                false,
            ),
            (None, None) => {}
        }
        bridge.start.count(before);
        bridge.end.count(after);
    }
    bridge
        .items
        .sort_by_key(|item| (item.line, std::cmp::Reverse(item.amount.abs()), item.deal));
    bridge
}

fn leaves_by(standing: Option<Standing>) -> Line {
    match standing {
        Some(Standing::Won) => Line::Won,
        Some(Standing::Lost | Standing::Disqualified) => Line::Lost,
        Some(Standing::In | Standing::Outside) => Line::MovedOut,
        None => Line::Removed,
    }
}

fn comes_by(standing: Option<Standing>) -> Line {
    match standing {
        Some(standing) if standing.is_closed() => Line::Reopened,
        Some(_) => Line::MovedIn,
        None => Line::New,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn state() -> impl Strategy<Value = Option<State>> {
        let standing = prop::sample::select(vec![
            Standing::In,
            Standing::In,
            Standing::Outside,
            Standing::Won,
            Standing::Lost,
            Standing::Disqualified,
        ]);
        let amount = prop_oneof![Just(0), 0..1_000_i128, 0..100_000_000_000_000_000_000_i128];
        prop::option::weighted(
            0.8,
            (standing, amount).prop_map(|(standing, amount)| State { standing, amount }),
        )
    }

    fn pairs() -> impl Strategy<Value = Vec<DealOnBothDays>> {
        let change = (state(), state(), prop::option::of(0..1_000_000_i128));
        let pair = change.prop_map(|(before, after, revalued)| DealOnBothDays {
            before,
            revalued: revalued.unwrap_or(before.map_or(0, |before| before.amount)),
            after,
        });
        prop::collection::vec(pair, 0..60)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1_000))]

        #[test]
        fn start_and_every_line_make_the_end(pairs in pairs()) {
            let bridge = bridge(&pairs);
            let lines: i128 = Line::ALL.iter().map(|line| bridge.sum(*line)).sum();
            prop_assert_eq!(bridge.start.amount + lines, bridge.end.amount);
            let come = |line: Line| bridge.on(line).count();
            let came = come(Line::New) + come(Line::Reopened) + come(Line::MovedIn);
            let went = come(Line::MovedOut) + come(Line::Won) + come(Line::Lost) + come(Line::Removed);
            prop_assert_eq!(bridge.start.deals + came, bridge.end.deals + went);
        }

        #[test]
        fn a_line_goes_one_way_and_a_deal_is_on_one_line_beside_rates(pairs in pairs()) {
            let bridge = bridge(&pairs);
            let mut on = vec![0; pairs.len()];
            for item in &bridge.items {
                let direction = item.line.direction();
                prop_assert!(direction == 0 || item.amount * direction >= 0, "{:?}", item);
                prop_assert!(!item.disqualified || item.line == Line::Lost);
                on[item.deal] += usize::from(item.line != Line::Rates);
            }
            prop_assert!(on.iter().all(|lines| *lines <= 1));
        }

        #[test]
        fn there_and_back_again_is_nothing(pairs in pairs()) {
            let back: Vec<DealOnBothDays> = pairs
                .iter()
                .map(|pair| DealOnBothDays { before: pair.after, revalued: pair.after.map_or(0, |state| state.amount), after: pair.before })
                .collect();
            let (there, back) = (bridge(&pairs), bridge(&back));
            prop_assert_eq!((there.start, there.end), (back.end, back.start));
        }
    }

    #[test]
    fn a_deal_that_moves_out_and_grows_leaves_with_what_it_was() {
        let state = |standing, amount| Some(State { standing, amount });
        let moved = DealOnBothDays {
            before: state(Standing::In, 50),
            revalued: 50,
            after: state(Standing::Outside, 70),
        };
        let won = DealOnBothDays {
            before: state(Standing::In, 30),
            revalued: 33,
            after: state(Standing::Won, 20),
        };
        let grew = DealOnBothDays {
            before: state(Standing::In, 10),
            revalued: 11,
            after: state(Standing::In, 9),
        };
        let bridge = bridge(&[moved, won, grew]);
        let items: Vec<_> = bridge
            .items
            .iter()
            .map(|item| (item.line, item.deal, item.amount))
            .collect();
        assert_eq!(
            items,
            [
                (Line::MovedOut, 0, -50),
                (Line::Decreased, 2, -2),
                (Line::Won, 1, -30),
                (Line::Rates, 2, 1),
            ]
        );
        let pipeline = |deals, amount| Pipeline { deals, amount };
        assert_eq!(
            (bridge.start, bridge.end),
            (pipeline(3, 90), pipeline(1, 9))
        );
    }
}
