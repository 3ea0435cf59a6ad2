//! `dealctl touch`, `review`, `assign`, `set` and `unset`.

use std::process::ExitCode;

use crate::cli::failure::Failure;
use crate::cli::options::Common;
use crate::edit::moves;
use crate::model::deal::Side;

use super::run::{Flags, Needs, run};
use super::typed::{made, said, word};

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Touch {
    /// The deals, and behind them what it was: intro, referral, meeting, workshop, reference, call …
    #[arg(required = true, num_args = 2.., value_name = "DEAL KIND")]
    deals_and_kind: Vec<String>,
    /// Who did it, by part of the name.
    #[arg(long, value_name = "NAME")]
    who: Option<String>,
    /// Whose touch it was, if nobody is named or the files do not know the person: partner, seller, marketing.
    #[arg(long, value_name = "SIDE", value_parser = word::<Side>)]
    from: Option<Side>,
    /// With whom.
    #[arg(long, value_name = "NAME")]
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

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Review {
    /// The deal.
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

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Assign {
    /// The deal.
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

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Set {
    /// The deal.
    deal: String,
    /// The path, as criteria write it: opportunity.amount; history.qualified is the day that stage was entered.
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

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Unset {
    /// The deal.
    deal: String,
    /// The path: handoff.response, or touches.2 for the third touch.
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
