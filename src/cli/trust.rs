//! `dealctl trust`.

use std::process::ExitCode;

use crate::render::document::Document;
use crate::render::json;
use crate::report::Input;
use crate::report::filter::Filter;
use crate::report::trust::{Asked, GroupBy, Since, Trust, trust};
use crate::view::{self, Style};

use super::failure::Failure;
use super::options::{Common, Filters, Output, name, since};
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
    super::past::with_packets(common, |input| {
        let asked = asked(input, args)?;
        let report = trust(input, &asked);
        check_seller(&report, &asked)?;
        let page = || view::trust(&report, &Style::of(input));
        let document = Document::written(page, || json::trust(&report, input)).with_rows(|| {
            view::trust_rows(&report)
                .into_main_table()
                .unwrap_or_default()
        });
        output::show(common, &args.output, &document)?;
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
