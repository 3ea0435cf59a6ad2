//! `dealctl hygiene`.

use std::process::ExitCode;

use chrono::{Datelike, Months, NaiveDate};

use crate::load::Evidence;
use crate::model::Book;
use crate::render::document::Document;
use crate::report::Input;
use crate::report::document::Envelope;
use crate::report::hygiene::{TrendPoint, hygiene, selection, trend_point};
use crate::view::{self, Style};

use super::options::{Common, Filters, Output};
use super::repository::{self, Files};
use super::starting_point::{StartingPoint, When};
use super::{documents, past, since};

/// Months whose ends are looked at.
const MONTHS: u32 = 6;

const EXAMPLES: &str = "\
Examples:
  dealctl hygiene
  dealctl hygiene --owner Sam
  dealctl hygiene --trend";

/// Show what needs tidying: missing amounts, past close dates, stale deals, duplicates, moves that are nobody's; by person.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// Also count it at the ends of the last six months, from the commits of then.
    #[arg(long)]
    trend: bool,
    #[command(flatten)]
    filters: Filters,
    #[command(flatten)]
    output: Output,
}

pub(super) fn run(common: &Common, args: &Args) -> anyhow::Result<ExitCode> {
    let files = repository::find(common)?;
    let mut book = repository::read_files(&files, common)?;
    let selection = selection(&book);
    past::add_past(&mut book, &files, &selection);
    repository::report(&files, &book, |input| {
        let filter = repository::filter(input.book, &args.filters)?;
        let mut report = hygiene(input, &filter);
        report.trend = args.trend.then(|| trend(&files, input));
        let document = Document::new(
            || view::hygiene(&report, &Style::of(input)),
            || Envelope::new(input, &report),
        )
        .with_rows(|| view::hygiene_rows(&report, &Style::of(input)));
        documents::show(common, &args.output, &document)?;
        Ok(ExitCode::SUCCESS)
    })
}

/// Returns the counts at the ends of the last months, as far as the commits reach back.
fn trend(files: &Files, input: &Input<'_>) -> Vec<TrendPoint> {
    let days = ends_of_months(input.book.today);
    let points = days
        .into_iter()
        .filter_map(|day| at(files, input.book, day));
    points.collect()
}

fn at(files: &Files, now: &Book, day: NaiveDate) -> Option<TrendPoint> {
    let point = StartingPoint {
        text: day.to_string(),
        when: When::Day(day),
    };
    let compared = since::at(files, now, &point).ok()?;
    let evidence = Evidence::new(&compared.files);
    Some(trend_point(&compared.then.book, &evidence, day))
}

/// Returns the last days of the months before a day, the earliest first.
fn ends_of_months(today: NaiveDate) -> Vec<NaiveDate> {
    let first = today.with_day(1).unwrap_or(today);
    let end = |n: u32| first.checked_sub_months(Months::new(n))?.pred_opt();
    (0..MONTHS).rev().filter_map(end).collect()
}
