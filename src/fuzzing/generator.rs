//! Terraform out of bytes: every byte is a choice, so that a fuzzer that changes one changes one thing.

use crate::surface::terraform;
use crate::tables::{Row, Rows, Tables, ValueType};
use crate::terraform::function_names;

/// Where a tree of choices has to end.
const MOST_DEPTH: usize = 5;

pub(super) struct Generator<'a> {
    bytes: &'a [u8],
    depth: usize,
}

impl<'a> Generator<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, depth: 0 }
    }

    /// A number below `count`; 0 once there is no more to choose from.
    fn choice(&mut self, count: usize) -> usize {
        let Some((first, rest)) = self.bytes.split_first() else { return 0 };
        self.bytes = rest;
        // Lists of more than a byte's worth take two.
        let more = if count > 256 { self.choice(256) * 256 } else { 0 };
        (usize::from(*first) + more) % count.max(1)
    }

    fn one_of<'t>(&mut self, texts: &[&'t str]) -> &'t str {
        texts.get(self.choice(texts.len())).copied().unwrap_or_default()
    }

    fn deeper(&mut self, build: impl Fn(&mut Self) -> String) -> String {
        self.depth += 1;
        let text = if self.depth > MOST_DEPTH { "1".to_owned() } else { build(self) };
        self.depth -= 1;
        text
    }

    pub(super) fn expression(&mut self) -> String {
        self.deeper(|it| match it.choice(16) {
            0 => it.literal().to_owned(),
            1 => {
                it.one_of(&["var.v", "var.w", "local.a", "local.a.b", "local.a.c", "local.x", "path.module"]).to_owned()
            }
            2 => format!("[{}, {}]", it.expression(), it.expression()),
            3 => format!(
                "{{ {} = {}, (\"k\") = {} }}",
                it.one_of(&["b", "\"c\"", "1"]),
                it.expression(),
                it.expression()
            ),
            4 => format!("({} ? {} : {})", it.expression(), it.expression(), it.expression()),
            5 => {
                let operator = it.one_of(&["+", "-", "*", "/", "%", "==", "!=", "<", ">", "<=", ">=", "&&", "||"]);
                format!("({} {operator} {})", it.expression(), it.expression())
            }
            6 => format!("{}{}", it.one_of(&["!", "-"]), it.expression()),
            7 => format!("\"{}${{{}}}{}\"", it.piece(), it.expression(), it.piece()),
            8 => format!("\"%{{ if {} }}{}%{{ else }}{}%{{ endif }}\"", it.expression(), it.piece(), it.piece()),
            9 => format!("[for k, v in {} : {} if {}]", it.expression(), it.expression(), it.expression()),
            10 => format!("{{ for k, v in {} : \"${{k}}\" => v{} }}", it.expression(), it.one_of(&["", "..."])),
            11 => format!("{}[{}]", it.expression(), it.expression()),
            12 => format!("{}{}", it.expression(), it.one_of(&["[*]", "[*].b", ".*.b", ".b", "[0]", "[\"b\"]"])),
            _ => it.call(),
        })
    }

    fn call(&mut self) -> String {
        let names: Vec<&str> = function_names().collect();
        let name = self.one_of(&names);
        let count = self.choice(4);
        let arguments: Vec<String> = (0..count).map(|_| self.expression()).collect();
        let last = if count > 0 && self.choice(8) == 1 { "..." } else { "" };
        format!("{name}({}{last})", arguments.join(", "))
    }

    fn literal(&mut self) -> &'static str {
        self.one_of(&[
            "0",
            "1",
            "-1",
            "1.5",
            "1e3",
            "9007199254740993",
            "true",
            "false",
            "null",
            "\"\"",
            "\"a\"",
            "\"10.0.0.0/8\"",
            "\"2026-01-02T03:04:05Z\"",
            "\"[1, {}]\"",
            "\"é\\n\"",
            "\"%s-%d\"",
            "[]",
            "{}",
            "\"(a)(b)?\"",
            "\"YQ==\"",
        ])
    }

    fn piece(&mut self) -> &'static str {
        self.one_of(&["", "a", "alias/", "$${", "\\\"", "\\u00e9", "\u{301}", "%%{", "/default", " "])
    }

    pub(super) fn module(&mut self) -> String {
        let mut text = String::from("variable \"v\" {}\nlocals { a = [\"x\", \"y\"] }\n");
        let tables: Vec<_> = Tables::built_in().iter().filter(|table| !table.data).collect();
        for number in 0..=self.choice(4) {
            let Some(table) = tables.get(self.choice(tables.len())) else { break };
            let names = table.names.get(terraform::NOTATION.name);
            let Some(name) = names.and_then(|names| names.iter().next()) else { continue };
            text.push_str(&format!("resource \"{name}\" \"r{number}\" {{\n"));
            if self.choice(6) == 1 {
                text.push_str(self.one_of(&["  count = 2\n", "  count = var.v\n", "  for_each = toset(local.a)\n"]));
            }
            self.body(&table.fields, &mut text);
            text.push_str("}\n");
        }
        text
    }

    fn body(&mut self, rows: &Rows, text: &mut String) {
        let rows: Vec<_> = rows.iter().collect();
        for _ in 0..self.choice(8) {
            let Some((name, row)) = rows.get(self.choice(rows.len())).copied() else { continue };
            let name = row.name_on(&terraform::NOTATION, name).unwrap_or_default();
            if row.value_type == Some(ValueType::Blocks) && self.depth < MOST_DEPTH {
                self.depth += 1;
                text.push_str(&format!("{name} {{\n"));
                self.body(&row.fields, text);
                text.push_str("}\n");
                self.depth -= 1;
            } else {
                text.push_str(&format!("{name} = {}\n", self.value(row)));
            }
        }
    }

    /// A value that the row allows, one beside it, or any.
    fn value(&mut self, row: &Row) -> String {
        let allowed: Vec<String> = row.values.iter().flatten().map(|value| format!("{value:?}")).collect();
        let bound = row.range.and_then(|range| range.max.or(range.min));
        match (self.choice(4), bound) {
            (0, _) if !allowed.is_empty() => allowed.get(self.choice(allowed.len())).cloned().unwrap_or_default(),
            (1, Some(bound)) => format!("{bound} + {}", self.one_of(&["0", "1"])),
            (1 | 2, _) => self.literal().to_owned(),
            _ => self.expression(),
        }
    }
}
