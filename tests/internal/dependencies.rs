//! What kmslint is built from: crates of the one registry under licences that are allowed, and none that talks to a network.

use std::fs;
use std::process::Command;

/// Crates that open connections, or are there for those that do.
const NETWORK: [&str; 24] = [
    "async-std",
    "attohttpc",
    "awc",
    "curl",
    "curl-sys",
    "h2",
    "h3",
    "hickory-resolver",
    "hyper",
    "isahc",
    "mio",
    "native-tls",
    "net2",
    "openssl",
    "openssl-sys",
    "quinn",
    "reqwest",
    "rustls",
    "smol",
    "socket2",
    "surf",
    "tokio",
    "tungstenite",
    "ureq",
];

const REGISTRY: &str = "registry+https://github.com/rust-lang/crates.io-index";

#[test]
fn no_crate_talks_to_a_network_or_comes_from_elsewhere() {
    let lock = fs::read_to_string("Cargo.lock").unwrap();
    let packages: Vec<&str> = lock.split("[[package]]").skip(1).collect();
    let member = |package: &str, name: &str| {
        let begin = format!("{name} = \"");
        let line = package.lines().find_map(|line| line.strip_prefix(&begin).map(str::to_owned));
        line.map(|value| value.trim_end_matches('"').to_owned())
    };
    assert!(packages.len() > 20, "the file was not understood");
    for package in packages {
        let name = member(package, "name").unwrap();
        assert!(!NETWORK.contains(&name.as_str()), "{name} talks to a network");
        if name == "kmslint" {
            continue;
        }
        assert_eq!(member(package, "source").as_deref(), Some(REGISTRY), "{name}");
        assert!(member(package, "checksum").is_some(), "{name} could be anything");
    }
}

/// Whether a licence expression can be fulfilled by what is allowed: `MIT OR (Apache-2.0 AND ISC)`, and `/` for `OR`.
fn is_allowed(expression: &str, allowed: &[String]) -> bool {
    let expression =
        expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ").replace(" WITH ", "_WITH_");
    let words: Vec<&str> = expression.split_whitespace().collect();
    // `AND` binds closer, and what is in brackets is one.
    fn either(words: &mut &[&str], allowed: &[String]) -> bool {
        let mut found = both(words, allowed);
        while words.first() == Some(&"OR") {
            *words = &words[1..];
            found |= both(words, allowed);
        }
        found
    }
    fn both(words: &mut &[&str], allowed: &[String]) -> bool {
        let mut found = one(words, allowed);
        while words.first() == Some(&"AND") {
            *words = &words[1..];
            found &= one(words, allowed);
        }
        found
    }
    fn one(words: &mut &[&str], allowed: &[String]) -> bool {
        let Some((first, rest)) = words.split_first() else { return false };
        *words = rest;
        if *first != "(" {
            return allowed.iter().any(|name| *name == first.replace("_WITH_", " WITH "));
        }
        let found = either(words, allowed);
        *words = words.strip_prefix(&[")"]).unwrap_or_default();
        found
    }
    let mut rest = words.as_slice();
    either(&mut rest, allowed) && rest.is_empty()
}

#[test]
fn expressions_of_licences_are_read() {
    let allowed = ["MIT", "Apache-2.0", "Apache-2.0 WITH LLVM-exception"].map(str::to_owned);
    for (expression, expected) in [
        ("MIT", true),
        ("MIT/GPL-3.0", true),
        ("GPL-3.0", false),
        ("GPL-3.0 AND MIT", false),
        ("(MIT OR GPL-3.0) AND Apache-2.0", true),
        ("GPL-3.0 OR MIT AND GPL-2.0", false),
        ("Apache-2.0 WITH LLVM-exception OR GPL-3.0", true),
        ("MIT WITH LLVM-exception", false),
        ("MIT GPL-3.0", false),
        ("", false),
    ] {
        assert_eq!(is_allowed(expression, &allowed), expected, "{expression}");
    }
}

/// By what the manifests say that were built from. cargo-deny, which the release runs, looks at the other systems' too.
#[test]
fn every_licence_is_allowed() {
    let deny = fs::read_to_string("deny.toml").unwrap();
    let list = deny.split("allow = [").nth(1).and_then(|rest| rest.split(']').next()).unwrap();
    let allowed: Vec<String> = list.split('"').skip(1).step_by(2).map(str::to_owned).collect();
    assert!(allowed.len() > 3, "{allowed:?}");
    let version = Command::new(env!("CARGO")).arg("-vV").output().unwrap().stdout;
    let version = String::from_utf8(version).unwrap();
    let host = version.lines().find_map(|line| line.strip_prefix("host: ")).unwrap();
    let arguments = ["metadata", "--offline", "--locked", "--format-version", "1", "--filter-platform", host];
    let done = Command::new(env!("CARGO")).args(arguments).output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let metadata: serde_json::Value = serde_json::from_slice(&done.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    assert!(packages.len() > 20, "{}", packages.len());
    for package in packages {
        let licence = package["license"].as_str().unwrap_or_default();
        assert!(is_allowed(licence, &allowed), "{} is under `{licence}`", package["name"]);
    }
}
