//! Finds and reads tables: the built-in ones when they are first asked for, a team's at once.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use super::cloud::{Cloud, Network};
use super::index::Head;
use super::prepared::{CLOUDS, TABLES};
use super::schema::{Operation, Table};
use crate::resource::Notation;
use crate::spelling::plain;

/// All tables, by kind and by the names that surfaces use.
#[derive(Debug, Default)]
pub(crate) struct Tables {
    entries: Vec<Entry>,
    by_kind: BTreeMap<String, usize>,
    /// Resources and data sources apart; then by notation and name.
    by_name: [BTreeMap<String, BTreeMap<String, usize>>; 2],
    /// `alibaba/CreateAlias`: operations have one name in a cloud.
    by_operation: BTreeMap<String, usize>,
    /// Tables of a team that add limits to a kind, by kind.
    additions: BTreeMap<String, Vec<Arc<Table>>>,
    clouds: BTreeMap<String, CloudEntry>,
}

/// A table that is parsed when it is first needed: a run needs few of them.
#[derive(Debug)]
struct Entry {
    /// Empty for a team's, which is read already.
    json: &'static str,
    recognised_by: Vec<Vec<String>>,
    table: OnceLock<Option<Arc<Table>>>,
}

#[derive(Debug)]
struct CloudEntry {
    json: &'static str,
    cloud: OnceLock<Option<Arc<Cloud>>>,
}

