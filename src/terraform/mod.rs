//! Evaluates Terraform configuration as Terraform would without providers; what it cannot know is unknown.
//!
//! Evaluation returns a known value only where Terraform would certainly compute the same one.

pub mod evaluation;
pub mod expression;
pub mod functions;
pub mod module;
pub mod plan;

pub use evaluation::evaluated_resource::EvaluatedResource;
pub use evaluation::{Evaluation, called_folders, evaluate_root};
pub use expression::budget::Budget;
pub use expression::evaluate;
pub use expression::scope::{Evaluated, Failure, Files, Scope};
pub use module::inputs::{Assigned, Assignment, Giver, Inputs};
pub use module::store::Modules;
