//! `dealctl partner`.

use std::collections::BTreeSet;
use std::process::ExitCode;

use crate::render::document::Document;
use crate::report::Input;
use crate::report::document::Envelope;
use crate::report::filter::Filter;
use crate::report::partners::{partner, partners, shared};
use crate::report::period_options::PeriodOptions;
use crate::text::name::nearest;
use crate::view::{self, Style};

use super::failure::Failure;
use super::options::{Common, Output, name};
use super::starting_point::StartingPoint;
use super::{completing, documents, repository};

const EXAMPLES: &str = "\
Examples:
  dealctl partner meridian
  dealctl partner oakline --share --format html";

/// Show one partner: its deals, registrations, and what waits; with `--share` the page that it may see itself.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// The partner: a key of [partners], a name, or part of it.
    #[arg(value_name = "PARTNER", value_parser = name, add = completing::partners())]
    partner: String,
    /// Write the partner's own page: only its deals, and of them only what a partner may see. To send it: --format html
    #[arg(long)]
    share: bool,
    /// Count new registrations since then: a period such as 1w, 10d or 2m, a date, or a commit.
    #[arg(long, value_name = "WHEN", value_parser = StartingPoint::parse, default_value = "90d")]
    since: StartingPoint,
    #[command(flatten)]
    output: Output,
}

pub(super) fn run(common: &Common, args: &Args) -> anyhow::Result<ExitCode> {
    repository::with_book_files(common, |files, input| {
        let options = PeriodOptions {
            since: args.since.first_day(files, input.book)?,
            filter: Filter {
                partner: Some(args.partner.clone()),
                ..Filter::default()
            },
            by: None,
        };
        let name = one(input, args, &options)?;
        let options = PeriodOptions {
            filter: Filter {
                partner: Some(name.clone()),
                ..Filter::default()
            },
            ..options
        };
        let style = || Style::of(input);
        if args.share {
            let page = shared(input, &options.filter, &name);
            let document = Document::new(
                || view::shared(&page, &style()),
                || Envelope::without_money(input, &page),
            );
            documents::show(common, &args.output, &document)?;
        } else {
            let Some(report) = partner(input, &options) else {
                return Err(unknown(input, args, &options).into());
            };
            let document = Document::new(
                || view::partner(&report, &style()),
                || Envelope::new(input, &report),
            )
            .with_rows(|| view::partner_rows(&report, &style()));
            documents::show(common, &args.output, &document)?;
        }
        Ok(ExitCode::SUCCESS)
    })
}

/// Returns the name of the one partner that was meant.
fn one(input: &Input<'_>, args: &Args, options: &PeriodOptions) -> anyhow::Result<String> {
    let found = partners(input, options).partners;
    match found.as_slice() {
        [one] => Ok(one.partner.clone()),
        [] => Err(unknown(input, args, options).into()),
        several => {
            let names = several.iter().take(8).map(|line| line.partner.as_str());
            let names: Vec<&str> = names.collect();
            let message = format!("{} may mean {}", args.partner, names.join(" or "));
            Err(Failure::new(message, "write more of the name").into())
        }
    }
}

fn unknown(input: &Input<'_>, args: &Args, options: &PeriodOptions) -> Failure {
    let all = PeriodOptions {
        filter: Filter::default(),
        ..options.clone()
    };
    let known = partners(input, &all).partners;
    let keys = input.book.process.written.partners.keys();
    let names: BTreeSet<&str> = known
        .iter()
        .map(|line| line.partner.as_str())
        .chain(keys)
        .collect();
    Failure::unknown(
        format!("there is no partner {}", args.partner),
        nearest(&args.partner, names),
        "write a key of [partners], a partner's name, or part of it: dealctl partners lists them",
    )
}
