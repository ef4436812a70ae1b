//! Which versions of a provider the configuration and the lock file allow.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use semver::{BuildMetadata, Comparator, Op, Prerelease, Version, VersionReq};

use crate::source::{FileId, Sources, Span};
use crate::syntax;
use crate::syntax::expression::{Expression, ExpressionKind};
use crate::terraform::module::Module;
use crate::terraform::module::declarations::literal;

/// What is known of the version of one provider.
#[derive(Clone, Debug)]
pub(crate) struct ProviderVersions {
    /// The source address, such as `aliyun/alicloud`.
    pub source: Arc<str>,
    /// Every constraint of the module tree, with its place; all hold at once.
    pub constraints: Vec<(VersionReq, Span)>,
    /// The version that the lock file selects, with its place.
    pub locked: Option<(Version, Span)>,
}

/// The source address of a provider by the local name that a module has for it.
pub(crate) fn source_of(module: &Module, name: &str) -> String {
    let written = module.requirements.get(name).and_then(|requirement| match &*requirement.value.kind {
        ExpressionKind::Object(_) => text_of(member(&requirement.value, "source")?),
        _ => None,
    });
    written.map_or_else(|| format!("hashicorp/{name}"), normal_source)
}

/// The constraints of all modules of a tree, by source address. Each module counts once.
#[derive(Debug, Default)]
pub(crate) struct Requirements {
    by_source: BTreeMap<String, ProviderVersions>,
}

impl Requirements {
    pub(crate) fn add(&mut self, module: &Module) {
        for (name, requirement) in &module.requirements {
            let version = match &*requirement.value.kind {
                ExpressionKind::Object(_) => member(&requirement.value, "version"),
                // Before Terraform 0.13 the constraint alone was written.
                _ => Some(&requirement.value),
            };
            self.constrain(source_of(module, name), version);
        }
        for provider in &module.providers {
            let version = provider.block.body.attribute("version");
            if version.and_then(literal).is_some() {
                self.constrain(source_of(module, &provider.name), version.map(|attribute| &attribute.value));
            }
        }
    }

    fn constrain(&mut self, source: String, version: Option<&Expression>) {
        let versions = self.entry(source);
        let Some((text, span)) = version.and_then(|version| Some((text_of(version)?, version.span))) else { return };
        if versions.constraints.iter().any(|(_, known)| *known == span) {
            return;
        }
        if let Some(requirement) = parse_constraints(text) {
            versions.constraints.push((requirement, span));
        }
    }

    /// Reads the lock file of a root module, and says which file that was.
    pub(crate) fn add_lock_file(&mut self, sources: &Sources, root: &Path) -> Option<FileId> {
        let path = root.join(".terraform.lock.hcl");
        if !sources.is_file(&path) {
            return None;
        }
        let file = sources.load(&path).ok()?;
        let parsed = syntax::hcl::parse(&file);
        for block in parsed.body.blocks_of("provider") {
            let Some(source) = block.label(0).map(normal_source) else { continue };
            let Some(version) = block.body.attribute("version") else { continue };
            let Some(locked) = literal(version).and_then(parse_version) else { continue };
            self.entry(source).locked = Some((locked, version.value.span));
        }
        Some(file.id())
    }

    fn entry(&mut self, source: String) -> &mut ProviderVersions {
        let name: Arc<str> = source.as_str().into();
        self.by_source.entry(source).or_insert_with(|| ProviderVersions {
            source: name,
            constraints: Vec::new(),
            locked: None,
        })
    }

    pub(crate) fn into_shared(self) -> BTreeMap<String, Arc<ProviderVersions>> {
        self.by_source.into_iter().map(|(source, versions)| (source, Arc::new(versions))).collect()
    }
}

/// `registry.terraform.io/aliyun/alicloud` and `aliyun/alicloud` are one; a name alone is HashiCorp's.
pub(crate) fn normal_source(source: &str) -> String {
    let source = source.to_ascii_lowercase();
    let short = ["registry.terraform.io/", "registry.opentofu.org/"].iter().find_map(|host| source.strip_prefix(host));
    let short = short.unwrap_or(&source);
    if short.contains('/') { short.to_owned() } else { format!("hashicorp/{short}") }
}

