//! What somebody would find out for the words in capitals of a command.

/// A rule (or its beginning), a part of the command or the help (after `=` only of the command), the word, and what stands in its
/// place. The first that fits counts.
const FACTS: &[(&str, &str, &str, &str)] = &[
    ("history/out-of-order", "1. Qualified", "DATE", "2026-10-05"),
    (
        "history/out-of-order",
        "2. Registered",
        "DATE",
        "2025-09-28",
    ),
    (
        "history/out-of-order",
        "=history.1.date",
        "DATE",
        "2026-10-05",
    ),
    ("history/out-of-order", "2. the entry", "DATE", "2026-01-12"),
    ("history/out-of-order", "opened again", "DATE", "2026-10-01"),
    (
        "history/out-of-order",
        "3. the opening",
        "DATE",
        "2026-10-03",
    ),
    (
        "history/after-the-outcome",
        "1. the earlier step",
        "DATE",
        "2026-10-10",
    ),
    (
        "history/after-the-outcome",
        "2. the end",
        "DATE",
        "2026-11-19",
    ),
    (
        "history/skipped-stage",
        "=history.qualified",
        "DATE",
        "2026-10-01",
    ),
    (
        "history/skipped-stage",
        "=history.registered",
        "DATE",
        "2026-09-28",
    ),
    (
        "handoff/sent-before-stage",
        "=history.handoff",
        "DATE",
        "2026-11-12",
    ),
    (
        "handoff/sent-before-stage",
        "=advance",
        "DATE",
        "2026-11-12",
    ),
    (
        "handoff/not-on-priority-list",
        "=priority_list",
        "FILE",
        "\"$(printf '# Q4\\n\\n- Quayside Ports\\n' > lists/q4.md; echo lists/q4.md)\"",
    ),
    (
        "handoff/evidence-beside-the-point",
        "",
        "FILE",
        "\"$(printf 'Tove Lind of Quayside Ports: We will not plan another season by hand.\\n' > lind.txt; echo lind.txt)\"",
    ),
    (
        "handoff/evidence-beside-the-point",
        "=trigger.quote",
        "TEXT",
        "'Can we stop matching carrier invoices by hand?'",
    ),
    ("handoff/sent-before-ready", "", "DATE", "2026-11-23"),
    (
        "handoff/sent-before-ready",
        "",
        "TEXT",
        "'Accept the introduction to Ines Calder'",
    ),
    ("handoff/missing-field", "", "DATE", "2026-11-23"),
    (
        "handoff/missing-field",
        "",
        "FILE",
        "\"$(printf 'Quayside Ports: Meridian ran the berth planning at Quayside in 2025\\n' > notes/quay.md; echo notes/quay.md)\"",
    ),
    ("attribution/not-by-the-partner", "", "NAME", "'Dana Reyes'"),
    (
        "close/no-reason",
        "`conflict lost`",
        "REASON",
        "'conflict lost'",
    ),
    (
        "close/reopened-unclear",
        "reopened.outcome.date",
        "DATE",
        "2026-09-30",
    ),
    (
        "close/told-before-close",
        "outcome.date",
        "DATE",
        "2026-10-05",
    ),
    ("gate/overdue", "no budget", "REASON", "'no budget'"),
    (
        "handoff/answered-before-sent",
        "=handoff.sent",
        "DATE",
        "2026-11-01",
    ),
    (
        "handoff/answered-before-sent",
        "=earlier_handoffs.0.sent",
        "DATE",
        "2026-11-05",
    ),
    (
        "handoff/conflict-unsettled",
        "=account.name",
        "NAME",
        "'Quayside Ports Rotterdam'",
    ),
    (
        "handoff/generic",
        "=handoff halden",
        "TEXT",
        "'Oakline moved Halden order data in May and answers its rebate queries'",
    ),
    (
        "handoff/move-overdue",
        "=seller_move.due",
        "DATE",
        "2026-11-27",
    ),
    ("credit/share-above-100", "", "SHARE", "10%"),
    (
        "registration/answer-unclear",
        " registered.date",
        "DATE",
        "2026-10-18",
    ),
    ("registration/conflict", "", "DATE", "2026-11-13"),
    (
        "registration/missing-field",
        "credit.set_on",
        "DATE",
        "2026-09-28",
    ),
    (
        "registration/partner-is-a-logo",
        "",
        "NAME",
        "Piet Brandsma",
    ),
    (
        "registration/possible-duplicate",
        "=set lindon ",
        "DOMAIN",
        "lindon.example",
    ),
    (
        "registration/possible-duplicate",
        "=set linden ",
        "DOMAIN",
        "linden.example",
    ),
    (
        "registration/possible-duplicate",
        "=set quayside ",
        "NAME",
        "'Berth planning'",
    ),
    (
        "registration/possible-duplicate",
        "=set quayside-again ",
        "NAME",
        "'Crane planning'",
    ),
    (
        "registration/rejected-but-worked",
        "no fit",
        "REASON",
        "'no fit'",
    ),
    ("gate/incomplete-waiver", "", "NAME", "'Tom Alvarez'"),
    (
        "gate/incomplete-waiver",
        "",
        "CRITERION",
        "qualified/budget",
    ),
    ("gate/incomplete-waiver", "", "DATE", "2026-10-01"),
    ("gate/unmet-criterion", "", "DATE", "2026-10-08"),
    ("handoff/acceptance-agreed-late", "", "DATE", "2026-11-10"),
    (
        "handoff/conflict",
        "",
        "TEXT",
        "'Oakline Partners keeps the hardware'",
    ),
    ("handoff/conflict", "", "NAME", "'Maya Chen'"),
    (
        "handoff/declined-without-reason",
        "",
        "REASON",
        "'move unclear'",
    ),
    ("handoff/no-response", "", "REASON", "'not my'"),
    ("handoff/owner-is-not-a-person", "", "NAME", "'Priya Raman'"),
    (
        "handoff/missing-field",
        "",
        "TEXT",
        "'Meridian ran the berth planning at Quayside in 2025'",
    ),
    ("handoff/move-not-this-week", "", "DATE", "2026-11-26"),
    (
        "handoff/move-not-this-week",
        "",
        "TEXT",
        "'Accept the introduction to Tove Lind'",
    ),
    (
        "handoff/generic",
        "",
        "TEXT",
        "'Meridian built the berth planning at Quayside and sits there on Tuesdays'",
    ),
    ("history/backdated", "", "DATE", "2026-10-29"),
    ("", "", "STAGE", "registered"),
    ("", "", "PARTNER", "meridian"),
    ("", "", "DOMAIN", "quayside.example"),
    ("", "=contact.role", "ROLE", "'Partner manager'"),
    ("", "", "ROLE", "Partner manager"),
    ("", "disqualified", "REASON", "'not a real opportunity'"),
    ("file/placeholder", "qualify", "DATE", "2026-10-08"),
    ("", "outcome.date", "DATE", "2026-11-04"),
    ("", "opportunity.close_date", "DATE", "2027-02-26"),
    ("", "", "AMOUNT", "66000"),
    ("", "", "DATE", "2026-11-20"),
    ("hygiene/", "", "NAME", "'Dana Reyes'"),
    ("", "", "NAME", "'Ida Lund'"),
    ("", "dealctl note", "FILE", "\"$MAIL\""),
    ("", "", "FILE", "notes/northwind-0818.md"),
    ("", "", "SOURCE", "notes/northwind-0818.md"),
    ("", "", "REASON", "'The board stopped it'"),
    ("", "", "TEXT", "'The board stopped it'"),
    ("", "", "STATUS", "confirmed"),
    ("", "", "KIND", "meeting"),
    ("", "", "RULE", "referral"),
    ("", "credit.rule", "VALUE", "referral"),
    ("", "", "VALUE", "'Berth planners re-key the tide table'"),
];

/// Returns a command with facts in it.
pub fn filled(rule: &str, help: &str, command: &str) -> String {
    let is_word = |c: char| c.is_ascii_uppercase();
    let mut out = String::new();
    let mut rest = command;
    while let Some(at) = rest.find(is_word) {
        let (before, from) = rest.split_at(at);
        let end = from.find(|c: char| !is_word(c)).unwrap_or(from.len());
        let (word, after) = from.split_at(end);
        out.push_str(before);
        let is_whole = !before.ends_with(char::is_alphanumeric)
            && !after.starts_with(char::is_alphanumeric)
            && word.len() > 2;
        let fact = FACTS.iter().find(|(of, part, name, _)| {
            let fits = match part.strip_prefix('=') {
                Some(part) => command.contains(part),
                None => command.contains(part) || help.contains(part),
            };
            rule.starts_with(of) && fits && *name == word
        });
        match fact.filter(|_| is_whole) {
            Some((.., fact)) => out.push_str(fact),
            None => out.push_str(word),
        }
        rest = after;
    }
    out + rest
}
