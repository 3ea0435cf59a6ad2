//! `process/unlikely-probability`.

use rust_decimal::Decimal;

use crate::analysis::moves;
use crate::lint::rule::rule;
use crate::lint::{BookContext, Sink};
use crate::model::Stage;

rule! {
    /// The probability of a stage is 1, or lower than that of the stage before it.
    ///
    /// Probabilities are per cent: `probability = 1` says that one deal in a hundred is won, and was most likely meant as certain.
    /// A deal that has passed one more gate is not less likely to be won than before (D8.2), so probabilities do not fall from
    /// stage to stage; the forecast begins with them.
    ///
    /// ```toml bad
    /// stages = [{id = "registered", probability = 15}, {id = "closing", probability = 1}]
    /// [process]
    /// name = "Partner co-sell"
    /// currency = "USD"
    /// ```
    /// ```toml bad
    /// stages = [{id = "registered", probability = 40}, {id = "qualified", probability = 30}]
    /// [process]
    /// name = "Partner co-sell"
    /// currency = "USD"
    /// ```
    /// ```toml good
    /// stages = [{id = "registered", probability = 15}, {id = "qualified", probability = 15}, {id = "closing", probability = 80}]
    /// [process]
    /// name = "Partner co-sell"
    /// currency = "USD"
    /// ```
    pub(super) UNLIKELY_PROBABILITY = "process/unlikely-probability", Warning, Process(check)
}

fn check(context: &BookContext<'_>, out: &mut Sink<'_>) {
    let process = &context.book.process;
    let mut before: Option<(&Stage, Decimal)> = None;
    for stage in &process.stages {
        let Some(percent) = stage.probability else {
            continue;
        };
        let place = process.place(percent.span);
        let value = percent.value.normalize();
        let finding = if value == Decimal::ONE {
            let message = format!("{} believes in 1%: 1 deal in 100 is won", stage.name);
            out.finding(place, message)
                .label("per cent")
                .help("write per cent: 100 if every deal of this stage is won, 1 if that is what is meant")
        } else if let Some((earlier, higher)) = before.filter(|(_, higher)| *higher > value) {
            let message = format!(
                "{} believes in {value}%, less than the {higher}% of {} before it",
                stage.name, earlier.name
            );
            let finding = out.finding(place, message).label("falls").help(
                "write for each stage what share of the deals that enter it is won: that share does not fall from stage to stage",
            );
            match earlier.probability {
                Some(earlier) => finding.related(process.place(earlier.span), "the stage before"),
                None => finding,
            }
        } else {
            before = Some((stage, value));
            continue;
        };
        out.add(
            finding
                .subject(&*stage.id.value)
                .whose(moves::of_process(process)),
        );
    }
}
