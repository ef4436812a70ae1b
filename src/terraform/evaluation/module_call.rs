//! Module calls: the instances that they make, and references to their outputs.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::rc::Rc;
use std::sync::Arc;

use crate::syntax::SyntaxError;
use crate::syntax::expression::ExpressionKind;
use crate::terraform::evaluation::block_scope::BlockScope;
use crate::terraform::evaluation::module_instance::{CallPlace, Caller, Cycle, Instance};
use crate::terraform::evaluation::module_tree::ModuleTree;
use crate::terraform::evaluation::provider_use;
use crate::terraform::evaluation::references::{Reference, Selection};
use crate::terraform::evaluation::repetition::{Element, Key, Repetition, Style};
use crate::terraform::evaluation::resource_values::collection;
use crate::terraform::evaluation::symbols;
use crate::terraform::expression::scope::Failure;
use crate::terraform::module::manifest::Lookup;
use crate::terraform::module::{Module, ModuleCall, is_local};
use crate::value::{Mapping, MappingKind, Member, Value, ValueKind};

/// What a call says to Terraform itself.
const META_ARGUMENTS: [&str; 6] = ["source", "version", "providers", "count", "for_each", "depends_on"];

/// Module calls inside one another; deeper ones are not followed.
const MAX_DEPTH: usize = 32;

/// A module call of one instance.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CallTarget<'a> {
    pub tree: &'a ModuleTree<'a>,
    pub instance: &'a Rc<Instance>,
    pub call: &'a ModuleCall,
}

/// The value of a reference below `module`.
///
/// # Errors
///
/// When no such call, instance or output is declared.
pub(crate) fn reference(reference: &Reference<'_>) -> Result<(Value, usize), Failure> {
    let Some(name) = reference.name(0) else {
        return Err(Failure::undeclared(reference.span, "`module` needs a name: `module.NAME`"));
    };
    let shown = format!("module.{name}");
    let instance = reference.scope.instance;
    let Some(call) = instance.module.calls.get(name) else { return reference.undeclared(&shown, 1) };
    if call.block.body.is_partial {
        return Ok((Value::unknown(format!("{shown} could not be read as a whole")), 1));
    }
    let target = CallTarget { tree: reference.scope.tree, instance, call };
    let repetition = target.repetition();
    match reference.select(&repetition, 1, &shown)? {
        Selection::One(element, taken) => {
            let consumed = 1 + taken;
            let shown = format!("{shown}{}", element.key);
            match reference.name(consumed) {
                Some(output) => {
                    let path = format!("{shown}.{output}");
                    match target.output(&element, output) {
                        Some(value) => Ok((value, consumed + 1)),
                        None if target.child(&element).is_none_or(|child| child.module.is_partial) => {
                            Ok((target.unknown_output(&element, output), consumed + 1))
                        }
                        None => Err(Failure::new(reference.whole(consumed + 1), format!("`{path}` is not declared"))),
                    }
                }
                None => Ok((target.object(&element), consumed)),
            }
        }
        Selection::Unknown(_) => Ok((Value::unknown(format!("which {shown} is meant is not known")), 2)),
        Selection::All => {
            let known = repetition.elements.iter().filter(|element| element.key != Key::Any);
            let values = known.map(|element| (element.key.clone(), target.object(element)));
            Ok((collection(&repetition, values, call.block.header), 1))
        }
    }
}

impl<'a> CallTarget<'a> {
    /// The elements of the call's `count` or `for_each`.
    pub(crate) fn repetition(&self) -> Rc<Repetition> {
        let body = &self.call.block.body;
        let address = format!("{}module.{}", self.instance.prefix, self.call.name);
        if body.is_partial {
            return Rc::new(Repetition::unread(body, &address, self.call.block.header));
        }
        if body.attribute("count").is_none() && body.attribute("for_each").is_none() {
            return Rc::new(Repetition::single());
        }
        let found = self.instance.repetitions.get(&format!("module.{}", self.call.name), || {
            let scope = BlockScope::of_module(self.tree, self.instance);
            Rc::new(Repetition::of(self.tree, body, &address, &scope))
        });
        found.unwrap_or_else(|Cycle| {
            let header = self.call.block.header;
            self.tree.cycle(&format!("module.{}", self.call.name), header);
            Rc::new(Repetition::open(Style::ForEach, &address, header, "number of instances"))
        })
    }

