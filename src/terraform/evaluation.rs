//! The evaluation of a root module: every resource of its tree, and what could not be evaluated.

pub(crate) mod block_scope;
pub(crate) mod body;
pub(crate) mod definitions;
pub(crate) mod evaluated_resource;
pub(crate) mod expansion;
pub(crate) mod limit;
pub(crate) mod module_call;
pub(crate) mod module_instance;
pub(crate) mod module_tree;
pub(crate) mod provider;
pub(crate) mod provider_use;
pub(crate) mod references;
pub(crate) mod repetition;
pub(crate) mod resource_values;
pub(crate) mod symbols;

use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;

use crate::source::{FileId, ReadError, Span};
use crate::syntax::SyntaxError;
use crate::terraform::evaluation::evaluated_resource::{EvaluatedResource, evaluate_provider, evaluate_resource};
use crate::terraform::evaluation::limit::Limit;
use crate::terraform::evaluation::module_instance::Instance;
use crate::terraform::evaluation::module_tree::{ModuleTree, Refused};
use crate::terraform::module::ProviderBlock;
use crate::terraform::module::inputs::{Assigned, Given, Inputs};
use crate::terraform::module::store::Modules;
use crate::terraform::module::versions::Requirements;
use crate::value::Value;

/// A root module, evaluated.
#[derive(Debug, Default)]
pub(crate) struct Evaluation {
    pub resources: Vec<EvaluatedResource>,
    /// The `provider` blocks, each as if it were a data source of the type `provider.NAME`.
    pub providers: Vec<EvaluatedResource>,
    /// The outputs of the root module.
    pub outputs: BTreeMap<Arc<str>, Value>,
    /// What Terraform would refuse to load: syntax errors, duplicates, cycles.
    pub problems: Vec<SyntaxError>,
    /// Where a limit cut the evaluation off.
    pub limits: Vec<(Span, Limit)>,
    /// Expressions that have no value, and calls that cannot be followed, each with the reason.
    pub undecided: Vec<(Span, String)>,
    /// What the root module was given.
    pub assigned: Vec<Assigned>,
    /// What it was given and cannot take, each with the reason.
    pub misfits: Vec<(Assigned, String)>,
    /// All files that were read.
    pub files: Vec<FileId>,
    pub unreadable: Vec<(PathBuf, ReadError)>,
    /// Those of which some may be replaced by what could not be read.
    pub withheld: Vec<FileId>,
    /// A part of the module tree could not be read, is not here or is beyond a limit, and may have further resources.
    pub is_partial: bool,
}

/// How often a module is evaluated to find out which calls Terraform refuses.
const MAX_PASSES: usize = 4;

/// One definition leads to the next on the stack, as deep as the budget allows. Only what is used of it costs memory.
pub(crate) const STACK_SIZE: usize = 64 * 1024 * 1024;

