//! The list of rules. Each is declared beside its check, in a file of its own.

pub mod alias_default_suffix;
pub mod alias_duplicate;
pub mod alias_illegal_characters;
pub mod alias_length;
pub mod alias_literal_prefix;
pub mod alias_near_default;
pub mod alias_reserved_prefix;
pub mod alias_without_prefix;
pub mod bind_vpcs_duplicate;
pub mod bind_vpcs_empty;
pub mod bind_vpcs_missing_member;
pub mod bind_vpcs_native_array;
pub mod bind_vpcs_not_json_array;
pub mod bind_vpcs_overwritten;
pub mod bind_vpcs_resident_vpc;
pub mod bind_vpcs_two_writers;
pub mod bind_vpcs_unknown_member;
pub mod evaluation_limit;
pub mod id_malformed;
pub mod id_of_wrong_kind;
pub mod id_placeholder;
pub mod internal_error;
pub mod key_id_format;
pub mod key_id_is_alias;
pub mod key_id_uppercase;
pub mod limits;
pub mod region_mismatch;
pub mod region_unknown;
pub mod sequence_format;
pub mod subject;
pub mod suppression_without_reason;
pub mod syntax_error;
pub mod unknown_rule;
pub mod unreadable_file;
pub mod unused_suppression;
pub mod vpc_owner_id_format;
pub mod vpc_owner_id_type;
pub mod vpc_owner_of_another_account;
pub mod vpc_quota_exceeded;
pub mod vpc_quota_excludes_resident_vpc;
pub mod vswitch_count;
pub mod vswitch_not_shared;
pub mod vswitch_vpc_mismatch;
pub mod vswitch_zone_pairing;
pub mod vswitch_zone_undeclared;
pub mod zone_count;
pub mod zone_duplicate;
pub mod zone_malformed;

use crate::rule::Rule;

/// Every rule, by name.
pub static ALL: &[&Rule] = &[
    &alias_default_suffix::RULE,
    &alias_duplicate::RULE,
    &alias_illegal_characters::RULE,
    &alias_length::RULE,
    &alias_literal_prefix::RULE,
    &alias_near_default::RULE,
    &alias_reserved_prefix::RULE,
    &alias_without_prefix::RULE,
    &limits::argument_deprecated::RULE,
    &limits::argument_ignored::RULE,
    &limits::argument_missing::RULE,
    &limits::argument_needs_newer_provider::RULE,
    &limits::argument_requires::RULE,
    &limits::argument_unknown::RULE,
    &limits::arguments_conflict::RULE,
    &bind_vpcs_duplicate::RULE,
    &bind_vpcs_empty::RULE,
    &bind_vpcs_missing_member::RULE,
    &bind_vpcs_native_array::RULE,
    &bind_vpcs_not_json_array::RULE,
    &bind_vpcs_overwritten::RULE,
    &bind_vpcs_resident_vpc::RULE,
    &bind_vpcs_two_writers::RULE,
    &bind_vpcs_unknown_member::RULE,
    &evaluation_limit::RULE,
    &id_malformed::RULE,
    &id_of_wrong_kind::RULE,
    &id_placeholder::RULE,
    &internal_error::RULE,
    &key_id_format::RULE,
    &key_id_is_alias::RULE,
    &key_id_uppercase::RULE,
    &region_mismatch::RULE,
    &region_unknown::RULE,
    &sequence_format::RULE,
    &suppression_without_reason::RULE,
    &syntax_error::RULE,
    &unknown_rule::RULE,
    &unreadable_file::RULE,
    &unused_suppression::RULE,
    &limits::value_bad_format::RULE,
    &limits::value_not_allowed::RULE,
    &limits::value_out_of_range::RULE,
    &limits::value_too_long::RULE,
    &limits::value_wrong_type::RULE,
    &vpc_owner_id_format::RULE,
    &vpc_owner_id_type::RULE,
    &vpc_owner_of_another_account::RULE,
    &vpc_quota_exceeded::RULE,
    &vpc_quota_excludes_resident_vpc::RULE,
    &vswitch_count::RULE,
    &vswitch_not_shared::RULE,
    &vswitch_vpc_mismatch::RULE,
    &vswitch_zone_pairing::RULE,
    &vswitch_zone_undeclared::RULE,
    &zone_count::RULE,
    &zone_duplicate::RULE,
    &zone_malformed::RULE,
];

/// The rule called `name`.
pub fn find(name: &str) -> Option<&'static Rule> {
    ALL.iter().copied().find(|rule| rule.name == name)
}
