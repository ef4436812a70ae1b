//! One test binary, so that the crate is linked once.

#[cfg(test)]
mod hcl_syntax;
#[cfg(test)]
mod layers;
#[cfg(test)]
mod syntax;
mod project;
#[cfg(test)]
mod rules;
