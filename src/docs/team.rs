//! The page of a rule of a team's own tables.

use std::fmt::Write;

use super::field::facts;
use super::sentence;
use crate::finding::Severity;
use crate::tables::{Tables, TeamLimit, TeamRule};

/// What a team says of its rule, and the limits that it consists of, in Markdown. Without a severity it is off.
pub(crate) fn team_rule_page(tables: &Tables, rule: &TeamRule, severity: Option<Severity>) -> String {
    let state = severity.map_or("off", Severity::name);
    let mut page = format!("# {}\n\n{}\n\n", rule.name, sentence(rule.summary().trim_end_matches('.')));
    let _ = writeln!(page, "*{state}, of the team's own tables*");
    if let Some(why) = &rule.text.why {
        let _ = write!(page, "\n## Why\n\n{}\n", why.trim());
    }
    if let Some(help) = &rule.text.help {
        let _ = write!(page, "\n## What to do\n\n{}\n", sentence(help.trim().trim_end_matches('.')));
    }
    page.push_str("\n## Limits\n");
    for limit in &rule.limits {
        push_limit(&mut page, tables, rule, limit);
    }
    if let Some(url) = &rule.text.url {
        let _ = write!(page, "\n## More\n\n- <{url}>\n");
    }
    page
}

fn push_limit(page: &mut String, tables: &Tables, rule: &TeamRule, limit: &TeamLimit) {
    let origin = limit.origin.as_ref();
    let row = tables
        .additions()
        .filter(|table| table.kind == limit.kind)
        .find_map(|table| table.row(&limit.path).filter(|row| row.origin.as_ref() == origin));
    let _ = write!(page, "\n`{}`", limit.field());
    if let Some(origin) = origin {
        let _ = write!(page, ", {}:{}", origin.file, origin.line);
    }
    page.push_str("\n\n");
    let Some(row) = row else { return };
    // The advice of the rule stands on its own.
    let row = crate::tables::Row { help: row.help.clone().filter(|_| row.help != rule.text.help), ..row.clone() };
    page.push_str(&facts(&row));
}
