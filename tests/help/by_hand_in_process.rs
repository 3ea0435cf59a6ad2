//! The edits of process.toml, which no command makes: as in `by_hand`.

pub const IN_PROCESS: &[(&str, &str, &str)] = &[
    ("process/bad-check", "amount >\"", "amount > 10000\""),
    (
        "process/bad-check message",
        "> 10000\" }",
        "> 10000\", message = \"Worth more than 10,000\" }",
    ),
    ("process/bad-check", "\"[0-9\"", "\"[0-9]+\""),
    (
        "process/credit-after-entry",
        "field = \"need\" }]",
        "field = \"need\" }, { id = \"credit\", field = \"credit.rule\", one_of = \"credit.rules\" }]",
    ),
    (
        "process/holidays-end",
        "2026-12-25]",
        "2026-12-25, 2028-12-25, 2029-12-25]",
    ),
    (
        "process/invalid currency",
        "name = \"Partner co-sell\"\n",
        "name = \"Partner co-sell\"\ncurrency = \"USD\"\n",
    ),
    (
        "process/invalid stages",
        "name = \"Partner co-sell\"\n",
        "name = \"Partner co-sell\"\n[[stages]]\nid = \"registered\"\n",
    ),
    (
        "process/mostly-waived",
        "equals = \"confirmed\", since = 2026-03-01 }",
        "since = 2026-03-01 }",
    ),
    (
        "process/named-twice",
        "id = \"vetted\", name = \"Qualified\"",
        "id = \"vetted\", name = \"Vetted\"",
    ),
    ("process/named-twice", ", {id = \"Joint\"}", ""),
    ("process/named-twice", "USD = 1.1\n", ""),
    (
        "process/named-twice",
        "[partners.meridian-cloud]\nname = \"meridian cloud consulting\"\n",
        "",
    ),
    (
        "process/never-failed",
        "  { id = \"timing\", field = \"qualification.timing.status\", equals = \"confirmed\" },\n",
        "",
    ),
    (
        "process/no-disqualification",
        "equals = \"confirmed\" }]\n",
        "equals = \"confirmed\" }]\ndisqualify = [\"no budget\"]\n",
    ),
    ("process/no-exceptions", "ignore = [\"attribution\"]\n", ""),
    (
        "process/no-exceptions",
        "per_file = { \"deals/old/**\" = [\"attribution/contradicts-rule\"] }\n",
        "",
    ),
    (
        "process/no-exit-criterion",
        "owner = \"Luis Ortega\"}",
        "owner = \"Luis Ortega\", exit = [{ id = \"need\", field = \"need\" }]}",
    ),
    (
        "process/no-feedback-window",
        "currency = \"USD\"\n",
        "currency = \"USD\"\n[feedback]\nwithin = \"5 business days\"\n",
    ),
    (
        "process/no-limit",
        "{id = \"registered\"}",
        "{id = \"registered\", limit = \"10 business days\"}",
    ),
    (
        "process/no-operations-owner",
        "roles = { alliances = \"Maya Chen\" }",
        "roles = { alliances = \"Maya Chen\", revops = \"Jo Park\" }",
    ),
    (
        "process/no-operations-owner",
        "\"RevOps team\"",
        "\"Jo Park\"",
    ),
    (
        "process/no-rate",
        "EUR = 1.08\n",
        "EUR = 1.08\nGBP = 1.27\n",
    ),
    (
        "process/not-jointly-owned",
        "stages = [{id = \"registered\"}]\n[process]\nname = \"Partner co-sell\"\ncurrency = \"USD\"\n#",
        "#",
    ),
    (
        "process/not-jointly-owned",
        "\"Sales team\"",
        "\"Tom Alvarez\"",
    ),
    (
        "process/not-jointly-owned",
        "sales = \"Priya Raman\"",
        "sales = \"Tom Alvarez\"",
    ),
    (
        "process/overbuilt",
        "  { field = \"account.name\" }, { field = \"account.domain\" }, { field = \"account.segment\" },\n",
        "",
    ),
    (
        "process/owner-is-not-a-person",
        "\"Partner team\"",
        "\"Priya Raman\"",
    ),
    (
        "process/owner-is-not-a-person",
        "{id = \"registered\"}",
        "{id = \"registered\", owner = \"Priya Raman\"}",
    ),
    (
        "process/owner-is-not-a-person",
        "{ field = \"roles.customer\" }",
        "{ field = \"roles.customer\", else = \"Tom Alvarez\" }",
    ),
    (
        "process/partner-role-not-required",
        "\"handoff.seller_move\"]",
        "\"handoff.seller_move\", \"roles\"]",
    ),
    (
        "process/records-begin-later",
        "records_begin = 2062-01-05\n",
        "",
    ),
    (
        "process/stage-count",
        "id = \"closing\"\n",
        "id = \"closing\"\n[[stages]]\nid = \"qualified\"\nowner = \"Priya Raman\"\nlimit = \"5 business days\"\nexit = [{ id = \"done\", field = \"need\" }]\ndisqualify = [\"no budget\"]\n\
         [[stages]]\nid = \"joint\"\nowner = \"Priya Raman\"\nlimit = \"5 business days\"\nexit = [{ id = \"done\", field = \"roles.customer\" }]\ndisqualify = [\"no budget\"]\n",
    ),
    ("process/stage-count", ", {id = \"g\"}", ""),
    ("process/unknown-field", "bugdet", "budget"),
    (
        "process/unknown-field",
        "\"champion\"",
        "\"custom.champion\"",
    ),
    ("process/unknown-packet-field", "\"proof\"", "\"evidence\""),
    ("process/unknown-role", "aliances", "alliances"),
    ("process/unknown-target", "FY2027-Q4", "FY27-Q4"),
    ("process/unknown-target", "\"600000 GBP\"", "600000"),
    ("process/unknown-target", "\"600.000\"", "600000"),
    ("process/unknown-who", ", who = \"legal\"", ""),
    (
        "process/unlikely-probability",
        "probability = 1}",
        "probability = 80}",
    ),
    (
        "process/unlikely-probability",
        "probability = 40}",
        "probability = 20}",
    ),
    ("process/unusable-amount", "\"10000 GBP\"", "10000"),
    ("process/unusable-amount", "\"25.000\"", "25000"),
    ("process/unusable-amount", "\"25000 GBP\"", "25000"),
    ("process/unknown-rule", "hygiene/stail", "hygiene/stale"),
    ("process/unknown-rule", "hygeine", "hygiene"),
    ("process/unknown-component", "buyer-need", "buyer-problem"),
    ("process/unknown-packet-field", "seller_mvoe", "seller_move"),
    (
        "process/not-jointly-owned nobody in partnerships",
        "currency = \"USD\"\n",
        "currency = \"USD\"\nowners = { partnerships = \"Priya Raman\", sales = \"Tom Alvarez\" }\n",
    ),
    (
        "process/open-door credited",
        "currency = \"USD\"\n",
        "currency = \"USD\"\n[credit.rules]\nreferral = \"10% of first-year value\"\n",
    ),
    ("process/open-door is empty", "required = []\n", ""),
    (
        "process/open-door protected",
        "required = []\n",
        "required = []\nprotection = \"90 days\"\n",
    ),
    (
        "process/handoff-undefined no stage",
        "id = \"registered\"\n",
        "id = \"registered\"\nkind = \"handoff\"\nowner = \"Priya Raman\"\nwindow = \"3 business days\"\ntrigger = \"The packet is complete\"\ntransfers = [\"need\", \"handoff.seller_move\"]\n",
    ),
    (
        "process/handoff-undefined does not say",
        "kind = \"handoff\"\nowner",
        "kind = \"handoff\"\nwindow = \"3 business days\"\ntrigger = \"The packet is complete\"\ntransfers = [\"need\", \"handoff.seller_move\"]\nowner",
    ),
    (
        "process/handoff-undefined 2 stages",
        "kind = \"handoff\"}, {id = \"again\", kind = \"handoff\"}",
        "kind = \"handoff\", owner = \"Priya Raman\", window = \"3 business days\", trigger = \"The packet is complete\", transfers = [\"need\", \"handoff.seller_move\"]}, {id = \"again\"}",
    ),
];
