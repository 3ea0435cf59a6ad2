//! The page for people: one sentence for the meeting, the signals, what predicts a decline, what is in no figure.

use super::predict;
use super::words::{LINES, share_in_prose};
use crate::report::trust::{Compared, Direction, GroupBy, MEETINGS, Trust};
use crate::view::legacy::{Column, Table};
use crate::view::page::{Block, Next, Page};
use crate::view::table::{Cell, Tone};
use crate::view::{Style, count};

/// The page.
pub fn trust(report: &Trust, style: &Style) -> Page {
    let mut page = Page {
        lead: lead(report, style),
        ..Page::default()
    };
    let all = &report.all;
    if all.now.answers.sent + all.before.answers.sent + report.predictors.decided > 0
        || !report.groups.is_empty()
        || has_signals(all)
    {
        page.blocks.push(Block::from(signals("SIGNAL", all)));
        page.blocks.push(Block::lines(notes(report, style)));
    }
    for group in &report.groups {
        let name = group.name.as_deref().unwrap_or(match report.group {
            Some(GroupBy::Partner) => "no partner named",
            _ => "nobody named",
        });
        page.blocks.push(Block::lines(vec![name.to_owned()]));
        page.blocks.push(Block::from(signals("", &group.compared)));
    }
    page.blocks.extend(predict::blocks(&report.predictors));
    page.next.push(if report.all.now.silent.n > 0 {
        Next::new("who has not answered", "dealctl stalls --stage handoff")
    } else {
        Next::new("the packets behind it", "dealctl score")
    });
    page
}

fn has_signals(all: &Compared) -> bool {
    [&all.now, &all.before].into_iter().any(|measured| {
        measured.requests.of + measured.mentions.of + measured.meetings.of + measured.disputes.of
            > 0
    })
}

fn lead(report: &Trust, style: &Style) -> Vec<String> {
    let (now, before) = (&report.all.now, &report.all.before);
    let since = style.day(report.periods.now.start);
    let mut lines = Vec::new();
    if now.acted_on.of == 0 {
        lines.push(format!(
            "Since {since} no handoff was answered, or left past its window: nothing to judge trust by."
        ));
    } else {
        let in_time = match now.response.median {
            Some(0) => "; half were answered on the same day".to_owned(),
            Some(1) => "; half were answered within 1 business day".to_owned(),
            Some(days) => {
                format!("; half were answered within {days} business days")
            }
            None => "; most were never answered".to_owned(),
        };
        let handoffs = if now.acted_on.of == 1 {
            "handoff"
        } else {
            "handoffs"
        };
        let then = match before.acted_on.of {
            0 => "nothing to compare before".to_owned(),
            _ => format!("{} before", share_in_prose(before.acted_on)),
        };
        lines.push(format!(
            "Sellers took {} {handoffs} since {since} ({then}){in_time}.",
            share_in_prose(now.acted_on)
        ));
    }
    lines.push(together(&report.all));
    lines
}

/// D6.1: score and signals must both go up for the pipeline to be real.
fn together(all: &Compared) -> String {
    let (better, worse) = all.changes.tally();
    let known = all
        .changes
        .signals
        .iter()
        .filter(|it| it.direction.is_some())
        .count();
    let score = all.changes.score;
    let (Some(now), Some(before), Some(way)) = (
        all.now.score.value(),
        all.before.score.value(),
        score.direction,
    ) else {
        return "Without scored handoffs in both periods the score and the signals cannot be held together."
            .to_owned();
    };
    if known == 0 {
        return format!(
            "The handoff score went from {before:.1} to {now:.1} of 18, and no signal has two periods to compare."
        );
    }
    let moved = match way {
        Direction::Level => format!("stayed at {now:.1} of 18"),
        _ => format!("went from {before:.1} to {now:.1} of 18"),
    };
    let sure = all.changes.sure_tally();
    let says = if score.sure || way == Direction::Level {
        conclusion(way, sure, better + worse > 0)
    } else {
        "too few handoffs to draw a conclusion"
    };
    let chance = match (better + worse, sure.0 + sure.1) {
        (0, _) => String::new(),
        (1, 0) => ", which may be chance".to_owned(),
        (_, 0) => ", and each may be chance".to_owned(),
        (moved, sure) if moved == sure => String::new(),
        (_, sure) => format!(", {sure} of them by more than chance"),
    };
    let none = |n: usize| {
        if n == 0 {
            "none".to_owned()
        } else {
            n.to_string()
        }
    };
    format!(
        "The handoff score {moved}. Of {} that can be compared {} got better and {} got worse{chance}: {says}.",
        count(known, "signal"),
        none(better),
        none(worse)
    )
}

