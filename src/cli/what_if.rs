//! `dealctl what-if`.

use std::process::ExitCode;

use chrono::NaiveDate;

use crate::model::Calendar;
use crate::model::duration::Duration;
use crate::model::{Deal, Process};
use crate::render::document::Document;
use crate::report::Input;
use crate::report::document::Envelope;
use crate::report::filter::Filter;
use crate::report::forecast::{self, FARTHEST, Lives, Options};
use crate::report::what_if::{Changes, StageDuration, StageProbability, what_if};
use crate::view::{self, Style};

use super::failure::Failure;
use super::forecast::check_by;
use super::options::{Common, Filters, Output, day, name};
use super::{completing, documents, repository};

const EXAMPLES: &str = "\
Examples:
  dealctl what-if --stage closing --duration -30%
  dealctl what-if --drop-partner meridian";

/// Say what the forecast would be if a stage, a belief, a deal or a partner changed.
///
/// Both forecasts use the same random draws, so the difference is not chance.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
#[command(group = clap::ArgGroup::new("change")
    .args(["duration", "probability", "win", "lose", "drop_partner"]).required(true).multiple(true))]
pub(super) struct Args {
    /// The stage that takes a different time: its id or its name.
    #[arg(long, value_name = "STAGE", requires = "duration", add = completing::stages())]
    stage: Option<String>,
    /// How long deals would usually stay in that stage: -30%, +10%, 5d, 10bd.
    #[arg(
        long,
        value_name = "LENGTH",
        requires = "stage",
        allow_hyphen_values = true
    )]
    duration: Option<String>,
    /// How many deals in a stage would be won, in per cent: qualified=40.
    #[arg(long, value_name = "STAGE=PERCENT", add = completing::stages_with_value())]
    probability: Vec<String>,
    /// An open deal that would be won today at its present amount.
    #[arg(long, value_name = "DEAL", add = completing::open_deals())]
    win: Vec<String>,
    /// An open deal that would be lost today.
    #[arg(long, value_name = "DEAL", add = completing::open_deals())]
    lose: Vec<String>,
    /// A partner who would bring nothing from now on: a key of [partners], a name, or part of it.
    #[arg(long, value_name = "PARTNER", value_parser = name, add = completing::partners())]
    drop_partner: Vec<String>,
    /// One more horizon: until this day, at most 365 days ahead.
    #[arg(long, value_name = "DATE", value_parser = day)]
    by: Option<NaiveDate>,
    /// Days ahead, in place of those of process.toml or 30, 60 and 90.
    #[arg(long, value_name = "DAYS", value_delimiter = ',', value_parser = clap::value_parser!(u32).range(1..=i64::from(FARTHEST)))]
    horizons: Vec<u32>,
    #[command(flatten)]
    output: Output,
}

pub(super) fn run(common: &Common, args: &Args) -> anyhow::Result<ExitCode> {
    super::past::with_history(common, &forecast::sections, |_, input| {
        check_by(args.by, input.book.today)?;
        let changes = changes(args, input)?;
        let options = Options {
            horizons: args.horizons.clone(),
            by: args.by,
            ..Options::default()
        };
        let report = what_if(input, &options, &changes);
        let page = || view::what_if(&report, &Style::of(input));
        let document = Document::new(page, || Envelope::new(input, &report));
        documents::show(common, &args.output, &document)?;
        Ok(ExitCode::SUCCESS)
    })
}

