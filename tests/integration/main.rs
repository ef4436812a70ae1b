//! The binary, as others use it. One test binary, so that the crate is linked once.

#[cfg(test)]
mod cli;
#[cfg(test)]
mod resources;
