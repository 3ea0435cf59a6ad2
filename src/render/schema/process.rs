//! The schema of process.toml, the same for everybody.

use crate::analysis::score::COMPONENTS;
use crate::lint::rules;
use crate::model::deal::DealFile;
use crate::model::process_file::ProcessFile;
use crate::model::record::{Field, FromNode, Shape};
use crate::model::{Kind, forecast};

use super::hint::{Choice, Hint, about, name, names};
use super::leaf::Leaves;
use super::shape::Builder;

/// A day of the week: its name or the beginning of its name.
const WEEKDAY: &str = "^(?:[Mm][Oo][Nn]([Dd][Aa][Yy])?|[Tt][Uu][Ee]([Ss]([Dd][Aa][Yy])?)?|[Ww][Ee][Dd]([Nn][Ee][Ss][Dd][Aa][Yy])?|[Tt][Hh][Uu]([Rr]([Ss]([Dd][Aa][Yy])?)?)?|[Ff][Rr][Ii]([Dd][Aa][Yy])?|[Ss][Aa][Tt]([Uu][Rr][Dd][Aa][Yy])?|[Ss][Uu][Nn]([Dd][Aa][Yy])?)$";
const CURRENCY: &str = "^[A-Z]{3}$";

/// Returns the schema of process.toml.
pub fn process() -> String {
    Builder::new(Leaves::of_process(), &hint, required).document(
        ProcessFile::SHAPE,
        "The process of a repository of deals",
        "The stages of co-selling as gates: one owner each, what lets a deal out, what ends it there.",
        "Made by: dealctl schema process > .dealctl/process.schema.json",
        "urn:dealctl:schema:process",
    )
}

/// Returns the required keys of a record.
fn required(record: &str) -> &'static [&'static str] {
    match record {
        "ProcessFile" => &["process", "stages"],
        "Head" => &["name", "currency"],
        "StageFile" => &["id"],
        _ => &[],
    }
}

/// Returns the values that a key takes.
fn hint(record: &str, field: &Field) -> Option<Hint> {
    Some(match (record, field.key) {
        ("Head", "currency") => Hint::Pattern(CURRENCY, "Write the code of a currency: USD."),
        ("CalendarFile", "weekend") => Hint::Pattern(WEEKDAY, "Write a day of the week: Sat."),
        ("CalendarFile", "fiscal_year_starts") => Hint::Known(
            "month",
            names(&[
                "January",
                "February",
                "March",
                "April",
                "May",
                "June",
                "July",
                "August",
                "September",
                "October",
                "November",
                "December",
            ]),
        ),
        ("StageFile", "kind") => Hint::Closed(
            None,
            vec![about(
                "handoff",
                "The stage in which the deal goes to a seller.",
            )],
        ),
        ("CriterionFile", "is") => Hint::Closed(
            None,
            Kind::ALL
                .iter()
                .map(|(word, kind)| about(*word, format!("Must be {}.", kind.words())))
                .collect(),
        ),
        ("CriterionFile" | "OwnerFile", "field")
        | ("StageFile", "transfers")
        | ("Registration", "required") => Hint::Known("path", paths()),
        ("CriterionFile", "one_of") => Hint::Known(
            "table",
            names(&[
                "credit.rules",
                "partners",
                "currencies",
                "handoff.decline_reasons",
            ]),
        ),
        ("HandoffFile", "decline_reasons") => Hint::Known(
            "component",
            COMPONENTS
                .iter()
                .map(|component| about(component.id, component.name))
                .collect(),
        ),
        ("ForecastFile", "group") => Hint::Closed(None, names(&forecast::GROUPS)),
        ("ForecastFile", "past") => Hint::Closed(
            None,
            vec![
                about(
                    forecast::PastSource::Git.name(),
                    "What its file said then, where git has history.",
                ),
                about(forecast::PastSource::Dates.name(), "The dates in its file."),
            ],
        ),
        ("LintFile", "levels") => Hint::Closed(None, names(&["note", "warning", "error"])),
        ("LintFile", "select" | "ignore" | "per_file") => Hint::Known("rule", rules_and_families()),
        _ => return None,
    })
}

/// Returns every path that a deal can have, apart from those below `custom`.
fn paths() -> Vec<Choice> {
    let mut paths = Vec::new();
    collect(DealFile::SHAPE, "", &mut paths);
    paths.into_iter().map(name).collect()
}

fn collect(shape: Shape, path: &str, out: &mut Vec<String>) {
    match shape {
        Shape::Record(fields) => {
            for field in fields().fields {
                let dot = if path.is_empty() { "" } else { "." };
                let below = format!("{path}{dot}{}", field.key);
                out.push(below.clone());
                collect(field.shape, &below, out);
            }
        }
        Shape::List(item) | Shape::OneOrMany(item) | Shape::Either([item, ..]) => {
            collect(*item, path, out);
        }
        Shape::Table(_) | Shape::Leaf(_) | Shape::Any | Shape::Either([]) => {}
    }
}

fn rules_and_families() -> Vec<Choice> {
    let mut all: Vec<Choice> = Vec::new();
    for rule in rules::all() {
        if all.iter().all(|choice| choice.value != rule.family()) {
            all.push(about(rule.family(), "Every rule of this family."));
        }
        all.push(about(rule.name, rule.summary()));
    }
    all
}
