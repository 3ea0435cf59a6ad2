//! Keep building when any of these holds (D4.3).

use crate::analysis::moves::Role;
use crate::analysis::packet::{Field, FieldState};
use crate::analysis::resemblance::Resemblance;
use crate::analysis::score::{names_customer, path_lack};
use crate::model::scalar::Text;
use crate::text::placeholder::is_placeholder;

use super::judge::{Judge, Line, Question};

impl Judge<'_> {
    pub(super) fn only_a_company(&self) -> Line {
        let question = Question {
            id: "partner-is-a-company",
            asks: "the partner is a company name without a person or action",
            path: "partner",
            role: Role::Alliances,
        };
        let asks_person = self.packet.needs("partner");
        let asks_action = self.packet.needs("partner_move");
        if !asks_person && !asks_action {
            return self.not_asked(&question);
        }
        let partner = self.case.deal.partner.as_ref();
        let contact = partner.and_then(|partner| partner.contact.as_ref()?.name.as_ref());
        let person = contact.and_then(|name| self.case.person_name(name));
        let first = self.handoff.partner_move.first();
        let action = first
            .and_then(|first| first.action.as_ref())
            .is_some_and(|action| !is_placeholder(action));
        if asks_person && person.is_none() {
            return self
                .keeps_back(&question, true, "no person is named")
                .helped("name who acts there: partner: {name: …, contact: {name: …, role: …}}");
        }
        if asks_action && !action {
            return self
                .keeps_back(&question, true, "no action of the partner is named")
                .helped("partner_move: {action: …, due: …, agreed: …}");
        }
        let who = person.unwrap_or("the partner").to_owned();
        self.keeps_back(&question, false, format!("{who} acts for the partner"))
    }

    pub(super) fn any_account(&self) -> Line {
        let question = Question {
            id: "any-account",
            asks: "the use case could apply to any account",
            path: "handoff.joint_value",
            role: Role::PartnerMarketing,
        };
        let fields = ["why_partner", "trigger", "joint_value"];
        if !fields.into_iter().any(|field| self.packet.needs(field)) {
            return self.not_asked(&question);
        }
        if let Some((field, what, copy)) = self.copied() {
            let other = copy.other.rsplit('/').next().unwrap_or(&copy.other);
            let like = copy.like;
            let why = format!("{what} reads like {other}, {like}% the same, names aside");
            return self
                .keeps_back(&question, true, why)
                .at(self.case.deal.nearest_span(field))
                .helped(
                    "say what is so only here: what was done, with whom, how many, since when",
                );
        }
        let trigger = self.handoff.trigger.as_ref();
        let quoted = trigger
            .filter(|trigger| {
                trigger
                    .quote
                    .as_ref()
                    .is_some_and(|said| !is_placeholder(said))
            })
            .and_then(|trigger| self.case.person_name(trigger.by.as_ref()?));
        if let Some(speaker) = quoted {
            return self
                .keeps_back(&question, false, format!("in the words of {speaker}"))
                .at(self.case.deal.nearest_span("handoff.trigger"));
        }
        let need = self.case.deal.need.as_ref();
        let texts = [
            ("handoff.why_account", &self.handoff.why_account),
            ("handoff.why_partner", &self.handoff.why_partner),
            ("handoff.joint_value", &self.handoff.joint_value),
            ("need.what", need.map_or(&None, |need| &need.what)),
        ];
        let named = texts.into_iter().find(|(_, text)| {
            let names = |text: &Text| names_customer(self.case, self.handoff, text);
            text.as_ref().is_some_and(names)
        });
        let account = self.case.deal.account_name();
        let account = account.map_or("the customer", |name| &*name.value);
        if let Some((field, _)) = named {
            return self
                .keeps_back(&question, false, format!("it speaks of {account}"))
                .at(self.case.deal.nearest_span(field));
        }
        self.keeps_back(
            &question,
            true,
            format!("nobody of {account} is quoted, and no text names it"),
        )
        .helped("quote the customer with a speaker and a date: trigger: {quote: …, by: …, date: …}")
    }

    /// The use case, where its text is that of another account's packet with the names changed: the field, what it is, and
    /// the other packet.
    fn copied(&self) -> Option<(&'static str, &'static str, &Resemblance)> {
        const TEXTS: [(&str, &str); 3] = [
            ("handoff.trigger", "what the customer is quoted with"),
            ("handoff.why_partner", "why the partner matters"),
            ("handoff.joint_value", "the joint value"),
        ];
        TEXTS.into_iter().find_map(|(field, what)| {
            let copy = self.alike.iter().find(|alike| alike.field == field)?;
            Some((field, what, copy))
        })
    }

    pub(super) fn no_warm_path(&self) -> Line {
        let question = Question {
            id: "no-warm-path",
            asks: "there is no warm path, only a guess",
            path: "handoff.warm_path",
            role: Role::PartnerMarketing,
        };
        if !self.packet.needs("warm_path") {
            return self.not_asked(&question);
        }
        if let Some((why, up)) = path_lack(self.case, self.handoff) {
            return self.keeps_back(&question, true, why).helped(up);
        }
        let path = self.handoff.warm_path.as_ref();
        let person = |text: Option<&Text>| {
            let name = text.and_then(|text| self.case.person_name(text));
            name.unwrap_or("somebody").to_owned()
        };
        let theirs = person(path.and_then(|path| path.theirs.as_ref()));
        let through = path.and_then(|path| path.through.as_ref());
        let why = match through {
            Some(through) => format!("{} knows {theirs}", person(Some(through))),
            None => format!("{theirs} is named, and how they are met"),
        };
        self.keeps_back(&question, false, why)
    }

    pub(super) fn research(&self) -> Line {
        let question = Question {
            id: "research",
            asks: "the seller would have to research first",
            path: "handoff",
            role: Role::PartnerMarketing,
        };
        let lacking: Vec<&Field> = self.packet.lacking().collect();
        let unread = |field: &&Field| field.needed && field.state == FieldState::Unusable;
        let unread: Vec<&Field> = self.packet.fields.iter().filter(unread).collect();
        let Some(first) = lacking.first().or(unread.first()) else {
            let needed = self.packet.needed();
            let fields = if needed == 1 { "field" } else { "fields" };
            return self.keeps_back(
                &question,
                false,
                format!("all {needed} needed {fields} are there"),
            );
        };
        let names: Vec<&str> = lacking
            .iter()
            .chain(&unread)
            .map(|field| field.kind.name)
            .collect();
        let path = first.kind.paths.first().copied().unwrap_or("handoff");
        let mut line = self
            .keeps_back(&question, true, format!("not there: {}", names.join(", ")))
            .helped("fill in what is missing, or ask the partner for it");
        line.span = self.case.deal.nearest_span(path);
        line.role = first.kind.role;
        line
    }

    pub(super) fn nobody_checked(&self) -> Line {
        let question = Question {
            id: "nobody-checked",
            asks: "nobody checked conflicts",
            path: "handoff.conflict.checked",
            role: Role::Alliances,
        };
        if !self.packet.needs("conflict") {
            return self.not_asked(&question);
        }
        let conflict = self.handoff.conflict.as_ref();
        let Some(conflict) = conflict.filter(|conflict| conflict.checked.is_some()) else {
            return self
                .keeps_back(&question, true, "no day is on record")
                .helped("check registered and competing partners, then write the day");
        };
        let by = conflict.by.as_ref();
        let why = by.map_or_else(|| "somebody did".to_owned(), |by| format!("{by} did"));
        self.keeps_back(&question, false, why)
    }
}
