//! Evaluates Terraform configuration as Terraform would without providers; what it cannot know is unknown.
//!
//! Evaluation returns a known value only where Terraform would certainly compute the same one.

pub mod block;
pub mod body;
pub mod budget;
mod call;
mod conditional;
pub mod calls;
pub mod constraint;
pub mod convert;
pub mod declarations;
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
pub mod evaluation;
pub mod evaluator;
pub mod expansion;
pub mod folder;
pub mod functions;
pub mod inputs;
pub mod instance;
pub mod literals;
pub mod manifest;
pub mod meta;
pub mod module;
pub mod modules;
pub mod overrides;
pub mod providers;
pub mod references;
pub mod resource_references;
pub mod resources;
pub mod scope;
pub mod symbols;
pub mod variables;
pub mod versions;

pub use budget::Budget;
pub use eval::evaluate;
pub use evaluation::{Evaluation, called_folders, evaluate_root};
pub use inputs::Inputs;
pub use modules::Modules;
pub use resources::EvaluatedResource;
pub use scope::{Evaluated, Failure, Files, Scope};
