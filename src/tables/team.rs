//! Reads a team's own tables, and says where they are wrong.

use std::ops::Range;
use std::sync::Arc;

use super::load::Tables;
use super::schema::{Row, Rows, Table};
use crate::finding::{Draft, Finding, Occurrence, Severity};
use crate::resource::Notation;
use crate::source::{FileId, Position, SourceFile, Span};
use crate::spelling::nearest;
use crate::syntax::node::{Entry, Node, NodeKind};
use crate::syntax::text::Text;
use crate::syntax::{SyntaxError, embedded};

/// A mistake in a team's table, with its place.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{}:{}: {message}", .position.line, .position.column)]
pub(crate) struct TableError {
    /// The file as reports show it.
    pub file: String,
    pub position: Position,
    /// None where the file could not be read.
    pub span: Option<Span>,
    pub message: String,
}

impl TableError {
    /// The mistake as it is shown in its file. It ends the run, so no configuration decides about its severity.
    pub(crate) fn finding(&self) -> Option<Finding> {
        let draft = Draft::new(self.span?, self.message.clone());
        Some(draft.stamped("configuration", Severity::Error, Occurrence::default()))
    }
}

/// A rule that a team's tables declare.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct TeamRule {
    pub name: String,
    /// Where the tables give none, the severity of the rule that reads the limit.
    pub severity: Option<Severity>,
    /// The fields that it looks at: `alibaba/kms_key.pending_window_in_days`.
    pub fields: Vec<String>,
}

impl Tables {
    /// The built-in tables with those in a team's files, if these are the notations that there are. All mistakes are
    /// found, not only the first.
    pub(crate) fn with_team(files: &[Arc<SourceFile>], notations: &[&Notation]) -> Result<Self, Vec<TableError>> {
        let mut tables = Self::new();
        let mut errors = Vec::new();
        for file in files {
            let text = file.text();
            let whole = Span::new(FileId::DETACHED, 0, text.len());
            let parsed = embedded::yaml(&Text::exact(text, whole, whole));
            let mut mistakes: Vec<Mistake> = parsed.errors.iter().map(Mistake::of_syntax).collect();
            for document in parsed.documents.iter().filter(|document| !matches!(document.kind, NodeKind::Null)) {
                match tables.read_team(text, document, notations) {
                    // A table of a file with errors is not read to its end.
                    Ok(table) if parsed.errors.is_empty() => tables.insert(table),
                    Ok(_) => {}
                    Err(found) if parsed.errors.is_empty() => mistakes.extend(found),
                    Err(_) => {}
                }
            }
            errors.extend(mistakes.into_iter().map(|mistake| {
                let span = Span::new(file.id(), mistake.place.start, mistake.place.end);
                let position = file.position(span.start);
                TableError { file: file.name().to_owned(), position, span: Some(span), message: mistake.message }
            }));
        }
        if errors.is_empty() { Ok(tables) } else { Err(errors) }
    }

    /// The rules that a team's tables declare, by name.
    pub(crate) fn team_rules(&self) -> Vec<TeamRule> {
        let mut rules = Vec::new();
        for table in self.additions() {
            collect_rules(table, &table.fields, &table.kind, '.', &mut rules);
        }
        rules.sort();
        rules.dedup_by(|later, earlier| {
            let is_same = later.name == earlier.name;
            if is_same {
                earlier.severity = earlier.severity.max(later.severity);
                earlier.fields.append(&mut later.fields);
            }
            is_same
        });
        rules
    }

