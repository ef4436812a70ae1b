//! Conversions between values whose types are known in every part, exactly as the type system below Terraform has them.
//!
//! Here [`Type::Any`] is a type of its own, the dynamic one: that of `null` as it is written, and of the elements of
//! `tolist([])`. It is not a type that is not known; values in which one is have no exact type, and what converts those
//! is the rest of [`super`].

mod preference;
mod unification;
mod values;

pub(super) use unification::{Safety, unify};
pub(crate) use values::element_of_all;
pub(super) use values::{convert, convert_in_pair};
