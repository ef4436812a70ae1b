//! Request bodies, plans, templates and saved responses as JSON.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| kmslint::fuzzing::document("body.json", bytes));
