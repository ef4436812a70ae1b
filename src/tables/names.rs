//! What a field is called in each notation.

use std::borrow::Cow;
use std::sync::Arc;

use super::schema::{Row, Rows};
use crate::resource::{FieldNames, Notation};

/// What a field is called in a notation.
#[derive(Clone, Copy)]
enum Called<'a> {
    /// This, as a table writes it down.
    Written(&'a str),
    /// The table's own name in camelCase.
    CamelCaseOf(&'a str),
}

impl<'a> Called<'a> {
    fn into_text(self) -> Cow<'a, str> {
        match self {
            Self::Written(name) => Cow::Borrowed(name),
            Self::CamelCaseOf(name) => Cow::Owned(camel_case(name)),
        }
    }

    /// Whether it is `written`. Every name of every document is looked up by this, so it makes no text.
    fn is(self, written: &str) -> bool {
        match self {
            Self::Written(name) => name == written,
            Self::CamelCaseOf(name) => is_camel_case_of(written, name),
        }
    }

    /// Whether it is that of a member of an object.
    fn is_member_of(self, object: &str) -> bool {
        match self {
            Self::Written(name) => name.strip_prefix(object).is_some_and(|rest| rest.starts_with('.')),
            Self::CamelCaseOf(_) => false,
        }
    }
}

impl Row {
    /// The field's name in a notation, where the notation has it. `name` is the table's own.
    pub(crate) fn name_on<'a>(&'a self, notation: &Notation, name: &'a str) -> Option<Cow<'a, str>> {
        self.called(notation, name).map(Called::into_text)
    }

    fn called<'a>(&'a self, notation: &Notation, name: &'a str) -> Option<Called<'a>> {
        let spelled = notation.written_as;
        if !self.surfaces.is_empty() && !self.surfaces.iter().any(|surface| surface == spelled) {
            return None;
        }
        if let Some(written) = self.names.get(spelled) {
            return Some(Called::Written(written));
        }
        match notation.field_names {
            FieldNames::Table => Some(Called::Written(name)),
            FieldNames::CamelCase => Some(Called::CamelCaseOf(name)),
            FieldNames::Given => None,
        }
    }
}

/// Whether a notation calls a name of a table so, where nothing else is said.
pub(crate) fn is_called(notation: &Notation, name: &str, written: &str) -> bool {
    match notation.field_names {
        FieldNames::Table | FieldNames::Given => written == name,
        FieldNames::CamelCase => is_camel_case_of(written, name),
    }
}

/// The row whose name on `notation` is `written`, with the table's name for it.
pub(crate) fn row_by_name<'a>(rows: &'a Rows, notation: &Notation, written: &str) -> Option<(&'a Arc<str>, &'a Row)> {
    let is_written =
        |(name, row): &(&Arc<str>, &Row)| row.called(notation, name).is_some_and(|called| called.is(written));
    // Most fields are called as the table calls them, and are found without a look at the others.
    let of_table = match notation.field_names {
        FieldNames::Table => rows.get_key_value(written),
        FieldNames::CamelCase => rows.get_key_value(&*snake_case(written)),
        FieldNames::Given => None,
    };
    of_table.filter(is_written).or_else(|| rows.iter().find(is_written))
}

/// The row of which `written` is an item with its number, as in a request: `ResourceId.1`, `Tag.1.Key`.
pub(crate) fn row_of_item<'a>(rows: &'a Rows, notation: &Notation, written: &str) -> Option<(&'a Arc<str>, &'a Row)> {
    let (list, rest) = written.split_once('.')?;
    let number = rest.split('.').next().unwrap_or_default();
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    row_by_name(rows, notation, list).filter(|(_, row)| row.numbered && is_number)
}

/// Whether `written` is an object that fields of the table are members of on `notation`: `Connection` of a ROS
/// instance, whose `Connection.VpcId` is the field `vpc_id`.
pub(crate) fn is_path_prefix(rows: &Rows, notation: &Notation, written: &str) -> bool {
    rows.iter().filter_map(|(name, row)| row.called(notation, name)).any(|called| called.is_member_of(written))
}

