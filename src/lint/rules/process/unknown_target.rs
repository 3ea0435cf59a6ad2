//! `process/unknown-target`.

use crate::analysis::moves;
use crate::lint::rule::rule;
use crate::lint::{BookContext, Sink, words};
use crate::model::calendar::is_quarter;
use crate::text::name::did_you_mean;

rule! {
    /// A key of `[targets]` names no fiscal quarter, or its amount cannot be used.
    ///
    /// A target that belongs to no quarter is not there: the forecast is held against nothing, and nobody is told (D8.6). A
    /// quarter is written as `FY27-Q4`, for the year its fiscal year ends in.
    ///
    /// ```toml bad
    /// stages = [{id = "registered"}]
    /// [process]
    /// name = "Partner co-sell"
    /// currency = "USD"
    /// [targets]
    /// "FY2027-Q4" = 600000
    /// ```
    /// ```toml bad
    /// stages = [{id = "registered"}]
    /// [process]
    /// name = "Partner co-sell"
    /// currency = "USD"
    /// [targets]
    /// "FY27-Q4" = "600000 GBP"
    /// ```
    /// ```toml bad
    /// stages = [{id = "registered"}]
    /// [process]
    /// name = "Partner co-sell"
    /// currency = "USD"
    /// [targets]
    /// "FY27-Q4" = "600.000"
    /// ```
    /// ```toml good
    /// stages = [{id = "registered"}]
    /// [process]
    /// name = "Partner co-sell"
    /// currency = "USD"
    /// [targets]
    /// "FY27-Q4" = 600000
    /// ```
    pub(super) UNKNOWN_TARGET = "process/unknown-target", Warning, Process(check)
}

fn check(context: &BookContext<'_>, out: &mut Sink<'_>) {
    let process = &context.book.process;
    for (key, target) in &process.written.targets.entries {
        let (span, label, message, help) = if !is_quarter(key) {
            let meant = meant(key);
            let nearest = meant
                .as_ref()
                .map_or_else(String::new, |quarter| format!(" ({quarter} meant?)"));
            let message = format!(
                "{} names no quarter{nearest}: no figure has this target",
                words::quoted(key)
            );
            let help = did_you_mean(
                meant.as_deref(),
                "write one target for each quarter: FY27-Q1 to FY27-Q4, for the year the fiscal year ends in",
            );
            (key.span, "not like FY27-Q4", message, help)
        } else if let Some(why) = process.currencies.why_unusable(target.value) {
            let message = format!("the target of {} is in no figure: {why}", words::plain(key));
            let base = process.currencies.base.code();
            (
                target.span,
                "cannot be used",
                message,
                format!(
                    "write all its digits, in {base} or in a currency whose rate is in [currencies]"
                ),
            )
        } else {
            continue;
        };
        out.add(
            out.finding(process.place(span), message)
                .label(label)
                .subject(format!("targets.{}", words::plain(key)))
                .whose(moves::of_process(process))
                .help(help),
        );
    }
}

/// Returns the quarter that a key most likely means: `FY2026-Q4`, `FY26Q4`, `Q4 FY26` and `2026-Q4` mean `FY26-Q4`.
fn meant(key: &str) -> Option<String> {
    let upper = key.to_ascii_uppercase();
    let at = upper.find('Q')?;
    let number = upper[at + 1..].trim_start().chars().next()?.to_digit(10)?;
    let (before, after) = (&upper[..at], upper[at + 1..].trim_start().get(1..)?);
    let mut numbers = [before, after].into_iter().flat_map(|part| {
        part.split(|c: char| !c.is_ascii_digit())
            .filter(|digits| !digits.is_empty())
    });
    let year = numbers.next().filter(|_| numbers.next().is_none())?;
    let year = match year.len() {
        2 => year,
        4 => &year[2..],
        _ => return None,
    };
    Some(format!("FY{year}-Q{}", number.clamp(1, 4)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quarter_is_recognised_however_it_is_written() {
        for key in [
            "FY2026-Q4",
            "FY26Q4",
            "fy26-q4",
            "Q4 FY26",
            "2026-Q4",
            "FY26-Q5",
            "FY26 Q4",
        ] {
            assert!(!is_quarter(key), "{key}");
            assert_eq!(meant(key).as_deref(), Some("FY26-Q4"), "{key}");
        }
        for key in [
            "FY26",
            "year",
            "",
            "Q",
            "Q4",
            "H2 2026",
            "QUARTER 1 of 26 or 27",
        ] {
            assert_eq!(meant(key), None, "{key}");
        }
        assert!(is_quarter("FY04-Q1"));
    }
}
