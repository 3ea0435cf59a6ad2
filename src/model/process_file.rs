//! process.toml as it is written; [`super::process`] is what it means.

use crate::text::{Node, Spanned, Value};
use rust_decimal::Decimal;

use super::deal::{Acceptance, Partner};
use super::duration::Duration;
use super::money::Amount;
use super::record::{FromNode, OneOrMany, Reader, Shape, Slot, Table, View, record};
use super::scalar::{Date, Flag, Percent, Text};

/// A list of texts as one value, where a list is a table's value.
#[derive(Clone, Debug, Default)]
pub struct Texts(pub Vec<Text>);

impl FromNode for Texts {
    const SHAPE: Shape = Shape::List(&Text::SHAPE);

    fn read(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        let mut texts = Vec::new();
        texts.fill(node, reader);
        Some(Self(texts))
    }

    fn view(&self) -> View<'_> {
        View::List(&self.0)
    }
}

/// `one_of`: a list of values, or the name of a table of process.toml.
#[derive(Clone, Debug, Default)]
pub struct OneOf {
    /// The values, when they are written out.
    pub values: Vec<Text>,
    /// The table whose keys are the values.
    pub table: Option<Text>,
}

impl FromNode for OneOf {
    const SHAPE: Shape = Shape::Either(&[Shape::List(&Text::SHAPE), Text::SHAPE]);

    fn read(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        let mut out = Self::default();
        match &node.value {
            Value::List(_) => out.values.fill(node, reader),
            _ => out.table.fill(node, reader),
        }
        Some(out)
    }

    fn view(&self) -> View<'_> {
        View::List(&self.values)
    }
}

record! {
    /// The whole file.
    pub struct ProcessFile {
        /// Name, currency and people.
        "process" process: Option<Head>,
        /// Value of one unit in the process currency.
        "currencies" currencies: Table<Spanned<Decimal>>,
        /// Weekend, holidays, fiscal year.
        "calendar" calendar: Option<CalendarFile>,
        /// Partners by key, so that a deal may name one by it.
        "partners" partners: Table<Partner>,
        /// The front door (D2).
        "registration" registration: Option<Registration>,
        /// How partners are credited.
        "credit" credit: Option<CreditFile>,
        /// What qualifies as a touch (D7.1).
        "attribution" attribution: Option<AttributionFile>,
        /// The stages, in order.
        "stages" stages: Vec<StageFile>,
        /// Acceptance, light packets, decline reasons.
        "handoff" handoff: Option<HandoffFile>,
        /// Telling the partner (D3.7).
        "feedback" feedback: Option<FeedbackFile>,
        /// Amounts by fiscal quarter.
        "targets" targets: Table<Spanned<Amount>>,
        /// The scorecard's bands (D5.3).
        "score" score: Option<ScoreFile>,
        /// The statistics.
        "forecast" forecast: Option<ForecastFile>,
        /// What lint looks at.
        "lint" lint: Option<LintFile>,
        /// The process's own history (D1.7).
        "changes" changes: Vec<Change>,
        /// The page for the meeting.
        "report" report: Option<ReportFile>,
    }
}

record! {
    /// `[process]`.
    pub struct Head {
        /// The motion's name.
        "name" name: Option<Text>,
        /// The process currency, an ISO code.
        "currency" currency: Option<Text>,
        /// Who owns the process jointly (D1.5).
        "owners" owners: Option<JointOwners>,
        /// Who is behind each role: partner_marketing, alliances, revops …
        "roles" roles: Table<Text>,
        /// Names that are not one person.
        "aliases" aliases: Vec<Text>,
    }
}

record! {
    /// One named person in partnerships and one in sales.
    pub struct JointOwners {
        /// In partnerships.
        "partnerships" partnerships: Option<Text>,
        /// In sales.
        "sales" sales: Option<Text>,
    }
}

record! {
    /// `[calendar]`.
    pub struct CalendarFile {
        /// Days of the week without work.
        "weekend" weekend: Option<Texts>,
        /// Days without work.
        "holidays" holidays: Vec<Date>,
        /// The month the fiscal year starts in.
        "fiscal_year_starts" fiscal_year_starts: Option<Text>,
    }
}

record! {
    /// `[registration]`.
    pub struct Registration {
        /// Paths that must be there.
        "required" required: Option<Texts>,
        /// How long a registration holds.
        "protection" protection: Option<Spanned<Duration>>,
        /// How soon it is answered.
        "answer_within" answer_within: Option<Spanned<Duration>>,
        /// The rule that resolves two registrations.
        "conflict" conflict: Option<Text>,
        /// Domains that many share, beside the built-in ones: they identify no account.
        "shared_domains" shared_domains: Vec<Text>,
    }
}

record! {
    /// `[credit]`.
    pub struct CreditFile {
        /// Rule and what it pays.
        "rules" rules: Table<CreditRule>,
    }
}

record! {
    /// What a credit rule pays: in words, and as a percentage where it is one.
    pub struct CreditRule, short = text {
        /// In words.
        "text" text: Option<Text>,
        /// The percentage.
        "percent" percent: Option<Percent>,
        /// Of what: `first-year value`.
        "of" of: Option<Text>,
    }
}

