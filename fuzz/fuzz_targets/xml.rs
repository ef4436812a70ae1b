//! Saved responses as XML.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| kmslint::fuzzing::document("instance.xml", bytes));