    fn read_team(&self, text: &str, document: &Node, notations: &[&Notation]) -> Result<Table, Vec<Mistake>> {
        let written = text.get(document.span.range()).unwrap_or_default();
        let table = serde_saphyr::from_str(written);
        let mut table: Table =
            table.map_err(|error| vec![Mistake::of_yaml(&error, document.span.start as usize, written)])?;
        let mut mistakes = Vec::new();
        match self.of_kind(&table.kind) {
            Some(base) => complete(&mut table.fields, &base.fields, &base.kind, document, &mut mistakes),
            None if table.names.is_empty() && table.operations.is_empty() => {
                let kinds = self.iter().map(|table| table.kind.as_str());
                let mut message = format!("there is no table of kind `{}`, and a new one needs `names`", table.kind);
                let called = self.called(&table.kind).map(|table| table.kind.as_str());
                if let Some(nearest) = called.or_else(|| nearest(&table.kind, kinds)) {
                    message.push_str(&format!("; did you mean `{nearest}`?"));
                }
                mistakes.push(Mistake::at(document, "kind", message));
            }
            None => {}
        }
        // Fields that a condition names may stand in the table that is added to.
        let known = |field: &str| self.of_kind(&table.kind).is_some_and(|base| base.fields.contains_key(field));
        let problems = table.problems(notations).into_iter();
        let problems = problems.filter(|problem| !problem.field.as_deref().is_some_and(known));
        mistakes.extend(problems.map(|problem| Mistake::at(document, &problem.place, problem.to_string())));
        if mistakes.is_empty() { Ok(table) } else { Err(mistakes) }
    }
}

/// A mistake with its bytes in the file.
struct Mistake {
    place: Range<usize>,
    message: String,
}

impl Mistake {
    fn of_syntax(error: &SyntaxError) -> Self {
        Self { place: error.span.range(), message: error.message.clone() }
    }

    /// Of a document with this text that begins at `start`.
    fn of_yaml(error: &serde_saphyr::Error, start: usize, text: &str) -> Self {
        let error = error.without_snippet();
        let offset = error.location().and_then(|place| place.span().byte_offset());
        let offset = offset.and_then(|offset| usize::try_from(offset).ok()).unwrap_or(0);
        // The message repeats the place in the document, which is not that in the file.
        let message = error.to_string();
        let message = message.lines().next().unwrap_or_default().split(" at line ").next().unwrap_or_default();
        let word = text.get(offset..).unwrap_or_default();
        let length = word.find(|letter: char| !letter.is_alphanumeric() && letter != '_').unwrap_or(word.len());
        Self { place: start + offset..start + offset + length, message: message.to_owned() }
    }

    /// At the key that a path such as `bind_vpcs.vpc_id` ends in, or at the first of that name.
    fn at(document: &Node, path: &str, message: String) -> Self {
        let key = path.rsplit('.').next().unwrap_or(path);
        let of_path = path.split('.').try_fold(None, |outer: Option<&Entry>, name| {
            let rows = outer.map_or(document, |entry| &entry.value).get("fields")?;
            rows.entry(name).map(Some)
        });
        let found = of_path.flatten().or_else(|| first_named(document, key));
        let place = found.map_or(document.span.at_start(), |entry| entry.key.span());
        Self { place: place.range(), message }
    }
}

fn first_named<'a>(node: &'a Node, key: &str) -> Option<&'a Entry> {
    node.entry(key).or_else(|| node.entries().iter().find_map(|entry| first_named(&entry.value, key)))
}

/// Gives rows the names, types and units of the rows that they add to.
fn complete(rows: &mut Rows, base: &Rows, path: &str, document: &Node, mistakes: &mut Vec<Mistake>) {
    for (name, row) in rows {
        let Some(known) = base.get(name) else {
            let mut message = format!("`{path}` has no field `{name}`");
            if let Some(nearest) = nearest(name, base.keys().map(String::as_str)) {
                message.push_str(&format!("; did you mean `{nearest}`?"));
            }
            mistakes.push(Mistake::at(document, name, message));
            continue;
        };
        row.names = known.names.clone();
        row.surfaces = known.surfaces.clone();
        row.encoded = known.encoded.clone();
        row.unit = row.unit.take().or_else(|| known.unit.clone());
        complete(&mut row.fields, &known.fields, &format!("{path}.{name}"), document, mistakes);
    }
}

