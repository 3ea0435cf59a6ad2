//! `dealctl score`.

use std::process::ExitCode;

use crate::render::document::Document;
use crate::render::json;
use crate::report::Input;
use crate::report::filter::Filter;
use crate::report::scorecard::{Asked, LAST, Scorecard, of_deals, scorecard, sellers};
use crate::report::trust::{Periods, Since};
use crate::view::page::Page;
use crate::view::{self, Style};

use super::options::{Common, Filters, Output, name, since};
use super::{output, repository};

/// Score the handoffs: nine components, 18 points, with reasons.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Deals; without one, the last handoffs that were sent, newest first.
    deals: Vec<String>,
    /// How many of the last handoffs; without it three, or all since a day.
    #[arg(long, value_name = "N", conflicts_with = "deals", value_parser = clap::value_parser!(u32).range(1..))]
    last: Option<u32>,
    /// Only handoffs to this seller, by the whole or the first name.
    #[arg(long, value_name = "PERSON", conflicts_with = "deals", value_parser = name)]
    seller: Option<String>,
    /// Only handoffs sent on this day or later, or within so long: `2026-08-01`, `90d`, `6w`.
    #[arg(long, value_name = "DATE|LENGTH", conflicts_with = "deals", value_parser = since)]
    since: Option<Since>,
    /// Where program and reviewers differ, over all reviewed handoffs.
    #[arg(long)]
    reviews: bool,
    #[command(flatten)]
    filters: Filters,
    #[command(flatten)]
    output: Output,
}

pub(super) fn run(common: &Common, args: &Args) -> anyhow::Result<ExitCode> {
    super::past::with_packets(common, |input| {
        let filter = repository::filter(input.book, &args.filters)?;
        let names = args
            .deals
            .iter()
            .map(|name| repository::deal(input.book, name).map(|deal| deal.id.as_str()));
        let names = names.collect::<anyhow::Result<Vec<_>>>()?;
        let card = if names.is_empty() {
            let all = if args.since.is_some() {
                None
            } else {
                Some(LAST)
            };
            let last = args
                .last
                .and_then(|last| usize::try_from(last).ok())
                .or(all);
            let seller = args.seller.clone();
            let wanted = Filter {
                owner: seller.clone(),
                ..Filter::default()
            };
            let sellers = sellers(input);
            repository::check_seller(sellers.iter().map(String::as_str), &wanted)?;
            scorecard(
                input,
                &Asked {
                    filter,
                    seller,
                    since: args
                        .since
                        .map(|since| Periods::of(since, input.book.today).now.start),
                    last,
                },
            )
        } else {
            of_deals(input, &names)
        };
        let one = names.len() == 1;
        let document = Document::written(
            || page(&card, input, args, one),
            || json::scorecard(&card, input),
        )
        .with_rows(|| {
            rows(&card, input, args, one)
                .into_main_table()
                .unwrap_or_default()
        });
        output::show(common, &args.output, &document)?;
        Ok(ExitCode::SUCCESS)
    })
}

fn page(card: &Scorecard, input: &Input<'_>, args: &Args, one: bool) -> Page {
    let words = Style::of(input);
    if args.reviews {
        return view::reviews(&card.agreement, &words);
    }
    let current = card.handoffs.iter().find(|handoff| !handoff.earlier);
    match current.filter(|_| one) {
        Some(handoff) => {
            let others: Vec<_> = card.handoffs.iter().filter(|other| other.earlier).collect();
            view::one_handoff(handoff, &others, input, &words)
        }
        None => view::scorecard(card, &words),
    }
}

fn rows(card: &Scorecard, input: &Input<'_>, args: &Args, one: bool) -> Page {
    let words = Style::of(input);
    match card.handoffs.iter().find(|handoff| !handoff.earlier) {
        _ if args.reviews => view::reviews(&card.agreement, &words),
        Some(handoff) if one => view::one_handoff_rows(handoff, input),
        _ => view::scorecard_rows(card, &words),
    }
}
