//! Functions on numbers.

use std::cmp::Ordering;

use num_bigint::BigInt;
use num_traits::Num as _;

use super::parameter::{Parameter, Shape};
use super::signature::{Call, Function};
use crate::terraform::expression::scope::Evaluated;
use crate::value::{Number, Type, Value, ValueKind};

const NUMBER: &[Parameter] = &[Parameter::new("num", Shape::Number)];

pub(super) const FUNCTIONS: &[Function] = &[
    Function::new("abs", NUMBER, Shape::Number, |call| number(call, call.number(0).abs())),
    Function::new("ceil", NUMBER, Shape::Number, |call| number(call, call.number(0).ceil())),
    Function::new("floor", NUMBER, Shape::Number, |call| number(call, call.number(0).floor())),
    Function::new(
        "log",
        &[Parameter::new("num", Shape::Number), Parameter::new("base", Shape::Number)],
        Shape::Number,
        log,
    ),
    Function::new("max", &[], Shape::Number, |call| extreme(call, Ordering::Greater))
        .variadic(Parameter::new("numbers", Shape::Number)),
    Function::new("min", &[], Shape::Number, |call| extreme(call, Ordering::Less))
        .variadic(Parameter::new("numbers", Shape::Number)),
    Function::new(
        "parseint",
        &[Parameter::new("number", Shape::Any), Parameter::new("base", Shape::Number)],
        Shape::Number,
        parse_int,
    ),
    Function::new(
        "pow",
        &[Parameter::new("num", Shape::Number), Parameter::new("power", Shape::Number)],
        Shape::Number,
        pow,
    ),
    Function::new("signum", NUMBER, Shape::Number, signum),
];

fn number(call: &Call<'_>, number: Number) -> Evaluated {
    // Rounding loses the sign of what becomes zero.
    let number = if number.is_zero() { Number::zero() } else { number };
    Ok(Value::number(number).at(call.span()))
}

fn signum(call: &Call<'_>) -> Evaluated {
    let sign = call.integer(0)?.signum();
    number(call, Number::from(sign))
}

fn extreme(call: &Call<'_>, wanted: Ordering) -> Evaluated {
    let mut arguments = call.arguments().iter();
    let Some(mut best) = arguments.next() else {
        return Err(call.failure("at least one number is required"));
    };
    for argument in arguments {
        if let (Some(left), Some(right)) = (argument.as_number(), best.as_number())
            && left.cmp(right) == wanted
        {
            best = argument;
        }
    }
    Ok(best.clone())
}

fn parse_int(call: &Call<'_>) -> Evaluated {
    let Some(text) = call.argument(0).as_str() else {
        if matches!(call.argument(0).kind, ValueKind::Unknown(_)) {
            return Ok(call.unknown_of("the string is not known", Type::Number));
        }
        return Err(call.failure_at(0, "it must be a string"));
    };
    let radix = call.integer(1)?;
    let Some(radix) = u32::try_from(radix).ok().filter(|radix| (2..=62).contains(radix)) else {
        return Err(call.failure_at(1, "the base must be from 2 to 62"));
    };
    let refused = || call.failure_at(0, format!("{text:?} is not a whole number of base {radix}"));
    let (is_negative, digits) = match text.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    if digits.is_empty() || !digits.chars().all(|digit| value_of_digit(digit, radix).is_some()) {
        return Err(refused());
    }
    if !call.allows_steps(digits.len()) || digits.len() > 4096 {
        return Ok(call.unknown("the number has too many digits"));
    }
    let magnitude = if radix <= 36 {
        BigInt::from_str_radix(digits, radix).map_err(|_| refused())?
    } else {
        digits.chars().fold(BigInt::from(0), |sum, digit| sum * radix + value_of_digit(digit, radix).unwrap_or(0))
    };
    if magnitude.bits() > 512 {
        return Ok(call.unknown("the number has more digits than Terraform keeps"));
    }
    number(call, Number::from_bigint(if is_negative { -magnitude } else { magnitude }))
}

/// Digits, then lower-case and upper-case letters; up to base 36 the case does not count.
fn value_of_digit(digit: char, radix: u32) -> Option<u32> {
    let value = match digit {
        '0'..='9' => digit as u32 - '0' as u32,
        'a'..='z' => digit as u32 - 'a' as u32 + 10,
        'A'..='Z' if radix <= 36 => digit as u32 - 'A' as u32 + 10,
        'A'..='Z' => digit as u32 - 'A' as u32 + 36,
        _ => return None,
    };
    (value < radix).then_some(value)
}

/// Terraform computes powers with machine numbers. Whole exponents multiply in a fixed order, which is repeated
/// here; others go through functions whose last digit depends on the machine.
fn pow(call: &Call<'_>) -> Evaluated {
    let (base, power) = (call.number(0).to_f64(), call.number(1).to_f64());
    // An odd power of negative zero keeps its sign.
    if call.number(0).is_zero() && call.number(0).is_negative() && power > 0.0 && power % 2.0 == 1.0 {
        return Ok(Value::number(Number::zero().negate()).at(call.span()));
    }
    // No number is the root of a negative one.
    if base < 0.0 && power.fract() != 0.0 {
        return Err(call.failure("a negative number has no power that is not whole"));
    }
    let result = if power == 0.0 || base == 1.0 {
        1.0
    } else if power == 1.0 {
        base
    } else if power == 0.5 {
        base.sqrt()
    } else if base == 0.0 && power > 0.0 && power.fract() == 0.0 {
        0.0
    } else if power.fract() == 0.0 && power.abs() < 4096.0 && base != 0.0 {
        machine_power(base, power)
    } else {
        f64::NAN
    };
    machine_number(call, result)
}

