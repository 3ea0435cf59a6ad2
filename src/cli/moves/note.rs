//! `dealctl note`: a text is saved and named as the source of what it shows.

use std::fs::File;
use std::io::{self, Read as _};
use std::process::ExitCode;

use chrono::Datelike as _;

use crate::cli::completing;
use crate::cli::failure::Failure;
use crate::cli::options::Common;
use crate::edit::moves::{Move, Refusal};
use crate::edit::{NewValue, Operation, is_list, is_path};

use super::named::{self, People, Scope};
use super::planned::{MoveSet, subject};
use super::run::{Flags, day, find, finish, work_out};
use super::store::Written;
use super::typed::{said, slug};

/// More is no note.
const LONGEST: u64 = 1 << 20;

const EXAMPLES: &str = "\
Examples:
  dealctl note quayside notes/dana-0911.md
  echo \"Yes, I send it on Friday. Dana\" | dealctl note quayside - --for handoff.partner_move.agreed";

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct Note {
    /// The deal.
    #[arg(add = completing::deals())]
    deal: String,
    /// The text: a file, or - for what is typed or piped in.
    file: String,
    /// What it shows: a path such as handoff.trigger, qualification.budget, handoff.partner_move.agreed or touches.0; without it, it is
    /// evidence of the handoff.
    #[arg(long = "for", value_name = "PATH", default_value = "handoff.evidence")]
    path: String,
    /// The name of the note; without it, the deal's with the day.
    #[arg(long, value_name = "NAME", value_parser = said)]
    name: Option<String>,
    #[command(flatten)]
    flags: Flags,
}

impl Note {
    pub(super) fn run(&self, common: &Common) -> anyhow::Result<ExitCode> {
        let text = self.text()?;
        let files = find(common)?;
        let deals = std::slice::from_ref(&self.deal);
        let book = named::load(&files, common, deals, Scope::Named)?;
        let on = day(self.flags.on.as_deref(), &book)?;
        let people = People::of(&book);
        let ids = named::ids(&book, deals)?;
        let last = ids
            .first()
            .and_then(|id| id.rsplit('/').next())
            .unwrap_or("note");
        let stem = match &self.name {
            Some(name) => slug(name),
            None => format!("{}-{:02}{:02}", slug(last), on.month(), on.day()),
        };
        let path = free(&|path| files.origin().is_there(path), &stem).ok_or_else(|| {
            Failure::new(
                format!("notes/{stem}.md is taken"),
                "name the note: --name NAME",
            )
        })?;
        let mut moves = Vec::new();
        for id in &ids {
            let plan = |_: &super::run::Context<'_>| {
                super::typed::made(named_as_source(&self.path, &path))
            };
            moves.push(work_out(
                &files,
                &book,
                id,
                (on, None),
                &self.flags,
                &people,
                &plan,
            )?);
        }
        let subject = subject(&book, &moves);
        let note = Written {
            path,
            before: None,
            after: Some(text),
        };
        let set = MoveSet {
            moves,
            beside: vec![note],
            subject,
            on,
            by: None,
        };
        finish(common, &self.flags, &files, book, set, &|_| Ok(true))
    }

    fn text(&self) -> anyhow::Result<String> {
        let mut text = String::new();
        let read = if self.file == "-" {
            io::stdin()
                .lock()
                .take(LONGEST + 1)
                .read_to_string(&mut text)
        } else {
            File::open(&self.file).and_then(|file| file.take(LONGEST + 1).read_to_string(&mut text))
        };
        let failed = |why: String| {
            Failure::new(
                format!("{}: {why}", self.file),
                "name a text file, or - for what is piped in",
            )
        };
        read.map_err(|error| failed(error.to_string()))?;
        if text.len() as u64 > LONGEST {
            return Err(failed("it is larger than 1 MiB".to_owned()).into());
        }
        if text.trim().is_empty() {
            return Err(failed("there is no word in it".to_owned()).into());
        }
        if !text.ends_with('\n') {
            text.push('\n');
        }
        Ok(text)
    }
}

/// Returns a path below notes/ at which nothing is.
fn free(is_there: &dyn Fn(&str) -> bool, stem: &str) -> Option<String> {
    let path = |n: usize| match n {
        1 => format!("notes/{stem}.md"),
        n => format!("notes/{stem}-{n}.md"),
    };
    (1..1000).map(path).find(|path| !is_there(path))
}

/// Names a note as the source of what is behind a path.
fn named_as_source(path: &str, note: &str) -> Result<Move, Refusal> {
    let below = format!("{path}.source");
    let keys = |path: &str| {
        let keys = path
            .split('.')
            .filter(|part| part.parse::<usize>().is_err());
        keys.collect::<Vec<_>>().join(".")
    };
    let value = NewValue::text(note);
    let operation = if path == "handoff.evidence" {
        Operation::append(path, value)
    } else if is_path(&keys(&below)) && !is_list(path) && !path.ends_with("agreed") {
        Operation::set(&below, value)
    } else if path.ends_with("agreed") && is_path(&keys(path)) {
        Operation::set(path, value)
    } else {
        return Err(Refusal {
            message: format!("{path} has no source"),
            help: "name what the note shows: handoff.trigger, qualification.budget, handoff.partner_move.agreed, touches.0".to_owned(),
        });
    };
    Ok(Move {
        operations: vec![operation],
        done: format!("has {note} on record"),
        subject: format!("note {note}"),
    })
}