/// Returns what is changed, also in words.
fn changes<'a>(args: &Args, input: &Input<'a>) -> anyhow::Result<Changes<'a>> {
    let process = &input.book.process;
    let beliefs = Lives::of(input).beliefs;
    let mut changes = Changes::default();
    let mut in_words = Vec::new();
    if let (Some(name), Some(text)) = (&args.stage, &args.duration) {
        let stage = repository::stage(process, name)?;
        let now = beliefs[stage].days;
        let days = length(text, now, &process.calendar)?;
        changes.durations.push(StageDuration { stage, days });
        let stage = &process.stages[stage].name;
        in_words.push(format!(
            "{stage} takes {} instead of {}",
            in_days(days),
            in_days(now)
        ));
    }
    for text in &args.probability {
        let change = probability(process, text)?;
        changes.probabilities.push(change);
        in_words.push(format!(
            "{}% of deals in {} are won instead of {}%",
            in_percent(change.probability),
            process.stages[change.stage].name,
            in_percent(beliefs[change.stage].probability)
        ));
    }
    for (names, into, what) in [
        (&args.win, &mut changes.won, "won"),
        (&args.lose, &mut changes.lost, "lost"),
    ] {
        for name in names {
            let deal = open_deal(input, name)?;
            if into.iter().any(|known: &&Deal| known.id == deal.id) {
                continue;
            }
            in_words.push(format!("{} is {what} today", input.names.of(&deal.id)));
            into.push(deal);
        }
    }
    if let Some(both) = changes.won.iter().find(|won| {
        let mut lost = changes.lost.iter();
        lost.any(|lost| lost.id == won.id)
    }) {
        return Err(Failure::new(
            format!("{} cannot be both won and lost", input.names.of(&both.id)),
            "name it once: --win or --lose",
        )
        .into());
    }
    for name in &args.drop_partner {
        let filters = Filters {
            partner: Some(name.clone()),
            owner: None,
            stage: None,
        };
        let filter = repository::filter(input.book, &filters)?;
        in_words.push(format!("{} brings nothing more", partner(input, &filter)));
        changes.dropped.push(filter);
    }
    changes.in_words = in_words;
    Ok(changes)
}

/// Returns a length in days: an absolute one, or a share more or less than now.
fn length(text: &str, now: f64, calendar: &Calendar) -> anyhow::Result<f64> {
    let absolute = Duration::parse(text).map(|duration| duration.in_days(calendar));
    let relative = || {
        let percent = text.strip_suffix('%')?.trim().parse::<f64>().ok()?;
        let signed = text.starts_with(['+', '-']);
        (signed && percent.is_finite()).then(|| now * (1.0 + percent / 100.0))
    };
    let days = absolute.or_else(relative);
    days.filter(|days| (1.0..=3650.0).contains(days)).ok_or_else(|| {
        Failure::new(
            format!("--duration {text} is not a length that a stage can take"),
            format!(
                "write a change or a length of at least one day: -30%, +10%, 5d, 10bd; now it is {}",
                in_days(now)
            ),
        )
        .into()
    })
}

fn probability(process: &Process, text: &str) -> anyhow::Result<StageProbability> {
    let wrong = || {
        Failure::new(
            format!("--probability {text} is not a stage with a share"),
            "write a stage and per cent from 0 to 100: --probability qualified=40",
        )
    };
    let (stage, percent) = text.split_once('=').ok_or_else(wrong)?;
    let percent = percent.trim().trim_end_matches('%').parse::<f64>();
    let percent = percent
        .ok()
        .filter(|percent| (0.0..=100.0).contains(percent));
    Ok(StageProbability {
        stage: repository::stage(process, stage.trim())?,
        probability: percent.ok_or_else(wrong)? / 100.0,
    })
}

fn open_deal<'a>(input: &Input<'a>, name: &str) -> anyhow::Result<&'a Deal> {
    let deal = repository::deal(input.book, name)?;
    if deal.is_closed() {
        return Err(Failure::new(
            format!("{} is closed already", input.names.of(&deal.id)),
            "name an open deal: dealctl forecast --deals lists them",
        )
        .into());
    }
    if deal.last_entry().is_some() && input.book.process.stage_of(deal).is_none() {
        let name = input.names.of(&deal.id);
        return Err(Failure::new(
            format!("{name} stands in no stage that process.toml knows, and in no figure"),
            "correct its history first: dealctl lint --select history",
        )
        .into());
    }
    Ok(deal)
}

/// Returns the partners that a filter selects, by name.
fn partner(input: &Input<'_>, filter: &Filter) -> String {
    let process = &input.book.process;
    let spellings = input.book.spellings();
    let mut names: Vec<String> = input
        .book
        .deals
        .iter()
        .filter(|deal| filter.fits_partner_of(process, deal))
        .filter_map(|deal| deal.partner_name())
        .map(|name| spellings.partner(name))
        .collect();
    names.sort_unstable();
    names.dedup();
    names.join(", ")
}

fn in_days(days: f64) -> String {
    let rounded = format!("{}", (days * 10.0).round() / 10.0);
    let unit = if rounded == "1" { "day" } else { "days" };
    format!("{rounded} {unit}")
}

fn in_percent(share: f64) -> f64 {
    (share * 1000.0).round() / 10.0
}
