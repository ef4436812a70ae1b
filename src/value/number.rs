//! Numbers as Terraform has them: binary floating point with a 512-bit mantissa, shown as the shortest decimal.

mod arithmetic;
mod digits;

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

use num_bigint::{BigInt, BigUint, Sign};
use num_integer::Integer;
use num_traits::{One, Signed, ToPrimitive, Zero};

pub(crate) use digits::Digits;

/// Bits of the mantissa of a number that was read from text (go-cty uses `big.Float` with 512).
const PRECISION: u64 = 512;

/// Bits of the mantissa of a number that was counted, such as a length or an index.
const INTEGER_PRECISION: u64 = 64;

/// Bits of the mantissa of a machine float.
const FLOAT_PRECISION: u64 = 53;

/// Decimal exponents beyond this are refused when a number is read, so that no text of a few bytes costs megabytes.
const MAX_EXPONENT: i64 = 10_000;

/// Binary exponents beyond this make a number extreme.
const MAX_BINARY_EXPONENT: i64 = 40_000;

/// `mantissa × 2^exponent`, with an odd mantissa or zero, so that equal numbers have equal fields.
///
/// The precision takes no part in comparisons. It decides how the results of operations are rounded and shown:
/// a length has fewer bits than a literal, so `length([1]) / length([1, 2, 3])` has fewer digits than `1 / 3`.
#[derive(Clone, Debug)]
pub(crate) struct Number {
    mantissa: BigInt,
    exponent: i64,
    precision: u64,
    /// Terraform has a negative zero, which equals zero and is shown as `-0`.
    is_negative_zero: bool,
}

impl Number {
    pub(crate) fn zero() -> Self {
        Self::signed_zero(false, PRECISION)
    }

    fn signed_zero(is_negative: bool, precision: u64) -> Self {
        Self { mantissa: BigInt::zero(), exponent: 0, precision, is_negative_zero: is_negative }
    }

