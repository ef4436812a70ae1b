//! `format` and `formatlist`.

use super::format_verb::{FormatError, Verb, scan};
use super::parameter::{Parameter, Shape};
use super::signature::{Call, Function};
use crate::syntax::text::{Text, TextBuilder};
use crate::terraform::expression::conversion::{convert, type_of};
use crate::terraform::expression::scope::{Evaluated, Failure};
use crate::terraform::functions::number_text::{Notation, absolute};
use crate::terraform::functions::{graphemes, json_text};
use crate::value::{Number, Sequence, SequenceKind, Type, Value, ValueKind};

const FORMAT: &[Parameter] = &[Parameter::new("format", Shape::String)];
const ARGUMENTS: Parameter = Parameter::new("args", Shape::Any).with_marks_of_parts().nullable().maybe_unknown();

/// Widths and precisions beyond this are never meant and would only fill memory.
const MAX_WIDTH: usize = 1 << 20;

pub(super) const FUNCTIONS: &[Function] = &[
    Function::new("format", FORMAT, Shape::String, format).variadic(ARGUMENTS),
    Function::new("formatlist", FORMAT, Shape::ListOfStrings, format_list).variadic(ARGUMENTS),
];

fn format(call: &Call<'_>) -> Evaluated {
    if call.rest(1).iter().any(is_untyped_null) {
        return Ok(call.unknown_of("Terraform leaves the format of a null without a type unknown", Type::Any));
    }
    formatted(call, call.rest(1))
}

/// Terraform gives up on a null whose type it does not know.
fn is_untyped_null(value: &Value) -> bool {
    value.is_null() && type_of(value) == Type::Any
}

fn format_list(call: &Call<'_>) -> Evaluated {
    let arguments = call.rest(1);
    if arguments.iter().any(is_untyped_null) {
        return Ok(call.unknown_of("Terraform leaves the format of a null without a type unknown", Type::Any));
    }
    let mut count: Option<(usize, usize)> = None;
    let mut is_undecided = false;
    for (index, argument) in arguments.iter().enumerate() {
        let Some(sequence) = argument.as_sequence() else {
            is_undecided |= may_be_sequence(argument);
            continue;
        };
        let is_unordered =
            sequence.kind == SequenceKind::Set && sequence.items.len() > 1 && !argument.is_wholly_known();
        if sequence.is_open() || is_unordered {
            is_undecided = true;
            continue;
        }
        let length = sequence.items.len();
        match count {
            Some((first, expected)) if expected != length => {
                let message =
                    format!("argument {} has {length} elements and argument {} has {expected}", index + 1, first + 1);
                return Err(call.failure(message));
            }
            Some(_) => {}
            None => count = Some((index, length)),
        }
    }
    if is_undecided {
        return Ok(call.unknown("the number of elements is not known"));
    }
    let count = count.map_or(1, |(_, count)| count);
    if !call.allows_elements(count) {
        return Ok(call.too_much());
    }
    let mut items = Vec::with_capacity(count);
    for index in 0..count {
        let chosen: Vec<Value> = arguments
            .iter()
            .map(|argument| match argument.as_sequence() {
                Some(sequence) => sequence.items.get(index).cloned().unwrap_or_else(Value::null),
                None => argument.clone(),
            })
            .collect();
        items.push(formatted(call, &chosen)?);
    }
    let list = Sequence::closed(SequenceKind::List, items);
    let value = Value::from(ValueKind::Sequence(list));
    Ok(if count == 0 { value.typed(Shape::ListOfStrings.to_type()) } else { value })
}

fn may_be_sequence(value: &Value) -> bool {
    value.is_unknown() && matches!(type_of(value), Type::Any | Type::List(_) | Type::Set(_) | Type::Tuple(_))
}

fn formatted(call: &Call<'_>, arguments: &[Value]) -> Evaluated {
    let template = call.partial(0);
    let refused = |error: FormatError| call.failure(error);
    let parts = scan(template.known_bytes()).map_err(refused)?;
    if let [Ok(verb)] = parts.as_slice()
        && let Some(only) = passed_through(verb, arguments)
    {
        return Ok(only);
    }
    let mut builder = Text::builder();
    let mut used = 0;
    for part in &parts {
        match part {
            Err(literal) => builder.push_part(&template, literal.clone()),
            Ok(verb) => {
                let Some(argument) = verb.argument.checked_sub(1).and_then(|index| arguments.get(index)) else {
                    let (wanted, count) = (verb.argument, arguments.len());
                    return Err(call.failure(format!("`{}` takes argument {wanted} of {count}", verb.text)));
                };
                used = used.max(verb.argument);
                append(call, verb, argument, &mut builder)?;
            }
        }
        if !call.context().budget.allows_string(builder.len(), call.span()) {
            return Ok(call.too_much());
        }
    }
    if used < arguments.len() {
        let (count, plural) = (arguments.len(), if used == 1 { "" } else { "s" });
        return Err(call.failure(format!("there are {count} arguments for {used} verb{plural}")));
    }
    call.text(builder)
}

/// An unknown string on its own stays the same value.
fn passed_through(verb: &Verb, arguments: &[Value]) -> Option<Value> {
    match arguments {
        [only] if only.is_unknown() && type_of(only) == Type::String && verb.is_plain() => Some(only.clone()),
        _ => None,
    }
}

