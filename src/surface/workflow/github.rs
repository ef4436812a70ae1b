//! Workflows and actions of GitHub: the `run` of their steps, with `env` and the values of a matrix.

use std::borrow::Cow;

use super::matrix::{self, Budget, Combination, TOO_MANY};
use super::scope::{Scope, may_concern};
use super::{condition, mentions_name};
use crate::source::Span;
use crate::surface::scalar::text_of;
use crate::surface::script::{is_read, unread};
use crate::surface::{Lifted, command, places, template_holes};
use crate::syntax::SyntaxError;
use crate::syntax::node::{Node, NodeKind};
use crate::syntax::shell;
use crate::syntax::text::Text;
use crate::syntax::uses::Use;
use crate::tables::Tables;

/// Members that say when a job or step runs.
const CONDITIONS: &[&str] = &["if"];

/// The owner of actions that set none of a workflow's own variables.
const OWN_ACTIONS: &str = "actions/";

/// The one of these that runs what it is given.
const SCRIPT_ACTION: &str = "actions/github-script";

/// The file by which a step sets variables for those after it.
const ENVIRONMENT_FILE: &str = "GITHUB_ENV";

const IS_WRITTEN: &str = "a step before it writes to `$GITHUB_ENV`";
const MAY_BE_SET: &str = "an action before it may set it";
const NOT_CERTAIN: &str = "its value is not certain";
const DEPENDS: &str = "the matrix gives it a value, and the script does not do the same with each";

/// What can be known where an expression is evaluated.
struct Contexts<'a> {
    env: Option<&'a Scope>,
    matrix: Option<&'a Combination<'a>>,
}

/// The calls in the steps of a job or of an action.
pub(super) fn lift(jobs: &Node, document: &Node, tables: &Tables, found: &mut Lifted) {
    let workflow = Workflow {
        shell: default_shell(document),
        env: scope(document.get("env"), &Contexts { env: None, matrix: None }),
        budget: Budget::default(),
        tables,
    };
    workflow.job(jobs, found);
    jobs.entries().iter().for_each(|job| workflow.job(&job.value, found));
}

struct Workflow<'a> {
    shell: Option<&'a str>,
    env: Scope,
    budget: Budget,
    tables: &'a Tables,
}

impl Workflow<'_> {
    fn job(&self, job: &Node, found: &mut Lifted) {
        if job.get("steps").is_none() {
            return;
        }
        let written = job.get("strategy").and_then(|strategy| strategy.get("matrix")).map(template_holes::open);
        let combinations = written.as_ref().and_then(matrix::of_github).filter(|found| !found.is_empty());
        let scripts = job.get("steps").map(Node::items).unwrap_or_default().iter().filter_map(script);
        let size = scripts.map(|script| script.known_bytes().len()).sum();
        let combinations = combinations.filter(|found| self.budget.allows(size, found.len()));
        let runs: Vec<Option<&Combination<'_>>> = match &combinations {
            Some(combinations) => combinations.iter().map(Some).collect(),
            None => vec![None],
        };
        for (index, matrix) in runs.iter().enumerate() {
            let mut env = self.env.clone();
            env.extend(&scope(job.get("env"), &Contexts { env: None, matrix: *matrix }));
            for step in job.get("steps").map(Node::items).unwrap_or_default() {
                if index == 0 || is_of_matrix(step, job) {
                    self.step(step, job, &env, *matrix, runs.len() > 1, found);
                }
                leave(step, &mut env);
            }
        }
    }

    fn step(
        &self,
        step: &Node,
        job: &Node,
        outer: &Scope,
        matrix: Option<&Combination<'_>>,
        is_one_of_many: bool,
        found: &mut Lifted,
    ) {
        let Some(script) = script(step) else { return };
        let shell = step.get("shell").and_then(Node::as_str);
        let shell = shell.or_else(|| default_shell(job)).or_else(|| runner_shell(job)).or(self.shell);
        let condition = condition(step, CONDITIONS).or_else(|| condition(job, CONDITIONS));
        if let Some(shell) = shell.filter(|shell| !is_read(shell)) {
            found.extend(unread(script, Some(shell)).under(condition.as_deref()));
            return;
        }
        // A step that is left out for some combinations, or does not do the same for all, shows nothing of one.
        let is_chosen = step.get("if").is_some_and(|condition| mentions_name(condition, "matrix"));
        let depends = is_one_of_many && (is_chosen || decides(script));
        let matrix = matrix.filter(|_| !depends);
        let mut env = Cow::Borrowed(outer);
        if depends {
            let given = |name: &str| job.get("env").and_then(|env| env.get(name));
            env.to_mut().forget(DEPENDS, |name| given(name).is_some_and(|value| mentions_name(value, "matrix")));
        }
        if step.get("env").is_some() {
            let own = scope(step.get("env"), &Contexts { env: Some(&env), matrix });
            env.to_mut().extend(&own);
        }
        let mut uses = Vec::new();
        let filled = filled(script, &Contexts { env: Some(&env), matrix }, &mut uses);
        let parsed = shell::parse_in(&filled, &env.environment(&filled));
        uses.extend(parsed.uses.iter().cloned());
        let mut run = command::lift(&parsed, self.tables);
        places::place(&mut run.resources, &uses);
        run.unread.extend(env.unread(&filled, script.span().at_start()));
        if matrix.is_none() && may_concern(script.known_bytes()) && script.known_bytes().contains("matrix.") {
            let reason = if depends { DEPENDS } else { TOO_MANY };
            let message = format!("the values of `matrix` are not known here, because {reason}");
            run.unread.push(SyntaxError::new(script.span().at_start(), message));
        }
        found.extend(run.under(condition.as_deref()));
    }
}

