//! The binary and the public face of the library, as others use them. One test binary, so that the crate is linked once.

#[cfg(test)]
mod cli;
#[cfg(test)]
mod face;
#[cfg(test)]
mod lsp;
#[cfg(test)]
mod map;
#[cfg(test)]
mod resources;
