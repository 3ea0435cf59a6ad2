//! The components that rest on a rule and on a source: acceptance criteria, proof.

use crate::analysis::conditions::evidence::{self, Sources};
use crate::analysis::conditions::{HandoffContext, source_text};
use crate::analysis::window;
use crate::model::deal::Acceptance;
use crate::text::placeholder::is_placeholder;

use super::{Grade, Judgement};

/// Strong when what acceptance means was agreed before the handoff landed, with a window in days (D5).
///
/// A rule of process.toml that was agreed only after the sending was not there on that day: it is missing, and not weak.
pub(super) fn acceptance(context: &HandoffContext<'_>) -> Judgement {
    let judge =
        |grade, reason: String| Judgement::new(context.case, grade, "handoff.acceptance", reason);
    let own = context.handoff.acceptance.as_deref();
    let general = context.case.process.acceptance();
    if let Some(span) = window::unreadable(context.case, context.handoff) {
        return judge(Grade::Weak, "its own window cannot be read".to_owned())
            .up("write how long the seller has: within: 2 business days")
            .at(Some(context.case.deal.place(span)));
    }
    let at = match (own, general) {
        (Some(own), _) => Some(context.case.deal.place(own.key_span)),
        (None, Some(general)) => Some(context.case.process.place(general.key_span)),
        (None, None) => None,
    };
    let of = |pick: fn(&Acceptance) -> bool| own.is_some_and(pick) || general.is_some_and(pick);
    let window = window::window(context.case, context.handoff).map(|window| window.length);
    let means = of(|acceptance| {
        acceptance
            .means
            .as_ref()
            .is_some_and(|means| !is_placeholder(means))
    });
    let agreed = own.and_then(|own| own.agreed).or_else(|| general?.agreed);
    let advice =
        "agree with sales leadership what counts as accepted, and by when: [handoff] acceptance";
    match (window, means, agreed) {
        (None, false, _) => judge(
            Grade::Missing,
            "nothing says what counts as accepted, or by when".to_owned(),
        )
        .up(advice),
        (_, _, Some(agreed)) if agreed.value > context.day => {
            let written = own.is_some_and(|own| own.agreed.is_some() || own.means.is_some());
            let grade = if written { Grade::Weak } else { Grade::Missing };
            judge(
                grade,
                format!(
                    "agreed only on {}, after it was sent",
                    context.date(agreed.value)
                ),
            )
            .up("agree it before the next handoff")
        }
        (None, true, _) => judge(Grade::Weak, "no window in days".to_owned()).up(advice),
        (Some(_), false, _) => judge(
            Grade::Weak,
            "a window, but nothing says what accepting means".to_owned(),
        )
        .up(advice),
        (Some(_), true, None) => {
            judge(Grade::Weak, "nobody agreed to it on a day".to_owned()).up(advice)
        }
        (Some(window), true, Some(agreed)) => judge(
            Grade::Strong,
            format!("{window}, agreed on {}", context.date(agreed.value)),
        ),
    }
    .at(at)
}

/// Strong with a file that a seller can open and that holds what the customer is quoted with; a link alone, or words, still
/// need somebody's word (D5).
pub(super) fn proof(context: &HandoffContext<'_>) -> Judgement {
    let judge =
        |grade, reason: String| Judgement::new(context.case, grade, "handoff.evidence", reason);
    let weak = |reason: String| judge(Grade::Weak, reason);
    let found = evidence::sources(context);
    let low = |unmet| {
        let grade = if found.is_anything() {
            Grade::Weak
        } else {
            Grade::Missing
        };
        Judgement::of_unmet(context.case, grade, unmet)
    };
    if let Some(source) = found.unopened.first() {
        return low(evidence::unopened(context, source));
    }
    if let Some(source) = found.hollow.first() {
        return low(evidence::hollow(context, source));
    }
    if found.is_empty() {
        return low(evidence::absent(context));
    }
    match (&*found.files, found.links, found.words.first()) {
        ([], 0, Some(words)) => {
            return weak(format!("words, not a source: {words}")).up("attach the note itself");
        }
        ([], 1.., _) => {
            return weak("only a web page; a note or a review would do".to_owned())
                .up("attach a note, a mail or a review");
        }
        _ => {}
    }
    if let Some(unmet) = evidence::unsupported(context, &found) {
        return low(unmet);
    }
    if let Some(newest) = found
        .files
        .iter()
        .filter_map(|file| source_text::newest(context, file))
        .max()
    {
        let limit = context.limits.source_age;
        if limit.elapsed(newest, context.day, &context.case.process.calendar) > limit.n {
            return weak(format!(
                "the newest note is of {}, more than {limit} before it was sent",
                context.date(newest)
            ))
            .up("attach something newer");
        }
    }
    judge(Grade::Strong, opens(&found))
}

/// Says what a good proof rests on.
fn opens(found: &Sources<'_>) -> String {
    let files = found.files.len();
    let of = match (files, found.links) {
        (1, 0) if found.gone == 1 => "a file".to_owned(),
        (1, 0) => "a file that opens".to_owned(),
        (_, 0) if found.gone > 0 => format!("{files} files"),
        (_, 0) => format!("{files} files that open"),
        (_, links) => format!(
            "{files} {} and {links} {}",
            if files == 1 { "file" } else { "files" },
            if links == 1 { "link" } else { "links" }
        ),
    };
    match found.gone {
        0 => of,
        1 if files == 1 => format!("{of}; the file was there when it was sent, and is gone now"),
        gone => format!("{of}; {gone} of the files are gone now, but were there when it was sent"),
    }
}
