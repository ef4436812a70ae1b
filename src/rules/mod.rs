//! The list of rules. Each is declared beside its check, in a file of its own.

pub(crate) mod access_point_too_many_policies;
pub(crate) mod alias_default_suffix;
pub(crate) mod alias_duplicate;
pub(crate) mod alias_illegal_characters;
pub(crate) mod alias_length;
pub(crate) mod alias_literal_prefix;
pub(crate) mod alias_near_default;
pub(crate) mod alias_reserved_prefix;
pub(crate) mod alias_without_prefix;
pub(crate) mod bind_vpcs_duplicate;
pub(crate) mod bind_vpcs_empty;
pub(crate) mod bind_vpcs_missing_member;
pub(crate) mod bind_vpcs_native_array;
pub(crate) mod bind_vpcs_not_json_array;
pub(crate) mod bind_vpcs_overwritten;
pub(crate) mod bind_vpcs_resident_vpc;
pub(crate) mod bind_vpcs_two_writers;
pub(crate) mod bind_vpcs_unknown_member;
pub(crate) mod client_key_validity;
pub(crate) mod crypt_annotations_incomplete;
pub(crate) mod data_key_in_state;
pub(crate) mod default_key_unsupported;
pub(crate) mod deletion_protection_blocks_destroy;
pub(crate) mod disk_encryption_incomplete;
pub(crate) mod disk_key_without_encryption;
pub(crate) mod ebs_default_encryption_disabled;
pub(crate) mod ebs_default_key_duplicate;
pub(crate) mod ebs_default_key_unusable;
pub(crate) mod ebs_default_key_without_encryption;
pub(crate) mod evaluation_limit;
pub(crate) mod force_delete_without_backup;
pub(crate) mod grant_on_default_key;
pub(crate) mod grant_only_create_grant;
pub(crate) mod grant_operation_unknown;
pub(crate) mod grant_principal_format;
pub(crate) mod grant_too_broad;
pub(crate) mod hardware_instance_connect;
pub(crate) mod id_malformed;
pub(crate) mod id_of_wrong_kind;
pub(crate) mod id_placeholder;
pub(crate) mod import_expiration_time;
pub(crate) mod instance_without_prevent_destroy;
pub(crate) mod internal_error;
pub(crate) mod key_id_format;
pub(crate) mod key_id_is_alias;
pub(crate) mod key_id_uppercase;
pub(crate) mod key_origin_unsupported;
pub(crate) mod key_pending_window_missing;
pub(crate) mod key_policy_invalid;
pub(crate) mod key_policy_without_instance;
pub(crate) mod key_rotation_disabled;
pub(crate) mod key_rotation_on_disabled_key;
pub(crate) mod key_rotation_unsupported;
pub(crate) mod key_spec_needs_instance;
pub(crate) mod key_spec_usage_mismatch;
pub(crate) mod limits;
pub(crate) mod log_cannot_be_disabled;
pub(crate) mod log_storage_mismatch;
pub(crate) mod module_drops_key;
pub(crate) mod network_rule_open;
pub(crate) mod operation_unknown;
pub(crate) mod oss_key_without_kms_algorithm;
pub(crate) mod plaintext_secret;
pub(crate) mod policy_reference_not_interpolated;
pub(crate) mod policy_shape;
pub(crate) mod realm_is_zone;
pub(crate) mod realm_unknown;
pub(crate) mod region_mismatch;
pub(crate) mod region_unknown;
#[cfg(test)]
mod sample;
pub(crate) mod saved_instance_expired;
pub(crate) mod saved_instance_not_connected;
pub(crate) mod saved_instance_quota_exceeded;
pub(crate) mod secret_config_invalid;
pub(crate) mod secret_data_not_auto;
pub(crate) mod secret_instance_without_key;
pub(crate) mod secret_name_format;
pub(crate) mod sequence_format;
pub(crate) mod spec_needs_product_version;
pub(crate) mod subscription_by_default;
pub(crate) mod suppression_without_reason;
pub(crate) mod syntax_error;
pub(crate) mod unknown_rule;
pub(crate) mod unreadable_file;
pub(crate) mod unused_suppression;
pub(crate) mod value_added_service_duplicate;
pub(crate) mod vpc_owner_id_format;
pub(crate) mod vpc_owner_id_type;
pub(crate) mod vpc_owner_of_another_account;
pub(crate) mod vpc_quota_exceeded;
pub(crate) mod vpc_quota_excludes_resident_vpc;
pub(crate) mod vswitch_count;
pub(crate) mod vswitch_not_shared;
pub(crate) mod vswitch_vpc_mismatch;
pub(crate) mod vswitch_zone_pairing;
pub(crate) mod vswitch_zone_undeclared;
pub(crate) mod wrapping_algorithm_weak;
pub(crate) mod zone_count;
pub(crate) mod zone_duplicate;
pub(crate) mod zone_malformed;

use crate::rule::Rule;

/// Rules that hold one resource against others, so that what is not known of one may decide about another.
pub(crate) static OF_SEVERAL: &[&Rule] = &[
    &alias_duplicate::RULE,
    &bind_vpcs_overwritten::RULE,
    &bind_vpcs_two_writers::RULE,
    &disk_key_without_encryption::RULE,
    &ebs_default_encryption_disabled::RULE,
    &ebs_default_key_duplicate::RULE,
    &ebs_default_key_unusable::RULE,
    &ebs_default_key_without_encryption::RULE,
    &grant_on_default_key::RULE,
    &region_mismatch::RULE,
    &value_added_service_duplicate::RULE,
    &vpc_owner_of_another_account::RULE,
    &vpc_quota_exceeded::RULE,
    &vpc_quota_excludes_resident_vpc::RULE,
    &vswitch_not_shared::RULE,
    &vswitch_vpc_mismatch::RULE,
    &vswitch_zone_pairing::RULE,
    &vswitch_zone_undeclared::RULE,
];

/// Every rule, by name.
pub(crate) static ALL: &[&Rule] = &[
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
    &operation_unknown::RULE,
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
    &secret_config_invalid::RULE,
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
pub(crate) fn find(name: &str) -> Option<&'static Rule> {
    ALL.iter().copied().find(|rule| rule.name == name)
}

/// Whether a rule of this name says that something could not be read.
pub(crate) fn could_not_be_read(name: &str) -> bool {
    [&syntax_error::RULE, &unreadable_file::RULE].iter().any(|rule| rule.name == name)
}