fn collect_rules(table: &Table, rows: &Rows, path: &str, separator: char, rules: &mut Vec<TeamRule>) {
    for (name, row) in rows {
        let path = format!("{path}{separator}{name}");
        if let Some(rule) = rule_of(table, row) {
            let severity = row.severity.or(table.severity);
            rules.push(TeamRule { name: rule.to_owned(), severity, fields: vec![path.clone()] });
        }
        collect_rules(table, &row.fields, &path, '.', rules);
    }
}

fn rule_of<'a>(table: &'a Table, row: &'a Row) -> Option<&'a str> {
    row.rule.as_deref().or(table.rule.as_deref())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Tables, Vec<String>> {
        let sources = crate::source::Sources::new("/nowhere");
        let files = [sources.add("policies/kms.yaml", text)];
        Tables::with_team(&files, &crate::surface::notations().collect::<Vec<_>>())
            .map_err(|errors| errors.iter().map(ToString::to_string).collect())
    }

    const WINDOW: &str = "kind: alibaba/kms_key\nrule: our-window\nseverity: warning\nfields:\n  \
                          pending_window_in_days: {range: {min: 30}}\n  description: {required: true, rule: our-docs}\n";

    #[test]
    fn limits_are_added_to_a_kind() {
        let tables = read(WINDOW).unwrap();
        let limits: Vec<_> = tables.limits("alibaba/kms_key").collect();
        assert_eq!(limits.len(), 2);
        assert_eq!(limits[1].fields["pending_window_in_days"].unit.as_deref(), Some("days"));
        assert!(limits[0].fields.len() > 20);
    }

    #[test]
    fn rules_of_a_team_are_listed() {
        let rules = read(WINDOW).unwrap().team_rules();
        assert_eq!(rules.iter().map(|rule| &*rule.name).collect::<Vec<_>>(), ["our-docs", "our-window"]);
        assert_eq!(rules[1].fields, ["alibaba/kms_key.pending_window_in_days"]);
        assert_eq!(rules[1].severity, Some(Severity::Warning));
    }

    #[test]
    fn a_misspelled_key_is_shown_at_its_place() {
        let errors =
            read("# ours\n---\nkind: alibaba/kms_key\nfields:\n  description: {lenght: {max: 5}}\n").unwrap_err();
        assert_eq!(errors.len(), 1);
        assert!(errors[0].starts_with("policies/kms.yaml:5:"), "{errors:?}");
        assert!(errors[0].contains("lenght"), "{errors:?}");
    }

    #[test]
    fn an_unknown_field_or_kind_has_a_nearest_name() {
        let errors = read("kind: alibaba/kms_key\nfields:\n  descripton: {length: {max: 5}}\n").unwrap_err();
        let expected =
            "policies/kms.yaml:3:3: `alibaba/kms_key` has no field `descripton`; did you mean `description`?";
        assert_eq!(errors, [expected]);
        let errors = read("kind: alibaba/kms_keys\nfields: {}\n").unwrap_err();
        let expected = "policies/kms.yaml:1:1: there is no table of kind `alibaba/kms_keys`, and a new one needs `names`; did you mean `alibaba/kms_key`?";
        assert_eq!(errors, [expected]);
    }

    #[test]
    fn conditions_may_name_fields_of_the_kind() {
        let table =
            |field| format!("kind: alibaba/kms_key\nfields:\n  description:\n    required_when: [{field}=HSM]\n");
        assert!(read(&table("protection_level")).is_ok());
        let errors = read(&table("protection")).unwrap_err();
        assert_eq!(errors, ["policies/kms.yaml:3:3: `description` refers to the unknown field `protection`"]);
    }

    #[test]
    fn a_new_kind_needs_a_name() {
        let tables =
            read("kind: acme/vault\nnames:\n  terraform: acme_vault\nfields:\n  size: {range: {max: 3}}\n").unwrap();
        let table = tables.by_name(&crate::surface::terraform::NOTATION, "acme_vault").unwrap();
        assert_eq!(table.kind, "acme/vault");
        assert_eq!(tables.additions().count(), 1);
    }
}
