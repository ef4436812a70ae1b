//! How a surface writes resources: what rules and tables have to know of it.

use std::fmt;

/// What is particular about the resources of a surface. Each is declared once, beside the surface that reads it.
#[derive(Clone, Copy)]
pub(crate) struct Notation {
    /// As tables call it: `ros`.
    pub name: &'static str,
    /// As documents call it: `ROS`.
    pub title: &'static str,
    /// The notation whose names and limits in tables count where it has none of its own: a plan holds what was written
    /// as Terraform. Its own name where there is no such one.
    pub written_as: &'static str,
    pub field_names: FieldNames,
    pub taker: Taker,
    pub scalars: Scalars,
    /// Terraform evaluates it: what looks like a template of another tool is meant literally, the region comes from a
    /// provider configuration, and arguments that a provider does not have are refused.
    pub is_evaluated: bool,
    /// The author's configuration itself, with meta-arguments, the provider versions that it allows, and everything
    /// beside each other that is made together.
    pub is_configuration: bool,
    /// Beside what was written it holds what the provider computes, and its defaults.
    pub holds_computed: bool,
    /// A tool wrote it: a mistake is corrected where that tool had it from.
    pub is_machine_written: bool,
    /// Lists stand in one string: `["a"]` or `a,b`.
    pub lists_in_text: bool,
    /// Parameters are text that the taker splits into lists, and reads as booleans in any case.
    pub parameters_are_text: bool,
    /// A shell reads it first, and takes quotes away.
    pub passes_a_shell: bool,
    /// Its documents are mostly YAML, where a word without quotes may be something else than a string.
    pub is_yaml: bool,
}

/// How fields are called where a table gives no name of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FieldNames {
    /// As the table calls them.
    Table,
    /// The table's name in camelCase.
    CamelCase,
    /// Only fields that the table names for it exist.
    Given,
}

/// Who takes what is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Taker {
    /// A provider with a schema, for which an empty text is as good as none.
    Provider,
    /// The API of the service, one operation at a time.
    Api,
    /// The service that makes stacks from templates.
    TemplateService,
    Other,
}

/// Whether a number in quotes, a number where text belongs and the like are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scalars {
    Converted,
    /// By an evaluator that turns numbers into strings, and `0` and `1` into booleans.
    Evaluated,
    /// As the cloud's API does.
    AsTheApi,
    Refused,
}

impl Notation {
    /// A notation without anything particular.
    pub(crate) const fn named(name: &'static str, title: &'static str) -> Self {
        Self {
            name,
            title,
            written_as: name,
            field_names: FieldNames::Given,
            taker: Taker::Other,
            scalars: Scalars::Converted,
            is_evaluated: false,
            is_configuration: false,
            holds_computed: false,
            is_machine_written: false,
            lists_in_text: false,
            parameters_are_text: false,
            passes_a_shell: false,
            is_yaml: false,
        }
    }
}

/// Names are given once.
impl PartialEq for Notation {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for Notation {}

impl fmt::Debug for Notation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name)
    }
}
