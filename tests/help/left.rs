//! What is left: the rules that are not tried yet, and what truthfully comes after a help was followed.

/// Examples whose helps are not tried: the rule, a part of the example, and why.
pub const LATER: &[(&str, &str, &str)] = &[
    (
        "history/skipped-stage",
        "result: won",
        "the gates before a win are not met in its example, so their days are refused, each with the command for what is missing",
    ),
    (
        "history/future-date",
        "sent: 2026-11-30",
        "its packet lacks fields, so the day of sending is refused, and the refusal says how it is put on record all the same",
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
    (
        "history/out-of-order",
        "dealctl set example history",
        "hygiene/no-touch",
        "nobody touched the deal since it entered",
    ),
    (
        "history/future-date",
        "history.qualified",
        "hygiene/no-touch",
        "nobody touched the deal since it entered",
    ),
    (
        "handoff/sent-before-stage",
        "handoff.sent",
        "hygiene/no-touch",
        "nobody touched the deal since it entered",
    ),
    (
        "history/out-of-order",
        "outcome.date",
        "close/edited-after-close",
        "who changed the day of an end after the close stays on record",
    ),
    (
        "history/after-the-outcome",
        "outcome.date",
        "close/edited-after-close",
        "who changed the day of an end after the close stays on record",
    ),
    (
        "history/skipped-stage",
        "dealctl unset",
        "gate/overdue",
        "the days in the stage passed, and count once the deal stands in it again",
    ),
    (
        "history/out-of-order",
        "dealctl",
        "gate/overdue",
        "the days in the stage passed, and count once the deal stands in it",
    ),
    (
        "history/out-of-order",
        "dealctl set example history",
        "history/backdated",
        "git shows that the entry was written later than its day",
    ),
    (
        "history/skipped-stage",
        "dealctl set example history",
        "history/backdated",
        "git shows that the entry was written later than its day",
    ),
    (
        "history/skipped-stage",
        "dealctl unset example outcome",
        "close/edited-after-close",
        "who took the end of a deal back stays on record",
    ),
    (
        "history/stage-mismatch",
        "dealctl set example history",
        "hygiene/no-touch",
        "nobody touched the deal since it entered",
    ),
    (
        "handoff/sent-before-stage",
        "dealctl",
        "gate/overdue",
        "the days in the stage passed, and count once the deal stands in it",
    ),
    (
        "handoff/sent-before-ready",
        "send --again",
        "handoff/conflict-check-late",
        "conflicts were checked long before the second sending, and are to be checked again",
    ),
    (
        "handoff/sent-before-stage",
        "dealctl",
        "history/backdated",
        "git shows that the entry was written later than its day",
    ),
];
