//! The components that rest on a rule and on a source: acceptance criteria, proof.

use chrono::NaiveDate;

use crate::analysis::Case;
use crate::load::evidence::Source;
use crate::model::deal::{Acceptance, Handoff};
use crate::model::scalar::prose_date;
use crate::text::placeholder::is_placeholder;

use super::{Grade, Judgement};

/// Strong when what acceptance means was agreed before the handoff landed, with a window in days (D5).
pub(super) fn acceptance(case: &Case<'_>, handoff: &Handoff, day: NaiveDate) -> Judgement {
    let judge = |grade, reason: String| Judgement::new(case, grade, "handoff.acceptance", reason);
    let own = handoff.acceptance.as_deref();
    let general = case.process.acceptance();
    let at = match (own, general) {
        (Some(own), _) => Some(case.deal.place(own.key_span)),
        (None, Some(general)) => Some(case.process.place(general.key_span)),
        (None, None) => None,
    };
    let of = |pick: fn(&Acceptance) -> bool| own.is_some_and(pick) || general.is_some_and(pick);
    let window = own
        .and_then(|own| own.within)
        .or_else(|| case.process.window())
        .map(|within| within.value);
    let means = of(|acceptance| {
        acceptance
            .means
            .as_ref()
            .is_some_and(|means| !is_placeholder(means))
    });
    let agreed = own
        .and_then(|own| own.agreed)
        .or_else(|| general.and_then(|general| general.agreed));
    let advice =
        "agree with sales leadership what counts as accepted, and by when: [handoff] acceptance";
    match (window, means, agreed) {
        (None, false, _) => judge(
            Grade::Missing,
            "nothing says what counts as accepted, or by when".to_owned(),
        )
        .up(advice),
        (None, true, _) => judge(Grade::Weak, "no window in days".to_owned()).up(advice),
        (Some(_), false, _) => judge(
            Grade::Weak,
            "a window, but nothing says what accepting means".to_owned(),
        )
        .up(advice),
        (Some(_), true, None) => {
            judge(Grade::Weak, "nobody agreed to it on a day".to_owned()).up(advice)
        }
        (Some(_), true, Some(agreed)) if agreed.value > day => judge(
            Grade::Weak,
            format!(
                "agreed on {}, after it was sent",
                prose_date(agreed.value, case.today)
            ),
        )
        .up("agree it before the next handoff"),
        (Some(window), true, Some(agreed)) => judge(
            Grade::Strong,
            format!(
                "{window}, agreed on {}",
                prose_date(agreed.value, case.today)
            ),
        ),
    }
    .at(at)
}

/// Strong with a file that a seller can open; a link alone, or words, still need somebody's word (D5).
pub(super) fn proof(case: &Case<'_>, handoff: &Handoff, _: NaiveDate) -> Judgement {
    let judge = |grade, reason: String| Judgement::new(case, grade, "handoff.evidence", reason);
    let sources: Vec<Source> = handoff
        .evidence
        .iter()
        .filter(|source| !is_placeholder(source))
        .map(|source| case.evidence.source(source))
        .collect();
    let count = |wanted: &[Source]| {
        sources
            .iter()
            .filter(|source| wanted.contains(source))
            .count()
    };
    let (files, links, words) = (
        count(&[Source::File]),
        count(&[Source::Link]),
        count(&[Source::Words]),
    );
    let dead = count(&[Source::Missing, Source::Outside]);
    match (files, links, words, dead) {
        (0, 0, 0, 0) => judge(Grade::Missing, "no source is attached".to_owned())
            .up("attach a note, a mail or a review"),
        (0, 0, 0, _) => judge(
            Grade::Missing,
            "no source is there where it should be".to_owned(),
        )
        .up("put the file where the deal says it is"),
        (_, _, _, 1..) => judge(
            Grade::Weak,
            format!("{dead} of {} sources not there", sources.len()),
        )
        .up("put the file where the deal says it is"),
        (0, 0, _, _) => {
            judge(Grade::Weak, "words, not a source".to_owned()).up("attach the note itself")
        }
        (0, _, _, _) => judge(
            Grade::Weak,
            "only a web page; a note or a review would do".to_owned(),
        )
        .up("attach a note, a mail or a review"),
        (1, 0, _, _) => judge(Grade::Strong, "a file that opens".to_owned()),
        (_, 0, _, _) => judge(Grade::Strong, format!("{files} files that open")),
        (_, _, _, _) => judge(
            Grade::Strong,
            format!(
                "{files} {} and {links} {}",
                if files == 1 { "file" } else { "files" },
                if links == 1 { "link" } else { "links" }
            ),
        ),
    }
}
