//! The names that the expressions of one block see.

use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;

use crate::source::Span;
use crate::syntax::expression::Operator;
use crate::syntax::text::Text;
use crate::terraform::evaluation::module_instance::{Caller, Instance};
use crate::terraform::evaluation::module_tree::ModuleTree;
use crate::terraform::evaluation::references;
use crate::terraform::evaluation::repetition::Element;
use crate::terraform::expression::scope::{Failure, Files, Scope};
use crate::value::Value;

/// The scope of a block: its module's names, `each` or `count`, and the iterators of `dynamic` blocks.
#[derive(Clone, Debug)]
pub(crate) struct BlockScope<'a> {
    pub tree: &'a ModuleTree<'a>,
    pub instance: &'a Rc<Instance>,
    pub element: Option<&'a Element>,
    /// The outermost first.
    pub iterators: Vec<Iteration>,
    /// Whether the resource itself may be asked for its attributes.
    pub allows_self: bool,
}

/// One element of a `dynamic` block.
#[derive(Clone, Debug)]
pub(crate) struct Iteration {
    pub name: Box<str>,
    pub key: Value,
    pub value: Value,
}

impl<'a> BlockScope<'a> {
    pub(crate) fn of_module(tree: &'a ModuleTree<'a>, instance: &'a Rc<Instance>) -> Self {
        Self { tree, instance, element: None, iterators: Vec::new(), allows_self: false }
    }

    pub(crate) fn of_element(tree: &'a ModuleTree<'a>, instance: &'a Rc<Instance>, element: &'a Element) -> Self {
        Self { element: Some(element), ..Self::of_module(tree, instance) }
    }

    /// The scope of a module call's arguments.
    pub(crate) fn of_call(tree: &'a ModuleTree<'a>, caller: &'a Caller) -> Self {
        Self::of_element(tree, &caller.instance, &caller.element)
    }

    /// The same scope inside one element of a `dynamic` block.
    #[must_use]
    pub(crate) fn with(&self, iteration: Iteration) -> Self {
        let mut scope = self.clone();
        scope.iterators.push(iteration);
        scope
    }

    /// A path as the file functions take it; none outside the module tree.
    fn resolve(&self, path: &str) -> Option<PathBuf> {
        let sources = self.tree.modules.sources();
        let path = sources.absolute(&self.tree.root_folder.join(path));
        let is_inside = |folder: &Path| path.starts_with(folder);
        (is_inside(&self.tree.root_folder) || is_inside(&self.instance.folder)).then_some(path)
    }
}

impl Scope for BlockScope<'_> {
    fn reference(&self, root: &str, operators: &[Operator], span: Span) -> Result<(Value, usize), Failure> {
        references::resolve(self, root, operators, span)
    }

    fn refuses(&self, root: &str, operators: &[Operator], span: Span) -> Option<Failure> {
        references::refuses(self, root, operators, span)
    }

    fn withholds(&self) -> Option<Arc<str>> {
        self.instance.refusal()
    }

    fn files(&self) -> &dyn Files {
        self
    }
}

impl Files for BlockScope<'_> {
    fn read(&self, path: &str) -> Option<Text> {
        let file = self.tree.modules.sources().load(&self.resolve(path)?).ok()?;
        Some(Text::exact(file.text(), file.span(), file.span()))
    }

    fn exists(&self, path: &str) -> Option<bool> {
        let (sources, path) = (self.tree.modules.sources(), self.resolve(path)?);
        // Whether there is such a file on somebody's disk is nothing that a module may ask.
        (!sources.is_outside(&path)).then(|| sources.is_file(&path))
    }

    fn below(&self, path: &str, levels: usize) -> Option<Vec<String>> {
        const MOST: usize = 10_000;
        self.tree.modules.sources().files_below(&self.resolve(path)?, levels, MOST)
    }
}
