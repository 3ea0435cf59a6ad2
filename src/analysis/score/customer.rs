//! The buyer's problem, in the words of a person of the customer.

use crate::analysis::conditions::{HandoffContext, real, source_text};
use crate::load::evidence::Source;
use crate::model::deal::Trigger;
use crate::model::scalar::Text;
use crate::text::name;

use super::{Grade, Judgement};

/// Grades the buyer's problem (D5): strong if it is a quotation with a named speaker at the customer, a date and a source that
/// contains it; weak if the words are our own or the speaker is unknown.
pub(super) fn buyer_problem(context: &HandoffContext<'_>) -> Judgement {
    let path = "handoff.trigger";
    let weak = |reason: &str| Judgement::new(context.case, Grade::Weak, path, reason);
    let quoted = context
        .handoff
        .trigger
        .as_ref()
        .and_then(|trigger| Some((trigger, real(trigger.quote.as_ref())?)));
    let Some((trigger, quote)) = quoted else {
        return Judgement::new(
            context.case,
            Grade::Missing,
            path,
            "the customer has not been quoted",
        )
        .up("trigger: what did the customer say, who said it, when?");
    };
    let need = context
        .case
        .deal
        .need
        .as_ref()
        .and_then(|need| need.what.as_ref());
    let Some(speaker) = context.person(trigger.by.as_ref()) else {
        return weak("our words, or nobody's: a quotation needs a speaker and a date")
            .up("trigger.by: who said it?");
    };
    if context.is_partners(speaker) {
        return weak(&format!(
            "{speaker} is the partner's: the buyer has not been quoted"
        ))
        .up(format!("quote somebody of {}", context.account()));
    }
    if let Some(copied) = context.copied(path, "the quotation") {
        return weak(&copied).up("quote what was said at this account");
    }
    if need.is_some_and(|need| name::words(need) == name::words(quote)) {
        return weak("the need again, word for word, not what somebody said")
            .up("trigger.quote: in the buyer's own words");
    }
    quotation(context, trigger, speaker, quote).map_or_else(
        || {
            Judgement::new(
                context.case,
                Grade::Strong,
                path,
                format!("{speaker}'s own words, with a date and a source"),
            )
        },
        |(reason, up)| weak(&format!("{speaker} {reason}")).up(up),
    )
}

/// Returns what a quotation with a speaker lacks, as a clause that follows the speaker's name, and what would make it strong.
fn quotation(
    context: &HandoffContext<'_>,
    trigger: &Trigger,
    speaker: &str,
    quote: &Text,
) -> Option<(String, &'static str)> {
    let Some(date) = trigger.date else {
        return Some((
            "said it, but when?".to_owned(),
            "trigger.date: the day it was said",
        ));
    };
    if date.value > context.day {
        return Some((
            format!(
                "said it only on {}, after it was sent",
                context.date(date.value)
            ),
            "correct trigger.date",
        ));
    }
    let limit = context.limits.quote_age;
    if limit.elapsed(date.value, context.day, &context.case.process.calendar) > limit.n {
        let reason = format!(
            "said it on {}, more than {limit} before it was sent",
            context.date(date.value)
        );
        return Some((reason, "ask again: does it still hold?"));
    }
    let advice = "trigger.source: the note, in the repository";
    let Some(source) = real(trigger.source.as_deref()) else {
        return Some(("said it, but no source is named".to_owned(), advice));
    };
    match context.look.source(source) {
        Source::Missing | Source::Late | Source::Outside | Source::Folder | Source::Empty => {
            Some((
                format!("said it, but {source} {}", context.absence(source)),
                advice,
            ))
        }
        Source::Words => Some((
            "said it, but the source is words, not a note".to_owned(),
            advice,
        )),
        Source::File | Source::Gone
            if source_text::holds(context, source, quote) == Some(false) =>
        {
            Some((
                format!("is quoted, but {source} does not hold these words"),
                "quote what the note says",
            ))
        }
        Source::File | Source::Gone
            if source_text::names(context, source, speaker) == Some(false) =>
        {
            Some((
                format!("is quoted, but {source} does not name the speaker"),
                "name the note in which they say it, or write the speaker into it",
            ))
        }
        Source::File | Source::Gone | Source::Link => None,
    }
}
