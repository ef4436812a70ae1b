//! The fields whose allowed values are judged by a rule in code.

use crate::rule::RuleContext;
use crate::value::Value;
use crate::view::FieldView;

/// What is written for the fields that a table leaves to a rule, each beside its row.
pub(crate) fn judged_by<'a>(cx: &RuleContext<'a>, rule: &str) -> Vec<(&'a FieldView<'a>, &'a Value)> {
    let is_left = |field: &&FieldView<'_>| field.row.judged_by.as_deref() == Some(rule);
    let fields = cx.view().fields().iter().filter(is_left).filter(|field| field.resource().is_written());
    fields.filter_map(|field| field.section.group.written(field.name).map(|(_, value)| (field, value))).collect()
}

/// The allowed values of a field, where and as it is written.
pub(crate) fn allowed<'a>(field: &FieldView<'a>) -> Vec<&'a str> {
    field.limit(|row| row.values.as_deref()).into_iter().flatten().map(String::as_str).collect()
}

#[cfg(test)]
mod tests {
    use crate::rules;
    use crate::tables::{Rows, Tables};

    fn judges(rows: &Rows) -> Vec<String> {
        let of_row = |row: &crate::tables::Row| {
            let mut names: Vec<String> = row.judged_by.iter().cloned().collect();
            names.extend(judges(&row.fields));
            names
        };
        rows.values().flat_map(of_row).collect()
    }

    #[test]
    fn every_judge_is_a_rule() {
        let judges: Vec<String> = Tables::built_in().iter().flat_map(|table| judges(&table.fields)).collect();
        assert!(!judges.is_empty());
        for judge in judges {
            assert!(rules::find(&judge).is_some(), "{judge} is no rule");
        }
    }
}
