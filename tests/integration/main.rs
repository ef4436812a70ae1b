//! One test binary, so that the crate is linked once.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

mod layers;
