//! `dealctl gate` for people.

use super::Style;
use crate::analysis::clocks::{Clock, Start};
use crate::analysis::next_moves::Step;
use crate::report::document::StageRef;
use crate::report::gate::{
    ClockLine, CriterionLine, CriterionState, DeclineLine, Gate, GateLine, MoveLine,
};
use crate::text::shell;
use crate::view::page::{Block, Next, Page};
use crate::view::table::{Cell, Grid, Table, Tone};

/// The page.
pub fn gate(report: &Gate, style: &Style) -> Page {
    let mut page = Page {
        lead: lead(report, style),
        ..Page::default()
    };
    let Some(stage) = &report.stage else {
        if report.begins.is_none() {
            page.next.push(Next::new("", "dealctl lint"));
        }
        return page;
    };
    if report.outcome.is_none() && !report.criteria.is_empty() {
        let criteria = criteria(stage, &report.criteria, style);
        page.blocks.push(Block::from(criteria));
    }
    let is_open = |gate: &&GateLine| gate.unmet().next().is_some();
    for gate in report.behind.iter().filter(is_open) {
        let line = format!("{} was left with criteria unmet:", gate.stage.name);
        page.blocks.push(Block::lines(vec![line]));
        let criteria = criteria(&gate.stage, &gate.criteria, style);
        page.blocks.push(Block::from(criteria));
    }
    let lines = notes(report, style);
    if !lines.is_empty() {
        page.blocks.push(Block::lines(lines));
    }
    page.next.extend(first_move(report));
    page.next.push(next(report));
    page
}

/// Returns the command of the first move, unless it only shows this page again.
fn first_move(report: &Gate) -> Option<Next> {
    let first = report.moves.first()?;
    let is_this = first.command.starts_with("dealctl gate ");
    (!is_this).then(|| Next::new("the first move", &first.command))
}

fn lead(report: &Gate, style: &Style) -> Vec<String> {
    let mut first = vec![report.name.clone()];
    first.extend(
        report
            .account
            .clone()
            .filter(|account| !account.eq_ignore_ascii_case(&report.name)),
    );
    first.push(report.amount.map_or_else(
        || "amount not known".to_owned(),
        |amount| style.money(amount),
    ));
    first.push(match (&report.stage, report.since) {
        (Some(stage), Some(since)) => format!("{} since {}", stage.name, style.weekday(since)),
        (Some(stage), None) => stage.name.clone(),
        (None, _) => report.begins.map_or_else(
            || "in no stage that process.toml knows".to_owned(),
            |begins| format!("begins {}", style.weekday(begins)),
        ),
    });
    let mut lines = vec![first.join(" · ")];
    if let Some(outcome) = &report.outcome {
        let when = report
            .closed
            .map(|day| format!(" on {}", style.weekday(day)))
            .unwrap_or_default();
        lines.push(format!("Closed: {outcome}{when}."));
        let tell = report.moves.first();
        lines.extend(tell.map(|tell| {
            let owner = tell.owner.as_deref().unwrap_or("nobody is named");
            format!("The partner has not been told: {owner}{}.", by(tell, style))
        }));
        return lines;
    }
    let Some(stage) = &report.stage else {
        return lines;
    };
    let unmet: Vec<&CriterionLine> = report.unmet().collect();
    let mut moves = report.moves.iter();
    let waits = moves.find(|next| next.step.is_of_gate());
    if let Some(line) = waits.and_then(|waits| waits_for(waits, stage, unmet.is_empty())) {
        lines.push(line);
        return lines;
    }
    let mut behind = report.behind.iter().rev();
    let left_open = behind.find(|gate| gate.unmet().next().is_some());
    lines.push(match (unmet.as_slice(), left_open, &report.next) {
        ([], Some(left), _) => format!(
            "Nothing is missing in {}, but {} was left with criteria unmet.",
            stage.name, left.stage.name
        ),
        ([], None, Some(next)) => format!(
            "Nothing is missing: {} may move it to {}.",
            report.owner.as_deref().unwrap_or("its owner"),
            next.stage.name
        ),
        ([], None, None) => "Nothing is missing: it may be closed.".to_owned(),
        ([one], ..) => format!(
            "1 thing is missing before it leaves {}: {}.",
            stage.name,
            short_move(one)
        ),
        (many, ..) => format!(
            "{} things are missing before it leaves {}; first {}.",
            many.len(),
            stage.name,
            short_move(many[0])
        ),
    });
    lines
}

