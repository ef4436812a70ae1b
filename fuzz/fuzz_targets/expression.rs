//! Expressions and calls of every function, made of choices.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| kmslint::fuzzing::expression(bytes));
