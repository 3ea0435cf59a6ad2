//! What is left: the rules that are not tried yet, and what truthfully comes after a help was followed.

/// Rules whose helps are not tried yet, and why.
pub const LATER: &[(&str, &str)] = &[
    (
        "handoff/evidence-beside-the-point",
        "needs a note and a quote that bear on its packet: the notes of the tests do not",
    ),
    (
        "handoff/missing-field",
        "its way fills a whole packet, and a fact for each field is missing",
    ),
    (
        "handoff/not-on-priority-list",
        "needs a list that names the customer, and no file of the tests is one",
    ),
    (
        "handoff/sent-before-ready",
        "its lines have `1. 2.` of their own inside of a sequence",
    ),
    (
        "handoff/sent-before-stage",
        "its gate is met by nothing in the example: `advance` is refused, and a day for the stage is missing",
    ),
    (
        "history/after-the-outcome",
        "another day of the end is close/edited-after-close, which the help does not name yet",
    ),
    (
        "history/future-date",
        "the day of sending is refused while its packet lacks fields",
    ),
    (
        "history/future-entry",
        "it names no command, and its edit by hand is not in the table",
    ),
    (
        "history/out-of-order",
        "`reopen` is refused on its example, and a change of the outcome's day is close/edited-after-close",
    ),
    (
        "history/skipped-stage",
        "the gate before the stage is not met in its examples, and each needs days of its own",
    ),
    (
        "history/stage-mismatch",
        "the gate before the stage is not met in its example",
    ),
];

/// What truthfully comes after a help was followed: the rule, a word of the way, what comes, and why.
pub const COMES: &[(&str, &str, &str, &str)] = &[
    (
        "registration/answer-unclear",
        "registered.date",
        "hygiene/no-touch",
        "the days since the earlier entry passed, and nobody touched the deal in them",
    ),
    (
        "registration/conflict",
        "conflict.resolution",
        "registration/possible-duplicate",
        "who keeps what is settled; that both deals are open under one customer stays to be looked at",
    ),
    (
        "registration/rejected-but-worked",
        "registered.approved",
        "gate/overdue",
        "the days in the stage passed, and count once the deal is no longer rejected",
    ),
    (
        "registration/rejected-and-open",
        "registered.approved",
        "gate/overdue",
        "the days in the stage passed, and count once the deal is no longer rejected",
    ),
    (
        "gate/unmet-criterion",
        "dealctl back",
        "hygiene/no-touch",
        "nobody touched the deal since it entered",
    ),
    (
        "gate/overdue",
        "dealctl qualify",
        "hygiene/no-touch",
        "nobody touched the deal since it entered",
    ),
    (
        "history/unknown-stage",
        "history/unknown-stage",
        "gate/overdue",
        "the days in the stage passed, and count once the stage is known",
    ),
    (
        "history/unknown-stage",
        "history.0.stage",
        "gate/overdue",
        "the days in the stage passed, and count once the stage is known",
    ),
    (
        "history/unknown-stage",
        "history.0.stage",
        "history/backdated",
        "git shows that the entry was written later than its day",
    ),
];
