//! What a reference means: input variables, local values, module outputs, `each`, `path` and the rest.

use std::path::{Component, Path};

use crate::source::Span;
use crate::syntax::expression::{Operator, OperatorKind};
use crate::terraform::evaluation::block_scope::BlockScope;
use crate::terraform::evaluation::module_call;
use crate::terraform::evaluation::repetition::{Each, Element, Key, Repetition, Style};
use crate::terraform::evaluation::resource_values;
use crate::terraform::evaluation::symbols;
use crate::terraform::expression::evaluate;
use crate::terraform::expression::scope::Failure;
use crate::value::{Member, Number, Value};

/// The value of a reference, and how many operators are part of the name. See [`crate::terraform::expression::scope::Scope::reference`].
/// Its place is that of its definition, if it has one; the tree adds the place of the reference.
///
/// # Errors
///
/// When Terraform would refuse the name.
pub(crate) fn resolve(
    scope: &BlockScope<'_>,
    root: &str,
    operators: &[Operator],
    span: Span,
) -> Result<(Value, usize), Failure> {
    let reference = Reference { scope, operators, span };
    if let Some(iteration) = scope.iterators.iter().rev().find(|iteration| &*iteration.name == root) {
        return Ok(reference.pair(&iteration.key, &iteration.value));
    }
    match root {
        "var" => reference.named("var", |name| scope.tree.variable(scope.instance, name)),
        "local" => reference.named("local", |name| scope.tree.local(scope.instance, name)),
        "module" => module_call::reference(&reference),
        "data" => resource_values::resolve(&reference, "data.", 2),
        "ephemeral" => resource_values::resolve(&reference, "ephemeral.", 2),
        "resource" => resource_values::resolve(&reference, "", 2),
        "each" => reference.each(),
        "count" => reference.count(),
        "path" => reference.path(),
        "terraform" => reference.symbolic("terraform", "depends on the run"),
        "self" => reference.symbolic("self", "is known only to the provider"),
        resource_type => resource_values::resolve(&reference, resource_type, 1),
    }
}

/// Why Terraform refuses a reference before it evaluates anything. Outputs of modules, attributes and instance keys are
/// not among it: those fail only where they are asked for.
pub(crate) fn refuses(scope: &BlockScope<'_>, root: &str, operators: &[Operator], span: Span) -> Option<Failure> {
    let reference = Reference { scope, operators, span };
    if scope.iterators.iter().any(|iteration| &*iteration.name == root) {
        return None;
    }
    let module = &scope.instance.module;
    match root {
        "var" => reference.refuses_name("var", |name| module.variables.contains_key(name)),
        "local" => reference.refuses_name("local", |name| module.locals.contains_key(name)),
        "module" => reference.refuses_name("module", |name| module.calls.contains_key(name)),
        "data" => resource_values::refuses(&reference, "data.", 2),
        "ephemeral" => resource_values::refuses(&reference, "ephemeral.", 2),
        "resource" => resource_values::refuses(&reference, "", 2),
        "each" => match reference.name(0) {
            Some("key" | "value") => reference.each().err(),
            _ => Some(Failure::undeclared(reference.whole(1), "each has only key and value")),
        },
        "count" => reference.count().err(),
        "path" => reference.path().err(),
        "terraform" => reference.symbolic("terraform", "").err(),
        "self" if scope.allows_self => None,
        "self" => Some(Failure::undeclared(reference.whole(1), "self is only known in provisioners and connections")),
        resource_type => resource_values::refuses(&reference, resource_type, 1),
    }
}

/// A reference below its first name.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reference<'a> {
    pub scope: &'a BlockScope<'a>,
    pub operators: &'a [Operator],
    pub span: Span,
}

/// Which instances of a repeated block the operators behind its name choose.
#[derive(Debug)]
pub(crate) enum Selection {
    /// One instance, by so many operators.
    One(Box<Element>, usize),
    /// One instance, but not known which; the text identifies the index where something is known of it.
    Unknown(Option<String>),
    All,
}

