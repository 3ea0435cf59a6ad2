//! `dealctl forecast`.

use std::process::ExitCode;

use chrono::NaiveDate;
use clap::ValueEnum;
use clap::builder::PossibleValuesParser;
use clap::builder::TypedValueParser as _;

use crate::render::json;
use crate::report::Input;
use crate::report::outlook::{self, Asked, FARTHEST, Grouping, Outlook, outlook};
use crate::report::page::Page;
use crate::report::pages::{self, Words};

use super::failure::Failure;
use super::options::{Common, Filters, day};
use super::{output, repository};

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
    /// How to write it.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
}

/// How a forecast is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people.
    Table,
    /// For programs; versioned.
    Json,
    /// For spreadsheets.
    Csv,
    /// For a mail or a wiki.
    Markdown,
}

fn grouping() -> impl clap::builder::TypedValueParser<Value = Grouping> {
    PossibleValuesParser::new(Grouping::ALL.map(|(name, _)| name))
        .map(|name| Grouping::parse(&name).unwrap_or(Grouping::Partner))
}

pub(super) fn run(common: &Common, args: &Args) -> anyhow::Result<ExitCode> {
    repository::with_past(common, &outlook::sections, |input| {
        let filter = repository::filter(input.book, &args.filters)?;
        check_by(args.by, input.book.today)?;
        let report = outlook(
            input,
            &filter,
            &Asked {
                horizons: args.horizons.clone(),
                by: args.by,
                group: args.group,
                backtest: args.backtest,
            },
        );
        let text = match args.format {
            Format::Table => {
                crate::render::page::page(&page(args, &report, input), output::look(common))
            }
            Format::Csv => crate::render::csv::csv(&page(args, &report, input))?,
            Format::Markdown => {
                let text = crate::render::page_markdown::page(&page(args, &report, input));
                let again = again(common, args, input).replace('`', "");
                format!("{text}\nMade again with `{again}`.\n")
            }
            Format::Json => json::forecast(&report, input, args.backtest)?,
        };
        output::print(&text)?;
        Ok(ExitCode::SUCCESS)
    })
}

fn page(args: &Args, report: &Outlook, input: &Input<'_>) -> Page {
    let words = Words::of(input);
    if args.crm {
        pages::forecast(&report.weighted, &words)
    } else if args.backtest {
        pages::backtest(report, &words)
    } else if args.deals {
        pages::forecast_deals(report, &words)
    } else if args.group.is_some() {
        pages::groups(report, &words)
    } else {
        pages::outlook(report, &words)
    }
}

fn check_by(by: Option<NaiveDate>, today: NaiveDate) -> anyhow::Result<()> {
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

/// The command that makes the same report again.
fn again(common: &Common, args: &Args, input: &Input<'_>) -> String {
    let mut command = "dealctl forecast".to_owned();
    for (flag, given) in [
        ("--deals", args.deals),
        ("--backtest", args.backtest),
        ("--crm", args.crm),
    ] {
        if given {
            command = format!("{command} {flag}");
        }
    }
    if let Some(group) = args.group {
        let name = Grouping::ALL.iter().find(|(_, known)| *known == group);
        command = format!("{command} --group {}", name.map_or("", |(name, _)| name));
    }
    if !args.horizons.is_empty() {
        let days: Vec<String> = args.horizons.iter().map(u32::to_string).collect();
        command = format!("{command} --horizons {}", days.join(","));
    }
    let texts = [
        ("--by", args.by.map(|by| by.to_string())),
        ("--partner", args.filters.partner.clone()),
        ("--owner", args.filters.owner.clone()),
        ("--stage", args.filters.stage.clone()),
        ("--at", common.at.clone()),
        ("--today", Some(input.book.today.to_string())),
    ];
    for (flag, value) in texts {
        if let Some(value) = value {
            let value = if value.contains(' ') {
                format!("\"{value}\"")
            } else {
                value
            };
            command = format!("{command} {flag} {value}");
        }
    }
    command
}
