//! What was bought for a KMS instance, and how much of that the configuration uses.

use super::graph::{Bought, Quota};
use crate::resource::{Blocks, Presence, Resource};
use crate::view::View;
use crate::view::instance::{bindings_field, bound_vpcs, distinct, is_pay_as_you_go};
use crate::view::quota::{Accesses, certainly_different, ignores_changes};

/// The accesses of an instance that a resource or a saved response describes.
pub(super) fn of_accesses<'a>(view: &View<'a>, resource: &'a Resource, principals: i64) -> Option<Quota> {
    let known = Accesses::of(view, resource, principals);
    let listed = distinct(bound_vpcs(resource).map(|(_, vpc)| vpc));
    let different = certainly_different(&listed);
    let is_open = bindings_field(resource).is_some_and(|(_, Blocks { is_open, .. })| *is_open);
    let used = match &known {
        Some(accesses) => accesses.needed(),
        None => i64::try_from(different).unwrap_or(i64::MAX).saturating_add(principals),
    };
    let bought = bought(resource, "vpc_num")?;
    let is_least = is_open || different < listed.len();
    Some(Quota { noun: "VPC accesses", used: u64::try_from(used).unwrap_or_default(), is_least, bought })
}

/// What was bought of keys or secrets; how many are used, only the whole graph says.
pub(super) fn of_count(resource: &Resource, noun: &'static str, field: &str) -> Option<Quota> {
    let bought = bought(resource, field)?;
    Some(Quota { noun, used: 0, is_least: true, bought })
}

/// None where nothing says how much.
fn bought(resource: &Resource, field: &str) -> Option<Bought> {
    if is_pay_as_you_go(resource) == Some(true) {
        return Some(Bought::AsUsed);
    }
    let value = resource.body.value(field).filter(|_| resource.body.presence(field) != Presence::Absent)?;
    if ignores_changes(resource, field) {
        return Some(Bought::Unknown("ignore_changes keeps what is".into()));
    }
    Some(match resource.body.known_integer(field) {
        Some(number) => Bought::Number(number),
        None => {
            let reason = value.as_unknown().map(|unknown| unknown.reason.clone());
            Bought::Unknown(reason.unwrap_or_else(|| format!("it is {}", value.describe()).into()))
        }
    })
}
