//! `dealctl packet`.

use std::process::ExitCode;

use clap::ValueEnum;

use crate::model::Deal;
use crate::model::path::is_below;
use crate::model::record::UnreadKey;
use crate::render::document::Document;
use crate::report::Input;
use crate::report::document::Envelope;
use crate::report::packet::{Reader, packet_of};
use crate::view::{self, Style};

use super::failure::Failure;
use super::options::{Common, Output};
use super::{completing, documents, output, repository};

const EXAMPLES: &str = "\
Examples:
  dealctl packet northwind
  dealctl packet northwind --for seller --format html
  dealctl packet northwind --check";

/// Print the packet of one deal: the eleven fields on one page, or whether it may go out.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// The deal: its path below deals/, or the last part of it.
    #[arg(add = completing::deals())]
    deal: String,
    /// Leave out what is internal (grades, reviews, disputes), and end with how to answer.
    #[arg(
        long = "for",
        value_enum,
        value_name = "READER",
        conflicts_with = "check"
    )]
    reader: Option<For>,
    /// Ask what must hold before it goes out, and what keeps it back; exit code 1 when it must not go out.
    #[arg(long)]
    check: bool,
    #[command(flatten)]
    output: Output,
}

/// Who reads the packet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum For {
    /// The seller who is asked to take the move.
    Seller,
}

pub(super) fn run(common: &Common, args: &Args) -> anyhow::Result<ExitCode> {
    super::past::with_packets(common, |_, input| {
        let deal = repository::deal(input.book, &args.deal)?;
        let reader = match args.reader {
            Some(For::Seller) => Reader::Seller,
            None => Reader::Builder,
        };
        let is_seller = reader == Reader::Seller;
        if deal.handoff.is_none() && (is_seller || has_unread_handoff(deal)) {
            return Err(no_packet(input, deal));
        }
        let report = packet_of(input, &deal.id, reader).ok_or_else(|| no_packet(input, deal))?;
        let style = Style::of(input);
        let page = || {
            if args.check {
                view::packet_check(&report, &style)
            } else {
                view::packet(&report, &style)
            }
        };
        let document = Document::new(page, || Envelope::without_money(input, &report))
            .with_rows(|| view::packet_rows(&report));
        documents::show(common, &args.output, &document)?;
        if is_seller && report.sent.is_none() && !report.goes_out {
            let name = &report.name;
            output::note(&format!(
                "this packet must not go out yet: dealctl packet {name} --check says why"
            ));
        }
        let stopped = args.check && !report.goes_out;
        Ok(ExitCode::from(u8::from(stopped)))
    })
}

fn has_unread_handoff(deal: &Deal) -> bool {
    let is_unread = |unread: &UnreadKey| is_below(&unread.path, "handoff");
    deal.unread.iter().any(is_unread)
}

/// Returns why a deal has no packet for a seller, and where to begin one.
fn no_packet(input: &Input<'_>, deal: &Deal) -> anyhow::Error {
    let name = input.names.of(&deal.id);
    let path = &input.book.sources.file(deal.file).path;
    if has_unread_handoff(deal) {
        let help = format!("fix it first: dealctl lint {path}");
        return Failure::new(format!("the handoff of {name} cannot be read"), help).into();
    }
    let help = format!(
        "begin one: dealctl handoff {name} draft; dealctl gate {name} says what its stage still wants"
    );
    Failure::new(
        format!("{name} has no packet: no handoff is on record in {path}"),
        help,
    )
    .into()
}