impl Modules<'_> {
    /// Evaluates the module in a folder and all that it calls, on a thread that has [`STACK_SIZE`].
    pub(crate) fn evaluate_root(&self, folder: &Path, inputs: &Inputs) -> Evaluation {
        let mut refused = Refused::new();
        // Whether an argument fits is seen when it has a value, which may be after others were made of the module's.
        // Without those that do not fit fewer values are known, so that nothing new is refused.
        for _ in 1..MAX_PASSES {
            let (evaluation, found) = self.evaluate_without(refused.clone(), folder, inputs);
            if found.keys().all(|prefix| refused.contains_key(prefix)) {
                return evaluation;
            }
            refused.extend(found);
        }
        self.evaluate_without(refused, folder, inputs).0
    }

    /// The same from a thread with a stack of any size.
    #[cfg(test)]
    pub(crate) fn evaluate_root_apart(&self, folder: &Path, inputs: &Inputs) -> Evaluation {
        std::thread::scope(|scope| {
            let thread = std::thread::Builder::new().stack_size(STACK_SIZE);
            let thread = thread.spawn_scoped(scope, || self.evaluate_root(folder, inputs));
            thread.unwrap().join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        })
    }

    /// One evaluation, in which the instances in `refused` have no values; and the instances that proved to be refused.
    fn evaluate_without(&self, refused: Refused, folder: &Path, inputs: &Inputs) -> (Evaluation, Refused) {
        let module = self.load(folder);
        let mut given = Given::gather(self.sources(), &module, inputs);
        let mut evaluation = Evaluation {
            problems: std::mem::take(&mut given.problems),
            files: std::mem::take(&mut given.files),
            unreadable: std::mem::take(&mut given.unreadable),
            ..Evaluation::default()
        };
        let tree = ModuleTree::new(self, module.folder.clone(), std::mem::take(&mut given.values), refused);
        let mut root = Instance::new(module);
        root.providers = provider::of_root(&root.module);
        let root = tree.add(root);
        let mut walk = Walk {
            tree: &tree,
            evaluation: &mut evaluation,
            seen: HashSet::new(),
            requirements: Requirements::default(),
        };
        walk.visit(&root);
        let outputs = root.module.outputs.keys();
        let values = outputs.filter_map(|name| Some((name.clone(), tree.output(&root, name)?)));
        walk.evaluation.outputs = values.collect();
        let mut requirements = walk.requirements;
        evaluation.files.extend(requirements.add_lock_file(self.sources(), &root.module.folder));
        let versions = requirements.into_shared();
        for resource in &mut evaluation.resources {
            resource.versions = versions.get(&*resource.source).cloned();
        }
        drop(root);
        let notes = tree.into_notes();
        evaluation.problems.extend(notes.problems);
        evaluation.is_partial |= !notes.limits.is_empty();
        evaluation.limits = notes.limits;
        evaluation.undecided = notes.undecided;
        let late = notes.misfits.into_iter().filter_map(|(name, reason)| Some((given.last(&name)?.clone(), reason)));
        let late: Vec<_> = late.collect();
        evaluation.misfits = given.misfits;
        evaluation.misfits.extend(late);
        evaluation.assigned = given.assigned;
        (evaluation, notes.refused)
    }
}

/// Goes through the module tree.
struct Walk<'a> {
    tree: &'a ModuleTree<'a>,
    evaluation: &'a mut Evaluation,
    /// Folders whose files and problems are noted already.
    seen: HashSet<PathBuf>,
    requirements: Requirements,
}

impl Walk<'_> {
    fn visit(&mut self, instance: &Rc<Instance>) {
        let module = &instance.module;
        if self.seen.insert(module.folder.clone()) {
            self.evaluation.files.extend(&module.files);
            self.evaluation.problems.extend(module.problems.iter().cloned());
            self.evaluation.unreadable.extend(module.unreadable.iter().cloned());
            self.evaluation.is_partial |= module.is_partial;
            if module.has_unread_overrides {
                self.evaluation.withheld.extend(&module.files);
            }
            self.requirements.add(module);
        }
        // Values that do not fit are refused, whether anything asks for them or not.
        for name in module.variables.keys() {
            self.tree.variable(instance, name);
        }
        for block in &module.resources {
            evaluate_resource(self.tree, instance, block, &mut self.evaluation.resources);
        }
        // OpenTofu repeats some: what their arguments are is not known here.
        let once = |block: &&ProviderBlock| block.block.body.attribute("for_each").is_none();
        for block in module.providers.iter().filter(once) {
            self.evaluation.providers.push(evaluate_provider(self.tree, instance, block));
        }
        for call in module.calls.values() {
            let target = module_call::CallTarget { tree: self.tree, instance, call };
            let repetition = target.repetition();
            if repetition.elements.is_empty() {
                target.check_unmade();
            }
            for element in &repetition.elements {
                match target.child(element) {
                    Some(child) => self.visit(&child),
                    None => self.evaluation.is_partial = true,
                }
            }
        }
    }
}
