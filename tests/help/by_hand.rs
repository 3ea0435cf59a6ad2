//! The edits that no command makes: a rule (and a word of the finding), what stands in its example, and what its help makes of it.

pub const BY_HAND: &[(&str, &str, &str)] = &[
    (
        "allow/no-reason",
        "allow history/stage-mismatch",
        "allow history/stage-mismatch — Luis enters the date on Monday.",
    ),
    ("allow/unknown-rule", "hygiene/pushd", "hygiene/pushed"),
    (
        "allow/unused",
        "# dealctl: allow history/stage-mismatch — Luis enters the date on Monday.\n",
        "",
    ),
    (
        "attribution/not-by-the-partner",
        "touches: [{date: 2026-08-10, kind: meeting, from: partner, who: Piet",
        "other_partners: [{name: Oakline Partners, role: reseller, contact: {name: Piet Brandsma, role: Partner manager}}]\n\
         touches: [{date: 2026-08-10, kind: meeting, from: partner, who: Piet",
    ),
    (
        "credit/unknown-rule kickback",
        "[credit.rules]\n",
        "[credit.rules]\nkickback = \"20% of the first year\"\n",
    ),
    (
        "roles/not-who-accepted",
        "handoff: {seller: Sam Ortiz, sent: 2026-11-02, response: {result: accepted, date: 2026-11-03, by: Sam Ortiz}}",
        "earlier_handoffs:\n  - {seller: Sam Ortiz, sent: 2026-11-02, response: {result: accepted, date: 2026-11-03, by: Sam \
         Ortiz}}\nhandoff: {seller: Kemi Adeyemi}",
    ),
    ("file/unreadable", "Caf� S�ren", "Café Søren"),
    (
        "file/too-large",
        "[*c, *c, *c, *c, *c, *c, *c, *c, *c, *c]",
        "[x]",
    ),
    (
        "file/syntax",
        "{name: Quayside Ports\n",
        "{name: Quayside Ports}\n",
    ),
    ("file/colon-in-text", "Ports domain:", "Ports, domain:"),
    (
        "file/conflict-markers",
        "<<<<<<< HEAD\ncredit: referral\n=======\ncredit: implementation\n>>>>>>> maya\n",
        "credit: referral\n",
    ),
    (
        "file/duplicate-key",
        "credit: referral\ncredit: implementation\n",
        "credit: referral\n",
    ),
    ("file/duplicate-key", ", customer: Ana Duarte", ""),
    (
        "file/several-documents",
        "---\naccount: {name: Halden Foods}\n",
        "",
    ),
    ("file/same-id", "id: 2026/quayside\n", ""),
    ("file/unknown-deal", "quaysid}", "quayside}"),
    (
        "file/wrong-type close_date",
        "close_date: end of March",
        "close_date: 2027-03-26",
    ),
    (
        "file/wrong-type",
        "[Quayside Ports]",
        "{name: Quayside Ports}",
    ),
    ("file/wrong-type", "- account: {name", "account: {name"),
    (
        "file/wrong-type",
        "# nothing here yet",
        "account: {name: Quayside Ports}",
    ),
    ("file/not-a-person", "owner: Sales", "owner: Maya Chen"),
    ("file/not-a-person", "AE team", "Sam Ortiz"),
    (
        "file/not-a-person",
        "Wim Aerts and Ines Calder",
        "Wim Aerts",
    ),
    (
        "file/not-a-person",
        "name: partners@oakline.example",
        "name: Piet Brandsma",
    ),
    (
        "file/nearly-a-deal",
        "deals/quayside.yaml.txt",
        "deals/quayside.yaml",
    ),
    (
        "file/nearly-a-deal",
        "deals/QUAYSIDE.YAML",
        "deals/QUAYSIDE.yaml",
    ),
    ("file/same-id", "deals/quayside.yml", ""),
    (
        "file/too-large",
        "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
        "[x]",
    ),
    ("file/same-id", "deals/Quayside.yaml", "deals/ports.yaml"),
    (
        "history/future-entry",
        "date: 2062-10-05",
        "date: 2026-10-05",
    ),
    (
        "history/future-entry",
        "- {date: 2062-10-05, kind: request, by: Sam Ortiz, account: Halden Foods}",
        "",
    ),
    (
        "handoff/not-on-priority-list",
        "- Halden Foods",
        "- Halden Foods\n- Quayside Ports",
    ),
];
