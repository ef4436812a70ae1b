//! What the unit tests of rules have in common.

#[cfg(test)]
pub mod sample;
