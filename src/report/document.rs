//! What every JSON document has in common: the envelope, and one form for each kind of figure. Amounts are decimal strings in
//! the process currency, shares and chances are fractions, absent is `null`, lists stand in a stated order.

use std::fmt;
use std::ops::{Add, AddAssign, Sub};

use chrono::NaiveDate;
use iso_currency::Currency;
use rust_decimal::Decimal;
use serde::{Serialize, Serializer};

use crate::analysis::acceptance::Outcome;
use crate::analysis::next_moves::Step;
use crate::analysis::score::{Cause, ComponentKind, Grade};
use crate::analysis::worth;
use crate::forecast::money::{Cents, UnroundedMoney};
use crate::model::{Deal, Duration, Stage};
use crate::text::{FileId, Span};

use super::{Input, minor, money};

/// The version of every document. It changes only when something is removed or gets another meaning.
pub const VERSION: u32 = 1;

/// A report with what says how to read it.
#[derive(Debug, Serialize)]
pub struct Envelope<R> {
    version: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    today: Option<NaiveDate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    currency: Option<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    incomplete: Vec<String>,
    #[serde(flatten)]
    report: R,
}

impl<R: Serialize> Envelope<R> {
    /// Returns a document whose amounts are in the process currency.
    pub fn new(input: &Input<'_>, report: R) -> Self {
        Self {
            currency: Some(input.book.process.currencies.base.code()),
            ..Self::without_money(input, report)
        }
    }

    /// Returns a document that has no amount in it.
    pub fn without_money(input: &Input<'_>, report: R) -> Self {
        Self {
            today: Some(input.book.today),
            ..Self::undated(report).with_incomplete(&input.book.incomplete)
        }
    }

    /// Adds what the run could not see, so that a program knows that rules did not run or figures are short.
    #[must_use]
    pub fn with_incomplete(self, incomplete: &[String]) -> Self {
        Self {
            incomplete: incomplete.to_vec(),
            ..self
        }
    }

    /// Returns a document that says neither day nor currency, as those of lint do.
    pub fn undated(report: R) -> Self {
        Self {
            version: VERSION,
            today: None,
            currency: None,
            incomplete: Vec::new(),
            report,
        }
    }
}

/// An amount in the process currency. Serialises as a decimal string to the minor unit, such as `145000.00`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Money {
    /// In units of the currency.
    pub amount: Decimal,
    /// The process currency.
    pub currency: Currency,
}

impl Money {
    /// Returns what a deal is worth; `None` if no usable amount is on record.
    pub fn of_deal(input: &Input<'_>, deal: &Deal) -> Option<Self> {
        let amount = worth::expected(&input.book.process, deal)?;
        Some(Self::of(input, amount))
    }

    /// Returns an amount that is in the process currency.
    pub fn of(input: &Input<'_>, amount: Decimal) -> Self {
        Self {
            amount,
            currency: input.currency(),
        }
    }

    /// Returns nothing of a currency.
    pub fn zero(currency: Currency) -> Self {
        Self {
            amount: Decimal::ZERO,
            currency,
        }
    }

    /// Returns whole minor units as an amount.
    pub fn of_cents(cents: Cents, currency: Currency) -> Self {
        Self {
            amount: minor::of_cents(cents, currency),
            currency,
        }
    }

    /// Returns a result of the statistics, rounded to whole minor units.
    pub fn rounded(amount: UnroundedMoney, currency: Currency) -> Self {
        Self::of_cents(amount.cents(), currency)
    }

    /// Returns it in whole minor units, as the statistics count.
    pub fn cents(self) -> Cents {
        minor::to_cents(self.amount, self.currency)
    }

    /// Returns the amount without its sign.
    #[must_use]
    pub fn abs(self) -> Self {
        Self {
            amount: self.amount.abs(),
            ..self
        }
    }

    /// Returns whether it is exactly nothing.
    pub fn is_zero(self) -> bool {
        self.amount.is_zero()
    }

    /// Returns the sum of amounts.
    pub fn sum(currency: Currency, amounts: impl IntoIterator<Item = Self>) -> Self {
        Self {
            amount: amounts.into_iter().map(|money| money.amount).sum(),
            currency,
        }
    }
}

/// Both amounts are in the process currency, the only one that figures are in.
impl AddAssign for Money {
    fn add_assign(&mut self, other: Self) {
        self.amount += other.amount;
    }
}

impl Add for Money {
    type Output = Self;

    fn add(mut self, other: Self) -> Self {
        self += other;
        self
    }
}

impl Sub for Money {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self {
            amount: self.amount - other.amount,
            ..self
        }
    }
}

impl Serialize for Money {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&money::exact(self.amount, self.currency))
    }
}

impl From<Money> for Decimal {
    fn from(money: Money) -> Self {
        money.amount
    }
}

/// Serialises a value as the text that it shows itself as.
///
/// # Errors
/// Those of the serializer.
pub fn as_text<S: Serializer>(value: &impl fmt::Display, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(value)
}

/// A move, in a word or two.
impl Serialize for Step {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        as_text(self, serializer)
    }
}

/// A stage of the process. Serialises as its id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StageRef {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
}

impl From<&Stage> for StageRef {
    fn from(stage: &Stage) -> Self {
        Self {
            id: stage.id.to_string(),
            name: stage.name.clone(),
        }
    }
}

impl Serialize for StageRef {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.id.serialize(serializer)
    }
}

/// A length of time as written in process.toml: `{"n": 5, "unit": "business days"}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Length(pub Duration);

impl Serialize for Length {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Written {
            n: u32,
            unit: &'static str,
        }
        let Self(Duration { n, unit }) = *self;
        Written {
            n,
            unit: unit.words(2),
        }
        .serialize(serializer)
    }
}

/// A ratio: a share or a chance from 0 to 1, or an error as a part of what came. Serialises to nine decimals; what is beyond is
/// noise.
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd)]
pub struct Share(pub f64);

impl Serialize for Share {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64((self.0 * 1e9).round() / 1e9)
    }
}

/// A percentage as it is written. Serialises as a decimal in a text without trailing zeros: `"12.5"`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PerCent(pub Decimal);

impl fmt::Display for PerCent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.normalize())
    }
}

impl Serialize for PerCent {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        as_text(self, serializer)
    }
}

/// A figure of statistics, such as a mean or the end of an interval. Serialises to a fixed number of decimals; more would suggest a false precision.
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd)]
pub struct Rounded<const DECIMALS: i32>(pub f64);

impl<const DECIMALS: i32> Serialize for Rounded<DECIMALS> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let scale = 10_f64.powi(DECIMALS);
        serializer.serialize_f64((self.0 * scale).round() / scale)
    }
}

/// Serialises types of the analysis as the word that names each value.
macro_rules! as_word {
    ($($type:ty: $word:expr,)*) => {$(
        impl Serialize for $type {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str($word(self))
            }
        }
    )*};
}

as_word! {
    Grade: |grade: &Grade| grade.name(),
    Cause: |cause: &Cause| cause.name(),
    Outcome: |outcome: &Outcome| outcome.name(),
    ComponentKind: |kind: &ComponentKind| kind.id,
}

/// A position: a file and a line. Flattened into the row that it belongs to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Place {
    /// The path from the root, with `/`.
    pub path: String,
    /// The line, from 1.
    pub line: usize,
}

impl Place {
    /// Returns where a span of a file begins.
    pub fn of(input: &Input<'_>, file: FileId, span: Span) -> Self {
        let source = input.book.sources.file(file);
        Self {
            path: source.path.to_string(),
            line: source.position(span.start as usize).line,
        }
    }
}
