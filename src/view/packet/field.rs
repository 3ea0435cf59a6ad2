//! A field of a packet as a block of the page, and as a row of a spreadsheet.

use crate::diagnostic::Assignee;
use crate::load::evidence::Source;
use crate::report::packet::{Fact, FactSource, FieldLine, FieldStanding, PacketReport, Reader};
use crate::text::pasted;
use crate::view::page::{Block, Field, FieldText, Mark, Piece};
use crate::view::table::{Cell, Grid, Table};

/// Returns the fields that the reader sees, as blocks.
pub(super) fn blocks(report: &PacketReport) -> Vec<Block> {
    let shown = shown(report);
    shown
        .map(|line| Block::Field(field(report.reader, line)))
        .collect()
}

/// Returns the fields for a spreadsheet.
pub fn packet_rows(report: &PacketReport) -> Grid {
    Table::<FieldLine>::new("fields")
        .right("NUMBER", "number", |line| Cell::of(line.field.number()))
        .left("FIELD", "field", |line| Cell::text(line.field.key()))
        .left("STANDING", "standing", |line| {
            Cell::text(line.standing.name())
        })
        .left("SAYS", "says", |line| {
            let facts = line.facts.iter().map(|fact| text(fact).labelled());
            Cell::text(facts.collect::<Vec<_>>().join("; "))
        })
        .left("WHY", "why", |line| {
            Cell::text(line.why.clone().unwrap_or_default())
        })
        .rows(shown(report))
}

fn shown(report: &PacketReport) -> impl Iterator<Item = &FieldLine> {
    let fields = report.fields.iter();
    fields.filter(|line| is_shown(report.reader, line))
}

/// Returns the names of the fields that are left out.
pub(super) fn left_out(report: &PacketReport) -> Vec<&'static str> {
    let fields = report.fields.iter();
    fields
        .filter(|line| !is_shown(report.reader, line))
        .map(|line| line.field.name())
        .collect()
}

/// Returns whether the reader sees a field: the seller sees only what is filled in, and a light packet leaves out what is neither
/// needed nor there.
fn is_shown(reader: Reader, line: &FieldLine) -> bool {
    match line.standing {
        FieldStanding::There | FieldStanding::Weak => true,
        FieldStanding::NotNeeded => !line.facts.is_empty(),
        FieldStanding::Missing => reader == Reader::Builder || !line.facts.is_empty(),
    }
}

fn field(reader: Reader, line: &FieldLine) -> Field {
    let is_internal = reader == Reader::Builder;
    let mark = mark(line);
    let aside = [
        assignee(&line.assignee),
        format!("line {}", line.place.line),
    ];
    Field {
        number: line.field.number(),
        name: line.field.name(),
        mark: is_internal.then_some(mark),
        aside: aside.into_iter().filter(|_| is_internal).collect(),
        lines: line.facts.iter().map(text).collect(),
        remark: remark(mark, line),
        up: line.up.clone(),
    }
}

fn mark(line: &FieldLine) -> Mark {
    match line.standing {
        FieldStanding::There if line.needed => Mark::Good,
        FieldStanding::There | FieldStanding::NotNeeded => Mark::NotNeeded,
        FieldStanding::Weak => Mark::Weak,
        FieldStanding::Missing => Mark::Missing,
    }
}

/// Returns `weak: nobody is named at Granite Mutual`; `None` if nothing is wrong.
fn remark(mark: Mark, line: &FieldLine) -> Option<String> {
    let why = line.why.as_ref()?;
    matches!(mark, Mark::Weak | Mark::Missing).then(|| format!("{}: {why}", mark.word()))
}

/// Returns `partner marketing, Priya Raman`.
pub(super) fn assignee(assignee: &Assignee) -> String {
    match (&assignee.role, &assignee.owner) {
        (Some(role), Some(owner)) => format!("{role}, {owner}"),
        (Some(name), None) | (None, Some(name)) => name.clone(),
        (None, None) => "nobody is named".to_owned(),
    }
}

/// Returns a fact with its source: `agreed on Fri 11 Sep: notes/call.md (file there)`.
fn text(fact: &Fact) -> FieldText {
    let words = fact.text.clone().map(Piece::Words);
    let colon = words.is_some() && fact.source.is_some();
    let colon = colon.then(|| Piece::Words(": ".to_owned()));
    let source = fact.source.as_ref().map(source).into_iter().flatten();
    FieldText {
        label: fact.label.unwrap_or_default(),
        pieces: words.into_iter().chain(colon).chain(source).collect(),
    }
}

fn source(source: &FactSource) -> [Piece; 2] {
    let name = source.name.as_str();
    [
        match source.found {
            Source::Link => Piece::Link(pasted::read(name).clean.into_owned()),
            _ => Piece::Words(name.to_owned()),
        },
        Piece::Words(format!(" ({})", source_state(source.found))),
    ]
}

fn source_state(source: Source) -> &'static str {
    match source {
        Source::Link => "link",
        Source::File => "file there",
        Source::Gone => "gone since it was sent",
        Source::Missing => "not there",
        Source::Late => "not there when it was sent",
        Source::Folder => "a folder, not a file",
        Source::Empty => "empty",
        Source::Outside => "outside the repository",
        Source::Words => "words, not a source",
    }
}