    /// The module instance of an element; none where its source cannot be followed.
    pub(crate) fn child(&self, element: &Element) -> Option<Rc<Instance>> {
        let name = format!("{}{}", self.call.name, element.key);
        let prefix = self.instance.children.get(&name, || {
            let called_as = self.folder()?;
            let folder = self.tree.modules.sources().real(&called_as);
            if self.is_recursive(&folder) {
                let problem = SyntaxError::new(self.call.block.header, "a module calls itself");
                self.tree.note_problem(problem);
                return None;
            }
            if !self.has_room() {
                return None;
            }
            let module = self.tree.modules.load(&folder);
            let caller =
                Caller { instance: self.instance.clone(), call: self.call.name.clone(), element: element.clone() };
            let block = &self.call.block;
            let name = format!("module.{}", self.call.name).into();
            let own = CallPlace { name, header: block.header, block: block.span };
            let repetition = self.repetition();
            let separator = if self.instance.call_path.is_empty() { "" } else { "." };
            let mut child = Instance::new(module);
            child.folder = called_as;
            child.prefix = format!("{}module.{}{}.", self.instance.prefix, self.call.name, element.key).into();
            child.refusal = self.refused(&child.module).or_else(|| {
                self.tree.refused.get(&child.prefix).map(|(argument, reason)| {
                    self.tree.note_undecided(*argument, reason.to_string());
                    reason.clone()
                })
            });
            child.call_path = format!("{}{separator}{}", self.instance.call_path, self.call.name);
            child.calls = std::iter::once(own).chain(self.instance.calls.iter().cloned()).collect();
            child.is_certain = self.instance.is_certain && element.key != Key::Any;
            child.is_repeated = self.instance.is_repeated || repetition.style != Style::Single;
            child.existence = self.instance.existence_of(&repetition);
            child.has_unread_providers = self.instance.has_unread_providers
                || self.call.block.body.is_partial
                || child.module.has_unread_providers;
            child.caller = Some(caller);
            child.providers = provider_use::of_child(self.instance, self.call, &child);
            Some(self.tree.add(child).prefix.clone())
        });
        prefix.ok().flatten().and_then(|prefix| self.tree.instance(&prefix))
    }

    /// Notes why Terraform refuses a call although it makes no instance.
    pub(crate) fn check_unmade(&self) {
        if let Some(folder) = self.folder() {
            self.refused(&self.tree.modules.load(&folder));
        }
    }

    /// Why Terraform refuses the call whatever the values of its arguments are.
    fn refused(&self, module: &Module) -> Option<Arc<str>> {
        let body = &self.call.block.body;
        let name = &self.call.name;
        let is_given = |argument: &&Arc<str>| body.attribute(argument).is_some();
        let undeclared = body.attributes.iter().find(|attribute| {
            let argument = &*attribute.name.name;
            !META_ARGUMENTS.contains(&argument) && !module.variables.contains_key(argument)
        });
        let mut required =
            module.variables.values().filter(|variable| variable.default.is_none() && !variable.is_partial);
        // What could not be read may declare the one, or give the other.
        let undeclared = undeclared.filter(|_| !module.is_partial);
        let missing = required.find(|variable| !is_given(&&variable.name)).filter(|_| !self.instance.module.is_partial);
        let (place, reason) = if let Some(argument) = undeclared {
            (argument.name.span, format!("module.{name} has no input variable called {}", argument.name.name))
        } else {
            let missing = &missing?.name;
            (self.call.block.header, format!("the call of module.{name} gives no value for {missing}"))
        };
        self.tree.note_undecided(place, reason.clone());
        Some(reason.into())
    }

