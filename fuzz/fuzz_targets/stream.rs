//! The stream on which they come.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| kmslint::fuzzing::stream(bytes));
