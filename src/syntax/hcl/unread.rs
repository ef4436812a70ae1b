//! What a file may say in its parts that could not be read, as far as their beginnings tell.

use std::collections::HashSet;

use crate::syntax::text::Text;

/// What a file may say in its parts that could not be read.
#[derive(Clone, Debug, Default)]
pub(crate) struct Unread {
    /// Top-level attributes that are wrong, or that are set twice.
    pub names: HashSet<Box<str>>,
    /// Top-level blocks with something wrong in them.
    pub heads: Vec<Head>,
    /// Something else could not be read, and may say anything.
    pub is_anything: bool,
}

/// What stands before the brace of a block.
#[derive(Clone, Debug)]
pub(crate) struct Head {
    pub kind: Box<str>,
    pub labels: Vec<Text>,
}

/// What a part of a file is for, by how it begins.
pub(super) enum Beginning<'a> {
    Attribute(&'a str),
    Block(Head),
}

impl Unread {
    /// Of a file of which nothing is certain.
    pub(crate) fn anything() -> Self {
        Self { is_anything: true, ..Self::default() }
    }

    /// Adds a part of a file that begins so, if that can be said.
    pub(super) fn add(&mut self, beginning: Option<Beginning<'_>>) {
        match beginning {
            Some(Beginning::Attribute(name)) => self.names.extend([name.into()]),
            Some(Beginning::Block(head)) => self.heads.push(head),
            None => self.is_anything = true,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::source::Sources;
    use crate::syntax::hcl::parse;

    fn unread(text: &str) -> Vec<String> {
        let sources = Sources::new(Path::new("."));
        let Unread { names, heads, is_anything } = parse(&sources.add_outside("main.tf", text)).unread;
        let heads = heads.iter().map(|head| {
            let labels = head.labels.iter().map(|label| label.known().unwrap_or("?"));
            std::iter::once(&*head.kind).chain(labels).collect::<Vec<_>>().join(" ")
        });
        names.iter().map(|name| format!("{name} =")).chain(heads).chain(is_anything.then(|| "*".to_owned())).collect()
    }

    #[test]
    fn a_part_says_how_it_begins() {
        assert!(unread("a = 1\nb \"c\" {}\n").is_empty());
        assert_eq!(unread("a = = 1\nb = 2\n"), ["a ="]);
        assert_eq!(unread("# a\nb \"c\" d {\n  e = = 1\n}\nf {}\n"), ["b c d"]);
        assert_eq!(unread("b \"c\"\n{\n}\n"), ["b c"]);
        assert_eq!(unread("b {\n  e = = 1\n}\n"), ["b"]);
        assert_eq!(unread("b\n"), ["*"]);
        assert_eq!(unread("b \"c${d}\" {}\n"), ["*"]);
        assert_eq!(unread("= 1\n"), ["*"]);
    }

    #[test]
    fn what_follows_on_a_line_may_be_another_part() {
        assert_eq!(unread("a = 1 2\n"), ["a ="]);
        assert_eq!(unread("a = 10 GB\n"), ["a ="]);
        assert_eq!(unread("a = 1 b = 2\n"), ["a =", "*"]);
        assert_eq!(unread("b \"c\" {} d \"e\" {}\n"), ["b c", "*"]);
    }

    #[test]
    fn where_a_string_does_not_end_anything_may_be_meant() {
        assert_eq!(unread("a = \"1\nb = 2\n"), ["*"]);
        assert_eq!(unread("b {\n"), ["*"]);
    }
}
