//! `crypt-annotations-incomplete`: a volume names its key by a part of what is needed.

use crate::finding::{Draft, Identity, Severity};
use crate::resource::Presence;
use crate::rule::{Fixable, Rule, RuleContext, Theme, examples};
use crate::view::instance::name_on;

pub(crate) static RULE: Rule = Rule {
    name: "crypt-annotations-incomplete",
    theme: Theme::Consumers,
    severity: Severity::Warning,
    is_on_by_default: true,
    summary: "a storage volume lacks one of the settings that name its key",
    why: "File storage needs three settings together: the key's id, its alias and the id of the account. If one of \
          them is missing, the volume is created without encryption, or not at all. A disk needs only the key's id.",
    fixable: Fixable::No,
    options: &[],
    sources: &["https://docs.otc.t-systems.com/cloud-container-engine/umn/storage/index.html"],
    bad: examples!("crypt-annotations-incomplete", "example-bad.yaml"),
    good: examples!("crypt-annotations-incomplete", "example-good-1.yaml", "example-good-2.yaml"),
    check,
};

const SETTINGS: &[&str] = &["crypt_key_id", "crypt_alias", "crypt_domain_id"];

fn check(cx: &mut RuleContext<'_>) {
    for resource in cx.written("otc/storage_encryption") {
        let body = &resource.body;
        let (there, missing): (Vec<&str>, Vec<&str>) =
            SETTINGS.iter().partition(|name| body.presence(name) != Presence::Absent);
        if there.is_empty() || missing.is_empty() {
            continue;
        }
        let driver = body.known_str("driver").unwrap_or_default();
        // The names of storage classes are free: only whole words of them say something.
        let says = |words: &[&str]| driver.split(['-', '.', '_']).any(|word| words.contains(&word));
        // The id is all that a disk needs; the others are there for file storage only.
        let is_alone = there == ["crypt_key_id"] && !says(&["nas", "sfs", "sfsturbo"]);
        if is_alone || there.contains(&"crypt_key_id") && says(&["disk", "evs"]) {
            continue;
        }
        let names: Vec<String> = missing.iter().map(|name| name_on(cx, resource, &[name])).collect();
        let (names, shown) = (names.join(" and "), names.join("` and `"));
        let mut finding = Draft::new(body.header, format!("this volume lacks `{shown}`"));
        finding.identity = Identity::of_field(names);
        cx.report(resource, finding.with_help(format!("add `{shown}`")));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::sample::lines;

    #[test]
    fn file_storage_needs_all_three() {
        let of_class = |class: &str, annotations: &str| {
            let object = format!(
                r#"{{"kubernetes:PersistentVolumeClaim": {{"metadata": {{"annotations": {{{annotations}}}}}{class}}}}}"#
            );
            lines(&RULE, &object)
        };
        let with = |annotations: &str| of_class("", annotations);
        let on = |class: &str, annotations: &str| {
            of_class(&format!(r#", "spec": {{"storageClassName": "{class}"}}"#), annotations)
        };
        let (id, alias, domain) = (
            r#""everest.io/crypt-key-id": "k""#,
            r#""everest.io/crypt-alias": "sfs/default""#,
            r#""everest.io/crypt-domain-id": "d""#,
        );
        assert!(with(&format!(r#"{id}, {alias}, {domain}"#)).is_empty());
        assert!(with(id).is_empty(), "a disk");
        for disk in ["disk.csi.everest.io", "csi-disk", "nasdaq-quotes"] {
            assert!(on(disk, id).is_empty(), "{disk}");
        }
        assert!(on("csi-disk", &format!("{id}, {alias}")).is_empty(), "an alias does no harm");
        assert!(
            on("nas.csi.everest.io", id)[0]
                .ends_with("this volume lacks `everest.io/crypt-alias` and `everest.io/crypt-domain-id`")
        );
        assert!(with(&format!("{id}, {alias}"))[0].ends_with("this volume lacks `everest.io/crypt-domain-id`"));
        assert!(with(&format!("{alias}, {domain}"))[0].ends_with("this volume lacks `everest.io/crypt-key-id`"));
    }
}
