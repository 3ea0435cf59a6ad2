//! The page for people: one sentence for the meeting, the signals, what predicts a decline, what is in no figure.

use super::predict;
use super::words::{SIGNALS, figure, trend};
use crate::report::trust::{
    Change, Compared, Direction, GroupBy, MEETINGS, ResponseTime, Signal, Tally, Trust,
};
use crate::view::page::{Block, Next, Page};
use crate::view::share::share_in_prose;
use crate::view::table::{Cell, Grid, Table, Tone};
use crate::view::{Style, count};

/// The page; with `why`, also how the figures are made, and acceptance by grade.
pub fn trust(report: &Trust, why: bool, style: &Style) -> Page {
    let mut page = Page {
        lead: lead(report, style),
        ..Page::default()
    };
    let all = &report.all;
    if all.now.answers.sent + all.before.answers.sent + report.predictors.decided > 0
        || !report.groups.is_empty()
        || has_signals(all)
    {
        page.blocks.push(signals("SIGNAL", all).into());
        page.blocks.push(Block::lines(notes(report, why, style)));
    }
    for group in &report.groups {
        let name = group.name.as_deref().unwrap_or(match report.group {
            Some(GroupBy::Partner) => "no partner named",
            _ => "nobody named",
        });
        page.blocks.push(Block::lines(vec![name.to_owned()]));
        page.blocks.push(signals("", &group.compared).into());
    }
    page.blocks.extend(predict::blocks(&report.predictors, why));
    page.next.push(if report.all.now.silent.n > 0 {
        Next::new("who has not answered", "dealctl stalls --stage handoff")
    } else {
        Next::new("the packets behind it", "dealctl score")
    });
    if !why && !page.blocks.is_empty() {
        page.next.push(Next::new(
            "each grade, each reason, and how the figures are made",
            "dealctl trust --why",
        ));
    }
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

/// Returns what the score and the signals say together: both must go up for the pipeline to be real (D6.1).
fn together(all: &Compared) -> String {
    let tally = all.changes.tally();
    let known = all.changes.six().filter(|it| it.direction.is_some());
    let known = known.count();
    let score = all.changes.of(Signal::Score);
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
        conclusion(way, sure, tally.moved() > 0)
    } else {
        "too few handoffs to draw a conclusion"
    };
    let chance = match (tally.moved(), sure.moved()) {
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
        none(tally.better),
        none(tally.worse)
    )
}

/// Returns what the score and the signals say together, given how many signals got better and worse by more than chance. What
/// may be chance concludes nothing.
fn conclusion(way: Direction, sure: Tally, moved: bool) -> &'static str {
    use std::cmp::Ordering::{Equal, Greater, Less};
    if sure.moved() == 0 && moved {
        return "too little has moved to draw a conclusion";
    }
    match (way, sure.better.cmp(&sure.worse)) {
        (_, Equal) if sure.better > 0 => "some rise and some fall: look at each alone",
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

fn signals(title: &'static str, compared: &Compared) -> Grid {
    Table::<Change>::new("signals")
        .left(title, "signal", |change| {
            Cell::text(change.signal.declaration().name)
        })
        .right("NOW", "now", |change| {
            Cell::text(figure(change.signal, &compared.now))
        })
        .right("BEFORE", "before", |change| {
            Cell::text(figure(change.signal, &compared.before))
        })
        .left("TREND", "trend", |change| {
            let word = trend(*change).unwrap_or_else(|| "–".to_owned());
            Cell::text(word).tone(match change.better {
                Some(true) => Tone::Good,
                Some(false) => Tone::Late,
                None => Tone::Plain,
            })
        })
        .rows(SIGNALS.map(|signal| compared.changes.of(signal)))
}

fn notes(report: &Trust, why: bool, style: &Style) -> Vec<String> {
    let periods = report.periods;
    let (now, before) = (periods.now, periods.before);
    let mut lines = vec![format!(
        "now: {} to {}, {} days; before: {} to {}",
        style.day(now.start),
        style.day(now.last_day()),
        now.days(),
        style.day(before.start),
        style.day(before.last_day())
    )];
    if why {
        lines.push(
            "response time: median (quartiles) in the number of handoffs whose wait is known; one without an answer counts as longer than it has waited"
                .to_owned(),
        );
        lines.extend(median(&report.all.now.response));
    }
    lines.push(
        "a trend with a ? may be chance: its 95% interval holds no change as well".to_owned(),
    );
    lines.extend(apart(report));
    if why && report.all.now.meetings.of + report.all.before.meetings.of > 0 {
        lines.push(format!(
            "a meeting is a touch of a partner with a seller: {}",
            MEETINGS.join(", ")
        ));
    }
    lines
}

/// Returns where the median lies; `None` without a handoff.
fn median(time: &ResponseTime) -> Option<String> {
    let low = time.median_low;
    let where_it_lies = match time.median_high {
        Some(high) if high == low => {
            format!("lies at {low} business days, with hardly a doubt")
        }
        Some(high) => format!("lies between {low} and {high} business days"),
        None => format!("lies above {low} business days, with no end yet"),
    };
    (time.of > 0).then(|| format!("the median now {where_it_lies} (95% interval)"))
}

/// Returns what is in no denominator; `None` if everything is.
fn apart(report: &Trust) -> Option<String> {
    let answers = &report.all.now.answers;
    let mut parts = Vec::new();
    let mut add = |n: usize, what: &str| {
        if n > 0 {
            parts.push(format!("{n} {what}"));
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
        let tally = |better, worse| Tally { better, worse };
        for way in [Direction::Up, Direction::Level, Direction::Down] {
            let says = conclusion(way, tally(0, 0), true);
            assert_eq!(says, "too little has moved to draw a conclusion");
        }
        assert!(conclusion(Direction::Up, tally(1, 0), true).contains("both go up"));
        assert!(conclusion(Direction::Up, tally(0, 1), true).contains("does not follow"));
        assert!(conclusion(Direction::Up, tally(1, 1), true).contains("some fall"));
        let still = conclusion(Direction::Level, tally(0, 0), false);
        assert_eq!(still, "nothing moves");
    }
}
