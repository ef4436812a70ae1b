//! The evaluation of one root module: its instances, and what is noted on the way.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::PathBuf;
use std::rc::Rc;
use std::sync::Arc;

use crate::source::Span;
use crate::syntax::SyntaxError;
use crate::syntax::expression::Expression;
use crate::terraform::evaluation::limit::{Limit, MAX_MODULES, MAX_RESOURCES, Room, first_places};
use crate::terraform::evaluation::module_instance::Instance;
use crate::terraform::evaluation::repetition::{Element, Repetition};
use crate::terraform::expression::budget::{Budget, Limits};
use crate::terraform::expression::evaluate;
use crate::terraform::expression::no_names::NoNames;
use crate::terraform::expression::refusal::refusal;
use crate::terraform::expression::scope::{Evaluated, Scope};
use crate::terraform::module::manifest::Manifest;
use crate::terraform::module::store::Modules;
use crate::value::Value;

/// All expressions of one root module together may take this many steps.
const STEPS: u64 = 5_000_000;

/// Module instances by their prefixes, each with the argument that Terraform refuses, and why.
pub(crate) type Refused = BTreeMap<Arc<str>, (Span, Arc<str>)>;

/// What the instances of one module tree share.
#[derive(Debug)]
pub(crate) struct ModuleTree<'s> {
    pub modules: &'s Modules<'s>,
    pub root_folder: PathBuf,
    pub manifest: Manifest,
    pub budget: Budget,
    /// What variable files, the command line and the environment give to the root module.
    pub inputs: BTreeMap<Arc<str>, Value>,
    /// Module instances, by prefix, whose arguments Terraform refuses once it has evaluated them.
    pub refused: Refused,
    resources: Room,
    module_instances: Room,
    /// By prefix. Instances name each other by it, so that nothing holds itself alive.
    instances: RefCell<HashMap<Arc<str>, Rc<Instance>>>,
    notes: RefCell<Notes>,
}

/// What an evaluation has to say besides its values.
#[derive(Debug, Default)]
pub(crate) struct Notes {
    pub problems: Vec<SyntaxError>,
    pub limits: Vec<(Span, Limit)>,
    pub undecided: Vec<(Span, String)>,
    /// Module instances, by prefix, that an argument turned out not to fit.
    pub refused: Refused,
    /// Variables of the root module whose given value does not fit, each with the reason.
    pub misfits: BTreeMap<Arc<str>, String>,
}

impl<'s> ModuleTree<'s> {
    pub(crate) fn new(
        modules: &'s Modules<'s>,
        root_folder: PathBuf,
        inputs: BTreeMap<Arc<str>, Value>,
        refused: Refused,
    ) -> Self {
        Self {
            modules,
            manifest: Manifest::load(modules.sources(), &root_folder),
            root_folder,
            budget: Budget::new(Limits { steps: STEPS, ..Limits::default() }),
            inputs,
            refused,
            resources: Room::of(MAX_RESOURCES, "resources"),
            module_instances: Room::of(MAX_MODULES, "module instances"),
            instances: RefCell::default(),
            notes: RefCell::default(),
        }
    }

    pub(crate) fn add(&self, instance: Instance) -> Rc<Instance> {
        let instance = Rc::new(instance);
        self.instances.borrow_mut().insert(instance.prefix.clone(), instance.clone());
        instance
    }

    /// The instances of a resource that may still be made. The others are counted.
    pub(crate) fn room_for<'r>(&self, repetition: &'r Repetition, header: Span) -> &'r [Element] {
        let elements = repetition.elements.as_slice();
        let (made, left) = elements.split_at(self.resources.take(elements.len()));
        if !left.is_empty() {
            let total = repetition.total.unwrap_or(elements.len());
            self.resources.leave_out(total - made.len(), repetition.is_open && repetition.total.is_none(), header);
        }
        made
    }

    /// Whether there may be one module instance more; one that may not is counted.
    pub(crate) fn has_room_for_module(&self, header: Span) -> bool {
        let has_room = self.module_instances.take(1) == 1;
        if !has_room {
            // What it would call is not known.
            self.module_instances.leave_out(1, true, header);
        }
        has_room
    }

    /// The instance whose resources' addresses begin with `prefix`.
    pub(crate) fn instance(&self, prefix: &str) -> Option<Rc<Instance>> {
        self.instances.borrow().get(prefix).cloned()
    }

    /// The value of an expression of a module. One that Terraform would refuse is noted and unknown.
    pub(crate) fn value(&self, expression: &Expression, scope: &dyn Scope) -> Value {
        if let Some(reason) = scope.withholds() {
            return Value::unknown(reason).at(expression.span);
        }
        self.settled(
            expression,
            refusal(expression, scope).map_or_else(|| evaluate(expression, scope, &self.budget), Err),
        )
    }

    /// The value of an expression that may refer to nothing.
    pub(crate) fn constant(&self, expression: &Expression) -> Value {
        self.settled(expression, evaluate(expression, &NoNames, &self.budget))
    }

    fn settled(&self, expression: &Expression, evaluated: Evaluated) -> Value {
        match evaluated {
            Ok(value) => value,
            Err(failure) => {
                self.note_undecided(failure.span, failure.message.clone());
                Value::unknown(failure.message).at(expression.span)
            }
        }
    }

    /// Reports that a definition needs its own value.
    pub(crate) fn cycle(&self, name: &str, span: Span) -> Value {
        self.note_problem(SyntaxError::new(span, format!("`{name}` refers to itself")));
        Value::unknown(format!("{name} refers to itself")).at(span)
    }

    pub(crate) fn note_problem(&self, problem: SyntaxError) {
        let mut notes = self.notes.borrow_mut();
        if !notes.problems.contains(&problem) {
            notes.problems.push(problem);
        }
    }

    pub(crate) fn note_limit(&self, span: Span, limit: String) {
        self.notes.borrow_mut().limits.push((span, Limit::Part(limit)));
    }

    /// Notes that Terraform refuses an argument of the call that makes an instance.
    pub(crate) fn note_refused(&self, prefix: &Arc<str>, argument: Span, reason: &str) {
        self.notes.borrow_mut().refused.entry(prefix.clone()).or_insert_with(|| (argument, reason.into()));
    }

    /// Notes that the value that the root module is given for a variable does not fit.
    pub(crate) fn note_misfit(&self, name: &str, reason: String) {
        self.notes.borrow_mut().misfits.insert(name.into(), reason);
    }

    pub(crate) fn note_undecided(&self, span: Span, reason: String) {
        self.notes.borrow_mut().undecided.push((span, reason));
    }

    /// Everything that was noted, each thing once.
    pub(crate) fn into_notes(self) -> Notes {
        let mut notes = self.notes.into_inner();
        notes.limits.extend(self.budget.exceeded().into_iter().map(|(place, limit)| (place, Limit::Part(limit))));
        // As the evaluation came to them: files are numbered otherwise in each run.
        let mut seen = HashSet::new();
        notes.limits.retain(|limit| seen.insert(limit.clone()));
        notes.limits = first_places(notes.limits);
        notes.limits.extend([&self.resources, &self.module_instances].into_iter().filter_map(Room::excess));
        notes.limits.sort();
        notes.undecided.sort();
        notes.undecided.dedup();
        notes
    }
}

/// The value at its definition; one that has a place keeps it.
pub(crate) fn placed(value: Value, span: Span) -> Value {
    if value.span.is_some() { value } else { value.at(span) }
}
