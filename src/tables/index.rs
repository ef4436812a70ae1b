//! The head of a table, read without a YAML parser, so that a run parses only the tables that it needs.

use super::schema::Table;

/// What a table can be looked up by.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Head {
    pub(super) kind: String,
    pub(super) data: bool,
    /// Sorted.
    pub(super) names: Vec<(String, String)>,
    /// Sorted.
    pub(super) operations: Vec<String>,
    /// For each operation that a body shows without naming it, the plain names of the fields by which it does; once
    /// for each group of them.
    pub(super) recognised_by: Vec<Vec<String>>,
}

impl Head {
    /// The head of a built-in table. Those keep to block style at the top level and write `fields` last; a test
    /// compares every head with its parsed table.
    pub(super) fn of(text: &str) -> Self {
        let mut head = Self::default();
        let mut section = "";
        for line in text.lines() {
            let Some(line) = line.strip_prefix("  ") else {
                let Some((key, value)) = line.split_once(':') else { continue };
                match key {
                    "fields" => break,
                    "kind" => head.kind = value.trim().to_owned(),
                    "data" => head.data = value.trim() == "true",
                    _ => {}
                }
                section = key;
                continue;
            };
            if let Some((_, fields)) = line.split_once("  recognised_by:").filter(|_| section == "operations") {
                let groups = fields.split("],").filter(|group| group.contains(char::is_alphanumeric));
                head.recognised_by.extend(groups.map(|group| list(group).map(plain_name).collect()));
            }
            if line.starts_with([' ', '#']) {
                continue;
            }
            let Some((key, value)) = line.split_once(": ").or_else(|| line.split_once(':')) else { continue };
            match section {
                "operations" => head.operations.push(key.to_owned()),
                "names" => {
                    head.names.extend(list(value).map(|name| (key.to_owned(), name.to_owned())));
                }
                _ => {}
            }
        }
        head.names.sort();
        head.operations.sort();
        head.recognised_by.sort();
        head
    }

    pub(super) fn of_table(table: &Table) -> Self {
        let mut names: Vec<_> = table
            .names
            .iter()
            .flat_map(|(notation, names)| names.iter().map(move |name| (notation.clone(), name.to_owned())))
            .collect();
        names.sort();
        let groups = table.operations.values().flat_map(|operation| &operation.recognised_by);
        let plain = |names: &Vec<String>| names.iter().map(|name| plain_name(name)).collect();
        let mut recognised_by: Vec<Vec<String>> = groups.map(plain).collect();
        recognised_by.sort();
        Self {
            kind: table.kind.clone(),
            data: table.data,
            names,
            operations: table.operations.keys().cloned().collect(),
            recognised_by,
        }
    }
}

/// The items of `[a, "b"]`, or the one of `a`.
fn list(value: &str) -> impl Iterator<Item = &str> {
    let items = value.trim().trim_start_matches(['[', ' ']).trim_end_matches([']', ' ']).split(',');
    items.map(|item| item.trim().trim_matches(['"', '\'']))
}

/// A name without case and separators, which is the same for `kms_instance_id` and `KmsInstanceId`.
pub(super) fn plain_name(name: &str) -> String {
    name.chars().filter(|letter| !matches!(letter, '_' | '-')).flat_map(char::to_lowercase).collect()
}

/// The documents of a YAML file, each with its first line (from 1).
pub(super) fn documents(text: &str) -> Vec<(usize, &str)> {
    let mut documents = Vec::new();
    let (mut start, mut start_line, mut offset) = (0, 1, 0);
    for (index, line) in text.split_inclusive('\n').enumerate() {
        if line.trim_end() == "---" {
            documents.push((start_line, text.get(start..offset).unwrap_or_default()));
            start = offset + line.len();
            start_line = index + 2;
        }
        offset += line.len();
    }
    documents.push((start_line, text.get(start..).unwrap_or_default()));
    documents.retain(|(_, text)| text.lines().any(|line| !line.trim().is_empty() && !line.starts_with('#')));
    documents
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_is_read_without_the_rows() {
        let head = Head::of(
            "kind: alibaba/kms_key\nnames:\n  terraform: alicloud_kms_key\n  pulumi: [alicloud:kms:Key, \"b:c\"]\n\
             operations:\n  CreateKey:\n    fields: [a]\nfields:\n  x: {}\n",
        );
        assert_eq!(head.kind, "alibaba/kms_key");
        assert_eq!(head.names.len(), 3);
        assert_eq!(head.names.last(), Some(&("terraform".to_owned(), "alicloud_kms_key".to_owned())));
        assert_eq!(head.operations, ["CreateKey"]);
    }

    #[test]
    fn documents_know_their_first_line() {
        let found = documents("# comment\n---\nkind: a\n---\nkind: b\n");
        assert_eq!(found, [(3, "kind: a\n"), (5, "kind: b\n")]);
    }
}
