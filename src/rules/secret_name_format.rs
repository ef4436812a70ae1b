//! `secret-name-format`: a secret has a name that its type does not allow.

use crate::finding::Severity;
use crate::resource::{Presence, Role};
use crate::rule::{Fixable, Rule, RuleContext, Theme, examples};
use crate::syntax::text::Text;
use crate::view::finding::{advice_on, finding_on};
use crate::view::value::{quotable, shown, text_of};

pub(crate) static RULE: Rule = Rule {
    name: "secret-name-format",
    theme: Theme::Secrets,
    severity: Severity::Error,
    is_on_by_default: true,
    summary: "a secret has a name that its type does not allow",
    why: "A name has up to 192 letters, digits and `_/+=.@-`. Names that begin with `acs/` belong to the cloud: \
          secrets of ECS have to begin with `acs/ecs/`, others must not begin with `acs/`, and the secret for RAM \
          credentials is called `$Auto`.",
    fixable: Fixable::No,
    options: &[],
    sources: &["https://www.alibabacloud.com/help/en/kms/key-management-service/developer-reference/api-createsecret"],
    bad: examples!("secret-name-format", "example-bad.tf"),
    good: examples!("secret-name-format", "example-good.tf"),
    check,
};

/// The most characters of a name.
const LONGEST: usize = 192;

fn check(cx: &mut RuleContext<'_>) {
    for resource in cx.written("alibaba/kms_secret") {
        let body = &resource.body;
        let Some(text) = body.value("secret_name").and_then(|value| text_of(resource, value)) else { continue };
        // What only uses a secret says nothing of its type.
        let makes_it = resource.role == Role::Managed || &*resource.name == "CreateSecret";
        let secret_type = match body.presence("secret_type") {
            Presence::Absent if makes_it => Some("Generic"),
            Presence::Set => body.known_str("secret_type"),
            _ => None,
        };
        // Calls on a secret of another account name it by its ARN.
        let is_arn = !makes_it && (text.known_prefix().starts_with("acs:") || text.known_bytes().contains(":secret/"));
        if is_arn {
            continue;
        }
        let is_empty = makes_it && text.known() == Some("");
        let empty = || ("is empty".to_owned(), "a name of letters, digits and `_/+=.@-`".to_owned());
        let Some((problem, advice)) = is_empty.then(empty).or_else(|| problem(&text, secret_type)) else { continue };
        let Some((field, value)) = body.written("secret_name") else {
            continue;
        };
        let finding = finding_on(field, value, format!("secret name {} {problem}", shown(value)));
        cx.report(resource, finding.with_help(advice_on(field, value, &advice)));
    }
}

/// The name of an ARN; else the name with dashes for spaces and the like.
fn with_dashes(name: &str, allowed: impl Fn(&char) -> bool) -> Option<String> {
    if let Some((_, name)) = name.split_once(":secret/") {
        return quotable(name);
    }
    let is_sign = |character: char| character == ' ' || character.is_ascii_punctuation();
    let can_be_replaced = name.chars().all(|character| allowed(&character) || is_sign(character));
    let parts: Vec<&str> = name.split(|character| !allowed(&character)).filter(|part| !part.is_empty()).collect();
    quotable(&parts.join("-")).filter(|_| can_be_replaced)
}

/// What is wrong with a name, and what to write.
fn problem(text: &Text, secret_type: Option<&str>) -> Option<(String, String)> {
    if secret_type == Some("RAMCredentials") {
        let is_other = text.known().is_some_and(|name| name != "$Auto");
        return is_other
            .then(|| ("is not `$Auto`, the name of the secret for RAM credentials".to_owned(), "`$Auto`".to_owned()));
    }
    if text.known() == Some("$Auto") {
        return None;
    }
    let allowed = |character: &char| character.is_ascii_alphanumeric() || "_/+=.@-".contains(*character);
    if let Some(illegal) = text.known_bytes().chars().find(|character| !allowed(character)) {
        let shown = if illegal == ' ' { "a space".to_owned() } else { format!("`{}`", illegal.escape_debug()) };
        let advice = match text.known().and_then(|name| with_dashes(name, allowed)) {
            Some(name) => format!("{name}, or another name of letters, digits and `_/+=.@-`"),
            None => "only letters, digits and `_/+=.@-`".to_owned(),
        };
        return Some((format!("contains {shown}, which is not allowed"), advice));
    }
    let length = text.known_bytes().chars().count();
    if length > LONGEST {
        return Some((
            format!("has {length} characters, but the limit is {LONGEST}"),
            format!("a name of at most {LONGEST} characters"),
        ));
    }
    let differs = |wanted: &str| !text.may_begin_with(wanted);
    match secret_type {
        Some("ECS") if differs("acs/ecs/") => Some((
            "does not begin with `acs/ecs/`, as the secrets of ECS do".to_owned(),
            match text.known().and_then(|name| quotable(&format!("acs/ecs/{name}"))) {
                Some(name) => name,
                None => "a name that begins with `acs/ecs/`".to_owned(),
            },
        )),
        Some("Generic" | "Rds" | "Redis") if text.known_prefix().starts_with("acs/") => {
            let bare = text.known().and_then(|name| quotable(name.strip_prefix("acs/")?));
            let advice = bare.map_or_else(
                || "a name that does not begin with `acs/`".to_owned(),
                |bare| format!("{bare}, or another name that does not begin with `acs/`"),
            );
            Some(("begins with `acs/`, which is reserved".to_owned(), advice))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::sample::lines;

    fn with(name: &str, secret_type: &str) -> usize {
        lines(
            &RULE,
            &format!(r#"{{"alicloud_kms_secret.a": {{"secret_name": "{name}", "secret_type": {secret_type}}}}}"#),
        )
        .len()
    }

    #[test]
    fn each_type_has_its_names() {
        assert_eq!(with("shop/payments", "null"), 0);
        assert_eq!(with("acs/payments", "null"), 1);
        assert_eq!(with("acs/payments", r#""?""#), 0, "the type may be ECS");
        assert_eq!(with("acs/ecs/x", r#""ECS""#), 0);
        assert_eq!(with("web", r#""ECS""#), 1);
        assert_eq!(with("…/x", r#""ECS""#), 0);
        assert_eq!(with("$Auto", r#""RAMCredentials""#), 0);
        assert_eq!(with("web", r#""RAMCredentials""#), 1);
    }

    #[test]
    fn calls_on_a_secret_take_an_arn() {
        let arn = "acs:kms:cn-hangzhou:1540355698841234:secret/shop";
        let with = |operation: &str| {
            lines(&RULE, &format!(r#"{{"alibaba/{operation}": {{"SecretName": "{arn}", "SecretData": "?"}}}}"#)).len()
        };
        assert_eq!((with("PutSecretValue"), with("GetSecretValue"), with("CreateSecret")), (0, 0, 1));
    }

    #[test]
    fn characters_and_length_are_limited() {
        assert_eq!(with("a_/+=.@-Z9", "null"), 0);
        assert_eq!(with("a b", "null"), 1);
        assert_eq!(with(&"a".repeat(192), "null"), 0);
        assert_eq!(with(&"a".repeat(193), "null"), 1);
    }
}
