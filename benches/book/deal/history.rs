//! What happened: touches, waivers, stages, and how it ended.

use super::super::words;
use super::super::yaml::Yaml;
use super::{Ending, Fault, Plan, Reached, date, map};

impl Plan<'_> {
    pub(super) fn touches(&mut self) -> Yaml {
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

    pub(super) fn waivers(&self) -> Yaml {
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

    pub(super) fn stages(&self) -> Vec<(&'static str, u32, &'static str)> {
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

    pub(super) fn history(&mut self) -> Yaml {
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

    pub(super) fn outcome(&mut self) -> Yaml {
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

    pub(super) fn feedback(&mut self) -> Yaml {
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

    pub(super) fn other_partners(&mut self) -> Yaml {
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

    pub(super) fn custom(&mut self) -> Yaml {
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
