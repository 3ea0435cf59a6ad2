//! `dealctl packet` as a page.

use super::Style;
use crate::analysis::conditions::Line;
use crate::diagnostic::Assignee;
use crate::load::evidence::Source;
use crate::report::packet::{
    CheckLine, Fact, FieldLine, PacketReport, Reader, Standing, source_word,
};
use crate::view::page::{Block, Field, FieldText, Item, Mark, Next, Page, Piece};
use crate::view::table::{Cell, Grid, Table};

use super::packet_notes as notes;

/// The eleven fields on one page.
pub fn packet(report: &PacketReport, style: &Style) -> Page {
    let mut page = Page {
        title: Some(title(report, style)),
        lead: lead(report, style),
        blocks: report
            .fields
            .iter()
            .filter(|line| is_shown(report, line))
            .map(|line| Block::Field(field(report, line)))
            .collect(),
        ..Page::default()
    };
    if report.reader == Reader::Seller {
        page.closing = notes::how_to_answer(report, style);
        return page;
    }
    let left_out: Vec<&str> = report
        .fields
        .iter()
        .filter(|line| !is_shown(report, line))
        .map(|line| line.field.name())
        .collect();
    let lines = notes::lines(report, style, &left_out);
    if !lines.is_empty() {
        let title = Some("Notes");
        page.blocks.push(Block::Lines { title, lines });
    }
    page.next.push(next(report));
    page
}

/// The two lists of D4.2 and D4.3.
pub fn packet_check(report: &PacketReport, style: &Style) -> Page {
    let mut page = Page {
        title: Some(title(report, style)),
        lead: vec![verdict(report, style)],
        blocks: vec![
            Block::List {
                title: "Ready to hand off when all of these hold".to_owned(),
                items: report.check.ready.iter().map(item).collect(),
            },
            Block::List {
                title: "Keep building when any of these holds".to_owned(),
                items: report.check.building.iter().map(item).collect(),
            },
        ],
        ..Page::default()
    };
    let command = if report.check.goes_out() {
        (
            "for the seller",
            format!("dealctl packet {} --for seller", report.name),
        )
    } else {
        (
            "what each field says",
            format!("dealctl packet {}", report.name),
        )
    };
    page.next.push(Next::new(command.0, command.1));
    page
}

/// The eleven fields for a spreadsheet.
pub fn packet_rows(report: &PacketReport) -> Grid {
    let says = |line: &FieldLine| {
        let lines: Vec<String> = line.facts.iter().map(|of| fact(of).labelled()).collect();
        lines.join("; ")
    };
    let shown = report.fields.iter().filter(|line| is_shown(report, line));
    Table::<FieldLine>::new("fields")
        .right("NUMBER", "number", |line| Cell::of(line.field.number()))
        .left("FIELD", "field", |line| Cell::text(line.field.key()))
        .left("STANDING", "standing", |line| {
            Cell::text(line.standing.name())
        })
        .left("SAYS", "says", move |line| Cell::text(says(line)))
        .left("WHY", "why", |line| {
            Cell::text(line.why.clone().unwrap_or_default())
        })
        .rows(shown)
}

fn title(report: &PacketReport, style: &Style) -> String {
    if report.reader == Reader::Seller {
        let account = report.account.as_deref().unwrap_or(&report.name);
        return format!("Handoff: {account}");
    }
    let account = report.account.clone();
    let account = account.filter(|account| !account.eq_ignore_ascii_case(&report.name));
    let amount = report.amount.map(|amount| style.money(amount));
    let parts = [Some(report.name.clone()), account, amount];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    parts.join(" · ")
}

fn lead(report: &PacketReport, style: &Style) -> Vec<String> {
    let seller = report
        .seller
        .as_deref()
        .unwrap_or("a seller who is not named");
    let kind = if report.light {
        "Light packet"
    } else {
        "Packet"
    };
    if report.reader == Reader::Seller {
        let sent = report
            .sent
            .map_or_else(String::new, |sent| format!(", {}", style.weekday(sent)));
        return vec![format!("For {seller}{sent}.")];
    }
    let sent = match report.sent {
        Some(sent) => format!("sent {}", style.weekday(sent)),
        None => "not sent yet".to_owned(),
    };
    let mut first = format!("{kind} for {seller}, {sent}");
    if let Some(score) = &report.score {
        first += &format!(" · {} of 18, {}", score.total, score.band);
    }
    let mut lines = vec![first];
    if let Some(answer) = &report.answer {
        lines.push(notes::answered(answer, report.seller.as_deref(), style));
    } else {
        lines.push(verdict(report, style));
    }
    if let Some(waits) = notes::waits(report, style) {
        lines.push(waits);
    }
    lines
}

