//! `gate/unknown-criterion`.

use crate::analysis::moves;
use crate::lint::rule::rule;
use crate::lint::{DealContext, Sink, fixes, words};
use crate::model::scalar::Text;
use crate::text::name;
use crate::text::placeholder::is_placeholder;

rule! {
    /// A waiver names a criterion that process.toml does not have, or a rule that lint does not have.
    ///
    /// Such a waiver opens no gate: the criterion that was meant stays unmet, and the count of waivers (D1.8) includes
    /// one that waives nothing. A criterion is named by its stage and its id: `qualified/budget`. A rule of lint is
    /// waived with `rule:`.
    ///
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// waivers:
    ///   - {criterion: qualified/bugdet, by: Tom Alvarez, date: 2026-10-01, why: The board has promised it.}
    /// ```
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// waivers:
    ///   - {criterion: budget, by: Tom Alvarez, date: 2026-10-01, why: The board has promised it.}
    /// ```
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// waivers:
    ///   - {rule: credit/set-lat, by: Tom Alvarez, date: 2026-10-01, why: Agreed by telephone on the first day.}
    /// ```
    /// ```yaml good
    /// account: {name: Quayside Ports}
    /// waivers:
    ///   - {criterion: qualified/budget, by: Tom Alvarez, date: 2026-10-01, why: The board has promised it.}
    ///   - {rule: credit/set-late, by: Tom Alvarez, date: 2026-10-01, why: Agreed by telephone on the first day.}
    /// ```
    pub(super) UNKNOWN_CRITERION = "gate/unknown-criterion", Error, Deal(check)
}

fn check(deal: &DealContext<'_>, out: &mut Sink<'_>) {
    let case = &deal.case;
    let stages = &case.process.stages;
    for waiver in &case.deal.waivers {
        let at = || {
            deal.path_at(waiver.span)
                .unwrap_or_else(|| "waivers".to_owned())
        };
        let path = |key: &str| format!("{}.{key}", at());
        let set = |key: &str, value: &str| words::command(case, "set", &[&path(key), value]);
        if let Some(written) = waiver.rule.as_ref().filter(|name| !is_placeholder(name)) {
            check_rule(deal, written, &at, out);
        }
        let Some(written) = waiver
            .criterion
            .as_ref()
            .filter(|name| !is_placeholder(name))
        else {
            continue;
        };
        let known: Vec<String> = stages
            .iter()
            .flat_map(|stage| {
                let of_stage = |id: &String| format!("{}/{id}", stage.id);
                stage
                    .criteria
                    .iter()
                    .map(move |criterion| of_stage(&criterion.id))
            })
            .collect();
        if known.iter().any(|name| **name == *written.value) {
            continue;
        }
        let id = |name: &&String| {
            name.split_once('/')
                .is_some_and(|(_, id)| *id == *written.value)
        };
        let mut with_id = known.iter().filter(id);
        let nearest = with_id
            .next()
            .filter(|_| with_id.next().is_none())
            .map(String::as_str)
            .or_else(|| name::nearest(written, known.iter().map(String::as_str)));
        let help = if deal.is_rule(written) {
            format!(
                "that is a rule of lint: {}, then {}",
                words::command(case, "set", &[&path("rule"), &words::plain(written)]),
                words::command(case, "unset", &[&path("criterion")])
            )
        } else if let Some(near) = nearest {
            format!("did you mean `{near}`? {}", set("criterion", near))
        } else {
            format!(
                "name one of {}: {}",
                words::list(&known),
                set("criterion", "CRITERION")
            )
        };
        let stage = written
            .split_once('/')
            .and_then(|(stage, _)| case.process.stage(stage));
        let mut finding = out.finding(
            case.deal.place(written.span),
            format!(
                "{} is waived, and no criterion has that name",
                words::quoted(written)
            ),
        );
        if !deal.is_rule(written) {
            finding.fix = nearest.and_then(|near| {
                fixes::spell(deal.book, case.deal.place(written.span), written, near)
            });
        }
        if let Some((_, stage)) = stage {
            let place = case.process.place(stage.span);
            let ids: Vec<&str> = stage.criteria.iter().map(|known| &*known.id).collect();
            let says = if ids.is_empty() {
                format!("{} has no criteria", stage.name)
            } else {
                format!("the criteria of {}: {}", stage.name, words::list(&ids))
            };
            finding = finding.related(place, says);
        }
        out.add(
            finding
                .label("not in process.toml")
                .subject(words::quoted(written))
                .whose(moves::of_deal(case))
                .help(help),
        );
    }
}

fn check_rule(deal: &DealContext<'_>, written: &Text, at: &dyn Fn() -> String, out: &mut Sink<'_>) {
    if deal.is_rule(written) {
        return;
    }
    let place = deal.case.deal.place(written.span);
    let set = |key: &str, value: &str| {
        words::command(&deal.case, "set", &[&format!("{}.{key}", at()), value])
    };
    let nearest = name::nearest(written, deal.rules());
    let criteria = || {
        deal.case.process.stages.iter().any(|stage| {
            let mut own = stage.criteria.iter();
            own.any(|criterion| format!("{}/{}", stage.id, criterion.id) == *written.value)
        })
    };
    let help = match nearest {
        Some(near) => format!("did you mean `{near}`? {}", set("rule", near)),
        None if criteria() => format!(
            "that is a criterion: {}, then {}",
            set("criterion", &words::plain(written)),
            words::command(&deal.case, "unset", &[&format!("{}.rule", at())])
        ),
        None => format!(
            "dealctl explain lists the rules; name one: {}",
            set("rule", "RULE")
        ),
    };
    let message = format!(
        "{} is waived, and no rule has that name",
        words::quoted(written)
    );
    let mut finding = out
        .finding(place, message)
        .label("no such rule")
        .subject(words::quoted(written))
        .whose(moves::of_deal(&deal.case))
        .help(help);
    finding.fix = nearest.and_then(|near| fixes::spell(deal.book, place, written, near));
    out.add(finding);
}
