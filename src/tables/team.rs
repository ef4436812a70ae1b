//! Reads a team's own tables, and says where they are wrong.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::fit::misfits;
use super::form::{Form, TABLE};
use super::load::Tables;
use super::mistake::{Mistake, TableError};
use super::schema::{Origin, Row, Rows, RuleText, Table};
use crate::finding::Severity;
use crate::resource::Notation;
use crate::source::{FileId, SourceFile, Span};
use crate::spelling::nearest;
use crate::syntax::embedded;
use crate::syntax::node::{Entry, Node, NodeKind};
use crate::syntax::text::Text;

/// A rule that a team's tables declare.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TeamRule {
    pub name: String,
    /// Where the tables give none, the severity of the rule that reads the limit.
    pub severity: Option<Severity>,
    /// What it consists of.
    pub limits: Vec<TeamLimit>,
    /// What the tables say of it.
    pub text: RuleText,
}

/// The limits of a team on one field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TeamLimit {
    pub kind: Arc<str>,
    /// `bind_vpcs.vpc_id`
    pub path: String,
    pub origin: Option<Origin>,
}

impl TeamRule {
    /// The rule in a sentence without its stop.
    pub(crate) fn summary(&self) -> String {
        self.text.summary.clone().unwrap_or_else(|| {
            let fields: Vec<String> = self.limits.iter().map(TeamLimit::field).collect();
            format!("the team's own limit on {}", fields.join(", "))
        })
    }

    /// The files that it stands in.
    pub(crate) fn files(&self) -> Vec<&str> {
        let mut files: Vec<&str> =
            self.limits.iter().filter_map(|limit| Some(limit.origin.as_ref()?.file.as_str())).collect();
        files.sort_unstable();
        files.dedup();
        files
    }
}

impl TeamLimit {
    /// `alibaba/kms_key.pending_window_in_days`
    pub(crate) fn field(&self) -> String {
        format!("{}.{}", self.kind, self.path)
    }
}

/// A document of a team's file.
struct Written {
    file: Arc<SourceFile>,
    document: Node,
}

impl Tables {
    /// The built-in tables with those in a team's files, if these are the notations that there are. All mistakes are
    /// found, not only the first.
    pub(crate) fn with_team(files: &[Arc<SourceFile>], notations: &[&Notation]) -> Result<Self, Vec<TableError>> {
        let mut tables = Self::new();
        let mut errors = Vec::new();
        let mut documents = Vec::new();
        for file in files {
            match documents_of(file) {
                Ok(found) => documents.extend(found),
                Err(mistakes) => errors.extend(mistakes.into_iter().map(|mistake| error_in(file, mistake))),
            }
        }
        // Rules are described where any table says so, whichever comes first.
        let mut read = Vec::new();
        for written in &documents {
            match table_of(written) {
                Ok(table) => read.push((written, table)),
                Err(mistakes) => errors.extend(mistakes.into_iter().map(|mistake| error_in(&written.file, mistake))),
            }
        }
        let (texts, mistakes) = described_rules(&read);
        errors.extend(mistakes);
        for (written, mut table) in read {
            let mistakes = tables.complete(&mut table, written, notations);
            errors.extend(mistakes.into_iter().map(|mistake| error_in(&written.file, mistake)));
            let (rule, severity) = (table.rule.clone(), table.severity);
            describe(&mut table.fields, rule.as_deref(), severity, &texts);
            tables.insert(table);
        }
        if errors.is_empty() {
            return Ok(tables);
        }
        errors.sort_by(|one, other| (&one.file, one.position).cmp(&(&other.file, other.position)));
        Err(errors)
    }

    /// The rules that a team's tables declare, by name.
    pub(crate) fn team_rules(&self) -> Vec<TeamRule> {
        let mut rules = BTreeMap::new();
        let mut texts = BTreeMap::new();
        for table in self.additions() {
            texts.extend(table.rules.iter());
            collect_rules(table, &table.fields, "", &mut rules);
        }
        for (name, rule) in &mut rules {
            rule.text = texts.get(name).map(|&text| text.clone()).unwrap_or_default();
            rule.limits.sort_by(|one, other| (&one.origin, &one.path).cmp(&(&other.origin, &other.path)));
        }
        rules.into_values().collect()
    }

