//! Evaluates Terraform configuration as Terraform would without providers; what it cannot know is unknown.
//!
//! Evaluation returns a known value only where Terraform would certainly compute the same one.

pub mod evaluation;
pub mod expression;
pub mod functions;
pub mod module;
pub mod plan;

pub use evaluation::Evaluation;
pub use evaluation::evaluated_resource::EvaluatedResource;
pub use module::inputs::{Assigned, Assignment, Giver, Inputs};
pub use module::store::Modules;
