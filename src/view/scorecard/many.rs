//! The last handoffs side by side: the sentence for the meeting, nine lines, the trend, what to do.

use super::matrix::{component_mean, matrix, mean};
use super::{answers, causes, months, reviews, rows};
use crate::analysis::acceptance::Outcome;
use crate::analysis::score::{COMPONENTS, HIGHEST};
use crate::report::scorecard::{ComponentPoints, Scorecard, ScoredHandoff};
use crate::text::shell;
use crate::view::page::{Block, Next, Page};
use crate::view::{Style, count};

/// More handoffs than this are rows, not columns.
const COLUMNS: usize = 3;
/// How many pieces of advice are given.
const ADVICE: usize = 3;

/// The page over the handoffs that are shown.
pub fn scorecard(card: &Scorecard, style: &Style) -> Page {
    let mut page = Page {
        lead: lead(card),
        ..Page::default()
    };
    if card.handoffs.is_empty() {
        page.next.push(match card.without.first() {
            Some(name) => Next::new(
                "what a handoff needs",
                format!("dealctl packet {} --check", shell::name(name)),
            ),
            None => Next::new("", "dealctl stalls"),
        });
        return page;
    }
    if card.handoffs.len() <= COLUMNS {
        page.blocks.push(matrix(card, style).into());
    } else {
        page.blocks.push(rows::rows(card, style).into());
        let names: Vec<&str> = COMPONENTS.iter().map(|kind| kind.name).collect();
        page.blocks.push(Block::lines(vec![format!(
            "grades, in this order: {}",
            names.join(", ")
        )]));
    }
    if card.months.iter().any(|month| month.sent > 0) {
        page.blocks.push(months::trend(&card.months).into());
    }
    page.blocks.push(Block::lines(notes(card)));
    page.blocks.push(Block::lines(advice(card)));
    page.next = next(card);
    page
}

fn number(n: usize) -> String {
    match n {
        2 => "two".to_owned(),
        3 => "three".to_owned(),
        n => n.to_string(),
    }
}

fn lead(card: &Scorecard) -> Vec<String> {
    let mut lines: Vec<String> = card
        .without
        .iter()
        .map(|name| format!("{name} has no handoff yet."))
        .collect();
    let totals: Vec<u32> = card.handoffs.iter().filter_map(|it| it.total).collect();
    let Some(now) = mean(totals.iter().copied()) else {
        if card.without.is_empty() {
            lines.push(if card.handoffs.is_empty() && card.filtered {
                "No handoff that fits has been sent.".to_owned()
            } else if card.handoffs.is_empty() {
                "No handoff has been sent.".to_owned()
            } else {
                "Of these handoffs no packet was kept, so there is nothing to grade.".to_owned()
            });
        }
        return lines;
    };
    let ungraded = card.handoffs.len() > totals.len();
    let what = match totals.len() {
        1 if ungraded => "The one whose packet was kept has".to_owned(),
        1 => "This handoff has".to_owned(),
        n if card.months.is_empty() => format!("These {} handoffs average", number(n)),
        n => format!("The last {} handoffs average", number(n)),
    };
    let up = card.before.is_some_and(|before| now > before);
    let than = card
        .before
        .map(|before| match ((now - before) * 10.0).round() {
            up if up > 0.0 => format!(", up from {before:.1}"),
            down if down < 0.0 => format!(", down from {before:.1}"),
            _ => ", as before".to_owned(),
        });
    let lost = causes::lost(&card.handoffs);
    let but = if up { "; still," } else { ":" };
    let why = causes::main_cause(lost).map(|cause| format!("{but} {}", causes::in_short(cause)));
    lines.push(format!(
        "{what} {now:.1} of {HIGHEST}{}{}.",
        than.unwrap_or_default(),
        why.unwrap_or_default()
    ));
    lines.extend(answers::answers(&card.handoffs));
    lines
}

fn notes(card: &Scorecard) -> Vec<String> {
    let mut lines = vec!["strong ●●  weak ●○  missing ○○".to_owned()];
    if card.handoffs.len() > COLUMNS {
        lines.clear();
    }
    lines.extend(causes::line(causes::lost(&card.handoffs)));
    lines.extend(weakest(&card.overall).map(|weakest| {
        let low = f64::from(weakest.points) / f64::from(weakest.handoffs);
        let is_over = component_mean(card, weakest.id).is_some_and(|mean| mean >= 2.0);
        format!(
            "weakest over six months: {}, {low:.1} of 2 over {}{}",
            weakest.name,
            count(weakest.handoffs as usize, "handoff"),
            if is_over { "; strong in these" } else { "" }
        )
    }));
    let light = card.handoffs.iter().filter(|it| it.light == Some(true));
    let light = light.count();
    if light > 0 {
        lines.push(format!(
            "{} light: graded on what it needs (·· is not needed), scaled to {HIGHEST}",
            count(light, "packet")
        ));
    }
    lines.extend(reviews::in_a_line(&card.agreement));
    lines
}

/// Returns the component with the lowest mean; `None` if all are strong throughout.
fn weakest(components: &[ComponentPoints]) -> Option<&ComponentPoints> {
    let times = |points: u32, handoffs: u32| u64::from(points) * u64::from(handoffs);
    components
        .iter()
        .filter(|it| it.points < 2 * it.handoffs)
        .min_by(|a, b| times(a.points, b.handoffs).cmp(&times(b.points, a.handoffs)))
}

/// Returns the one thing to do for each handoff that needs it.
fn advice(card: &Scorecard) -> Vec<String> {
    let one = |handoff: &ScoredHandoff| {
        handoff.total?;
        let low = handoff.counting().filter(|component| component.is_low());
        let lowest = low.min_by_key(|component| component.grade);
        let seller = handoff.seller.as_deref().unwrap_or("the seller");
        match lowest {
            _ if handoff.outcome == Some(Outcome::Accepted) => None,
            None if handoff.silent => Some(format!(
                "{}: the packet is strong. Do not rewrite it; call {seller}.",
                handoff.name
            )),
            lowest => Some(format!(
                "{}, {}: {}",
                handoff.name,
                lowest?.name,
                lowest?.up.as_ref()?
            )),
        }
    };
    card.handoffs.iter().filter_map(one).take(ADVICE).collect()
}

fn next(card: &Scorecard) -> Vec<Next> {
    let scored = card
        .handoffs
        .iter()
        .filter_map(|handoff| Some((handoff, handoff.total?)));
    let mut next: Vec<Next> = scored
        .min_by_key(|(_, total)| *total)
        .map(|(worst, _)| {
            Next::new(
                "why, line by line",
                format!("dealctl score {}", shell::name(&worst.name)),
            )
        })
        .into_iter()
        .collect();
    if !card.agreement.differences.is_empty() && !card.months.is_empty() {
        next.push(Next::new(
            "where program and reviewers differ",
            "dealctl score --reviews",
        ));
    }
    next
}
