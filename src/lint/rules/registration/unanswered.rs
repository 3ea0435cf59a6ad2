//! `registration/unanswered`.

use crate::analysis::moves::{self, Role};
use crate::analysis::registration;
use crate::diagnostic::Level;
use crate::lint::rule::rule;
use crate::lint::{DealContext, Sink, words};
use crate::model::scalar::prose_date;

use super::answers;

rule! {
    /// A registration has been neither approved nor rejected.
    ///
    /// The partner has named an account and waits to hear whether it is theirs. A slow answer costs more trust than a
    /// no (D2.5), and protection counts from the approval. `[registration] answer_within` says how long an answer may
    /// take; without it, nobody waits. Inside that time it is a note, to do; after it a warning.
    ///
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// partner: meridian
    /// registered: 2026-11-18
    /// ```
    /// ```yaml good
    /// account: {name: Quayside Ports}
    /// partner: meridian
    /// registered: {date: 2026-11-18, by: Dana Reyes, approved: {date: 2026-11-20, by: Maya Chen}}
    /// ```
    /// ```yaml good
    /// account: {name: Quayside Ports}
    /// partner: meridian
    /// registered:
    ///   date: 2026-11-18
    ///   by: Dana Reyes
    ///   rejected: {date: 2026-11-19, by: Maya Chen, reason: Registered by Oakline Partners in October}
    /// ```
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// partner: meridian
    /// registered: 2026-11-19
    /// ```
    pub(super) UNANSWERED = "registration/unanswered", Warning, Deal(check)
}

fn check(deal: &DealContext<'_>, out: &mut Sink<'_>) {
    let case = &deal.case;
    let Some(waiting) = registration::unanswered(case) else {
        return;
    };
    let account = case.deal.account_name();
    let account = account.map_or("this account".to_owned(), |name| words::plain(name));
    let partner = words::partner(case);
    let within = *waiting.within;
    let whose = moves::of_role(case, Role::Alliances);
    let end = prose_date(waiting.end, case.today);
    let message = if waiting.is_late {
        format!("nobody has told {partner} whether {account} is theirs; the answer was due {end}")
    } else {
        format!(
            "{} still has to tell {partner} whether {account} is theirs, by {end}",
            words::who(&whose)
        )
    };
    let help = format!(
        "answer {partner}. 1. yes: {}; 2. no: {}",
        words::command(case, "approve", &[]),
        answers::reject(case)
    );
    let mut finding = out
        .finding(case.deal.place(waiting.since.span), message)
        .label(format!(
            "registered {} {} ago",
            waiting.elapsed,
            within.unit.words(waiting.elapsed)
        ))
        .related(
            case.process.place(waiting.within.span),
            format!("{within} to answer"),
        )
        .subject("registered.approved")
        .whose(whose)
        .help(help);
    if !waiting.is_late {
        finding.level = Level::Note;
    }
    out.add(finding);
}
