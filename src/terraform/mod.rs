//! Evaluates Terraform configuration as Terraform would without providers; what it cannot know is unknown.
//!
//! Evaluation returns a known value only where Terraform would certainly compute the same one.

pub(crate) mod evaluation;
pub(crate) mod expression;
pub(crate) mod functions;
pub(crate) mod module;
pub(crate) mod plan;

pub(crate) use evaluation::evaluated_resource::EvaluatedResource;
pub(crate) use evaluation::limit::Limit;
pub(crate) use evaluation::{Evaluation, STACK_SIZE};
#[cfg(any(test, fuzzing))]
pub(crate) use functions::names as function_names;
pub(crate) use module::inputs::{Assigned, Assignment, Giver, Inputs};
pub(crate) use module::store::Modules;
