//! Its account, opportunity, partner and registration, and how it was qualified.

use super::super::words;
use super::super::yaml::Yaml;
use super::{Ending, Fault, Plan, Reached, TODAY, date, map};

impl Plan<'_> {
    pub(super) fn account_map(&mut self) -> Yaml {
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

    pub(super) fn opportunity(&mut self) -> Yaml {
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

    pub(super) fn partner_entry(&mut self) -> Yaml {
        let Some([name, kind, contact, role, domain]) = self.partner else {
            return "meridian".into();
        };
        let mut person = vec![("name", Yaml::from(contact)), ("role", role.into())];
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

    pub(super) fn registered(&mut self) -> Yaml {
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

    pub(super) fn need_entry(&mut self) -> Yaml {
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

    pub(super) fn credit(&mut self) -> Yaml {
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

    pub(super) fn qualification(&mut self) -> Yaml {
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
}
