//! The values of definitions inside a module instance: input variables, local values and outputs.

use std::rc::Rc;

use crate::terraform::evaluation::block_scope::BlockScope;
use crate::terraform::evaluation::module_instance::{Cycle, Instance};
use crate::terraform::evaluation::module_tree::{ModuleTree, placed};
use crate::terraform::evaluation::symbols;
use crate::terraform::expression::WITHHELD;
use crate::terraform::module::variables::{Variable, is_true};
use crate::value::Value;

impl ModuleTree<'_> {
    /// The value of an input variable inside an instance.
    pub(crate) fn variable(&self, instance: &Rc<Instance>, name: &str) -> Option<Value> {
        let variable = instance.module.variables.get(name)?;
        let result = instance.variables.get(name, || {
            if let Some(reason) = instance.refusal() {
                return withheld(Value::unknown(reason).at(variable.header), variable);
            }
            if variable.is_ephemeral {
                let reason = format!("var.{name} is ephemeral, and nothing that is kept may come of it");
                return withheld(Value::unknown(reason).at(variable.header), variable);
            }
            if variable.is_partial {
                return unread_variable(instance, variable);
            }
            let default = || variable.default.as_ref().map(|default| self.constant(default).at(default.span));
            let given = match &instance.caller {
                None => self.inputs.get(name).cloned(),
                Some(caller) => match caller.argument(name) {
                    Some(argument) => {
                        let scope = BlockScope::of_call(self, caller);
                        Some(placed(self.value(argument, &scope), argument.span))
                    }
                    None if caller.is_partial() => return unread_variable(instance, variable),
                    None => None,
                },
            };
            let is_given = given.is_some();
            let Some(value) = given.or_else(default) else {
                let value = variable.without_value();
                return symbols::identified(value, &format!("{}var", instance.prefix), name, "var");
            };
            let span = value.span;
            match variable.accept(value, default) {
                Ok(value) => symbols::identified(value, &format!("{}var", instance.prefix), name, "var"),
                Err(mismatch) => {
                    let span = span.unwrap_or(variable.header);
                    let reason = format!("the value of `var.{name}` does not fit: {}", mismatch.0);
                    if instance.caller.is_some() {
                        self.note_refused(&instance.prefix, span, &reason);
                    }
                    if instance.caller.is_none() && is_given {
                        self.note_misfit(name, reason.clone());
                    }
                    self.note_undecided(span, reason);
                    let mut value = variable.without_value().at(span);
                    value.sensitive |= variable.is_sensitive;
                    value
                }
            }
        });
        Some(result.unwrap_or_else(|Cycle| self.cycle(&format!("var.{name}"), variable.header)))
    }

    /// The value of a local value inside an instance.
    pub(crate) fn local(&self, instance: &Rc<Instance>, name: &str) -> Option<Value> {
        let local = instance.module.locals.get(name)?;
        let result = instance.locals.get(name, || {
            let scope = BlockScope::of_module(self, instance);
            let value = placed(self.value(&local.value, &scope), local.value.span);
            symbols::identified(value, &format!("{}local", instance.prefix), name, "local")
        });
        Some(result.unwrap_or_else(|Cycle| self.cycle(&format!("local.{name}"), local.name.span)))
    }

    /// The value of an output of an instance.
    pub(crate) fn output(&self, instance: &Rc<Instance>, name: &str) -> Option<Value> {
        let block = instance.module.outputs.get(name)?;
        let result = instance.outputs.get(name, || {
            let Some(attribute) = block.body.attribute("value") else {
                return Value::unknown(format!("output.{name} has no value")).at(block.header);
            };
            if is_true(block, "ephemeral") {
                let reason = format!("output.{name} is ephemeral, and nothing that is kept may come of it");
                return Value::unknown(reason).at(block.header);
            }
            let scope = BlockScope::of_module(self, instance);
            let mut value = placed(self.value(&attribute.value, &scope), attribute.value.span);
            value.sensitive |= is_true(block, "sensitive");
            symbols::identified(value, &format!("{}output", instance.prefix), name, "output")
        });
        Some(result.unwrap_or_else(|Cycle| self.cycle(&format!("output.{name}"), block.header)))
    }
}

/// A variable of which the value or the type may stand in what could not be read.
fn unread_variable(instance: &Instance, variable: &Variable) -> Value {
    let value = withheld(Value::unknown(WITHHELD).at(variable.header), variable);
    symbols::identified(value, &format!("{}var", instance.prefix), &variable.name, "var")
}

/// What stands for a variable whose value may not be used.
fn withheld(value: Value, variable: &Variable) -> Value {
    Value { sensitive: variable.is_sensitive, ..value }
}
