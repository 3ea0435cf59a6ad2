//! The last handoffs side by side: the sentence for the meeting, nine lines, the trend, what to do.

use super::{answers, causes, months, reviews, rows};
use crate::analysis::acceptance::Outcome;
use crate::analysis::score::{COMPONENTS, Grade, HIGHEST, Score};
use crate::report::scorecard::{Scorecard, ScoredHandoff};
use crate::view::legacy::{Column, Table};
use crate::view::page::{Block, Next, Page};
use crate::view::table::{Cell, Tone};
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
            Some((_, name)) => Next::new(
                "what a handoff needs",
                format!("dealctl packet {name} --check"),
            ),
            None => Next::new("", "dealctl stalls"),
        });
        return page;
    }
    if card.handoffs.len() <= COLUMNS {
        page.blocks.push(Block::from(matrix(card, style)));
    } else {
        page.blocks
            .push(Block::from(rows::table(&card.handoffs, style)));
        let names: Vec<&str> = COMPONENTS.iter().map(|kind| kind.name).collect();
        page.blocks.push(Block::lines(vec![format!(
            "grades, in this order: {}",
            names.join(", ")
        )]));
    }
    if card.months.iter().any(|month| month.sent > 0) {
        page.blocks.push(Block::from(months::trend(&card.months)));
    }
    page.blocks.push(Block::lines(notes(card)));
    page.blocks.push(Block::lines(advice(card)));
    page.next = next(card);
    page
}

fn scores(card: &Scorecard) -> impl Iterator<Item = &Score> {
    card.handoffs
        .iter()
        .filter_map(|handoff| handoff.score.as_ref())
}

