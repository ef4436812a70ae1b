//! One test binary, so that the crate is linked once.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

#[cfg(test)]
mod cli;
#[cfg(test)]
mod docs;
mod documents;
#[cfg(test)]
mod edits;
#[cfg(test)]
mod fixes;
mod hcl_limits;
#[cfg(test)]
mod hcl_syntax;
#[cfg(test)]
mod human;
#[cfg(test)]
mod layers;
#[cfg(test)]
mod modules;
mod project;
#[cfg(test)]
mod resources;
#[cfg(test)]
mod rules;
#[cfg(test)]
mod scope;
#[cfg(test)]
mod surfaces;
#[cfg(test)]
mod syntax;
mod team;
#[cfg(test)]
mod terraform_oracle;
mod terraform_plans;
#[cfg(test)]
mod undecided;
#[cfg(test)]
mod unreadable;
