//! The results of a transcript, read from their one line.

use std::collections::BTreeMap;

use crate::value::{MappingKind, SequenceKind};

/// What Terraform says of an expression.
#[derive(Debug)]
pub(super) enum Expected {
    Error,
    Unknown,
    Sensitive,
    Null,
    Bool(bool),
    /// As Terraform writes it.
    Number(String),
    String(String),
    Sequence(SequenceKind, Vec<Expected>),
    Mapping(MappingKind, BTreeMap<String, Expected>),
}

impl Expected {
    pub(super) fn parse(line: &str) -> Result<Self, String> {
        if line.starts_with("error: ") {
            return Ok(Self::Error);
        }
        let mut reader = Reader { rest: line };
        let value = reader.value()?;
        if reader.rest.is_empty() { Ok(value) } else { Err(format!("unread: {}", reader.rest)) }
    }
}

struct Reader<'a> {
    rest: &'a str,
}

impl Reader<'_> {
    fn take(&mut self, token: &str) -> bool {
        match self.rest.strip_prefix(token) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn value(&mut self) -> Result<Expected, String> {
        for (word, value) in
            [("unknown", Expected::Unknown), ("sensitive", Expected::Sensitive), ("null", Expected::Null)]
        {
            if self.take(word) {
                return Ok(value);
            }
        }
        for word in [true, false] {
            if self.take(&word.to_string()) {
                return Ok(Expected::Bool(word));
            }
        }
        if self.take("tolist(") {
            return self.sequence(SequenceKind::List, "])");
        }
        if self.take("toset(") {
            return self.sequence(SequenceKind::Set, "])");
        }
        if self.take("tomap(") {
            return self.mapping(MappingKind::Map, "})");
        }
        if self.rest.starts_with('[') {
            return self.sequence(SequenceKind::Tuple, "]");
        }
        if self.rest.starts_with('{') {
            return self.mapping(MappingKind::Object, "}");
        }
        if self.rest.starts_with('"') {
            return self.string().map(Expected::String);
        }
        let end = self.rest.find([',', ']', '}', ' ']).unwrap_or(self.rest.len());
        let (number, rest) = self.rest.split_at(end);
        self.rest = rest;
        if number.is_empty() { Err(format!("no value: {rest}")) } else { Ok(Expected::Number(number.to_owned())) }
    }

    fn sequence(&mut self, kind: SequenceKind, end: &str) -> Result<Expected, String> {
        self.take("[");
        let mut items = Vec::new();
        while !self.take(end) {
            items.push(self.value()?);
            self.take(", ");
        }
        Ok(Expected::Sequence(kind, items))
    }

    fn mapping(&mut self, kind: MappingKind, end: &str) -> Result<Expected, String> {
        self.take("{");
        let mut members = BTreeMap::new();
        while !self.take(end) {
            let key = self.string()?;
            self.take(" = ");
            members.insert(key, self.value()?);
            self.take(", ");
        }
        Ok(Expected::Mapping(kind, members))
    }

    fn string(&mut self) -> Result<String, String> {
        let mut values = serde_json::Deserializer::from_str(self.rest).into_iter::<String>();
        let value = values.next().ok_or("no string")?.map_err(|error| error.to_string())?;
        let end = values.byte_offset();
        self.rest = &self.rest[end..];
        Ok(value)
    }
}