fn member<'a>(object: &'a Expression, name: &str) -> Option<&'a Expression> {
    let ExpressionKind::Object(items) = &*object.kind else { return None };
    let item =
        items.iter().find(|item| crate::terraform::module::meta::reference_text(&item.key).as_deref() == Some(name))?;
    Some(&item.value)
}

fn text_of(expression: &Expression) -> Option<&str> {
    match &*expression.kind {
        ExpressionKind::String(text) => text.known(),
        _ => None,
    }
}

/// Terraform's constraints, such as `>= 1.2, < 2.0`, in semver's terms; `None` where the text is not one.
/// A `!=` takes away single versions, which changes nothing about the range that is allowed.
pub(crate) fn parse_constraints(text: &str) -> Option<VersionReq> {
    let mut comparators = Vec::new();
    for part in text.split(',') {
        let part = part.trim();
        let digits = part.find(|letter: char| letter.is_ascii_digit() || letter == 'v')?;
        let (operator, version) = part.split_at(digits);
        let (version, parts) = parse_parts(version)?;
        match operator.trim() {
            "" | "=" => comparators.push(comparator(Op::Exact, &version)),
            "!=" => {}
            ">" => comparators.push(comparator(Op::Greater, &version)),
            ">=" => comparators.push(comparator(Op::GreaterEq, &version)),
            "<" => comparators.push(comparator(Op::Less, &version)),
            "<=" => comparators.push(comparator(Op::LessEq, &version)),
            // The last part that is written may grow: `~> 1.2` allows 1.9, `~> 1.2.0` only 1.2.x.
            "~>" => {
                comparators.push(comparator(Op::GreaterEq, &version));
                let next = match parts {
                    1 => None,
                    2 => Some(Version::new(version.major + 1, 0, 0)),
                    _ => Some(Version::new(version.major, version.minor + 1, 0)),
                };
                comparators.extend(next.map(|next| comparator(Op::Less, &next)));
            }
            _ => return None,
        }
    }
    Some(VersionReq { comparators })
}

pub(super) fn parse_version(text: &str) -> Option<Version> {
    parse_parts(text).map(|(version, _)| version)
}

/// A version of which the last parts may be missing, and how many are written.
fn parse_parts(text: &str) -> Option<(Version, usize)> {
    let text = text.trim().trim_start_matches('v');
    let text = text.split('+').next().unwrap_or(text);
    let (numbers, prerelease) = text.split_once('-').unwrap_or((text, ""));
    let numbers: Option<Vec<u64>> = numbers.split('.').map(|number| number.parse().ok()).collect();
    let numbers = numbers.filter(|numbers| numbers.len() <= 3)?;
    let part = |index: usize| numbers.get(index).copied().unwrap_or(0);
    let mut version = Version::new(part(0), part(1), part(2));
    version.pre = Prerelease::new(prerelease).ok()?;
    version.build = BuildMetadata::EMPTY;
    Some((version, numbers.len()))
}

fn comparator(op: Op, version: &Version) -> Comparator {
    Comparator {
        op,
        major: version.major,
        minor: Some(version.minor),
        patch: Some(version.patch),
        pre: version.pre.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allows(constraints: &str, version: &str) -> bool {
        parse_constraints(constraints).unwrap().matches(&parse_version(version).unwrap())
    }

    #[test]
    fn the_last_written_part_may_grow() {
        assert!(allows("~> 1.2", "1.9.0"));
        assert!(!allows("~> 1.2", "2.0.0"));
        assert!(!allows("~> 1.2", "1.1.9"));
        assert!(allows("~> 1.2.3", "1.2.9"));
        assert!(!allows("~> 1.2.3", "1.3.0"));
        assert!(allows("~> 1", "7.0.0"));
    }

    #[test]
    fn all_constraints_hold_at_once() {
        assert!(allows(">= 1.0, < 2.0, != 1.5.0", "1.4.9"));
        assert!(!allows(">= 1.0, < 2.0, != 1.5.0", "2.0.0"));
        assert!(!allows(">=1.0,<2.0", "2.0.0"));
        assert!(allows("1.210", "1.210.0"));
        assert!(allows("= v1.2.3", "1.2.3"));
        assert!(!allows("1.210", "1.210.1"));
    }

    #[test]
    fn what_is_no_constraint_is_none() {
        for text in ["", ">=", "latest", ">> 1.0", "1.2.3.4", "~> x"] {
            assert!(parse_constraints(text).is_none(), "{text}");
        }
    }
}
