//! `dealctl score`.

use std::process::ExitCode;

use crate::render::document::Document;
use crate::report::Input;
use crate::report::document::Envelope;
use crate::report::filter::Filter;
use crate::report::scorecard::{LAST, Options, Scorecard, of_deals, scorecard, sellers};
use crate::view::page::Page;
use crate::view::table::Grid;
use crate::view::{self, Style};

use super::options::{Common, Filters, Output, name};
use super::repository::Files;
use super::starting_point::StartingPoint;
use super::{completing, documents, repository};

const EXAMPLES: &str = "\
Examples:
  dealctl score
  dealctl score northwind
  dealctl score --seller Sam --last 5";

/// Score the handoffs: nine components, 18 points, with reasons.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// Deals; without one, the last handoffs that were sent, newest first.
    #[arg(add = completing::deals())]
    deals: Vec<String>,
    /// How many of the last handoffs; without it three, or all since a day.
    #[arg(long, value_name = "N", conflicts_with = "deals", value_parser = clap::value_parser!(u32).range(1..))]
    last: Option<u32>,
    /// Only handoffs to this seller, by the whole or the first name.
    #[arg(long, value_name = "PERSON", conflicts_with = "deals", value_parser = name, add = completing::people())]
    seller: Option<String>,
    /// Only handoffs sent since then: a period such as 1w, 10d or 2m, a date, or a commit.
    #[arg(long, value_name = "WHEN", conflicts_with = "deals", value_parser = StartingPoint::parse)]
    since: Option<StartingPoint>,
    /// Where program and reviewers differ, over all reviewed handoffs.
    #[arg(long)]
    reviews: bool,
    #[command(flatten)]
    filters: Filters,
    #[command(flatten)]
    output: Output,
}

pub(super) fn run(common: &Common, args: &Args) -> anyhow::Result<ExitCode> {
    super::past::with_packets(common, |files, input| {
        let filter = repository::filter(input.book, &args.filters)?;
        let card = if args.deals.is_empty() {
            of_all(files, input, args, filter)?
        } else {
            let deals = args.deals.iter();
            let ids = deals.map(|name| repository::deal(input.book, name).map(|deal| &*deal.id));
            of_deals(input, &ids.collect::<anyhow::Result<Vec<_>>>()?)
        };
        let style = Style::of(input);
        let document = Document::new(
            || page(&card, args, &style),
            || Envelope::without_money(input, &card),
        )
        .with_rows(|| rows(&card, args, &style));
        documents::show(common, &args.output, &document)?;
        Ok(ExitCode::SUCCESS)
    })
}

fn of_all(
    files: &Files,
    input: &Input<'_>,
    args: &Args,
    filter: Filter,
) -> anyhow::Result<Scorecard> {
    let seller = args.seller.clone();
    let wanted = Filter {
        owner: seller.clone(),
        ..Filter::default()
    };
    let sellers = sellers(input);
    repository::check_seller(sellers.iter().map(String::as_str), &wanted)?;
    let since = args.since.as_ref();
    let since = since.map(|since| since.first_day(files, input.book));
    let last = args.last.and_then(|last| usize::try_from(last).ok());
    let options = Options {
        filter,
        seller,
        last: last.or(args.since.is_none().then_some(LAST)),
        since: since.transpose()?,
    };
    Ok(scorecard(input, &options))
}

fn page(card: &Scorecard, args: &Args, style: &Style) -> Page {
    let present = card.handoffs.iter().find(|handoff| !handoff.earlier);
    match present {
        _ if args.reviews => view::reviews(&card.agreement, style),
        Some(handoff) if args.deals.len() == 1 => view::one_handoff(handoff, card, style),
        _ => view::scorecard(card, style),
    }
}

fn rows(card: &Scorecard, args: &Args, style: &Style) -> Grid {
    let present = card.handoffs.iter().find(|handoff| !handoff.earlier);
    match present {
        _ if args.reviews => {
            let page = view::reviews(&card.agreement, style);
            page.into_main_table().unwrap_or_default()
        }
        Some(handoff) if args.deals.len() == 1 => view::one_handoff_rows(handoff),
        _ => view::scorecard_rows(card, style),
    }
}
