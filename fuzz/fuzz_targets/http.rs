//! Recorded requests: URLs, forms, variables.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| kmslint::fuzzing::document("requests.http", bytes));
