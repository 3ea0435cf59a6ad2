//! One deal: where it stands, on which days it came there, and what its file says.

mod handoff;
mod history;
mod plan;
mod registration;

use chrono::{Datelike, Days, NaiveDate};

use super::random::Random;
use super::yaml::{self, Yaml};
use super::{note_path, words};

/// A fault that a deal carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// Past qualification with an open budget.
    UnmetCriterion,
    /// Sent without saying why the partner matters.
    MissingPacketField,
    /// A misspelt key.
    UnknownKey,
    /// The credit rule was set after the registration.
    LateCredit,
    /// The evidence is not there.
    DeadEvidence,
    /// An amount that is none.
    BadAmount,
    /// A stage was skipped.
    SkippedStage,
    /// Not YAML.
    Syntax,
}

/// How many deals of a thousand carry a fault.
const FAULTS_PER_THOUSAND: u32 = 35;

/// A deal as a file, and what other files say of it.
pub(super) struct Made {
    /// The year of its folder.
    pub(super) year: i32,
    /// The account's name.
    pub(super) account: String,
    /// The seller, by number.
    pub(super) seller: usize,
    /// What the customer said.
    pub(super) quote: &'static str,
    /// The file.
    pub(super) text: String,
    /// An entry for signals.yaml.
    pub(super) signal: String,
    /// Its fault.
    pub(super) fault: Option<Fault>,
}

/// How far it came.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Reached {
    Registered,
    Qualified,
    Draft,
    Sent,
    Answered,
    Joint,
    Closing,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Ending {
    Open,
    Won,
    Lost,
    Disqualified,
}

/// Days are counted in working days from a Monday, so that every window and limit is kept.
const FIRST_MONDAY: Option<NaiveDate> = NaiveDate::from_ymd_opt(2023, 6, 5);
/// Monday, 23 November 2026, in working days.
const TODAY: u32 = 905;

fn date(working_day: u32) -> String {
    day(working_day).to_string()
}

fn day(working_day: u32) -> NaiveDate {
    let days = u64::from(working_day / 5 * 7 + working_day % 5);
    FIRST_MONDAY.unwrap_or_default() + Days::new(days)
}

/// The working days of what happened; those beyond the stage it reached mean nothing.
struct Times {
    registered: u32,
    qualified: u32,
    handoff: u32,
    sent: u32,
    answered: u32,
    joint: u32,
    closing: u32,
    ended: u32,
}

/// All that is decided before anything is written.
#[allow(clippy::struct_excessive_bools)] // independent of each other
struct Plan<'r> {
    random: &'r mut Random,
    index: usize,
    reached: Reached,
    ending: Ending,
    times: Times,
    earlier: bool,
    declined: bool,
    sourced: bool,
    waived: bool,
    fault: Option<Fault>,
    account: String,
    seller: usize,
    partner: Option<[&'static str; 5]>,
    need: [&'static str; 3],
}

/// Makes the deal of a number.
pub(super) fn make(index: usize, random: &mut Random) -> Made {
    let mut plan = plan::plan(index, random);
    let entries = plan.file();
    let mut text = yaml::write(&entries, plan.random);
    if plan.fault == Some(Fault::Syntax) {
        text += "custom: {region: EMEA\n";
    }
    let seller = words::SELLERS[plan.seller];
    let signal = format!(
        "- {{date: {}, kind: request, by: {seller}, account: {}, prompted: false}}\n",
        date(TODAY - 5 - plan.random.below(60)),
        plan.account
    );
    Made {
        year: day(plan.times.registered).year(),
        account: plan.account,
        seller: plan.seller,
        quote: plan.need[2],
        text,
        signal,
        fault: plan.fault,
    }
}

/// A map in the order it is written.
fn map<const N: usize>(entries: [(&'static str, Yaml); N]) -> Yaml {
    Yaml::Map(entries.into())
}

type Entries = Vec<(&'static str, Yaml)>;

impl Plan<'_> {
    fn file(&mut self) -> Entries {
        let mut file = vec![
            ("account", self.account_map()),
            ("opportunity", self.opportunity()),
        ];
        file.push(("partner", self.partner_entry()));
        file.push(("registered", self.registered()));
        file.push(("need", self.need_entry()));
        file.push(("credit", self.credit()));
        if self.random.percent(35) && self.reached >= Reached::Qualified {
            let class = if self.sourced {
                "partner-sourced"
            } else {
                "partner-influenced"
            };
            file.push(("attribution", class.into()));
        }
        if self.random.percent(30) {
            file.push(("owner", "Maya Chen".into()));
        }
        if self.random.percent(30) {
            file.push((
                "stage",
                self.stages()
                    .last()
                    .map_or("registered", |(stage, ..)| *stage)
                    .into(),
            ));
        }
        if self.reached >= Reached::Qualified {
            file.push(("qualification", self.qualification()));
        }
        if self.reached >= Reached::Draft {
            let seller = words::SELLERS[self.seller];
            let technical = self.contact();
            file.push((
                "roles",
                map([
                    ("customer", seller.into()),
                    ("technical", technical.into()),
                    ("close", seller.into()),
                ]),
            ));
            file.push(("handoff", self.handoff()));
            if self.earlier && self.reached >= Reached::Sent {
                file.push(("earlier_handoffs", Yaml::List(vec![self.earlier_handoff()])));
            }
        }
        file.push(("touches", self.touches()));
        if self.waived && self.reached >= Reached::Draft {
            file.push(("waivers", self.waivers()));
        }
        file.push(("history", self.history()));
        if self.ending != Ending::Open {
            file.push(("outcome", self.outcome()));
            file.push(("feedback", self.feedback()));
        }
        if self.random.percent(8) {
            file.push(("other_partners", self.other_partners()));
        }
        if self.random.percent(30) && self.fault != Some(Fault::Syntax) {
            file.push(("custom", self.custom()));
        }
        file
    }

    fn contact(&self) -> &'static str {
        self.partner.map_or("Dana Reyes", |partner| partner[2])
    }

    fn note(&self) -> Yaml {
        note_path(self.index).into()
    }
}
