//! Fixes of Terraform.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| kmslint::fuzzing::fixes("main.tf", bytes));
