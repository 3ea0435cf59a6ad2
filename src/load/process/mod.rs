//! process.toml into a [`Process`]: what makes it unusable is a problem, what is merely unwise is left to lint.

mod caps;
mod condition;
mod criteria;
mod forecast;
mod lint;
mod plenty;
mod problems;
mod slips;
mod trial;

use chrono::Weekday;
use iso_currency::Currency;

use crate::model::book::Problem;
use crate::model::calendar::Calendar;
use crate::model::check::Environment;
use crate::model::duration::Duration;
use crate::model::known_people::KnownPeople;
use crate::model::money::Currencies;
use crate::model::process::{AttributionRule, Owner, Process, ScoreBand, Stage};
use crate::model::process_file::{ProcessFile, StageFile};
use crate::model::record::ReadProblem;
use crate::model::scalar::Text;
use crate::text::{FaultKind, FileId, Span, Spanned, name, toml};

use super::reading::read_record;
use problems::Problems;

pub use caps::limits;
pub use condition::condition;

/// What a registration must carry unless `[registration] required` says otherwise (D2.1).
const REQUIRED: [&str; 8] = [
    "account.name",
    "need",
    "partner.name",
    "partner.contact.name",
    "partner.contact.role",
    "registered.date",
    "registered.by",
    "credit.rule",
];
/// Kinds of touch that qualify unless `[attribution] touches` says otherwise (D7.1).
const TOUCHES: [&str; 5] = ["intro", "referral", "meeting", "workshop", "reference"];
const HALF_A_YEAR: Duration = Duration::days(180);

/// Reads process.toml; `None` if it cannot be used.
pub(super) fn load(text: &str, file: FileId, list: &mut Vec<Problem>) -> Option<Process> {
    let mut problems = Problems {
        file,
        list,
        fatal: false,
    };
    if let Some((kind, span)) = slips::whole_file(text) {
        problems.fatal = true;
        problems.add(kind, span);
        return None;
    }
    let tree = match toml::parse(text) {
        Ok(tree) => tree,
        Err(faults) => {
            for fault in faults {
                if let FaultKind::Syntax { message, help } = fault.kind {
                    problems.invalid(fault.span, format!("this is not TOML: {message}"), help);
                }
            }
            return None;
        }
    };
    let (written, reader) = read_record::<ProcessFile>(&tree);
    for (problem, span) in reader.problems {
        match problem {
            ReadProblem::WrongType {
                path,
                expected,
                found,
            } => {
                let message = slips::wrong_type(&path, &expected, &found);
                problems.invalid(span, message, slips::example(&path, &expected));
            }
            problem => problems.add(problem, span),
        }
    }
    let written = written.unwrap_or_default();
    let process = understand(written, file, &mut problems);
    process.filter(|_| !problems.fatal)
}

fn understand(written: ProcessFile, file: FileId, problems: &mut Problems<'_>) -> Option<Process> {
    let head = written.process.clone().unwrap_or_default();
    let top = if written.process.is_some() {
        head.key_span
    } else {
        Span::default()
    };
    let name = head.name.as_ref().map(ToString::to_string);
    if name.is_none() {
        problems.invalid(
            top,
            "the process has no name",
            "write `name = \"Partner co-sell\"` under [process]",
        );
    }
    let base = currency(head.currency.as_ref(), top, problems);
    let mut rates = Vec::new();
    for (code, rate) in &written.currencies.entries {
        match Currency::from_code(&code.value) {
            Some(currency) if rate.value > rust_decimal::Decimal::ZERO => {
                rates.push((currency, rate.value));
            }
            Some(_) => problems.invalid(
                rate.span,
                "a rate must be more than zero",
                "write what one unit is worth in the process currency",
            ),
            None => problems.invalid(
                code.span,
                format!(
                    "`{}` is not an ISO currency code{}",
                    code.value,
                    in_capitals(&code.value)
                ),
                "write a code such as EUR",
            ),
        }
    }
    let calendar = calendar(&written, problems);
    if plenty::is_too_much(&written, problems) {
        return None;
    }
    let stages = stages(&written, problems);
    check_paths(&written, problems);
    caps::check(&written, problems);
    lint::check(&written, problems);
    forecast::check(&written, problems);
    let bands = bands(&written);
    let attribution = attribution(&written);
    let required = required(&written);
    if stages.is_empty() {
        problems.invalid(
            top,
            "the process has no stages",
            "write at least one [[stages]] with an id",
        );
    }
    let checks = Environment::new(&calendar);
    Some(Process {
        file,
        written,
        name: name?,
        people: KnownPeople::default(),
        currencies: Currencies { base: base?, rates },
        calendar,
        stages,
        required,
        attribution,
        bands,
        checks,
    })
}

