//! What a shell offers at the Tab key: deals, partners, people, stages, criteria, rules and words of the book.
//!
//! A completer is attached to an argument: `#[arg(add = completing::deals())]`. It reads the book quietly: where there is no
//! process.toml, or one that cannot be used, nothing is offered and nothing is printed.

mod protocol;
mod quoting;
mod reading;
mod suggestions;

use std::ffi::OsStr;

use clap_complete::engine::{
    ArgValueCandidates, ArgValueCompleter, CompletionCandidate, PathCompleter, ValueCompleter as _,
};

use crate::model::{Book, Process};
use crate::text::safe;

pub(super) use protocol::{answer, registration};
use suggestions::Suggestion;

/// At most so many are offered: nobody reads more.
const MOST: usize = 200;

/// Completes a deal by its short name, or by its path below deals/.
pub(super) fn deals() -> ArgValueCompleter {
    of_book(suggestions::deals)
}

/// Completes a deal that is open.
pub(super) fn open_deals() -> ArgValueCompleter {
    of_book(suggestions::open_deals)
}

/// Completes the deals of a touch, and the kind behind them.
pub(super) fn deals_and_kinds() -> ArgValueCompleter {
    ArgValueCompleter::new(|typed: &OsStr| {
        let mut found = deals().complete(typed);
        found.extend(touch_kinds().complete(typed));
        found
    })
}

/// Completes a deal, a file or a folder.
pub(super) fn deals_and_files() -> ArgValueCompleter {
    ArgValueCompleter::new(|typed: &OsStr| {
        let mut found = deals().complete(typed);
        found.extend(PathCompleter::any().complete(typed));
        found
    })
}

/// Completes the name of a format of documents.
pub(super) fn formats() -> ArgValueCandidates {
    ArgValueCandidates::new(|| {
        let all = crate::render::document::FORMATS.iter();
        all.map(|format| CompletionCandidate::new(format.name()).help(Some(format.about().into())))
            .collect()
    })
}

/// Completes a partner: a key of `[partners]`, or the name of another partner that deals have.
pub(super) fn partners() -> ArgValueCompleter {
    of_book(suggestions::partners)
}

/// Completes a person whom the process or a deal names.
pub(super) fn people() -> ArgValueCompleter {
    of_book(suggestions::people)
}

/// Completes the id of a stage.
pub(super) fn stages() -> ArgValueCompleter {
    of_process(suggestions::stages)
}

/// Completes the stage of `STAGE=PERCENT`.
pub(super) fn stages_with_value() -> ArgValueCompleter {
    of_process(|process| with_equals_sign(suggestions::stages(process)))
}

/// Completes a rule or a family of rules.
pub(super) fn rules() -> ArgValueCompleter {
    ArgValueCompleter::new(|typed: &OsStr| offered(suggestions::rules(), typed))
}

/// Completes the rule of `RULE=LEVEL`.
pub(super) fn rules_with_value() -> ArgValueCompleter {
    ArgValueCompleter::new(|typed: &OsStr| offered(with_equals_sign(suggestions::rules()), typed))
}

/// Completes a criterion as `stage/id`.
pub(super) fn criteria() -> ArgValueCompleter {
    of_process(suggestions::criteria)
}

/// Completes a seller's reason for declining (D4.8).
pub(super) fn decline_reasons() -> ArgValueCompleter {
    of_process(suggestions::decline_reasons)
}

/// Completes a reason of `disqualify`, with the stage that it is for.
pub(super) fn disqualify_reasons() -> ArgValueCompleter {
    of_process(suggestions::disqualify_reasons)
}

/// Completes a kind of touch: those that qualify, then others that deals have.
pub(super) fn touch_kinds() -> ArgValueCompleter {
    of_book(suggestions::touch_kinds)
}

/// Completes a path of a deal, such as `qualification.budget.status`.
pub(super) fn paths() -> ArgValueCompleter {
    ArgValueCompleter::new(|typed: &OsStr| offered(suggestions::paths(), typed))
}

fn of_book(list: fn(&Book) -> Vec<Suggestion>) -> ArgValueCompleter {
    ArgValueCompleter::new(move |typed: &OsStr| {
        let book = reading::book();
        book.map_or_else(Vec::new, |book| offered(list(&book), typed))
    })
}

fn of_process(list: fn(&Process) -> Vec<Suggestion>) -> ArgValueCompleter {
    ArgValueCompleter::new(move |typed: &OsStr| {
        let process = reading::process();
        process.map_or_else(Vec::new, |process| offered(list(&process), typed))
    })
}

fn with_equals_sign(all: Vec<Suggestion>) -> Vec<Suggestion> {
    let with_sign = |mut suggestion: Suggestion| {
        suggestion.value.push('=');
        suggestion
    };
    all.into_iter().map(with_sign).collect()
}

/// Returns the suggestions that begin as what was typed, upper and lower case alike. A value that would steer the terminal is
/// left out; nobody could type it either.
fn offered(all: Vec<Suggestion>, typed: &OsStr) -> Vec<CompletionCandidate> {
    let Some(typed) = typed.to_str().map(str::to_lowercase) else {
        return Vec::new();
    };
    let fits = |suggestion: &Suggestion| {
        let value = &suggestion.value;
        value.to_lowercase().starts_with(&typed) && !value.chars().any(safe::acts)
    };
    all.into_iter()
        .filter(fits)
        .take(MOST)
        .map(|suggestion| {
            let about = safe::one_line(&suggestion.about).into_owned();
            let help = (!about.is_empty()).then(|| about.into());
            CompletionCandidate::new(suggestion.value).help(help)
        })
        .collect()
}
