//! `file/fraction`.

use crate::diagnostic::{Diagnostic, Fix};
use crate::lint::rule::rule;
use crate::lint::{Rule, fixes};
use crate::model::book::{Book, Problem, ProblemKind};
use crate::model::record::ReadProblem;
use crate::text::safe;
use rust_decimal::Decimal;

use super::whose::whose;

rule! {
    /// A share is below one per cent and was most likely meant as a fraction.
    ///
    /// Shares and probabilities are in per cent: `20` and `20%` are one fifth, and `0.2` is two in a thousand. If so
    /// little is really meant, write the sign: `0.2%`.
    ///
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// credit: {rule: referral, share: 0.2}
    /// ```
    /// ```yaml good
    /// account: {name: Quayside Ports}
    /// credit: {rule: referral, share: 20%}
    /// other_partners: [{name: Oakline Partners, credit: {rule: referral, share: 0.5%}}]
    /// ```
    pub(super) FRACTION = "file/fraction", Warning, Problem(check)
}

fn check(book: &Book, problem: &Problem, rule: &Rule) -> Option<Diagnostic> {
    let ProblemKind::Read(ReadProblem::Fraction { path, written }) = &problem.kind else {
        return None;
    };
    let key = path.rsplit('.').next().unwrap_or(path);
    let meant = Decimal::from_str_exact(written.trim()).ok()? * Decimal::ONE_HUNDRED;
    let meant = meant.normalize();
    let message = format!("{path} is {}: per cent are meant", safe::quoted(written));
    let in_process = problem.place.file == book.process.file;
    let equals = if in_process { " =" } else { ":" };
    let mut finding = Diagnostic::new(rule.name, rule.level, problem.place, message)
        .label("less than one per cent")
        .subject(path)
        .whose(whose(book, problem))
        .help(format!("write `{key}{equals} {meant}`"));
    if !in_process {
        let fix = fixes::write(book, problem.place, &meant.to_string());
        finding.fix = Some(Fix { safe: false, ..fix });
    }
    Some(finding)
}