    /// Gives the rows of a team's table what they leave to the table that they add to. What is wrong with them comes back.
    fn complete(&self, table: &mut Table, written: &Written, notations: &[&Notation]) -> Vec<Mistake> {
        let Written { file, document } = written;
        let mut mistakes = Vec::new();
        let base = self.of_kind(&table.kind);
        match base {
            Some(base) => complete(&mut table.fields, &base.fields, &base.kind, document, &mut mistakes),
            None if table.names.is_empty() && table.operations.is_empty() => {
                let kinds = self.iter().map(|table| &*table.kind);
                let mut message = format!("there is no table of kind `{}`, and a new one needs `names`", table.kind);
                let called = self.called(&table.kind).map(|table| &*table.kind);
                if let Some(nearest) = called.or_else(|| nearest(&table.kind, kinds)) {
                    message.push_str(&format!("; did you mean `{nearest}`?"));
                }
                let place = document.get("kind").map_or(document.span.at_start(), |kind| kind.span);
                return vec![Mistake::new(place.range(), message)];
            }
            None => {}
        }
        set_origins(&mut table.fields, document, file);
        // Fields that a condition names may stand in the table that is added to.
        let known = |field: &str| base.is_some_and(|base| base.fields.contains_key(field));
        for problem in table.problems(notations) {
            let mut message = problem.to_string();
            if let Some(field) = &problem.field {
                if known(field) {
                    continue;
                }
                let fields = base.into_iter().flat_map(|base| base.fields.keys()).chain(table.fields.keys());
                if let Some(near) = nearest(field, fields.map(|name| &**name)) {
                    message.push_str(&format!("; did you mean `{near}`?"));
                }
            }
            mistakes.push(Mistake::new(place_of(document, &problem.place).range(), message));
        }
        mistakes
    }
}

/// The documents of a file, none of which is empty.
fn documents_of(file: &Arc<SourceFile>) -> Result<Vec<Written>, Vec<Mistake>> {
    let text = file.text();
    let whole = Span::new(FileId::DETACHED, 0, text.len());
    let parsed = embedded::yaml(&Text::exact(text, whole, whole));
    // A table of a file with errors is not read to its end.
    if !parsed.errors.is_empty() {
        let of_error = |error: &crate::syntax::SyntaxError| Mistake {
            place: error.span.range(),
            message: error.message.clone(),
            help: error.help.clone(),
        };
        return Err(parsed.errors.iter().map(of_error).collect());
    }
    let documents = parsed.documents.into_iter().filter(|document| !matches!(document.kind, NodeKind::Null));
    let documents: Vec<Written> = documents.map(|document| Written { file: file.clone(), document }).collect();
    match documents.is_empty() {
        true => Err(vec![Mistake::new(0..0, "the file holds no table").with_help("write `kind` and `fields`")]),
        false => Ok(documents),
    }
}

/// The table that a document is, or everything that does not fit in it.
fn table_of(written: &Written) -> Result<Table, Vec<Mistake>> {
    let Written { file, document } = written;
    let misfits = misfits(Form::Object(&TABLE), document, "a table");
    if !misfits.is_empty() {
        return Err(misfits);
    }
    let text = file.text().get(document.span.range()).unwrap_or_default();
    serde_saphyr::from_str(text).map_err(|error| {
        // The message repeats the place in the document, which is not that in the file.
        let message = error.without_snippet().to_string();
        let message = message.lines().next().unwrap_or_default().split(" at line ").next().unwrap_or_default();
        vec![Mistake::new(document.span.at_start().range(), message)]
    })
}

/// What the tables say of their rules; a rule is described once, and by name of one that there is.
fn described_rules(read: &[(&Written, Table)]) -> (BTreeMap<String, RuleText>, Vec<TableError>) {
    let mut named = Vec::new();
    for (_, table) in read {
        let mut rules = BTreeMap::new();
        collect_rules(table, &table.fields, "", &mut rules);
        named.extend(rules.into_keys());
    }
    let (mut texts, mut mistakes) = (BTreeMap::new(), Vec::new());
    for (written, table) in read {
        for (name, text) in &table.rules {
            let entry = written.document.get("rules").and_then(|rules| rules.entry(name));
            let place = entry.map_or(written.document.span, |entry| entry.key.span()).range();
            if !named.contains(name) {
                let mistake = Mistake::new(place, format!("no row names the rule `{name}`"));
                let mistake = match nearest(name, named.iter().map(String::as_str)) {
                    Some(near) => {
                        Mistake { message: format!("{}; did you mean `{near}`?", mistake.message), ..mistake }
                    }
                    None => mistake.with_help(format!("add `rule: {name}` to its rows")),
                };
                mistakes.push(error_in(&written.file, mistake));
            } else if texts.insert(name.clone(), text.clone()).is_some() {
                let mistake = Mistake::new(place, format!("the rule `{name}` is described twice"));
                mistakes.push(error_in(&written.file, mistake.with_help("leave one of them out")));
            }
        }
    }
    (texts, mistakes)
}

