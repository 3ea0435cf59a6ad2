//! `dealctl report`.

use std::process::ExitCode;

use chrono::{Datelike, Days, NaiveDate};
use clap::builder::{PossibleValuesParser, TypedValueParser};

use crate::load::Evidence;
use crate::model::Book;
use crate::render::document::{Document, Head, meeting_page};
use crate::report::Input;
use crate::report::document::Envelope;
use crate::report::filter::Filter;
use crate::report::forecast::{self, Options, forecast};
use crate::report::hygiene::selection;
use crate::report::meeting::{Before, Meeting, meeting};
use crate::report::since::{Baseline, ForecastChange};
use crate::view::meeting::{Audience, Section, SectionKind, sections};
use crate::view::{self, Style};

use super::failure::Failure;
use super::forecast::again;
use super::options::{Common, Output};
use super::repository::Files;
use super::starting_point::{StartingPoint, When};
use super::{documents, past, since};

const EXAMPLES: &str = "\
Examples:
  dealctl report
  dealctl report -o report.html
  dealctl report --for board --format markdown";

/// Write the one page for the leadership meeting: in the terminal, as Markdown, or as one HTML file.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// What changed since then: a period such as 1w or 2m, a date, or a commit; without it, since last Monday.
    #[arg(long, value_name = "WHEN", value_parser = StartingPoint::parse)]
    since: Option<StartingPoint>,
    /// Leave out what a reader does not need: single moves and people for the board, figures of partners for sales.
    #[arg(
        long = "for",
        value_enum,
        value_name = "WHO",
        default_value = "everyone"
    )]
    audience: Reader,
    /// Only these sections, in this order; without it, `[report] sections` of process.toml, or all.
    #[arg(long, value_name = "SECTIONS", value_delimiter = ',', value_parser = kinds())]
    sections: Vec<SectionKind>,
    /// Write the HTML for a mail: no pictures, each style beside its element, below 100 kB.
    #[arg(long)]
    mail: bool,
    #[command(flatten)]
    output: Output,
}

/// Who reads it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Reader {
    /// Everybody in the meeting.
    Everyone,
    /// The board.
    Board,
    /// Sales.
    Sales,
}

fn kinds() -> impl TypedValueParser<Value = SectionKind> {
    PossibleValuesParser::new(SectionKind::ALL.map(SectionKind::word))
        .try_map(|word| SectionKind::parse(&word).ok_or("not a section"))
}

pub(super) fn run(common: &Common, args: &Args) -> anyhow::Result<ExitCode> {
    past::with_both_histories(
        common,
        &forecast::sections,
        selection,
        |files, input| before(files, input, args),
        |before, files, input| show(common, args, before, files, input),
    )
}

/// Works out what rests on the history of the forecast.
fn before(files: &Files, input: &Input<'_>, args: &Args) -> anyhow::Result<Before> {
    let all = Filter::default();
    let forecast = forecast(input, &all, &Options::default());
    let compared = match &args.since {
        Some(since) => Some(since::at(files, input.book, since)?),
        None => since::at(files, input.book, &last_monday(input.book.today)).ok(),
    };
    let since = compared.map(|compared| changed(&compared, args, input, &all, &forecast));
    Ok(Before {
        commit: again::commit(files),
        forecast,
        since,
    })
}

/// Returns the Monday before a day, which is that of the last meeting.
fn last_monday(today: NaiveDate) -> StartingPoint {
    let back = u64::from(today.weekday().num_days_from_monday());
    let back = if back == 0 { 7 } else { back };
    let day = today.checked_sub_days(Days::new(back)).unwrap_or(today);
    StartingPoint {
        text: day.to_string(),
        when: When::Day(day),
    }
}

