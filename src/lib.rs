//! kmslint reads cloud Key Management Service configuration and says what is wrong with it before it is applied.

pub mod baseline;
pub mod cli;
pub mod config;
pub mod date;
pub mod discover;
pub mod docs;
pub mod finding;
pub mod fix;
pub mod linter;
pub mod report;
pub mod resource;
pub mod rule;
pub mod rules;
pub mod source;
pub mod spelling;
pub mod suppress;
pub mod surface;
pub mod syntax;
pub mod tables;
pub mod terraform;
pub mod value;
pub mod view;

#[cfg(test)]
#[path = "../tests/internal/mod.rs"]
mod internal;
