//! Ready to hand off when all of these hold (D4.2).

use crate::analysis::agreement::Agreement;
use crate::analysis::moves::Role;
use crate::analysis::readiness::{OnList, on_list};
use crate::analysis::score::{move_fault, support_fault};
use crate::analysis::sources::absence;
use crate::load::evidence::Source;
use crate::model::scalar::Text;
use crate::text::placeholder::is_placeholder;

use super::judge::{Judge, Line, Question};

impl Judge<'_> {
    pub(super) fn seller_move(&self) -> Line {
        let question = Question {
            id: "seller-move",
            asks: "the seller's move is concrete and doable this week",
            path: "handoff.seller_move",
            role: Role::PartnerMarketing,
        };
        if !self.packet.needs("seller_move") {
            return self.not_asked(&question);
        }
        if let Some(line) = self.failing(&question, "seller_move") {
            return line;
        }
        if let Some((why, up)) = move_fault(self.case, self.handoff) {
            return self.holds(&question, false, why).helped(up);
        }
        let due = self.handoff.seller_move.first().and_then(|only| only.due);
        let due = due.map_or_else(String::new, |due| format!(", due {}", self.date(due.value)));
        self.holds(&question, true, format!("one action{due}"))
    }

    pub(super) fn priority_list(&self) -> Line {
        let question = Question {
            id: "priority-list",
            asks: "the account is on the seller's priority list by name",
            path: "handoff.priority_list",
            role: Role::PartnerMarketing,
        };
        if !self.packet.needs("account") {
            return self.not_asked(&question);
        }
        if let Some(line) = self.failing(&question, "account") {
            return line;
        }
        let list = self.handoff.priority_list.as_ref();
        let list = list.map_or("the list", |list| &*list.value);
        let look = self.case.look(self.handoff);
        match on_list(self.case, self.handoff) {
            OnList::Named => self.holds(&question, true, format!("{list} names it")),
            OnList::Words => self.holds(&question, true, format!("in words: {list}")),
            OnList::Dead => self
                .holds(
                    &question,
                    false,
                    format!("{list} {}", absence(self.case, &look, list)),
                )
                .helped("name a list that is in the repository"),
            OnList::NotNamed(_) | OnList::Absent => self
                .holds(&question, false, "the account has no name")
                .helped("name the account: account: {name: …}"),
        }
    }

    pub(super) fn agreed(&self) -> Line {
        let question = Question {
            id: "partner-agreed",
            asks: "the partner agreed to its move in writing",
            path: "handoff.partner_move",
            role: Role::Alliances,
        };
        if !self.packet.needs("partner_move") {
            return self.not_asked(&question);
        }
        if let Some(line) = self.failing(&question, "partner_move") {
            return line;
        }
        let first = self.handoff.partner_move.first();
        let agreed = first.and_then(|first| first.agreed.as_ref());
        let look = self.case.look(self.handoff);
        match Agreement::of(&look, agreed) {
            Agreement::Dead(source) => {
                let absence = absence(self.case, &look, source);
                self.holds(
                    &question,
                    false,
                    format!("the agreement, {source}, {absence}"),
                )
                .helped("save the answer as a file of the repository, and name it under agreed")
            }
            Agreement::InWriting(source) => self.holds(&question, true, &*source.value),
            // What fails readiness is answered above.
            Agreement::No | Agreement::Words(_) | Agreement::OnDay => {
                self.holds(&question, false, "not in writing")
            }
        }
    }

    pub(super) fn evidence(&self) -> Line {
        let question = Question {
            id: "evidence",
            asks: "the evidence resolves and supports the claims",
            path: "handoff.evidence",
            role: Role::PartnerMarketing,
        };
        if !self.packet.needs("evidence") {
            return self.not_asked(&question);
        }
        if let Some(line) = self.failing(&question, "evidence") {
            return line;
        }
        let sources = self.handoff.evidence.iter();
        let real: Vec<&Text> = sources.filter(|source| !is_placeholder(source)).collect();
        let look = self.case.look(self.handoff);
        let resolves = |source: &&&Text| look.resolves(source);
        let there = real.iter().filter(resolves).count();
        if there == real.len()
            && let Some((why, up)) = support_fault(self.case, self.handoff)
        {
            return self.holds(&question, false, why).helped(up);
        }
        if there == real.len() {
            let sources = if there == 1 { "source" } else { "sources" };
            return self.holds(
                &question,
                true,
                format!("{there} {sources} that can be opened"),
            );
        }
        let first = real.iter().find(|source| !resolves(source));
        let first = first.map_or("", |source| &*source.value);
        let why = match look.source(first) {
            Source::Words => format!("words, not a source: {first}"),
            Source::Outside => format!("{first} leads out of the repository"),
            _ => format!("{first} {}", absence(self.case, &look, first)),
        };
        self.holds(&question, false, why)
            .helped("attach a file of the repository, or a link that opens")
    }

    pub(super) fn conflict(&self) -> Line {
        let question = Question {
            id: "conflict-check",
            asks: "the conflict check is done and noted",
            path: "handoff.conflict.checked",
            role: Role::Alliances,
        };
        if !self.packet.needs("conflict") {
            return self.not_asked(&question);
        }
        self.failing(&question, "conflict").unwrap_or_else(|| {
            let conflict = self.handoff.conflict.as_ref();
            let on = conflict.and_then(|conflict| conflict.checked);
            let by = conflict.and_then(|conflict| conflict.by.as_ref());
            let on = on.map_or_else(String::new, |on| format!(" on {}", self.date(on.value)));
            let by = by.map_or_else(String::new, |by| format!(" by {by}"));
            self.holds(&question, true, format!("checked{on}{by}"))
        })
    }
}
