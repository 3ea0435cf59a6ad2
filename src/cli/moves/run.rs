//! One move from the files to the files.

use std::path::Path;
use std::process::ExitCode;

use chrono::NaiveDate;

use crate::analysis::Case;
use crate::cli::completing;
use crate::cli::documents;
use crate::cli::failure::Failure;
use crate::cli::options::{Common, Output};
use crate::cli::repository::{self, Files};
use crate::diagnostic::Level;
use crate::edit::apply;
use crate::edit::moves::{Move, Stamp};
use crate::load::{Edited, Evidence, limits};
use crate::model::Book;
use crate::render::document::Document;
use crate::report::Input;
use crate::report::changes::Changes;
use crate::report::document::Envelope;
use crate::text::yaml;
use crate::view::page::Page;
use crate::view::{self, Style};

use super::judge::{Judged, refuse};
use super::named::{self, People, Scope};
use super::obstacle;
use super::planned::{MoveSet, Planned, subject, waive};
use super::store::write_all;
use super::typed::Reader;

/// Options of every move.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Options of every move")]
pub(super) struct Flags {
    /// The day that is written: YYYY-MM-DD, today, yesterday, a weekday, 3bd or 2d ago; without it, today.
    #[arg(long, value_name = "DATE")]
    pub on: Option<String>,
    /// Who makes the move, by part of the name; without it, whoever git says you are, if the book knows that person.
    #[arg(long, value_name = "NAME", add = completing::people())]
    pub by: Option<String>,
    /// Make the move although lint objects: what it objects to is waived on this deal, for this reason, and stays visible.
    #[arg(long, value_name = "REASON", alias = "despite-conflict", value_parser = super::typed::said)]
    pub despite: Option<String>,
    /// Show what would be written, and write nothing.
    #[arg(short = 'n', long)]
    pub dry_run: bool,
    /// Commit the files that are written, and nothing else.
    #[arg(long, conflicts_with = "dry_run")]
    pub commit: bool,
    #[command(flatten)]
    pub output: Output,
}

/// What a move is worked out from.
pub(super) struct Context<'a> {
    /// The deal.
    pub case: Case<'a>,
    /// The day, the person and the file.
    pub stamp: Stamp<'a>,
    /// Whom the files know.
    pub people: &'a People,
    /// The folder of the book.
    pub root: &'a Path,
}

impl<'a> Context<'a> {
    /// Returns what reads a value that was typed.
    pub(super) fn reader(&self) -> Reader<'a> {
        Reader {
            people: self.people,
            process: self.case.process,
            today: self.case.today,
        }
    }
}

/// What a move needs of the book.
#[derive(Clone, Copy)]
pub(super) struct Needs {
    /// How much of the book is read.
    pub scope: Scope,
    /// Whether it writes down who made it.
    pub person: bool,
}

impl Needs {
    /// A move that changes nothing by which deals are compared, and writes nobody down.
    pub(super) const LITTLE: Self = Self {
        scope: Scope::Named,
        person: false,
    };
    /// The same, and it writes down who made it.
    pub(super) const PERSON: Self = Self {
        scope: Scope::Named,
        person: true,
    };
    /// A move after which a deal may conflict with another one.
    pub(super) const BOOK: Self = Self {
        scope: Scope::Book,
        person: true,
    };
}

/// Works a move out, or says why it cannot be made.
pub(super) type Planner<'p> = dyn Fn(&Context<'_>) -> anyhow::Result<Move> + 'p;

/// Makes a move of each of the deals: all of them or none.
pub(super) fn run(
    common: &Common,
    flags: &Flags,
    deals: &[String],
    needs: Needs,
    plan: &Planner<'_>,
) -> anyhow::Result<ExitCode> {
    let files = find(common)?;
    let book = named::load(&files, common, deals, needs.scope)?;
    let on = day(flags.on.as_deref(), &book)?;
    let people = People::of(&book);
    let by = person(&files, flags, needs, &people)?;
    let mut moves = Vec::new();
    for id in named::ids(&book, deals)? {
        let when = (on, by.as_deref());
        moves.push(work_out(&files, &book, &id, when, flags, &people, plan)?);
    }
    let subject = subject(&book, &moves);
    let set = MoveSet {
        moves,
        beside: Vec::new(),
        subject,
        on,
        by,
    };
    finish(common, flags, &files, book, set, &|_| Ok(true))
}

