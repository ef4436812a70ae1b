//! What kmslint is built from: crates of the one registry, and none that talks to a network.

use std::fs;

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
