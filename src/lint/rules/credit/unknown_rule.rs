//! `credit/unknown-rule`.

use crate::analysis::credit;
use crate::analysis::moves::{self, Role};
use crate::lint::rule::rule;
use crate::lint::{DealContext, Sink, fixes, words};
use crate::model::scalar::Text;
use crate::text::name;
use crate::text::placeholder::is_placeholder;

rule! {
    /// A credit rule is not one of `[credit.rules]` in process.toml.
    ///
    /// The partner is credited by a rule that is written once (D2.2, D3.6). Finance cannot work out a payment from a
    /// name that is not there, so it becomes a quarrel at the close. The same rules apply to partners that share the
    /// deal (D2.6).
    ///
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// credit: refferal
    /// ```
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// credit: referral
    /// other_partners:
    ///   - {name: Oakline Partners, role: reseller, credit: {rule: kickback, share: 20%}}
    /// ```
    /// ```yaml good
    /// account: {name: Quayside Ports}
    /// credit: referral
    /// other_partners:
    ///   - {name: Oakline Partners, role: reseller, credit: {rule: referral, share: 20%}}
    /// ```
    pub(super) UNKNOWN_RULE = "credit/unknown-rule", Error, Deal(check)
}

fn check(deal: &DealContext<'_>, out: &mut Sink<'_>) {
    let data = &deal.case.deal.data;
    if let Some(rule) = data.credit.as_ref().and_then(|credit| credit.rule.as_ref()) {
        judge(deal, rule, "credit.rule".to_owned(), "credit.rule", out);
    }
    for other in &data.other_partners {
        if let Some(rule) = other
            .credit
            .as_ref()
            .and_then(|credit| credit.rule.as_ref())
        {
            let name = other.name.as_ref().map_or("", |name| &*name.value);
            let item = words::item(deal, "other_partners", other.span);
            judge(
                deal,
                rule,
                format!("other_partners.credit.rule {name}"),
                &format!("{item}.credit.rule"),
                out,
            );
        }
    }
}

fn judge(deal: &DealContext<'_>, written: &Text, subject: String, path: &str, out: &mut Sink<'_>) {
    let case = &deal.case;
    let process = case.process;
    if is_placeholder(written) || credit::is_known(process, written) {
        return;
    }
    let known: Vec<&str> = process.credit_rules().collect();
    let message = format!(
        "{} is not a credit rule; they are {}",
        words::quoted(written),
        words::list(&known)
    );
    let help = name::did_you_mean(
        name::nearest(written, known.iter().copied()),
        format!(
            "ask {} what was agreed: {}",
            words::partner(case),
            words::ways(&[
                format!(
                    "one of them: {}",
                    words::command(case, "set", &[path, "RULE"])
                ),
                "a rule of its own: write it into [credit.rules] of process.toml, with what it pays"
                    .to_owned(),
            ])
        ),
    );
    let mut finding = out
        .finding(case.deal.place(written.span), message)
        .label("not in process.toml");
    finding.fix = name::nearest(written, known.iter().copied())
        .and_then(|near| fixes::spell(deal.book, case.deal.place(written.span), written, near));
    let rules = process.written.credit.as_ref();
    if let Some((key, _)) = rules.and_then(|credit| credit.rules.entries.first()) {
        finding = finding.related(process.place(key.span), "the credit rules begin here");
    }
    out.add(
        finding
            .subject(subject)
            .whose(moves::of_role(case, Role::Alliances))
            .help(help),
    );
}