    fn output(&self, element: &Element, name: &str) -> Option<Value> {
        let child = self.child(element)?;
        self.tree.output(&child, name)
    }

    fn unknown_output(&self, element: &Element, name: &str) -> Value {
        let owner = format!("{}module.{}{}", self.instance.prefix, self.call.name, element.key);
        let value = Value::unknown(format!("module.{} is not here", self.call.name));
        symbols::identified(value, &owner, name, "module")
    }

    /// All outputs of an instance.
    fn object(&self, element: &Element) -> Value {
        let header = self.call.block.header;
        let Some(child) = self.child(element) else {
            let owner = format!("{}module", self.instance.prefix);
            let value = Value::unknown(format!("module.{} is not here", self.call.name)).at(header);
            return symbols::identified(value, &owner, &format!("{}{}", self.call.name, element.key), "module");
        };
        let outputs = child.module.outputs.keys();
        let members: BTreeMap<Arc<str>, Member> = outputs
            .filter_map(|name| {
                let value = self.tree.output(&child, name)?;
                Some((name.clone(), Member { key_span: None, value }))
            })
            .collect();
        let is_open = child.module.is_partial;
        let mapping = Mapping { kind: MappingKind::Object, members: members.into(), is_open };
        Value::from(ValueKind::Mapping(mapping)).at(header)
    }

    /// The folder that the call's source leads to.
    fn folder(&self) -> Option<PathBuf> {
        let tree = self.tree;
        let attribute = self.call.block.body.attribute("source")?;
        let source = match &self.call.source {
            Some(source) => source.to_string(),
            // OpenTofu evaluates sources; what it may use there is known before anything else.
            None => {
                let scope = BlockScope::of_module(tree, self.instance);
                tree.value(&attribute.value, &scope).as_str()?.to_owned()
            }
        };
        let version = self.call.block.body.attribute("version").and_then(|version| match &*version.value.kind {
            ExpressionKind::String(text) => text.known(),
            _ => None,
        });
        let found = if is_local(&source) {
            Lookup::Folder(tree.modules.sources().absolute(&self.instance.folder.join(&source)))
        } else {
            let separator = if self.instance.call_path.is_empty() { "" } else { "." };
            let path = format!("{}{separator}{}", self.instance.call_path, self.call.name);
            tree.manifest.look_up(&path, &source, version)
        };
        let is_another = matches!(found, Lookup::Another);
        let folder = if let Lookup::Folder(folder) = found { Some(folder) } else { None };
        let sources = tree.modules.sources();
        let is_outside = folder.as_deref().is_some_and(|folder| sources.is_outside(folder));
        let folder = folder.filter(|folder| !is_outside && sources.is_dir(folder));
        if folder.is_none() {
            let name = &self.call.name;
            let reason = match (is_another, is_outside) {
                (true, _) => format!("module.{name} is installed in another version; run `terraform init`"),
                (_, true) => format!("module.{name} lies outside of the project: its source is {source}"),
                _ => format!("module.{name} is not here: its source is {source}"),
            };
            tree.note_undecided(attribute.value.span, reason);
        }
        folder
    }

    fn is_recursive(&self, folder: &std::path::Path) -> bool {
        let own = self.instance.module.folder == folder;
        own || self.instance.ancestors().any(|ancestor| ancestor.module.folder == folder)
    }

    /// Whether the call may be followed; otherwise the limit that it passes is noted.
    fn has_room(&self) -> bool {
        let header = self.call.block.header;
        if self.instance.ancestors().count() >= MAX_DEPTH {
            let limit = format!("modules call each other more than {MAX_DEPTH} levels deep; this call is not followed");
            self.tree.note_limit(header, limit);
            return false;
        }
        self.tree.has_room_for_module(header)
    }
}
