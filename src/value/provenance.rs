//! Where a value comes from: the definitions that it passed through, and those that it was computed from.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::symbol::Symbol;
use crate::source::Span;

/// A definition that a value passed through.
#[derive(Debug)]
pub(crate) struct Origin {
    /// What was defined, in the words of the file: `var.quota`, `local.shared`, `module.kms`.
    pub name: Arc<str>,
    /// From where on the name is also what stands before the value; see [`Origin::written`].
    pub written_from: Option<usize>,
    /// Where its value is written.
    pub span: Span,
    pub passage: Passage,
    pub next: Option<Arc<Origin>>,
}

impl Origin {
    /// What stands before the value where it is written: `quota` for `var.quota`. None where only references say the name:
    /// an element of a list, a function.
    pub(crate) fn written(&self) -> Option<&str> {
        self.name.get(self.written_from?..)
    }
}

/// How a value passed through a definition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Passage {
    /// Through a local value, which has one place in its module.
    Local,
    /// Through any other definition: an input variable, an output, an argument, an element of a collection.
    Other,
    /// An input variable that nobody gives a value, so that the place only declares it.
    Awaited,
    /// The value's own place is that of the definition, and the origin's span is where it is used.
    Use,
}

impl Drop for Origin {
    /// Chains grow with the configuration, so they are taken apart one by one, and not on the stack.
    fn drop(&mut self) {
        let mut next = self.next.take();
        while let Some(mut origin) = next.and_then(Arc::into_inner) {
            next = origin.next.take();
        }
    }
}

/// The definitions that decided a value without being passed through unchanged.
///
/// Values share their ingredients, so joining two sets costs one allocation however many definitions are in them;
/// [`Value::definitions`](super::Value::definitions) takes them apart.
#[derive(Debug)]
pub(crate) struct Ingredients(pub(super) Box<[Ingredient]>);

#[derive(Clone, Debug)]
pub(super) enum Ingredient {
    Passed(Arc<Origin>),
    Computed(Arc<Ingredients>),
    /// An attribute that only the provider knows.
    Attribute(Arc<Symbol>),
}

/// What a value that is not known depends on, so that two values which share one may be equal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Source<'v> {
    /// The place of an input variable without a value.
    Variable(Span),
    /// What only the provider or the caller knows: the address of a resource, or `var`, and the attribute without the
    /// steps below it.
    Attribute(&'v str, &'v str),
}

impl Ingredients {
    /// A definition by itself.
    pub(crate) fn of_definition(definition: Origin) -> Arc<Self> {
        Arc::new(Self([Ingredient::Passed(Arc::new(definition))].into()))
    }

    /// Every definition among them, each once.
    pub(crate) fn definitions(&self) -> Vec<&Origin> {
        definitions(None, Some(self))
    }

    /// Both together.
    pub(crate) fn joined(one: Option<Arc<Self>>, other: Option<Arc<Self>>) -> Option<Arc<Self>> {
        match (one, other) {
            (Some(one), Some(other)) if Arc::ptr_eq(&one, &other) => Some(one),
            (Some(one), Some(other)) => {
                Some(Arc::new(Self([Ingredient::Computed(one), Ingredient::Computed(other)].into())))
            }
            (one, other) => one.or(other),
        }
    }
}

impl Drop for Ingredients {
    /// Configurations can nest them deeper than the stack is, so they are taken apart one by one.
    fn drop(&mut self) {
        let mut open: Vec<Ingredient> = std::mem::take(&mut self.0).into_vec();
        while let Some(ingredient) = open.pop() {
            if let Ingredient::Computed(inner) = ingredient
                && let Some(mut inner) = Arc::into_inner(inner)
            {
                open.append(&mut std::mem::take(&mut inner.0).into_vec());
            }
        }
    }
}

/// Asks of many values whether a definition behind them is such, and of each definition once: values share them.
pub(crate) struct Tracing<'t> {
    is_such: &'t dyn Fn(&Origin) -> bool,
    known: HashMap<*const (), bool>,
}

impl<'t> Tracing<'t> {
    /// The values that are asked about must not change before the last answer.
    pub(crate) fn new(is_such: &'t dyn Fn(&Origin) -> bool) -> Self {
        Self { is_such, known: HashMap::new() }
    }

    pub(super) fn finds(&mut self, origin: Option<&Origin>, ingredients: Option<&Ingredients>) -> bool {
        let is_passed = origin.is_some_and(|origin| self.finds_in_chain(origin));
        is_passed || ingredients.is_some_and(|ingredients| self.finds_among(ingredients))
    }

    fn finds_in_chain(&mut self, origin: &Origin) -> bool {
        let mut new = Vec::new();
        let mut found = false;
        for definition in std::iter::successors(Some(origin), |origin| origin.next.as_deref()) {
            if let Some(known) = self.known.get(&std::ptr::from_ref(definition).cast()) {
                found = *known;
                break;
            }
            new.push(definition);
        }
        for definition in new.into_iter().rev() {
            found |= (self.is_such)(definition);
            self.known.insert(std::ptr::from_ref(definition).cast(), found);
        }
        found
    }

    fn finds_among(&mut self, ingredients: &Ingredients) -> bool {
        let key = |ingredients: &Ingredients| std::ptr::from_ref(ingredients).cast();
        // Those that others are made of are answered before these.
        let mut open = vec![(ingredients, false)];
        while let Some((ingredients, is_ready)) = open.pop() {
            if self.known.contains_key(&key(ingredients)) {
                continue;
            }
            if is_ready {
                let mut found = false;
                for ingredient in &ingredients.0 {
                    found |= match ingredient {
                        Ingredient::Passed(origin) => self.finds_in_chain(origin),
                        Ingredient::Computed(inner) => self.known.get(&key(inner)).copied().unwrap_or(false),
                        Ingredient::Attribute(_) => false,
                    };
                }
                self.known.insert(key(ingredients), found);
                continue;
            }
            open.push((ingredients, true));
            open.extend(ingredients.0.iter().filter_map(|ingredient| match ingredient {
                Ingredient::Computed(inner) => Some((&**inner, false)),
                _ => None,
            }));
        }
        self.known.get(&key(ingredients)).copied().unwrap_or(false)
    }
}

/// The definitions of a chain and of ingredients, each once, in the order of the configuration's own logic: what the
/// value passed through first, the nearest definition before those behind it.
pub(super) fn definitions<'v>(origin: Option<&'v Origin>, ingredients: Option<&'v Ingredients>) -> Vec<&'v Origin> {
    let mut seen: HashSet<*const ()> = HashSet::new();
    let mut found = Vec::new();
    let mut chain = |origin: &'v Origin, seen: &mut HashSet<*const ()>| {
        for definition in std::iter::successors(Some(origin), |origin| origin.next.as_deref()) {
            if !seen.insert(std::ptr::from_ref(definition).cast()) {
                break;
            }
            found.push(definition);
        }
    };
    if let Some(origin) = origin {
        chain(origin, &mut seen);
    }
    let mut open: Vec<&'v Ingredient> = ingredients.into_iter().flat_map(|all| all.0.iter().rev()).collect();
    while let Some(ingredient) = open.pop() {
        match ingredient {
            Ingredient::Passed(origin) => chain(origin, &mut seen),
            Ingredient::Computed(inner) => {
                if seen.insert(Arc::as_ptr(inner).cast()) {
                    open.extend(inner.0.iter().rev());
                }
            }
            Ingredient::Attribute(_) => {}
        }
    }
    found
}
