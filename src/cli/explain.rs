//! `kmslint explain`: what a rule finds, why, and how it looks; or what a table says of a field.

use std::io::Write;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::bail;

use crate::cli::options::Topic;
use crate::cli::terminal;
use crate::cli::vocabulary::{check_rule_names, refused, settings, team_tables};
use crate::config::{Overrides, Settings, Vocabulary};
use crate::docs;
use crate::finding::Severity;
use crate::report;
use crate::rules;
use crate::source::visible::Reader;
use crate::spelling::{nearest, one_of};
use crate::tables::{Tables, TeamRule};

pub(super) fn run(topic: &Topic) -> anyhow::Result<ExitCode> {
    let (sources, configurations) = settings(Overrides::default())?;
    let style = || terminal::stderr_style(terminal::Colour::Auto);
    let settings = match configurations.for_folder(&sources, sources.root()) {
        Ok(settings) => settings,
        // Without a configuration that can be read there are the built-in rules.
        Err(_) if topic.rule().is_none_or(|rule| rules::find(rule).is_some()) => Arc::default(),
        Err(error) => return refused(&error.into(), &sources, style()),
    };
    let known = if settings.config_file.is_some() { &settings.vocabulary } else { configurations.vocabulary() };
    check_rule_names(topic.rule(), known, Vocabulary::knows_rule)?;
    let team = match team_tables(&sources, &settings) {
        Ok(team) => team,
        Err(error) => return refused(&error, &sources, style()),
    };
    let tables = team.as_ref().unwrap_or_else(|| Tables::built_in());
    let page = match topic {
        Topic::Field { field, .. } => field_page(tables, field)?,
        Topic::Rule(name) => match rules::find(name) {
            Some(rule) => format!("{}\n## Compared with\n\n{}\n", docs::rule_page(rule), docs::horizon(tables)),
            None => team_rule_page(tables, name, &settings),
        },
    };
    let style = terminal::page_style();
    let mut out = match style {
        Some(style) => terminal::stdout(style, style.reader()),
        None => terminal::stdout(terminal::file_style(), Reader::Any),
    };
    match style {
        Some(style) => report::page::write(&page, style, &mut out)?,
        None => out.write_all(page.as_bytes())?,
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// The page of a rule of the team's own tables, which is known to be one.
fn team_rule_page(tables: &Tables, name: &str, settings: &Settings) -> String {
    let rules = tables.team_rules();
    let page = |rule: &TeamRule| {
        let severity = settings.severity(&rule.name, rule.severity.unwrap_or(Severity::Error));
        docs::team_rule_page(tables, rule, Some(severity).filter(|_| !settings.is_switched_off(&rule.name)))
    };
    rules.iter().filter(|rule| rule.name == name).map(page).collect()
}

/// What the tables say of a field, such as `alibaba/kms_key.pending_window_in_days`.
fn field_page(tables: &Tables, field: &str) -> anyhow::Result<String> {
    let Some((kind, path)) = field.split_once('.') else {
        bail!("a field is written as its kind and its name, such as `alibaba/kms_key.pending_window_in_days`");
    };
    // A type is as good a name as the kind, and the provider as the cloud: `alicloud_kms_key`, `alicloud/kms_key`.
    let called = tables.called(kind).or_else(|| tables.called(&kind.replacen('/', "_", 1)));
    let kind = called.map_or(kind, |table| &*table.kind);
    let Some(table) = tables.of_kind(kind) else {
        let kinds = || tables.iter().map(|table| &*table.kind);
        // The cloud may be called otherwise: `aliyun/kms_key`.
        let name = |kind: &str| kind.rsplit('/').next().unwrap_or_default().to_owned();
        let (wanted, near) = (name(kind), nearest(kind, kinds()));
        let meant: Vec<&str> =
            near.map_or_else(|| kinds().filter(|kind| name(kind) == wanted).collect(), |near| vec![near]);
        let advice = if meant.is_empty() { String::new() } else { format!("; write {}", one_of(meant)) };
        bail!("there is no table of `{kind}`{advice}");
    };
    let rows: Vec<_> = tables.limits(kind).filter_map(|table| Some((&**table, table.row(path)?))).collect();
    if rows.is_empty() {
        let near = nearest(path, table.fields.keys().map(|name| &**name));
        bail!("`{kind}` has no field `{path}`{}", near.map(|near| format!("; write `{near}`")).unwrap_or_default());
    }
    Ok(rows.iter().map(|(table, row)| docs::field_page(table, path, row)).collect::<Vec<_>>().join("\n"))
}