/// The script that a step runs.
fn script(step: &Node) -> Option<&Text> {
    step.get("run").and_then(|run| run.as_text().or_else(|| run.get("command")?.as_text()))
}

/// Whether a step may run with something of the matrix.
fn is_of_matrix(step: &Node, job: &Node) -> bool {
    let variables = job.get("env").map(Node::entries).unwrap_or_default().iter();
    let of_matrix =
        variables.filter(|entry| mentions_name(&entry.value, "matrix")).filter_map(|entry| entry.key.known());
    of_matrix.chain(["matrix"]).any(|name| mentions_name(step, name))
}

/// What the next steps know of the variables that stand above this one.
fn leave(step: &Node, env: &mut Scope) {
    if let Some(action) = step.get("uses") {
        let is_own =
            action.as_str().is_some_and(|name| name.starts_with(OWN_ACTIONS) && !name.starts_with(SCRIPT_ACTION));
        if !is_own {
            env.forget(MAY_BE_SET, |_| true);
        }
    }
    let script = step.get("run").and_then(Node::as_text).map(Text::known_bytes).unwrap_or_default();
    let lines = script.lines().filter(|line| line.contains(ENVIRONMENT_FILE));
    for line in lines {
        match set_by(line) {
            Some(name) => env.forget(IS_WRITTEN, |other| other == name),
            None => env.forget(IS_WRITTEN, |_| true),
        }
    }
}

/// The variable that `echo "NAME=…" >> "$GITHUB_ENV"` sets; `None` where a line may set others.
fn set_by(line: &str) -> Option<&str> {
    let rest = line.trim().strip_prefix("echo ")?.trim_start().trim_start_matches(['"', '\'']);
    let end = rest.find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_')?;
    let (name, value) = rest.split_at(end);
    let (value, target) = value.rsplit_once(">>")?;
    let is_target = target.trim_matches([' ', '"', '{', '}', '$']) == ENVIRONMENT_FILE;
    // What follows an end of the echo may write something else.
    let is_one_command = ![";", "&&", "||", "\\"].iter().any(|sign| value.contains(sign));
    let is_alone = is_one_command && (value.contains("$(") || !value.contains('|'));
    (value.starts_with('=') && is_target && is_alone && !value.contains(ENVIRONMENT_FILE) && !name.is_empty())
        .then_some(name)
}