impl Reference<'_> {
    /// The name that an operator gives.
    pub(crate) fn name(&self, at: usize) -> Option<&str> {
        match self.operators.get(at).map(|operator| &operator.kind) {
            Some(OperatorKind::Attribute(name)) => Some(name),
            _ => None,
        }
    }

    /// The place of the reference with the operators that belong to it.
    pub(crate) fn whole(&self, consumed: usize) -> Span {
        self.operators.get(..consumed).and_then(<[_]>::last).map_or(self.span, |last| self.span.to(last.span))
    }

    /// What a name that nobody declares means: a mistake, unless its declaration may stand in what could not be read.
    pub(crate) fn undeclared(&self, name: &str, consumed: usize) -> Result<(Value, usize), Failure> {
        let span = self.whole(consumed);
        if self.scope.instance.module.is_partial {
            return Ok((Value::unknown(format!("{name} is not declared in what could be read")), consumed));
        }
        Err(Failure::undeclared(span, format!("`{name}` is not declared")))
    }

    /// The refusal of a name that is missing or that nobody declares.
    fn refuses_name(&self, root: &str, is_declared: impl FnOnce(&str) -> bool) -> Option<Failure> {
        match self.name(0) {
            Some(name) if is_declared(name) => None,
            Some(name) => self.undeclared(&format!("{root}.{name}"), 1).err(),
            None => Some(Failure::undeclared(self.span, format!("`{root}` needs a name: `{root}.NAME`"))),
        }
    }

    fn named(&self, root: &str, value: impl FnOnce(&str) -> Option<Value>) -> Result<(Value, usize), Failure> {
        let Some(name) = self.name(0) else {
            return Err(Failure::undeclared(self.span, format!("`{root}` needs a name: `{root}.NAME`")));
        };
        let path = format!("{root}.{name}");
        match value(name) {
            Some(value) => Ok((value, 1)),
            None => self.undeclared(&path, 1),
        }
    }

    /// `name.key` and `name.value`.
    fn pair(&self, key: &Value, value: &Value) -> (Value, usize) {
        match self.name(0) {
            Some("key") => (key.clone(), 1),
            Some("value") => (value.clone(), 1),
            _ => {
                let member = |value: &Value| Member { key_span: None, value: value.clone() };
                let members = [("key".into(), member(key)), ("value".into(), member(value))];
                (Value::object(members.into_iter().collect()), 0)
            }
        }
    }

    fn each(&self) -> Result<(Value, usize), Failure> {
        match self.scope.element.map(|element| &element.each) {
            Some(Each::Element(key, value)) => Ok(self.pair(key, value)),
            _ => Err(Failure::undeclared(self.whole(1), "`each` can only be used in a block with `for_each`")),
        }
    }

    fn count(&self) -> Result<(Value, usize), Failure> {
        match (self.scope.element.map(|element| &element.each), self.name(0)) {
            (Some(Each::Index(index)), Some("index")) => Ok((index.clone(), 1)),
            _ => Err(Failure::undeclared(self.whole(1), "`count.index` can only be used in a block with `count`")),
        }
    }

    fn path(&self) -> Result<(Value, usize), Failure> {
        let tree = self.scope.tree;
        let span = self.whole(1);
        let text = match self.name(0) {
            Some("module") => relative(&tree.root_folder, &self.scope.instance.folder),
            Some("root") => ".".to_owned(),
            // Where the command runs is nobody's configuration.
            Some("cwd") => return self.symbolic("path", "depends on the run"),
            _ => return Err(Failure::undeclared(span, "`path` has only `module`, `root` and `cwd`")),
        };
        Ok((unplaced(Value::string(text, span)), 1))
    }

    /// A name whose value is equal to itself and otherwise unknown.
    fn symbolic(&self, root: &str, why: &str) -> Result<(Value, usize), Failure> {
        let Some(name) = self.name(0) else {
            return Err(Failure::undeclared(self.span, format!("`{root}` needs a name: `{root}.NAME`")));
        };
        let value = Value::unknown(format!("{root}.{name} {why}"));
        Ok((symbols::identified(value, root, name, root), 1))
    }

    /// Which instances the operators from `at` on choose.
    ///
    /// # Errors
    ///
    /// When there is certainly no such instance.
    pub(crate) fn select(&self, repetition: &Repetition, at: usize, name: &str) -> Result<Selection, Failure> {
        if repetition.style == Style::Single {
            let single = repetition.elements.first().cloned();
            return Ok(single.map_or(Selection::All, |element| Selection::One(Box::new(element), 0)));
        }
        let index = match self.operators.get(at).map(|operator| &operator.kind) {
            Some(OperatorKind::Index(index)) => evaluate(index, self.scope, &self.scope.tree.budget)?,
            Some(OperatorKind::LegacyIndex(index)) => Value::number(*index as usize),
            _ => return Ok(Selection::All),
        };
        if let Some(symbol) = index.symbol() {
            return Ok(Selection::Unknown(Some(format!("{}.{}", symbol.resource, symbol.attribute))));
        }
        if !index.is_wholly_known() {
            return Ok(Selection::Unknown(None));
        }
        let key = key_of(&index, repetition.style);
        let missing = || Failure::new(self.whole(at + 1), format!("`{name}` has no such instance"));
        let key = key.ok_or_else(missing)?;
        if let Some(element) = repetition.element(&key) {
            return Ok(Selection::One(Box::new(element.clone()), 1));
        }
        let is_beyond = matches!((&key, repetition.total), (Key::Index(index), Some(total)) if *index >= total);
        if !repetition.is_open || is_beyond {
            return Err(missing());
        }
        let others = repetition.elements.iter().find(|element| element.key == Key::Any).map(|other| &other.each);
        let each = match (repetition.style, others) {
            (Style::ForEach, Some(Each::Element(_, value))) => Each::Element(index, value.clone()),
            (Style::ForEach, _) => Each::Element(index, Value::unknown("the element is not known")),
            _ => Each::Index(index),
        };
        Ok(Selection::One(Box::new(Element { key, each }), 1))
    }
}

/// The instance key that an index means.
fn key_of(index: &Value, style: Style) -> Option<Key> {
    match style {
        Style::Count => {
            let number = index.as_number().cloned().or_else(|| index.as_str().and_then(Number::parse))?;
            number.to_usize().map(Key::Index)
        }
        _ => match (index.as_str(), index.as_number()) {
            (Some(name), _) => Some(Key::Name(name.into())),
            (None, Some(number)) => Some(Key::Name(number.to_string().into())),
            _ => None,
        },
    }
}

/// A value that no definition gives.
fn unplaced(value: Value) -> Value {
    Value { span: None, ..value }
}

/// The way from one folder to another, as Terraform writes `path.module`.
fn relative(from: &Path, to: &Path) -> String {
    let from: Vec<Component<'_>> = from.components().collect();
    let to: Vec<Component<'_>> = to.components().collect();
    let common = from.iter().zip(&to).take_while(|(left, right)| left == right).count();
    let up = std::iter::repeat_n("..".to_owned(), from.len() - common);
    let down = to.iter().skip(common).map(|component| component.as_os_str().to_string_lossy().into_owned());
    let steps: Vec<String> = up.chain(down).collect();
    if steps.is_empty() { ".".to_owned() } else { steps.join("/") }
}
