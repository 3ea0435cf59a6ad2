//! `dealctl velocity`.

use std::process::ExitCode;

use clap::builder::{PossibleValuesParser, TypedValueParser};

use crate::render::document::Document;
use crate::report::before_after::before_after;
use crate::report::document::Envelope;
use crate::report::grouping::Grouping;
use crate::report::velocity::{SplitBy, VelocityOptions, velocity};
use crate::view::{self, Style};

use super::options::{Common, Filters, Output};
use super::starting_point::StartingPoint;
use super::{documents, repository};

const EXAMPLES: &str = "\
Examples:
  dealctl velocity
  dealctl velocity --by quarter
  dealctl velocity --before-after";

/// The word for a split by fiscal quarter.
const QUARTER: &str = "quarter";

/// Show how fast deals pass the stages, how many go on, how long a win takes, and whether a change of the process moved it.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// Split by this too; `quarter` is the fiscal quarter in which a deal entered the stage.
    #[arg(long, value_name = "WHAT", value_parser = splits())]
    by: Option<SplitBy>,
    /// Compare the stage or step that each of [[changes]] is about, before and after.
    #[arg(long, conflicts_with_all = ["by", "since"])]
    before_after: bool,
    /// Work out what is won a day from this period: 1w, 10d or 2m, a date, or a commit.
    #[arg(long, value_name = "WHEN", value_parser = StartingPoint::parse, default_value = "90d")]
    since: StartingPoint,
    #[command(flatten)]
    filters: Filters,
    #[command(flatten)]
    output: Output,
}

fn splits() -> impl TypedValueParser<Value = SplitBy> {
    let words = Grouping::ALL.map(|(word, _)| word);
    PossibleValuesParser::new(words.into_iter().chain([QUARTER])).try_map(|word| {
        if word == QUARTER {
            return Ok(SplitBy::Quarter);
        }
        let grouping = Grouping::parse(&word).ok_or("nothing to split by")?;
        Ok::<_, &str>(SplitBy::Deals(grouping))
    })
}

pub(super) fn run(common: &Common, args: &Args) -> anyhow::Result<ExitCode> {
    repository::with_book_files(common, |files, input| {
        let filter = repository::filter(input.book, &args.filters)?;
        if args.before_after {
            let report = before_after(input, &filter);
            let document = Document::new(
                || view::before_after(&report, &Style::of(input)),
                || Envelope::without_money(input, &report),
            );
            documents::show(common, &args.output, &document)?;
            return Ok(ExitCode::SUCCESS);
        }
        let options = VelocityOptions {
            since: args.since.first_day(files, input.book)?,
            filter,
            by: args.by,
        };
        let report = velocity(input, &options);
        let document = Document::new(
            || view::velocity(&report, &Style::of(input)),
            || Envelope::new(input, &report),
        );
        documents::show(common, &args.output, &document)?;
        Ok(ExitCode::SUCCESS)
    })
}
