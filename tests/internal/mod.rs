//! Tests of the whole that look inside: a part of the library's unit tests, so that nothing is public for them alone.

pub(crate) mod chance;
mod dependencies;
mod docs;
mod documents;
mod edits;
mod fixes;
mod fuzzing;
mod hcl_limits;
mod hcl_syntax;
mod hook;
mod human;
mod layers;
mod modules;
mod packaging;
mod project;
mod rules;
mod scope;
mod surfaces;
mod syntax;
mod team;
mod terraform_oracle;
mod terraform_plans;
mod undecided;
mod unreadable;
