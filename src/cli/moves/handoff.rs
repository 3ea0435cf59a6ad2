//! `dealctl handoff DEAL draft` and `dealctl handoff DEAL send`.

use std::process::ExitCode;

use crate::cli::completing;
use crate::cli::failure::Failure;
use crate::cli::options::Common;
use crate::edit::{NewValue, is_path, moves};

use super::run::{Context, Flags, Needs, run};
use super::typed::{Reader, made};

const EXAMPLES_OF_HANDOFF: &str = "\
Examples:
  dealctl handoff quayside draft why_partner=\"Meridian runs their yard system\"
  dealctl handoff granite-mutual send --to sam";

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES_OF_HANDOFF)]
pub(in crate::cli) struct Handoff {
    /// The deal.
    #[arg(add = completing::deals())]
    deal: String,
    #[command(subcommand)]
    step: Step,
}

#[derive(Debug, clap::Subcommand)]
enum Step {
    /// Fill in fields of the packet: those that are given, or, in a terminal, those that are missing.
    Draft(Draft),
    /// Record that the packet went out to the seller.
    Send(Send),
}

const EXAMPLES_OF_DRAFT: &str = "\
Examples:
  dealctl handoff quayside draft why_partner=\"Meridian runs their yard system\" seller_move.due=fri";

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES_OF_DRAFT)]
struct Draft {
    /// Fields with their values: why_partner="…" trigger.quote="…" conflict=today.
    #[arg(value_name = "FIELD=VALUE")]
    values: Vec<String>,
    #[command(flatten)]
    flags: Flags,
}

const EXAMPLES_OF_SEND: &str = "\
Examples:
  dealctl handoff granite-mutual send --to sam";

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES_OF_SEND)]
struct Send {
    /// The seller who is asked; without it, the one whom the deal names.
    #[arg(long, value_name = "NAME", add = completing::people())]
    to: Option<String>,
    /// It goes out anew, to a seller who has not answered it yet.
    #[arg(long)]
    again: bool,
    #[command(flatten)]
    flags: Flags,
}

impl Handoff {
    pub(super) fn run(&self, common: &Common) -> anyhow::Result<ExitCode> {
        let deals = std::slice::from_ref(&self.deal);
        match &self.step {
            Step::Draft(args) => run(common, &args.flags, deals, Needs::PERSON, &|context| {
                let mut values = given(context, &args.values)?;
                if values.is_empty() {
                    values = super::draft::ask(context, &args.flags)?;
                }
                made(moves::draft(&context.case, &context.stamp, values))
            }),
            Step::Send(args) => run(common, &args.flags, deals, Needs::LITTLE, &|context| {
                let to = args
                    .to
                    .as_deref()
                    .map(|to| context.people.find(to))
                    .transpose()?;
                made(moves::send(
                    &context.case,
                    &context.stamp,
                    to.as_deref(),
                    args.again,
                ))
            }),
        }
    }
}

/// Returns the fields that are given, with their paths.
fn given(context: &Context<'_>, values: &[String]) -> anyhow::Result<Vec<(String, NewValue)>> {
    let reader = context.reader();
    values.iter().map(|value| field(&reader, value)).collect()
}

fn field(reader: &Reader<'_>, given: &str) -> anyhow::Result<(String, NewValue)> {
    let Some((key, value)) = given.split_once('=') else {
        let help = "write FIELD=VALUE: why_partner=\"Meridian runs their platform\"";
        return Err(Failure::new(format!("`{given}` is not a field with its value"), help).into());
    };
    let below = format!("handoff.{key}");
    let path = [below.as_str(), key].into_iter().find(|path| is_path(path));
    let Some(path) = path else {
        let help = "docs/format.md lists the keys of handoff: why_account, why_partner, trigger.quote, joint_value …";
        return Err(Failure::new(format!("the packet has no field {key}"), help).into());
    };
    let value = super::typed::said(value)
        .map_err(|why| Failure::new(format!("{key}: {why}"), "write what it says"))?;
    Ok((path.to_owned(), reader.value(path, &value)?))
}
