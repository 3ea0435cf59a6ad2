//! Finds the sources of a deal that lead nowhere: evidence, agreements, lists, notes.

use crate::load::evidence::{EvidenceAt, Source};
use crate::model::filed::Stood;
use crate::model::past::Commit;
use crate::model::pointers::{AFTER_SENDING, each_source};
use crate::model::scalar::{Text, prose_date};

use super::Case;

/// A source and the path of its key.
#[derive(Clone, Debug)]
pub struct Pointer<'a> {
    /// `handoff.evidence`, `touches.source` …
    pub path: String,
    /// The text.
    pub text: &'a Text,
}

/// A source that cannot be opened now.
#[derive(Clone, Debug)]
pub struct DeadSource<'a> {
    /// The source.
    pub pointer: Pointer<'a>,
    /// What became of it: missing, gone since the packet was sent, or outside the repository.
    pub source: Source,
    /// If it is gone since: its path and the commit in which it counted for the packet.
    pub kept: Option<(&'a str, &'a Commit)>,
}

/// Returns the sources of a deal that cannot be opened: paths that lead nowhere, or out of the repository.
pub fn dead_sources<'a>(case: &Case<'a>) -> Vec<DeadSource<'a>> {
    let mut found = Vec::new();
    let deal = case.deal;
    let now = EvidenceAt::new(case.evidence, None);
    let handoffs = ["handoff", "earlier_handoffs"];
    let left_out = [handoffs[0], handoffs[1], "custom"];
    each_source(
        &*deal.data,
        &left_out,
        &mut Vec::new(),
        &mut |keys, text| {
            found.extend(dead_source(now, keys, text));
        },
    );
    let own = deal
        .handoff
        .as_deref()
        .map(|handoff| (handoffs[0], handoff));
    let earlier = deal.earlier_handoffs.iter();
    for (key, handoff) in own.into_iter().chain(earlier.map(|one| (handoffs[1], one))) {
        let sent = case.evidence_at(handoff);
        each_source(handoff, &["custom"], &mut vec![key], &mut |keys, text| {
            let is_after = keys.get(1).is_some_and(|key| AFTER_SENDING.contains(key));
            found.extend(dead_source(if is_after { now } else { sent }, keys, text));
        });
    }
    found
}

fn dead_source<'a>(
    evidence: EvidenceAt<'a>,
    keys: &[&str],
    text: &'a Text,
) -> Option<DeadSource<'a>> {
    let source = evidence.source(text);
    let is_dead = matches!(source, Source::Missing | Source::Gone | Source::Outside);
    is_dead.then(|| DeadSource {
        pointer: Pointer {
            path: keys.join("."),
            text,
        },
        source,
        kept: evidence.kept(text).filter(|_| source == Source::Gone),
    })
}

/// Returns what was wrong with a source when a packet was sent, as a clause that follows its name.
pub fn absence(case: &Case<'_>, evidence: &EvidenceAt<'_>, source: &str) -> String {
    let day = |commit: &Commit| prose_date(commit.day, case.today);
    match (evidence.stood(source), evidence.commit()) {
        (Some(Stood::Later(commit)), _) => format!(
            "came only on {} ({}), after it was sent",
            day(commit),
            commit.short()
        ),
        (Some(Stood::Removed), Some(sent)) => {
            format!("was gone already when it was sent ({})", sent.short())
        }
        _ => "is not there".to_owned(),
    }
}
