//! What the signals are made of, gathered in one pass over the deals and one over signals.yaml.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use rayon::prelude::*;

use crate::analysis::Case;
use crate::analysis::acceptance::{self, Outcome, SentHandoff, Wait};
use crate::analysis::score::{COMPONENTS, Grade, has_packet, score_among};
use crate::analysis::whose::{self, Whose};
use crate::model::book::{Signal, SignalKind};
use crate::model::deal::{Side, Touch};
use crate::model::person::person_key;
use crate::model::{Book, Deal};
use crate::report::Input;
use crate::report::alike::Alike;
use crate::text::name::{company_key, words};

/// Kinds of touch in which a seller sits with a partner.
pub const MEETINGS: &[&str] = &["meeting", "workshop", "call", "demo", "visit"];

/// The name of a person or a partner, compared as people mean it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Name {
    /// What it is compared by.
    key: String,
}

impl Name {
    /// Returns a person's name as a key.
    pub fn person(name: &str) -> Self {
        Self {
            key: person_key(name),
        }
    }

    /// Returns a partner's name as a key.
    pub fn partner(name: &str) -> Self {
        Self {
            key: company_key(name),
        }
    }
}

/// A handoff that was sent.
#[derive(Clone, Debug)]
pub struct SentRecord {
    /// The day it was sent.
    pub sent: NaiveDate,
    /// The seller who got it.
    pub seller: Option<Name>,
    /// The partner of record.
    pub partner: Option<Name>,
    /// What became of it.
    pub outcome: Outcome,
    /// How long it waited.
    pub wait: Option<Wait>,
    /// Whether it was answered after its window.
    pub late: bool,
    /// Whether a clarifying call was needed.
    pub call: Option<bool>,
    /// Why it was declined.
    pub reason: Option<String>,
    /// The grades of its packet; `None` if it was not kept.
    pub graded: Option<Graded>,
}

/// A packet's grades.
#[derive(Clone, Debug)]
pub struct Graded {
    /// Of 18.
    pub total: u32,
    /// In the order of D5; `None` if a light packet does not need it.
    pub components: [Option<Grade>; COMPONENTS.len()],
}

/// A seller sat with a partner.
#[derive(Clone, Debug)]
pub struct Meeting {
    /// When.
    pub date: NaiveDate,
    /// The seller.
    pub seller: Name,
    /// The partner of the deal.
    pub partner: Option<Name>,
}

/// What an entry of signals.yaml is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryKind {
    /// A seller asked for partner help.
    Request {
        /// Whether it was unprompted, on an account that had not been brought to the seller.
        own: bool,
    },
    /// Partner influence was named in a review.
    Mention {
        /// Whether without partner marketing.
        own: bool,
    },
    /// Somebody disagreed.
    Dispute {
        /// Whether it is about an account or a partner, not about the worth of handoffs; `None` if the entry does not say.
        healthy: Option<bool>,
    },
}

/// An entry of signals.yaml.
#[derive(Clone, Debug)]
pub struct SignalEntry {
    /// When.
    pub date: NaiveDate,
    /// Who.
    pub seller: Option<Name>,
    /// The partner it is about.
    pub partner: Option<Name>,
    /// What.
    pub kind: EntryKind,
}

/// Everything, in the order of the files.
#[derive(Debug, Default)]
pub struct Gathered {
    /// Handoffs.
    pub handoffs: Vec<SentRecord>,
    /// Meetings of sellers with partners.
    pub meetings: Vec<Meeting>,
    /// The entries of signals.yaml.
    pub entries: Vec<SignalEntry>,
    /// How each name is shown.
    pub written: HashMap<Name, String>,
    /// Answers without a day of sending.
    pub unsent: usize,
    /// Entries of signals.yaml without a day, or of an unknown kind.
    pub unreadable: usize,
}

/// What one deal adds.
struct DealRecords<'a> {
    handoffs: Vec<(SentHandoff<'a>, SentRecord)>,
    unsent: usize,
}

