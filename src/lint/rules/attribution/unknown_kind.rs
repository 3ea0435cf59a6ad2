//! `attribution/unknown-kind`.

use crate::analysis::moves::{self, Role};
use crate::lint::rule::rule;
use crate::lint::{DealContext, Sink, fixes, words};
use crate::text::name;

rule! {
    /// The kind of a touch is nearly one that qualifies.
    ///
    /// Only kinds that `[attribution] touches` lists count (D7.1), letter by letter: a `worksop` proves nothing, and the deal is
    /// sourced by nobody, and so is an `introduction` where `intro` is on the list. Other kinds, such as a call or a demo, are
    /// free and are not reported.
    ///
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// touches: [{date: 2026-11-09, kind: worksop, from: partner, who: Dana Reyes}]
    /// ```
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// touches: [{date: 2026-11-09, kind: Meeting, from: partner, who: Dana Reyes}]
    /// ```
    /// ```yaml good
    /// account: {name: Quayside Ports}
    /// touches:
    ///   - {date: 2026-11-09, kind: workshop, from: partner, who: Dana Reyes}
    ///   - {date: 2026-11-10, kind: call, from: partner, who: Dana Reyes}
    ///   - {date: 2026-11-11, kind: greeting, from: partner, who: Dana Reyes}
    /// ```
    pub(super) UNKNOWN_KIND = "attribution/unknown-kind", Warning, Deal(check)
}

/// Kinds that people use and that need not qualify: none of them is a slip of one that does.
const USUAL: [&str; 14] = [
    "call", "chat", "demo", "email", "event", "greeting", "lead", "letter", "mail", "mention",
    "note", "visit", "webinar", "training",
];

fn check(deal: &DealContext<'_>, out: &mut Sink<'_>) {
    let case = &deal.case;
    let known = &case.process.attribution.kinds;
    for touch in &case.deal.touches {
        let Some(kind) = &touch.kind else { continue };
        let known: Vec<&str> = known.iter().map(String::as_str).collect();
        if known.contains(&&*kind.value) {
            continue;
        }
        let Some(near) = nearly(kind, &known) else {
            continue;
        };
        let message = format!(
            "{} is not a kind of touch that [attribution] lists{}: it counts for nobody",
            words::quoted(kind),
            name::meant(Some(near))
        );
        let path = words::item(deal, "touches", touch.span);
        let place = case.deal.place(kind.span);
        let mut finding = out
            .finding(place, message)
            .label("not on the list")
            .subject("touches.kind")
            .whose(moves::of_role(case, Role::RevOps))
            .help(format!(
                "ask {} whether it was a `{near}`: {}",
                touch
                    .who
                    .as_ref()
                    .map_or_else(|| words::partner(case), |who| words::plain(who)),
                words::command(case, "set", &[&format!("{path}.kind"), near])
            ));
        finding.fix = fixes::spell(deal.book, place, kind, near).map(|mut fix| {
            // It can change what the deal is credited for.
            fix.safe = false;
            fix
        });
        out.add(finding);
    }
}

/// Returns the kind of the list that another one is nearly: a slip of it, its plural, a longer or shorter form (`introduction`,
/// `meet`), or its own sort (`quarterly meeting`, `intro call`).
fn nearly<'k>(kind: &str, known: &[&'k str]) -> Option<&'k str> {
    let plain = kind.split('(').next().unwrap_or(kind).to_lowercase();
    let words: Vec<&str> = plain
        .split(|c: char| c.is_whitespace() || matches!(c, '-' | '_'))
        .filter(|word| !word.is_empty())
        .collect();
    let same = |word: &str| {
        let mut known = known.iter().copied();
        known.find(|known| {
            let known = known.to_lowercase();
            let one = |word: &str| word.strip_suffix('s').map(str::to_owned);
            known == word
                || one(word).as_ref() == Some(&known)
                || one(&known).as_deref() == Some(word)
        })
    };
    let is_usual = |word: &str| USUAL.contains(&word);
    match words[..] {
        [] => None,
        [word] => same(word).or_else(|| {
            let near = name::nearest(word, known.iter().copied());
            near.or_else(|| name::nearest_form(word, known.iter().copied()))
                .filter(|_| !is_usual(word))
        }),
        [first, .., last] => {
            let near = name::nearest(&words.concat(), known.iter().copied());
            let sort = same(last).or_else(|| same(first).filter(|_| is_usual(last)));
            sort.or(near)
        }
    }
}
