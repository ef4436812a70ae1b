//! The page of a field: what its table says of it, on every surface.

use std::fmt::Write;

use crate::resource::Taker;
use crate::surface;
use crate::tables::place::Place;
use crate::tables::schema::Bounds;
use crate::tables::{Condition, DurationLimit, Row, Table, Tables, Test};

/// What a table says of one of its fields, in Markdown.
pub(crate) fn field_page(table: &Table, path: &str, row: &Row) -> String {
    let facts = [written(table, path, row), facts(row), origin(table, row)].concat();
    format!("# {}.{path}\n\n{}\n\n{facts}", table.kind, owner(table))
}

/// The same for the narrow window of an editor, which shows some lines: without a heading, and first what may be written.
pub(crate) fn field_note(table: &Table, path: &str, row: &Row) -> String {
    let facts = [facts(row), written(table, path, row), origin(table, row)].concat();
    format!("{}\n\n{facts}- in the tables: `{}.{path}`\n", owner(table), table.kind)
}

fn owner(table: &Table) -> String {
    match table.title.is_empty() {
        true => "In the team's own tables:".to_owned(),
        false => format!("A field of the {}:", table.title),
    }
}

fn written(table: &Table, path: &str, row: &Row) -> String {
    let names = names(table, path, row);
    if names.is_empty() { String::new() } else { format!("- written: {}\n", names.join(", ")) }
}

pub(super) fn facts(row: &Row) -> String {
    let mut facts = String::new();
    for (what, text) in limits(row) {
        let _ = writeln!(facts, "- {what}: {text}");
    }
    for (place, other) in &row.on {
        let limits: Vec<String> = limits(other).into_iter().map(|(what, text)| format!("{what} {text}")).collect();
        if !limits.is_empty() {
            let _ = writeln!(facts, "- {}: {}", place_text(place), limits.join("; "));
        }
    }
    facts
}

/// Where it is stated, and up to when it is known to hold.
fn origin(table: &Table, row: &Row) -> String {
    let source = row.source.as_deref().and_then(|source| {
        let key = source.split([' ', '#', ',', ':']).next().unwrap_or(source);
        table.sources.get(source).or_else(|| table.sources.get(key))
    });
    let mut origin = source.map(|source| format!("- source: <{source}>\n")).unwrap_or_default();
    if let Some(compared) = &table.compared {
        let _ = writeln!(origin, "- compared with: {compared}");
    }
    origin
}

/// `vpc_num (Terraform)`: the name in each notation that knows the table; equal ones once.
fn names(table: &Table, path: &str, row: &Row) -> Vec<String> {
    let name = path.rsplit('.').next().unwrap_or(path);
    let mut names: Vec<(String, Vec<&str>)> = Vec::new();
    // A notation that is written as another has no names of its own.
    for notation in surface::notations().filter(|notation| notation.written_as == notation.name) {
        let is_of_operations = notation.taker == Taker::Api && !table.operations.is_empty();
        let is_known =
            is_of_operations || table.names.contains_key(notation.name) || row.names.contains_key(notation.name);
        let Some(written) = row.name_on(notation, name).filter(|_| is_known) else { continue };
        match names.iter_mut().find(|(known, _)| *known == written) {
            Some((_, titles)) => titles.push(notation.title),
            None => names.push((written.into_owned(), vec![notation.title])),
        }
    }
    names.into_iter().map(|(written, titles)| format!("`{written}` ({})", titles.join(", "))).collect()
}

