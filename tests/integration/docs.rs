//! Pages that are written from the declarations of the rules.

use std::collections::BTreeSet;

use kmslint::config;
use kmslint::docs;
use kmslint::rules;
use kmslint::tables::Tables;

fn schema() -> String {
    let documents: Vec<&str> = Tables::built_in().operations().collect();
    docs::schema(rules::ALL, &documents)
}

#[test]
fn the_schema_has_the_settings_that_are_read() {
    let schema: serde_json::Value = serde_json::from_str(&schema()).unwrap();
    let names = |pointer: &str| -> BTreeSet<String> {
        schema.pointer(pointer).unwrap().as_object().unwrap().keys().cloned().collect()
    };
    let set = |keys: &[&str]| keys.iter().map(|&key| key.to_owned()).collect::<BTreeSet<_>>();
    assert_eq!(names("/properties"), set(config::KEYS));
    assert_eq!(names("/properties/documents/items/properties"), set(config::DOCUMENT_KEYS));
    assert_eq!(names("/properties/suppressions/items/properties"), set(config::SUPPRESSION_KEYS));
    assert_eq!(names("/properties/terraform/properties"), set(config::TERRAFORM_KEYS));
    let scenario = "/properties/terraform/properties/scenarios/additionalProperties/properties";
    assert_eq!(names(scenario), set(config::SCENARIO_KEYS));
    assert_eq!(schema.pointer("/properties/fail_on/enum").unwrap(), &serde_json::json!(config::FAIL_ON));
    assert_eq!(
        schema.pointer("/properties/rules/properties/alias-length/anyOf/0/enum").unwrap(),
        &serde_json::json!(config::SEVERITIES)
    );
}
