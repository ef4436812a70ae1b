//! `--var` and `--var-file`, in the order in which they were typed, which decides as it does for Terraform.

use std::path::PathBuf;

use clap::{ArgMatches, Command, Error, FromArgMatches, ValueHint};

use crate::config::Assignment;

/// The values of input variables that the command line gives.
#[derive(Debug)]
pub(in crate::cli) struct VariableArgs {
    /// Later ones win.
    pub(in crate::cli) assignments: Vec<Assignment>,
}

/// How the two options are declared.
#[derive(Debug, clap::Args)]
struct Declared {
    /// Set an input variable, like Terraform's -var; of this and --var-file the later one wins. Some root module of the
    /// project must have the variable
    #[arg(long = "var", value_name = "NAME=VALUE", value_parser = variable, help_heading = "Terraform")]
    variables: Vec<(String, String)>,
    /// Read input variables from a file, like Terraform's -var-file; names that no module has are ignored
    #[arg(long = "var-file", value_name = "FILE", value_hint = ValueHint::FilePath, help_heading = "Terraform")]
    var_files: Vec<PathBuf>,
}

impl VariableArgs {
    /// The files, in order.
    pub(in crate::cli) fn files(&self) -> impl Iterator<Item = &PathBuf> {
        self.assignments.iter().filter_map(|assignment| match assignment {
            Assignment::File(path) => Some(path),
            Assignment::Variable { .. } => None,
        })
    }
}

impl clap::Args for VariableArgs {
    fn augment_args(command: Command) -> Command {
        Declared::augment_args(command)
    }

    fn augment_args_for_update(command: Command) -> Command {
        Declared::augment_args_for_update(command)
    }
}

impl FromArgMatches for VariableArgs {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, Error> {
        let Declared { variables, var_files } = Declared::from_arg_matches(matches)?;
        let places = |id: &str| matches.indices_of(id).into_iter().flatten();
        let variables =
            variables.into_iter().map(|(name, text)| Assignment::Variable { name, text }).zip(places("variables"));
        let files = var_files.into_iter().map(Assignment::File).zip(places("var_files"));
        let mut assignments: Vec<_> = variables.chain(files).collect();
        assignments.sort_by_key(|(_, place)| *place);
        Ok(Self { assignments: assignments.into_iter().map(|(assignment, _)| assignment).collect() })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

fn variable(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, value)) if !name.trim().is_empty() => Ok((name.trim().to_owned(), value.to_owned())),
        _ => Err("expected NAME=VALUE".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_variable_has_a_name_and_may_hold_equal_signs() {
        assert_eq!(variable("a=b=c"), Ok(("a".to_owned(), "b=c".to_owned())));
        assert_eq!(variable("a="), Ok(("a".to_owned(), String::new())));
        assert!(variable("=b").is_err() && variable("a").is_err());
    }

    #[test]
    fn both_options_keep_the_order_of_the_command_line() {
        let command = <VariableArgs as clap::Args>::augment_args(Command::new("kmslint"));
        let typed = ["kmslint", "--var", "a=1", "--var-file=x", "--var=b=2", "--var-file", "y", "--var", "a=3"];
        let args = VariableArgs::from_arg_matches(&command.get_matches_from(typed)).unwrap();
        let shown = |assignment: &Assignment| match assignment {
            Assignment::File(path) => path.display().to_string(),
            Assignment::Variable { name, text } => format!("{name}={text}"),
        };
        assert_eq!(args.assignments.iter().map(shown).collect::<Vec<_>>(), ["a=1", "x", "b=2", "y", "a=3"]);
        assert_eq!(args.files().collect::<Vec<_>>(), [&PathBuf::from("x"), &PathBuf::from("y")]);
    }
}
