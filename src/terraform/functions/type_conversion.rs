//! Functions that change a value's type or marks: `tostring`, `tolist`, `sensitive` and their like.

use super::parameter::{Parameter, Shape};
use super::signature::{Call, Function};
use crate::terraform::expression::conversion::convert;
use crate::terraform::expression::scope::Evaluated;
use crate::value::Value;

const VALUE: &[Parameter] = &[Parameter::new("v", Shape::Any).nullable().maybe_unknown()];

pub(super) const FUNCTIONS: &[Function] = &[
    Function::new("tobool", VALUE, Shape::Bool, |call| converted(call, Shape::Bool)),
    Function::new("tolist", VALUE, Shape::ListOfAny, |call| converted(call, Shape::ListOfAny)),
    Function::new("tomap", VALUE, Shape::MapOfAny, |call| converted(call, Shape::MapOfAny)),
    Function::new("tonumber", VALUE, Shape::Number, |call| converted(call, Shape::Number)),
    Function::new("toset", VALUE, Shape::SetOfAny, |call| converted(call, Shape::SetOfAny)),
    Function::new("tostring", VALUE, Shape::String, |call| converted(call, Shape::String)),
    Function::new("sensitive", VALUE, Shape::Any, |call| Ok(Value { sensitive: true, ..call.argument(0).clone() })),
    Function::new("nonsensitive", VALUE, Shape::Any, |call| Ok(Value { sensitive: false, ..call.argument(0).clone() }))
        .keeping_marks(),
    Function::new("issensitive", VALUE, Shape::Bool, is_sensitive).keeping_marks(),
    Function::new("ephemeralasnull", VALUE, Shape::Any, |call| {
        Ok(call.unknown("ephemeralasnull depends on where the value comes from"))
    }),
];

fn converted(call: &Call<'_>, to: Shape) -> Evaluated {
    convert(call.argument(0), &to.to_type()).map_err(|reason| call.failure_at(0, reason))
}

fn is_sensitive(call: &Call<'_>) -> Evaluated {
    let value = call.argument(0);
    // A value that becomes known later may turn out to be sensitive.
    if value.is_unknown() && !value.sensitive {
        return Ok(call.unknown("whether the value is sensitive is not known"));
    }
    call.bool(value.sensitive)
}
