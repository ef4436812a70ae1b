//! How many accesses to a KMS instance were bought, and how many VPCs need one.

use std::collections::{BTreeSet, HashSet};

use super::View;
use super::finding::finding_on;
use super::instance::{
    INSTANCE, Identity, bindings_field, bound_vpcs, distinct, is_pay_as_you_go, saved_instance, vpc_of,
};
use super::setting::Setting;
use crate::finding::Draft;
use crate::resource::{Field, Group, Resource, Role};
use crate::source::Span;
use crate::value::{Source, Symbol, Value};

/// The accesses to one instance.
pub(crate) struct Accesses<'a> {
    pub resource: &'a Resource,
    /// Associated VPCs that are known to differ from each other.
    pub bound: Vec<&'a Value>,
    /// How many different ones there are, if those differ that are computed from different things.
    up_to: usize,
    /// The VPC that the instance resides in, where it is none of the associated ones.
    pub resident: Option<&'a Value>,
    /// Accounts that the instance is shared with: as many as the rule's option says, or as the configuration shows.
    pub principals: i64,
    /// Those that the configuration shows.
    shared_with: Vec<&'a Value>,
    /// What was bought.
    pub limit: i64,
    limit_field: &'a Field,
    /// A saved response says so, not the resource itself.
    is_saved: bool,
}

impl<'a> Accesses<'a> {
    /// What is known of every instance that is written, or that a request names, where each is shared with so many accounts
    /// at least.
    pub(crate) fn of_all(view: &View<'a>, principals: i64) -> Vec<Self> {
        view.written(INSTANCE).filter_map(|resource| Self::of(view, resource, principals)).collect()
    }

    /// What is known of an instance, or of the instance that a request names by the saved response about it.
    ///
    /// None where no number of accesses was bought (pay-as-you-go), or where it is not known.
    pub(crate) fn of(view: &View<'a>, resource: &'a Resource, principals: i64) -> Option<Self> {
        let saved = if resource.role == Role::Operation { Some(saved_instance(view, resource)?) } else { None };
        if saved.is_some() {
            bindings_field(resource)?;
        }
        let instance = saved.unwrap_or(resource);
        if is_pay_as_you_go(instance) != Some(false) {
            return None;
        }
        let limit_field = instance.body.field("vpc_num")?;
        let limit = instance.body.known_number("vpc_num")?.to_i64().filter(|limit| *limit >= 0)?;
        if ignores_changes(instance, "vpc_num") {
            return None;
        }
        let listed = distinct(bound_vpcs(resource).map(|(_, vpc)| vpc));
        let bound = apart(&listed, |left, right| left.equals(right) == Some(false));
        let up_to = apart(&listed, may_count_apart).len();
        let resident = vpc_of(&instance.body).filter(|home| listed.iter().all(|vpc| may_count_apart(home, vpc)));
        let shared_with = accounts_shared_with(view, instance);
        Some(Self {
            resource,
            bound,
            up_to,
            resident,
            principals: principals.max(shared_with.len() as i64),
            shared_with,
            limit,
            limit_field,
            is_saved: saved.is_some(),
        })
    }

    /// Accesses that the associated VPCs and the principals need for certain.
    pub(crate) fn needed(&self) -> i64 {
        self.bound.len() as i64 + self.principals
    }

    /// Accesses that they need, if VPCs differ that are computed from different things.
    pub(crate) fn needed_up_to(&self) -> i64 {
        self.up_to as i64 + self.principals
    }

    /// The latter with the VPC that the instance resides in.
    pub(crate) fn needed_with_resident(&self) -> i64 {
        self.needed_up_to() + i64::from(self.resident.is_some())
    }

    /// `3 associated VPCs and 1 principal`.
    pub(crate) fn describe(&self) -> String {
        self.parts(self.bound.len(), false)
    }

    /// The same for what may differ; the VPC that the instance resides in is one more part where it counts.
    pub(crate) fn describe_up_to(&self, with_resident: bool) -> String {
        self.parts(self.up_to, with_resident)
    }

    fn parts(&self, vpcs: usize, with_resident: bool) -> String {
        let counted = |count: i64, noun: &str| format!("{count} {noun}{}", if count == 1 { "" } else { "s" });
        let parts = [(vpcs as i64, "associated VPC"), (self.principals, "principal")];
        let mut parts: Vec<String> =
            parts.iter().filter(|(count, _)| *count > 0).map(|(count, noun)| counted(*count, noun)).collect();
        if with_resident {
            parts.push("the VPC that the instance resides in".to_owned());
        }
        match parts.as_slice() {
            [first, second, third] => format!("{first}, {second} and {third}"),
            _ => parts.join(" and "),
        }
    }

    /// A finding on the number that is too small; on the associations where only a saved response has the number.
    pub(crate) fn finding(&self, message: String) -> Option<Draft> {
        let limit = self.limit_field.value()?;
        let mut finding = if self.is_saved {
            let (field, _) = bindings_field(self.resource)?;
            let finding = finding_on(field, field.value()?, message);
            finding.with_label(self.limit_field.span(), format!("`{}` of the saved instance", self.limit_name()))
        } else {
            finding_on(self.limit_field, limit, message)
        };
        // One expression may stand for several accounts.
        let places: BTreeSet<Span> = self.shared_with.iter().filter_map(|account| account.span).collect();
        for span in places {
            finding = finding.with_label(span, "the instance is shared with this account");
        }
        Some(finding)
    }