/// Returns what a deal waits for other than its criteria; `None` for those, and for a deal that may advance.
fn waits_for(waits: &MoveLine, stage: &StageRef, is_met: bool) -> Option<String> {
    let owner = waits.owner.as_deref().unwrap_or("nobody is named");
    Some(match &waits.step {
        Step::CloseRejected => format!("Its registration was rejected: {owner}, close it."),
        Step::CloseDeclined => format!(
            "{} lets a deal go that was declined so often: {owner}, close it as disqualified.",
            stage.name
        ),
        Step::Advance | Step::Close => return None,
        _ if is_met => format!("It waits in {}: {owner}, {}.", stage.name, waits.action),
        _ => return None,
    })
}

fn short_move(criterion: &CriterionLine) -> String {
    let owner = criterion.owner.as_deref().unwrap_or("nobody is named");
    format!(
        "{owner}, {}",
        criterion.step.as_deref().unwrap_or(&criterion.id)
    )
}

/// Returns `, by Fri 27 Nov`, or that the day has passed.
fn by(line: &MoveLine, style: &Style) -> String {
    let Some(until) = line.until else {
        return String::new();
    };
    let word = if line.is_over { "was due by" } else { "by" };
    format!(", {word} {}", style.weekday(until))
}

fn criteria(stage: &StageRef, criteria: &[CriterionLine], style: &Style) -> Grid {
    Table::<CriterionLine>::new("criteria")
        .left("", "state", |line| {
            let (mark, tone) = match line.state {
                CriterionState::Met => ("✓", Tone::Good),
                CriterionState::Waived => ("~", Tone::Quiet),
                CriterionState::Unmet => ("✗", Tone::Late),
            };
            Cell::both(mark, line.state.word()).tone(tone)
        })
        .left("CRITERION", "criterion", |line| {
            Cell::both(&line.id, format!("{}/{}", stage.id, line.id))
        })
        .left("ASKS", "demand", |line| {
            Cell::text(match (&line.why, &line.waiver) {
                (Some(why), _) => format!("{}: {why}", line.demand),
                (None, Some(waiver)) => waiver.clone(),
                (None, None) => line.demand.clone(),
            })
        })
        .wraps(30)
        .left("WHOSE MOVE", "owner", |line| {
            let owner = match line.state {
                CriterionState::Unmet => style.person(line.owner.as_deref()),
                CriterionState::Met | CriterionState::Waived => "",
            };
            Cell::both(owner, line.owner.clone().unwrap_or_default())
        })
        .left("WHERE", "place", |line| {
            let path = &line.place.path;
            let file = path.rsplit('/').next().unwrap_or(path);
            Cell::both(
                format!("{file}:{}", line.place.line),
                format!("{path}:{}", line.place.line),
            )
        })
        .leaves(2)
        .rows(criteria)
}

fn notes(report: &Gate, style: &Style) -> Vec<String> {
    let clocks = report.clocks.iter();
    let mut lines: Vec<String> = clocks.map(|clock| clock_line(clock, style)).collect();
    if let Some(packet) = report.packet {
        lines.push(format!(
            "packet: {} of {} fields",
            packet.present, packet.needed
        ));
    }
    lines.extend(
        report
            .decline
            .as_ref()
            .map(|decline| decline_line(decline, style)),
    );
    lines.extend(report.moves.iter().find_map(|next| match &next.step {
        Step::Send {
            once: Some(subject),
            ..
        } => Some(format!("not ready yet: {subject}")),
        _ => None,
    }));
    let behind: Vec<String> = report.behind.iter().filter_map(behind_words).collect();
    if !behind.is_empty() {
        lines.push(format!("behind it: {}", behind.join(" · ")));
    }
    if let (Some(next), None) = (&report.next, &report.outcome) {
        let ids: Vec<&str> = next.criteria.iter().map(|line| line.id.as_str()).collect();
        if !ids.is_empty() {
            lines.push(format!(
                "the next gate, {}, will want: {}",
                next.stage.name,
                ids.join(", ")
            ));
        }
    }
    lines.extend(
        report
            .unmet()
            .filter_map(|line| Some(format!("{}: {}", line.id, line.hint.as_ref()?))),
    );
    lines
}

