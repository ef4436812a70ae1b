//! Which files of a folder make up a module, and in which order they count.

use std::collections::HashSet;
use std::io;
use std::path::{Path, PathBuf};

use crate::source::Sources;

/// The files of one module folder, each list in the order in which Terraform reads it.
#[derive(Debug, Default)]
pub(crate) struct Folder {
    /// `*.tf`, `*.tf.json` and their OpenTofu forms.
    pub primary: Vec<PathBuf>,
    /// `override.tf`, `*_override.tf` and their other forms, merged over the primary files.
    pub overrides: Vec<PathBuf>,
    /// `terraform.tfvars`, then `*.auto.tfvars`, each also as JSON: what is loaded without being named.
    pub variable_files: Vec<PathBuf>,
}

/// The endings of configuration files; the OpenTofu form of each replaces a Terraform file of the same name.
const ENDINGS: [(&str, &str); 2] = [(".tofu", ".tf"), (".tofu.json", ".tf.json")];

impl Folder {
    /// # Errors
    ///
    /// When the folder cannot be listed.
    pub(crate) fn read(sources: &Sources, folder: &Path) -> io::Result<Self> {
        let paths = sources.files_in(folder)?;
        let names: HashSet<String> = paths.iter().filter_map(|path| name_of(path)).collect();
        let mut result = Self::default();
        let mut automatic = Vec::new();
        for path in paths {
            let Some(name) = name_of(&path).filter(|name| !is_ignored(name)) else { continue };
            if let Some(stem) = stem_of(&name) {
                if is_replaced(&name, &names) {
                    continue;
                }
                let is_override = stem == "override" || stem.ends_with("_override");
                if is_override { &mut result.overrides } else { &mut result.primary }.push(path);
            } else if name == "terraform.tfvars" || name == "terraform.tfvars.json" {
                result.variable_files.push(path);
            } else if name.ends_with(".auto.tfvars") || name.ends_with(".auto.tfvars.json") {
                automatic.push(path);
            }
        }
        result.variable_files.append(&mut automatic);
        Ok(result)
    }
}

fn name_of(path: &Path) -> Option<String> {
    path.file_name().map(|name| name.to_string_lossy().into_owned())
}

/// Editors' backup and lock files.
fn is_ignored(name: &str) -> bool {
    name.starts_with('.') || name.ends_with('~') || name.starts_with('#') && name.ends_with('#')
}

/// The name without its ending, if it is a configuration file's.
fn stem_of(name: &str) -> Option<&str> {
    ENDINGS.iter().flat_map(|(tofu, terraform)| [tofu, terraform]).find_map(|ending| name.strip_suffix(ending))
}

fn is_replaced(name: &str, names: &HashSet<String>) -> bool {
    ENDINGS.iter().any(|(tofu, terraform)| {
        name.strip_suffix(terraform).is_some_and(|stem| names.contains(&format!("{stem}{tofu}")))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(names: &[&str]) -> [Vec<String>; 3] {
        let folder = tempfile::tempdir().unwrap();
        for name in names {
            std::fs::write(folder.path().join(name), "").unwrap();
        }
        let read = Folder::read(&Sources::new(folder.path()), Path::new(".")).unwrap();
        [read.primary, read.overrides, read.variable_files]
            .map(|paths| paths.iter().filter_map(|path| name_of(path)).collect())
    }

    #[test]
    fn files_have_their_parts() {
        let [primary, overrides, variables] = read(&[
            "b.auto.tfvars",
            "a.auto.tfvars.json",
            "terraform.tfvars",
            "prod.tfvars",
            "main.tf",
            "x.tf.json",
            "override.tf",
            "x_override.tf.json",
            "notes.md",
            ".hidden.tf",
            "main.tf~",
            "#main.tf#",
        ]);
        assert_eq!(primary, ["main.tf", "x.tf.json"]);
        assert_eq!(overrides, ["override.tf", "x_override.tf.json"]);
        assert_eq!(variables, ["terraform.tfvars", "a.auto.tfvars.json", "b.auto.tfvars"]);
    }

    #[test]
    fn a_tofu_file_replaces_the_terraform_file_of_its_name() {
        let [primary, overrides, _] =
            read(&["main.tf", "main.tofu", "a.tf.json", "a.tofu.json", "b.tf", "override.tf", "override.tofu"]);
        assert_eq!(primary, ["a.tofu.json", "b.tf", "main.tofu"]);
        assert_eq!(overrides, ["override.tofu"]);
    }
}