record! {
    /// `[attribution]`.
    pub struct AttributionFile {
        /// Kinds of touch that qualify, from the partner.
        "touches" touches: Option<Texts>,
        /// At most this long before the opportunity was created.
        "sourced_within" sourced_within: Option<Spanned<Duration>>,
        /// After creation, at most this long before the close.
        "influenced_within" influenced_within: Option<Spanned<Duration>>,
        /// Whether at least one qualifying touch must carry its source.
        "needs_source" needs_source: Option<Flag>,
    }
}

record! {
    /// An entry of `[[stages]]`.
    pub struct StageFile {
        /// How deals name it.
        "id" id: Option<Text>,
        /// Its former ids, by which older deals and commits name it (D1.7).
        "was" was: OneOrMany<Text>,
        /// The day it came into the process: a deal that passed its place before skipped nothing (D1.7).
        "since" since: Option<Date>,
        /// How people name it.
        "name" name: Option<Text>,
        /// `handoff` on exactly one stage.
        "kind" kind: Option<Text>,
        /// The one accountable person, or a field of the deal.
        "owner" owner: Option<OwnerFile>,
        /// Longer in the stage is a stall.
        "limit" limit: Option<Spanned<Duration>>,
        /// No partner touch for longer: sidelined.
        "silence" silence: Option<Spanned<Duration>>,
        /// On the handoff: the time to answer.
        "window" window: Option<Spanned<Duration>>,
        /// The belief, in per cent, until the history says better.
        "probability" probability: Option<Percent>,
        /// The usual stay, likewise.
        "duration" duration: Option<Spanned<Duration>>,
        /// What starts the handoff (D1.4).
        "trigger" trigger: Option<Text>,
        /// Paths on record when the handoff is left (D3.8).
        "transfers" transfers: Vec<Text>,
        /// The exit criteria.
        "exit" exit: Vec<CriterionFile>,
        /// What disqualifies a deal here (D1.3).
        "disqualify" disqualify: Vec<Text>,
    }
}

record! {
    /// An owner: a name, or a field of the deal with somebody named else.
    pub struct OwnerFile, short = name {
        /// The person.
        "name" name: Option<Text>,
        /// The path of the deal that names the person.
        "field" field: Option<Text>,
        /// Who, when the deal names nobody.
        "else" otherwise: Option<Text>,
    }
}

record! {
    /// An entry of `exit`.
    pub struct CriterionFile {
        /// Unique within the stage.
        "id" id: Option<Text>,
        /// The path it asks for.
        "field" field: Option<Text>,
        /// Exactly this value.
        "equals" equals: Option<Text>,
        /// One of these.
        "one_of" one_of: Option<OneOf>,
        /// This or more.
        "at_least" at_least: Option<Text>,
        /// This or less.
        "at_most" at_most: Option<Text>,
        /// A regular expression.
        "matches" matches: Option<Text>,
        /// `person`, `date`, `past date`, `future date`, `link`, `email`, `money`.
        "is" is: Option<Text>,
        /// A CEL expression over `deal`.
        "check" check: Option<Text>,
        /// What to say when it is unmet.
        "message" message: Option<Text>,
        /// Shown when it is unmet.
        "hint" hint: Option<Text>,
        /// The role or side whose move it is.
        "who" who: Option<Text>,
        /// Only for deals that entered the stage on or after this day.
        "since" since: Option<Date>,
        /// Only for deals of at least this amount, in the process currency, and for those without one (D4.7).
        "from" from: Option<Spanned<Amount>>,
    }
}

record! {
    /// `[handoff]`.
    pub struct HandoffFile {
        /// What counts as accepted, and by when.
        "acceptance" acceptance: Option<Acceptance>,
        /// The packet of a small deal (D4.7).
        "light" light: Option<Light>,
        /// Why a seller declines, and the component it speaks of (D4.8).
        "decline_reasons" decline_reasons: Table<Text>,
    }
}

record! {
    /// `[handoff] light`.
    pub struct Light {
        /// Deals below this amount, in the process currency.
        "below" below: Option<Spanned<Amount>>,
        /// The fields that they need.
        "required" required: Vec<Text>,
    }
}

record! {
    /// `[feedback]`.
    pub struct FeedbackFile {
        /// How soon the partner hears the outcome.
        "within" within: Option<Spanned<Duration>>,
    }
}

record! {
    /// `[score]`.
    pub struct ScoreFile {
        /// What a total says to do next, highest first.
        "bands" bands: Vec<Band>,
        /// How much each component weighs.
        "weights" weights: Option<WeightsFile>,
        /// How soon the partner's offer is due after sending (D5).
        "offer_within" offer_within: Option<Spanned<Duration>>,
        /// How old a quotation may be on the day of sending.
        "quote_age" quote_age: Option<Spanned<Duration>>,
        /// How old the newest dated source may be on the day of sending.
        "source_age" source_age: Option<Spanned<Duration>>,
    }
}