/// Judges moves, writes them, commits them, and shows what they came to. `confirm` sees the page before anything is written.
pub(super) fn finish(
    common: &Common,
    flags: &Flags,
    files: &Files,
    mut book: Book,
    mut set: MoveSet,
    confirm: &dyn Fn(&Page) -> anyhow::Result<bool>,
) -> anyhow::Result<ExitCode> {
    let judged = Judged::before(&book, files.origin(), &set.paths());
    let mut edited = Edited::new(files.origin());
    set.put(&mut edited);
    let mut findings = judged.after(&mut book, &edited, &set.paths());
    if let Some(reason) = &flags.despite
        && waive(&book, &mut set, &findings, reason)?
    {
        set.put(&mut edited);
        findings = judged.after(&mut book, &edited, &set.paths());
    }
    if findings.iter().any(|finding| finding.level == Level::Error) {
        return refuse(common, &book, &findings, flags.output.on_stdout());
    }
    let evidence = Evidence::new(&edited);
    let input = Input::new(&book, &evidence);
    let changes = set
        .moves
        .iter()
        .map(|planned| planned.change(&input, &findings));
    let mut report = Changes {
        changes: changes.collect(),
        ..Changes::default()
    };
    if flags.dry_run || !confirm(&view::changes(&report, &Style::of(&input)))? {
        return show(common, flags, &input, &report);
    }
    let written = write_all(files.root(), &set.writes())?;
    report.written = !written.is_empty();
    if flags.commit && !written.is_empty() {
        report.commit = Some(super::commit::commit(files.root(), &written, &set.subject)?);
    }
    show(common, flags, &input, &report)
}

fn show(
    common: &Common,
    flags: &Flags,
    input: &Input<'_>,
    report: &Changes,
) -> anyhow::Result<ExitCode> {
    let document = Document::new(
        || view::changes(report, &Style::of(input)),
        || Envelope::without_money(input, report),
    );
    documents::show(common, &flags.output, &document)?;
    Ok(ExitCode::SUCCESS)
}

/// Finds the book, whose files are to be written.
pub(super) fn find(common: &Common) -> anyhow::Result<Files> {
    if common.at.is_some() {
        let help =
            "a commit cannot be changed: leave --at out; --on DATE is the day that is written";
        return Err(Failure::new("--at does not go with a move", help).into());
    }
    repository::find(common)
}

/// Returns the day that is written.
pub(super) fn day(on: Option<&str>, book: &Book) -> anyhow::Result<NaiveDate> {
    let Some(on) = on else {
        return Ok(book.today);
    };
    named::past_day(on, book.today, &book.process.calendar).ok_or_else(|| {
        let help = "write it YYYY-MM-DD; or today, yesterday, a weekday (the last one), 3bd (business days ago), 2d";
        Failure::new(format!("`{on}` is not a day"), help).into()
    })
}

/// Returns who makes the move: the person who is named, else whoever git says it is.
pub(super) fn person(
    files: &Files,
    flags: &Flags,
    needs: Needs,
    people: &People,
) -> anyhow::Result<Option<String>> {
    match &flags.by {
        Some(by) => Ok(Some(people.find(by)?)),
        None if needs.person || flags.despite.is_some() => Ok(people.me(files.root())),
        None => Ok(None),
    }
}

/// Works out a move of one deal, and its file after it.
pub(super) fn work_out(
    files: &Files,
    book: &Book,
    id: &str,
    (on, by): (NaiveDate, Option<&str>),
    flags: &Flags,
    people: &People,
    plan: &Planner<'_>,
) -> anyhow::Result<Planned> {
    let evidence = &Evidence::new(files.origin());
    let deal = repository::deal(book, id)?;
    let source = book.sources.file(deal.file);
    let limits = limits(&book.process);
    let document = yaml::parse(&source.text, &limits);
    let stamp = Stamp {
        on,
        by,
        by_given: flags.by.is_some(),
        root: &document.root,
    };
    let context = Context {
        case: Case::new(book, deal, evidence),
        stamp,
        people,
        root: files.root(),
    };
    let made = plan(&context)?;
    let after = apply(&source.text, &made.operations, &limits)
        .map_err(|refused| obstacle::by_hand(source, deal, &made.operations, &refused))?;
    let mut made = made;
    if after == *source.text && !made.operations.is_empty() {
        "has it so already".clone_into(&mut made.done);
    }
    Ok(Planned {
        id: deal.id.clone(),
        path: source.path.to_string(),
        before: Some(source.text.to_string()),
        after,
        made,
    })
}
