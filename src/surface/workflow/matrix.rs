//! The combinations of a matrix, each of which runs a job with values of its own.

use std::cell::Cell;
use std::collections::BTreeMap;

use crate::syntax::node::{Entry, Node};
use crate::value::Value;

/// What each name of the matrix stands for in one run of the job.
pub(super) type Combination<'a> = BTreeMap<&'a str, &'a Node>;

/// The most combinations that are looked at one by one.
const MAX_COMBINATIONS: usize = 16;

/// Bytes of scripts that are read again for further combinations, in one document.
const MAX_BYTES: usize = 512 * 1024;

/// How much may still be read again.
pub(super) struct Budget(Cell<usize>);

impl Default for Budget {
    fn default() -> Self {
        Self(Cell::new(MAX_BYTES))
    }
}

impl Budget {
    /// Whether scripts of this size may be read once for each combination; takes what that costs.
    pub(super) fn allows(&self, size: usize, combinations: usize) -> bool {
        let rest = self.0.get().checked_sub(size.saturating_mul(combinations.saturating_sub(1)));
        self.0.set(rest.unwrap_or(self.0.get()));
        rest.is_some()
    }
}

/// Members of GitHub's matrix that are no names.
const ADJUSTMENTS: &[&str] = &["include", "exclude"];

/// Why nothing is known of the values of a matrix.
pub(super) const TOO_MANY: &str = "its matrix has too many combinations, or one that only a run can tell";

/// The combinations of GitHub's `matrix`; `None` where they are not certain, or too many.
pub(super) fn of_github(matrix: &Node) -> Option<Vec<Combination<'_>>> {
    if !matrix.is_mapping() {
        return None;
    }
    let names =
        matrix.entries().iter().filter(|entry| !entry.key.known().is_some_and(|key| ADJUSTMENTS.contains(&key)));
    let vectors: Vec<&Entry> = names.collect();
    // What is no list can only be an expression.
    if vectors.iter().any(|vector| !vector.value.is_sequence()) {
        return None;
    }
    let mut combinations = match vectors.is_empty() {
        true => Vec::new(),
        false => product(&vectors)?,
    };
    for exclusion in list(matrix.get("exclude"))? {
        let mut kept = Vec::new();
        for combination in combinations {
            if !agrees(&combination, exclusion, false)? {
                kept.push(combination);
            }
        }
        combinations = kept;
    }
    let originals = combinations.clone();
    let mut further = Vec::new();
    for inclusion in list(matrix.get("include"))? {
        let mut is_taken = false;
        for (original, combination) in originals.iter().zip(&mut combinations) {
            // It may add to a combination, but not change the values that the matrix itself gives.
            if agrees(original, inclusion, true)? {
                combination.extend(members(inclusion)?);
                is_taken = true;
            }
        }
        if !is_taken {
            further.push(members(inclusion)?);
        }
    }
    combinations.extend(further);
    (combinations.len() <= MAX_COMBINATIONS).then_some(combinations)
}

/// The combinations of GitLab's `parallel: matrix`: of each item all that its lists give.
pub(super) fn of_gitlab(matrix: &Node) -> Option<Vec<Combination<'_>>> {
    let mut combinations = Vec::new();
    for item in list(Some(matrix))? {
        combinations.extend(product(&item.entries().iter().collect::<Vec<_>>())?);
    }
    (combinations.len() <= MAX_COMBINATIONS).then_some(combinations)
}

/// Every way to choose a value of each name. A value that is no list is the only one.
fn product<'a>(vectors: &[&'a Entry]) -> Option<Vec<Combination<'a>>> {
    let mut combinations = vec![Combination::new()];
    for Entry { key, value } in vectors {
        let name = key.known()?;
        let values: &[Node] = if value.is_sequence() { value.items() } else { std::slice::from_ref(value) };
        if value.tag.is_some() || Value::from_node(value).is_unknown() || combinations.len() * values.len() > 256 {
            return None;
        }
        let with = |combination: &Combination<'a>, value: &'a Node| {
            let mut combination = combination.clone();
            combination.insert(name, value);
            combination
        };
        combinations = combinations.iter().flat_map(|one| values.iter().map(move |value| with(one, value))).collect();
    }
    Some(combinations)
}

/// The items of a list that may be absent; `None` where it is something else.
fn list(node: Option<&Node>) -> Option<&[Node]> {
    match node {
        None => Some(&[]),
        Some(node) => node.is_sequence().then(|| node.items()),
    }
}

