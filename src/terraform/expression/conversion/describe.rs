//! Types in words, for messages.

use crate::value::Type;

/// A type as messages name it, with its article: `a list of strings`.
pub(crate) fn describe_type(of_type: &Type) -> String {
    match of_type {
        Type::Any => "a value of any type".to_owned(),
        Type::Bool => "a boolean".to_owned(),
        Type::Number => "a number".to_owned(),
        Type::String => "a string".to_owned(),
        Type::List(element) => format!("a list{}", of_elements(element)),
        Type::Set(element) => format!("a set{}", of_elements(element)),
        Type::Map(element) => format!("a map{}", of_elements(element)),
        Type::Tuple(elements) => format!("a tuple of {}", elements.len()),
        Type::Object(_) => "an object".to_owned(),
    }
}

fn of_elements(element: &Type) -> &'static str {
    match element {
        Type::Any => "",
        Type::Bool => " of booleans",
        Type::Number => " of numbers",
        Type::String => " of strings",
        Type::List(_) | Type::Tuple(_) => " of lists",
        Type::Set(_) => " of sets",
        Type::Map(_) => " of maps",
        Type::Object(_) => " of objects",
    }
}