impl Tables {
    /// The tables that come with kmslint.
    pub(crate) fn built_in() -> &'static Self {
        static TABLES: OnceLock<Tables> = OnceLock::new();
        TABLES.get_or_init(Self::new)
    }

    /// The built-in tables, to which a team's can be added; where there are none, use [`Self::built_in`].
    pub(crate) fn new() -> Self {
        let mut tables = Self::default();
        for prepared in TABLES {
            tables.register(Head::of(prepared), prepared.json, OnceLock::new());
        }
        for &(name, json) in CLOUDS {
            tables.clouds.insert(name.to_owned(), CloudEntry { json, cloud: OnceLock::new() });
        }
        tables
    }

    /// Adds a table that is read already; one for a kind that exists adds its limits to it.
    pub(crate) fn insert(&mut self, table: Table) {
        if self.by_kind.contains_key(&*table.kind) {
            self.additions.entry(table.kind.to_string()).or_default().push(Arc::new(table));
            return;
        }
        let head = Head::of_table(&table);
        self.register(head, "", OnceLock::from(Some(Arc::new(table))));
    }

    fn register(&mut self, head: Head, json: &'static str, table: OnceLock<Option<Arc<Table>>>) {
        let index = self.entries.len();
        let [resources, data_sources] = &mut self.by_name;
        let by_name = if head.data { data_sources } else { resources };
        for (notation, name) in head.names {
            by_name.entry(notation).or_default().insert(name, index);
        }
        let cloud = head.kind.split('/').next().unwrap_or_default();
        for operation in &head.operations {
            self.by_operation.insert(format!("{cloud}/{operation}"), index);
        }
        self.by_kind.insert(head.kind, index);
        self.entries.push(Entry { json, recognised_by: head.recognised_by, table });
    }

    fn entry(&self, index: usize) -> Option<&Arc<Table>> {
        self.entries.get(index).and_then(Entry::table)
    }

    /// Every table, without those that a team adds to a kind.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Arc<Table>> {
        self.entries.iter().filter_map(Entry::table)
    }

    pub(crate) fn of_kind(&self, kind: &str) -> Option<&Arc<Table>> {
        self.by_kind.get(kind).and_then(|&index| self.entry(index))
    }

    /// The tables whose limits hold for a kind: its own, then a team's.
    pub(crate) fn limits(&self, kind: &str) -> impl Iterator<Item = &Arc<Table>> {
        self.of_kind(kind).into_iter().chain(self.additions.get(kind).into_iter().flatten())
    }

    /// The tables that a team added, to kinds that exist and to new ones.
    pub(crate) fn additions(&self) -> impl Iterator<Item = &Arc<Table>> {
        let new = self.entries.iter().filter(|entry| entry.json.is_empty()).filter_map(Entry::table);
        self.additions.values().flatten().chain(new)
    }

    /// The table of a type as a notation calls it: `alicloud_kms_instance` in Terraform.
    pub(crate) fn by_name(&self, notation: &Notation, name: &str) -> Option<&Arc<Table>> {
        let [resources, _] = &self.by_name;
        resources.get(notation.written_as)?.get(name).and_then(|&index| self.entry(index))
    }

    /// The table of a data source as a notation calls it.
    pub(crate) fn data_source(&self, notation: &Notation, name: &str) -> Option<&Arc<Table>> {
        let [_, data_sources] = &self.by_name;
        data_sources.get(notation.written_as)?.get(name).and_then(|&index| self.entry(index))
    }

    /// The table of what any notation calls so.
    pub(crate) fn called(&self, name: &str) -> Option<&Arc<Table>> {
        let index = self.by_name.iter().flat_map(BTreeMap::values).find_map(|names| names.get(name));
        index.and_then(|&index| self.entry(index))
    }

    /// The names of all types of resources and data sources, in every notation.
    pub(crate) fn type_names(&self) -> impl Iterator<Item = &str> {
        self.by_name.iter().flat_map(BTreeMap::values).flat_map(BTreeMap::keys).map(String::as_str)
    }

    /// Whether some type has this name, in any notation.
    pub(crate) fn has_type(&self, name: &str) -> bool {
        self.by_name.iter().flat_map(BTreeMap::values).any(|names| names.contains_key(name))
    }

    /// The members that together show a body of one operation, which does not say so, as a notation calls them.
    pub(crate) fn recognising_names(&self, notation: &Notation) -> impl Iterator<Item = Vec<Cow<'_, str>>> {
        let tables = self.entries.iter().filter(|entry| !entry.recognised_by.is_empty()).filter_map(Entry::table);
        let groups = tables.flat_map(|table| {
            let operations = table.operations.values();
            operations.flat_map(|operation| &operation.recognised_by).map(move |group| (table, group))
        });
        groups.filter_map(|(table, group)| {
            group.iter().map(|path| table.row(path)?.name_on(notation, path.rsplit('.').next()?)).collect()
        })
    }

    /// The table and the parameters of an API operation: `alibaba/CreateAlias`, `otc/create-grant`.
    pub(crate) fn operation(&self, name: &str) -> Option<(&Arc<Table>, &Operation)> {
        let table = self.by_operation.get(name).and_then(|&index| self.entry(index))?;
        let operation = name.split_once('/').and_then(|(_, operation)| table.operations.get(operation))?;
        Some((table, operation))
    }

    /// Every operation with its cloud: `alibaba/CreateAlias`.
    pub(crate) fn operations(&self) -> impl Iterator<Item = &str> {
        self.by_operation.keys().map(String::as_str)
    }

    /// The tables with an operation that a body with these members can be, although it does not say so.
    pub(crate) fn recognised_by(&self, members: &[&str]) -> impl Iterator<Item = &Arc<Table>> {
        let members: Vec<String> = members.iter().map(|member| plain(member)).collect();
        let has_all = move |fields: &Vec<String>| fields.iter().all(|field| members.contains(field));
        self.entries.iter().filter(move |entry| entry.recognised_by.iter().any(&has_all)).filter_map(Entry::table)
    }

    /// The parameters whose value an array of objects with these members is, where it stands in a document of its own:
    /// table, operation and field.
    pub(crate) fn values_recognised_by(&self, members: &[&str]) -> Option<(&Arc<Table>, &str, &str)> {
        let members: Vec<String> = members.iter().map(|member| plain(member)).collect();
        let has_all = |group: &Vec<String>| {
            let mut fields = group.iter().map(|field| field.split_once('.'));
            fields.all(|path| path.is_some_and(|(_, member)| members.iter().any(|own| own == member)))
        };
        let entry = self.entries.iter().find(|entry| entry.recognised_by.iter().any(has_all))?;
        let table = entry.table()?;
        table.operations.iter().find_map(|(name, operation)| {
            let plain = |group: &Vec<String>| group.iter().map(|field| plain(field)).collect();
            let group = operation.recognised_by.iter().find(|group| has_all(&plain(group)))?;
            let (field, _) = group.first()?.split_once('.')?;
            Some((table, name.as_str(), field))
        })
    }

    pub(crate) fn clouds(&self) -> impl Iterator<Item = &Arc<Cloud>> {
        self.clouds.values().filter_map(CloudEntry::cloud)
    }

    /// The cloud to which a host belongs, with the domain in which the host is.
    pub(crate) fn cloud_of_host(&self, host: &str) -> Option<(&Arc<Cloud>, &str)> {
        let domains = self.clouds().flat_map(|cloud| cloud.domains.iter().map(move |domain| (cloud, domain.as_str())));
        domains.filter(|(_, domain)| host.ends_with(domain)).max_by_key(|(_, domain)| domain.len())
    }

    /// The network of the one cloud that has instances.
    pub(crate) fn network(&self) -> Option<&Network> {
        self.cloud("alibaba")?.network.as_ref()
    }

    /// What is true of a whole cloud: `alibaba`, or a kind of it such as `alibaba/kms_key`.
    pub(crate) fn cloud(&self, name: &str) -> Option<&Arc<Cloud>> {
        let name = name.split('/').next().unwrap_or(name);
        self.clouds.get(name).and_then(CloudEntry::cloud)
    }
}

