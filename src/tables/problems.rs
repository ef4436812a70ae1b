//! What is wrong with a table although it can be read: names that lead nowhere, patterns that are none.

use regex::Regex;

use super::place::Place;
use super::schema::{Row, Rows, Table};

impl Table {
    /// One sentence for each mistake; none for a sound table.
    pub fn problems(&self) -> Vec<String> {
        let mut problems = Vec::new();
        for (name, operation) in &self.operations {
            for field in operation.fields.iter().filter(|field| !self.fields.contains_key(*field)) {
                problems.push(format!("operation {name} has the unknown field {field}"));
            }
            for field in operation.required.iter().filter(|field| !operation.fields.contains(field)) {
                problems.push(format!("operation {name} requires {field}, which is not one of its fields"));
            }
            self.check_source(name, operation.source.as_deref(), &mut problems);
        }
        self.check_rows(&self.fields, "", &mut problems);
        problems
    }

    fn check_rows(&self, rows: &Rows, path: &str, problems: &mut Vec<String>) {
        for (name, row) in rows {
            let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
            self.check_row(&path, row, rows, problems);
            self.check_source(&path, row.source.as_deref(), problems);
            for (place, other) in &row.on {
                if let Place::Operation(operation) = place
                    && !self.operations.contains_key(operation)
                {
                    problems.push(format!("{path}: {operation} is neither a surface nor an operation of the table"));
                }
                if !other.names.is_empty()
                    || !other.surfaces.is_empty()
                    || !other.fields.is_empty()
                    || !other.on.is_empty()
                {
                    problems.push(format!("{path}: `on` holds limits only"));
                }
                self.check_row(&path, other, rows, problems);
            }
            self.check_rows(&row.fields, &path, problems);
        }
    }

    fn check_row(&self, path: &str, row: &Row, rows: &Rows, problems: &mut Vec<String>) {
        let conditions = [&row.required_when, &row.requires, &row.ignored_when];
        let asked = conditions.into_iter().flatten().flatten().map(|condition| &condition.field);
        let replaced = row.deprecated.as_ref().and_then(|deprecation| deprecation.r#use.as_ref());
        // A team's table names fields of the table that it adds to.
        if self.rule.is_none() {
            for field in asked.chain(row.conflicts.iter().flatten()).chain(replaced) {
                if !rows.contains_key(field) {
                    problems.push(format!("{path} refers to the unknown field {field}"));
                }
            }
        }
        if let Some(pattern) = &row.pattern
            && let Err(error) = Regex::new(pattern)
        {
            problems.push(format!("{path}: pattern: {error}"));
        }
        for bounds in [row.range, row.length, row.count].into_iter().flatten() {
            if bounds.min.zip(bounds.max).is_some_and(|(min, max)| min > max) {
                problems.push(format!("{path}: min is above max"));
            }
        }
    }

    fn check_source(&self, path: &str, source: Option<&str>, problems: &mut Vec<String>) {
        let Some(source) = source else { return };
        let key = source.split([' ', ',']).next().unwrap_or_default();
        if !self.sources.contains_key(key) {
            problems.push(format!("{path}: {key} is not one of the table's sources"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(fields: &str) -> Vec<String> {
        let table: Table = serde_saphyr::from_str(&format!("kind: a/b\nfields:\n  {fields}\n")).unwrap();
        table.problems()
    }

    #[test]
    fn names_that_lead_nowhere_are_problems() {
        assert_eq!(problems("a: {conflicts: [b]}").len(), 1);
        assert_eq!(problems("a: {requires: [b=1]}").len(), 1);
        assert_eq!(problems("a: {source: page}").len(), 1);
        assert_eq!(problems("a: {on: {teraform: {required: true}}}").len(), 1);
        assert_eq!(problems("a: {required: true, on: {terraform: {required: false}}}").len(), 0);
    }

    #[test]
    fn limits_that_nothing_can_meet_are_problems() {
        assert_eq!(problems("a: {range: {min: 2, max: 1}}").len(), 1);
        assert_eq!(problems("a: {range: {min: 1, max: 1}}").len(), 0);
        assert_eq!(problems("a: {pattern: '('}").len(), 1);
    }
}
