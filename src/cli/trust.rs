//! `dealctl trust`.

use std::process::ExitCode;

use crate::render::document::Document;
use crate::report::Input;
use crate::report::document::Envelope;
use crate::report::filter::Filter;
use crate::report::trust::{GroupBy, Options, trust};
use crate::view::{self, Style};

use super::options::{Common, Filters, Output, name};
use super::repository::Files;
use super::starting_point::StartingPoint;
use super::{completing, documents, repository};

const EXAMPLES: &str = "\
Examples:
  dealctl trust
  dealctl trust --group seller --since 90d";

/// Show whether sellers trust the handoffs: six signals against the period before, and what predicts a decline.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// The period since then, against one as long before it: a period such as 1w, 10d or 2m, a date, or a commit.
    #[arg(long, value_name = "WHEN", value_parser = StartingPoint::parse, default_value = "90d")]
    since: StartingPoint,
    /// Each seller or partner too.
    #[arg(long, value_enum, value_name = "WHO")]
    group: Option<Group>,
    /// Only what this seller was sent, did and said, by the whole or the first name.
    #[arg(long, value_name = "PERSON", value_parser = name, add = completing::people())]
    seller: Option<String>,
    /// Only deals of this partner: a key of [partners], a name, or part of it.
    #[arg(long, value_name = "PARTNER", value_parser = name, add = completing::partners())]
    partner: Option<String>,
    /// Show acceptance by grade, the reasons for declining, and how the figures are made.
    #[arg(long)]
    why: bool,
    #[command(flatten)]
    output: Output,
}

/// What is shown one by one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Group {
    /// Each seller.
    Seller,
    /// Each partner.
    Partner,
}

pub(super) fn run(common: &Common, args: &Args) -> anyhow::Result<ExitCode> {
    super::past::with_packets(common, |files, input| {
        let options = options(files, input, args)?;
        let report = trust(input, &options);
        let sellers = report.sellers.iter().map(String::as_str);
        repository::check_seller(sellers, &options.filter)?;
        let document = Document::new(
            || view::trust(&report, args.why, &Style::of(input)),
            || Envelope::without_money(input, &report),
        )
        .with_rows(|| view::trust_rows(&report));
        documents::show(common, &args.output, &document)?;
        Ok(ExitCode::SUCCESS)
    })
}

fn options(files: &Files, input: &Input<'_>, args: &Args) -> anyhow::Result<Options> {
    let partner = Filters {
        partner: args.partner.clone(),
        owner: None,
        stage: None,
    };
    let filter = Filter {
        owner: args.seller.clone(),
        ..repository::filter(input.book, &partner)?
    };
    Ok(Options {
        since: args.since.first_day(files, input.book)?,
        filter,
        group: args.group.map(|group| match group {
            Group::Seller => GroupBy::Seller,
            Group::Partner => GroupBy::Partner,
        }),
    })
}
