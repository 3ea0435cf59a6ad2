//! `dealctl trust`.

use std::process::ExitCode;

use crate::render::{json, page_markdown};
use crate::report::Input;
use crate::report::filter::Filter;
use crate::report::trust::{Asked, GroupBy, Since, Trust, trust};
use crate::view::{self, Style};

use super::failure::Failure;
use super::options::{Common, Filters, Format, name, since};
use super::{output, repository};

/// Show whether sellers trust the handoffs: six signals against the period before, and what predicts a decline.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The period begins on this day, or is so long: `2026-08-01`, `90d`, `6w`. The one before it is as long.
    #[arg(long, value_name = "DATE|LENGTH", value_parser = since, default_value = "90d")]
    since: Since,
    /// Each seller or partner too.
    #[arg(long, value_enum, value_name = "WHO")]
    group: Option<Group>,
    /// Only what this seller was sent, did and said, by the whole or the first name.
    #[arg(long, value_name = "PERSON", value_parser = name)]
    seller: Option<String>,
    /// Only deals of this partner: a key of [partners], a name, or part of it.
    #[arg(long, value_name = "PARTNER", value_parser = name)]
    partner: Option<String>,
    /// How to write it.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
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
    super::past::with_packets(common, |input| {
        let asked = asked(input, args)?;
        let report = trust(input, &asked);
        check_seller(&report, &asked)?;
        let page = || view::trust(&report, &Style::of(input));
        output::print(&match args.format {
            Format::Table => crate::render::page::page(&page(), output::term(common)),
            Format::Markdown => page_markdown::page(&page()),
            Format::Csv => crate::render::csv::csv(&view::trust_rows(&report))?,
            Format::Json => json::trust(&report, input)?,
        })?;
        Ok(ExitCode::SUCCESS)
    })
}

fn asked(input: &Input<'_>, args: &Args) -> anyhow::Result<Asked> {
    let partner = Filters {
        partner: args.partner.clone(),
        owner: None,
        stage: None,
    };
    let filter = Filter {
        owner: args.seller.clone(),
        ..repository::filter(input.book, &partner)?
    };
    if let Since::Day(first) = args.since
        && first > input.book.today
    {
        let message = format!(
            "the period would begin on {first}, after {}",
            input.book.today
        );
        return Err(Failure::new(message, "give --since a day that has been").into());
    }
    Ok(Asked {
        since: args.since,
        filter,
        group: args.group.map(|group| match group {
            Group::Seller => GroupBy::Seller,
            Group::Partner => GroupBy::Partner,
        }),
    })
}

/// A seller whom the book does not know is a failure, not an empty report.
fn check_seller(report: &Trust, asked: &Asked) -> anyhow::Result<()> {
    let names = report.sellers.iter().map(String::as_str);
    repository::check_seller(names, &asked.filter)
}
