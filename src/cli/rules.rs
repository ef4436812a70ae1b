//! `kmslint rules`: every rule on one line below its theme, or as JSON.

mod cases;

use std::io::{self, Write};
use std::process::ExitCode;

use serde::Serialize;

use crate::cli::options::RulesOptions;
use crate::cli::terminal;
use crate::cli::vocabulary::{refused, settings, team_tables};
use crate::config::Settings;
use crate::docs;
use crate::finding::Severity;
use crate::report::human::Style;
use crate::report::page::{ListedRule, RuleGroup};
use crate::report::{self, ListFormat};
use crate::rule::{Fixable, Rule, Theme};
use crate::rules;
use crate::tables::{Cloud, Tables, TeamRule};

#[derive(Serialize)]
struct List {
    rules: Vec<Entry>,
    compared: Vec<Horizon>,
}

/// Until when the facts of a cloud are true.
#[derive(Serialize)]
struct Horizon {
    cloud: String,
    /// The name of the provider in Terraform.
    provider: String,
    /// The newest provider version that the tables were compared with.
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<String>,
    day: String,
}

impl Horizon {
    fn of(cloud: &Cloud) -> Self {
        Self {
            cloud: cloud.title.clone(),
            provider: cloud.provider.clone(),
            version: cloud.compared.version.as_ref().map(ToString::to_string),
            day: cloud.compared.day.to_string(),
        }
    }
}

#[derive(Serialize)]
struct Entry {
    name: String,
    severity: Severity,
    enabled: bool,
    fixable: bool,
    summary: String,
    /// What it is about; none of a team's rule.
    #[serde(skip_serializing_if = "Option::is_none")]
    theme: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    /// The tables of the team that it stands in.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    files: Vec<String>,
}

impl Entry {
    fn new(rule: &Rule, settings: &Settings) -> Self {
        Self {
            name: rule.name.to_owned(),
            severity: settings.severity(rule.name, rule.severity),
            enabled: settings.is_enabled(rule.name, rule.is_on_by_default),
            fixable: rule.fixable != Fixable::No,
            summary: rule.summary.to_owned(),
            theme: Some(rule.theme.title()),
            url: Some(report::rule_url(rule.name)),
            files: Vec::new(),
        }
    }

    fn listed(&self) -> ListedRule<'_> {
        let Self { name, severity, enabled, fixable, summary, url, files, .. } = self;
        let severity = Some(*severity).filter(|_| *enabled);
        ListedRule { name, severity, is_fixable: *fixable, summary, page: url.as_deref(), files }
    }

    fn of_team(rule: &TeamRule, settings: &Settings) -> Self {
        Self {
            name: rule.name.clone(),
            severity: settings.severity(&rule.name, rule.severity.unwrap_or(Severity::Error)),
            enabled: settings.is_enabled(&rule.name, true),
            fixable: false,
            summary: rule.summary(),
            theme: None,
            url: rule.text.url.clone(),
            files: rule.files().into_iter().map(str::to_owned).collect(),
        }
    }
}

/// For who searches the list.
const ONE_LINE_EACH: Style = Style { has_colour: false, has_links: false, is_unicode: true, width: usize::MAX };

/// Lists the rules as the configuration of the working directory sets them.
pub(super) fn run(options: RulesOptions) -> anyhow::Result<ExitCode> {
    let (sources, configurations) = settings(options.overrides)?;
    let settings = match configurations.for_folder(&sources, sources.root()) {
        Ok(settings) => settings,
        Err(error) => return refused(&error.into(), &sources, options.stderr_style),
    };
    let mut list = List {
        rules: rules::ALL.iter().map(|rule| Entry::new(rule, &settings)).collect(),
        compared: Tables::built_in().clouds().map(|cloud| Horizon::of(cloud)).collect(),
    };
    let team = match team_tables(&sources, &settings) {
        Ok(tables) => tables.map(|tables| tables.team_rules()).unwrap_or_default(),
        Err(error) => return refused(&error, &sources, options.stderr_style),
    };
    if !options.cases.is_empty() {
        return cases::run(&options.cases, &team, &settings, sources.root());
    }
    list.rules.extend(team.iter().map(|rule| Entry::of_team(rule, &settings)));
    let mut out = terminal::plain_stdout();
    match options.format {
        ListFormat::Json => {
            report::escaped_json::write(&list, &mut out)?;
        }
        ListFormat::Human => write_table(&list, options.page_style, &mut out)?,
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

fn write_table(list: &List, style: Option<Style>, out: &mut dyn Write) -> io::Result<()> {
    let of = |theme: Option<&'static str>| {
        let rules: Vec<_> = list.rules.iter().filter(|rule| rule.theme == theme).map(Entry::listed).collect();
        let title = theme.unwrap_or("The team's own rules");
        (!rules.is_empty()).then_some(RuleGroup { title, rules })
    };
    let themes = Theme::ALL.iter().map(|theme| Some(theme.title())).chain([None]);
    let groups: Vec<RuleGroup<'_>> = themes.filter_map(of).collect();
    report::page::write_rules(&groups, style.unwrap_or(ONE_LINE_EACH), out)?;
    let horizon = format!("\n{}\n", docs::horizon(Tables::built_in()));
    match style {
        Some(style) => report::page::write(&horizon, style, out),
        None => out.write_all(horizon.as_bytes()),
    }
}