fn members(object: &Node) -> Option<Combination<'_>> {
    object.entries().iter().map(|entry| Some((entry.key.known()?, &entry.value))).collect()
}

/// Whether a combination has the values of an object; names that it does not have count as `otherwise`.
fn agrees(combination: &Combination<'_>, object: &Node, otherwise: bool) -> Option<bool> {
    if !object.is_mapping() {
        return None;
    }
    for (name, value) in members(object)? {
        let is_same = match combination.get(name) {
            Some(own) => Value::from_node(own).equals(&Value::from_node(value))?,
            None => otherwise,
        };
        if !is_same {
            return Some(false);
        }
    }
    Some(true)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{FileId, Span};
    use crate::syntax::embedded;
    use crate::syntax::text::Text;

    fn node(yaml: &str) -> Node {
        let span = Span::new(FileId::DETACHED, 0, yaml.len());
        embedded::yaml(&Text::exact(yaml, span, span)).documents.remove(0)
    }

    fn shown(combinations: Option<Vec<Combination<'_>>>) -> Option<Vec<String>> {
        let value = |node: &Node| node.as_str().unwrap_or("?").to_owned();
        let one = |found: Combination<'_>| {
            let members: Vec<String> = found.iter().map(|(name, node)| format!("{name}={}", value(node))).collect();
            members.join(" ")
        };
        combinations.map(|found| found.into_iter().map(one).collect())
    }

    fn github(yaml: &str) -> Option<Vec<String>> {
        shown(of_github(&node(yaml)))
    }

    fn of(expected: &[&str]) -> Option<Vec<String>> {
        Some(expected.iter().map(|&one| one.to_owned()).collect())
    }

    #[test]
    fn every_combination_but_those_excluded() {
        assert_eq!(github("{a: [x, y], b: [u, v]}"), of(&["a=x b=u", "a=x b=v", "a=y b=u", "a=y b=v"]));
        assert_eq!(github("{a: [x, y], b: [u, v], exclude: [{a: y}]}"), of(&["a=x b=u", "a=x b=v"]));
        assert_eq!(github("{a: [x, y], b: [u], exclude: [{a: x, b: v}]}"), of(&["a=x b=u", "a=y b=u"]));
    }

    /// The example of the documentation of GitHub.
    #[test]
    fn inclusions_add_to_what_they_do_not_change() {
        let matrix = "{fruit: [apple, pear], animal: [cat, dog], include: [{color: green}, {color: pink, animal: cat}, \
                      {fruit: apple, shape: circle}, {fruit: banana}, {fruit: banana, animal: cat}]}";
        let expected = [
            "animal=cat color=pink fruit=apple shape=circle",
            "animal=dog color=green fruit=apple shape=circle",
            "animal=cat color=pink fruit=pear",
            "animal=dog color=green fruit=pear",
            "fruit=banana",
            "animal=cat fruit=banana",
        ];
        assert_eq!(github(matrix), of(&expected));
        assert_eq!(github("{include: [{a: x}, {a: y, b: z}]}"), of(&["a=x", "a=y b=z"]));
    }

    #[test]
    fn sixteen_combinations_are_read_and_one_more_is_not() {
        let of_length = |length: usize| github(&format!("{{a: [{}]}}", vec!["x"; length].join(", ")));
        assert_eq!(of_length(16).map(|found| found.len()), Some(16));
        assert_eq!(of_length(17), None);
    }

    #[test]
    fn what_only_a_run_can_tell_is_not_known() {
        let open = |yaml: &str| shown(of_github(&crate::surface::template_holes::open(&node(yaml))));
        assert_eq!(open("{a: \"${{ fromJSON(x) }}\"}"), None);
        assert_eq!(open("{a: [x, y], exclude: [{a: \"${{ inputs.x }}\"}]}"), None);
        assert_eq!(open("{a: [x, y], include: \"${{ fromJSON(x) }}\"}"), None);
        assert_eq!(open("\"${{ fromJSON(x) }}\""), None);
    }

    #[test]
    fn items_of_gitlab_stand_by_themselves() {
        let found = shown(of_gitlab(&node("[{a: [x, y], b: u}, {a: z}]")));
        assert_eq!(found, of(&["a=x b=u", "a=y b=u", "a=z"]));
    }
}
