//! `process/holidays-end`.

use crate::analysis::moves;
use crate::lint::rule::rule;
use crate::lint::{BookContext, Sink};
use crate::model::scalar::prose_date;

rule! {
    /// The last holiday of `[calendar]` has passed.
    ///
    /// Limits and windows are counted in business days (D4.4): a day off that is not in the list counts as one on which a seller
    /// could have answered. The list ends without anybody noticing, usually in January.
    ///
    /// ```toml bad
    /// # today: 2028-03-01
    /// stages = [{id = "registered"}]
    /// [process]
    /// name = "Partner co-sell"
    /// currency = "USD"
    /// [calendar]
    /// holidays = [2026-11-26, 2026-12-25]
    /// ```
    /// ```toml good
    /// # today: 2026-11-23
    /// stages = [{id = "registered"}]
    /// [process]
    /// name = "Partner co-sell"
    /// currency = "USD"
    /// [calendar]
    /// holidays = [2026-11-26, 2026-12-25]
    /// ```
    pub(super) HOLIDAYS_END = "process/holidays-end", Note, Process(check)
}

fn check(context: &BookContext<'_>, out: &mut Sink<'_>) {
    let process = &context.book.process;
    let today = context.book.today;
    let calendar = process.written.calendar.as_ref();
    let holidays = calendar.map_or(&[][..], |calendar| &calendar.holidays);
    let Some(last) = holidays.iter().max_by_key(|day| day.value) else {
        return;
    };
    if last.value >= today {
        return;
    }
    let message = format!(
        "the last holiday of [calendar] is {}: business days since then are counted as if there were none",
        prose_date(last.value, today)
    );
    out.add(
        out.finding(process.place(last.span), message)
            .label("the list ends here")
            .subject("calendar.holidays")
            .whose(moves::of_process(process))
            .help("add the public holidays of this year and the next to `holidays`, as whoever keeps the company's calendar knows them"),
    );
}
