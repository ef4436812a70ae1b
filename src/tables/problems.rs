//! What is wrong with a table although it can be read: names that lead nowhere, patterns that are none.

use std::fmt;

use regex::Regex;

use super::Tables;
use super::names::is_path_prefix;
use super::place::Place;
use super::schema::{Row, Rows, Table};
use crate::resource::Notation;
use crate::spelling::nearest;

/// A mistake in a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Problem {
    /// The row or operation that has it.
    pub place: String,
    /// The field that it names although the table has none of that name.
    pub field: Option<String>,
    message: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "`{}` {}", self.place, self.message)
    }
}

impl Table {
    /// What is wrong with the table, if these are the notations that there are; nothing for a sound one.
    pub(crate) fn problems(&self, notations: &[&Notation]) -> Vec<Problem> {
        let mut problems = Vec::new();
        for name in self.names.keys().filter(|name| !is_notation(name, notations)) {
            problems.push(unknown_notation("names", name, notations));
        }
        for (name, operation) in &self.operations {
            for field in operation.fields.iter().filter(|field| !self.fields.contains_key(field.as_str())) {
                problems.push(unknown_field(name, field));
            }
            for field in operation.required.iter().filter(|field| !operation.fields.contains(field)) {
                problems.push(problem(name, format!("requires `{field}`, which is not one of its fields")));
            }
            self.check_source(name, operation.source.as_deref(), &mut problems);
        }
        for (written, meant) in self.mistakes.iter().filter(|(_, meant)| !self.fields.contains_key(meant.as_str())) {
            problems.push(unknown_field(written, meant));
        }
        self.check_rows(&self.fields, "", notations, &mut problems);
        problems
    }

    /// The row at a path: `bind_vpcs.vpc_id`.
    pub(crate) fn row(&self, path: &str) -> Option<&Row> {
        let mut names = path.split('.');
        let first = self.fields.get(names.next()?)?;
        names.try_fold(first, |row, name| row.fields.get(name))
    }

    fn check_rows(&self, rows: &Rows, path: &str, notations: &[&Notation], problems: &mut Vec<Problem>) {
        for (name, row) in rows {
            let path = if path.is_empty() { name.to_string() } else { format!("{path}.{name}") };
            check_row(&path, row, rows, problems);
            let named = row.names.keys().chain(&row.surfaces).chain(&row.encoded);
            for name in named.filter(|name| !is_notation(name, notations)) {
                problems.push(unknown_notation(&path, name, notations));
            }
            let is_object = |notation: &&&Notation| {
                row.name_on(notation, name).is_some_and(|called| is_path_prefix(rows, notation, &called))
            };
            if let Some(notation) = notations.iter().find(is_object) {
                let message = format!("is called like the object of other fields in `{}`", notation.name);
                problems.push(problem(&path, message));
            }
            self.check_source(&path, row.source.as_deref(), problems);
            for (place, other) in &row.on {
                if let Place::Where(condition) = place
                    && !rows.contains_key(condition.field.as_str())
                {
                    problems.push(unknown_field(&path, &condition.field));
                }
                if let Place::SentTo(cloud) = place
                    && Tables::built_in().cloud(cloud).is_none()
                {
                    let known: Vec<&str> = Tables::built_in().clouds().map(|cloud| cloud.cloud.as_str()).collect();
                    let message = format!("has limits on `@{cloud}`, which is not a cloud{}", meant(cloud, &known));
                    problems.push(problem(&path, message));
                }
                if let Place::Named(name) = place
                    && !self.operations.contains_key(name)
                    && !is_notation(name, notations)
                {
                    let known = notations.iter().map(|notation| notation.name);
                    let known: Vec<&str> = known.chain(self.operations.keys().map(String::as_str)).collect();
                    let message = format!(
                        "has limits on `{name}`, which is not a surface or an operation of the table{}",
                        meant(name, &known)
                    );
                    problems.push(problem(&path, message));
                }
                let has_more = !other.names.is_empty() || !other.surfaces.is_empty() || !other.fields.is_empty();
                if has_more || !other.on.is_empty() {
                    problems.push(problem(&path, "has more than limits below `on`".to_owned()));
                }
                check_row(&path, other, rows, problems);
            }
            self.check_rows(&row.fields, &path, notations, problems);
        }
    }

    fn check_source(&self, path: &str, source: Option<&str>, problems: &mut Vec<Problem>) {
        let Some(source) = source else { return };
        let key = source.split([' ', ',']).next().unwrap_or_default();
        let is_address = source.starts_with("http");
        if !is_address && !self.sources.contains_key(key) {
            problems.push(problem(path, format!("has the source `{key}`, which is not one of the table's")));
        }
    }
}

