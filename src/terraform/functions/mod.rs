//! The functions of Terraform's language, each as Terraform computes it.
//!
//! A function is declared once: its parameters, the type of its result, and the body that computes it. Converting
//! the arguments, refusing null and giving up on arguments that are not known is the same for all of them.

mod base64_text;
mod collection;
mod csv;
mod date;
mod duration;
mod encoding;
mod filesystem;
mod format;
mod format_verb;
mod graphemes;
mod hash;
mod ip_network;
mod json_text;
mod letters;
mod mapping;
pub(super) mod number_text;
mod numeric;
mod parameter;
mod pattern;
mod pattern_outcome;
mod pattern_syntax;
pub(super) mod quoting;
mod sequence;
mod set;
mod signature;
mod string;
mod type_conversion;
mod unicode_age;
pub(super) mod unicode_form;
mod unicode_names;
mod yaml_beginning;
mod yaml_dialect;
mod yaml_document;
mod yaml_scalar;
mod yaml_text;

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::terraform::expression::scope::Evaluated;
use crate::value::Value;
pub(crate) use signature::CallContext;
use signature::Function;

/// The result of a function; `None` where there is no function of that name.
///
/// The name may begin with `core::`. `try`, `can`, `templatefile` and `templatestring` are not among them,
/// because they evaluate expressions themselves.
pub(crate) fn call(name: &str, arguments: Vec<Value>, context: &CallContext<'_>) -> Option<Evaluated> {
    if name.starts_with("provider::") {
        return Some(Ok(Value::unknown(format!("{name} is a function of a provider")).at(context.span)));
    }
    let function = FUNCTIONS.get(name.strip_prefix("core::").unwrap_or(name))?;
    Some(function.call(arguments, context))
}

/// The names of all functions that [`call`] knows, in no particular order.
#[cfg(any(test, fuzzing))]
pub(crate) fn names() -> impl Iterator<Item = &'static str> {
    FUNCTIONS.keys().copied()
}

static FUNCTIONS: LazyLock<HashMap<&'static str, &'static Function>> = LazyLock::new(|| {
    let families: [&'static [Function]; _] = [
        collection::FUNCTIONS,
        date::FUNCTIONS,
        encoding::FUNCTIONS,
        filesystem::FUNCTIONS,
        format::FUNCTIONS,
        hash::FUNCTIONS,
        ip_network::FUNCTIONS,
        mapping::FUNCTIONS,
        numeric::FUNCTIONS,
        pattern::FUNCTIONS,
        sequence::FUNCTIONS,
        set::FUNCTIONS,
        string::FUNCTIONS,
        type_conversion::FUNCTIONS,
    ];
    families.into_iter().flatten().map(|function| (function.name, function)).collect()
});

#[cfg(test)]
mod partial_knowledge;
#[cfg(test)]
mod tests;