fn mean(points: u32, n: usize) -> f64 {
    f64::from(points) / f64::from(u32::try_from(n.max(1)).unwrap_or(u32::MAX))
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
        .map(|(_, name)| format!("{name} has no handoff yet."))
        .collect();
    let scored: Vec<&Score> = scores(card).collect();
    if scored.is_empty() {
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
    }
    let now = mean(scored.iter().map(|score| score.total).sum(), scored.len());
    let ungraded = card.handoffs.len() > scored.len();
    let what = match scored.len() {
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
    let lost = causes::lost(scored.iter().copied());
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

/// A column a handoff, a row a component.
fn matrix(card: &Scorecard, style: &Style) -> Table {
    let mut columns = vec![Column::left("", "component")];
    columns.extend(
        card.handoffs
            .iter()
            .map(|_| Column::left("", "handoff").wraps(16)),
    );
    columns.push(Column::right("", "mean"));
    let line = |name: &str, cell: &dyn Fn(&ScoredHandoff) -> Cell, last: Cell| {
        let mut row = vec![Cell::text(name)];
        row.extend(card.handoffs.iter().map(cell));
        row.push(last);
        row
    };
    let plain = |text: String| Cell::text(text);
    let mut rows = vec![
        line(
            "",
            &|handoff| plain(handoff.name.clone()).tone(Tone::Strong),
            Cell::text("mean"),
        ),
        line(
            "sent",
            &|handoff| {
                let seller = style.person(handoff.seller.as_deref());
                plain(handoff.sent.map_or_else(
                    || format!("draft, {seller}"),
                    |day| format!("{}, {seller}", style.day(day)),
                ))
            },
            Cell::default(),
        ),
    ];
    let means: Vec<Option<f64>> = (0..COMPONENTS.len())
        .map(|index| component_mean(card, index))
        .collect();
    let lowest = means
        .iter()
        .flatten()
        .copied()
        .reduce(f64::min)
        .filter(|lowest| *lowest < 2.0);
    for (index, kind) in COMPONENTS.iter().enumerate() {
        let last = means[index].map_or_else(Cell::default, |mean| {
            let mark = if Some(mean) == lowest { "◂" } else { "" };
            Cell::text(format!("{mark}{mean:.1}"))
        });
        rows.push(line(kind.name, &|handoff| grade(handoff, index), last));
    }
    let total: Vec<u32> = scores(card).map(|score| score.total).collect();
    let overall = mean(total.iter().sum(), total.len());
    rows.push(line(
        "total",
        &|handoff| {
            let score = handoff.score.as_ref();
            plain(score.map_or_else(
                || "packet not kept".to_owned(),
                |score| format!("{}  {}", score.total, score.band.name),
            ))
            .tone(Tone::Strong)
        },
        Cell::text(if total.is_empty() {
            String::new()
        } else {
            format!("{overall:.1}")
        }),
    ));
    if card
        .handoffs
        .iter()
        .any(|handoff| handoff.reviewer.is_some())
    {
        rows.push(line(
            "reviewer",
            &|handoff| plain(reviewer(handoff, style)),
            Cell::default(),
        ));
    }
    rows.push(line(
        "seller said",
        &|handoff| plain(said(handoff, style)),
        Cell::default(),
    ));
    Table {
        title: "handoffs",
        columns,
        rows,
    }
}

fn component_mean(card: &Scorecard, index: usize) -> Option<f64> {
    let counting: Vec<u32> = scores(card)
        .map(|score| &score.components[index])
        .filter(|component| component.counts)
        .map(|component| component.judgement.grade.points())
        .collect();
    (!counting.is_empty()).then(|| mean(counting.iter().sum(), counting.len()))
}

fn grade(handoff: &ScoredHandoff, index: usize) -> Cell {
    let Some(score) = &handoff.score else {
        return Cell::text("–");
    };
    let component = &score.components[index];
    let tone = match (component.counts, component.judgement.grade) {
        (false, _) => Tone::Quiet,
        (_, Grade::Strong) => Tone::Good,
        _ => Tone::Late,
    };
    Cell::text(causes::two_dots(component)).tone(tone)
}

fn reviewer(handoff: &ScoredHandoff, style: &Style) -> String {
    let total = handoff.score.as_ref().and_then(Score::reviewer_total);
    match (total, &handoff.reviewer) {
        (Some(total), Some(by)) => format!("{total}  {}", style.person(Some(by))),
        (Some(total), None) => total.to_string(),
        _ => "–".to_owned(),
    }
}

fn said(handoff: &ScoredHandoff, style: &Style) -> String {
    match (handoff.outcome, handoff.answer_by) {
        (Some(Outcome::Open), Some(end)) => format!("due {}", style.weekday(end)),
        (Some(Outcome::Silent), Some(_)) => format!("silent, {} bd late", handoff.late),
        _ => causes::answer(handoff),
    }
}

fn notes(card: &Scorecard) -> Vec<String> {
    let mut lines = vec!["strong ●●  weak ●○  missing ○○".to_owned()];
    if card.handoffs.len() > COLUMNS {
        lines.clear();
    }
    lines.extend(causes::line(causes::lost(scores(card))));
    let weakest = card
        .overall
        .iter()
        .zip(COMPONENTS.iter().enumerate())
        .filter(|((points, n), _)| *points < 2 * n)
        .min_by(|((a, n), _), ((b, m), _)| {
            let times = |a: &u32, b: &u32| u64::from(*a) * u64::from(*b);
            times(a, m).cmp(&times(b, n))
        });
    lines.extend(weakest.map(|((points, n), (index, kind))| {
        let low = f64::from(*points) / f64::from(*n);
        let mended = component_mean(card, index).is_some_and(|mean| mean >= 2.0);
        format!(
            "weakest over six months: {}, {low:.1} of 2 over {}{}",
            kind.name,
            count(*n as usize, "handoff"),
            if mended { "; strong in these" } else { "" }
        )
    }));
    let light = scores(card).filter(|score| score.light).count();
    if light > 0 {
        lines.push(format!(
            "{} light: graded on what it needs (·· is not needed), scaled to {HIGHEST}",
            count(light, "packet")
        ));
    }
    lines.extend(reviews::in_a_line(&card.agreement));
    lines
}

/// For each handoff that needs it the one thing to do.
fn advice(card: &Scorecard) -> Vec<String> {
    let one = |handoff: &ScoredHandoff| {
        let score = handoff.score.as_ref()?;
        let accepted = handoff.outcome == Some(Outcome::Accepted);
        let lowest = score
            .components
            .iter()
            .filter(|component| component.counts && component.judgement.grade < Grade::Strong)
            .min_by_key(|component| component.judgement.grade);
        let seller = handoff.seller.as_deref().unwrap_or("the seller");
        match lowest {
            _ if accepted => None,
            None if handoff.is_silent() => Some(format!(
                "{}: the packet is strong. Do not rewrite it; call {seller}.",
                handoff.name
            )),
            lowest => Some(format!(
                "{}, {}: {}",
                handoff.name,
                lowest?.kind.name,
                lowest?.judgement.up.as_ref()?
            )),
        }
    };
    card.handoffs.iter().filter_map(one).take(ADVICE).collect()
}

fn next(card: &Scorecard) -> Vec<Next> {
    let scored = card
        .handoffs
        .iter()
        .filter_map(|handoff| Some((handoff, handoff.score.as_ref()?.total)));
    let mut next: Vec<Next> = scored
        .min_by_key(|(_, total)| *total)
        .map(|(worst, _)| Next::new("why, line by line", format!("dealctl score {}", worst.name)))
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
