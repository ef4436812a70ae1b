//! Fixes of JSON.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| kmslint::fuzzing::fixes("body.json", bytes));
