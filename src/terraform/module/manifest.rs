//! Where `terraform init` put the modules that do not stand beside their callers.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::source::Sources;
use crate::syntax;
use crate::terraform::module::versions::{normal_source, parse_constraints, parse_version};

/// `.terraform/modules/modules.json`: what is installed, by the names of the calls that lead to it.
#[derive(Debug, Default)]
pub(crate) struct Manifest {
    modules: BTreeMap<String, Installed>,
}

/// A module as `terraform init` found it.
#[derive(Debug)]
struct Installed {
    folder: PathBuf,
    /// The address in Terraform's own spelling.
    source: Option<String>,
    /// Of a module from a registry.
    version: Option<String>,
}

/// What the manifest says of a call.
#[derive(Debug)]
pub(crate) enum Lookup {
    Folder(PathBuf),
    /// The call was changed since, and Terraform refuses to go on before `terraform init`.
    Another,
    Nothing,
}

impl Manifest {
    /// The manifest of a root module; empty where there is none. It is a cache of Terraform's, so what cannot be
    /// read in it is no mistake of the author.
    pub(crate) fn load(sources: &Sources, root: &Path) -> Self {
        let path = root.join(".terraform/modules/modules.json");
        if !sources.is_file(&path) {
            return Self::default();
        }
        let Ok(file) = sources.load(&path) else { return Self::default() };
        let parsed = syntax::json::parse(&file);
        let modules = parsed.documents.first().and_then(|document| document.get("Modules"));
        let entries = modules.map(|modules| modules.items()).unwrap_or_default().iter();
        let modules = entries.filter_map(|entry| {
            let key = entry.get("Key")?.as_str()?;
            let folder = entry.get("Dir")?.as_str()?;
            let text = |name: &str| entry.get(name).and_then(|node| node.as_str()).map(str::to_owned);
            let folder = sources.absolute(&root.join(folder));
            let installed = Installed { folder, source: text("Source"), version: text("Version") };
            (!key.is_empty()).then(|| (key.to_owned(), installed))
        });
        Self { modules: modules.collect() }
    }

    /// Where the module of the call is whose path is `kms.inner`, by what the call says of it.
    pub(crate) fn look_up(&self, call_path: &str, source: &str, version: Option<&str>) -> Lookup {
        match self.modules.get(call_path) {
            Some(installed) if installed.is_meant_by(source, version) => Lookup::Folder(installed.folder.clone()),
            Some(_) => Lookup::Another,
            None => Lookup::Nothing,
        }
    }

    pub(crate) fn folders(&self) -> impl Iterator<Item = &PathBuf> {
        self.modules.values().map(|installed| &installed.folder)
    }
}

impl Installed {
    fn is_meant_by(&self, source: &str, version: Option<&str>) -> bool {
        let is_source = self.source.as_deref().is_none_or(|installed| Address::of(installed) == Address::of(source));
        is_source && version.is_none_or(|version| self.fits(version, source))
    }

    /// Whether a constraint allows what is installed. Only modules from a registry have versions.
    fn fits(&self, constraint: &str, source: &str) -> bool {
        let Some(installed) = self.version.as_deref().filter(|_| Address::of(source).is_of_registry) else {
            return false;
        };
        match (parse_constraints(constraint), parse_version(installed)) {
            // One before a release fits only where it is named.
            (Some(constraint), Some(version)) if version.pre.is_empty() => constraint.matches(&version),
            _ => true,
        }
    }
}

/// An address of a module without what Terraform adds to it: `github.com/a/b` becomes `git::https://github.com/a/b.git`.
#[derive(Debug, PartialEq, Eq)]
struct Address {
    is_of_registry: bool,
    place: String,
    /// The folder in it, and which state of it.
    rest: String,
}

impl Address {
    fn of(source: &str) -> Self {
        let has_scheme = source.contains("::") || source.contains("://") || source.contains('@');
        let plain = source.rsplit("::").next().unwrap_or(source);
        let plain = plain.split_once("://").map_or(plain, |(_, rest)| rest);
        let plain = plain.strip_prefix("git@").unwrap_or(plain);
        let end = plain.find("//").or_else(|| plain.find('?')).unwrap_or(plain.len());
        let (place, rest) = plain.split_at(end);
        let segments: Vec<&str> = place.split('/').collect();
        let is_host = |segment: &&&str| segment.contains('.');
        let is_code_host = matches!(segments.first(), Some(&("github.com" | "bitbucket.org")));
        let is_of_registry = !has_scheme
            && !is_code_host
            && match segments.len() {
                3 => segments.first().filter(is_host).is_none(),
                4 => segments.first().filter(is_host).is_some(),
                _ => false,
            };
        let place = match is_of_registry {
            true => normal_source(place),
            false => place.replacen(':', "/", 1).trim_end_matches(".git").trim_end_matches('/').to_owned(),
        };
        Self { is_of_registry, place, rest: rest.to_owned() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_meant(installed: (&str, &str), call: (&str, &str)) -> bool {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let installed = Installed { folder: PathBuf::new(), source: some(installed.0), version: some(installed.1) };
        installed.is_meant_by(call.0, some(call.1).as_deref())
    }

    #[test]
    fn terraform_spells_addresses_out() {
        let git = "git::https://github.com/acme/kms.git";
        for (installed, call) in [
            ("registry.terraform.io/acme/kms/alicloud", "acme/kms/alicloud"),
            ("registry.terraform.io/acme/kms/alicloud//inner", "acme/kms/alicloud//inner"),
            ("registry.opentofu.org/acme/kms/alicloud", "acme/kms/alicloud"),
            ("app.example.com/acme/kms/alicloud", "app.example.com/acme/kms/alicloud"),
            (git, "github.com/acme/kms"),
            ("git::https://github.com/acme/kms.git//inner?ref=v1", "github.com/acme/kms//inner?ref=v1"),
            ("git::ssh://git@github.com/acme/kms.git", "git@github.com:acme/kms.git"),
            ("git::https://example.com/kms.git?ref=v1", "git::https://example.com/kms.git?ref=v1"),
            ("https://example.com/kms.zip", "https://example.com/kms.zip"),
        ] {
            assert!(is_meant((installed, ""), (call, "")), "{installed} {call}");
        }
    }

    #[test]
    fn a_call_that_was_changed_means_another_module() {
        for (installed, call) in [
            ("git::https://github.com/acme/kms.git?ref=v1", "github.com/acme/kms?ref=v2"),
            ("git::https://github.com/acme/kms.git?ref=v1", "github.com/acme/kms"),
            ("git::https://github.com/acme/kms.git//one", "github.com/acme/kms//two"),
            ("registry.terraform.io/acme/kms/alicloud", "acme/keys/alicloud"),
            ("registry.terraform.io/acme/kms/alicloud", "app.example.com/acme/kms/alicloud"),
            ("registry.terraform.io/acme/kms/alicloud", "github.com/acme/kms"),
        ] {
            assert!(!is_meant((installed, ""), (call, "")), "{installed} {call}");
        }
    }

    #[test]
    fn a_version_fits_its_constraint() {
        let registry = "registry.terraform.io/acme/kms/alicloud";
        let fits = |version, constraint| is_meant((registry, version), ("acme/kms/alicloud", constraint));
        assert!(fits("1.2.0", "~> 1.0") && fits("1.2.0", ""));
        assert!(!fits("1.2.0", ">= 2.0") && !fits("", "1.2.0"));
        assert!(fits("2.0.0-beta1", "2.0.0-beta1"));
        assert!(!is_meant(("git::https://example.com/kms.git", ""), ("git::https://example.com/kms.git", "1.0")));
    }
}