impl Entry {
    fn table(&self) -> Option<&Arc<Table>> {
        // A test reads every built-in table, so a broken one cannot ship.
        self.table.get_or_init(|| serde_json::from_str(self.json).ok().map(Arc::new)).as_ref()
    }
}

impl CloudEntry {
    fn cloud(&self) -> Option<&Arc<Cloud>> {
        self.cloud.get_or_init(|| serde_json::from_str(self.json).ok().map(Arc::new)).as_ref()
    }
}

#[cfg(test)]
mod tests {
    use super::super::prepared::Prepared;
    use super::super::schema::Rows;
    use super::*;
    use crate::surface::{self, request, terraform};

    fn built_in_tables() -> Vec<(&'static Prepared, Table)> {
        let read = |prepared: &'static Prepared| {
            let table = serde_json::from_str(prepared.json);
            (prepared, table.unwrap_or_else(|error| panic!("{}: {error}", prepared.kind)))
        };
        TABLES.iter().map(read).collect()
    }

    #[test]
    fn every_table_is_read_and_holds_together() {
        for (_, table) in built_in_tables() {
            let problems = table.problems(&surface::notations().collect::<Vec<_>>());
            assert!(problems.is_empty(), "{}: {problems:?}", table.kind);
            assert!(!table.title.is_empty(), "{} has no title", table.kind);
            let compared = table.compared.as_ref();
            let compared = compared.unwrap_or_else(|| panic!("{} does not say when it was compared", table.kind));
            let has_provider = table.names.contains_key("terraform");
            assert_eq!(compared.version.is_some(), has_provider, "{}: with which provider?", table.kind);
            assert!(!table.sources.is_empty(), "{} has no source", table.kind);
        }
    }

    /// A limit without a source is not added. Where a table has one source, that is the source of all of its rows.
    #[test]
    fn every_limit_has_its_source() {
        fn without(rows: &Rows, path: &str, found: &mut Vec<String>) {
            for (name, row) in rows {
                let is_limited = row.range.is_some()
                    || row.length.is_some()
                    || row.count.is_some()
                    || row.values.is_some()
                    || row.pattern.is_some()
                    || row.durations.is_some()
                    || row.conflicts.is_some()
                    || row.requires.is_some();
                if is_limited && row.source.is_none() {
                    found.push(format!("{path}.{name}"));
                }
                without(&row.fields, &format!("{path}.{name}"), found);
            }
        }
        let mut found = Vec::new();
        for (_, table) in built_in_tables().iter().filter(|(_, table)| table.sources.len() != 1) {
            without(&table.fields, &table.kind, &mut found);
        }
        assert!(found.is_empty(), "limits without a source: {found:?}");
    }

    /// The tables of a cloud are compared with one version of its provider at a time.
    #[test]
    fn a_cloud_has_one_horizon() {
        for (_, table) in built_in_tables() {
            let cloud = Tables::built_in().cloud(&table.kind).unwrap();
            let version = table.compared.and_then(|compared| compared.version);
            assert!(version.is_none() || version == cloud.compared.version, "{}", table.kind);
        }
    }

    #[test]
    fn every_cloud_is_read() {
        assert!(!CLOUDS.is_empty());
        for (name, json) in CLOUDS {
            let cloud: Result<Cloud, _> = serde_json::from_str(json);
            assert!(cloud.is_ok(), "{name}: {:?}", cloud.err());
        }
    }

    #[test]
    fn heads_say_what_the_tables_say() {
        for (prepared, table) in built_in_tables() {
            assert_eq!(Head::of(prepared), Head::of_table(&table), "{}", table.kind);
        }
    }

    #[test]
    fn kinds_and_names_are_given_once() {
        let (mut kinds, mut names) = (std::collections::BTreeSet::new(), std::collections::BTreeSet::new());
        for (_, table) in built_in_tables() {
            let head = Head::of_table(&table);
            assert!(kinds.insert(head.kind.clone()), "{} twice", head.kind);
            for name in head.names {
                assert!(names.insert((head.data, name.clone())), "{name:?} twice");
            }
            let cloud = head.kind.split('/').next().unwrap().to_owned();
            for operation in head.operations {
                let key = (true, ("request".to_owned(), format!("{cloud}/{operation}")));
                assert!(names.insert(key), "{operation} twice in {cloud}");
            }
        }
    }

    #[test]
    fn names_in_requests_differ_by_spelling_only_where_they_recognise_a_body() {
        for (_, table) in built_in_tables() {
            for field in table.operations.values().flat_map(|operation| operation.recognised_by.iter().flatten()) {
                let last = field.rsplit('.').next().unwrap();
                let name = table.row(field).unwrap().name_on(&request::NOTATION, last).unwrap();
                assert_eq!(plain(&name), plain(last), "{}", table.kind);
            }
        }
    }

    #[test]
    fn a_body_can_be_of_few_tables() {
        let kinds = |members: &[&str]| -> Vec<_> {
            Tables::built_in().recognised_by(members).map(|table| &*table.kind).collect()
        };
        assert_eq!(kinds(&["KmsInstanceId", "BindVpcs"]), ["alibaba/kms_instance"]);
        assert_eq!(kinds(&["name", "version", "key_alias"]), ["otc/kms_key"]);
        assert!(kinds(&["name", "version"]).is_empty());
    }

    #[test]
    fn tables_are_found_by_type_and_by_operation() {
        let tables = Tables::built_in();
        let table = tables.by_name(&terraform::NOTATION, "alicloud_kms_instance").unwrap();
        assert_eq!(&*table.kind, "alibaba/kms_instance");
        let (table, operation) = tables.operation("alibaba/UpdateKmsInstanceBindVpc").unwrap();
        assert_eq!(&*table.kind, "alibaba/kms_instance");
        assert_eq!(operation.required.len(), 2);
        assert!(tables.operation("otc/update-key-alias").is_some());
        assert!(tables.operation("alibaba/update-key-alias").is_none());
    }
}
