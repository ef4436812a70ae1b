//! Evaluates Terraform configuration as Terraform would without providers; what it cannot know is unknown.
//!
//! Evaluation returns a known value only where Terraform would certainly compute the same one.

pub mod budget;
mod call;
mod conditional;
pub mod convert;
pub mod equality;
pub mod eval;
mod for_expression;
pub mod functions;
mod operand;
mod operators;
pub mod scope;
mod splat;
mod template;
mod traversal;

pub use budget::Budget;
pub use eval::evaluate;
pub use scope::{Evaluated, Failure, Files, Scope};
