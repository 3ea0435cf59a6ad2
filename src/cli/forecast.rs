//! `dealctl forecast`.

mod again;

use std::process::ExitCode;

use chrono::NaiveDate;
use clap::builder::PossibleValuesParser;
use clap::builder::TypedValueParser as _;

use crate::load::Evidence;
use crate::render::json;
use crate::report::Input;
use crate::report::filter::Filter;
use crate::report::forecast::{self, FARTHEST, Forecast, Grouping, Options};
use crate::report::since::{Baseline, ForecastChange};
use crate::view::page::Page;
use crate::view::{self, Style};

use super::failure::Failure;
use super::options::{Common, Filters, Format, day};
use super::repository::Files;
use super::{output, repository, since};

/// Say what the open deals will bring and how sure that is, learned from what happened to deals before.
#[derive(Debug, clap::Args)]
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
    /// Show what would have been said at past weeks, against what happened.
    #[arg(long, conflicts_with_all = ["group", "crm", "partner", "owner", "stage"])]
    backtest: bool,
    /// Show the sum that a CRM prints: by stage and by month, weighted by each stage's probability.
    #[arg(long, conflicts_with = "group")]
    crm: bool,
    /// Show what changed since then, deal by deal: a period such as 1w, 10d or 2m, a date, or a commit.
    ///
    /// Without it the report has a short form of the last week, where git reaches back so far.
    #[arg(long, value_name = "WHEN", value_parser = since::read, conflicts_with_all = ["group", "deals", "backtest", "crm"])]
    since: Option<since::Asked>,
    /// How to write it.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
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
        let since = if args.compares() {
            changed(args, files, input, &filter, &report)?
        } else {
            None
        };
        let page = || page(args, &report, since.as_ref(), input);
        let text = match args.format {
            Format::Table => crate::render::page::page(&page(), output::term(common)),
            Format::Csv if args.group.is_some() => {
                crate::render::csv::csv(&view::group_rows(&report, &Style::of(input)))?
            }
            Format::Csv => crate::render::csv::csv(&page())?,
            Format::Markdown => {
                let text = crate::render::page_markdown::page(&page());
                let again =
                    again::made_again("dealctl forecast", &given(args), files, input.book.today);
                format!("{text}\n{again}\n")
            }
            Format::Json => json::forecast(&report, input, since.as_ref(), args.backtest)?,
        };
        output::print(&text)?;
        Ok(ExitCode::SUCCESS)
    })
}

impl Args {
    /// Whether what changed is shown: where it was asked for, in the default report, and in JSON.
    fn compares(&self) -> bool {
        let is_default = !(self.crm || self.backtest || self.deals || self.group.is_some());
        match self.format {
            Format::Json => true,
            Format::Table | Format::Markdown => is_default,
            Format::Csv => self.since.is_some(),
        }
    }
}

/// What changed since the commit that was asked for, or in the last week where there is such a commit.
fn changed(
    args: &Args,
    files: &Files,
    input: &Input<'_>,
    filter: &Filter,
    report: &Forecast,
) -> anyhow::Result<Option<ForecastChange>> {
    let compared = match &args.since {
        Some(asked) => Some(since::asked(files, input.book, asked)?),
        None => since::usual(files, input.book),
    };
    let Some(compared) = &compared else {
        return Ok(None);
    };
    let evidence = Evidence::new(&compared.files);
    let hybrid = compared.then.now_by_old_process.as_ref();
    let baseline = Baseline {
        requested: args
            .since
            .as_ref()
            .map_or(since::DEFAULT, |asked| &asked.text),
        commit: &compared.commit,
        input: Input::new(&compared.then.book, &evidence),
        now_by_old_process: hybrid.map(|book| Input::new(book, input.evidence)),
        between: &compared.between,
        uncommitted: &compared.uncommitted,
        process_uncommitted: compared.process_uncommitted,
        process: &compared.process,
    };
    Ok(Some(crate::report::since::since(
        input, &baseline, filter, report,
    )))
}

fn page(args: &Args, report: &Forecast, since: Option<&ForecastChange>, input: &Input<'_>) -> Page {
    let words = Style::of(input);
    if let Some(since) = since.filter(|_| args.since.is_some()) {
        return view::change(since, &words);
    }
    if args.crm {
        view::crm_sum(&report.crm_sum, &words)
    } else if args.backtest {
        view::backtest(report, &words)
    } else if args.deals {
        view::forecast_deals(report, &words)
    } else if args.group.is_some() {
        view::groups(report, &words)
    } else {
        view::forecast(report, since, &words)
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
        format!("--by {by} is no day to forecast to: it is {ahead} days after {today}"),
        format!("deals are followed for {FARTHEST} days: name a day 1 to {FARTHEST} days ahead"),
    )
    .into())
}

/// What was given, for the command that makes the same report again.
fn given(args: &Args) -> Vec<(&'static str, Option<String>)> {
    let flags = [
        ("--deals", args.deals),
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
            args.since.as_ref().map(|asked| asked.text.clone()),
        ),
        ("--partner", args.filters.partner.clone()),
        ("--owner", args.filters.owner.clone()),
        ("--stage", args.filters.stage.clone()),
    ];
    let texts = texts.into_iter().filter(|(_, value)| value.is_some());
    flags.map(|(flag, _)| (flag, None)).chain(texts).collect()
}
