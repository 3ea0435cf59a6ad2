//! Its packets, and what was answered.

use super::super::list_path;
use super::super::words;
use super::super::yaml::Yaml;
use super::{Entries, Fault, Plan, Reached, date, map};

impl Plan<'_> {
    #[allow(clippy::too_many_lines)] // one field after the other
    pub(super) fn handoff(&mut self) -> Yaml {
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

    pub(super) fn earlier_handoff(&mut self) -> Yaml {
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
}