/// Gathers the whole book.
pub fn gather(input: &Input<'_>) -> Gathered {
    let deals: Vec<&Deal> = input.book.known_deals().collect();
    let alike = Alike::of(input, |_| true);
    let found: Vec<DealRecords<'_>> = deals
        .par_iter()
        .map(|deal| of_deal(&input.case(deal), &alike))
        .collect();
    let mut out = Gathered::default();
    let mut sellers: HashSet<Name> = HashSet::new();
    let mut brought: HashMap<(Name, String), NaiveDate> = HashMap::new();
    let book = input.book;
    let process = &book.process;
    for (deal, of_deal) in deals.iter().zip(found) {
        out.unsent += of_deal.unsent;
        if let Some(name) = deal.partner_name() {
            out.partner(book, name);
        }
        let leads = deal
            .roles
            .iter()
            .flat_map(|roles| [&roles.customer, &roles.close]);
        for name in leads.flatten().filter_map(|name| process.person_name(name)) {
            sellers.insert(out.person(book, name));
        }
        for (sent, record) in of_deal.handoffs {
            if let Some(name) = sent.seller {
                let seller = out.person(book, name);
                sellers.insert(seller.clone());
                if let Some(account) = deal.account_name() {
                    let first = brought.entry((seller, company_key(account)));
                    let first = first.or_insert(sent.sent);
                    *first = (*first).min(sent.sent);
                }
            }
            out.handoffs.push(record);
        }
    }
    for deal in deals {
        let case = input.case(deal);
        let met = deal
            .touches
            .iter()
            .filter_map(|touch| meeting(&case, touch, &sellers));
        out.meetings.extend(met);
    }
    signals(input, &brought, &mut out);
    out
}

impl Gathered {
    /// Returns a person's name as a key, and keeps how it is shown.
    fn person(&mut self, book: &Book, written: &str) -> Name {
        let name = Name::person(written);
        if !self.written.contains_key(&name) {
            let shown = book.spellings().person(written);
            self.written.insert(name.clone(), shown);
        }
        name
    }

    /// Returns a partner's name as a key, and keeps how it is shown.
    fn partner(&mut self, book: &Book, written: &str) -> Name {
        let name = Name::partner(written);
        if !self.written.contains_key(&name) {
            let shown = book.spellings().partner(written);
            self.written.insert(name.clone(), shown);
        }
        name
    }
}

fn of_deal<'a>(case: &Case<'a>, alike: &Alike) -> DealRecords<'a> {
    let partner = case.deal.partner_name().map(|name| Name::partner(name));
    let handoffs = acceptance::handoffs(case).into_iter().map(|sent| {
        let record = SentRecord {
            sent: sent.sent,
            seller: sent.seller.map(Name::person),
            partner: partner.clone(),
            outcome: sent.outcome,
            wait: sent.wait,
            late: sent.late,
            call: sent.clarifying_call(),
            reason: sent.decline_reason().map(ToOwned::to_owned),
            graded: graded(case, &sent, alike),
        };
        (sent, record)
    });
    DealRecords {
        handoffs: handoffs.collect(),
        unsent: acceptance::answered_unsent(case.deal),
    }
}

fn graded(case: &Case<'_>, sent: &SentHandoff<'_>, alike: &Alike) -> Option<Graded> {
    if sent.earlier && !has_packet(sent.handoff) {
        return None;
    }
    let score = score_among(case, sent.handoff, alike.to(sent.handoff));
    let mut components = [None; COMPONENTS.len()];
    for (slot, component) in components.iter_mut().zip(&score.components) {
        *slot = component.counts.then_some(component.judgement.grade);
    }
    Some(Graded {
        total: score.total,
        components,
    })
}