fn currency(code: Option<&Text>, top: Span, problems: &mut Problems<'_>) -> Option<Currency> {
    let Some(code) = code else {
        problems.invalid(
            top,
            "the process has no currency",
            "write `currency = \"USD\"` under [process]",
        );
        return None;
    };
    let currency = Currency::from_code(&code.value);
    if currency.is_none() {
        problems.invalid(
            code.span,
            format!("`{code}` is not an ISO currency code{}", in_capitals(code)),
            "write a code such as USD or EUR",
        );
    }
    currency
}

/// Returns “ (`EUR` meant?)” for a code in small letters.
fn in_capitals(code: &str) -> String {
    let capitals = code.trim().to_uppercase();
    name::meant(Currency::from_code(&capitals).map(|currency| currency.code()))
}

fn calendar(written: &ProcessFile, problems: &mut Problems<'_>) -> Calendar {
    let Some(file) = &written.calendar else {
        return Calendar::default();
    };
    let mut weekend = vec![Weekday::Sat, Weekday::Sun];
    if let Some(days) = &file.weekend {
        weekend.clear();
        for day in &days.0 {
            match day.parse() {
                Ok(day) => weekend.push(day),
                Err(_) => problems.invalid(
                    day.span,
                    format!("`{day}` is not a day of the week"),
                    "write Mon, Tue, Wed, Thu, Fri, Sat or Sun",
                ),
            }
        }
    }
    if weekend.len() >= 7 {
        problems.invalid(
            file.key_span,
            "a weekend of seven days leaves no business day",
            "name the days without work",
        );
    }
    let start = file.fiscal_year_starts.as_ref().map_or(1, |month| {
        month.parse::<chrono::Month>().map_or_else(
            |_| {
                problems.invalid(
                    month.span,
                    format!("`{month}` is not a month"),
                    "write its English name, such as February",
                );
                1
            },
            |month| month.number_from_month(),
        )
    });
    Calendar::new(
        &weekend,
        file.holidays.iter().map(|day| day.value).collect(),
        start,
    )
}

fn stages(written: &ProcessFile, problems: &mut Problems<'_>) -> Vec<Stage> {
    let mut stages: Vec<Stage> = Vec::new();
    for file in &written.stages {
        let Some(id) = &file.id else {
            problems.invalid(
                head_of(file),
                "a stage has no id",
                "write `id = \"registered\"`; deals name the stage by it",
            );
            continue;
        };
        if stages.iter().any(|stage| stage.id.value == id.value) {
            problems.invalid(
                id.span,
                format!("two stages are called `{id}`"),
                "give each stage an id of its own",
            );
            continue;
        }
        if let Some(kind) = &file.kind
            && &*kind.value != "handoff"
        {
            problems.invalid(
                kind.span,
                format!("`{kind}` is not a kind of stage"),
                "`kind = \"handoff\"` is the only one; leave it out elsewhere",
            );
        }
        stages.push(stage(file, id, written, problems));
    }
    check_former_ids(&stages, problems);
    stages
}

fn stage(file: &StageFile, id: &Text, written: &ProcessFile, problems: &mut Problems<'_>) -> Stage {
    let owner = file
        .owner
        .as_ref()
        .map_or_else(Owner::default, |owner| Owner {
            span: owner
                .name
                .as_ref()
                .or(owner.field.as_ref())
                .map_or(owner.key_span, |text| text.span),
            name: owner.name.clone(),
            field: owner.field.clone(),
            otherwise: owner.otherwise.clone(),
        });
    Stage {
        id: id.clone(),
        was: file.was.to_vec(),
        since: file
            .since
            .map(|date| date.value)
            .or_else(|| asked_since(file)),
        name: file
            .name
            .as_ref()
            .map_or_else(|| id.to_string(), ToString::to_string),
        span: id.span,
        owner,
        is_handoff: file.kind.is_some(),
        limit: file.limit,
        silence: file.silence,
        window: file.window,
        probability: file.probability,
        duration: file.duration,
        trigger: file.trigger.clone(),
        criteria: criteria::criteria(file, id, written, problems),
        disqualify: file.disqualify.clone(),
    }
}