/// `vpc_owner_id` → `vpcOwnerId`.
fn camel_case(name: &str) -> String {
    let mut words = name.split('_');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |mut result, word| {
        let mut letters = word.chars();
        result.extend(letters.next().map(|letter| letter.to_ascii_uppercase()));
        result.push_str(letters.as_str());
        result
    })
}

/// `vpcOwnerId` → `vpc_owner_id`.
fn snake_case(written: &str) -> String {
    let mut name = String::with_capacity(written.len() + 4);
    for letter in written.chars() {
        if letter.is_ascii_uppercase() {
            name.push('_');
        }
        name.push(letter.to_ascii_lowercase());
    }
    name
}

/// Whether `written` is what [`camel_case`] makes of a name.
fn is_camel_case_of(written: &str, name: &str) -> bool {
    let mut words = name.split('_');
    let first = words.next().unwrap_or_default();
    let Some(mut rest) = written.strip_prefix(first) else { return false };
    for word in words {
        let mut letters = word.chars();
        let mut found = rest.chars();
        if letters.next().is_some_and(|letter| found.next() != Some(letter.to_ascii_uppercase())) {
            return false;
        }
        match found.as_str().strip_prefix(letters.as_str()) {
            Some(after) => rest = after,
            None => return false,
        }
    }
    rest.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::surface::{command, pulumi, request, ros, terraform};

    fn rows() -> Rows {
        serde_saphyr::from_str(
            "vpc_owner_id: {names: {request: VpcOwnerId}}\nvpc_id: {names: {ros: Connection.VpcId}}\n\
             id: {names: {request: Id}, surfaces: [request]}\n\
             tags: {names: {request: Tag}, numbered: true}\n",
        )
        .unwrap()
    }

    #[test]
    fn names_are_camel_case_where_nothing_else_is_said() {
        assert_eq!(camel_case("vpc_owner_id"), "vpcOwnerId");
        for name in ["vpc_owner_id", "vpc", "a__b_", "_x", ""] {
            assert!(is_camel_case_of(&camel_case(name), name), "{name}");
        }
        for other in ["vpcOwnerIds", "vpcOwner", "vpcownerId", "vpc_owner_id", "VpcOwnerId", ""] {
            assert!(!is_camel_case_of(other, "vpc_owner_id"), "{other}");
        }
        let rows = rows();
        assert_eq!(&**row_by_name(&rows, &pulumi::NOTATION, "vpcOwnerId").unwrap().0, "vpc_owner_id");
        assert_eq!(&**row_by_name(&rows, &command::NOTATION, "VpcOwnerId").unwrap().0, "vpc_owner_id");
        assert!(row_by_name(&rows, &ros::NOTATION, "VpcOwnerId").is_none());
    }

    #[test]
    fn a_field_of_one_surface_is_unknown_on_others() {
        let rows = rows();
        assert!(row_by_name(&rows, &terraform::NOTATION, "id").is_none());
        assert!(row_by_name(&rows, &request::NOTATION, "Id").is_some());
    }

    #[test]
    fn items_have_numbers_where_a_row_says_so() {
        let rows = rows();
        let of = |written: &str| row_of_item(&rows, &request::NOTATION, written).map(|(name, _)| &**name);
        assert_eq!((of("Tag.1"), of("Tag.12.Key")), (Some("tags"), Some("tags")));
        for written in ["Tag", "Tag.", "Tag.Key", "Tag.x1", "Id.1", "Tags.1"] {
            assert_eq!(of(written), None, "{written}");
        }
    }

    #[test]
    fn a_dotted_name_leads_into_an_object() {
        let rows = rows();
        assert!(is_path_prefix(&rows, &ros::NOTATION, "Connection"));
        assert!(!is_path_prefix(&rows, &ros::NOTATION, "Connect"));
        assert!(!is_path_prefix(&rows, &terraform::NOTATION, "Connection"));
    }
}
