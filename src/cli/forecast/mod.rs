//! `dealctl forecast`.

pub(super) mod again;

use std::cell::LazyCell;
use std::process::ExitCode;

use chrono::NaiveDate;
use clap::builder::PossibleValuesParser;
use clap::builder::TypedValueParser as _;

use crate::load::Evidence;
use crate::render::document::Document;
use crate::render::json;
use crate::report::Input;
use crate::report::filter::Filter;
use crate::report::forecast::{self, FARTHEST, Forecast, Grouping, Options};
use crate::report::since::{Baseline, ForecastChange};
use crate::view::page::Page;
use crate::view::{self, Style};

use super::failure::Failure;
use super::options::{Common, Filters, Output, day};
use super::repository::Files;
use super::starting_point::StartingPoint;
use super::{documents, repository, since};

const EXAMPLES: &str = "\
Examples:
  dealctl forecast
  dealctl forecast --group partner
  dealctl forecast --since 1w";

/// Say what the open deals will bring and how sure that is, learned from what happened to deals before.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    #[command(flatten)]
    filters: Filters,
    /// One more horizon: until this day, at most 365 days ahead.
    #[arg(long, value_name = "DATE", value_parser = day)]
    by: Option<NaiveDate>,
    /// Days ahead, in place of those of process.toml or 30, 60 and 90.
    #[arg(long, value_name = "DAYS", value_delimiter = ',', value_parser = clap::value_parser!(u32).range(1..=i64::from(FARTHEST)))]
    horizons: Vec<u32>,
    /// Split what the open deals will bring.
    #[arg(long, value_name = "BY", value_parser = grouping())]
    group: Option<Grouping>,
    /// Show what the forecast of each deal rests on.
    #[arg(long, conflicts_with_all = ["group", "backtest", "crm"])]
    deals: bool,
    /// Show what the figures are made of, and what they rest on.
    #[arg(long, conflicts_with_all = ["group", "deals", "backtest", "crm"])]
    method: bool,
    /// Show what would have been said at past weeks, against what happened.
    #[arg(long, visible_alias = "record", conflicts_with_all = ["group", "crm", "partner", "owner", "stage"])]
    backtest: bool,
    /// Show the sum that a CRM prints: by stage and by month, weighted by each stage's probability.
    #[arg(long, conflicts_with = "group")]
    crm: bool,
    /// Show what changed since then, deal by deal: a period such as 1w, 10d or 2m, a date, or a commit.
    ///
    /// Without it the report has a short form of the last week, where git reaches back so far.
    #[arg(long, value_name = "WHEN", value_parser = StartingPoint::parse, conflicts_with_all = ["group", "deals", "method", "backtest", "crm"])]
    since: Option<StartingPoint>,
    #[command(flatten)]
    output: Output,
}

fn grouping() -> impl clap::builder::TypedValueParser<Value = Grouping> {
    PossibleValuesParser::new(Grouping::ALL.map(|(name, _)| name))
        .map(|name| Grouping::parse(&name).unwrap_or(Grouping::Partner))
}

pub(super) fn run(common: &Common, args: &Args) -> anyhow::Result<ExitCode> {
    super::past::with_history(common, &forecast::sections, |files, input| {
        let filter = repository::filter(input.book, &args.filters)?;
        check_by(args.by, input.book.today)?;
        let report = forecast::forecast(
            input,
            &filter,
            &Options {
                horizons: args.horizons.clone(),
                by: args.by,
                group: args.group,
                backtest: args.backtest,
            },
        );
        let since = match &args.since {
            Some(since) => Some(since::at(files, input.book, since)?),
            None => None,
        };
        // Reading the book of last week takes time: only for what shows it.
        let since = LazyCell::new(|| changed(args, since, files, input, &filter, &report));
        let since = || LazyCell::force(&since).as_ref();
        let page = || page(args, &report, since, input);
        let data = || json::forecast(&report, input, since());
        let mut document = Document::new(page, data).with_origin(|| {
            again::made_again("dealctl forecast", &given(args), files, input.book.today)
        });
        if args.group.is_some() {
            document = document.with_rows(|| view::group_rows(&report, &Style::of(input)));
        } else if args.is_default() {
            let page = || view::forecast(&report, None, &Style::of(input));
            document = document.with_rows(move || page().into_main_table().unwrap_or_default());
        }
        documents::show(common, &args.output, &document)?;
        Ok(ExitCode::SUCCESS)
    })
}

