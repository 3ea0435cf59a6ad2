//! `dealctl attribution`.

use std::process::ExitCode;

use serde::Serialize;

use crate::load::Evidence;
use crate::model::calendar::is_quarter;
use crate::render::document::Document;
use crate::report::Input;
use crate::report::attribution::{AttributionOptions, StatementChange, attribution, difference};
use crate::report::document::Envelope;
use crate::report::filter::Filter;
use crate::report::since::Baseline;
use crate::view::{self, Style};

use super::options::{Common, Filters, Output};
use super::repository::Files;
use super::starting_point::StartingPoint;
use super::{documents, repository, since};

const EXAMPLES: &str = "\
Examples:
  dealctl attribution
  dealctl attribution --quarter FY27-Q4 --format csv
  dealctl attribution --evidence --partner meridian";

/// Show what each partner sourced and influenced by quarter, with the evidence, and what is owed.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// Only what closed in this fiscal quarter.
    #[arg(long, value_name = "QUARTER", value_parser = quarter)]
    quarter: Option<String>,
    /// Show each deal with the touch that decides its class, and its source.
    #[arg(long)]
    evidence: bool,
    /// Show what changed in the statement since then, and by whom: a period such as 1w or 2m, a date, or a commit.
    #[arg(long, value_name = "WHEN", value_parser = StartingPoint::parse, conflicts_with_all = ["evidence", "quarter", "partner", "owner", "stage"])]
    since: Option<StartingPoint>,
    #[command(flatten)]
    filters: Filters,
    #[command(flatten)]
    output: Output,
}

fn quarter(text: &str) -> Result<String, String> {
    let quarter = text.trim().to_ascii_uppercase();
    if is_quarter(&quarter) {
        Ok(quarter)
    } else {
        Err("a fiscal quarter, written FY27-Q4 for the year the fiscal year ends in".to_owned())
    }
}

pub(super) fn run(common: &Common, args: &Args) -> anyhow::Result<ExitCode> {
    repository::with_book_files(common, |files, input| {
        if let Some(point) = &args.since {
            return changes(common, args, files, input, point);
        }
        let options = AttributionOptions {
            quarter: args.quarter.clone(),
            filter: filter(input, &args.filters)?,
        };
        let report = attribution(input, &options);
        let style = || Style::of(input);
        let page = || {
            if args.evidence {
                view::attribution_evidence(&report, &style())
            } else {
                view::attribution(&report, &style())
            }
        };
        let document = Document::new(page, || Envelope::new(input, &report))
            .with_rows(|| view::attribution_rows(&report, &style()));
        documents::show(common, &args.output, &document)?;
        Ok(ExitCode::SUCCESS)
    })
}

/// Returns the filter; a partner that is only ever beside another one is known too.
fn filter(input: &Input<'_>, filters: &Filters) -> anyhow::Result<Filter> {
    let wanted = filters.filter();
    let process = &input.book.process;
    let is_beside = wanted.partner.is_some()
        && input.book.deals.iter().any(|deal| {
            let mut names = deal.other_partners.iter().filter_map(|it| it.name.as_ref());
            names.any(|name| wanted.is_partner(process, process.partner_called(name)))
        });
    if !is_beside {
        return repository::filter(input.book, filters);
    }
    let others = Filters {
        partner: None,
        owner: filters.owner.clone(),
        stage: filters.stage.clone(),
    };
    repository::filter(input.book, &others)?;
    Ok(wanted)
}

/// The changes of a statement, as a document.
#[derive(Serialize)]
struct Changes<'c> {
    since: &'c str,
    changes: &'c [StatementChange],
}

fn changes(
    common: &Common,
    args: &Args,
    files: &Files,
    input: &Input<'_>,
    point: &StartingPoint,
) -> anyhow::Result<ExitCode> {
    let compared = since::at(files, input.book, point)?;
    let evidence = Evidence::new(&compared.files);
    let baseline = Baseline {
        requested: &point.text,
        commit: &compared.commit,
        input: Input::new(&compared.then.book, &evidence),
        now_by_old_process: None,
        between: &compared.between,
        uncommitted: &compared.uncommitted,
        process_uncommitted: compared.process_uncommitted,
        process: &compared.process,
    };
    let changes = difference(input, &baseline);
    let document = Document::new(
        || view::attribution_difference(&changes, &compared.commit, &Style::of(input)),
        || {
            Envelope::new(
                input,
                Changes {
                    since: &compared.commit.id,
                    changes: &changes,
                },
            )
        },
    );
    documents::show(common, &args.output, &document)?;
    Ok(ExitCode::SUCCESS)
}
