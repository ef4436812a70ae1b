//! Manifests, templates, playbooks and workflows.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| kmslint::fuzzing::document("body.yaml", bytes));
