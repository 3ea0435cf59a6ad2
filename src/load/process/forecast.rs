//! `[forecast]`: invalid words and numbers must not be ignored, because every figure depends on them.

use crate::model::forecast::{DRAWS, FARTHEST, GROUPS, PastSource};
use crate::model::process_file::ProcessFile;
use crate::model::scalar::Text;
use crate::model::word::Word as _;

use super::problems::Problems;

pub(super) fn check(written: &ProcessFile, problems: &mut Problems<'_>) {
    let Some(forecast) = &written.forecast else {
        return;
    };
    let words: [(&Option<Text>, &[&str], &str); 2] = [
        (
            &forecast.group,
            &GROUPS,
            "is nothing that deals are grouped by",
        ),
        (
            &forecast.past,
            PastSource::WORDS,
            "does not say how a deal stood on a past day",
        ),
    ];
    for (text, known, why) in words {
        if let Some(text) = text.as_ref().filter(|text| !known.contains(&&*text.value)) {
            let help = match crate::text::name::nearest(text, known.iter().copied()) {
                Some(near) => format!("did you mean {near}? One of {}", known.join(", ")),
                None => format!("write one of {}", known.join(", ")),
            };
            problems.invalid(text.span, format!("`{text}` {why}"), help);
        }
    }
    for days in &*forecast.horizons {
        if !(1..=FARTHEST).contains(&days.value) {
            problems.invalid(
                days.span,
                format!("{} days ahead cannot be forecast", days.value),
                format!("deals are followed for {FARTHEST} days: write 1 to {FARTHEST}"),
            );
        }
    }
    let makes_levels = |draws: u32| DRAWS.contains(&draws) && draws.is_multiple_of(100);
    if let Some(draws) = forecast.draws.filter(|draws| !makes_levels(draws.value)) {
        problems.invalid(
            draws.span,
            format!(
                "{} draws are not so many for each of 100 levels",
                draws.value
            ),
            "write 100 to 100000, in hundreds; 10000 is the default",
        );
    }
}
