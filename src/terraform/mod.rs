//! Evaluates Terraform configuration as Terraform would without providers; what it cannot know is unknown.
//!
//! Evaluation returns a known value only where Terraform would certainly compute the same one.

pub mod budget;
pub mod convert;
pub mod equality;
pub mod eval;
pub mod functions;
pub mod scope;

pub use budget::Budget;
pub use eval::evaluate;
pub use scope::{Evaluated, Failure, Files, Scope};
