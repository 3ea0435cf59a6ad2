//! `dealctl touch`, `review`, `assign`, `set` and `unset`.

use std::process::ExitCode;

use crate::cli::completing;
use crate::cli::failure::Failure;
use crate::cli::options::Common;
use crate::edit::moves;
use crate::model::deal::Side;

use super::run::{Flags, Needs, run};
use super::typed::{made, said, word};

const EXAMPLES_OF_TOUCH: &str = "\
Examples:
  dealctl touch quayside meeting --who dana --with sam
  dealctl touch quayside northwind call --who dana --on mon";

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES_OF_TOUCH)]
pub(in crate::cli) struct Touch {
    /// The deals, and behind them what it was: intro, referral, meeting, workshop, reference, call …
    #[arg(required = true, num_args = 2.., value_name = "DEAL KIND", add = completing::deals_and_kinds())]
    deals_and_kind: Vec<String>,
    /// Who did it, by part of the name.
    #[arg(long, value_name = "NAME", add = completing::people())]
    who: Option<String>,
    /// Whose touch it was, if nobody is named or the files do not know the person: partner, seller, marketing.
    #[arg(long, value_name = "SIDE", value_parser = word::<Side>)]
    from: Option<Side>,
    /// With whom.
    #[arg(long, value_name = "NAME", add = completing::people())]
    with: Option<String>,
    /// Where it is on record: a path or a link.
    #[arg(long, value_name = "SOURCE", value_parser = said)]
    source: Option<String>,
    /// More.
    #[arg(long, value_name = "TEXT", value_parser = said)]
    note: Option<String>,
    #[command(flatten)]
    flags: Flags,
}

impl Touch {
    pub(super) fn run(&self, common: &Common) -> anyhow::Result<ExitCode> {
        let Some((kind, deals)) = self.deals_and_kind.split_last() else {
            return Ok(ExitCode::SUCCESS);
        };
        let kind = &said(kind).map_err(|why| {
            let help = "say what it was: meeting, call …";
            Failure::new(format!("the kind of the touch: {why}"), help)
        })?;
        run(common, &self.flags, deals, Needs::LITTLE, &|context| {
            let person = |typed: &Option<String>| {
                typed
                    .as_deref()
                    .map(|who| context.people.find(who))
                    .transpose()
            };
            let (who, with) = (person(&self.who)?, person(&self.with)?);
            let touch = moves::Touch {
                kind,
                from: self.from,
                who: who.as_deref(),
                with: with.as_deref(),
                source: self.source.as_deref(),
                note: self.note.as_deref(),
            };
            made(moves::touch(&context.case, &context.stamp, &touch))
        })
    }
}

const EXAMPLES_OF_REVIEW: &str = "\
Examples:
  dealctl review northwind proof=weak owner=strong --note \"The case study is a landing page\" --by tom";

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES_OF_REVIEW)]
pub(in crate::cli) struct Review {
    /// The deal.
    #[arg(add = completing::deals())]
    deal: String,
    /// Grades: proof=weak, owner=strong.
    #[arg(required = true, value_name = "COMPONENT=GRADE")]
    grades: Vec<String>,
    /// Why.
    #[arg(long, value_name = "TEXT", value_parser = said)]
    note: Option<String>,
    #[command(flatten)]
    flags: Flags,
}

impl Review {
    pub(super) fn run(&self, common: &Common) -> anyhow::Result<ExitCode> {
        let deals = std::slice::from_ref(&self.deal);
        run(common, &self.flags, deals, Needs::PERSON, &|context| {
            made(moves::review(
                &context.stamp,
                &self.grades,
                self.note.as_deref(),
            ))
        })
    }
}

const EXAMPLES_OF_ASSIGN: &str = "\
Examples:
  dealctl assign quayside customer=sam technical=dana";

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES_OF_ASSIGN)]
pub(in crate::cli) struct Assign {
    /// The deal.
    #[arg(add = completing::deals())]
    deal: String,
    /// The roles with the people, by part of the name: customer=sam technical=dana close=sam; also owner, seller and packet.
    #[arg(required = true, value_name = "ROLE=NAME")]
    roles: Vec<String>,
    #[command(flatten)]
    flags: Flags,
}

impl Assign {
    pub(super) fn run(&self, common: &Common) -> anyhow::Result<ExitCode> {
        let deals = std::slice::from_ref(&self.deal);
        run(common, &self.flags, deals, Needs::LITTLE, &|context| {
            let roles = self.roles.iter().map(|given| {
                let (role, name) = given.split_once('=').ok_or_else(|| {
                    let help = "write ROLE=NAME: technical=dana";
                    Failure::new(format!("`{given}` is not a role with a name"), help)
                })?;
                Ok((role, context.people.find(name)?))
            });
            made(moves::assign(&roles.collect::<anyhow::Result<Vec<_>>>()?))
        })
    }
}

const EXAMPLES_OF_SET: &str = "\
Examples:
  dealctl set quayside opportunity.amount 72000
  dealctl set quayside opportunity.close_date \"60 days\"";

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES_OF_SET)]
pub(in crate::cli) struct Set {
    /// The deal.
    #[arg(add = completing::deals())]
    deal: String,
    /// The path, as criteria write it: opportunity.amount; history.qualified is the day that stage was entered.
    #[arg(add = completing::paths())]
    path: String,
    /// The value. A day may be a weekday, or 3bd from today.
    #[arg(allow_hyphen_values = true, value_parser = said)]
    value: String,
    #[command(flatten)]
    flags: Flags,
}

impl Set {
    pub(super) fn run(&self, common: &Common) -> anyhow::Result<ExitCode> {
        let deals = std::slice::from_ref(&self.deal);
        run(common, &self.flags, deals, Needs::BOOK, &|context| {
            let path = moves::format_path(&self.path);
            let value = context.reader().value(&path, &self.value)?;
            made(moves::set(&context.case, &context.stamp, &self.path, value))
        })
    }
}

const EXAMPLES_OF_UNSET: &str = "\
Examples:
  dealctl unset quayside opportunity.close_date";

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES_OF_UNSET)]
pub(in crate::cli) struct Unset {
    /// The deal.
    #[arg(add = completing::deals())]
    deal: String,
    /// The path: handoff.response, or touches.2 for the third touch.
    #[arg(add = completing::paths())]
    path: String,
    #[command(flatten)]
    flags: Flags,
}

impl Unset {
    pub(super) fn run(&self, common: &Common) -> anyhow::Result<ExitCode> {
        let deals = std::slice::from_ref(&self.deal);
        run(common, &self.flags, deals, Needs::BOOK, &|context| {
            made(moves::unset(&context.case, &context.stamp, &self.path))
        })
    }
}
