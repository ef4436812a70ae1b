//! `operation-unknown`: an operation that the API does not have.

use crate::finding::{Draft, Identity, Severity};
use crate::resource::Role;
use crate::rule::{Fixable, Rule, RuleContext, Theme, examples};

pub(crate) static RULE: Rule = Rule {
    name: "operation-unknown",
    theme: Theme::Arguments,
    severity: Severity::Warning,
    is_on_by_default: true,
    summary: "a request or command names an operation that the API does not have",
    why: "The API answers `InvalidAction.NotFound`, or that the path does not exist. Operations are added now and then, \
          so a name that is not in the list is a warning.",
    fixable: Fixable::No,
    options: &[],
    sources: &[
        "https://www.alibabacloud.com/help/en/kms/key-management-service/developer-reference/api-kms-2016-01-20-dir",
        "https://docs.otc.t-systems.com/key-management-service/api-ref/",
    ],
    bad: examples!("operation-unknown", "example-bad.sh"),
    good: examples!("operation-unknown", "example-good.sh"),
    check,
};

fn check(cx: &mut RuleContext<'_>) {
    for resource in cx.resources().iter().filter(|resource| resource.role == Role::Operation) {
        let product = resource.kind.split_once('/').map(|(_, product)| product);
        let cloud = cx.tables().cloud(&resource.kind);
        let Some((cloud, api)) = cloud.and_then(|cloud| Some((cloud, cloud.api(product?)?))) else { continue };
        let name = &resource.name;
        let message = format!("`{name}` is not an operation of {}", api.title);
        let (message, help) = match (cloud.api_of(name), api.nearest(name)) {
            (Some(owner), _) => {
                let message = format!("`{name}` is an operation of {}, not of {}", owner.title, api.title);
                (message, format!("call the product `{}`", owner.product))
            }
            (None, Some(nearest)) => (message, format!("write `{nearest}`")),
            (None, None) => {
                let message = format!("{message} as of {}", api.compared);
                (message, "write an operation of the API, or update kmslint".to_owned())
            }
        };
        let mut finding = Draft::new(resource.header, message).with_help(help);
        finding.identity = Identity::of_field("operation").with_value(name.to_string());
        cx.report(resource, finding);
    }
}