    /// Reads decimal notation with optional sign, fraction and exponent.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (digits, exponent) = match text.find(['e', 'E']) {
            Some(at) => (text.get(..at)?, text.get(at + 1..)?.parse::<i64>().ok()?),
            None => (text, 0),
        };
        if exponent.abs() > MAX_EXPONENT {
            return None;
        }
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let (sign, whole) = match whole.strip_prefix('-') {
            Some(rest) => (Sign::Minus, rest),
            None => (Sign::Plus, whole.strip_prefix('+').unwrap_or(whole)),
        };
        let all: String = [whole, fraction].concat();
        if all.is_empty() || !all.bytes().all(|byte| byte.is_ascii_digit()) || all.len() > MAX_EXPONENT as usize {
            return None;
        }
        let digits = BigUint::parse_bytes(all.as_bytes(), 10)?;
        let exponent = exponent - fraction.len() as i64;
        let power = BigUint::from(10u8).pow(u32::try_from(exponent.unsigned_abs()).ok()?);
        if digits.is_zero() {
            return Some(Self::signed_zero(sign == Sign::Minus, PRECISION));
        }
        let digits = BigInt::from_biguint(sign, digits);
        let power = BigInt::from(power);
        Some(if exponent >= 0 {
            Self::rounded(digits * power, 0, PRECISION)
        } else {
            Self::ratio(&digits, &power, PRECISION)
        })
    }

    /// The number rounded to a mantissa of fewer or more bits.
    #[must_use]
    pub(crate) fn with_precision(&self, bits: u64) -> Self {
        if self.is_zero() {
            return Self::signed_zero(self.is_negative_zero, bits);
        }
        Self::rounded(self.mantissa.clone(), self.exponent, bits)
    }

    /// So large or so near to zero that its digits would fill pages. Nobody writes such a number; leave it unknown.
    pub(crate) fn is_extreme(&self) -> bool {
        self.exponent.abs() > MAX_BINARY_EXPONENT
    }

    pub(crate) fn is_integer(&self) -> bool {
        self.exponent >= 0
    }

    /// Whether there is a minus sign; negative zero has one.
    pub(crate) fn is_negative(&self) -> bool {
        self.mantissa.is_negative() || self.is_negative_zero
    }

    pub(crate) fn is_zero(&self) -> bool {
        self.mantissa.is_zero()
    }

    /// The value, where it is a whole number in range.
    pub(crate) fn to_i64(&self) -> Option<i64> {
        if !self.is_integer() || self.exponent > 64 {
            return None;
        }
        (&self.mantissa << self.exponent).to_i64()
    }

    pub(crate) fn to_usize(&self) -> Option<usize> {
        self.to_i64().and_then(|value| usize::try_from(value).ok())
    }

    /// The whole number, however large.
    pub(crate) fn to_bigint(&self) -> Option<BigInt> {
        self.is_integer().then(|| &self.mantissa << self.exponent)
    }

    pub(crate) fn from_bigint(value: BigInt) -> Self {
        let precision = value.bits().max(INTEGER_PRECISION);
        Self::rounded(value, 0, precision)
    }

    /// The nearest machine float; infinite where it is out of range.
    pub(crate) fn to_f64(&self) -> f64 {
        self.to_string().parse().unwrap_or(f64::NAN)
    }

    /// The exact value of a machine float; `None` for infinities and NaN.
    pub(crate) fn from_f64(value: f64) -> Option<Self> {
        if !value.is_finite() {
            return None;
        }
        let bits = value.abs().to_bits();
        let raw = (bits >> 52) as i64;
        let fraction = bits & ((1 << 52) - 1);
        let (mantissa, exponent) = if raw == 0 { (fraction, -1074) } else { (fraction | 1 << 52, raw - 1075) };
        if mantissa == 0 {
            return Some(Self::signed_zero(value.is_sign_negative(), FLOAT_PRECISION));
        }
        let sign = if value.is_sign_negative() { Sign::Minus } else { Sign::Plus };
        Some(Self::rounded(BigInt::from_biguint(sign, BigUint::from(mantissa)), exponent, FLOAT_PRECISION))
    }

    /// All digits of the absolute value: whole and exact, because a binary fraction always ends in decimal.
    pub(crate) fn exact_digits(&self) -> Digits {
        Digits::exact(self.mantissa.magnitude(), self.exponent)
    }

    /// The fewest digits of the absolute value that read back as the same number, as in the text of a number.
    pub(crate) fn shortest_digits(&self) -> Digits {
        Digits::shortest(self.mantissa.magnitude(), self.exponent, self.precision)
    }

    fn ratio(numerator: &BigInt, denominator: &BigInt, precision: u64) -> Self {
        let bits = numerator.bits() as i64 - denominator.bits() as i64;
        let shift = (precision as i64 + 2 - bits).max(0);
        let shifted: BigInt = numerator << shift;
        let sign = if numerator.is_negative() == denominator.is_negative() { Sign::Plus } else { Sign::Minus };
        let (quotient, remainder) = shifted.magnitude().div_rem(denominator.magnitude());
        // A sticky bit keeps the rounding right: what is left over lies below the last bit that is kept.
        let sticky = (quotient << 1u32) + BigUint::from(u8::from(!remainder.is_zero()));
        Self::rounded(BigInt::from_biguint(sign, sticky), -shift - 1, precision)
    }

    /// Rounds half to even at the precision, and normalises.
    fn rounded(mantissa: BigInt, exponent: i64, precision: u64) -> Self {
        if mantissa.is_zero() {
            return Self::signed_zero(false, precision);
        }
        let (sign, mut magnitude) = mantissa.into_parts();
        let mut exponent = exponent;
        let bits = magnitude.bits();
        if bits > precision {
            let shift = bits - precision;
            let half = BigUint::one() << (shift - 1);
            let rest = &magnitude & ((BigUint::one() << shift) - 1u8);
            magnitude >>= shift;
            if rest > half || (rest == half && magnitude.is_odd()) {
                magnitude += 1u8;
            }
            exponent += shift as i64;
        }
        let zeros = magnitude.trailing_zeros().unwrap_or(0);
        magnitude >>= zeros;
        Self {
            mantissa: BigInt::from_biguint(sign, magnitude),
            exponent: exponent + zeros as i64,
            precision,
            is_negative_zero: false,
        }
    }
}

impl From<i64> for Number {
    fn from(value: i64) -> Self {
        Self::rounded(BigInt::from(value), 0, INTEGER_PRECISION)
    }
}

impl From<i32> for Number {
    fn from(value: i32) -> Self {
        Self::from(i64::from(value))
    }
}