/// What the score and the signals say together, when that many signals got better and worse by more than chance. What may
/// be chance concludes nothing.
fn conclusion(way: Direction, (better, worse): (usize, usize), moved: bool) -> &'static str {
    use std::cmp::Ordering::{Equal, Greater, Less};
    if better + worse == 0 && moved {
        return "too little has moved to draw a conclusion";
    }
    match (way, better.cmp(&worse)) {
        (_, Equal) if better > 0 => "some rise and some fall: look at each alone",
        (Direction::Up, Greater) => "both go up, so the pipeline they make is real",
        (Direction::Up, Equal) => "the packets are better, and trust is what it was",
        (Direction::Up, Less) => {
            "the packets are better and trust does not follow: ask sellers why"
        }
        (Direction::Level, Greater) => "trust grows while the packets stay as they are",
        (Direction::Level, Equal) => "nothing moves",
        (Direction::Level, Less) => {
            "trust falls while the packets stay as they are: the cause is not in them"
        }
        (Direction::Down, Greater) => {
            "sellers trust packets that get worse: mend them before it is spent"
        }
        (Direction::Down, Equal) => "the packets get worse, and sellers have not shown it yet",
        (Direction::Down, Less) => "both go down: the packets first, trust follows them",
    }
}

fn signals(title: &'static str, compared: &Compared) -> Table {
    let rows = LINES.iter().map(|line| {
        let tone = match (line.change)(&compared.changes).better {
            Some(true) => Tone::Good,
            Some(false) => Tone::Late,
            None => Tone::Plain,
        };
        vec![
            Cell::text(line.name),
            Cell::text((line.figure)(&compared.now)),
            Cell::text((line.figure)(&compared.before)),
            Cell::text(line.trend(compared)).tone(tone),
        ]
    });
    Table {
        title: "signals",
        columns: vec![
            Column::left(title, "signal"),
            Column::right("NOW", "now"),
            Column::right("BEFORE", "before"),
            Column::left("TREND", "trend"),
        ],
        rows: rows.collect(),
    }
}

fn notes(report: &Trust, style: &Style) -> Vec<String> {
    let periods = report.periods;
    let (now, before) = (periods.now, periods.before);
    let mut lines = vec![
        format!(
            "now: {} to {}, {} days; before: {} to {}",
            style.day(now.start),
            style.day(now.last_day()),
            now.days(),
            style.day(before.start),
            style.day(before.last_day())
        ),
        "response time: median (quartiles) in the number of handoffs whose wait is known; one without an answer counts as longer than it has waited"
            .to_owned(),
    ];
    let time = &report.all.now.response;
    if time.of() > 0 {
        let (low, high) = time.interval;
        let where_it_lies = match high {
            Some(high) if high == low => {
                format!("lies at {low} business days, with hardly a doubt")
            }
            Some(high) => format!("lies between {low} and {high} business days"),
            None => format!("lies above {low} business days, with no end yet"),
        };
        lines.push(format!("the median now {where_it_lies} (95% interval)"));
    }
    lines.push(
        "a trend with a ? may be chance: its 95% interval holds no change as well".to_owned(),
    );
    lines.extend(apart(report));
    if report.all.now.meetings.of + report.all.before.meetings.of > 0 {
        lines.push(format!(
            "a meeting is a touch of a partner with a seller: {}",
            MEETINGS.join(", ")
        ));
    }
    lines
}

/// What is in no denominator.
fn apart(report: &Trust) -> Option<String> {
    let answers = &report.all.now.answers;
    let mut parts = Vec::new();
    let mut add = |n: usize, style: &str| {
        if n > 0 {
            parts.push(format!("{n} {style}"));
        }
    };
    add(answers.open as usize, "still open");
    add(answers.overtaken as usize, "overtaken inside the window");
    add(
        answers.unclear as usize,
        "with an answer that says neither yes nor no",
    );
    add(
        answers.undated as usize,
        "answered without a date (in no response time)",
    );
    add(report.left_out.unsent, "answered without a day of sending");
    add(
        report.left_out.signals,
        "of signals.yaml without a date or a known kind",
    );
    (!parts.is_empty()).then(|| format!("not counted now: {}", parts.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_be_chance_concludes_nothing() {
        for way in [Direction::Up, Direction::Level, Direction::Down] {
            let says = conclusion(way, (0, 0), true);
            assert_eq!(says, "too little has moved to draw a conclusion");
        }
        assert!(conclusion(Direction::Up, (1, 0), true).contains("both go up"));
        assert!(conclusion(Direction::Up, (0, 1), true).contains("does not follow"));
        assert!(conclusion(Direction::Up, (1, 1), true).contains("some fall"));
        assert_eq!(conclusion(Direction::Level, (0, 0), false), "nothing moves");
    }
}