/// Returns the first day on which a stage asked for anything: each of its criteria has a `since`.
fn asked_since(file: &StageFile) -> Option<chrono::NaiveDate> {
    let days = file.exit.iter().map(|criterion| criterion.since);
    let days: Option<Vec<_>> = days.collect();
    days.filter(|_| file.transfers.is_empty())?
        .into_iter()
        .map(|day| day.value)
        .min()
}

/// A former id that is an id of today, or of two stages, says nothing.
fn check_former_ids(stages: &[Stage], problems: &mut Problems<'_>) {
    for (at, stage) in stages.iter().enumerate() {
        for was in &stage.was {
            let is_present = stages.iter().any(|other| other.id.value == was.value);
            let is_twice = stages[..at]
                .iter()
                .any(|other| other.was.iter().any(|other| other.value == was.value));
            let message = if is_present {
                format!(
                    "`{was}` is the id of a stage, and cannot be a former one of `{}`",
                    stage.id
                )
            } else if is_twice {
                format!("`{was}` is a former id of two stages")
            } else {
                continue;
            };
            problems.invalid(
                was.span,
                message,
                "name in `was` only ids that no stage has today, each at one stage",
            );
        }
    }
}

fn head_of(file: &StageFile) -> Span {
    file.name.as_ref().map_or(file.key_span, |name| name.span)
}

/// Paths outside of criteria: required fields, and owners that are a field of the deal.
fn check_paths(written: &ProcessFile, problems: &mut Problems<'_>) {
    let required = written
        .registration
        .iter()
        .filter_map(|registration| registration.required.as_ref());
    for path in required.flat_map(|required| &required.0) {
        criteria::check_path(path, "registration.required", problems);
    }
    for stage in &written.stages {
        if let Some(field) = stage.owner.as_ref().and_then(|owner| owner.field.as_ref()) {
            criteria::check_path(field, "owner", problems);
        }
    }
}

fn required(written: &ProcessFile) -> Vec<Text> {
    let Some(required) = written
        .registration
        .as_ref()
        .and_then(|registration| registration.required.as_ref())
    else {
        return REQUIRED
            .iter()
            .map(|path| Spanned::new((*path).into(), Span::default()))
            .collect();
    };
    required
        .0
        .iter()
        .filter(|path| crate::model::deal::check_path(path).is_ok())
        .cloned()
        .collect()
}

fn attribution(written: &ProcessFile) -> AttributionRule {
    let file = written.attribution.as_ref();
    let kinds = file.and_then(|file| file.touches.as_ref()).map_or_else(
        || TOUCHES.iter().map(ToString::to_string).collect(),
        |kinds| kinds.0.iter().map(ToString::to_string).collect(),
    );
    AttributionRule {
        kinds,
        sourced_within: file
            .and_then(|file| file.sourced_within)
            .map_or(HALF_A_YEAR, |within| within.value),
        influenced_within: file
            .and_then(|file| file.influenced_within)
            .map_or(HALF_A_YEAR, |within| within.value),
        needs_source: file
            .and_then(|file| file.needs_source)
            .is_none_or(|needs| needs.value),
        span: file.map_or(Span::default(), |file| file.key_span),
    }
}

fn bands(written: &ProcessFile) -> Vec<ScoreBand> {
    let file = written.score.as_ref().map_or(&[][..], |score| &score.bands);
    let mut bands: Vec<ScoreBand> = file
        .iter()
        .map(|band| ScoreBand {
            from: band.from.map_or(0, |from| from.value),
            name: band
                .name
                .as_ref()
                .map_or_else(String::new, ToString::to_string),
            advice: band
                .advice
                .as_ref()
                .map_or_else(String::new, ToString::to_string),
        })
        .collect();
    if bands.is_empty() {
        let band = |from, name: &str, advice: &str| ScoreBand {
            from,
            name: name.to_owned(),
            advice: advice.to_owned(),
        };
        bands = vec![
            band(15, "send", "Hand off now."),
            band(10, "repair", "Fix the weak components first."),
            band(0, "build", "Keep building context."),
        ];
    }
    bands.sort_by_key(|band| std::cmp::Reverse(band.from));
    bands
}