fn changed(
    compared: &since::Compared,
    args: &Args,
    input: &Input<'_>,
    filter: &Filter,
    forecast: &forecast::Forecast,
) -> ForecastChange {
    let evidence = Evidence::new(&compared.files);
    let hybrid = compared.then.now_by_old_process.as_ref();
    let baseline = Baseline {
        requested: args
            .since
            .as_ref()
            .map_or("last Monday", |since| &since.text),
        commit: &compared.commit,
        input: Input::new(&compared.then.book, &evidence),
        now_by_old_process: hybrid.map(|book| Input::new(book, input.evidence)),
        between: &compared.between,
        uncommitted: &compared.uncommitted,
        process_uncommitted: compared.process_uncommitted,
        process: &compared.process,
    };
    crate::report::since::since(input, &baseline, filter, forecast)
}

fn show(
    common: &Common,
    args: &Args,
    before: Before,
    files: &Files,
    input: &Input<'_>,
) -> anyhow::Result<ExitCode> {
    let wanted = wanted(args, input.book)?;
    let report = meeting(input, before);
    let style = Style::of(input);
    let sections = sections(&report, &wanted, &style);
    let document = Document::new(
        || view::meeting::meeting(&sections),
        || Envelope::new(input, &report),
    )
    .with_rows(|| view::meeting::meeting_rows(&report, &style))
    .with_html(|| {
        meeting_page(
            &head(args, &report, files, input, &sections),
            &sections,
            args.mail,
        )
    })
    .with_origin(|| origin(args, files, input));
    documents::show(common, &args.output, &document)?;
    Ok(ExitCode::SUCCESS)
}

fn origin(args: &Args, files: &Files, input: &Input<'_>) -> Vec<crate::view::page::Piece> {
    let since = args
        .since
        .as_ref()
        .map(|since| ("--since", Some(since.text.clone())));
    let given: Vec<_> = since.into_iter().collect();
    again::made_again("dealctl report", &given, files, input.book.today)
}

fn head(
    args: &Args,
    report: &Meeting,
    files: &Files,
    input: &Input<'_>,
    sections: &[Section],
) -> Head {
    let day = input.book.today.format("%A %-d %B %Y");
    let commit = report.commit.as_ref().map_or_else(
        || "files that are not committed as they stand".to_owned(),
        |commit| format!("commit {}", commit.get(..12).unwrap_or(commit)),
    );
    let mut lines = vec![format!(
        "As of {day}, from {commit}, by dealctl {}.",
        env!("CARGO_PKG_VERSION")
    )];
    lines.extend(input.book.incomplete.iter().cloned());
    let unread = input
        .book
        .problems
        .iter()
        .filter(|it| it.kind.loses_file())
        .count();
    if unread > 0 {
        lines.push(format!(
            "{} cannot be read, and no figure holds them.",
            view::count(unread, "file")
        ));
    }
    if sections.is_empty() {
        lines.push("No section was asked for.".to_owned());
    }
    Head {
        title: report.process.clone(),
        lines,
        origin: origin(args, files, input),
    }
}

/// Returns the sections: those of the command line, else those of process.toml, else the reader's.
fn wanted(args: &Args, book: &Book) -> anyhow::Result<Vec<SectionKind>> {
    if !args.sections.is_empty() {
        return Ok(args.sections.clone());
    }
    let audience = match args.audience {
        Reader::Everyone => Audience::Everyone,
        Reader::Board => Audience::Board,
        Reader::Sales => Audience::Sales,
    };
    let written = book.process.written.report.as_ref();
    let written = written.map_or(&[][..], |report| &report.sections);
    if written.is_empty() || audience != Audience::Everyone {
        return Ok(audience.sections().to_vec());
    }
    let parse = |word: &crate::model::scalar::Text| {
        SectionKind::parse(word.trim()).ok_or_else(|| {
            let known = SectionKind::ALL.map(SectionKind::word).join(", ");
            Failure::new(
                format!(
                    "[report] sections of process.toml has `{}`, which is not a section",
                    word.trim()
                ),
                format!("the sections are {known}"),
            )
            .into()
        })
    };
    written.iter().map(parse).collect()
}
