//! The pipeline: open deals by stage, what came and went in a period, and what was created and closed by month (D8.3).

mod flow;
mod month;

use std::collections::BTreeMap;

use serde::Serialize;

pub use flow::{Flow, Left};
pub use month::MonthFlow;

use crate::analysis::Case;
use crate::analysis::registration::is_turned_away;
use crate::analysis::stays::{Stay, stays};
use crate::model::deal::OpportunityType;

use super::Input;
use super::deal_sum::DealSum;
use super::document::{Money, StageRef};
use super::grouping::Grouping;
use super::period::Period;
use super::period_options::PeriodOptions;

/// The open deals of a stage, and how they came to be there.
#[derive(Clone, Debug, Serialize)]
pub struct StageFlow {
    /// The stage.
    pub stage: StageRef,
    /// Its name.
    pub name: String,
    /// What is open in it.
    #[serde(flatten)]
    pub open: OpenPipeline,
    /// What came and went.
    #[serde(flatten)]
    pub flow: Flow,
}

/// Open deals, with the renewals among them.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct OpenPipeline {
    /// All of them.
    pub open: DealSum,
    /// Those that renew what a customer has; the others are new business.
    pub renewals: DealSum,
}

/// The open deals of one partner, owner, class, segment or type.
#[derive(Clone, Debug, Serialize)]
pub struct PipelineGroup {
    /// Its name.
    pub group: String,
    /// What is open in it.
    #[serde(flatten)]
    pub open: OpenPipeline,
    /// What came and went.
    #[serde(flatten)]
    pub flow: Flow,
}

/// The report.
#[derive(Clone, Debug, Serialize)]
pub struct Pipeline {
    /// The period, up to and including today.
    pub period: Period,
    /// Every stage, in order.
    pub stages: Vec<StageFlow>,
    /// What is open in all stages.
    #[serde(flatten)]
    pub open: OpenPipeline,
    /// What came into any stage and what closed.
    #[serde(flatten)]
    pub flow: Flow,
    /// What deals of the period that were won brought.
    pub won: DealSum,
    /// The months up to this one in which a deal was created or closed, at most twelve, without a gap.
    pub months: Vec<MonthFlow>,
    /// Closed deals without the day: they are in no flow and in no month.
    pub closed_undated: usize,
    /// What `groups` are split by.
    #[serde(skip)]
    pub by: Option<Grouping>,
    /// The groups, the largest open amount first, then by name.
    pub groups: Vec<PipelineGroup>,
}

impl OpenPipeline {
    fn zero(input: &Input<'_>) -> Self {
        Self {
            open: DealSum::zero(input.currency()),
            renewals: DealSum::zero(input.currency()),
        }
    }

    fn add(&mut self, amount: Option<Money>, is_renewal: bool) {
        self.open.add(amount);
        if is_renewal {
            self.renewals.add(amount);
        }
    }
}

/// Works the report out, in one pass over the deals.
pub fn pipeline(input: &Input<'_>, options: &PeriodOptions) -> Pipeline {
    let mut report = empty(input, options);
    let mut groups = BTreeMap::<String, PipelineGroup>::new();
    let mut months = month::Months::new(input);
    for deal in input.book.known_deals() {
        let case = input.case(deal);
        if is_turned_away(deal) || !options.filter.fits(&case) {
            continue;
        }
        if deal.is_closed() && case.closed_on().is_none() {
            report.closed_undated += 1;
            continue;
        }
        months.add(input, &case);
        let stays = stays(&case);
        report.count(input, &case, &stays);
        if let Some(by) = options.by {
            let name = by.key(&case);
            let group = groups.entry(name).or_insert_with_key(|name| PipelineGroup {
                group: name.clone(),
                open: OpenPipeline::zero(input),
                flow: Flow::default(),
            });
            let is_open = case.stage().is_some() && !deal.is_closed();
            if is_open {
                group
                    .open
                    .add(Money::of_deal(input, deal), is_renewal(&case));
            }
            group.flow.add_whole(report.period, &stays, is_open);
        }
    }
    report.months = months.into_rows(input);
    report.groups = groups.into_values().collect();
    report.groups.sort_by(|a, b| {
        let (a_open, b_open) = (a.open.open, b.open.open);
        (b_open.amount, b_open.deals)
            .cmp(&(a_open.amount, a_open.deals))
            .then_with(|| a.group.cmp(&b.group))
    });
    report
}

impl Pipeline {
    /// Counts a deal in its stages and in the whole.
    fn count(&mut self, input: &Input<'_>, case: &Case<'_>, stays: &[Stay]) {
        let deal = case.deal;
        let standing = case.stage().filter(|_| !deal.is_closed());
        if let Some((stage, _)) = standing {
            let (amount, is_renewal) = (Money::of_deal(input, deal), is_renewal(case));
            self.stages[stage].open.add(amount, is_renewal);
            self.open.add(amount, is_renewal);
        }
        if case.is_won() && case.closed_on().is_some_and(|day| self.period.holds(day)) {
            let amount = crate::analysis::worth::won_for(case.process, deal);
            self.won.add(amount.map(|amount| Money::of(input, amount)));
        }
        self.flow.add_whole(self.period, stays, standing.is_some());
        for (number, line) in self.stages.iter_mut().enumerate() {
            let stands_here = standing.is_some_and(|(stage, _)| stage == number);
            line.flow.add_stage(self.period, stays, number, stands_here);
        }
    }
}

fn empty(input: &Input<'_>, options: &PeriodOptions) -> Pipeline {
    let today = input.book.today;
    let line = |stage: &crate::model::Stage| StageFlow {
        stage: stage.into(),
        name: stage.name.clone(),
        open: OpenPipeline::zero(input),
        flow: Flow::default(),
    };
    Pipeline {
        period: Period {
            start: options.since.min(today),
            end: today.succ_opt().unwrap_or(today),
        },
        stages: input.book.process.stages.iter().map(line).collect(),
        open: OpenPipeline::zero(input),
        flow: Flow::default(),
        won: DealSum::zero(input.currency()),
        months: Vec::new(),
        closed_undated: 0,
        by: options.by,
        groups: Vec::new(),
    }
}

/// Returns whether a deal renews what the customer has.
fn is_renewal(case: &Case<'_>) -> bool {
    let opportunity = case.deal.opportunity.as_ref();
    let kind = opportunity.and_then(|opportunity| opportunity.kind.as_ref());
    kind.is_some_and(|kind| kind.value == OpportunityType::Renewal)
}