impl Args {
    /// Returns whether the report is the default one.
    fn is_default(&self) -> bool {
        let other = self.crm || self.backtest || self.deals || self.method || self.group.is_some();
        !other && self.since.is_none()
    }
}

/// Returns what changed since the commit of `--since`, or in the last week if there is such a commit.
fn changed(
    args: &Args,
    compared: Option<since::Compared>,
    files: &Files,
    input: &Input<'_>,
    filter: &Filter,
    report: &Forecast,
) -> Option<ForecastChange> {
    let compared = compared.or_else(|| since::default(files, input.book))?;
    let evidence = Evidence::new(&compared.files);
    let hybrid = compared.then.now_by_old_process.as_ref();
    let baseline = Baseline {
        requested: args
            .since
            .as_ref()
            .map_or(since::DEFAULT, |since| &since.text),
        commit: &compared.commit,
        input: Input::new(&compared.then.book, &evidence),
        now_by_old_process: hybrid.map(|book| Input::new(book, input.evidence)),
        between: &compared.between,
        uncommitted: &compared.uncommitted,
        process_uncommitted: compared.process_uncommitted,
        process: &compared.process,
    };
    Some(crate::report::since::since(
        input, &baseline, filter, report,
    ))
}

fn page<'s>(
    args: &Args,
    report: &Forecast,
    since: impl Fn() -> Option<&'s ForecastChange>,
    input: &Input<'_>,
) -> Page {
    let style = Style::of(input);
    if args.crm {
        view::crm_sum(&report.crm_sum, &style)
    } else if args.backtest {
        view::backtest(report, &style)
    } else if args.deals {
        view::forecast_deals(report, &style)
    } else if args.method {
        view::forecast_method(report, &style)
    } else if args.group.is_some() {
        view::groups(report, &style)
    } else {
        match since() {
            Some(since) if args.since.is_some() => view::change(since, &style),
            since => view::forecast(report, since, &style),
        }
    }
}

pub(super) fn check_by(by: Option<NaiveDate>, today: NaiveDate) -> anyhow::Result<()> {
    let Some(by) = by else {
        return Ok(());
    };
    let ahead = (by - today).num_days();
    if (1..=i64::from(FARTHEST)).contains(&ahead) {
        return Ok(());
    }
    Err(Failure::new(
        format!("--by {by} is not a day to forecast to: it is {ahead} days after {today}"),
        format!("deals are followed for {FARTHEST} days: name a day 1 to {FARTHEST} days ahead"),
    )
    .into())
}

/// Returns the given options, for the command that makes the same report again.
fn given(args: &Args) -> Vec<(&'static str, Option<String>)> {
    let flags = [
        ("--deals", args.deals),
        ("--method", args.method),
        ("--backtest", args.backtest),
        ("--crm", args.crm),
    ];
    let flags = flags.into_iter().filter(|(_, given)| *given);
    let name = |group| {
        let mut all = Grouping::ALL.iter();
        all.find(|(_, known)| *known == group)
            .map(|(name, _)| (*name).to_owned())
    };
    let days: Vec<String> = args.horizons.iter().map(u32::to_string).collect();
    let texts = [
        ("--group", args.group.and_then(name)),
        (
            "--horizons",
            Some(days.join(",")).filter(|days| !days.is_empty()),
        ),
        ("--by", args.by.map(|by| by.to_string())),
        (
            "--since",
            args.since.as_ref().map(|since| since.text.clone()),
        ),
        ("--partner", args.filters.partner.clone()),
        ("--owner", args.filters.owner.clone()),
        ("--stage", args.filters.stage.clone()),
    ];
    let texts = texts.into_iter().filter(|(_, value)| value.is_some());
    flags.map(|(flag, _)| (flag, None)).chain(texts).collect()
}
