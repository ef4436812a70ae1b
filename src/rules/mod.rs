//! The list of rules. Each is declared beside its check, in a file of its own.

pub mod access_point_too_many_policies;
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
pub mod client_key_validity;
pub mod crypt_annotations_incomplete;
pub mod data_key_in_state;
pub mod default_key_unsupported;
pub mod deletion_protection_blocks_destroy;
pub mod disk_encryption_incomplete;
pub mod disk_key_without_encryption;
pub mod ebs_default_encryption_disabled;
pub mod ebs_default_key_duplicate;
pub mod ebs_default_key_unusable;
pub mod ebs_default_key_without_encryption;
pub mod evaluation_limit;
pub mod force_delete_without_backup;
pub mod grant_on_default_key;
pub mod grant_only_create_grant;
pub mod grant_operation_unknown;
pub mod grant_principal_format;
pub mod grant_too_broad;
pub mod hardware_instance_connect;
pub mod id_malformed;
pub mod id_of_wrong_kind;
pub mod id_placeholder;
pub mod import_expiration_time;
pub mod instance_without_prevent_destroy;
pub mod internal_error;
pub mod key_id_format;
pub mod key_id_is_alias;
pub mod key_id_uppercase;
pub mod key_origin_unsupported;
pub mod key_pending_window_missing;
pub mod key_policy_invalid;
pub mod key_policy_without_instance;
pub mod key_rotation_disabled;
pub mod key_rotation_on_disabled_key;
pub mod key_rotation_unsupported;
pub mod key_spec_needs_instance;
pub mod key_spec_usage_mismatch;
pub mod limits;
pub mod log_cannot_be_disabled;
pub mod log_storage_mismatch;
pub mod module_drops_key;
pub mod network_rule_open;
pub mod oss_key_without_kms_algorithm;
pub mod plaintext_secret;
pub mod policy_reference_not_interpolated;
pub mod policy_shape;
pub mod realm_is_zone;
pub mod realm_unknown;
pub mod region_mismatch;
pub mod region_unknown;
#[cfg(test)]
mod sample;
pub mod saved_instance_expired;
pub mod saved_instance_not_connected;
pub mod saved_instance_quota_exceeded;
pub mod secret_data_not_auto;
pub mod secret_instance_without_key;
pub mod secret_name_format;
pub mod sequence_format;
pub mod spec_needs_product_version;
pub mod subscription_by_default;
pub mod suppression_without_reason;
pub mod syntax_error;
pub mod unknown_rule;
pub mod unreadable_file;
pub mod unused_suppression;
pub mod value_added_service_duplicate;
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
pub mod wrapping_algorithm_weak;
pub mod zone_count;
pub mod zone_duplicate;
pub mod zone_malformed;

use crate::rule::Rule;

/// Every rule, by name.
pub static ALL: &[&Rule] = &[
    &access_point_too_many_policies::RULE,
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
    &client_key_validity::RULE,
    &crypt_annotations_incomplete::RULE,
    &data_key_in_state::RULE,
    &default_key_unsupported::RULE,
    &deletion_protection_blocks_destroy::RULE,
    &disk_encryption_incomplete::RULE,
    &disk_key_without_encryption::RULE,
    &ebs_default_encryption_disabled::RULE,
    &ebs_default_key_duplicate::RULE,
    &ebs_default_key_unusable::RULE,
    &ebs_default_key_without_encryption::RULE,
    &evaluation_limit::RULE,
    &force_delete_without_backup::RULE,
    &grant_on_default_key::RULE,
    &grant_only_create_grant::RULE,
    &grant_operation_unknown::RULE,
    &grant_principal_format::RULE,
    &grant_too_broad::RULE,
    &hardware_instance_connect::RULE,
    &id_malformed::RULE,
    &id_of_wrong_kind::RULE,
    &id_placeholder::RULE,
    &import_expiration_time::RULE,
    &instance_without_prevent_destroy::RULE,
    &internal_error::RULE,
    &key_id_format::RULE,
    &key_id_is_alias::RULE,
    &key_id_uppercase::RULE,
    &key_origin_unsupported::RULE,
    &key_pending_window_missing::RULE,
    &key_policy_invalid::RULE,
    &key_policy_without_instance::RULE,
    &key_rotation_disabled::RULE,
    &key_rotation_on_disabled_key::RULE,
    &key_rotation_unsupported::RULE,
    &key_spec_needs_instance::RULE,
    &key_spec_usage_mismatch::RULE,
    &log_cannot_be_disabled::RULE,
    &log_storage_mismatch::RULE,
    &module_drops_key::RULE,
    &network_rule_open::RULE,
    &oss_key_without_kms_algorithm::RULE,
    &plaintext_secret::RULE,
    &policy_reference_not_interpolated::RULE,
    &policy_shape::RULE,
    &realm_is_zone::RULE,
    &realm_unknown::RULE,
    &region_mismatch::RULE,
    &region_unknown::RULE,
    &saved_instance_expired::RULE,
    &saved_instance_not_connected::RULE,
    &saved_instance_quota_exceeded::RULE,
    &secret_data_not_auto::RULE,
    &secret_instance_without_key::RULE,
    &secret_name_format::RULE,
    &sequence_format::RULE,
    &spec_needs_product_version::RULE,
    &subscription_by_default::RULE,
    &suppression_without_reason::RULE,
    &syntax_error::RULE,
    &unknown_rule::RULE,
    &unreadable_file::RULE,
    &unused_suppression::RULE,
    &value_added_service_duplicate::RULE,
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
    &wrapping_algorithm_weak::RULE,
    &zone_count::RULE,
    &zone_duplicate::RULE,
    &zone_malformed::RULE,
];

/// The rule called `name`.
pub fn find(name: &str) -> Option<&'static Rule> {
    ALL.iter().copied().find(|rule| rule.name == name)
}

/// Whether a rule of this name says that something could not be read.
pub fn could_not_be_read(name: &str) -> bool {
    [&syntax_error::RULE, &unreadable_file::RULE].iter().any(|rule| rule.name == name)
}
