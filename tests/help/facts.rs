//! What somebody would find out for the words in capitals of a command.

/// A rule (or its beginning), a part of the command or the help, the word, and what stands in its place. The first that fits counts.
const FACTS: &[(&str, &str, &str, &str)] = &[
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
    ("credit/share-above-100", "", "SHARE", "10%"),
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
            let fits = command.contains(part) || help.contains(part);
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
