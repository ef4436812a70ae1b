//! Where the user's own patterns are, which git takes for all repositories: `core.excludesFile` of its configuration.
//!
//! The `ignore` crate looks for it as well, by a regular expression that takes longer to make than a small file to check.

use std::env;
use std::fs;
use std::path::PathBuf;

/// The file with the user's patterns, whether it is there or not.
pub(super) fn path() -> Option<PathBuf> {
    let home = env::home_dir().filter(|home| !home.as_os_str().is_empty());
    let named = |name: &str| env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let of_git = named("XDG_CONFIG_HOME").or_else(|| Some(home.as_ref()?.join(".config"))).map(|path| path.join("git"));
    let own = match named("GIT_CONFIG_GLOBAL") {
        Some(own) => vec![own],
        None => [home.as_ref().map(|home| home.join(".gitconfig")), of_git.as_ref().map(|path| path.join("config"))]
            .into_iter()
            .flatten()
            .collect(),
    };
    let of_system = named("GIT_CONFIG_SYSTEM").unwrap_or_else(|| PathBuf::from("/etc/gitconfig"));
    let mut configurations = own.into_iter().chain([of_system]);
    let configured = configurations.find_map(|path| excludes_file(&fs::read_to_string(path).ok()?));
    let Some(configured) = configured else { return of_git.map(|path| path.join("ignore")) };
    Some(match (configured.strip_prefix("~/"), home) {
        (Some(below), Some(home)) => home.join(below),
        _ => PathBuf::from(configured),
    })
}

/// The last `excludesFile` of the section `core`.
fn excludes_file(configuration: &str) -> Option<String> {
    let mut is_core = false;
    let mut found = None;
    for line in configuration.lines().map(str::trim_start) {
        let line = match line.strip_prefix('[').and_then(|line| line.split_once(']')) {
            Some((section, rest)) => {
                is_core = section.trim().eq_ignore_ascii_case("core");
                rest
            }
            None => line,
        };
        if let Some((name, value)) = line.split_once('=')
            && is_core
            && name.trim().eq_ignore_ascii_case("excludesfile")
        {
            found = Some(unquoted(value.trim()));
        }
    }
    found.filter(|path| !path.is_empty())
}

/// A value without its quotes, its escapes and the comment behind it.
fn unquoted(value: &str) -> String {
    let (mut text, mut is_quoted, mut characters) = (String::new(), false, value.chars());
    while let Some(character) = characters.next() {
        match character {
            '"' => is_quoted = !is_quoted,
            '\\' => text.extend(characters.next()),
            '#' | ';' if !is_quoted => break,
            _ => text.push(character),
        }
    }
    if is_quoted || value.ends_with('"') { text } else { text.trim_end().to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_value_of_the_section_counts() {
        let cases = [
            ("[core]\nexcludesFile = /a/b", Some("/a/b")),
            ("[Core]\n\tEXCLUDESFILE=~/a\n", Some("~/a")),
            ("[core] excludesfile = a\n[core]\nexcludesfile = b", Some("b")),
            ("[core]\nexcludesfile = \"a b\" # mine", Some("a b")),
            ("[core]\nexcludesfile = \"a#b;\"", Some("a#b;")),
            ("[core]\nexcludesfile = a ; mine", Some("a")),
            ("[core]\nexcludesfile = C:\\\\a", Some("C:\\a")),
            ("[user]\nexcludesfile = a", None),
            ("[core \"x\"]\nexcludesfile = a", None),
            ("[core]\nexcludeFile = a\n# excludesfile = b", None),
            ("[core]\nexcludesfile =\n", None),
            ("", None),
        ];
        for (text, expected) in cases {
            assert_eq!(excludes_file(text).as_deref(), expected, "{text}");
        }
    }
}
