//! Resources of every table with values that rows allow, made of choices; their fixes too.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| kmslint::fuzzing::resources(bytes));
