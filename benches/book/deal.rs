//! One deal: where it stands, on which days it came there, and what its file says.

use chrono::{Datelike, Days, NaiveDate};

use super::random::Random;
use super::yaml::{self, Yaml};
use super::{list_path, note_path, words};

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
    partner: Option<&'static [&'static str; 5]>,
    need: &'static [&'static str; 3],
}

/// Makes the deal of a number.
pub(super) fn make(index: usize, random: &mut Random) -> Made {
    let mut plan = plan(index, random);
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

fn plan(index: usize, random: &mut Random) -> Plan<'_> {
    let (reached, ending) = match random.below(100) {
        0..14 => (Reached::Registered, Ending::Open),
        14..25 => (Reached::Qualified, Ending::Open),
        25..29 => (Reached::Draft, Ending::Open),
        29..33 => (Reached::Sent, Ending::Open),
        33..36 => (Reached::Answered, Ending::Open),
        36..46 => (Reached::Joint, Ending::Open),
        46..51 => (Reached::Closing, Ending::Open),
        51..71 => (Reached::Closing, Ending::Won),
        71..76 => (Reached::Closing, Ending::Lost),
        76..82 => (Reached::Joint, Ending::Lost),
        _ => (Reached::Qualified, Ending::Disqualified),
    };
    let earlier = random.percent(15);
    let times = times(reached, ending, earlier, random);
    let fault = if random.below(1_000) < FAULTS_PER_THOUSAND {
        fault(reached, random)
    } else {
        None
    };
    Plan {
        index,
        reached,
        ending,
        times,
        earlier,
        declined: reached == Reached::Answered && random.percent(50),
        sourced: random.percent(45),
        waived: random.percent(12) && fault != Some(Fault::UnmetCriterion),
        fault,
        account: words::account(index),
        seller: random.below(u32::try_from(words::SELLERS.len()).unwrap_or(1)) as usize,
        partner: random
            .percent(60)
            .then(|| &words::PARTNERS[random.below(6) as usize]),
        need: &words::NEEDS[random.below(8) as usize],
        random,
    }
}

fn fault(reached: Reached, random: &mut Random) -> Option<Fault> {
    let fault = match random.below(8) {
        0 => Fault::UnmetCriterion,
        1 => Fault::MissingPacketField,
        2 => Fault::UnknownKey,
        3 => Fault::LateCredit,
        4 => Fault::DeadEvidence,
        5 => Fault::BadAmount,
        6 => Fault::SkippedStage,
        _ => Fault::Syntax,
    };
    let from = match fault {
        Fault::UnmetCriterion => Reached::Draft,
        Fault::MissingPacketField | Fault::DeadEvidence => Reached::Sent,
        Fault::SkippedStage => Reached::Joint,
        _ => Reached::Registered,
    };
    (reached >= from).then_some(fault)
}

