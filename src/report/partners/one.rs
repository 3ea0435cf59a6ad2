//! One partner in detail.

use chrono::NaiveDate;
use serde::Serialize;

use crate::analysis::acceptance::{Outcome, handoffs};
use crate::analysis::attribution::{Class, derive, derive_share};
use crate::analysis::{clocks, whose, worth};
use crate::report::Input;
use crate::report::document::{Money, StageRef};
use crate::report::filter::Filter;
use crate::report::next::{self, MoveRow};
use crate::report::period_options::PeriodOptions;

use super::all::partners;
use super::line::PartnerLine;

/// A deal of the partner.
#[derive(Clone, Debug, Serialize)]
pub struct PartnerDeal {
    /// Its id.
    pub deal: String,
    /// The deal as a user would type it.
    #[serde(skip)]
    pub name: String,
    /// The customer.
    pub account: Option<String>,
    /// The opportunity's id in the CRM.
    pub crm_id: Option<String>,
    /// Whether this is the partner of record, else one beside it.
    pub of_record: bool,
    /// The stage of an open deal.
    pub stage: Option<StageRef>,
    /// Days in it.
    pub days: Option<i64>,
    /// How it ended; `None` while it is open.
    pub result: Option<String>,
    /// When.
    pub closed: Option<NaiveDate>,
    /// What it brought or is expected to bring.
    pub amount: Option<Money>,
    /// The class that the rule derives for this partner.
    pub class: Class,
    /// The partner's last touch on it.
    pub last_touch: Option<NaiveDate>,
    /// What became of its last handoff: `accepted`, `declined`, `silent`, …
    pub handoff: Option<Outcome>,
}

/// A partner's page.
#[derive(Clone, Debug, Serialize)]
pub struct PartnerPage {
    /// Its figures.
    #[serde(flatten)]
    pub line: PartnerLine,
    /// Its deals: open ones by amount, then closed ones, the last close first.
    pub deals: Vec<PartnerDeal>,
    /// Every open move on them, most urgent first.
    pub moves: Vec<MoveRow>,
}

/// Returns the page of the partner that a filter selects; `None` if it selects none or several.
pub fn partner(input: &Input<'_>, options: &PeriodOptions) -> Option<PartnerPage> {
    let mut lines = partners(input, options).partners.into_iter();
    let line = lines.next().filter(|_| lines.next().is_none())?;
    let exact = Filter {
        partner: options.filter.partner.clone(),
        ..Filter::default()
    };
    let mut moves = next::next(input, &exact).moves;
    let deals = deals(input, &exact);
    moves.retain(|row| deals.iter().any(|deal| deal.deal == row.deal));
    Some(PartnerPage { line, deals, moves })
}

fn deals(input: &Input<'_>, filter: &Filter) -> Vec<PartnerDeal> {
    let process = &input.book.process;
    let is_it = |name: &str| filter.is_partner(process, process.partner_called(name));
    let mut found = Vec::new();
    for deal in input.book.known_deals() {
        let case = input.case(deal);
        let of_record = deal.partner_name().is_some_and(|name| is_it(name));
        let mut others = deal.other_partners.iter();
        let beside = others.find(|other| other.name.as_ref().is_some_and(|name| is_it(name)));
        let class = match (of_record, beside) {
            (true, _) => derive(&case).class,
            (false, Some(other)) => derive_share(&case, other).class,
            (false, None) => continue,
        };
        let touches = deal.touches.iter().filter(|touch| match beside {
            Some(other) if !of_record => whose::is_by_other(&case, touch, other),
            _ => whose::is_by_partner(&case, touch),
        });
        let won = worth::won_for(process, deal).map(|amount| Money::of(input, amount));
        let since = clocks::in_stage_from(&case);
        found.push(PartnerDeal {
            deal: deal.id.clone(),
            name: input.names.of(&deal.id),
            account: deal.account_name().map(ToString::to_string),
            crm_id: deal.crm_id().map(ToString::to_string),
            of_record,
            stage: case
                .stage()
                .filter(|_| !deal.is_closed())
                .map(|(_, stage)| StageRef::from(stage)),
            days: since.map(|since| (input.book.today - since).num_days()),
            result: case.result().map(|result| result.to_string()),
            closed: case.closed_on().filter(|_| deal.is_closed()),
            amount: if case.is_won() {
                won
            } else {
                Money::of_deal(input, deal)
            },
            class,
            last_touch: touches
                .filter_map(|touch| touch.date)
                .map(|date| date.value)
                .max(),
            handoff: handoffs(&case).last().map(|sent| sent.outcome),
        });
    }
    found.sort_by(|a, b| {
        let open = |deal: &PartnerDeal| deal.result.is_none();
        open(b)
            .cmp(&open(a))
            .then_with(|| b.closed.cmp(&a.closed))
            .then_with(|| b.amount.cmp(&a.amount))
            .then_with(|| a.deal.cmp(&b.deal))
    });
    found
}
