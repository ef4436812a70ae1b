//! Which provider versions a configuration allows.

use semver::{Comparator, Op, Version};

use super::Versions;

impl Versions {
    /// Whether every version that the configuration allows is older than `version`.
    pub(crate) fn all_older_than(&self, version: &Version) -> bool {
        match &self.locked {
            Some((locked, _)) => locked < version,
            None => self.range().1.is_some_and(|end| end <= *version),
        }
    }

    /// Whether no version that the configuration allows is newer than `version`.
    pub(crate) fn none_newer_than(&self, version: &Version) -> bool {
        self.all_older_than(&Version::new(version.major, version.minor, version.patch + 1))
    }

    /// Whether some version that the configuration allows is older than `version`. Without a constraint nothing
    /// is said about versions, and Terraform selects the newest.
    pub(crate) fn some_older_than(&self, version: &Version) -> bool {
        match &self.locked {
            Some((locked, _)) => locked < version,
            None => !self.constraints.is_empty() && self.range().0.is_none_or(|start| start < *version),
        }
    }

    /// The first version that all constraints allow, and the first one after it that they do not. Constraints
    /// are conjunctions of comparisons, so what they allow is one range.
    fn range(&self) -> (Option<Version>, Option<Version>) {
        let comparators = self.constraints.iter().flat_map(|(constraint, _)| &constraint.comparators);
        comparators.fold((None, None), |(start, end), comparator| {
            let (from, to) = range_of(comparator);
            let start = start.into_iter().chain(from).max();
            let end = end.into_iter().chain(to).min();
            (start, end)
        })
    }
}

fn range_of(comparator: &Comparator) -> (Option<Version>, Option<Version>) {
    let &Comparator { op, major, minor, patch, .. } = comparator;
    let lowest = Version { pre: comparator.pre.clone(), ..Version::new(major, minor.unwrap_or(0), patch.unwrap_or(0)) };
    let after_major = Version::new(major + 1, 0, 0);
    let after_minor = minor.map_or_else(|| after_major.clone(), |minor| Version::new(major, minor + 1, 0));
    let after_patch = match (minor, patch) {
        (Some(minor), Some(patch)) => Version::new(major, minor, patch + 1),
        _ => after_minor.clone(),
    };
    match op {
        Op::Exact | Op::Wildcard => (Some(lowest), Some(after_patch)),
        Op::Greater => (Some(after_patch), None),
        Op::GreaterEq => (Some(lowest), None),
        Op::Less => (None, Some(lowest)),
        Op::LessEq => (None, Some(after_patch)),
        Op::Tilde => (Some(lowest), Some(after_minor)),
        Op::Caret if major > 0 || minor.is_none() => (Some(lowest), Some(after_major)),
        Op::Caret if minor.unwrap_or(0) > 0 || patch.is_none() => (Some(lowest), Some(after_minor)),
        Op::Caret => (Some(lowest), Some(after_patch)),
        _ => (None, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{FileId, Span};

    fn versions(constraints: &[&str], locked: Option<&str>) -> Versions {
        let span = Span::new(FileId::DETACHED, 0, 0);
        Versions {
            source: "aliyun/alicloud".to_owned(),
            constraints: constraints.iter().map(|constraint| (constraint.parse().unwrap(), span)).collect(),
            locked: locked.map(|version| (version.parse().unwrap(), span)),
        }
    }

    /// Whether all, and whether some, allowed versions are older than 1.277.0.
    fn older(constraints: &[&str], locked: Option<&str>) -> (bool, bool) {
        let versions = versions(constraints, locked);
        let version = Version::new(1, 277, 0);
        (versions.all_older_than(&version), versions.some_older_than(&version))
    }

    #[test]
    fn the_first_version_with_an_argument_is_not_older() {
        assert_eq!(older(&[">=1.277.0"], None), (false, false));
        assert_eq!(older(&[">=1.276.0"], None), (false, true));
        assert_eq!(older(&["<1.277.0"], None), (true, true));
        assert_eq!(older(&["<=1.277.0"], None), (false, true));
        assert_eq!(older(&["=1.276.9"], None), (true, true));
    }

    #[test]
    fn tilde_and_several_constraints_bound_both_sides() {
        assert_eq!(older(&["~1.250.0"], None), (true, true));
        assert_eq!(older(&[">=1.200.0, <1.260.0"], None), (true, true));
        assert_eq!(older(&[">=1.200.0", "<1.260.0"], None), (true, true));
        assert_eq!(older(&[">=1.200.0", ">=1.280.0"], None), (false, false));
        assert_eq!(older(&["^1.250.0"], None), (false, true));
    }

    #[test]
    fn the_lock_file_decides_over_constraints() {
        assert_eq!(older(&[">=1.200.0"], Some("1.277.0")), (false, false));
        assert_eq!(older(&[">=1.200.0"], Some("1.276.0")), (true, true));
    }

    #[test]
    fn what_is_allowed_may_end_at_a_version() {
        let ends =
            |constraints: &[&str], locked| versions(constraints, locked).none_newer_than(&Version::new(1, 277, 0));
        assert!(ends(&["=1.277.0"], None) && ends(&["<=1.277.0"], None) && ends(&["<1.277.0"], None));
        assert!(ends(&[">=1.200.0"], Some("1.277.0")));
        assert!(!ends(&["~1.277.0"], None) && !ends(&[">=1.200.0"], None) && !ends(&[], None));
        assert!(!ends(&["<=1.277.0"], Some("1.277.1")));
    }

    #[test]
    fn without_constraints_nothing_is_certain() {
        assert_eq!(older(&[], None), (false, false));
    }
}
