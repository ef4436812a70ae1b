//! Where `terraform init` put the modules that do not stand beside their callers.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::source::Sources;
use crate::syntax;

/// `.terraform/modules/modules.json`: folders by the names of the calls that lead to them.
#[derive(Debug, Default)]
pub(crate) struct Manifest {
    folders: BTreeMap<String, PathBuf>,
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
        let folders = entries.filter_map(|entry| {
            let key = entry.get("Key")?.as_str()?;
            let folder = entry.get("Dir")?.as_str()?;
            (!key.is_empty()).then(|| (key.to_owned(), sources.absolute(&root.join(folder))))
        });
        Self { folders: folders.collect() }
    }

    /// The folder of the call whose path is `kms.inner`.
    pub(crate) fn folder(&self, call_path: &str) -> Option<PathBuf> {
        self.folders.get(call_path).cloned()
    }

    pub(crate) fn folders(&self) -> impl Iterator<Item = &PathBuf> {
        self.folders.values()
    }
}