fn machine_number(call: &Call<'_>, result: f64) -> Evaluated {
    match Number::from_f64(result).filter(|_| result.abs() > f64::MIN_POSITIVE || result == 0.0) {
        // Also zero has the precision of a machine number, which a sum with it keeps.
        Some(result) if result.is_zero() => Ok(Value::number(Number::from_f64(0.0).unwrap_or(result)).at(call.span())),
        Some(result) => number(call, result),
        None => Ok(call.unknown("the result is not a number that every machine computes alike")),
    }
}

/// Powers by squaring fractions between a half and one, with the binary exponent apart, as Go's library does.
fn machine_power(base: f64, power: f64) -> f64 {
    let (mut fraction, mut exponent) = fraction_and_exponent(base);
    let (mut result, mut result_exponent) = (1.0, 0_i64);
    let mut left = power.abs() as u64;
    while left != 0 {
        if exponent.abs() > 1 << 12 {
            return f64::NAN;
        }
        if left & 1 == 1 {
            result *= fraction;
            result_exponent += exponent;
        }
        fraction *= fraction;
        exponent *= 2;
        if fraction < 0.5 {
            fraction += fraction;
            exponent -= 1;
        }
        left >>= 1;
    }
    if power < 0.0 {
        result = 1.0 / result;
        result_exponent = -result_exponent;
    }
    if result_exponent.abs() > 1000 {
        return f64::NAN;
    }
    result * 2_f64.powi(result_exponent as i32)
}

/// A fraction from a half up to one, and the power of two that it is multiplied with.
fn fraction_and_exponent(value: f64) -> (f64, i64) {
    if !value.is_normal() {
        return (f64::NAN, 0);
    }
    let bits = value.to_bits();
    let exponent = ((bits >> 52) & 0x7ff) as i64 - 1022;
    (f64::from_bits(bits & !(0x7ff << 52) | 1022 << 52), exponent)
}

/// The quotient of two logarithms. They are computed in Go's way and in the machine's own; where these differ the
/// last digit is not certain.
fn log(call: &Call<'_>) -> Evaluated {
    let (value, base) = (call.number(0).to_f64(), call.number(1).to_f64());
    // Terraform has infinities, and no value for what is no number.
    if value < 0.0 || base < 0.0 || value == 0.0 && base == 0.0 || value == 1.0 && base == 1.0 {
        return Err(call.failure("there is no such logarithm"));
    }
    let result = portable_log(value) / portable_log(base);
    if value <= 0.0 || base <= 0.0 || result.to_bits() != (value.ln() / base.ln()).to_bits() {
        return Ok(call.unknown("the last digit of the logarithm is not certain"));
    }
    machine_number(call, result)
}

/// The natural logarithm by the series of FreeBSD's `e_log.c`.
fn portable_log(value: f64) -> f64 {
    const LN_2_HIGH: f64 = 6.931_471_803_691_238e-1;
    const LN_2_LOW: f64 = 1.908_214_929_270_587_7e-10;
    const L1: f64 = 6.666_666_666_666_735e-1;
    const L2: f64 = 3.999_999_999_940_942e-1;
    const L3: f64 = 2.857_142_874_366_239e-1;
    const L4: f64 = 2.222_219_843_214_978_4e-1;
    const L5: f64 = 1.818_357_216_161_805e-1;
    const L6: f64 = 1.531_383_769_920_937_3e-1;
    const L7: f64 = 1.479_819_860_511_658_6e-1;
    let (mut fraction, mut exponent) = fraction_and_exponent(value);
    if fraction < std::f64::consts::FRAC_1_SQRT_2 {
        fraction *= 2.0;
        exponent -= 1;
    }
    let f = fraction - 1.0;
    let k = exponent as f64;
    let s = f / (2.0 + f);
    let s2 = s * s;
    let s4 = s2 * s2;
    let odd = s2 * (L1 + s4 * (L3 + s4 * (L5 + s4 * L7)));
    let even = s4 * (L2 + s4 * (L4 + s4 * L6));
    let rest = odd + even;
    let half_square = 0.5 * f * f;
    k * LN_2_HIGH - ((half_square - (s * (half_square + rest) + k * LN_2_LOW)) - f)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn powers_round_as_machine_numbers_do() {
        assert_eq!(machine_power(1.1, 2.0), 1.210_000_000_000_000_2);
        assert_eq!(machine_power(10.0, -2.0), 0.01);
        assert_eq!(machine_power(2.0, 10.0), 1024.0);
        assert_eq!(machine_power(-3.0, 3.0), -27.0);
    }

    #[test]
    fn logarithms_are_those_of_the_machine() {
        for value in [2.0, 10.0, 1000.0, 0.5, 7.25, 1e9] {
            assert!((portable_log(value) - f64::ln(value)).abs() <= f64::EPSILON * f64::ln(value).abs());
        }
    }
}
