//! Runs the rules, deals in parallel; the findings are sorted, so the output never depends on threads.

use std::collections::BTreeSet;

use rayon::prelude::*;

use crate::analysis::Case;
use crate::diagnostic::{self, Diagnostic};
use crate::load::{self, Evidence, InvalidProcess};
use crate::model::Book;
use crate::model::book::{ProblemKind, ProcessFault};
use crate::model::record::ReadProblem;
use crate::text::name::{did_you_mean, meant, nearest};
use crate::text::{FaultKind, FileId, SourceFile};

use super::allow::{self, Allowance, RuleLookup};
use super::context::{BookContext, DealContext, Sink};
use super::exceptions;
use super::{Check, Rule, Selection, rules};

/// What a run found.
#[derive(Clone, Debug, Default)]
pub struct Linted {
    /// Sorted by path, line and rule.
    pub findings: Vec<Diagnostic>,
    /// How many deals could be read.
    pub deals: usize,
    /// How many files were checked, process.toml among them.
    pub files: usize,
}

/// Runs every selected rule over a book.
pub fn lint(book: &Book, evidence: &Evidence<'_>, selection: &Selection) -> Linted {
    lint_deals(book, evidence, selection, &|_| true)
}

/// Like [`lint`], but only the files that `is_judged` names are judged. Rules over several deals still look at all of
/// them; the process is judged only if its file is named.
pub fn lint_deals(
    book: &Book,
    evidence: &Evidence<'_>,
    selection: &Selection,
    is_judged: &(dyn Fn(&SourceFile) -> bool + Sync),
) -> Linted {
    let is_judged = |file| is_judged(book.sources.file(file));
    let active: Vec<&'static Rule> = rules::all().filter(|rule| selection.runs(rule)).collect();
    let names: BTreeSet<&'static str> = rules::all()
        .flat_map(|rule| [rule.name, rule.family()])
        .collect();
    let context = BookContext::new(book, evidence, &names);
    let case_of = |deal| Case::new(book, deal, evidence);
    let mut findings: Vec<Diagnostic> = Vec::new();
    for problem in &book.problems {
        let found = active.iter().filter_map(|rule| match rule.check {
            Check::Problem(check) | Check::ProblemOrDeal(check, _) => check(book, problem, rule),
            _ => None,
        });
        findings.extend(found.map(|finding| Diagnostic {
            deal: problem.deal.clone(),
            ..finding
        }));
    }
    let judges_process = is_judged(FileId(0));
    // One after the other: they share work, and each uses all threads on its own.
    for rule in &active {
        let runs = judges_process || matches!(rule.check, Check::Book(_));
        if let (true, Check::Process(check) | Check::Book(check)) = (runs, rule.check) {
            let mut sink = Sink::new(rule.name, rule.level, None, &mut findings);
            check(&context, &mut sink);
        }
    }
    // A finding of a rule over all deals is waived in the deal that it points to.
    findings = findings
        .into_iter()
        .filter_map(|finding| match book.deal_in(finding.place.file) {
            Some(deal) => exceptions::waived(&case_of(deal), finding),
            None => Some(finding),
        })
        .collect();
    let per_deal: Vec<(&'static Rule, _)> = active
        .iter()
        .filter_map(|rule| match rule.check {
            Check::Deal(check) | Check::Sent(check) | Check::ProblemOrDeal(_, check) => {
                Some((*rule, check))
            }
            _ => None,
        })
        .collect();
    let per_past: Vec<(&'static Rule, _)> = active
        .iter()
        .filter_map(|rule| match rule.check {
            Check::History(check) => Some((*rule, check)),
            _ => None,
        })
        .collect();
    let judged = book.deals.par_iter().filter(|deal| is_judged(deal.file));
    findings.par_extend(judged.flat_map_iter(|deal| {
        let case = case_of(deal);
        let context = DealContext::new(case, book, &names);
        let mut found = Vec::new();
        for (rule, check) in &per_deal {
            check(
                &context,
                &mut Sink::new(rule.name, rule.level, Some(&deal.id), &mut found),
            );
        }
        let past = context.past();
        for (rule, check) in per_past.iter().filter(|_| !past.is_empty()) {
            let mut sink = Sink::new(rule.name, rule.level, Some(&deal.id), &mut found);
            check(&context, past, &mut sink);
        }
        found
            .into_iter()
            .filter_map(move |finding| exceptions::waived(&case, finding))
    }));
    add_allowances(&mut findings, book, selection, &active, &is_judged);
    findings.retain(|finding| {
        !selection.passes_over(finding.rule, &book.sources.file(finding.place.file).path)
    });
    for finding in &mut findings {
        let is_default = rules::find(finding.rule).is_none_or(|rule| rule.level == finding.level);
        if let Some(level) = selection.level(finding.rule).filter(|_| is_default) {
            finding.level = level;
        }
    }
    diagnostic::sort(&mut findings, &book.sources);
    Linted {
        findings,
        deals: book.deals.len(),
        files: book.sources.len(),
    }
}

/// Removes the findings that comments in the files allow, and adds what is wrong with those comments.
fn add_allowances(
    findings: &mut Vec<Diagnostic>,
    book: &Book,
    selection: &Selection,
    active: &[&'static Rule],
    is_judged: &dyn Fn(FileId) -> bool,
) {
    let named = |name: &str| match rules::find(name) {
        // Seen from an earlier day, some findings do not exist yet or no longer.
        Some(_) if book.as_of_given => RuleLookup::Inactive,
        // A packet may be unready only because of what came after its sending, and git was not read.
        Some(rule) if rule.asks_git() && book.past.is_none() => RuleLookup::Inactive,
        Some(rule) if !selection.runs(rule) => RuleLookup::Inactive,
        Some(_) => RuleLookup::Active,
        None => RuleLookup::Unknown {
            nearest: nearest(name, rules::all().map(|rule| rule.name)),
        },
    };
    let mut allowances = allow::in_book(book, &load::limits(&book.process), named);
    allow::apply(&mut allowances, findings, book);
    let judged = |allowance: &&Allowance| is_judged(allowance.place.file);
    for allowance in allowances.iter().filter(judged) {
        let deal = book.deal_in(allowance.place.file);
        for rule in active {
            if let Check::Allowance(check) = rule.check {
                let deal = deal.map(|deal| &*deal.id);
                check(
                    allowance,
                    &mut Sink::new(rule.name, rule.level, deal, findings),
                );
            }
        }
    }
}

/// The findings of a process.toml that cannot be used.
pub fn lint_invalid(invalid: &InvalidProcess) -> Linted {
    let invalid_rule = &rules::process::invalid::INVALID;
    let mut findings: Vec<Diagnostic> = invalid
        .problems
        .iter()
        // Warnings can wait until the file can be used.
        .filter(|problem| {
            !matches!(
                problem.kind,
                ProblemKind::Read(ReadProblem::Fraction { .. })
            )
        })
        .map(|problem| {
            let (message, help) = match &problem.kind {
                ProblemKind::Process(ProcessFault::Invalid { message, help })
                | ProblemKind::Text(FaultKind::Syntax { message, help }) => {
                    (message.clone(), help.clone())
                }
                ProblemKind::Unreadable { why, help } => (why.clone(), help.clone()),
                ProblemKind::Text(FaultKind::TooLarge { what }) => (
                    format!("process.toml has {what}"),
                    "make it shorter".to_owned(),
                ),
                ProblemKind::Read(ReadProblem::UnknownKey { key, nearest, .. }) => {
                    let help = did_you_mean(*nearest, "remove it");
                    (
                        format!(
                            "{} is not a key of process.toml{}",
                            crate::text::safe::quoted(key),
                            meant(*nearest)
                        ),
                        help,
                    )
                }
                ProblemKind::Process(ProcessFault::BadCheck { criterion, why }) => (
                    format!("`{criterion}` cannot work: {why}"),
                    "fix the expression".to_owned(),
                ),
                ProblemKind::Process(ProcessFault::UnknownField {
                    criterion, path, ..
                }) => (
                    format!("`{criterion}` asks for `{path}`, which no deal can have"),
                    "name a path of a deal".to_owned(),
                ),
                other => (format!("{other:?}"), String::new()),
            };
            Diagnostic::new(
                invalid_rule.name,
                invalid_rule.level,
                problem.place,
                message,
            )
            .help(help)
        })
        .collect();
    diagnostic::sort(&mut findings, &invalid.sources);
    Linted {
        findings,
        deals: 0,
        files: invalid.sources.len(),
    }
}
