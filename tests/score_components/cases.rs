//! The cases: a strong packet, and what changes of it make of one component.

/// A packet that is strong throughout.
pub const STRONG: &str = "\
account: {name: Northwind Logistics}
opportunity: {name: Carrier invoice reconciliation, amount: 84000, created: 2026-08-11}
partner: {name: Meridian Cloud Consulting, contact: {name: Dana Reyes, role: Alliances lead}}
need: {what: Eleven people match carrier invoices by hand., confirmed_by: Ines Calder, date: 2026-08-18}
roles: {customer: Sam Ortiz}
handoff:
  owner: Priya Raman
  why_account: On Sam's Q4 list by name; the carrier contract renews in January.
  priority_list: lists/ortiz-q4.md
  why_partner: Meridian ran Northwind's data platform migration and meets its operations team monthly.
  trigger: {quote: Can we stop matching carrier invoices by hand?, by: \"Ines Calder, operations director\", date: 2026-09-10, source: notes/qbr.md}
  joint_value: We run the reconciliation; Meridian ties it into the platform.
  warm_path: {ours: Sam Ortiz, theirs: Ines Calder, through: Dana Reyes, warmth: warm, intro: Operations meeting on 17 September}
  offer: {what: Half-day reconciliation workshop, due: 2026-09-24, agreed: 2026-09-11}
  seller_move: {action: Accept the introduction and bring the demo, due: 2026-09-17}
  partner_move: {action: Confirm the meeting, due: 2026-09-16, agreed: notes/dana.md}
  conflict: {checked: 2026-09-11, by: Maya Chen}
  evidence: [notes/qbr.md]
  sent: 2026-09-14
";

const WHY_ACCOUNT: &str = "On Sam's Q4 list by name; the carrier contract renews in January.";
const WHY_PARTNER: &str =
    "Meridian ran Northwind's data platform migration and meets its operations team monthly.";
const SPEAKER: &str = "by: \"Ines Calder, operations director\", ";
const QUOTE: &str = "Can we stop matching carrier invoices by hand?";
const ACTION: &str = "Accept the introduction and bring the demo";
const MOVE: &str =
    "seller_move: {action: Accept the introduction and bring the demo, due: 2026-09-17}";
const OFFER: &str =
    "offer: {what: Half-day reconciliation workshop, due: 2026-09-24, agreed: 2026-09-11}";
const PARTNER_MOVE: &str =
    "partner_move: {action: Confirm the meeting, due: 2026-09-16, agreed: notes/dana.md}";
const PATH: &str = "warm_path: {ours: Sam Ortiz, theirs: Ines Calder, through: Dana Reyes, warmth: warm, intro: Operations meeting on 17 September}";
const EVIDENCE: &str = "evidence: [notes/qbr.md]";
const SENT: &str = "  sent: 2026-09-14";

/// A component, its grade, what its reason says, and the changes to the strong packet.
pub type Case = (
    &'static str,
    &'static str,
    &'static str,
    &'static [(&'static str, &'static str)],
);

pub const CASES: &[Case] = &[
    // Account logic.
    (
        "account-logic",
        "strong",
        "Sam Ortiz's priority list by name",
        &[],
    ),
    (
        "account-logic",
        "strong",
        "why now",
        &[(WHY_ACCOUNT, "Their carrier audit found double payments.")],
    ),
    (
        "account-logic",
        "weak",
        "why now",
        &[(WHY_ACCOUNT, "On Sam's Q4 list by name.")],
    ),
    (
        "account-logic",
        "weak",
        "why now",
        &[(WHY_ACCOUNT, "On Sam's list by name since 2 November.")],
    ),
    (
        "account-logic",
        "weak",
        "why now",
        &[(
            WHY_ACCOUNT,
            "Good fit for our use case, and they may like it.",
        )],
    ),
    (
        "account-logic",
        "strong",
        "why now",
        &[(WHY_ACCOUNT, "The board decides on 12 Jan.")],
    ),
    (
        "account-logic",
        "strong",
        "why now",
        &[(WHY_ACCOUNT, "SAP support stops 31/12.")],
    ),
    (
        "account-logic",
        "strong",
        "why now",
        &[(WHY_ACCOUNT, "The contract is up in six weeks.")],
    ),
    (
        "account-logic",
        "strong",
        "why now",
        &[(WHY_ACCOUNT, "They move to the new plant before Easter.")],
    ),
    (
        "account-logic",
        "strong",
        "why now",
        &[(WHY_ACCOUNT, "Der Vertrag läuft am 31. Januar aus.")],
    ),
    (
        "account-logic",
        "strong",
        "why now",
        &[(WHY_ACCOUNT, "Overtime is capped from the new fiscal year.")],
    ),
    (
        "account-logic",
        "weak",
        "why now",
        &[(WHY_ACCOUNT, "They have 4000 employees.")],
    ),
    (
        "account-logic",
        "weak",
        "why now",
        &[(WHY_ACCOUNT, "They were founded in 1887.")],
    ),
    (
        "account-logic",
        "weak",
        "why now",
        &[(WHY_ACCOUNT, "A migratory bird charity.")],
    ),
    (
        "account-logic",
        "weak",
        "why now",
        &[(WHY_ACCOUNT, "The door opens both ways with them.")],
    ),
    (
        "account-logic",
        "weak",
        "why now",
        &[(
            WHY_ACCOUNT,
            "Our fiscal year ends in January and we need one more logo.",
        )],
    ),
    (
        "account-logic",
        "weak",
        "why now",
        &[(WHY_ACCOUNT, "Sam asked for it this year.")],
    ),
    (
        "account-logic",
        "weak",
        "does not name Northwind Logistics",
        &[("lists/ortiz-q4.md", "lists/empty.md")],
    ),
    (
        "account-logic",
        "weak",
        "not there",
        &[("lists/ortiz-q4.md", "lists/gone.md")],
    ),
    (
        "account-logic",
        "weak",
        "words, not a file",
        &[("lists/ortiz-q4.md", "Sam's top ten")],
    ),
    (
        "account-logic",
        "weak",
        "nothing says that Northwind Logistics is on the seller's priority list",
        &[("  priority_list: lists/ortiz-q4.md\n", "")],
    ),
    (
        "account-logic",
        "weak",
        "does not say that it is Sam Ortiz's",
        &[("lists/ortiz-q4.md", "lists/q4.md")],
    ),
    (
        "account-logic",
        "weak",
        "no named seller",
        &[("roles: {customer: Sam Ortiz}\n", "")],
    ),
    (
        "account-logic",
        "weak",
        "no named seller",
        &[("{customer: Sam Ortiz}", "{customer: Sales}")],
    ),
    (
        "account-logic",
        "weak",
        "nothing says why now",
        &[(WHY_ACCOUNT, "tbd")],
    ),
    (
        "account-logic",
        "missing",
        "nothing says why",
        &[(WHY_ACCOUNT, "tbd"), ("lists/ortiz-q4.md", "tba")],
    ),
    (
        "account-logic",
        "missing",
        "does not name Northwind Logistics",
        &[
            (WHY_ACCOUNT, "n/a"),
            ("lists/ortiz-q4.md", "lists/empty.md"),
        ],
    ),
    // Partner context.
    (
        "partner-context",
        "strong",
        "they did or have there; it names Northwind Logistics",
        &[],
    ),
    (
        "partner-context",
        "strong",
        "it names “carrier's”",
        &[(
            WHY_PARTNER,
            "They load every carrier's invoice into the platform that they built there.",
        )],
    ),
    (
        "partner-context",
        "strong",
        "it names Ines Calder",
        &[(WHY_PARTNER, "Dana has met Ms Calder each month since May.")],
    ),
    (
        "partner-context",
        "weak",
        "any packet",
        &[(
            WHY_PARTNER,
            "A trusted leader with a strong footprint in the region.",
        )],
    ),
    (
        "partner-context",
        "weak",
        "any packet",
        &[(
            WHY_PARTNER,
            "Meridian Cloud Consulting has 20 years of experience in the cloud.",
        )],
    ),
    (
        "partner-context",
        "strong",
        "it names Northwind Logistics",
        &[(
            WHY_PARTNER,
            "Meridian built Northwind's order archive in 2023 and would love to do more.",
        )],
    ),
    (
        "partner-context",
        "strong",
        "it names Northwind Logistics",
        &[(
            WHY_PARTNER,
            "Meridian hat bei Northwind die Datenplattform gebaut.",
        )],
    ),
    (
        "partner-context",
        "weak",
        "praises, wishes or promises",
        &[(
            WHY_PARTNER,
            "Meridian would love to work with Northwind on this exciting opportunity.",
        )],
    ),
    (
        "partner-context",
        "weak",
        "praises, wishes or promises",
        &[(WHY_PARTNER, "Meridian has the skills that Northwind needs.")],
    ),
    (
        "partner-context",
        "weak",
        "praises, wishes or promises",
        &[(
            WHY_PARTNER,
            "\"Northwind deserves the best partner, and Meridian is the best.\"",
        )],
    ),
    (
        "partner-context",
        "weak",
        "praises, wishes or promises",
        &[(
            WHY_PARTNER,
            "Best-in-class carrier expertise across the sector.",
        )],
    ),
    (
        "partner-context",
        "weak",
        "praises, wishes or promises",
        &[(WHY_PARTNER, "Northwind will be able to rely on us")],
    ),
    (
        "partner-context",
        "weak",
        "any packet",
        &[(
            WHY_PARTNER,
            "Runs their help desk and is on site every Tuesday.",
        )],
    ),
    (
        "partner-context",
        "weak",
        "has no role",
        &[("name: Dana Reyes, role: Alliances lead", "name: Dana Reyes")],
    ),
    (
        "partner-context",
        "weak",
        "not one person",
        &[("name: Dana Reyes, role", "name: Partner team, role")],
    ),
    (
        "partner-context",
        "weak",
        "reads like halden",
        &[(
            WHY_PARTNER,
            "Meridian moved Northwind's order data in spring and answers its rebate queries today.",
        )],
    ),
    (
        "partner-context",
        "missing",
        "nothing says why",
        &[(WHY_PARTNER, "TBD")],
    ),
    // Relationship path.
    ("relationship-path", "strong", "Ines Calder", &[]),
    (
        "relationship-path",
        "strong",
        "Ines Calder",
        &[(
            "through: Dana Reyes, warmth: warm, intro: Operations meeting on 17 September",
            "intro: Dana opens the operations meeting for Sam",
        )],
    ),
    (
        "relationship-path",
        "weak",
        "nobody is named at Northwind",
        &[("theirs: Ines Calder, ", "")],
    ),
    (
        "relationship-path",
        "weak",
        "nobody is named at Northwind",
        &[("theirs: Ines Calder", "theirs: operations team")],
    ),
    (
        "relationship-path",
        "weak",
        "the partner's",
        &[("theirs: Ines Calder", "theirs: Dana Reyes")],
    ),
    (
        "relationship-path",
        "weak",
        "our side",
        &[("ours: Sam Ortiz, ", "")],
    ),
    (
        "relationship-path",
        "weak",
        "both sides",
        &[("ours: Sam Ortiz", "ours: Ines Calder")],
    ),
    (
        "relationship-path",
        "weak",
        "how Dana Reyes",
        &[(", intro: Operations meeting on 17 September", "")],
    ),
    (
        "relationship-path",
        "weak",
        "who introduces",
        &[("through: Dana Reyes, ", "")],
    ),
    (
        "relationship-path",
        "weak",
        "nothing that connects",
        &[(
            ", through: Dana Reyes, warmth: warm, intro: Operations meeting on 17 September",
            "",
        )],
    ),
    (
        "relationship-path",
        "weak",
        "cold",
        &[("warmth: warm", "warmth: cold")],
    ),
    (
        "relationship-path",
        "strong",
        "Ines Calder",
        &[(
            "intro: Operations meeting on 17 September",
            "intro: By mail",
        )],
    ),
    (
        "relationship-path",
        "strong",
        "Ines Calder",
        &[(
            "intro: Operations meeting on 17 September",
            "intro: Over coffee at the Harrogate fair",
        )],
    ),
    (
        "relationship-path",
        "strong",
        "Ines Calder",
        &[(
            "intro: Operations meeting on 17 September",
            "intro: On Thursday",
        )],
    ),
    (
        "relationship-path",
        "weak",
        "neither how nor when nor where",
        &[("intro: Operations meeting on 17 September", "intro: Yes")],
    ),
    (
        "relationship-path",
        "weak",
        "neither how nor when nor where",
        &[(
            "intro: Operations meeting on 17 September",
            "intro: Warm introduction",
        )],
    ),
    (
        "relationship-path",
        "weak",
        "neither how nor when nor where",
        &[(
            "intro: Operations meeting on 17 September",
            "intro: To be arranged",
        )],
    ),
    (
        "relationship-path",
        "weak",
        "neither how nor when nor where",
        &[(
            "intro: Operations meeting on 17 September",
            "intro: not yet agreed",
        )],
    ),
    (
        "relationship-path",
        "weak",
        "neither how nor when nor where",
        &[(
            "intro: Operations meeting on 17 September",
            "intro: Dana will introduce them at some point",
        )],
    ),
    (
        "relationship-path",
        "weak",
        "neither how nor when nor where",
        &[(
            "intro: Operations meeting on 17 September",
            "intro: Only a guess",
        )],
    ),
    (
        "relationship-path",
        "weak",
        "before it was sent",
        &[(
            "intro: Operations meeting on 17 September",
            "intro: Operations meeting on 3 September",
        )],
    ),
    (
        "relationship-path",
        "weak",
        "the path is cold",
        &[("warmth: warm", "warmth: none")],
    ),
    (
        "relationship-path",
        "weak",
        "the path is cold",
        &[("warmth: warm", "warmth: ice-cold")],
    ),
    (
        "relationship-path",
        "weak",
        "the path is cold",
        &[("warmth: warm", "warmth: cold lead")],
    ),
    (
        "relationship-path",
        "weak",
        "no person who introduces",
        &[("through: Dana Reyes", "through: Meridian Cloud Consulting")],
    ),
    (
        "relationship-path",
        "weak",
        "no person who introduces",
        &[("through: Dana Reyes", "through: Meridian")],
    ),
    (
        "relationship-path",
        "weak",
        "no person who introduces",
        &[("through: Dana Reyes", "through: mutual friends")],
    ),
    (
        "relationship-path",
        "weak",
        "cannot introduce",
        &[("through: Dana Reyes", "through: Sam Ortiz")],
    ),
    (
        "relationship-path",
        "weak",
        "nobody is named on our side",
        &[("ours: Sam Ortiz", "ours: Dana Reyes")],
    ),
    (
        "relationship-path",
        "missing",
        "no path",
        &[(PATH, "note: none")],
    ),
    (
        "relationship-path",
        "missing",
        "nobody is named",
        &[(PATH, "warm_path: {warmth: warm}")],
    ),
    // Buyer problem.
    ("buyer-problem", "strong", "Ines Calder's own words", &[]),
    (
        "buyer-problem",
        "strong",
        "own words",
        &[(
            "source: notes/qbr.md}",
            "source: \"https://northwind.example/minutes\"}",
        )],
    ),
    ("buyer-problem", "weak", "nobody's", &[(SPEAKER, "")]),
    (
        "buyer-problem",
        "weak",
        "nobody's",
        &[("\"Ines Calder, operations director\"", "the customer team")],
    ),
    (
        "buyer-problem",
        "weak",
        "the partner's",
        &[("\"Ines Calder, operations director\"", "Dana Reyes")],
    ),
    (
        "buyer-problem",
        "weak",
        "but when",
        &[("date: 2026-09-10, ", "")],
    ),
    (
        "buyer-problem",
        "weak",
        "no source",
        &[(", source: notes/qbr.md}", "}")],
    ),
    (
        "buyer-problem",
        "weak",
        "not there",
        &[("source: notes/qbr.md}", "source: notes/gone.md}")],
    ),
    (
        "buyer-problem",
        "weak",
        "words, not a note",
        &[("source: notes/qbr.md}", "source: quarterly review}")],
    ),
    (
        "buyer-problem",
        "weak",
        "does not hold",
        &[(QUOTE, "Our board demands faster settlement everywhere.")],
    ),
    (
        "buyer-problem",
        "strong",
        "own words",
        &[("source: notes/qbr.md}", "source: notes/short.md}")],
    ),
    (
        "buyer-problem",
        "weak",
        "does not hold",
        &[("source: notes/qbr.md}", "source: notes/bag.md}")],
    ),
    (
        "buyer-problem",
        "weak",
        "does not hold",
        &[
            (
                QUOTE,
                "We have decided to stop matching carrier invoices by hand",
            ),
            ("source: notes/qbr.md}", "source: notes/denied.md}"),
        ],
    ),
    (
        "buyer-problem",
        "weak",
        "does not name the speaker",
        &[("source: notes/qbr.md}", "source: notes/partner.md}")],
    ),
    (
        "buyer-problem",
        "weak",
        "after it was sent",
        &[("date: 2026-09-10", "date: 2026-09-20")],
    ),
    (
        "buyer-problem",
        "weak",
        "more than 90 days",
        &[("date: 2026-09-10", "date: 2026-05-10")],
    ),
    (
        "buyer-problem",
        "weak",
        "the need again",
        &[(QUOTE, "Eleven people match carrier invoices by hand.")],
    ),
    (
        "buyer-problem",
        "missing",
        "not been quoted",
        &[(QUOTE, "n/a")],
    ),
    // Partner offer.
    ("partner-offer", "strong", "agreed", &[]),
    (
        "partner-offer",
        "strong",
        "agreed",
        &[("due: 2026-09-24", "due: 2026-09-28")],
    ),
    (
        "partner-offer",
        "strong",
        "agreed",
        &[(OFFER, "note: the move stands")],
    ),
    (
        "partner-offer",
        "strong",
        "concrete",
        &[("what: Half-day reconciliation workshop", "what: Free audit")],
    ),
    (
        "partner-offer",
        "strong",
        "concrete",
        &[("what: Half-day reconciliation workshop", "what: 監査")],
    ),
    (
        "partner-offer",
        "strong",
        "concrete",
        &[(
            "what: Half-day reconciliation workshop",
            "what: Half a day with Ines at the depot",
        )],
    ),
    (
        "partner-offer",
        "weak",
        "is not concrete",
        &[(
            "what: Half-day reconciliation workshop",
            "what: Help as needed",
        )],
    ),
    (
        "partner-offer",
        "weak",
        "is not concrete",
        &[("what: Half-day reconciliation workshop", "what: Support")],
    ),
    (
        "partner-offer",
        "weak",
        "is not concrete",
        &[(
            "what: Half-day reconciliation workshop",
            "what: Will assist where possible",
        )],
    ),
    (
        "partner-offer",
        "weak",
        "is not concrete",
        &[(
            "what: Half-day reconciliation workshop",
            "what: To be discussed",
        )],
    ),
    (
        "partner-offer",
        "weak",
        "is not concrete",
        &[(
            "what: Half-day reconciliation workshop",
            "what: TBD with Dana",
        )],
    ),
    (
        "partner-offer",
        "weak",
        "is not concrete",
        &[(
            "what: Half-day reconciliation workshop",
            "what: Something useful for the customer",
        )],
    ),
    (
        "partner-offer",
        "weak",
        "is not concrete",
        &[(
            "what: Half-day reconciliation workshop",
            "what: \"tbd, a workshop or an audit\"",
        )],
    ),
    (
        "next-action",
        "weak",
        "interpretation",
        &[(ACTION, "TBD with Ines Calder at the depot")],
    ),
    (
        "partner-offer",
        "weak",
        "not within 14 days",
        &[("due: 2026-09-24", "due: 2026-09-29")],
    ),
    (
        "partner-offer",
        "weak",
        "before it was sent",
        &[("due: 2026-09-24", "due: 2026-09-11")],
    ),
    (
        "partner-offer",
        "weak",
        "no date",
        &[("due: 2026-09-24, ", "")],
    ),
    (
        "partner-offer",
        "weak",
        "has not agreed",
        &[(", agreed: 2026-09-11}", "}")],
    ),
    (
        "partner-offer",
        "weak",
        "after it was sent",
        &[("agreed: 2026-09-11", "agreed: 2026-09-15")],
    ),
    (
        "partner-offer",
        "weak",
        "after it was sent",
        &[(
            "agreed: 2026-09-11",
            "agreed: {date: 2026-09-15, source: notes/dana.md}",
        )],
    ),
    (
        "partner-offer",
        "weak",
        "not there",
        &[("agreed: 2026-09-11", "agreed: notes/gone.md")],
    ),
    (
        "partner-offer",
        "missing",
        "no offer",
        &[(OFFER, ""), (PARTNER_MOVE, "")],
    ),
    (
        "partner-offer",
        "missing",
        "no offer",
        &[("Half-day reconciliation workshop", "tbd")],
    ),
    // Next action.
    ("next-action", "strong", "one action", &[]),
    (
        "next-action",
        "strong",
        "one action",
        &[(ACTION, "Write to Ines Calder and offer two dates")],
    ),
    (
        "next-action",
        "strong",
        "one action",
        &[(
            "due: 2026-09-17}\n  partner_move",
            "due: 2026-09-21}\n  partner_move",
        )],
    ),
    (
        "next-action",
        "weak",
        "not this week",
        &[(
            "due: 2026-09-17}\n  partner_move",
            "due: 2026-09-22}\n  partner_move",
        )],
    ),
    (
        "next-action",
        "weak",
        "before it was sent",
        &[(
            "due: 2026-09-17}\n  partner_move",
            "due: 2026-09-10}\n  partner_move",
        )],
    ),
    (
        "next-action",
        "weak",
        "no date",
        &[(", due: 2026-09-17}\n  partner_move", "}\n  partner_move")],
    ),
    (
        "next-action",
        "weak",
        "asked for 2 moves",
        &[(
            MOVE,
            "seller_move: [{action: Call Ines Calder, due: 2026-09-15}, {action: Send the deck, due: 2026-09-17}]",
        )],
    ),
    (
        "next-action",
        "weak",
        "a list",
        &[(ACTION, "Call Ines Calder; send the deck")],
    ),
    (
        "next-action",
        "weak",
        "a list",
        &[(
            ACTION,
            "\"Call Ines Calder, send the deck, book the workshop\"",
        )],
    ),
    (
        "next-action",
        "weak",
        "two dates",
        &[(
            ACTION,
            "Call Ines on 15 September and bring the demo on 17 September",
        )],
    ),
    (
        "next-action",
        "weak",
        "no verb",
        &[(ACTION, "Discovery session with Ines Calder")],
    ),
    (
        "next-action",
        "weak",
        "interpretation",
        &[(ACTION, "Call Ines Calder and follow up")],
    ),
    (
        "next-action",
        "weak",
        "to the partner",
        &[(ACTION, "Call Dana Reyes about a date")],
    ),
    (
        "next-action",
        "strong",
        "one action",
        &[(ACTION, "\"Accept, and bring the demo\"")],
    ),
    (
        "next-action",
        "strong",
        "one action",
        &[(ACTION, "\"Call Ines Calder, ask for the tariff file\"")],
    ),
    (
        "next-action",
        "strong",
        "one action",
        &[(
            ACTION,
            "\"Dial into the SteerCo at 9:00, introduce yourself\"",
        )],
    ),
    (
        "next-action",
        "strong",
        "one action",
        &[(ACTION, "Meet Ines Calder on Tuesday or Wednesday")],
    ),
    (
        "next-action",
        "strong",
        "one action",
        &[(ACTION, "\"Meet Ines Calder on Tuesday, not Monday\"")],
    ),
    (
        "next-action",
        "strong",
        "one action",
        &[(
            ACTION,
            "Ask Ines whether Monday 21 or Tuesday 22 September suits her",
        )],
    ),
    (
        "next-action",
        "strong",
        "one action",
        &[(
            ACTION,
            "Follow up with Ines Calder on the August reconciliation sheet",
        )],
    ),
    (
        "next-action",
        "strong",
        "one action",
        &[(ACTION, "Say yes to Dana's introduction")],
    ),
    (
        "next-action",
        "strong",
        "one action",
        &[(ACTION, "Ines Calder anrufen")],
    ),
    (
        "next-action",
        "strong",
        "one action",
        &[(ACTION, "Show Dr. Calder the demo - ten minutes are enough")],
    ),
    (
        "next-action",
        "weak",
        "a list",
        &[(ACTION, "Call Ines. Send the deck. Update the CRM.")],
    ),
    (
        "next-action",
        "weak",
        "a list",
        &[(ACTION, "Call Ines / send the deck / update the CRM")],
    ),
    (
        "next-action",
        "weak",
        "a list",
        &[(ACTION, "Call Ines - send the deck")],
    ),
    (
        "next-action",
        "weak",
        "a list",
        &[(ACTION, "\"Call Ines & mail Dana & update the CRM\"")],
    ),
    (
        "next-action",
        "weak",
        "a list",
        &[(ACTION, "Call Ines plus mail Dana")],
    ),
    (
        "next-action",
        "weak",
        "a list",
        &[(ACTION, "(1) call Ines (2) mail Dana")],
    ),
    (
        "next-action",
        "weak",
        "a list",
        &[(ACTION, "\"Call Ines,mail Dana\"")],
    ),
    (
        "next-action",
        "weak",
        "a list",
        &[(ACTION, "\"Call Ines, afterwards the proposal\"")],
    ),
    (
        "next-action",
        "weak",
        "interpretation",
        &[(ACTION, "Do the needful")],
    ),
    (
        "next-action",
        "weak",
        "interpretation",
        &[(ACTION, "Make it happen")],
    ),
    (
        "next-action",
        "weak",
        "interpretation",
        &[(ACTION, "Move the deal forward")],
    ),
    (
        "next-action",
        "weak",
        "interpretation",
        &[(ACTION, "Circle back with Ines Calder")],
    ),
    (
        "next-action",
        "weak",
        "interpretation",
        &[(ACTION, "Explore synergies with Ines Calder")],
    ),
    (
        "next-action",
        "weak",
        "interpretation",
        &[(ACTION, "Connect with Dana to learn more")],
    ),
    (
        "next-action",
        "weak",
        "interpretation",
        &[(ACTION, "Find out who the decision maker is")],
    ),
    (
        "next-action",
        "weak",
        "interpretation",
        &[(ACTION, "Get in touch with Northwind on Tuesday")],
    ),
    (
        "next-action",
        "weak",
        "interpretation",
        &[(ACTION, "Build a relationship with Ines Calder")],
    ),
    (
        "next-action",
        "weak",
        "to the partner",
        &[(ACTION, "Work with Meridian to size the reconciliation")],
    ),
    ("next-action", "missing", "asked for nothing", &[(MOVE, "")]),
    (
        "next-action",
        "missing",
        "names no action",
        &[(ACTION, "tbd")],
    ),
    // Owner.
    ("owner", "strong", "Priya Raman", &[]),
    (
        "owner",
        "strong",
        "Priya",
        &[("owner: Priya Raman", "owner: Priya")],
    ),
    (
        "owner",
        "weak",
        "alias",
        &[("owner: Priya Raman", "owner: Partner team")],
    ),
    (
        "owner",
        "weak",
        "alias",
        &[("owner: Priya Raman", "owner: Sales")],
    ),
    (
        "owner",
        "weak",
        "mail address",
        &[("owner: Priya Raman", "owner: priya@ourco.example")],
    ),
    (
        "owner",
        "weak",
        "more than one",
        &[("owner: Priya Raman", "owner: Priya Raman and Maya Chen")],
    ),
    (
        "owner",
        "weak",
        "the partner's",
        &[("owner: Priya Raman", "owner: Dana Reyes")],
    ),
    (
        "owner",
        "missing",
        "nobody owns it",
        &[("  owner: Priya Raman\n", "")],
    ),
    (
        "owner",
        "missing",
        "nobody owns it yet",
        &[("owner: Priya Raman", "owner: tbd")],
    ),
    // Acceptance criteria: process.toml has what it means and a window, agreed on 3 August.
    ("acceptance", "strong", "3 business days, agreed", &[]),
    (
        "acceptance",
        "strong",
        "2 business days",
        &[(
            SENT,
            "  acceptance: {within: 2 business days}\n  sent: 2026-09-14",
        )],
    ),
    (
        "acceptance",
        "weak",
        "after it was sent",
        &[(
            SENT,
            "  acceptance: {means: Takes it, within: 2 days, agreed: 2026-09-15}\n  sent: 2026-09-14",
        )],
    ),
    (
        "acceptance",
        "missing",
        "after it was sent",
        &[(SENT, "  sent: 2026-08-01")],
    ),
    // Proof.
    ("proof", "strong", "a file that opens", &[]),
    (
        "proof",
        "strong",
        "1 file and 1 link",
        &[(
            EVIDENCE,
            "evidence: [notes/qbr.md, \"https://meridian.example/case\"]",
        )],
    ),
    (
        "proof",
        "strong",
        "a file that opens",
        &[(EVIDENCE, "evidence: [notes/slides.pdf]")],
    ),
    (
        "proof",
        "weak",
        "web page",
        &[(EVIDENCE, "evidence: \"https://meridian.example/case\"")],
    ),
    (
        "proof",
        "weak",
        "words",
        &[(EVIDENCE, "evidence: Dana said so on the phone")],
    ),
    (
        "proof",
        "weak",
        "gone.md is not there",
        &[(EVIDENCE, "evidence: [notes/qbr.md, notes/gone.md]")],
    ),
    (
        "proof",
        "weak",
        "no source holds",
        &[
            (EVIDENCE, "evidence: [notes/dana.md]"),
            ("source: notes/qbr.md}", "source: notes/dana.md}"),
        ],
    ),
    (
        "proof",
        "weak",
        "more than 180 days",
        &[(EVIDENCE, "evidence: [notes/old.md]")],
    ),
    (
        "proof",
        "missing",
        "gone.md is not there",
        &[(EVIDENCE, "evidence: [notes/gone.md]")],
    ),
    (
        "proof",
        "missing",
        "no source is attached",
        &[(EVIDENCE, "evidence: []")],
    ),
    (
        "proof",
        "missing",
        "no source is attached",
        &[(EVIDENCE, "evidence: [tbd]")],
    ),
];

/// Another account's packet, sent earlier, from which one case is copied.
pub const HALDEN: &str = "\
account: {name: Halden Foods}
partner: {name: Oakline Partners, contact: {name: Piet Brandsma, role: Partner manager}}
handoff:
  why_partner: Oakline moved Halden's order data in spring and answers its rebate queries today.
  sent: 2026-09-01
";