/// Whether a script may do something else for other values: it asks, or ends early.
fn decides(script: &Text) -> bool {
    let written = script.known_bytes();
    let parsed = shell::parse_text(&template_holes::fill(script, &mut |_, _| None));
    let is_decision = |command: &shell::Command| {
        command.branch.is_some() || matches!(command.name(), Some("test" | "[" | "exit" | "return" | "exec" | "eval"))
    };
    ["&&", "||", "[["].iter().any(|sign| written.contains(sign)) || parsed.commands.iter().any(is_decision)
}

/// The variables of an `env`, as far as their values are known.
fn scope(env: Option<&Node>, contexts: &Contexts<'_>) -> Scope {
    let mut scope = Scope::default();
    let entries = env.map(Node::entries).unwrap_or_default();
    // Whether an expression already sees the names that are set beside it is nowhere said.
    let outer = contexts.env.map(|outer| outer.without(entries.iter().filter_map(|entry| entry.key.known())));
    let contexts = &Contexts { env: outer.as_ref(), ..*contexts };
    for entry in entries {
        let Some(name) = entry.key.known() else { continue };
        let value = text_of(&entry.value).map(|text| filled(&text, contexts, &mut Vec::new()));
        scope.set(name, value.ok_or(NOT_CERTAIN));
    }
    scope
}

/// The text with the values of `${{ env.NAME }}` and `${{ matrix.name }}`, and holes for all other expressions.
fn filled(text: &Text, contexts: &Contexts<'_>, uses: &mut Vec<Use>) -> Text {
    template_holes::fill(text, &mut |hole, place| {
        let expression = hole.strip_prefix("${{")?.strip_suffix("}}")?.trim();
        let value = contexts.value(expression)?;
        uses.push(used(expression, &value, place));
        Some(value)
    })
}

fn used(expression: &str, value: &Text, place: Span) -> Use {
    Use {
        written: format!("${{{{{expression}}}}}").into(),
        defined: expression.into(),
        place,
        definition: value.span(),
    }
}

impl Contexts<'_> {
    fn value(&self, expression: &str) -> Option<Text> {
        if let Some(name) = expression.strip_prefix("env.") {
            return self.env?.get(name).cloned();
        }
        let mut path = expression.strip_prefix("matrix.")?.split('.');
        let first: &Node = self.matrix?.get(path.next()?)?;
        let node = path.try_fold(first, |node, member| node.get(member))?;
        text_of(node)
    }
}

/// The shell that `defaults` choose for the steps.
fn default_shell(node: &Node) -> Option<&str> {
    node.get("defaults")?.get("run")?.get("shell")?.as_str()
}

/// The shell of a runner on which it is not bash.
fn runner_shell(job: &Node) -> Option<&'static str> {
    let runner = job.get("runs-on")?;
    let is_windows =
        |name: &Node| matches!(&name.kind, NodeKind::String(text) if text.known_prefix().starts_with("windows"));
    is_windows(runner).then_some("pwsh")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_sets_one_variable_says_which() {
        for line in [
            "echo \"A=1\" >> $GITHUB_ENV",
            "  echo A=1 >>\"$GITHUB_ENV\"",
            "echo 'A=1' >> ${GITHUB_ENV}",
            "echo \"A=$(date | tr -d x)\" >> \"$GITHUB_ENV\"",
        ] {
            assert_eq!(set_by(line), Some("A"), "{line}");
        }
        for line in [
            "cat names >> $GITHUB_ENV",
            "echo \"A=1\" && echo B=1 >> $GITHUB_ENV",
            "echo A=1; cat names >> $GITHUB_ENV",
            "echo -e \"A=1\\nB=2\" >> $GITHUB_ENV",
            "echo A=1 | tee -a names >> $GITHUB_ENV",
            "echo \"$NAME=1\" >> $GITHUB_ENV",
            "echo A=1 >> $GITHUB_ENV && cat names >> $GITHUB_ENV",
            "} >> $GITHUB_ENV",
        ] {
            assert_eq!(set_by(line), None, "{line}");
        }
    }
}
