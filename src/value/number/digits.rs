//! The decimal digits of `mantissa × 2^exponent`: all of them, or the fewest that read back as the same number.

use std::fmt;

use num_bigint::BigUint;
use num_integer::Integer;
use num_traits::Zero;

/// Decimal digits, without zeros at the end, and the place of the decimal point before or among or after them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Digits {
    /// Each 0 to 9; none for zero.
    pub digits: Vec<u8>,
    /// The number of digits before the decimal point; negative where zeros follow the point.
    pub point: i64,
}

impl Digits {
    /// Every digit: a binary fraction always ends in decimal.
    pub(super) fn exact(mantissa: &BigUint, exponent: i64) -> Self {
        let (number, fraction_digits) = if exponent >= 0 {
            (mantissa << exponent, 0)
        } else {
            (mantissa * BigUint::from(5u8).pow(exponent.unsigned_abs() as u32), exponent.unsigned_abs() as i64)
        };
        let digits = number.to_radix_be(10);
        let point = digits.len() as i64 - fraction_digits;
        Self { digits, point }.without_last_zeros()
    }

    /// The fewest digits that no other mantissa of `precision` bits is nearer to.
    pub(super) fn shortest(mantissa: &BigUint, exponent: i64, precision: u64) -> Self {
        if mantissa.is_zero() {
            return Self { digits: Vec::new(), point: 0 };
        }
        let shift = precision.saturating_sub(mantissa.bits());
        let full = mantissa << shift;
        // Twice the mantissa, so that half a unit in the last place is a whole number.
        let exponent = exponent - shift as i64 - 1;
        let inclusive = full.is_even();
        let middle = Self::exact(&(&full << 1u32), exponent);
        let lower = Self::exact(&((&full << 1u32) - 1u8), exponent);
        let upper = Self::exact(&((&full << 1u32) + 1u8), exponent);
        let mut digits = Vec::new();
        for index in 0..middle.digits.len() {
            let at = |decimal: &Self| decimal.digit(index as i64 + decimal.point - middle.point);
            let (low, digit, up) = (at(&lower), at(&middle), at(&upper));
            let is_last =
                |decimal: &Self| index as i64 + decimal.point - middle.point + 1 >= decimal.digits.len() as i64;
            let may_cut = low != digit || (inclusive && is_last(&lower));
            let may_raise = digit != up && (inclusive || digit + 1 < up || !is_last(&upper));
            digits.push(digit);
            if may_cut || may_raise {
                let raises = if may_cut && may_raise { middle.rounds_up_after(index) } else { may_raise };
                let cut = Self { digits, point: middle.point };
                return if raises { cut.raised() } else { cut.without_last_zeros() };
            }
        }
        Self { digits, point: middle.point }.without_last_zeros()
    }

    /// One more in the last place.
    fn raised(mut self) -> Self {
        while self.digits.last() == Some(&9) {
            self.digits.pop();
        }
        match self.digits.last_mut() {
            Some(last) => *last += 1,
            None => {
                self.digits.push(1);
                self.point += 1;
            }
        }
        self
    }

    fn without_last_zeros(mut self) -> Self {
        while self.digits.last() == Some(&0) {
            self.digits.pop();
        }
        self
    }

    fn digit(&self, index: i64) -> u8 {
        usize::try_from(index).ok().and_then(|index| self.digits.get(index).copied()).unwrap_or(0)
    }

    /// Half to even.
    fn rounds_up_after(&self, index: usize) -> bool {
        match self.digits.get(index + 1) {
            None => false,
            Some(5) if self.digits.len() == index + 2 => self.digits.get(index).is_some_and(|digit| digit % 2 == 1),
            Some(digit) => *digit >= 5,
        }
    }
}

/// Without an exponent and without a sign.
impl fmt::Display for Digits {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits: String = self.digits.iter().map(|digit| char::from(b'0' + digit)).collect();
        let point_at = usize::try_from(self.point).unwrap_or(0);
        if digits.is_empty() {
            formatter.write_str("0")
        } else if self.point <= 0 {
            write!(formatter, "0.{}{digits}", "0".repeat(self.point.unsigned_abs() as usize))
        } else if point_at >= digits.len() {
            write!(formatter, "{digits}{}", "0".repeat(point_at - digits.len()))
        } else {
            let (whole, fraction) = digits.split_at(point_at);
            write!(formatter, "{whole}.{fraction}")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shortest(mantissa: u64, exponent: i64, precision: u64) -> String {
        Digits::shortest(&BigUint::from(mantissa), exponent, precision).to_string()
    }

    #[test]
    fn a_fraction_has_all_its_digits() {
        assert_eq!(Digits::exact(&BigUint::from(5u8), -4).to_string(), "0.3125");
        assert_eq!(Digits::exact(&BigUint::from(5u8), 4).to_string(), "80");
    }

    #[test]
    fn fewer_bits_need_fewer_digits() {
        // 0.1 as a machine float, and the same bits among neighbours that are further apart.
        assert_eq!(shortest(0x0019_9999_9999_999A, -56, 53), "0.1");
        assert_eq!(shortest(3, -2, 53), "0.75");
        assert_eq!(shortest(3, -2, 2), "0.8");
    }

    #[test]
    fn a_raised_nine_carries() {
        let nines = Digits { digits: vec![9, 9], point: 1 };
        assert_eq!(nines.raised(), Digits { digits: vec![1], point: 2 });
    }
}