    /// What is to be set to another number, and where.
    pub(crate) fn setting(&self) -> Setting<'a> {
        Setting::of(&self.limit_field.written, self.limit_field.value())
    }

    /// What `vpc_num` is called where it is written.
    pub(crate) fn limit_name(&self) -> &'a str {
        &self.limit_field.written
    }
}

/// How many of these values certainly differ from each other, at least.
pub(crate) fn certainly_different(values: &[&Value]) -> usize {
    apart(values, |left, right| left.equals(right) == Some(false)).len()
}

/// A set of values of which each is apart from all others: not always the largest, so that its number is a lower bound.
///
/// What is known by itself comes first, since a value that is computed from others is apart from few.
fn apart<'a>(values: &[&'a Value], are_apart: impl Fn(&Value, &Value) -> bool) -> Vec<&'a Value> {
    let (known, others): (Vec<_>, Vec<_>) = values.iter().copied().partition(|value| Identity::of(value).is_some());
    // Two texts are apart where they differ, so those need not be compared with each other one by one.
    let (mut texts, mut chosen, mut chosen_others) = (HashSet::new(), Vec::new(), Vec::new());
    for value in known.into_iter().chain(others) {
        let is_apart = match value.as_str() {
            Some(text) => !texts.contains(text) && chosen_others.iter().all(|other: &&Value| are_apart(value, other)),
            None => chosen.iter().all(|other: &&Value| are_apart(value, other)),
        };
        if !is_apart {
            continue;
        }
        match value.as_str() {
            Some(text) => {
                texts.insert(text);
            }
            None => chosen_others.push(value),
        }
        chosen.push(value);
    }
    chosen
}

/// Whether two values are known to differ, or are computed from different things.
fn may_count_apart(left: &Value, right: &Value) -> bool {
    match left.equals(right) {
        Some(are_equal) => !are_equal,
        None => {
            let (left_sources, right_sources) = (left.sources(), right.sources());
            let is_own = |value: &Value, sources: &BTreeSet<Source<'_>>| value.is_wholly_known() || !sources.is_empty();
            is_own(left, &left_sources) && is_own(right, &right_sources) && left_sources.is_disjoint(&right_sources)
        }
    }
}

/// Whether the value that exists wins over the configured one.
pub(crate) fn ignores_changes(resource: &Resource, name: &str) -> bool {
    let lifecycles = resource.meta.blocks("lifecycle").iter();
    let mut ignored = lifecycles.filter_map(|lifecycle| lifecycle.value("ignore_changes"));
    ignored.any(|ignored| {
        let items = std::slice::from_ref(ignored).iter().chain(ignored.items());
        items.filter_map(Value::as_str).any(|item| item == name || item == "all")
    })
}

const SHARE: &str = "alicloud_resource_manager_resource_share";
const SHARED_RESOURCE: &str = "alicloud_resource_manager_shared_resource";
const SHARED_TARGET: &str = "alicloud_resource_manager_shared_target";

/// The accounts that resource shares of the same configuration certainly give the instance to, each once.
fn accounts_shared_with<'a>(view: &View<'a>, instance: &Resource) -> Vec<&'a Value> {
    let Some(address) = instance.full_address() else { return Vec::new() };
    let of_type = |name: &'static str| view.named(name).iter().copied().filter(|resource| !resource.may_be_absent());
    let is_instance = |group: &Group| group.value("resource_id").and_then(made_by) == Some(address);
    let mut shares: Vec<&str> =
        of_type(SHARED_RESOURCE).filter(|shared| is_instance(&shared.body)).filter_map(share_of).collect();
    let mut targets = Vec::new();
    for share in of_type(SHARE) {
        let Some(own) = share.full_address() else { continue };
        if share.body.blocks("resources").iter().any(is_instance) {
            shares.push(own);
        }
        if shares.contains(&own) {
            targets.extend(share.body.value("targets").map(Value::items).unwrap_or_default());
        }
    }
    let is_of_share = |target: &&Resource| share_of(target).is_some_and(|share| shares.contains(&share));
    targets.extend(of_type(SHARED_TARGET).filter(is_of_share).filter_map(|target| target.body.value("target_id")));
    distinct(targets.into_iter().filter(|target| is_account(target)))
}

/// The share that a resource is a part of.
fn share_of(resource: &Resource) -> Option<&str> {
    made_by(resource.body.value("resource_share_id")?)
}

/// The resource whose id a value is; the id itself where it is written out.
fn made_by(id: &Value) -> Option<&str> {
    let symbol = id.symbol().filter(|symbol| &*symbol.attribute == "id").map(|symbol| &*symbol.resource);
    symbol.or_else(|| id.as_str())
}

/// Whether a target is one account for certain: folders and organisations stand for any number of them.
fn is_account(target: &Value) -> bool {
    let is_number = |id: &str| id.len() == 16 && id.bytes().all(|byte| byte.is_ascii_digit());
    let is_made = |symbol: &Symbol| {
        matches!(&*symbol.resource_type, "alicloud_resource_manager_account" | "alicloud_account")
            && &*symbol.attribute == "id"
    };
    target.as_str().is_some_and(is_number) || target.symbol().is_some_and(is_made)
}
