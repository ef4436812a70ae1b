//! What the editor holds: open documents with their texts, whatever lies on the disk.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::Deserialize;

use super::position::{Area, Encoding, Lines};
use super::uri;
use crate::source::MAX_FILE_SIZE;

/// An open document. One that changes is another.
#[derive(Clone, Debug)]
pub(super) struct Document {
    /// As the client writes it.
    pub(super) uri: String,
    /// Where it lies, or would lie: what was never saved has a folder of its own.
    pub(super) path: PathBuf,
    pub(super) version: Option<i64>,
    pub(super) text: Arc<str>,
}

/// A change: of a part, or of everything where it does not say which part.
#[derive(Debug, Deserialize)]
pub(super) struct Change {
    range: Option<Area>,
    text: String,
}

impl Document {
    /// What a client opens. `home` is the folder for what is no file.
    pub(super) fn new(uri: String, language: &str, version: Option<i64>, text: String, home: &Path) -> Self {
        let path = uri::path_of(&uri).unwrap_or_else(|| path_without_file(&uri, language, home));
        Self { uri, path, version, text: text.into() }
    }

    /// The document after some changes, each of which takes the text as those before it left it.
    pub(super) fn changed(&self, version: Option<i64>, changes: Vec<Change>, encoding: Encoding) -> Self {
        let mut text = self.text.to_string();
        for change in changes {
            match change.range {
                Some(area) => {
                    let range = Lines::new(&text, encoding).range(area);
                    if (text.len() as u64 + change.text.len() as u64) < 2 * MAX_FILE_SIZE {
                        text.replace_range(range, &change.text);
                    }
                }
                None => text = change.text,
            }
        }
        Self { version, text: text.into(), ..self.clone() }
    }
}

/// A path for what is no file: nothing else lies in its folder, and its ending says what it is.
fn path_without_file(uri: &str, language: &str, home: &Path) -> PathBuf {
    let folder = uri.replace(['/', '\\', '\0'], "_");
    let name = uri::name_of(uri);
    let has_ending = crate::linter::reads(Path::new(&name));
    let ending = ending_of(language).filter(|_| !has_ending).unwrap_or_default();
    home.join(folder).join(format!("{name}{ending}"))
}

/// The ending of files in a language, as editors call it.
fn ending_of(language: &str) -> Option<&'static str> {
    const LANGUAGES: &[(&str, &str)] = &[
        ("terraform", ".tf"),
        ("opentofu", ".tf"),
        ("hcl", ".tf"),
        ("terraform-vars", ".tfvars"),
        ("opentofu-vars", ".tfvars"),
        ("json", ".json"),
        ("jsonc", ".json"),
        ("yaml", ".yaml"),
        ("ansible", ".yaml"),
        ("yaml.ansible", ".yaml"),
        ("xml", ".xml"),
        ("http", ".http"),
        ("rest", ".http"),
        ("shellscript", ".sh"),
        ("sh", ".sh"),
        ("bash", ".sh"),
        ("zsh", ".sh"),
    ];
    LANGUAGES.iter().find(|(name, _)| *name == language).map(|(_, ending)| *ending)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn changed(text: &str, changes: serde_json::Value) -> String {
        let document = Document::new("file:///a.tf".to_owned(), "terraform", Some(1), text.to_owned(), Path::new("/"));
        let changes = serde_json::from_value(changes).unwrap();
        document.changed(Some(2), changes, Encoding::Utf16).text.to_string()
    }

    fn area(start: [u32; 2], end: [u32; 2]) -> serde_json::Value {
        let place = |[line, character]: [u32; 2]| json!({ "line": line, "character": character });
        json!({ "start": place(start), "end": place(end) })
    }

    #[test]
    fn changes_are_made_one_after_the_other() {
        let changes = json!([
            { "range": area([0, 0], [0, 0]), "text": "x\n" },
            { "range": area([1, 0], [1, 2]), "text": "" },
            { "range": area([1, 1], [9, 9]), "text": "!", "rangeLength": 77 },
        ]);
        assert_eq!(changed("\u{1f600}b\r\nc", changes), "x\nb!");
        assert_eq!(changed("a", json!([{ "text": "b" }, { "range": area([0, 1], [0, 1]), "text": "c" }])), "bc");
        assert_eq!(changed("a", json!([])), "a");
    }

    #[test]
    fn what_was_never_saved_is_what_its_language_says() {
        let path = |uri: &str, language: &str| {
            Document::new(uri.to_owned(), language, None, String::new(), Path::new("/home")).path.display().to_string()
        };
        assert_eq!(path("untitled:Untitled-1", "terraform"), "/home/untitled:Untitled-1/Untitled-1.tf");
        assert_eq!(path("untitled:/a/b.json", "plaintext"), "/home/untitled:_a_b.json/b.json");
        assert_eq!(path("untitled:Untitled-1", "plaintext"), "/home/untitled:Untitled-1/Untitled-1");
        assert_eq!(path("file:///a/b.tf", "plaintext"), "/a/b.tf");
    }
}
