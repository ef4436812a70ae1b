//! What a command line runs: a tool, maybe behind programs that launch it, or a script that a shell is given.

use crate::syntax::shell::{Command, Word};
use crate::syntax::text::Text;

/// Tools whose calls are read.
const TOOLS: &[&str] = &["aliyun", "curl"];

/// Programs that take a script as the value of `-c`, or from what they are given to read.
const SHELLS: &[&str] = &["bash", "sh", "dash", "zsh", "ksh", "ash", "su"];

/// Programs that run the command among their arguments.
const RUNNERS: &[&str] = &[
    "chronic", "command", "doas", "docker", "env", "exec", "flock", "ionice", "kubectl", "nice", "nohup", "parallel",
    "podman", "retry", "setsid", "stdbuf", "sudo", "time", "timeout", "unbuffer", "watch", "xargs",
];

/// Options of ssh that take a value.
const SSH_VALUES: &str = "BbcDEeFIiJLlmOoPpQRSWw";

pub(super) enum Launch {
    Tool {
        name: &'static str,
        arguments: Vec<Word>,
        /// The launching program adds arguments.
        is_open: bool,
    },
    Script(Text),
}

/// What a command certainly runs, if it is something that is read.
pub(super) fn launched(command: &Command) -> Option<Launch> {
    let words = &command.words;
    let (first, arguments) = words.split_first()?;
    match program(first)? {
        "eval" => joined(arguments).map(Launch::Script),
        "trap" => arguments.first().map(|script| Launch::Script(script.text.clone())),
        "ssh" => remote_script(arguments).or_else(|| command.stdin.clone()).map(Launch::Script),
        name if RUNNERS.contains(&name) => {
            let at = arguments.iter().position(is_launched)?;
            let found = Command { words: arguments.get(at..)?.to_vec(), ..command.clone() };
            let launch = launched(&found)?;
            Some(if matches!(name, "xargs" | "parallel") { with_input(launch, arguments.get(..at)?) } else { launch })
        }
        name if SHELLS.contains(&name) => script(name, arguments, command.stdin.as_ref()).map(Launch::Script),
        name => {
            let name = TOOLS.iter().find(|tool| **tool == name)?;
            Some(Launch::Tool { name, arguments: arguments.to_vec(), is_open: false })
        }
    }
}

/// The name of the program that a word names.
fn program(word: &Word) -> Option<&str> {
    let name = word.text.known().filter(|_| !word.may_split)?;
    name.rsplit('/').next()
}

fn is_launched(word: &Word) -> bool {
    program(word).is_some_and(|name| TOOLS.contains(&name) || SHELLS.contains(&name) || name == "ssh")
}

/// The script of `bash -c SCRIPT`, or the one that the shell reads.
fn script(shell: &str, arguments: &[Word], stdin: Option<&Text>) -> Option<Text> {
    for (index, word) in arguments.iter().enumerate() {
        let written = word.text.known()?;
        let is_option = written.starts_with('-') || written.starts_with('+');
        if is_option && !written.starts_with("--") && written.ends_with('c') {
            return arguments.get(index + 1).map(|script| script.text.clone());
        }
        // A user's name comes before the option, a script's name ends the options.
        if !is_option && shell != "su" && arguments.get(index.wrapping_sub(1)).is_none_or(|before| !is_set(before)) {
            return None;
        }
    }
    stdin.cloned()
}

/// Whether an option takes the name of a shell's setting: `-o pipefail`, `-euo pipefail`.
fn is_set(option: &Word) -> bool {
    option.text.known().is_some_and(|written| written.starts_with(['-', '+']) && written.ends_with(['o', 'O']))
}

/// The command that ssh runs on another machine.
fn remote_script(arguments: &[Word]) -> Option<Text> {
    let mut at = 0;
    while let Some(option) = arguments.get(at).and_then(|word| word.text.known_prefix().strip_prefix('-')) {
        let takes_value = option.len() == 1 && SSH_VALUES.contains(option);
        at += if takes_value { 2 } else { 1 };
    }
    joined(arguments.get(at + 1..)?)
}

/// The words with blanks between, as a shell reads them again.
fn joined(words: &[Word]) -> Option<Text> {
    let (first, last) = (words.first()?, words.last()?);
    let mut builder = Text::builder();
    for (index, word) in words.iter().enumerate() {
        if index > 0 {
            builder.push(" ", word.span.at_start());
        }
        builder.push_text(&word.text);
    }
    Some(builder.finish(first.span.to(last.span)))
}

/// The same with what `xargs` puts in: in place of its sign where it has one, and at the end.
fn with_input(launch: Launch, options: &[Word]) -> Launch {
    let sign = replaced(options).unwrap_or("{}");
    match launch {
        Launch::Tool { name, arguments, .. } => {
            let without_inputs = arguments.into_iter().take_while(|word| word.text.known() != Some(":::"));
            let arguments = without_inputs.map(|word| Word { text: opened(&word.text, sign), ..word }).collect();
            Launch::Tool { name, arguments, is_open: true }
        }
        Launch::Script(script) => Launch::Script(opened(&script, sign)),
    }
}

/// The sign that `-I` chooses.
fn replaced(options: &[Word]) -> Option<&str> {
    let at = options.iter().position(|word| word.text.known().is_some_and(|option| option.starts_with("-I")))?;
    let attached = options.get(at)?.text.known()?.get(2..).filter(|sign| !sign.is_empty());
    attached.or_else(|| options.get(at + 1)?.text.known())
}

/// A text with a hole in place of every `sign`.
fn opened(text: &Text, sign: &str) -> Text {
    let Some(known) = text.known().filter(|known| !sign.is_empty() && known.contains(sign)) else {
        return text.clone();
    };
    let mut builder = Text::builder();
    let mut from = 0;
    for (at, found) in known.match_indices(sign) {
        builder.push_part(text, from..at);
        builder.push_hole();
        from = at + found.len();
    }
    builder.push_part(text, from..known.len());
    builder.finish(text.span())
}
