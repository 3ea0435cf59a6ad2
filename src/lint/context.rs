//! What a rule sees, and where it puts its findings. Facts that several rules need of a deal are computed once.

use std::cell::OnceCell;
use std::collections::BTreeSet;

use crate::analysis::Case;
use crate::analysis::command::command;
use crate::analysis::conditions::{self, Condition, HandoffContext, Scope, Unmet, Unready};
use crate::analysis::gates::{self, CriterionResult};
use crate::analysis::handoff_step::{self, HandoffStep};
use crate::analysis::moves;
use crate::analysis::next_moves;
use crate::analysis::packet::{self, Packet};
use crate::diagnostic::{Assignee, Diagnostic, Level};
use crate::edit::path_at;
use crate::load::{self, Evidence};
use crate::model::Book;
use crate::model::deal::Handoff;
use crate::model::past::Version;
use crate::text::{Place, Span, yaml};

use super::emptied::{self, TextLostToComment};
use super::registrations::Registrations;

/// The book and its sources.
pub struct BookContext<'a> {
    /// The book.
    pub book: &'a Book,
    /// What its sources lead to.
    pub evidence: &'a Evidence<'a>,
    /// The names of every rule and family.
    pub rules: &'a BTreeSet<&'static str>,
    registrations: OnceCell<Registrations<'a>>,
}

impl<'a> BookContext<'a> {
    /// A book, and the names of every rule and family.
    pub fn new(
        book: &'a Book,
        evidence: &'a Evidence<'a>,
        rules: &'a BTreeSet<&'static str>,
    ) -> Self {
        Self {
            book,
            evidence,
            rules,
            registrations: OnceCell::new(),
        }
    }

    /// The registrations of its deals, compared with each other.
    pub fn registrations(&self) -> &Registrations<'a> {
        self.registrations
            .get_or_init(|| Registrations::of(self.book))
    }
}

/// One deal of the book.
pub struct DealContext<'a> {
    /// The deal with everything that judging it takes.
    pub case: Case<'a>,
    /// The book it belongs to.
    pub book: &'a Book,
    /// The names of every rule and family.
    rules: &'a BTreeSet<&'static str>,
    left_behind: OnceCell<Vec<CriterionResult<'a>>>,
    to_do: OnceCell<Vec<CriterionResult<'a>>>,
    handoff_step: OnceCell<Option<HandoffStep<'a>>>,
    packet: OnceCell<Packet>,
    unready: OnceCell<Vec<Unready>>,
    emptied: OnceCell<Vec<TextLostToComment>>,
}

impl<'a> DealContext<'a> {
    /// A deal of a book, and the names of every rule and family.
    pub fn new(case: Case<'a>, book: &'a Book, rules: &'a BTreeSet<&'static str>) -> Self {
        Self {
            case,
            book,
            rules,
            left_behind: OnceCell::new(),
            to_do: OnceCell::new(),
            handoff_step: OnceCell::new(),
            packet: OnceCell::new(),
            unready: OnceCell::new(),
            emptied: OnceCell::new(),
        }
    }

