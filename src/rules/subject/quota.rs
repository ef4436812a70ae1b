//! How many accesses to a KMS instance were bought, and how many VPCs need one.

use super::instance::{Identity, bindings_field, bound_vpcs, distinct, is_pay_as_you_go, saved_instance, vpc_of};
use super::values::finding_on;
use crate::finding::Finding;
use crate::resource::{Field, Resource, Role, number_of};
use crate::rule::RuleContext;
use crate::value::Value;

/// The accesses to one instance.
pub struct Accesses<'a> {
    resource: &'a Resource,
    /// The VPCs that are associated for certain, each once.
    pub bound: Vec<&'a Value>,
    /// The VPC that the instance resides in, where it is none of the associated ones.
    pub resident: Option<&'a Value>,
    /// Accounts that the instance is shared with, from the rule's option.
    pub principals: i64,
    /// What was bought.
    pub limit: i64,
    limit_field: &'a Field,
    /// A saved response says so, not the resource itself.
    is_saved: bool,
}

impl<'a> Accesses<'a> {
    /// What is known of an instance, or of the instance that a request names by the saved response about it.
    ///
    /// None where no number of accesses was bought (pay-as-you-go), or where it is not known.
    pub fn of(cx: &mut RuleContext<'a>, resource: &'a Resource) -> Option<Self> {
        let saved = if resource.role == Role::Operation { Some(saved_instance(cx, resource)?) } else { None };
        if saved.is_some() {
            bindings_field(resource)?;
        }
        let instance = saved.unwrap_or(resource);
        match is_pay_as_you_go(instance) {
            Some(false) => {}
            Some(true) => return None,
            None => {
                if let Some(value) = instance.body.value("payment_type") {
                    cx.undecided(instance, "payment_type", value);
                }
                return None;
            }
        }
        let limit_field = instance.body.field("vpc_num")?;
        let value = limit_field.value()?;
        cx.undecided(instance, "vpc_num", value);
        let limit = number_of(value)?.to_i64().filter(|limit| *limit >= 0)?;
        let bound = distinct(bound_vpcs(resource).map(|(_, vpc)| vpc));
        let resident = vpc_of(&instance.body).filter(|home| {
            let home = Identity::of(home);
            home.is_none() || bound.iter().all(|vpc| Identity::of(vpc) != home)
        });
        Some(Self {
            resource,
            bound,
            resident,
            principals: cx.option("principals"),
            limit,
            limit_field,
            is_saved: saved.is_some(),
        })
    }

    /// Accesses that the associated VPCs and the principals need.
    pub fn needed(&self) -> i64 {
        self.bound.len() as i64 + self.principals
    }

    /// The same with the VPC that the instance resides in.
    pub fn needed_with_resident(&self) -> i64 {
        self.needed() + i64::from(self.resident.is_some())
    }

    /// `3 associated VPCs and 1 principal`
    pub fn describe(&self) -> String {
        let counted = |count: i64, noun: &str| format!("{count} {noun}{}", if count == 1 { "" } else { "s" });
        let vpcs = counted(self.bound.len() as i64, "associated VPC");
        if self.principals == 0 { vpcs } else { format!("{vpcs} and {}", counted(self.principals, "principal")) }
    }

    /// A finding on the number that is too small; on the associations where only a saved response has the number.
    pub fn finding(&self, message: String) -> Option<Finding> {
        let limit = self.limit_field.value()?;
        if !self.is_saved {
            return Some(finding_on(self.limit_field, limit, message));
        }
        let (field, _) = bindings_field(self.resource)?;
        let finding = finding_on(field, field.value()?, message);
        Some(finding.with_label(self.limit_field.span(), format!("{} of the saved instance", self.limit_name())))
    }

    /// What `vpc_num` is called where it is written.
    pub fn limit_name(&self) -> &'a str {
        &self.limit_field.written
    }
}