impl From<usize> for Number {
    fn from(value: usize) -> Self {
        Self::rounded(BigInt::from(value), 0, INTEGER_PRECISION)
    }
}

impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        self.mantissa == other.mantissa && self.exponent == other.exponent
    }
}

impl Eq for Number {}

impl Hash for Number {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.mantissa.hash(state);
        self.exponent.hash(state);
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        let exponent = self.exponent.min(other.exponent);
        let left = &self.mantissa << (self.exponent - exponent);
        let right = &other.mantissa << (other.exponent - exponent);
        left.cmp(&right)
    }
}

/// The shortest decimal, without an exponent, that reads back as the same number.
impl fmt::Display for Number {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_negative() {
            formatter.write_str("-")?;
        }
        if self.is_zero() {
            return formatter.write_str("0");
        }
        // With every whole number around it in reach, a whole number is its own shortest decimal.
        if self.exponent >= 0 && self.mantissa.bits() as i64 + self.exponent <= self.precision.min(63) as i64 {
            let whole = (self.mantissa.magnitude() << self.exponent).to_u64();
            return write!(formatter, "{}", whole.unwrap_or_default());
        }
        self.shortest_digits().fmt(formatter)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Number {
        Number::parse(text).unwrap_or_else(|| panic!("{text} is a number"))
    }

    #[test]
    fn decimals_are_shown_as_written() {
        for text in
            ["0", "7", "-12.5", "0.1", "1000000000000000000000000000000", "123456789012345678901234567890", "0.001"]
        {
            assert_eq!(number(text).to_string(), text);
        }
        assert_eq!(number("1e3").to_string(), "1000");
        assert_eq!(number("1.50").to_string(), "1.5");
    }

    #[test]
    fn sums_of_decimals_are_decimals() {
        assert_eq!(number("0.1").add(&number("0.2")).to_string(), "0.3");
        assert_eq!(number("10").divide(&number("4")).map(|value| value.to_string()).as_deref(), Some("2.5"));
        assert!(number("1").divide(&number("3")).is_some_and(|third| third.to_string().starts_with("0.33333")));
        assert_eq!(number("-7").modulo(&number("3")), number("-1"));
    }

    #[test]
    fn a_quotient_of_lengths_has_fewer_digits() {
        let third = Number::from(1).divide(&Number::from(3));
        assert_eq!(third.map(|third| third.to_string()).as_deref(), Some("0.33333333333333333334"));
        let third = Number::from(1).divide(&number("3"));
        assert_eq!(third.map(|third| third.to_string().len()), Some(157));
    }

    #[test]
    fn zero_has_a_sign_that_does_not_count() {
        let zero = number("0");
        let negative = zero.multiply(&number("-1"));
        assert_eq!(negative.to_string(), "-0");
        assert_eq!(negative, zero);
        assert_eq!(negative.cmp(&zero), Ordering::Equal);
        assert_eq!(negative.negate().to_string(), "0");
        assert_eq!(negative.add(&negative).to_string(), "-0");
        assert_eq!(negative.add(&zero).to_string(), "0");
        assert_eq!(number("1").subtract(&number("1")).to_string(), "0");
        assert_eq!(negative.floor().to_string(), "0");
        assert_eq!(number("-0.5").ceil().to_string(), "0");
    }

    #[test]
    fn anything_modulo_zero_is_itself() {
        assert_eq!(number("1").modulo(&number("0")), number("1"));
        assert_eq!(number("0").modulo(&number("0")), number("0"));
    }

    #[test]
    fn machine_numbers_convert_both_ways() {
        assert_eq!(number("2.5").to_i64(), None);
        assert_eq!(number("9223372036854775807").to_i64(), Some(i64::MAX));
        assert_eq!(number("9223372036854775808").to_i64(), None);
        assert_eq!(Number::from_f64(0.5), Some(number("0.5")));
        assert_eq!(number("-1.5").floor(), number("-2"));
        assert_eq!(number("-1.5").ceil(), number("-1"));
    }

    #[test]
    fn what_is_not_a_number_is_refused() {
        for text in ["", "-", ".", "1.2.3", "0x10", "1e999999999", "1e10001", " 1", "1 "] {
            assert!(Number::parse(text).is_none(), "{text:?}");
        }
    }
}
