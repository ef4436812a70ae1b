//! Provider configurations and their names.

use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use crate::terraform::module::meta;
use crate::terraform::module::{Module, ResourceBlock};

/// What tells a provider configuration from the others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum ProviderIdentity {
    /// Equal for two resources that use the same configuration: `module.a.alicloud.beijing`.
    Known(Arc<str>),
    /// A reference that cannot be followed chooses one; the text names the reference.
    OneOf(Arc<str>),
}

/// One provider configuration.
#[derive(Debug)]
pub(crate) struct Provider {
    pub identity: ProviderIdentity,
    /// The module instance whose `provider` block it is; none where nobody writes one.
    pub(super) definition: Option<Definition>,
}

/// Where a configuration is written.
#[derive(Debug)]
pub(super) struct Definition {
    /// The prefix of the instance that has the block.
    pub(super) prefix: Arc<str>,
    pub(super) name: Arc<str>,
    pub(super) alias: Option<Arc<str>>,
}

/// The configurations that a root module writes.
pub(crate) fn of_root(module: &Module) -> BTreeMap<Arc<str>, Rc<Provider>> {
    own(module, &"".into())
}

/// The configurations that a module writes, by the names that it uses.
pub(super) fn own(module: &Module, prefix: &Arc<str>) -> BTreeMap<Arc<str>, Rc<Provider>> {
    let providers = module.providers.iter().map(|block| {
        let name: Arc<str> = match &block.alias {
            Some(alias) => format!("{}.{alias}", block.name).into(),
            None => block.name.clone(),
        };
        let definition = Definition { prefix: prefix.clone(), name: block.name.clone(), alias: block.alias.clone() };
        let identity = ProviderIdentity::Known(format!("{prefix}{name}").into());
        (name, Rc::new(Provider { identity, definition: Some(definition) }))
    });
    providers.collect()
}

/// A configuration that nobody writes: the default one comes from the environment and is the same everywhere;
/// one with an alias must be passed by a caller that is not here.
pub(super) fn unwritten(prefix: &str, name: &str) -> Provider {
    let identity = if name.contains('.') { format!("{prefix}{name}").into() } else { name.into() };
    Provider { identity: ProviderIdentity::Known(identity), definition: None }
}

/// One of several configurations, by a reference that cannot be followed.
pub(super) fn one_of(reference: String) -> Provider {
    Provider { identity: ProviderIdentity::OneOf(reference.into()), definition: None }
}

/// The local name of the provider that a resource uses: `alicloud`.
pub(crate) fn name_of(block: &ResourceBlock) -> String {
    let written = block.block.body.attribute("provider").and_then(|attribute| meta::reference_text(&attribute.value));
    let name = written.unwrap_or_else(|| local_name(&block.resource_type).to_owned());
    name.split(['.', '[']).next().unwrap_or_default().to_owned()
}

/// The provider that a resource type belongs to where nothing else is said.
pub(super) fn local_name(resource_type: &str) -> &str {
    resource_type.split('_').next().unwrap_or(resource_type)
}
