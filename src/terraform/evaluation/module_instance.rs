//! One instance of a module: the root, or what one element of a module call makes.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;
use std::rc::Rc;
use std::sync::Arc;

use crate::source::Span;
use crate::syntax::expression::Expression;
use crate::terraform::evaluation::provider::Provider;
use crate::terraform::evaluation::repetition::{Element, Repetition};
use crate::terraform::module::Module;
use crate::value::{Ingredients, Value};

/// A module with the values that its names have in one place of the module tree.
#[derive(Debug)]
pub(crate) struct Instance {
    pub module: Arc<Module>,
    /// The module's folder as the calls lead to it, which is another way where they pass through a link.
    pub folder: PathBuf,
    /// What stands before the addresses of its resources: `module.kms[0].`, nothing for the root.
    pub prefix: Arc<str>,
    /// The names of the calls that lead here, without keys: `kms.inner`.
    pub call_path: String,
    pub caller: Option<Caller>,
    /// Why Terraform refuses the call that leads here, so that nothing in the instance has a value.
    pub refusal: Option<Arc<str>>,
    /// The calls that lead here, the innermost first.
    pub calls: Arc<[CallPlace]>,
    /// Whether every call that leads here makes exactly this instance for certain.
    pub is_certain: bool,
    /// Whether a call that leads here is repeated.
    pub is_repeated: bool,
    /// The definitions behind `count` and `for_each` of the calls.
    pub existence: Option<Arc<Ingredients>>,
    /// Provider configurations by the names that the module uses: `alicloud`, `alicloud.beijing`.
    pub providers: BTreeMap<Arc<str>, Rc<Provider>>,
    /// The module or its call may say otherwise which these are, in what could not be read.
    pub has_unread_providers: bool,
    pub variables: Memo<Value>,
    pub locals: Memo<Value>,
    pub outputs: Memo<Value>,
    /// Arguments of resources by full address, and other values that are needed more than once.
    pub arguments: Memo<Value>,
    pub repetitions: Memo<Rc<Repetition>>,
    /// The prefixes of the instances that its calls make, by call name with instance key.
    pub children: Memo<Option<Arc<str>>>,
}

/// Where a module call is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CallPlace {
    /// `module.kms`
    pub name: Arc<str>,
    pub header: Span,
    /// The block with all of its arguments.
    pub block: Span,
}

/// The element of a module call that makes an instance.
#[derive(Clone, Debug)]
pub(crate) struct Caller {
    pub instance: Rc<Instance>,
    pub call: Arc<str>,
    pub element: Element,
}

impl Caller {
    /// The expression that the call gives for an input variable.
    pub(crate) fn argument(&self, name: &str) -> Option<&Expression> {
        let call = self.instance.module.calls.get(&self.call)?;
        call.block.body.attribute(name).map(|attribute| &attribute.value)
    }

    /// Whether the call may give more in what could not be read.
    pub(crate) fn is_partial(&self) -> bool {
        let call = self.instance.module.calls.get(&self.call);
        call.is_some_and(|call| call.block.body.is_partial)
    }
}

/// Values by name, each computed once.
#[derive(Debug)]
pub(crate) struct Memo<T>(RefCell<HashMap<Arc<str>, State<T>>>);

#[derive(Debug)]
enum State<T> {
    Running,
    Done(T),
}

/// A value was asked for while it is being computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Cycle;

impl<T> Default for Memo<T> {
    fn default() -> Self {
        Self(RefCell::default())
    }
}

impl<T: Clone> Memo<T> {
    /// # Errors
    ///
    /// When the value is being computed already.
    pub(crate) fn get(&self, name: &str, compute: impl FnOnce() -> T) -> Result<T, Cycle> {
        match self.0.borrow().get(name) {
            Some(State::Done(value)) => return Ok(value.clone()),
            Some(State::Running) => return Err(Cycle),
            None => {}
        }
        let name: Arc<str> = name.into();
        self.0.borrow_mut().insert(name.clone(), State::Running);
        let value = compute();
        self.0.borrow_mut().insert(name, State::Done(value.clone()));
        Ok(value)
    }
}

impl Instance {
    pub(crate) fn new(module: Arc<Module>) -> Self {
        Self {
            folder: module.folder.clone(),
            module,
            prefix: "".into(),
            call_path: String::new(),
            caller: None,
            refusal: None,
            calls: Arc::new([]),
            is_certain: true,
            is_repeated: false,
            existence: None,
            providers: BTreeMap::new(),
            has_unread_providers: false,
            variables: Memo::default(),
            locals: Memo::default(),
            outputs: Memo::default(),
            arguments: Memo::default(),
            repetitions: Memo::default(),
            children: Memo::default(),
        }
    }

    /// The definitions that decide about what the instance repeats, and about the instance itself.
    pub(crate) fn existence_of(&self, repetition: &Repetition) -> Option<Arc<Ingredients>> {
        Ingredients::joined(self.existence.clone(), Ingredients::of_parts(&repetition.value))
    }

    /// Why Terraform enters neither this instance nor anything in it.
    pub(crate) fn refusal(&self) -> Option<Arc<str>> {
        self.refusal.clone().or_else(|| self.ancestors().find_map(|ancestor| ancestor.refusal.clone()))
    }

    /// The instances around this one, from the caller outwards.
    pub(crate) fn ancestors(&self) -> impl Iterator<Item = &Self> {
        std::iter::successors(self.caller.as_ref(), |caller| caller.instance.caller.as_ref())
            .map(|caller| &*caller.instance)
    }
}