fn times(reached: Reached, ending: Ending, earlier: bool, random: &mut Random) -> Times {
    let qualified = random.between(2, 5);
    let handoff = qualified + random.between(4, 9);
    let sent = handoff + if earlier { 2 } else { random.between(1, 2) };
    let answered = sent + random.between(1, 2);
    let joint = answered + random.below(2);
    let closing = joint + random.between(15, 38);
    let (current, stay) = match reached {
        Reached::Registered => (0, 4),
        Reached::Qualified => (qualified, 8),
        Reached::Draft => (handoff, 3),
        Reached::Sent => (sent, 2),
        Reached::Answered => (answered, 1),
        Reached::Joint => (joint, 38),
        Reached::Closing => (closing, 18),
    };
    let last = current + random.between(stay / 2, stay);
    let ago = if ending == Ending::Open {
        0
    } else {
        random.between(6, 600)
    };
    let start = TODAY - ago - last;
    Times {
        registered: start,
        qualified: start + qualified,
        handoff: start + handoff,
        sent: start + sent,
        answered: start + answered,
        joint: start + joint,
        closing: start + closing,
        ended: start + last,
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

    fn account_map(&mut self) -> Yaml {
        let segment = if self.fault == Some(Fault::UnknownKey) {
            "segmnet"
        } else {
            "segment"
        };
        let size = self.random.pick(&["enterprise", "mid-market", "small"]);
        let mut account = vec![("name", Yaml::from(self.account.as_str()))];
        account.push((
            "domain",
            format!("{}.example", words::slug(&self.account)).into(),
        ));
        if self.fault == Some(Fault::UnknownKey) || self.random.percent(70) {
            account.push((segment, size.into()));
        }
        if self.random.percent(60) {
            account.push(("crm_id", format!("0015g{:010}", self.index).into()));
        }
        Yaml::Map(account)
    }

    fn opportunity(&mut self) -> Yaml {
        let thousands = self.random.between(12, 240);
        let amount = match self.random.below(10) {
            _ if self.fault == Some(Fault::BadAmount) => format!("{thousands}k"),
            0..2 => format!("{thousands}000 EUR"),
            2 => format!("{thousands},500"),
            3 => format!("{thousands}250.50"),
            _ => format!("{thousands}000"),
        };
        let close = match self.ending {
            Ending::Open => TODAY + self.random.between(12, 60),
            _ => self.times.ended + self.random.below(8),
        };
        let mut opportunity = vec![("name", Yaml::from(self.need[0]))];
        if self.random.percent(70) {
            opportunity.push(("crm_id", format!("0065g{:010}", self.index).into()));
        }
        opportunity.push((
            "type",
            self.random.pick(&["new", "expansion", "renewal"]).into(),
        ));
        opportunity.push(("created", date(self.created()).into()));
        opportunity.push(("amount", amount.into()));
        opportunity.push(("close_date", date(close).into()));
        if self.reached >= Reached::Joint && self.ending == Ending::Open {
            opportunity.push((
                "call",
                self.random
                    .pick(&["commit", "best case", "pipeline", "omitted"])
                    .into(),
            ));
        }
        Yaml::Map(opportunity)
    }

    /// The introduction comes four working days before the registration; the opportunity after it or before it.
    fn created(&self) -> u32 {
        if self.sourced {
            self.times.registered - 2
        } else {
            self.times.registered - 9
        }
    }

    fn partner_entry(&mut self) -> Yaml {
        let Some([name, kind, contact, role, domain]) = self.partner else {
            return "meridian".into();
        };
        let mut person = vec![("name", Yaml::from(*contact)), ("role", (*role).into())];
        if self.random.percent(50) {
            let first = contact.split(' ').next().unwrap_or("hello").to_lowercase();
            person.push(("email", format!("{first}@{domain}").into()));
        }
        map([
            ("name", (*name).into()),
            ("type", (*kind).into()),
            ("contact", Yaml::Map(person)),
        ])
    }

    fn registered(&mut self) -> Yaml {
        let on = date(self.times.registered);
        if self.random.percent(30) {
            return on.into();
        }
        let approved = map([
            ("date", date(self.times.registered + 1).into()),
            ("by", "Maya Chen".into()),
        ]);
        let mut registered = vec![("date", Yaml::from(on)), ("by", self.contact().into())];
        registered.push((
            "signal",
            self.random
                .pick(&["partner lead", "account both sides named"])
                .into(),
        ));
        if self.reached >= Reached::Qualified {
            registered.push(("approved", approved));
        }
        Yaml::Map(registered)
    }

    fn need_entry(&mut self) -> Yaml {
        if self.random.percent(25) {
            return self.need[1].into();
        }
        let (customer, _) = words::customer(self.index);
        map([
            ("what", self.need[1].into()),
            ("confirmed_by", customer.into()),
            ("date", date(self.times.registered - 4).into()),
        ])
    }

    fn credit(&mut self) -> Yaml {
        let rule = self.random.pick(&["referral", "implementation"]);
        if self.fault == Some(Fault::LateCredit) {
            return map([
                ("rule", rule.into()),
                ("set_on", date(self.times.registered + 3).into()),
            ]);
        }
        if self.random.percent(50) {
            return rule.into();
        }
        map([
            ("rule", rule.into()),
            ("set_on", date(self.times.registered).into()),
        ])
    }

    fn qualification(&mut self) -> Yaml {
        let by = ("by", Yaml::from("Luis Ortega"));
        if self.reached == Reached::Qualified {
            return map([by, ("budget", "open".into()), ("fit", "confirmed".into())]);
        }
        let on = date(self.times.qualified + 2);
        let budget = if self.fault == Some(Fault::UnmetCriterion) {
            "open".into()
        } else {
            map([
                ("status", "confirmed".into()),
                ("source", self.note()),
                ("date", on.clone().into()),
            ])
        };
        let timing = if self.waived {
            map([
                ("status", "open".into()),
                (
                    "note",
                    "The contract renews in January; the board meets before.".into(),
                ),
            ])
        } else if self.random.percent(50) {
            "confirmed".into()
        } else {
            map([("status", "confirmed".into()), ("date", on.into())])
        };
        map([
            by,
            ("budget", budget),
            ("timing", timing),
            ("fit", "confirmed".into()),
        ])
    }

    #[allow(clippy::too_many_lines)] // one field after the other
    fn handoff(&mut self) -> Yaml {
        let seller = words::SELLERS[self.seller];
        let [why_account, why_partner, joint_value] = self.random.pick(words::REASONS);
        let [seller_move, partner_move, offer] = self.random.pick(words::MOVES);
        let (customer, title) = words::customer(self.index);
        let sent = self.times.sent;
        let mut handoff: Entries = vec![("seller", seller.into()), ("owner", "Priya Raman".into())];
        handoff.push(("why_account", why_account.into()));
        handoff.push(("priority_list", list_path(self.index, self.seller).into()));
        if self.fault != Some(Fault::MissingPacketField) {
            handoff.push(("why_partner", why_partner.into()));
        }
        let said = format!("{customer}, {title}");
        handoff.push((
            "trigger",
            map([
                ("quote", self.need[2].into()),
                ("by", said.into()),
                ("date", date(self.times.qualified + 1).into()),
                ("source", self.note()),
            ]),
        ));
        handoff.push(("joint_value", joint_value.into()));
        handoff.push((
            "warm_path",
            map([
                ("ours", seller.into()),
                ("theirs", customer.into()),
                ("through", self.contact().into()),
                ("warmth", "warm".into()),
                (
                    "intro",
                    "Monthly operations meeting, after the second item".into(),
                ),
            ]),
        ));
        handoff.push((
            "offer",
            map([
                ("what", offer.into()),
                ("due", date(sent + 8).into()),
                ("agreed", date(sent - 1).into()),
            ]),
        ));
        handoff.push((
            "seller_move",
            map([
                ("action", seller_move.into()),
                ("due", date(sent + 4).into()),
            ]),
        ));
        let agreed = if self.random.percent(40) {
            map([("date", date(sent - 1).into()), ("source", self.note())])
        } else {
            self.note()
        };
        handoff.push((
            "partner_move",
            map([
                ("action", partner_move.into()),
                ("due", date(sent + 3).into()),
                ("agreed", agreed),
            ]),
        ));
        handoff.push((
            "conflict",
            map([
                ("checked", date(sent - 1).into()),
                ("by", "Maya Chen".into()),
                ("resellers", Yaml::List(Vec::new())),
                ("competing", Yaml::List(Vec::new())),
                ("direct", "none".into()),
                ("compensation", "Paid through services".into()),
            ]),
        ));
        handoff.push(("evidence", self.evidence()));
        if self.random.percent(15) {
            handoff.push((
                "acceptance",
                map([(
                    "within",
                    self.random.pick(&["2 business days", "3bd"]).into(),
                )]),
            ));
        }
        if self.reached >= Reached::Sent {
            handoff.push(("sent", date(sent).into()));
        }
        if self.reached >= Reached::Answered {
            handoff.push(("response", self.response()));
        }
        if self.reached >= Reached::Joint && self.random.percent(25) {
            let component = self.random.pick(&["proof", "owner", "next-action"]);
            handoff.push((
                "review",
                map([
                    ("by", "Tom Alvarez".into()),
                    ("date", date(self.times.answered + 1).into()),
                    (
                        "grades",
                        map([(component, self.random.pick(&["weak", "strong"]).into())]),
                    ),
                    ("note", "The case study is a landing page.".into()),
                ]),
            ));
        }
        Yaml::Map(handoff)
    }

    fn evidence(&mut self) -> Yaml {
        let note = match self.fault {
            Some(Fault::DeadEvidence) => "notes/lost.md".into(),
            _ => self.note(),
        };
        match self.random.below(3) {
            0 => note,
            1 => Yaml::List(vec![note]),
            _ => Yaml::List(vec![
                note,
                "https://partner.example/cases/operations".into(),
            ]),
        }
    }

    fn response(&mut self) -> Yaml {
        let (result, reason) = if self.declined {
            ("declined", Some("need unclear"))
        } else {
            ("accepted", None)
        };
        let mut response: Entries = vec![
            ("result", result.into()),
            ("date", date(self.times.answered).into()),
        ];
        response.push(("by", words::SELLERS[self.seller].into()));
        response.extend(reason.map(|reason| ("reason", reason.into())));
        if self.random.percent(60) {
            response.push((
                "clarifying_call",
                self.random.pick(&["false", "false", "true"]).into(),
            ));
        }
        Yaml::Map(response)
    }

    fn earlier_handoff(&mut self) -> Yaml {
        let seller = words::SELLERS[(self.seller + 1) % words::SELLERS.len()];
        let reason = self.random.pick(&["not my account", "move unclear"]);
        map([
            ("sent", date(self.times.handoff).into()),
            ("seller", seller.into()),
            (
                "response",
                map([
                    ("result", "declined".into()),
                    ("date", date(self.times.handoff + 1).into()),
                    ("reason", reason.into()),
                    ("by", seller.into()),
                ]),
            ),
        ])
    }

    fn touches(&mut self) -> Yaml {
        let who = self.contact();
        let seller = words::SELLERS[self.seller];
        let mut touches = vec![map([
            ("date", date(self.times.registered - 4).into()),
            ("kind", "intro".into()),
            ("from", "partner".into()),
            ("who", who.into()),
            ("source", self.note()),
        ])];
        if self.reached >= Reached::Joint {
            let mut on = self.times.joint + 1;
            let end = self.times.ended;
            while on <= end {
                let kind = self
                    .random
                    .pick(&["meeting", "workshop", "reference", "meeting"]);
                touches.push(map([
                    ("date", date(on).into()),
                    ("kind", kind.into()),
                    ("from", "partner".into()),
                    ("who", who.into()),
                    ("with", seller.into()),
                ]));
                if self.random.percent(15) {
                    touches.push(map([
                        ("date", date(on).into()),
                        ("kind", "demo".into()),
                        ("from", "seller".into()),
                        ("who", seller.into()),
                        ("note", "Showed the first ten cases.".into()),
                    ]));
                }
                on += self.random.between(7, 12);
            }
        }
        Yaml::List(touches)
    }

    fn waivers(&self) -> Yaml {
        Yaml::List(vec![map([
            ("criterion", "qualified/timing".into()),
            ("by", "Tom Alvarez".into()),
            ("date", date(self.times.qualified + 2).into()),
            (
                "why",
                "The renewal date is fixed; the board only confirms it.".into(),
            ),
        ])])
    }

    fn stages(&self) -> Vec<(&'static str, u32, &'static str)> {
        let seller = words::SELLERS[self.seller];
        let all = [
            (
                Reached::Registered,
                "registered",
                self.times.registered,
                "Maya Chen",
            ),
            (
                Reached::Qualified,
                "qualified",
                self.times.qualified,
                "Luis Ortega",
            ),
            (Reached::Draft, "handoff", self.times.handoff, "Priya Raman"),
            (Reached::Joint, "joint", self.times.joint, seller),
            (Reached::Closing, "closing", self.times.closing, seller),
        ];
        all.into_iter()
            .filter(|(stage, ..)| *stage <= self.reached)
            .filter(|(stage, ..)| {
                !(self.fault == Some(Fault::SkippedStage) && *stage == Reached::Qualified)
            })
            .map(|(_, id, on, by)| (id, on, by))
            .collect()
    }

    fn history(&mut self) -> Yaml {
        let stages = self.stages();
        if self.random.percent(35) {
            return Yaml::Map(
                stages
                    .into_iter()
                    .map(|(id, on, _)| (id, date(on).into()))
                    .collect(),
            );
        }
        let entry = |(id, on, by): (&'static str, u32, &'static str)| {
            map([
                ("stage", id.into()),
                ("date", date(on).into()),
                ("by", by.into()),
            ])
        };
        Yaml::List(stages.into_iter().map(entry).collect())
    }

    fn outcome(&mut self) -> Yaml {
        let seller = words::SELLERS[self.seller];
        let on = ("date", Yaml::from(date(self.times.ended)));
        match self.ending {
            Ending::Lost => map([
                ("result", "lost".into()),
                on,
                (
                    "reason",
                    self.random
                        .pick(&[
                            "price",
                            "customer stopped the project",
                            "went with another vendor",
                        ])
                        .into(),
                ),
                ("by", seller.into()),
            ]),
            Ending::Disqualified => map([
                ("result", "disqualified".into()),
                on,
                (
                    "reason",
                    self.random
                        .pick(&["no budget", "no fit", "too small"])
                        .into(),
                ),
                ("by", "Luis Ortega".into()),
            ]),
            _ => {
                let amount = format!("{}000", self.random.between(12, 240));
                map([
                    ("result", "won".into()),
                    on,
                    ("amount", amount.into()),
                    ("by", seller.into()),
                ])
            }
        }
    }

    fn feedback(&mut self) -> Yaml {
        let on = date(self.times.ended + self.random.between(1, 4));
        if self.random.percent(30) {
            return on.into();
        }
        map([
            ("date", on.into()),
            ("to", self.contact().into()),
            ("by", "Maya Chen".into()),
            ("note", "Called before the announcement.".into()),
        ])
    }

    fn other_partners(&mut self) -> Yaml {
        let share = self.random.pick(&["10%", "20%", "25%"]);
        Yaml::List(vec![map([
            ("name", "Larkfield Integration".into()),
            ("role", "reseller".into()),
            (
                "credit",
                map([("rule", "referral".into()), ("share", share.into())]),
            ),
        ])])
    }

    fn custom(&mut self) -> Yaml {
        let region = self.random.pick(&["EMEA", "AMER", "APAC"]);
        let tags = ["priority", "renewal risk", "reference"]
            .map(Yaml::from)
            .to_vec();
        map([
            ("region", region.into()),
            ("tags", Yaml::List(tags)),
            (
                "sizing",
                map([
                    ("seats", self.random.between(5, 900).to_string().into()),
                    ("sites", "3".into()),
                ]),
            ),
        ])
    }
}
