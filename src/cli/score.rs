//! `dealctl score`.

use std::process::ExitCode;

use crate::render::json;
use crate::report::pages::{self, Words};
use crate::report::scorecard::{of_deals, scorecard};

use super::options::{Common, Filters, Format};
use super::{output, repository};

/// Score the handoffs: nine components, 18 points, with reasons.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Deals; without one, every handoff that was sent, newest first.
    deals: Vec<String>,
    #[command(flatten)]
    filters: Filters,
    /// How to write it.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
}

pub(super) fn run(common: &Common, args: &Args) -> anyhow::Result<ExitCode> {
    repository::with_book(common, |input| {
        let filter = repository::filter(input.book, &args.filters)?;
        let names = args
            .deals
            .iter()
            .map(|name| repository::deal(input.book, name).map(|deal| deal.id.as_str()));
        let names = names.collect::<anyhow::Result<Vec<_>>>()?;
        let card = if names.is_empty() {
            scorecard(input, &filter)
        } else {
            of_deals(input, &names)
        };
        let words = Words::of(input);
        let page = || match card.handoffs.iter().find(|handoff| !handoff.earlier) {
            Some(handoff) if names.len() == 1 => pages::one_handoff(handoff, input, &words),
            _ => pages::scorecard(&card, &words),
        };
        output::print_report(common, args.format, page, || json::scorecard(&card, input))?;
        Ok(ExitCode::SUCCESS)
    })
}