fn error_in(file: &SourceFile, mistake: Mistake) -> TableError {
    let span = Span::new(file.id(), mistake.place.start, mistake.place.end);
    let position = file.position(span.start);
    TableError {
        file: file.name().to_owned(),
        position,
        span: Some(span),
        message: mistake.message,
        help: mistake.help,
    }
}

/// The key that a path such as `bind_vpcs.vpc_id` ends in, or the first of that name.
fn place_of(document: &Node, path: &str) -> Span {
    let key = path.rsplit('.').next().unwrap_or(path);
    let found = row_entry(document, path).or_else(|| first_named(document, key));
    found.map_or(document.span.at_start(), |entry| entry.key.span())
}

fn row_entry<'a>(document: &'a Node, path: &str) -> Option<&'a Entry> {
    let found = path.split('.').try_fold(None, |outer: Option<&Entry>, name| {
        let rows = outer.map_or(document, |entry| &entry.value).get("fields")?;
        rows.entry(name).map(Some)
    });
    found.flatten()
}

fn first_named<'a>(node: &'a Node, key: &str) -> Option<&'a Entry> {
    node.entry(key).or_else(|| node.entries().iter().find_map(|entry| first_named(&entry.value, key)))
}

/// Gives rows the names, types and units of the rows that they add to.
fn complete(rows: &mut Rows, base: &Rows, path: &str, node: &Node, mistakes: &mut Vec<Mistake>) {
    let written = node.get("fields");
    for (name, row) in rows {
        let entry = written.and_then(|rows| rows.entry(name));
        let Some(known) = base.get(name) else {
            let place = entry.map_or(node.span, |entry| entry.key.span());
            let mistake = Mistake::new(place.range(), format!("`{path}` has no field `{name}`"));
            mistakes.push(mistake.of_names(name, base.keys().map(|name| &**name)));
            continue;
        };
        row.names = known.names.clone();
        row.surfaces = known.surfaces.clone();
        row.encoded = known.encoded.clone();
        row.unit = row.unit.take().or_else(|| known.unit.clone());
        let below = entry.map_or(node, |entry| &entry.value);
        complete(&mut row.fields, &known.fields, &format!("{path}.{name}"), below, mistakes);
    }
}

/// Remembers where rows stand.
fn set_origins(rows: &mut Rows, node: &Node, file: &SourceFile) {
    for (name, row) in rows {
        let Some(entry) = node.get("fields").and_then(|rows| rows.entry(name)) else { continue };
        let line = file.position(entry.key.span().start).line;
        row.origin = Some(Origin { file: file.name().to_owned(), line });
        set_origins(&mut row.fields, &entry.value, file);
    }
}

/// Gives rows the severity and the advice of the rules that they name. The row's own go first, the table's last.
fn describe(rows: &mut Rows, rule: Option<&str>, severity: Option<Severity>, texts: &BTreeMap<String, RuleText>) {
    for row in rows.values_mut() {
        let text = row.rule.as_deref().or(rule).and_then(|rule| texts.get(rule));
        row.severity = row.severity.or(text.and_then(|text| text.severity)).or(severity);
        row.help = row.help.take().or_else(|| text.and_then(|text| text.help.clone()));
        describe(&mut row.fields, rule, severity, texts);
    }
}

fn collect_rules(table: &Table, rows: &Rows, above: &str, rules: &mut BTreeMap<String, TeamRule>) {
    for (name, row) in rows {
        let path = format!("{above}{name}");
        // A row that only leads to members limits nothing itself.
        let is_only_above = !row.fields.is_empty() && row.rule.is_none();
        if let Some(rule) = rule_of(table, row).filter(|_| !is_only_above) {
            let new =
                || TeamRule { name: rule.to_owned(), severity: None, limits: Vec::new(), text: RuleText::default() };
            let rule = rules.entry(rule.to_owned()).or_insert_with(new);
            rule.severity = rule.severity.max(row.severity.or(table.severity));
            rule.limits.push(TeamLimit { kind: table.kind.clone(), path: path.clone(), origin: row.origin.clone() });
        }
        collect_rules(table, &row.fields, &format!("{path}."), rules);
    }
}

/// The rule that a row reports as.
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
        assert_eq!(
            rules[1].limits.iter().map(TeamLimit::field).collect::<Vec<_>>(),
            ["alibaba/kms_key.pending_window_in_days"]
        );
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
        let expected = "policies/kms.yaml:1:7: there is no table of kind `alibaba/kms_keys`, and a new one needs `names`; did you mean `alibaba/kms_key`?";
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
        assert_eq!(&*table.kind, "acme/vault");
        assert_eq!(tables.additions().count(), 1);
    }
}