/// Whether it may go out, in a sentence: with the first thing that keeps it back, and how many more there are.
fn verdict(report: &PacketReport, style: &Style) -> String {
    let mut objections = report.check.objections();
    let first = objections.next().map(Line::why);
    let more = match objections.count() {
        0 => String::new(),
        more => format!(", and {more} more"),
    };
    match (report.sent, first) {
        (None, None) => {
            "It may go out: all that must hold holds, and nothing keeps it back.".to_owned()
        }
        (None, Some(first)) => format!("It must not go out yet: {first}{more}."),
        (Some(sent), None) => format!("It was ready when it went out on {}.", style.weekday(sent)),
        (Some(sent), Some(first)) => format!(
            "It was not ready when it went out on {}: {first}{more}.",
            style.weekday(sent)
        ),
    }
}

/// A light packet leaves out what it does not need and does not have; the seller sees nothing that is not there.
fn is_shown(report: &PacketReport, line: &FieldLine) -> bool {
    match line.standing {
        Standing::There | Standing::Weak => true,
        Standing::NotNeeded => !line.facts.is_empty(),
        Standing::Missing => report.reader == Reader::Builder || !line.facts.is_empty(),
    }
}

fn field(report: &PacketReport, line: &FieldLine) -> Field {
    let internal = report.reader == Reader::Builder;
    let mark = match line.standing {
        Standing::There if line.needed => Mark::Good,
        Standing::There | Standing::NotNeeded => Mark::NotNeeded,
        Standing::Weak => Mark::Weak,
        Standing::Missing => Mark::Missing,
    };
    let remark = match (mark, &line.why) {
        (Mark::Weak | Mark::Missing, Some(why)) => Some(format!("{}: {why}", mark.word())),
        _ => None,
    };
    let aside = if internal {
        vec![who(&line.whose), format!("line {}", line.place.line)]
    } else {
        Vec::new()
    };
    Field {
        number: line.field.number(),
        name: line.field.name(),
        mark: internal.then_some(mark),
        aside,
        lines: line.facts.iter().map(fact).collect(),
        remark,
        up: line.up.clone(),
    }
}

fn who(whose: &Assignee) -> String {
    match (&whose.role, &whose.owner) {
        (Some(role), Some(owner)) => format!("{role}, {owner}"),
        (Some(name), None) | (None, Some(name)) => name.clone(),
        (None, None) => "nobody is named".to_owned(),
    }
}

fn fact(fact: &Fact) -> FieldText {
    let mut pieces = Vec::new();
    if !fact.text.is_empty() {
        pieces.push(Piece::Words(fact.text.clone()));
    }
    if let Some(source) = &fact.source {
        if !pieces.is_empty() {
            pieces.push(Piece::Words(": ".to_owned()));
        }
        pieces.push(match source.found {
            Source::Link => Piece::Link(source.name.clone()),
            _ => Piece::Words(source.name.clone()),
        });
        pieces.push(Piece::Words(format!(" ({})", source_word(source.found))));
    }
    FieldText {
        label: fact.label,
        pieces,
    }
}

fn item(check: &CheckLine) -> Item {
    let line = &check.line;
    let help = check.action.as_ref().map(|action| {
        let place = &action.place;
        let file = place.path.rsplit('/').next().unwrap_or_default();
        let who = who(&action.whose);
        format!("{who} ({file}:{}): {}", place.line, action.help)
    });
    Item {
        good: line.holds().map(|_| line.is_good()),
        answer: match line.holds() {
            Some(true) => "yes",
            Some(false) => "no",
            None => "not asked",
        },
        asks: line.condition.statement.to_owned(),
        why: line.why().to_owned(),
        help,
    }
}

fn next(report: &PacketReport) -> Next {
    let name = &report.name;
    if report.answer.is_none() && report.check.goes_out() {
        return Next::new(
            "ready to paste",
            format!("dealctl packet {name} --for seller"),
        );
    }
    if report.answer.is_none() {
        return Next::new(
            "what keeps it back",
            format!("dealctl packet {name} --check"),
        );
    }
    Next::new("why each grade", format!("dealctl score {name}"))
}
