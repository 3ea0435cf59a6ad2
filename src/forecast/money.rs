//! The two units of money in a forecast: whole cents, which are reported, and unrounded amounts, which statistics yield.

use std::iter::Sum;
use std::ops::{Add, Sub};

/// An amount in whole minor units of the process currency: cents of a dollar, yen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cents(pub i64);

/// An amount that is not rounded, such as a mean; one unit is a hundred cents.
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd)]
pub struct UnroundedMoney(pub f64);

impl Cents {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// Adds; a sum beyond what fits stays at the limit.
    #[must_use]
    pub fn saturating_add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }

    /// Subtracts; a difference beyond what fits stays at the limit.
    #[must_use]
    pub fn saturating_sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }

    /// Returns the amount without its sign.
    #[must_use]
    pub fn saturating_abs(self) -> Self {
        Self(self.0.saturating_abs())
    }

    /// Returns the amount for further calculation.
    #[allow(clippy::cast_precision_loss)]
    pub fn unrounded(self) -> UnroundedMoney {
        UnroundedMoney(self.0 as f64 / 100.0)
    }
}

impl Sum for Cents {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, Self::saturating_add)
    }
}

impl UnroundedMoney {
    /// Rounds half away from zero; not a number becomes nothing.
    #[allow(clippy::cast_possible_truncation)]
    pub fn cents(self) -> Cents {
        Cents((self.0 * 100.0).round() as i64)
    }
}

impl Add for UnroundedMoney {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl Sub for UnroundedMoney {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl Sum for UnroundedMoney {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        Self(amounts.map(|amount| amount.0).sum())
    }
}
