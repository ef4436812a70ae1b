//! Conversions between values whose types are known in every part, exactly as the type system below Terraform has them.
//!
//! Here [`Type::Any`] is a type of its own, the dynamic one: that of `null` as it is written, and of the elements of
//! `tolist([])`. It is not a type that is not known; values in which one is have no exact type, and what converts those
//! is the rest of [`super`].

mod convertible;
mod preference;
mod type_of;
mod unification;
mod values;

pub(crate) use type_of::exact_type;
pub(super) use unification::unify;
pub(crate) use values::element_of_all;
pub(super) use values::{convert, convert_in_pair};

/// Which conversions count. Those that may fail for some values do not count as [`Safety::Safe`].
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Safety {
    Safe,
    Unsafe,
}