fn check_row(path: &str, row: &Row, rows: &Rows, problems: &mut Vec<Problem>) {
    let conditions = [&row.required_when, &row.requires, &row.ignored_when];
    let durations = row.durations.iter().flatten();
    let asked = conditions.into_iter().flatten().flatten().chain(durations.flat_map(|limit| &limit.when));
    let asked = asked.map(|condition| &condition.field);
    let replaced = row.deprecated.as_ref().and_then(|deprecation| deprecation.r#use.as_ref());
    for field in asked.chain(row.conflicts.iter().flatten()).chain(replaced) {
        if !rows.contains_key(field.as_str()) {
            problems.push(unknown_field(path, field));
        }
    }
    if let Some(pattern) = &row.pattern
        && Regex::new(pattern).is_err()
    {
        problems.push(problem(path, format!("has a pattern that is not a regular expression: `{pattern}`")));
    }
    for bounds in [row.range, row.length, row.count].into_iter().flatten() {
        if bounds.min.zip(bounds.max).is_some_and(|(min, max)| min > max) {
            problems.push(problem(path, "has a minimum above its maximum".to_owned()));
        }
    }
    for limit in row.durations.iter().flatten() {
        if limit.min.zip(limit.max).is_some_and(|(min, max)| min > max) {
            problems.push(problem(path, "has a minimum above its maximum".to_owned()));
        }
    }
    for (written, meant) in &row.mistakes {
        let is_allowed = row.values.as_ref().is_none_or(|values| values.contains(meant));
        if !is_allowed {
            problems.push(problem(path, format!("has `{meant}` for `{written}`, which is not allowed itself")));
        }
    }
}

fn is_notation(name: &str, notations: &[&Notation]) -> bool {
    notations.iter().any(|notation| notation.name == name)
}

fn unknown_notation(place: &str, name: &str, notations: &[&Notation]) -> Problem {
    let known: Vec<&str> = notations.iter().map(|notation| notation.name).collect();
    let message =
        format!("names the surface `{name}`, which is not one of `{}`{}", known.join("`, `"), meant(name, &known));
    problem(place, message)
}

/// What a name was most likely meant to be, as the end of a message.
fn meant(name: &str, known: &[&str]) -> String {
    nearest(name, known.iter().copied()).map(|near| format!("; did you mean `{near}`?")).unwrap_or_default()
}

fn problem(place: &str, message: String) -> Problem {
    Problem { place: place.to_owned(), field: None, message }
}

fn unknown_field(place: &str, field: &str) -> Problem {
    let message = format!("refers to the unknown field `{field}`");
    Problem { place: place.to_owned(), field: Some(field.to_owned()), message }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(fields: &str) -> Table {
        serde_saphyr::from_str(&format!("kind: a/b\nfields:\n  {fields}\n")).unwrap()
    }

    fn problems(fields: &str) -> Vec<String> {
        table(fields)
            .problems(&crate::surface::notations().collect::<Vec<_>>())
            .iter()
            .map(ToString::to_string)
            .collect()
    }

    #[test]
    fn names_that_lead_nowhere_are_problems() {
        assert_eq!(problems("a: {conflicts: [b]}"), ["`a` refers to the unknown field `b`"]);
        assert_eq!(problems("a: {requires: [b=1]}").len(), 1);
        assert_eq!(problems("a: {source: page}").len(), 1);
        assert_eq!(problems("a: {on: {teraform: {required: true}}}").len(), 1);
        assert_eq!(problems("a: {names: {teraform: b}}").len(), 1);
        assert_eq!(problems("a: {names: {ros: B}}\n  c: {names: {ros: B.C}}").len(), 1);
        assert_eq!(problems("a: {names: {ros: B}}\n  c: {names: {ros: Bc.C}}").len(), 0);
        assert_eq!(problems("a: {surfaces: [teraform]}").len(), 1);
        assert_eq!(problems("a: {encoded: [ros]}").len(), 0);
        assert_eq!(problems("a: {required: true, on: {terraform: {required: false}}}").len(), 0);
    }

    #[test]
    fn limits_that_nothing_can_meet_are_problems() {
        assert_eq!(problems("a: {range: {min: 2, max: 1}}").len(), 1);
        assert_eq!(problems("a: {range: {min: 1, max: 1}}").len(), 0);
        assert_eq!(problems("a: {durations: [{min: 8d, max: 7d}]}").len(), 1);
        assert_eq!(problems("a: {durations: [{min: 168h, max: 7d, when: [b]}]}").len(), 1, "there is no b");
        assert_eq!(problems("a: {pattern: '('}").len(), 1);
        assert_eq!(problems("a: {values: [x], mistakes: {X: y}}").len(), 1);
    }

    #[test]
    fn a_path_leads_to_a_row() {
        let table = table("a: {fields: {b: {required: true}}}");
        assert_eq!(table.row("a.b").and_then(|row| row.required), Some(true));
        assert!(table.row("a.c").is_none());
    }
}
