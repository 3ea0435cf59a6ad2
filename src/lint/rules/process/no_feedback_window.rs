//! `process/no-feedback-window`.

use crate::analysis::moves;
use crate::lint::rule::rule;
use crate::lint::{BookContext, Sink};

rule! {
    /// The process does not say how soon the partner hears the outcome.
    ///
    /// Every closed deal tells the partner how it ended, within a set number of days (D3.7). A partner who learns it
    /// from somebody else, or never, brings the next deal to somebody else. Without a number, nobody is ever late.
    ///
    /// ```toml bad
    /// stages = [{id = "registered"}]
    /// [process]
    /// name = "Partner co-sell"
    /// currency = "USD"
    /// ```
    /// ```toml good
    /// stages = [{id = "registered"}]
    /// [process]
    /// name = "Partner co-sell"
    /// currency = "USD"
    /// [feedback]
    /// within = "5 business days"
    /// ```
    pub(super) NO_FEEDBACK_WINDOW = "process/no-feedback-window", Error, Process(check)
}

fn check(context: &BookContext<'_>, out: &mut Sink<'_>) {
    let process = &context.book.process;
    if process.feedback_within().is_some() {
        return;
    }
    let section = process
        .written
        .feedback
        .as_ref()
        .map(|feedback| feedback.key_span);
    let place = section.unwrap_or_else(|| process.name_span());
    let message = "nothing says how soon a partner is told how a deal ended";
    out.add(
        out.finding(process.place(place), message)
            .label("no `within` under [feedback]")
            .subject("feedback.within")
            .whose(moves::of_process(process))
            .help("add [feedback] with `within = \"5 business days\"`"),
    );
}