fn append(call: &Call<'_>, verb: &Verb, argument: &Value, builder: &mut TextBuilder) -> Result<(), Failure> {
    let refused = |reason: &str| call.failure(format!("`{}`: {reason}", verb.text));
    if verb.width.is_some_and(|width| width > MAX_WIDTH) || verb.precision.is_some_and(|digits| digits > MAX_WIDTH) {
        builder.push_hole();
        return Ok(());
    }
    if argument.is_null() && verb.mode != 'v' {
        return Err(refused("null cannot be formatted"));
    }
    let wanted = match verb.mode {
        'v' => Type::Any,
        's' | 'q' => Type::String,
        't' => Type::Bool,
        _ => Type::Number,
    };
    let argument = convert(argument, &wanted).map_err(|reason| refused(&reason))?;
    if argument.is_unknown() {
        builder.push_hole();
        return Ok(());
    }
    let place = argument.span.unwrap_or(call.span());
    let text = match &argument.kind {
        ValueKind::String(text) if verb.mode != 'q' && !verb.is_sharp_value() => {
            append_text(verb, text, builder);
            return Ok(());
        }
        ValueKind::String(text) if verb.mode == 'q' => match text.known() {
            Some(known) => padded(verb, json_text::quote(truncated(verb, known))),
            None => {
                builder.push_hole();
                return Ok(());
            }
        },
        ValueKind::Bool(value) if verb.mode == 't' => value.to_string(),
        ValueKind::Number(number) if verb.mode == 'v' && !verb.is_sharp_value() => {
            let sign = if number.is_negative() { "-" } else { "" };
            padded(verb, format!("{sign}{}", absolute(number, Notation::General(None))))
        }
        ValueKind::Number(number) if verb.mode != 'v' => {
            numeric(verb, number).ok_or_else(|| refused("a whole number is required"))?
        }
        _ => {
            let mut json = Text::builder();
            json_text::write(&argument, place, &mut json);
            let json = json.finish(place);
            match json.known() {
                Some(known) if verb.width.is_some() => padded(verb, known.to_owned()),
                None if verb.width.is_some() => {
                    builder.push_hole();
                    return Ok(());
                }
                _ => {
                    builder.push_text(&json);
                    return Ok(());
                }
            }
        }
    };
    builder.push(&text, place);
    Ok(())
}

fn append_text(verb: &Verb, text: &Text, builder: &mut TextBuilder) {
    let is_whole = verb.width.is_none() && (verb.mode == 'v' || verb.precision.unwrap_or(0) == 0);
    match text.known() {
        _ if is_whole => builder.push_text(text),
        None => builder.push_hole(),
        Some(known) => {
            let kept = if verb.mode == 'v' { known } else { truncated(verb, known) };
            let pad = padding(verb, kept);
            let source = text.span();
            if !verb.minus {
                builder.push(&pad, source);
            }
            builder.push_part(text, 0..kept.len());
            if verb.minus {
                builder.push(&pad, source);
            }
        }
    }
}

fn truncated<'a>(verb: &Verb, text: &'a str) -> &'a str {
    match verb.precision {
        Some(limit) if limit > 0 => graphemes::first(text, limit),
        _ => text,
    }
}

fn padding(verb: &Verb, text: &str) -> String {
    let missing = verb.width.unwrap_or(0).saturating_sub(graphemes::count(text));
    if verb.zero { "0" } else { " " }.repeat(missing)
}

fn padded(verb: &Verb, text: String) -> String {
    let pad = padding(verb, &text);
    if verb.minus { text + &pad } else { pad + &text }
}

/// A number as Go's own formatting shows it; `None` where the verb takes whole numbers only.
fn numeric(verb: &Verb, number: &Number) -> Option<String> {
    let is_whole = "bdoxX".contains(verb.mode);
    // A negative zero is shown with its sign as a fraction only.
    let is_negative = number.is_negative() && !(is_whole && number.is_zero());
    let sign = match (is_negative, verb.plus, verb.space) {
        (true, ..) => "-",
        (false, true, _) => "+",
        (false, false, true) => " ",
        _ => "",
    };
    let width = verb.width.unwrap_or(0);
    if !is_whole {
        let digits = float_digits(verb, number);
        let missing = width.saturating_sub(sign.len() + digits.len());
        // Zeros win over the minus, other than with whole numbers.
        return Some(if verb.zero {
            format!("{sign}{}{digits}", "0".repeat(missing))
        } else if verb.minus {
            format!("{sign}{digits}{}", " ".repeat(missing))
        } else {
            format!("{}{sign}{digits}", " ".repeat(missing))
        });
    }
    let (radix, prefix) = match verb.mode {
        'b' => (2, "0b"),
        'o' => (8, "0"),
        'x' => (16, "0x"),
        'X' => (16, "0X"),
        _ => (10, ""),
    };
    let prefix = if verb.sharp { prefix } else { "" };
    let mut digits = number.abs().to_bigint()?.to_str_radix(radix);
    if verb.mode == 'X' {
        digits.make_ascii_uppercase();
    }
    let mut zeros = 0;
    if let Some(precision) = verb.precision {
        if digits == "0" && precision == 0 {
            return Some(String::new());
        }
        zeros = precision.saturating_sub(digits.len());
    }
    let missing = width.saturating_sub(sign.len() + prefix.len() + zeros + digits.len());
    let (mut left, mut right) = (0, 0);
    if verb.minus {
        right = missing;
    } else if verb.zero && verb.precision.is_none() {
        zeros = missing;
    } else {
        left = missing;
    }
    let (left, zeros, right) = (" ".repeat(left), "0".repeat(zeros), " ".repeat(right));
    Some(format!("{left}{sign}{prefix}{zeros}{digits}{right}"))
}

fn float_digits(verb: &Verb, number: &Number) -> String {
    let notation = match verb.mode {
        'e' | 'E' => Notation::Exponent(verb.precision.unwrap_or(6)),
        'f' => Notation::Fixed(verb.precision.unwrap_or(6)),
        _ => Notation::General(verb.precision),
    };
    let digits = absolute(number, notation);
    if verb.mode.is_ascii_uppercase() { digits.to_ascii_uppercase() } else { digits }
}
