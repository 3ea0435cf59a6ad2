//! `handoff/evidence-not-found`.

use crate::analysis::moves::{self, Role};
use crate::analysis::sources;
use crate::diagnostic::Assignee;
use crate::lint::rule::rule;
use crate::lint::{DealContext, Sink, words};
use crate::load::evidence::Source;
use crate::model::scalar::prose_date;
use crate::text::shell;

rule! {
    /// A deal points to a file that is not in the repository.
    ///
    /// Evidence is a source that a seller verifies in minutes (D4 field 10, D4.2). A path that leads nowhere proves
    /// nothing, and neither does one that leaves the repository, because nobody else has that file. Every source in the
    /// deal is looked up; web addresses are trusted, and nothing is fetched. A file that git knows was there when the
    /// packet was sent counted then and keeps its grade; that nobody can look at it now is still a fault, and the help
    /// has the command that brings it back.
    ///
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// handoff: {evidence: [notes/northwind-qbr.md, notes/quayside-call.md]}
    /// ```
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// need: {what: Berth planners re-key the tide table., source: ../../private/call.md}
    /// ```
    /// ```yaml good
    /// account: {name: Quayside Ports}
    /// need: {what: Berth planners re-key the tide table., source: Dana said so on the telephone}
    /// handoff: {evidence: [notes/northwind-qbr.md, "https://meridian.example/cases/northwind"]}
    /// ```
    pub(super) EVIDENCE_NOT_FOUND = "handoff/evidence-not-found", Error, Sent(check)
}

fn check(deal: &DealContext<'_>, out: &mut Sink<'_>) {
    let case = &deal.case;
    for dead in sources::dead_sources(case) {
        let pointer = &dead.pointer;
        let path = words::quoted(pointer.text);
        let at = pointer.path.trim_end_matches(".source");
        let (message, label, help) = if dead.source == Source::Outside {
            (
                format!("{path} leads out of the repository, where nobody else can look ({at})"),
                "outside the repository",
                "copy it into the repository and name it by its path from the root: notes/….md"
                    .to_owned(),
            )
        } else if let Some((file, commit)) = dead.kept {
            let (id, day) = (commit.short(), prose_date(commit.day, case.today));
            (
                format!(
                    "{path} was there when the packet was sent (commit {id}, {day}), and is gone now ({at})"
                ),
                "gone since",
                format!(
                    "its grade stands; so that people can look again: git checkout {id} -- {}",
                    shell::word(file)
                ),
            )
        } else {
            let host = pointer.text.split('/').next().unwrap_or_default();
            let link = if pointer.text.contains('/') && host.trim_matches('.').contains('.') {
                format!(
                    "; a web address begins with https://, as in https://{}",
                    pointer.text
                )
            } else {
                String::new()
            };
            (
                format!("{path} is not in the repository, so nobody can verify it ({at})"),
                "no such file",
                format!("commit the file as {path}, or name the one that is meant{link}"),
            )
        };
        let finding = out
            .finding(case.deal.place(pointer.text.span), message)
            .label(label)
            .subject(format!("{} {}", pointer.path, pointer.text))
            .whose(whose(deal, &pointer.path))
            .help(help);
        out.add(finding);
    }
}

/// Returns who attaches the source at a path (D0): partner marketing for the packet, alliances for the partner's
/// agreement, RevOps for a touch.
fn whose(deal: &DealContext<'_>, path: &str) -> Assignee {
    let case = &deal.case;
    let role = match path.split('.').take(2).collect::<Vec<_>>().as_slice() {
        ["handoff", "partner_move" | "offer" | "conflict"] => Role::Alliances,
        ["handoff" | "earlier_handoffs", ..] => Role::PartnerMarketing,
        ["touches", ..] => Role::RevOps,
        _ => return moves::of_deal(case),
    };
    moves::of_role(case, role)
}
