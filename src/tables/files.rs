//! The files of `rules/`, as they are built in. A test compares the list with the folder.

/// Each file with its path below `rules/`, sorted.
pub(super) static BUILT_IN: &[(&str, &str)] = &[
    ("alibaba/cloud.yaml", include_str!("../../rules/alibaba/cloud.yaml")),
    ("alibaba/consumers.yaml", include_str!("../../rules/alibaba/consumers.yaml")),
    ("alibaba/data_sources.yaml", include_str!("../../rules/alibaba/data_sources.yaml")),
    ("alibaba/ecs_disk_defaults.yaml", include_str!("../../rules/alibaba/ecs_disk_defaults.yaml")),
    ("alibaba/kms_access.yaml", include_str!("../../rules/alibaba/kms_access.yaml")),
    ("alibaba/kms_alias.yaml", include_str!("../../rules/alibaba/kms_alias.yaml")),
    ("alibaba/kms_instance.yaml", include_str!("../../rules/alibaba/kms_instance.yaml")),
    ("alibaba/kms_key.yaml", include_str!("../../rules/alibaba/kms_key.yaml")),
    ("alibaba/kms_other.yaml", include_str!("../../rules/alibaba/kms_other.yaml")),
    ("alibaba/kms_secret.yaml", include_str!("../../rules/alibaba/kms_secret.yaml")),
    ("flexibleengine/cloud.yaml", include_str!("../../rules/flexibleengine/cloud.yaml")),
    ("flexibleengine/consumers.yaml", include_str!("../../rules/flexibleengine/consumers.yaml")),
    ("flexibleengine/kms_key.yaml", include_str!("../../rules/flexibleengine/kms_key.yaml")),
    ("huawei/cloud.yaml", include_str!("../../rules/huawei/cloud.yaml")),
    ("huawei/consumers.yaml", include_str!("../../rules/huawei/consumers.yaml")),
    ("huawei/kms_alias.yaml", include_str!("../../rules/huawei/kms_alias.yaml")),
    ("huawei/kms_key.yaml", include_str!("../../rules/huawei/kms_key.yaml")),
    ("otc/ansible.yaml", include_str!("../../rules/otc/ansible.yaml")),
    ("otc/cloud.yaml", include_str!("../../rules/otc/cloud.yaml")),
    ("otc/consumers.yaml", include_str!("../../rules/otc/consumers.yaml")),
    ("otc/cryptography.yaml", include_str!("../../rules/otc/cryptography.yaml")),
    ("otc/data_sources.yaml", include_str!("../../rules/otc/data_sources.yaml")),
    ("otc/kms_grant.yaml", include_str!("../../rules/otc/kms_grant.yaml")),
    ("otc/kms_key.yaml", include_str!("../../rules/otc/kms_key.yaml")),
    ("otc/kms_key_material.yaml", include_str!("../../rules/otc/kms_key_material.yaml")),
    ("otc/kms_key_tags.yaml", include_str!("../../rules/otc/kms_key_tags.yaml")),
    ("otc/storage_encryption.yaml", include_str!("../../rules/otc/storage_encryption.yaml")),
];

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;

    #[test]
    fn every_file_is_built_in() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules");
        let mut files = Vec::new();
        for folder in fs::read_dir(&root).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()) {
            for file in fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()) {
                let name = file.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
                files.push((name, fs::read_to_string(&file).unwrap().replace("\r\n", "\n")));
            }
        }
        files.sort();
        let listed: Vec<_> =
            BUILT_IN.iter().map(|(name, text)| ((*name).to_owned(), text.replace("\r\n", "\n"))).collect();
        let names = |files: &[(String, String)]| files.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
        assert_eq!(names(&listed), names(&files), "src/tables/files.rs lists other files than the folder has");
        assert_eq!(listed, files);
    }
}
