//! Arithmetic as Terraform does it, rounded to the precision of the operands.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Signed};

use super::{Number, PRECISION};

impl Number {
    #[must_use]
    pub(crate) fn negate(&self) -> Self {
        Self { mantissa: -&self.mantissa, is_negative_zero: self.is_zero() && !self.is_negative_zero, ..self.clone() }
    }

    #[must_use]
    pub(crate) fn abs(&self) -> Self {
        Self { mantissa: self.mantissa.abs(), is_negative_zero: false, ..self.clone() }
    }

    #[must_use]
    pub(crate) fn add(&self, other: &Self) -> Self {
        let precision = self.precision.max(other.precision);
        if self.is_zero() && other.is_zero() {
            return Self::signed_zero(self.is_negative_zero && other.is_negative_zero, precision);
        }
        let exponent = self.exponent.min(other.exponent);
        let left = &self.mantissa << (self.exponent - exponent);
        let right = &other.mantissa << (other.exponent - exponent);
        Self::rounded(left + right, exponent, precision)
    }

    #[must_use]
    pub(crate) fn subtract(&self, other: &Self) -> Self {
        self.add(&other.negate())
    }

    #[must_use]
    pub(crate) fn multiply(&self, other: &Self) -> Self {
        let precision = self.precision.max(other.precision);
        if self.is_zero() || other.is_zero() {
            return Self::signed_zero(self.is_negative() != other.is_negative(), precision);
        }
        let product =
            Self::rounded(&self.mantissa * &other.mantissa, self.exponent + other.exponent, PRECISION.max(precision));
        Self { precision: precision.max(product.mantissa.bits()), ..product }
    }

    /// `None` where `other` is zero: Terraform then has an infinity, or for zero by zero an error.
    pub(crate) fn divide(&self, other: &Self) -> Option<Self> {
        let precision = self.precision.max(other.precision);
        if other.is_zero() {
            return None;
        }
        if self.is_zero() {
            return Some(Self::signed_zero(self.is_negative() != other.is_negative(), precision));
        }
        let quotient = Self::ratio(&self.mantissa, &other.mantissa, precision);
        Some(Self { exponent: quotient.exponent + self.exponent - other.exponent, ..quotient })
    }

    /// The remainder with the dividend's sign, and its precision. Anything modulo zero is itself.
    ///
    /// Terraform computes it from the rounded quotient, so the result for very large dividends is not the
    /// mathematical one.
    #[must_use]
    pub(crate) fn modulo(&self, other: &Self) -> Self {
        let Some(quotient) = self.divide(other) else { return self.clone() };
        let part = other.multiply(&quotient.truncate()).with_precision(self.precision);
        self.subtract(&part).with_precision(self.precision)
    }

    /// The number without its fraction. Like those of `floor` and `ceil` a zero has no sign.
    #[must_use]
    pub(crate) fn truncate(&self) -> Self {
        if self.is_negative() { self.ceil() } else { self.floor() }
    }

    #[must_use]
    pub(crate) fn floor(&self) -> Self {
        self.divided_by_fraction(BigInt::div_floor)
    }

    #[must_use]
    pub(crate) fn ceil(&self) -> Self {
        self.divided_by_fraction(BigInt::div_ceil)
    }

    fn divided_by_fraction(&self, divide: fn(&BigInt, &BigInt) -> BigInt) -> Self {
        if self.is_integer() {
            return Self::rounded(self.mantissa.clone(), self.exponent, self.precision);
        }
        let divisor = BigInt::one() << self.exponent.unsigned_abs();
        Self::rounded(divide(&self.mantissa, &divisor), 0, self.precision)
    }
}
