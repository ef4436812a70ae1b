//! Functions on paths and on the files of the module.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use md5::Md5;
use sha1::Sha1;
use sha2::{Digest, Sha256, Sha512};

use super::hash::hexadecimal;
use super::parameter::{Parameter, Shape};
use super::signature::{Call, Function};
use crate::terraform::expression::scope::Evaluated;

const PATH: &[Parameter] = &[Parameter::new("path", Shape::String)];

pub(super) const FUNCTIONS: &[Function] = &[
    Function::new("abspath", PATH, Shape::String, |call| Ok(call.unknown("it depends on the working directory"))),
    Function::new("basename", PATH, Shape::String, |call| call.string(basename(call.str(0)))),
    Function::new("dirname", PATH, Shape::String, |call| call.string(dirname(call.str(0)))),
    Function::new("file", PATH, Shape::String, |call| with_file(call, str::to_owned)),
    Function::new("filebase64", PATH, Shape::String, |call| with_file(call, |text| STANDARD.encode(text))),
    Function::new("filebase64sha256", PATH, Shape::String, |call| {
        with_file(call, |text| STANDARD.encode(Sha256::digest(text)))
    }),
    Function::new("filebase64sha512", PATH, Shape::String, |call| {
        with_file(call, |text| STANDARD.encode(Sha512::digest(text)))
    }),
    Function::new("fileexists", PATH, Shape::Bool, file_exists),
    Function::new("filemd5", PATH, Shape::String, |call| with_file(call, |text| hexadecimal(&Md5::digest(text)))),
    Function::new(
        "fileset",
        &[Parameter::new("path", Shape::String), Parameter::new("pattern", Shape::String)],
        Shape::SetOfStrings,
        |call| Ok(call.unknown("the files of a folder are not listed")),
    ),
    Function::new("filesha1", PATH, Shape::String, |call| with_file(call, |text| hexadecimal(&Sha1::digest(text)))),
    Function::new("filesha256", PATH, Shape::String, |call| with_file(call, |text| hexadecimal(&Sha256::digest(text)))),
    Function::new("filesha512", PATH, Shape::String, |call| with_file(call, |text| hexadecimal(&Sha512::digest(text)))),
    Function::new("pathexpand", PATH, Shape::String, path_expand),
];

fn with_file(call: &Call<'_>, make: impl Fn(&str) -> String) -> Evaluated {
    let path = call.str(0);
    let files = call.context().files;
    match files.read(path) {
        Some(text) => call.string(make(&text)),
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
