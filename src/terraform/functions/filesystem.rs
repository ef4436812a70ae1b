//! Functions on paths and on the files of the module.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use globset::GlobBuilder;
use md5::Md5;
use sha1::Sha1;
use sha2::{Digest, Sha256, Sha512};

use super::hash::hexadecimal;
use super::parameter::{Parameter, Shape};
use super::signature::{Call, Function};
use crate::syntax::text::Text;
use crate::terraform::expression::scope::Evaluated;
use crate::value::{SequenceKind, Type, Value};

const PATH: &[Parameter] = &[Parameter::new("path", Shape::String)];

pub(super) const FUNCTIONS: &[Function] = &[
    Function::new("abspath", PATH, Shape::String, |call| Ok(call.unknown("it depends on the working directory"))),
    Function::new("basename", PATH, Shape::String, |call| call.string(basename(call.str(0)))),
    Function::new("dirname", PATH, Shape::String, |call| call.string(dirname(call.str(0)))),
    Function::new("file", PATH, Shape::String, |call| {
        with_file(call, |text| {
            let mut builder = Text::builder();
            builder.push_text(text);
            let name =
                if call.argument(0).sensitive { "file(…)".to_owned() } else { format!("file({:?})", call.str(0)) };
            Ok(call.text(builder)?.at(text.span()).referenced(name, call.span()))
        })
    }),
    Function::new("filebase64", PATH, Shape::String, |call| with_bytes(call, |text| STANDARD.encode(text))),
    Function::new("filebase64sha256", PATH, Shape::String, |call| {
        with_bytes(call, |text| STANDARD.encode(Sha256::digest(text)))
    }),
    Function::new("filebase64sha512", PATH, Shape::String, |call| {
        with_bytes(call, |text| STANDARD.encode(Sha512::digest(text)))
    }),
    Function::new("fileexists", PATH, Shape::Bool, file_exists),
    Function::new("filemd5", PATH, Shape::String, |call| with_bytes(call, |text| hexadecimal(&Md5::digest(text)))),
    Function::new(
        "fileset",
        &[Parameter::new("path", Shape::String), Parameter::new("pattern", Shape::String)],
        Shape::SetOfStrings,
        file_set,
    ),
    Function::new("filesha1", PATH, Shape::String, |call| with_bytes(call, |text| hexadecimal(&Sha1::digest(text)))),
    Function::new("filesha256", PATH, Shape::String, |call| {
        with_bytes(call, |text| hexadecimal(&Sha256::digest(text)))
    }),
    Function::new("filesha512", PATH, Shape::String, |call| {
        with_bytes(call, |text| hexadecimal(&Sha512::digest(text)))
    }),
    Function::new("pathexpand", PATH, Shape::String, path_expand),
];

fn with_bytes(call: &Call<'_>, make: impl Fn(&str) -> String) -> Evaluated {
    with_file(call, |text| call.string(make(text.known_bytes())))
}

fn with_file(call: &Call<'_>, make: impl Fn(&Text) -> Evaluated) -> Evaluated {
    let path = call.str(0);
    let files = call.context().files;
    match files.read(path) {
        Some(text) => make(&text),
        None if files.exists(path) == Some(false) => Err(call.failure_at(0, format!("there is no file {path:?}"))),
        None => Ok(call.unknown(format!("the file {path:?} is not read"))),
    }
}

fn file_exists(call: &Call<'_>) -> Evaluated {
    match call.context().files.exists(call.str(0)) {
        Some(exists) => call.bool(exists),
        None => Ok(call.unknown("whether the file exists is not known")),
    }
}

/// The files of a folder that a pattern describes. Only what both libraries of patterns read alike is decided.
fn file_set(call: &Call<'_>) -> Evaluated {
    let (folder, pattern) = (clean(call.str(0)), clean(call.str(1)));
    let parts: Vec<&str> = pattern.split('/').collect();
    let is_decided = !folder.contains(['\\', '[', ']', '{', '}', '*', '?', '~'])
        && !pattern.contains(['\\', '[', ']'])
        && !pattern.starts_with('/')
        && !matches!(*parts.first().unwrap_or(&""), "." | "..")
        && parts.iter().all(|part| *part == "**" || !part.contains("**") && has_plain_choices(part));
    let glob = GlobBuilder::new(&pattern).literal_separator(true).build().ok().filter(|_| is_decided);
    let Some(matcher) = glob.map(|glob| glob.compile_matcher()) else {
        return Ok(call.unknown("which files the pattern describes is not known"));
    };
    let levels = if parts.contains(&"**") { usize::MAX } else { parts.len() };
    let files = call.context().files.below(&folder, levels).map(|files| {
        let found = files.into_iter().filter(|file| matcher.is_match(file));
        found.collect::<Vec<String>>()
    });
    // Names in other letters come in several forms of Unicode.
    let Some(files) = files.filter(|files| files.iter().all(|file| file.is_ascii())) else {
        return Ok(call.unknown("the files of the folder are not known"));
    };
    let found: Vec<Value> = files.into_iter().map(|file| Value::string(file, call.span())).collect();
    if !call.allows_elements(found.len()) {
        return Ok(call.too_much());
    }
    let set_of_strings = Type::Set(Box::new(Type::String));
    Ok(Value::sequence(SequenceKind::Set, found).at(call.span()).showing(set_of_strings))
}

/// Whether the braces of a part of a pattern, if any, hold a choice of texts: `{orders,billing}`.
fn has_plain_choices(part: &str) -> bool {
    let mut pieces = part.split('{');
    let is_outside = |text: &str| !text.contains('}');
    pieces.next().is_some_and(is_outside)
        && pieces.all(|piece| match piece.split_once('}') {
            Some((choices, behind)) => choices.split(',').all(|choice| !choice.is_empty()) && is_outside(behind),
            None => false,
        })
}

/// Only a path that begins with `~` depends on who runs Terraform.
fn path_expand(call: &Call<'_>) -> Evaluated {
    if call.str(0).starts_with('~') {
        return Ok(call.unknown("it depends on the home directory"));
    }
    Ok(call.argument(0).clone())
}

fn basename(path: &str) -> &str {
    if path.is_empty() {
        return ".";
    }
    let trimmed = path.trim_end_matches('/');
    if trimmed.is_empty() {
        return "/";
    }
    trimmed.rsplit('/').next().unwrap_or(trimmed)
}

fn dirname(path: &str) -> String {
    clean(path.rfind('/').and_then(|at| path.get(..=at)).unwrap_or_default())
}

/// The shortest path of the same meaning, by the names alone.
fn clean(path: &str) -> String {
    let is_rooted = path.starts_with('/');
    let mut names: Vec<&str> = Vec::new();
    for name in path.split('/') {
        match name {
            "" | "." => {}
            ".." if names.last().is_some_and(|last| *last != "..") => {
                names.pop();
            }
            ".." if is_rooted => {}
            name => names.push(name),
        }
    }
    let joined = names.join("/");
    match (is_rooted, joined.is_empty()) {
        (true, _) => format!("/{joined}"),
        (false, true) => ".".to_owned(),
        (false, false) => joined,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_cut_by_their_names() {
        assert_eq!((basename("a/b.txt"), basename("a/"), basename(""), basename("/")), ("b.txt", "a", ".", "/"));
        assert_eq!(dirname("a/b.txt"), "a");
        assert_eq!(dirname("a/b/"), "a/b");
        assert_eq!(dirname("b"), ".");
        assert_eq!(dirname("/b"), "/");
        assert_eq!(dirname("../x/../b"), "..");
    }
}
