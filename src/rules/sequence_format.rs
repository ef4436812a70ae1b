//! `sequence-format`: a serial number that does not have 36 bytes.

use crate::finding::Severity;
use crate::rule::{Fixable, Rule, RuleContext, Theme, examples};
use crate::tables::Holds;

/// The bytes of a UUID with its dashes.
const LENGTH: usize = 36;

pub(crate) static RULE: Rule = Rule {
    name: "sequence-format",
    theme: Theme::Ids,
    severity: Severity::Error,
    is_on_by_default: true,
    summary: "the serial number of a request does not have 36 bytes",
    why: "`sequence` is optional and has 36 bytes, like a UUID. Any other length is refused with KMS.0206.",
    fixable: Fixable::No,
    options: &[],
    sources: &[
        "https://docs.otc.t-systems.com/key-management-service/api-ref/apis/key_management_service/cmk_management/changing_the_alias_of_a_cmk.html",
    ],
    bad: examples!("sequence-format", "example-bad.json"),
    good: examples!("sequence-format", "example-good.json"),
    check,
};

fn check(cx: &mut RuleContext<'_>) {
    for held in cx.view().values_that_hold(&[Holds::Sequence]) {
        let Some(text) = held.text() else { continue };
        let length = text.known_bytes().len();
        let bytes = if length == 1 { "byte" } else { "bytes" };
        let message = match text.is_known() {
            true if length != LENGTH => format!("the sequence has {length} {bytes}, but must have {LENGTH}"),
            false if length > LENGTH => format!("the sequence has at least {length} bytes, but must have {LENGTH}"),
            _ => continue,
        };
        cx.report(held.resource(), held.finding(message).with_help("write a new UUID with its dashes, or remove it"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::sample::lines;

    fn written(sequence: &str) -> usize {
        lines(&RULE, &format!(r#"{{"otc/update-key-alias": {{"sequence": "{sequence}"}}}}"#)).len()
    }

    #[test]
    fn thirty_six_bytes_are_needed() {
        assert_eq!(written(&"a".repeat(36)), 0);
        assert_eq!(written(&"a".repeat(35)), 1);
        assert_eq!(written(&"a".repeat(37)), 1);
        assert_eq!(written(""), 1);
        assert_eq!(written(&"ü".repeat(18)), 0, "bytes, not characters");
    }

    #[test]
    fn a_template_has_no_length_yet() {
        assert_eq!(written("{{ uuid }}"), 0);
        assert_eq!(written("$SEQUENCE"), 0);
    }
}
