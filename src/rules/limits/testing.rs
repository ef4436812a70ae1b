//! Builds resources for the tests of the rules that read tables.

use crate::finding::Finding;
use crate::resource::{Blocks, Content, Field, Group, Notation, Questions, Resource, Role, Versions};
use crate::rule::{Rule, RuleContext, RuleSettings, Situation};
use crate::source::{FileId, Span};
use crate::surface::{request, terraform};
use crate::syntax::text::Text;
use crate::tables::Tables;
use crate::tables::names::row_by_name;
use crate::value::{Member, Value, ValueKind};
use crate::view::View;

/// A resource as a notation lifts it, with values of a small notation: see [`ResourceBuilder::set`].
pub(super) struct ResourceBuilder {
    resource: Resource,
    /// Built-in ones with what a test adds.
    tables: Option<Tables>,
    at: usize,
}

pub(super) fn span(start: usize, end: usize) -> Span {
    Span::new(FileId::DETACHED, start, end)
}

/// A resource of Terraform.
pub(super) fn terraform(name: &str) -> ResourceBuilder {
    builder(&terraform::NOTATION, name)
}

pub(super) fn of_surface(notation: &'static Notation, name: &str) -> ResourceBuilder {
    builder(notation, name)
}

/// A call of an operation, `alibaba/CreateKey`, that its document names.
pub(super) fn request(operation: &str) -> ResourceBuilder {
    let tables = Tables::built_in();
    let kind = tables.operation(operation).unwrap().0.kind.clone();
    let name = operation.split_once('/').unwrap().1;
    with(&request::NOTATION, Role::Operation, &kind, name)
}

fn builder(notation: &'static Notation, name: &str) -> ResourceBuilder {
    let tables = Tables::built_in();
    if let Some(name) = name.strip_prefix("data.") {
        return with(notation, Role::Read, &tables.data_source(notation, name).unwrap().kind, name);
    }
    with(notation, Role::Managed, &tables.by_name(notation, name).unwrap().kind, name)
}

fn with(notation: &'static Notation, role: Role, kind: &str, name: &str) -> ResourceBuilder {
    let body = Group::empty(span(0, 1));
    let resource = Resource::new(notation, role, kind, name, body);
    ResourceBuilder { resource, tables: None, at: 10 }
}

impl ResourceBuilder {
    /// Sets a field: `"text"` in quotes, `true`, `7`, `?` for what is not known, `null`, `["a", "b"]`, `{key=text, …}`.
    pub(super) fn set(mut self, name: &str, notation: &str) -> Self {
        let field = self.field(&[], name, notation);
        self.resource.body.fields.push(field);
        self
    }

    /// Adds a block with fields.
    pub(super) fn block(mut self, name: &str, fields: &[(&str, &str)]) -> Self {
        let header = span(self.at, self.at + 1);
        let fields = fields.iter().map(|(inner, notation)| self.field(&[name], inner, notation)).collect();
        let group = Group::new(header, fields);
        let existing = self.resource.body.fields.iter_mut().find(|field| &*field.written == name);
        if let Some(Content::Blocks(blocks)) = existing.map(|field| &mut field.content) {
            blocks.groups.push(group);
            return self;
        }
        let blocks = Blocks { groups: vec![group], is_open: false, raw: None };
        let mut field = self.field(&[], name, "null");
        field.content = Content::Blocks(blocks);
        self.resource.body.fields.push(field);
        self
    }

    pub(super) fn open(mut self) -> Self {
        self.resource.body.is_open = true;
        self
    }

    /// Recognised by its members only.
    pub(super) fn by_shape(mut self) -> Self {
        self.resource.is_named = false;
        self
    }

    pub(super) fn versions(mut self, constraint: &str) -> Self {
        let constraints = vec![(constraint.parse().unwrap(), span(1, 2))];
        let versions = Versions { source: "aliyun/alicloud".to_owned(), constraints, locked: None };
        self.resource.versions = Some(versions.into());
        self
    }

    pub(super) fn table(mut self, text: &str) -> Self {
        self.tables.get_or_insert_with(Tables::new).insert(serde_saphyr::from_str(text).unwrap());
        self
    }

    /// What a rule finds.
    pub(super) fn check(self, rule: &'static Rule) -> Vec<Finding> {
        let settings = RuleSettings { options: Default::default(), today: None };
        let mut resources = [self.resource];
        let tables = self.tables.as_ref().unwrap_or(Tables::built_in());
        let situation = Situation::default();
        let questions = Questions::about(&mut resources);
        let view = View::new(&resources, &[], tables);
        let mut cx = RuleContext::new(rule, &view, &settings, &situation, &questions);
        (rule.check)(&mut cx);
        cx.into_results().0
    }

    /// The messages of what a rule finds.
    pub(super) fn messages(self, rule: &'static Rule) -> Vec<String> {
        self.check(rule).into_iter().map(|finding| finding.message).collect()
    }

    fn field(&mut self, blocks: &[&str], name: &str, notation: &str) -> Field {
        let mut rows = &Tables::built_in().of_kind(&self.resource.kind).unwrap().fields;
        for block in blocks {
            rows = &row_by_name(rows, self.resource.notation, block).unwrap().1.fields;
        }
        let canonical = row_by_name(rows, self.resource.notation, name).map(|(name, _)| name);
        let name_span = span(self.at, self.at + name.len());
        let value = value(notation, name_span.end as usize + 3);
        self.at += name.len() + notation.len() + 10;
        Field {
            name: canonical.unwrap_or(name).into(),
            written: name.into(),
            name_span,
            is_declared: canonical.is_some(),
            content: Content::Value(value),
        }
    }
}

fn value(notation: &str, at: usize) -> Value {
    let whole = span(at, at + notation.len());
    if let Some(items) = notation.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        let items = items.split(',').filter(|item| !item.is_empty());
        return Value::tuple(items.map(|item| value(item.trim(), at)).collect::<Vec<_>>()).at(whole);
    }
    if let Some(members) = notation.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) {
        let members = members.split(',').filter_map(|member| member.split_once('='));
        let member = |(key, text): (&str, &str)| {
            let value = value(&format!("\"{text}\""), at);
            (key.trim().into(), Member { key_span: Some(whole), value })
        };
        return Value::object(members.map(member).collect()).at(whole);
    }
    if let Some(text) = notation.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
        let mut builder = Text::builder();
        for (index, piece) in text.split('?').enumerate() {
            if index > 0 {
                builder.push_hole();
            }
            builder.push_exact(piece, span(at + 1, at + 1 + piece.len()));
        }
        return Value::text(builder.finish(whole));
    }
    let kind = match notation {
        "?" => return Value::unknown("var.x has no value").at(whole),
        "null" => ValueKind::Null,
        "true" => ValueKind::Bool(true),
        "false" => ValueKind::Bool(false),
        number => ValueKind::Number(crate::value::Number::parse(number).unwrap()),
    };
    Value::from(kind).at(whole)
}
