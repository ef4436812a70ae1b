//! `realm-unknown`: the realm of a key is not a known region.

use crate::finding::Severity;
use crate::rule::{Fixable, Rule, RuleContext, Theme, examples};
use crate::spelling::one_of;
use crate::view::cloud::{Cloud, clouds_of, of_huawei_family};
use crate::view::finding::{advice_on, finding_on};
use crate::view::value::{is_template, shown};

pub(crate) static RULE: Rule = Rule {
    name: "realm-unknown",
    theme: Theme::Networks,
    severity: Severity::Info,
    is_on_by_default: true,
    summary: "the realm of a key is not a known region",
    why: "The realm of a key is the region in which it is created. Regions are added now and then, so a name that is \
          not in the list is only worth a look.",
    fixable: Fixable::No,
    options: &[],
    sources: &["https://docs.otc.t-systems.com/regions-and-endpoints/"],
    bad: examples!("realm-unknown", "example-bad.tf"),
    good: examples!("realm-unknown", "example-good.tf"),
    check,
};

fn check(cx: &mut RuleContext<'_>) {
    for resource in of_huawei_family(cx, "kms_key").filter(|resource| Cloud::of(resource) != Some(Cloud::Huawei)) {
        let Some((field, value)) = resource.body.written("realm") else {
            continue;
        };
        let clouds = clouds_of(resource, cx.tables());
        let Some(realm) = value.as_str().filter(|realm| !realm.is_empty() && !is_template(resource.notation, realm))
        else {
            continue;
        };
        // A project's name begins with its region: `eu-de_project`.
        let region = realm.split('_').next().unwrap_or(realm);
        if clouds.iter().any(|cloud| cloud.has_region(region) || cloud.region_of_zone(region).is_some()) {
            continue;
        }
        let help = match clouds.iter().find_map(|cloud| cloud.nearest_region(region)) {
            Some(nearest) => advice_on(field, value, &format!("`{nearest}`")),
            None => {
                let regions = match clouds.as_slice() {
                    [cloud] => one_of(cloud.regions.keys().map(String::as_str)),
                    _ => "a region".to_owned(),
                };
                advice_on(field, value, &regions).then(format!(", or remove `{}`", field.written))
            }
        };
        let whose = match clouds.as_slice() {
            [cloud] => &cloud.title,
            _ => "any cloud that has this API",
        };
        let message = format!("realm {} is not a known region of {whose}", shown(value));
        cx.report(resource, finding_on(field, value, message).with_help(help));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::sample::lines;

    #[test]
    fn regions_and_projects_are_fine() {
        let with = |realm: &str| {
            lines(&RULE, &format!(r#"{{"opentelekomcloud_kms_key_v1.a": {{"realm": "{realm}"}}}}"#)).len()
        };
        assert_eq!((with("eu-de"), with("eu-de_project"), with("eu-de-01"), with("?"), with("")), (0, 0, 0, 0, 0));
        assert_eq!(with("cn-north-1"), 1);
        assert!(lines(&RULE, r#"{"huaweicloud_kms_key.a": {"realm": "cn-north-1"}}"#).is_empty());
    }
}
