//! `process/not-jointly-owned`.

use crate::analysis::moves;
use crate::lint::rule::rule;
use crate::lint::{BookContext, Sink};
use crate::model::Text;
use crate::model::person::same_person;
use crate::text::safe;

rule! {
    /// The process lacks a named owner in partnerships or in sales.
    ///
    /// A process that only partnerships own is a wish, one that only sales own is the direct process (D1.5). One named
    /// person on each side settles what the other cannot decide alone: what a seller must answer, and what a partner is owed.
    ///
    /// ```toml bad
    /// stages = [{id = "registered"}]
    /// [process]
    /// name = "Partner co-sell"
    /// currency = "USD"
    /// ```
    /// ```toml bad
    /// stages = [{id = "registered"}]
    /// [process]
    /// name = "Partner co-sell"
    /// currency = "USD"
    /// owners = { partnerships = "Priya Raman", sales = "Sales team" }
    /// ```
    /// ```toml bad
    /// stages = [{id = "registered"}]
    /// [process]
    /// name = "Partner co-sell"
    /// currency = "USD"
    /// owners = { partnerships = "Priya Raman", sales = "Priya Raman" }
    /// ```
    /// ```toml good
    /// stages = [{id = "registered"}]
    /// [process]
    /// name = "Partner co-sell"
    /// currency = "USD"
    /// owners = { partnerships = "Priya Raman", sales = "Tom Alvarez" }
    /// ```
    pub(super) NOT_JOINTLY_OWNED = "process/not-jointly-owned", Error, Process(check)
}

fn check(context: &BookContext<'_>, out: &mut Sink<'_>) {
    let process = &context.book.process;
    let head = process.written.process.as_ref();
    let owners = head.and_then(|head| head.owners.as_ref());
    let partnerships = owners.and_then(|owners| owners.partnerships.as_ref());
    let sales = owners.and_then(|owners| owners.sales.as_ref());
    let lack = |side: &str, name: Option<&Text>| match name {
        None => Some(format!("nobody in {side}")),
        Some(name) => process
            .person(name)
            .err()
            .map(|why| format!("{} in {side} is {}", safe::quoted(name), why.reason())),
    };
    let lacks = [lack("partnerships", partnerships), lack("sales", sales)];
    let (place, message) = match (&lacks, partnerships, sales) {
        ([None, None], Some(a), Some(b)) if same_person(a, b) => (
            Some(b.span),
            format!("the process is owned by {a} on both sides"),
        ),
        ([None, None], ..) => return,
        _ => {
            let faulty = [(&lacks[0], partnerships), (&lacks[1], sales)];
            let place = faulty
                .into_iter()
                .find_map(|(lack, name)| lack.as_ref().and(name))
                .map(|name| name.span);
            let lacks: Vec<String> = lacks.into_iter().flatten().collect();
            let message = format!("the process is not owned jointly: {}", lacks.join(", and "));
            (place.or(owners.map(|owners| owners.key_span)), message)
        }
    };
    let place = place.unwrap_or_else(|| process.name_span());
    out.add(
        out.finding(process.place(place), message)
            .label("one named person on each side")
            .subject("process.owners")
            .whose(moves::of_process(process))
            .help("write `owners = { partnerships = \"…\", sales = \"…\" }` under [process], one person a side"),
    );
}