/// Each limit that a row gives, with its name.
fn limits(row: &Row) -> Vec<(&'static str, String)> {
    let mut lines = Vec::new();
    let mut line = |what, text: Option<String>| lines.extend(text.map(|text| (what, text)));
    let unit = row.unit.as_ref().map(|unit| format!(" {unit}")).unwrap_or_default();
    let conditions = |conditions: &Option<Vec<Condition>>, between: &str| {
        let words: Vec<String> = conditions.iter().flatten().map(in_words).collect();
        (!words.is_empty()).then(|| words.join(between))
    };
    line("type", row.value_type.map(|value_type| format!("{value_type:?}").to_lowercase()));
    line("required", row.required.map(|required| if required { "yes" } else { "no" }.to_owned()));
    line("required where", conditions(&row.required_when, " or "));
    line("set by the provider", row.read_only.then(|| "yes".to_owned()));
    line("default", row.default.clone());
    line("range", row.range.map(|bounds| format!("{}{unit}", bounds_text(bounds))));
    line("duration", row.durations.as_ref().map(|limits| durations_text(limits)));
    line("multiple of", row.multiple_of.map(|number| number.to_string()));
    line("length", row.length.map(|bounds| format!("{}{unit}", bounds_text(bounds))));
    line("count", row.count.map(bounds_text));
    line("values", row.values.as_ref().filter(|values| !values.is_empty()).map(|values| values.join(", ")));
    line("values", row.values.as_ref().filter(|values| values.is_empty()).map(|_| "any".to_owned()));
    line("new values", (row.grows == Some(true)).then(|| "are added now and then".to_owned()));
    line("words", row.words.as_ref().map(|words| words.join(", ")));
    line("format", row.format.clone());
    line("pattern", row.pattern.as_ref().map(|pattern| format!("`{pattern}`")));
    line("not beside", row.conflicts.as_ref().map(|fields| fields.join(", ")));
    line("only where", conditions(&row.requires, " and "));
    line("no effect where", conditions(&row.ignored_when, " or "));
    line("since provider version", row.since.as_ref().map(ToString::to_string));
    line("may be left out since provider version", row.optional_since.as_ref().map(ToString::to_string));
    line("use instead", row.deprecated.as_ref().and_then(|deprecation| deprecation.r#use.clone()));
    line("advice", row.help.clone());
    lines
}

fn in_words(condition: &Condition) -> String {
    let field = &condition.field;
    match &condition.test {
        Test::Set => format!("{field} is set"),
        Test::NotSet => format!("{field} is not set"),
        Test::Is(value) => format!("{field} is {value}"),
        Test::IsNot(value) => format!("{field} is not {value}"),
    }
}

fn durations_text(limits: &[DurationLimit]) -> String {
    let text = |limit: &DurationLimit| {
        let span = match (limit.min, limit.max) {
            (Some(min), Some(max)) if min == max => format!("only {max}"),
            (Some(min), Some(max)) => format!("{min} to {max}"),
            (Some(min), None) => format!("at least {min}"),
            (None, max) => format!("at most {}", max.map(|max| max.to_string()).unwrap_or_default()),
        };
        let words: Vec<String> = limit.when.iter().map(in_words).collect();
        if words.is_empty() { span } else { format!("{span} where {}", words.join(" and ")) }
    };
    limits.iter().map(text).collect::<Vec<_>>().join("; ")
}

fn place_text(place: &Place) -> String {
    match place {
        Place::OlderThan(version) => format!("before provider version {version}"),
        Place::Where(condition) => format!("where {}", in_words(condition)),
        Place::SentTo(cloud) => {
            let title = Tables::built_in().cloud(cloud).map_or(cloud.as_str(), |cloud| &cloud.title);
            format!("in requests to {title}")
        }
        Place::Named(name) => match surface::notations().find(|notation| notation.name == name) {
            Some(notation) => format!("on {}", notation.title),
            None => format!("in {name}"),
        },
    }
}

fn bounds_text(bounds: Bounds) -> String {
    match (bounds.min, bounds.max) {
        (Some(min), Some(max)) => format!("{min} to {max}"),
        (Some(min), None) => format!("at least {min}"),
        (None, Some(max)) => format!("at most {max}"),
        (None, None) => "any".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables::Tables;

    fn page(kind: &str, path: &str) -> String {
        let table = Tables::built_in().of_kind(kind).unwrap();
        field_page(table, path, table.row(path).unwrap())
    }

    #[test]
    fn a_page_shows_every_name_and_where_a_limit_differs() {
        let page = page("alibaba/kms_instance", "vpc_num");
        assert!(
            page.contains("- written: `vpc_num` (Terraform), `VpcNum` (ROS, response), `vpcNum` (Pulumi, Crossplane)"),
            "{page}"
        );
        assert!(page.contains("- range: 0 to 10000 VPCs and accounts\n"));
        assert!(page.contains("- no effect where: payment_type is PayAsYouGo\n"));
        assert!(page.contains("- before provider version 1.216.0: range 1 to 10000\n"), "{page}");
        assert!(page.contains("- on ROS: range 1 to 1000\n"), "{page}");
    }

    #[test]
    fn durations_and_conditions_are_in_words() {
        let page = page("alibaba/kms_key", "rotation_interval");
        assert!(page.contains("- duration: 7d to 365d\n"), "{page}");
        assert!(page.contains("- required where: automatic_rotation is Enabled\n"));
    }
}