record! {
    /// `[score.weights]`; a component without a weight has 1.
    pub struct WeightsFile {
        /// Target account logic.
        "account-logic" account_logic: Option<Spanned<u32>>,
        /// Partner context.
        "partner-context" partner_context: Option<Spanned<u32>>,
        /// Relationship path.
        "relationship-path" relationship_path: Option<Spanned<u32>>,
        /// Buyer problem.
        "buyer-problem" buyer_problem: Option<Spanned<u32>>,
        /// Partner offer.
        "partner-offer" partner_offer: Option<Spanned<u32>>,
        /// Next action.
        "next-action" next_action: Option<Spanned<u32>>,
        /// Owner.
        "owner" owner: Option<Spanned<u32>>,
        /// Acceptance criteria.
        "acceptance" acceptance: Option<Spanned<u32>>,
        /// Proof.
        "proof" proof: Option<Spanned<u32>>,
    }
}

record! {
    /// An entry of `[score] bands`.
    pub struct Band {
        /// The lowest total in it.
        "from" from: Option<Spanned<u32>>,
        /// Its name.
        "name" name: Option<Text>,
        /// What to do.
        "advice" advice: Option<Text>,
    }
}

record! {
    /// `[forecast]`.
    pub struct ForecastFile {
        /// The day from which records are complete.
        "records_begin" records_begin: Option<Date>,
        /// Days ahead.
        "horizons" horizons: OneOrMany<Spanned<u32>>,
        /// Draws of the simulation.
        "draws" draws: Option<Spanned<u32>>,
        /// Its seed.
        "seed" seed: Option<Spanned<u32>>,
        /// What win rates are compared over.
        "group" group: Option<Text>,
        /// Whether a disqualified deal counts as lost.
        "disqualified_counts_as_lost" disqualified_counts_as_lost: Option<Flag>,
        /// What says how a deal stood on a past day: `git` or `dates`.
        "past" past: Option<Text>,
        /// What named people expect of a quarter: shown beside the forecast, in no figure of it (D8.2).
        "calls" calls: Vec<ForecastCall>,
    }
}

record! {
    /// An entry of `[[forecast.calls]]`: the newest of a person counts, the others are its history.
    pub struct ForecastCall {
        /// The fiscal quarter, as in `[targets]`.
        "quarter" quarter: Option<Text>,
        /// Who expects it.
        "by" by: Option<Text>,
        /// When it was said.
        "date" date: Option<Date>,
        /// What the quarter brings in all.
        "amount" amount: Option<Spanned<Amount>>,
        /// Why.
        "why" why: Option<Text>,
    }
}

record! {
    /// `[lint]`.
    pub struct LintFile {
        /// Families or rules that are run; all without it.
        "select" select: Vec<Text>,
        /// Families or rules that are not run.
        "ignore" ignore: Vec<Text>,
        /// Rule and level.
        "levels" levels: Table<Text>,
        /// Glob and the families or rules that are not run on it.
        "per_file" per_file: Table<Texts>,
        /// What one file may cost.
        "caps" caps: Option<Caps>,
        /// The numbers that rules go by.
        "limits" limits: Option<LimitsFile>,
    }
}

record! {
    /// `[lint.limits]`; [`super::limits::Limits`] has the defaults.
    pub struct LimitsFile {
        /// `hygiene/stale`: an open deal on which nothing has happened for longer.
        "stale" stale: Option<Spanned<Duration>>,
        /// `hygiene/no-touch`: an open deal that entered longer ago, without a single touch.
        "no_touch" no_touch: Option<Spanned<Duration>>,
        /// `history/backdated`: a stage entry committed longer after the day it claims.
        "backdated" backdated: Option<Spanned<Duration>>,
        /// `hygiene/pushed`: the close date moved out so often, or more.
        "pushed" pushed: Option<Spanned<u32>>,
        /// `handoff/conflict-check-late`: a conflict check longer before the sending.
        "conflict_check" conflict_check: Option<Spanned<Duration>>,
        /// `handoff/generic`: two texts that have so many per cent in common, or more.
        "generic" generic: Option<Spanned<u32>>,
        /// `process/mostly-waived`: a criterion is judged over so many deals, or more.
        "mostly_waived" mostly_waived: Option<Spanned<u32>>,
    }
}

record! {
    /// `[lint] caps`.
    pub struct Caps {
        /// Bytes of a file.
        "bytes" bytes: Option<Spanned<u32>>,
        /// Nesting.
        "depth" depth: Option<Spanned<u32>>,
        /// Values, after aliases.
        "values" values: Option<Spanned<u32>>,
    }
}

record! {
    /// `[report]`.
    pub struct ReportFile {
        /// The sections of the page for the meeting, in order.
        "sections" sections: Vec<Text>,
    }
}

record! {
    /// An entry of `[[changes]]`.
    pub struct Change {
        /// When.
        "date" date: Option<Date>,
        /// What changed.
        "what" what: Option<Text>,
        /// Who changed it.
        "by" by: Option<Text>,
        /// Why.
        "reason" reason: Option<Text>,
        /// More.
        "note" note: Option<Text>,
        /// Where it is on record.
        "source" source: Option<Text>,
    }
}
