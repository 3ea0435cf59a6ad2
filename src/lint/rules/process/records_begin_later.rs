//! `process/records-begin-later`.

use crate::analysis::moves;
use crate::lint::rule::rule;
use crate::lint::{BookContext, Sink};

rule! {
    /// `[forecast] records_begin` lies after today.
    ///
    /// The forecast learns only from the days since then. Without a single day it learns nothing and repeats the
    /// assumptions of process.toml (D8.2). The rule is silent when `--today` is given, because the book may then be
    /// seen from a day before its records.
    ///
    /// ```toml bad
    /// # clock: 2026-11-23
    /// [process]
    /// name = "Partner co-sell"
    /// currency = "USD"
    /// [[stages]]
    /// id = "registered"
    /// [forecast]
    /// records_begin = 2062-01-05
    /// ```
    /// ```toml good
    /// # clock: 2026-11-23
    /// [process]
    /// name = "Partner co-sell"
    /// currency = "USD"
    /// [[stages]]
    /// id = "registered"
    /// [forecast]
    /// records_begin = 2026-01-05
    /// ```
    pub(super) RECORDS_BEGIN_LATER = "process/records-begin-later", Warning, Process(check)
}

fn check(context: &BookContext<'_>, out: &mut Sink<'_>) {
    let book = context.book;
    let written = book.process.written.forecast.as_ref();
    let begin = written.and_then(|forecast| forecast.records_begin);
    let Some(begin) = begin.filter(|begin| begin.value > book.today && !book.as_of_given) else {
        return;
    };
    let message = format!(
        "records begin on {}, which is after today: the forecast has no day to learn from",
        begin.value
    );
    out.add(
        out.finding(book.process.place(begin.span), message)
            .label("not there yet")
            .whose(moves::of_process(&book.process))
            .help("write the day from which the records are complete, or leave it out: then it is the first stage entry"),
    );
}