    /// The name of every rule, in order.
    pub fn rules(&self) -> impl Iterator<Item = &'static str> {
        let names = self.rules.iter().copied();
        names.filter(|name| name.contains('/'))
    }

    /// Whether a rule has that name.
    pub fn is_rule(&self, name: &str) -> bool {
        self.rules().any(|rule| rule == name)
    }

    /// Returns the text of a span of the deal's file, without quotation marks around it.
    pub fn text(&self, span: Span) -> &'a str {
        let file = self.book.sources.file(self.case.deal.file);
        file.slice(span).trim_matches(['"', '\''])
    }

    /// Returns the path of what stands at a place of the deal's file, as commands name it; `None` if no path leads there.
    pub fn path_at(&self, span: Span) -> Option<String> {
        let text = &self.book.sources.file(self.case.deal.file).text;
        let document = yaml::parse(text, &load::limits(self.case.process));
        path_at(&document.root, span)
    }

    /// Returns the command that waives a rule on this deal.
    pub fn waive(&self, rule: &str) -> String {
        command(&self.case, "waive", &[rule, "--why", "REASON"])
    }

    /// Returns the command that writes another value at a place of the deal's file, by `path` if none leads there.
    pub fn set(&self, span: Span, path: &str, value: &str) -> String {
        let path = self.path_at(span).unwrap_or_else(|| path.to_owned());
        command(&self.case, "set", &[&path, value])
    }

    /// Returns the versions of the deal that git knows, oldest first; empty without history.
    pub fn past(&self) -> &'a [Version] {
        let path = &self.book.sources.file(self.case.deal.file).path;
        self.book.past.as_ref().map_or(&[], |past| past.of(path))
    }

    /// Returns the criteria of every gate that the deal has passed.
    pub fn left_behind(&self) -> &[CriterionResult<'a>] {
        self.left_behind.get_or_init(|| {
            gates::left_behind(&self.case)
                .into_iter()
                .flat_map(|stage| gates::gate(&self.case, stage))
                .collect()
        })
    }

    /// Returns the criteria of the stage that the deal is in, while it is open.
    pub fn to_do(&self) -> &[CriterionResult<'a>] {
        self.to_do.get_or_init(|| {
            gates::to_do_stage(&self.case)
                .map(|stage| gates::gate(&self.case, stage))
                .unwrap_or_default()
        })
    }

    /// Returns the prose keys whose text is only a comment to YAML.
    pub fn emptied(&self) -> &[TextLostToComment] {
        self.emptied.get_or_init(|| {
            let text = &self.book.sources.file(self.case.deal.file).text;
            emptied::emptied(text, &load::limits(self.case.process))
        })
    }

    /// Returns what its handoff waits for; `None` outside of that stage.
    pub fn handoff_step(&self) -> Option<&HandoffStep<'a>> {
        let step = self
            .handoff_step
            .get_or_init(|| handoff_step::of(&self.case));
        step.as_ref()
    }

    /// Returns what the handoff waits for, if a criterion of it asks for the answer.
    pub fn step_on(&self, judged: &CriterionResult<'_>) -> Option<&HandoffStep<'a>> {
        let is_handoff = self.case.process.stages[judged.stage].is_handoff;
        let asks = is_handoff && handoff_step::asks_for_answer(judged.criterion);
        self.handoff_step().filter(|_| asks)
    }

    /// Returns who acts on a criterion of the stage that the deal is in.
    pub fn whose(&self, judged: &CriterionResult<'_>) -> Assignee {
        let stage = &self.case.process.stages[judged.stage];
        let step = self.step_on(judged);
        next_moves::on_criterion(&self.case, judged.criterion, stage, step).0
    }

    /// The packet of its handoff.
    pub fn packet(&self) -> &Packet {
        self.packet.get_or_init(|| packet::packet(&self.case))
    }

    /// Returns what was not ready when the packet was sent (D4.2), or would not be today.
    pub fn unready(&self) -> &[Unready] {
        self.unready
            .get_or_init(|| self.judged(conditions::unready))
    }

    /// Returns what is wrong by one condition; `None` if it is met, or if the packet does not need it.
    pub fn unmet(&self, condition: &Condition, scope: Scope) -> Option<Unmet> {
        self.judged(|context| condition.unmet(context, scope))
    }

    /// Judges the handoff, or an empty one if the deal has none.
    pub fn judged<T>(&self, judge: impl Fn(&HandoffContext<'_>) -> T) -> T {
        let empty = Handoff::default();
        let handoff = self.case.deal.handoff.as_deref().unwrap_or(&empty);
        judge(&HandoffContext::new(
            &self.case,
            handoff,
            self.packet(),
            &[],
        ))
    }
}

/// Takes the findings of one rule.
pub struct Sink<'s> {
    rule: &'static str,
    level: Level,
    deal: Option<&'s str>,
    findings: &'s mut Vec<Diagnostic>,
}

impl<'s> Sink<'s> {
    pub(super) fn new(
        rule: &'static str,
        level: Level,
        deal: Option<&'s str>,
        findings: &'s mut Vec<Diagnostic>,
    ) -> Self {
        Self {
            rule,
            level,
            deal,
            findings,
        }
    }

    /// A finding of this rule at its level, still to be added.
    pub fn finding(&self, place: Place, message: impl AsRef<str>) -> Diagnostic {
        let mut finding = Diagnostic::new(self.rule, self.level, place, message);
        finding.deal = self.deal.map(ToOwned::to_owned);
        finding
    }

    /// A finding about an unmet condition of the packet: whose move it is and its help come from the condition.
    pub fn unmet(
        &self,
        case: &Case<'_>,
        span: Span,
        message: impl AsRef<str>,
        unmet: &Unmet,
    ) -> Diagnostic {
        self.finding(case.deal.place(span), message)
            .whose(moves::of_role(case, unmet.role))
            .help(&unmet.help)
    }

    /// Adds a finding.
    pub fn add(&mut self, finding: Diagnostic) {
        self.findings.push(finding);
    }
}