/// Returns a touch as a meeting of a seller with the deal's partner, whichever side wrote it down; `None` if it is not one.
fn meeting(case: &Case<'_>, touch: &Touch, sellers: &HashSet<Name>) -> Option<Meeting> {
    let (process, deal) = (case.process, case.deal);
    let kind = touch.kind.as_ref()?.trim();
    if !MEETINGS
        .iter()
        .any(|known| known.eq_ignore_ascii_case(kind))
    {
        return None;
    }
    let seller = match touch.from?.value {
        Side::Partner if whose::is_by_partner(case, touch) => touch.with.as_ref()?,
        Side::Seller if is_with_partner(case, touch) => touch.who.as_ref()?,
        _ => return None,
    };
    let seller = Name::person(process.person_name(seller)?);
    sellers.contains(&seller).then_some(())?;
    Some(Meeting {
        date: touch.date?.value,
        seller,
        partner: deal.partner_name().map(|name| Name::partner(name)),
    })
}

fn is_with_partner(case: &Case<'_>, touch: &Touch) -> bool {
    let with = touch.with.as_ref();
    with.is_some_and(|with| matches!(whose::of(case, with), Whose::OfRecord))
}

fn signals(input: &Input<'_>, brought: &HashMap<(Name, String), NaiveDate>, out: &mut Gathered) {
    let book = input.book;
    let deals = by_name(&book.deals);
    for signal in &book.signals {
        let deal = signal.deal.as_ref().and_then(|name| {
            let name = name.trim();
            deals.get(name).copied().flatten()
        });
        let by = signal.by.as_ref();
        let seller = by.and_then(|by| book.process.person_name(by));
        let seller = seller.map(|name| out.person(book, name));
        let kind = kind(signal, seller.as_ref(), deal, brought);
        let (Some(date), Some(kind)) = (signal.date, kind) else {
            out.unreadable += 1;
            continue;
        };
        let partner = signal.partner.as_ref().map(|name| {
            let known = book.process.partner(name);
            known
                .and_then(|partner| partner.name.as_ref())
                .unwrap_or(name)
        });
        let partner = partner.or_else(|| deal.and_then(Deal::partner_name));
        let partner = partner.map(|name| out.partner(book, name));
        out.entries.push(SignalEntry {
            date: date.value,
            seller,
            partner,
            kind,
        });
    }
}

/// Returns deals by id, and by the last part of it if no other deal has that.
fn by_name(deals: &[Deal]) -> HashMap<&str, Option<&Deal>> {
    let mut names: HashMap<&str, Option<&Deal>> = HashMap::with_capacity(deals.len() * 2);
    for deal in deals {
        if let Some((_, last)) = deal.id.rsplit_once('/') {
            let entry = names.entry(last);
            entry.and_modify(|one| *one = None).or_insert(Some(deal));
        }
    }
    names.extend(deals.iter().map(|deal| (&*deal.id, Some(deal))));
    names
}

fn kind(
    signal: &Signal,
    seller: Option<&Name>,
    deal: Option<&Deal>,
    brought: &HashMap<(Name, String), NaiveDate>,
) -> Option<EntryKind> {
    let prompted = signal.prompted.is_some_and(|prompted| prompted.value);
    match signal.kind?.value {
        SignalKind::Request => {
            let account = signal
                .account
                .as_ref()
                .or(deal.and_then(Deal::account_name));
            let key = seller.cloned().zip(account.map(|name| company_key(name)));
            let first = key.and_then(|key| brought.get(&key));
            let was_brought = first
                .zip(signal.date)
                .is_some_and(|(first, date)| *first <= date.value);
            Some(EntryKind::Request {
                own: !prompted && !was_brought,
            })
        }
        SignalKind::Mention => Some(EntryKind::Mention { own: !prompted }),
        SignalKind::Dispute => {
            let about = signal.about.as_ref().map(|about| words(about));
            Some(EntryKind::Dispute {
                healthy: match about.as_deref() {
                    Some("account" | "partner") => Some(true),
                    Some("worth") => Some(false),
                    _ => None,
                },
            })
        }
    }
}
