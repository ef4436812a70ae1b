//! Evaluates Terraform configuration as Terraform would without providers; what it cannot know is unknown.
//!
//! Evaluation returns a known value only where Terraform would certainly compute the same one.

pub mod block;
pub mod body;
pub mod budget;
mod call;
pub mod calls;
mod conditional;
pub mod constraint;
pub mod convert;
pub mod declarations;
pub mod equality;
pub mod eval;
pub mod evaluation;
pub mod evaluator;
pub mod expansion;
pub mod folder;
mod for_expression;
pub mod functions;
pub mod inputs;
pub mod instance;
pub mod literals;
pub mod manifest;
pub mod meta;
pub mod module;
pub mod modules;
mod operand;
mod operators;
pub mod overrides;
pub mod plan;
pub mod providers;
pub mod references;
pub mod resource_references;
pub mod resources;
pub mod scope;
mod splat;
pub mod symbols;
mod template;
mod traversal;
pub mod variables;
pub mod versions;

pub use budget::Budget;
pub use eval::evaluate;
pub use evaluation::{Evaluation, called_folders, evaluate_root};
pub use inputs::{Assignment, Inputs};
pub use modules::Modules;
pub use resources::EvaluatedResource;
pub use scope::{Evaluated, Failure, Files, Scope};
