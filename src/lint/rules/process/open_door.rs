//! `process/open-door`.

use crate::analysis::moves;
use crate::lint::rule::rule;
use crate::lint::{BookContext, Sink, words};
use crate::text::Span;
use crate::text::placeholder::is_no_reason;

rule! {
    /// The process asks nothing of a registration, protects none, has no rule of credit, or lets no touch count.
    ///
    /// The front door is what a deal must carry before it enters (D2.1, D2.4): with `required = []` any file is a registration.
    /// Without a rule of credit nobody can say at entry how the partner is credited (D2.2), and it is argued about at the close.
    /// A rule that says `tbd` is none, and with `touches = []` no deal is ever sourced by a partner (D7.1).
    /// Without `protection` the first registration of an account holds against nobody (D2.3); that is only a note.
    ///
    /// ```toml bad
    /// stages = [{id = "registered"}]
    /// [process]
    /// name = "Partner co-sell"
    /// currency = "USD"
    /// [registration]
    /// required = []
    /// ```
    /// ```toml bad
    /// stages = [{id = "registered"}]
    /// [process]
    /// name = "Partner co-sell"
    /// currency = "USD"
    /// [registration]
    /// protection = "90 days"
    /// ```
    /// ```toml good
    /// stages = [{id = "registered"}]
    /// [process]
    /// name = "Partner co-sell"
    /// currency = "USD"
    /// [registration]
    /// protection = "90 days"
    /// [credit.rules]
    /// referral = "10% of first-year value"
    /// ```
    pub(super) OPEN_DOOR = "process/open-door", Warning, Process(check)
}

fn check(context: &BookContext<'_>, out: &mut Sink<'_>) {
    let process = &context.book.process;
    let registration = process.written.registration.as_ref();
    let place = |span: Option<Span>| process.place(span.unwrap_or_else(|| process.name_span()));
    let section = registration.map(|registration| registration.key_span);
    let required = registration.and_then(|registration| registration.required.as_ref());
    if required.is_some_and(|required| required.0.is_empty()) {
        out.add(
            out.finding(place(section), "`required` is empty: a file with nothing in it is a registration")
                .label("asks for nothing")
                .subject("registration.required")
                .whose(moves::of_process(process))
                .help("take `required` out, and what is usual is required; or name the paths that a registration must carry"),
        );
    }
    if process.credit_rules().next().is_none() {
        let section = process
            .written
            .credit
            .as_ref()
            .map(|credit| credit.key_span);
        out.add(
            out.finding(place(section), "no rule says how a partner is credited")
                .label("no [credit.rules]")
                .subject("credit.rules")
                .whose(moves::of_process(process))
                .help("agree with sales and partners what is paid for what, and write each rule under [credit.rules]: `NAME = \"…\"`"),
        );
    }
    let credit = process.written.credit.iter();
    for (name, rule) in credit.flat_map(|credit| &credit.rules.entries) {
        // A percentage says what is paid.
        let text = rule.text.as_ref().filter(|_| rule.percent.is_none());
        if let Some(text) = text.filter(|text| is_no_reason(text)) {
            let message = format!(
                "the credit rule {} does not say what is paid: {} is no rule",
                words::quoted(name),
                words::quoted(text)
            );
            out.add(
                out.finding(process.place(text.span), message)
                    .label("what is paid?")
                    .subject(format!("credit.rules.{}", words::plain(name)))
                    .whose(moves::of_process(process))
                    .help("agree with sales and partners what is paid for what, and write it here"),
            );
        }
    }
    let attribution = process.written.attribution.as_ref();
    let touches = attribution.and_then(|attribution| attribution.touches.as_ref());
    if touches.is_some_and(|touches| touches.0.is_empty()) {
        let section = attribution.map(|attribution| attribution.key_span);
        out.add(
            out.finding(
                place(section),
                "`touches` is empty: no deal is sourced or influenced by a partner",
            )
            .label("nothing counts")
            .subject("attribution.touches")
            .whose(moves::of_process(process))
            .help("take `touches` out, and the usual kinds count; or name the kinds that qualify"),
        );
    }
    if registration.is_none_or(|registration| registration.protection.is_none()) {
        let mut finding = out
            .finding(place(section), "nothing says how long a registration is protected: two partners on one account are both first")
            .label("no `protection` under [registration]")
            .subject("registration.protection")
            .whose(moves::of_process(process))
            .help("agree how long the first registration holds, and write it under [registration]: `protection = \"90 days\"`");
        finding.level = crate::diagnostic::Level::Note;
        out.add(finding);
    }
}