/// Returns `declined on Wed 9 Sep by Sam Ortiz: need unclear, which points at the buyer problem; 2 declines so far`.
fn decline_line(decline: &DeclineLine, style: &Style) -> String {
    let on = decline
        .date
        .map_or_else(String::new, |date| format!(" on {}", style.weekday(date)));
    let by = decline
        .by
        .as_ref()
        .map_or_else(String::new, |by| format!(" by {by}"));
    let why = match (&decline.reason, decline.component) {
        (Some(reason), Some(component)) => format!("{reason}, which points at the {component}"),
        (Some(reason), None) => match &decline.note {
            Some(note) => format!("{reason}, “{note}”"),
            None => reason.clone(),
        },
        (None, _) if decline.note.is_some() => decline.note.clone().unwrap_or_default(),
        (None, _) => "no reason is on record".to_owned(),
    };
    let times = match decline.times {
        0 | 1 => String::new(),
        times => format!("; {times} declines so far"),
    };
    format!("declined{on}{by}: {why}{times}")
}

fn clock_line(line: &ClockLine, style: &Style) -> String {
    let limit = line.limit.0;
    let what = match line.clock {
        Clock::Stage if line.start == Start::Opening => "in the stage since it was opened again",
        Clock::Stage => "in the stage",
        Clock::Silence if line.start == Start::Event => "since the partner's last touch",
        Clock::Silence => "without a touch of the partner",
        Clock::Response if line.start == Start::Opening => {
            "since it was opened again, the packet unanswered"
        }
        Clock::Response => "since it was sent, unanswered",
        Clock::Registration => "since the registration, unanswered",
        Clock::SellerMove => "since it was sent, the seller's move not made",
        Clock::PartnerMove => "since it was sent, the partner's move not made",
        Clock::Feedback => "since the close, the partner not told",
    };
    let end = if line.is_over {
        format!("over since {}", style.weekday(line.over_since))
    } else {
        format!("until {}", style.weekday(line.end))
    };
    // The first line says who acts on the stage; a partner who is not silent for too long is not called.
    let whose = match line.clock {
        Clock::Stage => String::new(),
        Clock::Silence if !line.is_over => String::new(),
        _ => format!("; {}", line.action),
    };
    format!(
        "{} {} {what}, limit {}: {end}{whose}",
        line.elapsed,
        limit.unit.words(line.elapsed),
        limit.n,
    )
}

fn behind_words(gate: &GateLine) -> Option<String> {
    if gate.criteria.is_empty() {
        return None;
    }
    let states = [
        CriterionState::Met,
        CriterionState::Waived,
        CriterionState::Unmet,
    ];
    let counts = states.map(|state| (state, gate.count(state)));
    let shown = counts
        .into_iter()
        .filter(|(state, count)| *count > 0 || *state == CriterionState::Met);
    let parts: Vec<String> = shown
        .map(|(state, count)| format!("{count} {}", state.word()))
        .collect();
    Some(format!("{} {}", gate.stage.name, parts.join(", ")))
}

fn next(report: &Gate) -> Next {
    if report.packet.is_some() {
        return Next::new(
            "how strong the packet is",
            format!("dealctl score {}", shell::name(&report.name)),
        );
    }
    match report.criteria.first() {
        Some(line) => Next::new(
            "every finding in its file",
            format!("dealctl lint --notes {}", shell::name(&line.place.path)),
        ),
        None => Next::new("", "dealctl stalls"),
    }
}
