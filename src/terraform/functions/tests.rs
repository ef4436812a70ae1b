//! What functions say of values that are only partly known, and where their results lead.

use std::sync::Arc;

use super::*;
use crate::source::{FileId, Span};
use crate::syntax::text::Text;
use crate::terraform::expression::budget::{Budget, Limits};
use crate::terraform::expression::equality::equal;
use crate::terraform::expression::scope::Files;
use crate::value::{Member, SequenceKind, Symbol, Type, ValueKind};

/// Functions that the evaluator computes itself, because they evaluate expressions.
const ELSEWHERE: [&str; 4] = ["can", "templatefile", "templatestring", "try"];

struct NoFiles;

impl Files for NoFiles {
    fn read(&self, _path: &str) -> Option<Text> {
        None
    }

    fn exists(&self, _path: &str) -> Option<bool> {
        None
    }

    fn below(&self, _path: &str, _levels: usize) -> Option<Vec<String>> {
        None
    }
}

fn span(start: usize, end: usize) -> Span {
    Span::new(FileId::DETACHED, start, end)
}

pub(super) fn evaluate(name: &str, arguments: impl Into<Vec<Value>>, budget: &Budget) -> Evaluated {
    let context = CallContext { span: span(0, 9), argument_spans: &[], files: &NoFiles, budget };
    call(name, arguments.into(), &context).unwrap_or_else(|| panic!("there is a function {name}"))
}

fn value_of(name: &str, arguments: impl Into<Vec<Value>>) -> Value {
    evaluate(name, arguments, &Budget::default()).unwrap_or_else(|failure| panic!("{}", failure.message))
}

fn text(value: &str) -> Value {
    Value::string(value, span(0, 0))
}

/// A string that stands in the file at `start`, in quotes.
fn literal(value: &str, start: usize) -> Value {
    let end = start + value.len();
    Value::text(Text::exact(value, span(start + 1, end + 1), span(start, end + 2)))
}

fn unknown() -> Value {
    Value::unknown("var.x has no value")
}

fn id_of(resource: &str) -> Value {
    let symbol = Symbol {
        resource: resource.into(),
        attribute: "id".into(),
        resource_type: "alicloud_vpc".into(),
        is_managed: true,
    };
    let mut value = unknown();
    if let ValueKind::Unknown(unknown) = &mut value.kind {
        unknown.symbol = Some(Arc::new(symbol));
    }
    value
}

fn object(members: &[(&str, Value)]) -> Value {
    let member =
        |(name, value): &(&str, Value)| ((*name).into(), Member { key_span: Some(span(50, 51)), value: value.clone() });
    Value::object(members.iter().map(member).collect())
}

fn numbers(count: usize) -> Value {
    Value::sequence(SequenceKind::List, (0..count).map(Value::number).collect::<Vec<_>>())
}

fn pieces(value: &Value) -> Vec<Option<&str>> {
    value.as_text().map(Text::pieces).unwrap_or_default()
}

fn is_open(value: &Value) -> bool {
    value.as_sequence().map_or_else(|| value.as_mapping().unwrap().is_open, |sequence| sequence.is_open())
}

#[test]
fn every_function_of_terraform_is_there() {
    let known = include_str!("names.txt").lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let known: Vec<&str> = known.filter(|name| !ELSEWHERE.contains(name)).collect();
    let mut ours: Vec<&str> = names().collect();
    ours.sort_unstable();
    assert_eq!(ours, known);
}

#[test]
fn the_core_namespace_names_the_same_functions() {
    assert_eq!(value_of("core::length", [text("ab")]).as_number(), value_of("length", [text("ab")]).as_number());
    assert!(value_of("provider::alicloud::parse", [text("a")]).is_unknown());
}

#[test]
fn a_string_of_which_a_part_is_unknown_keeps_its_ends() {
    assert_eq!(pieces(&value_of("format", [text("%s-kms"), unknown()])), [None, Some("-kms")]);
    assert_eq!(pieces(&value_of("format", [text("a%db%%"), unknown()])), [Some("a"), None, Some("b%")]);
    let list = Value::tuple([text("a"), unknown(), text("b")]);
    assert_eq!(pieces(&value_of("join", [text("-"), list])), [Some("a-"), None, Some("-b")]);
    let joined = value_of("join", [text("-"), Value::tuple([text("a")]), unknown(), Value::tuple([text("b")])]);
    assert_eq!(pieces(&joined), [Some("a"), None, Some("b")]);
    let upper = value_of("upper", [value_of("format", [text("a%sé"), unknown()])]);
    assert_eq!(pieces(&upper), [Some("A"), None, Some("É")]);
}

#[test]
fn trimming_stops_at_what_is_unknown() {
    let around = |before: &str, after: &str| value_of("format", [text(&format!("{before}%s{after}")), unknown()]);
    assert_eq!(pieces(&value_of("trimspace", [around(" a", "b ")])), [Some("a"), None, Some("b")]);
    assert!(value_of("trimspace", [around(" ", " b")]).is_unknown());
    assert_eq!(pieces(&value_of("trimprefix", [around("ab", ""), text("a")])), [Some("b"), None]);
    assert!(value_of("trimprefix", [around("a", ""), text("ab")]).is_unknown());
    assert_eq!(value_of("startswith", [around("ab", ""), text("a")]).as_bool(), Some(true));
    assert_eq!(value_of("startswith", [around("ab", ""), text("b")]).as_bool(), Some(false));
    assert_eq!(value_of("startswith", [around("a", ""), text("ab")]).as_bool(), None);
    assert_eq!(value_of("substr", [around("abc", ""), Value::number(0), Value::number(2)]).as_str(), Some("ab"));
    assert!(value_of("substr", [around("abc", ""), Value::number(0), Value::number(3)]).is_unknown());
}

#[test]
fn unknown_lines_are_indented_like_the_others() {
    let lines = value_of("format", [text("a\n%s\nb%s"), unknown(), unknown()]);
    let indented = value_of("indent", [Value::number(2), lines]);
    assert_eq!(pieces(&indented), [Some("a\n  "), None, Some("\n  b"), None]);
    let many = Value::tuple(vec![unknown(); 50_000]);
    let indented = value_of("indent", [Value::number(1), value_of("join", [text("\n"), many])]);
    assert_eq!(pieces(&indented).len(), 99_999);
}

#[test]
fn a_split_string_has_known_parts_before_what_is_unknown() {
    let parts = value_of("split", [text(","), value_of("format", [text("a,b,c%s"), unknown()])]);
    assert!(is_open(&parts));
    assert_eq!(parts.items().iter().map(Value::as_str).collect::<Vec<_>>(), [Some("a"), Some("b"), None]);
}

/// A text with a hole in place of each `%s`.
fn with_holes(template: &str) -> Value {
    let holes = template.matches("%s").map(|_| unknown());
    value_of("format", [text(template)].into_iter().chain(holes).collect::<Vec<_>>())
}

#[test]
fn rows_of_csv_before_what_is_unknown_are_known() {
    let rows = value_of("csvdecode", [with_holes("a,b\n1,2\n3,%s\n5,6\n")]);
    assert!(is_open(&rows));
    let fields = |name| rows.items().iter().map(|row| row.get(name)?.as_str()).collect::<Vec<_>>();
    assert_eq!((fields("a"), fields("b")), (vec![Some("1"), Some("3")], vec![Some("2"), None]));
    assert!(value_of("csvdecode", [with_holes("a,b%s\n1,2\n")]).is_unknown());
    assert!(evaluate("csvdecode", [with_holes("a,b\n1,2,%s\n")], &Budget::default()).is_err());
}

#[test]
fn matches_that_what_is_unknown_cannot_change_are_known() {
    let found = value_of("regexall", [text("[a-z]+"), with_holes("ab,cd,e%s")]);
    assert!(is_open(&found));
    assert_eq!(found.items().iter().map(Value::as_str).collect::<Vec<_>>(), [Some("ab"), Some("cd")]);
    assert_eq!(value_of("regex", [text("^[a-z]+"), with_holes("ab-%s")]).as_str(), Some("ab"));
    assert!(value_of("regex", [text("^[a-z]+"), with_holes("ab%s")]).is_unknown());
    assert!(evaluate("regex", [text("^b"), with_holes("ab%s")], &Budget::default()).is_err());
    let none = value_of("regexall", [text("^b"), with_holes("ab%s")]);
    assert!(!is_open(&none) && none.items().is_empty() && !none.is_unknown());
}

#[test]
fn items_of_yaml_before_what_is_unknown_are_known() {
    let items = value_of("yamldecode", [with_holes("- a: 1\n- b\n- %s\n- d\n")]);
    assert!(is_open(&items));
    assert_eq!(items.items().len(), 3);
    assert!(items.items()[0].get("a").is_some() && items.items()[2].is_unknown());
    assert_eq!(items.items()[1].as_str(), Some("b"));
    let document = value_of("yamldecode", [with_holes("a: 1\nb: %s\n")]);
    assert!(is_open(&document) && document.get("a").is_none(), "a later member may have the same name");
    assert!(value_of("yamldecode", [with_holes("%s")]).is_unknown());
}

#[test]
fn what_composes_with_a_letter_may_be_unknown() {
    let parts = value_of("split", [text("="), with_holes("a=b=%s")]);
    assert_eq!(parts.items().iter().map(Value::as_str).collect::<Vec<_>>(), [Some("a"), None]);
}

#[test]
fn parts_of_a_string_lead_to_their_own_places() {
    let formatted = value_of("format", [literal("alias/%s!", 10), literal("x\u{e9}", 40)]);
    let text = formatted.as_text().unwrap();
    assert_eq!(text.known(), Some("alias/x\u{e9}!"));
    assert_eq!(text.span_of(0..5), span(11, 16));
    assert_eq!(text.span_of(6..9), span(41, 44));
    assert_eq!(text.span_of(9..10), span(19, 20));
    let trimmed = value_of("trimprefix", [literal("vpc-123", 10), self::text("vpc-")]);
    assert_eq!(trimmed.as_text().map(|text| text.span_of(0..3)), Some(span(15, 18)));
    let found = value_of("regex", [self::text("[0-9]+"), literal("vpc-123", 10)]);
    assert_eq!(found.span, Some(span(15, 18)));
}

#[test]
fn scalars_in_encoded_json_lead_to_their_own_places() {
    let value = object(&[("a", literal("x\"y", 20)), ("b", Value::number(7).at(span(30, 31))), ("c", unknown())]);
    let encoded = value_of("jsonencode", [value]);
    let text = encoded.as_text().unwrap();
    assert_eq!(text.pieces(), [Some(r#"{"a":"x\"y","b":7,"c":"#), None, Some("}")]);
    let at = |part: &str| {
        let start = text.known_bytes().find(part).unwrap();
        text.span_of(start..start + part.len())
    };
    assert_eq!(at(r#""a""#), span(50, 51));
    assert_eq!(at("x"), span(21, 22));
    assert_eq!(at(r#"\""#), span(22, 23));
    assert_eq!(at(r#""x\"y""#), span(20, 25));
    assert_eq!(at("7"), span(30, 31));
    let decoded = value_of("jsondecode", [encoded]);
    // What is not known may give any of the keys again.
    assert!(decoded.as_mapping().is_some_and(|mapping| mapping.is_open && mapping.members.is_empty()));
}

#[test]
fn decoded_documents_lead_into_the_string() {
    let json = value_of("jsondecode", [literal(r#"{"a": [1, true]}"#, 10)]);
    assert_eq!(json.get("a").map(|list| list.items()[1].span), Some(Some(span(21, 25))));
    let yaml = value_of("yamldecode", [literal("a: yes\nb: 'no'\n", 10)]);
    assert_eq!(yaml.get("a").and_then(Value::as_bool), Some(true));
    assert_eq!(yaml.get("a").and_then(|value| value.span), Some(span(14, 17)));
    assert_eq!(yaml.get("b").and_then(Value::as_str), Some("no"));
}

#[test]
fn what_is_passed_on_unchanged_stays_the_same_value() {
    let (a, b) = (id_of("alicloud_vpc.a"), id_of("alicloud_vpc.b"));
    let list = Value::tuple([a.clone(), b.clone()]);
    let same = |value: &Value| assert_eq!(equal(value, &a), Some(true));
    same(&value_of("element", [list.clone(), Value::number(2)]));
    same(&value_of("one", [Value::tuple([a.clone()])]));
    same(&value_of("lookup", [object(&[("k", a.clone())]), text("k")]));
    same(&value_of("coalesce", [a.clone(), text("x")]));
    same(&value_of("nonsensitive", [value_of("sensitive", [a.clone()])]));
    same(&value_of("format", [text("%s"), a.clone()]));
    same(&value_of("join", [text(","), Value::tuple([a.clone()])]));
    same(&value_of("tostring", [a.clone()]));
    same(&value_of("merge", [object(&[("k", a.clone())])]).get("k").cloned().unwrap());
    let set = value_of("toset", [Value::tuple([a.clone(), b, a.clone()])]);
    assert_eq!((set.items().len(), is_open(&set)), (2, false));
    assert_eq!(value_of("contains", [list, a]).as_bool(), Some(true));
}

#[test]
fn collections_of_known_size_have_a_length_though_their_elements_are_unknown() {
    assert_eq!(value_of("length", [Value::tuple([unknown()])]).as_number(), Some(&1.into()));
    let open = value_of("concat", [Value::tuple([text("a")]), unknown()]);
    assert!(value_of("length", [open.clone()]).is_unknown());
    assert_eq!(value_of("element", [open.clone(), Value::number(0)]).as_str(), Some("a"));
    assert!(value_of("element", [open.clone(), Value::number(1)]).is_unknown());
    assert_eq!(value_of("contains", [open.clone(), text("a")]).as_bool(), Some(true));
    assert_eq!(value_of("contains", [open, text("b")]).as_bool(), None);
    let set = value_of("toset", [Value::tuple([text("a"), unknown()])]);
    assert!(is_open(&set) && value_of("length", [set]).is_unknown());
}

#[test]
fn a_later_map_that_is_unknown_may_replace_values_but_no_keys() {
    let known = object(&[("a", Value::number(1))]);
    let before = value_of("merge", [unknown(), known.clone()]);
    assert!(is_open(&before) && before.get("a").and_then(Value::as_number).is_some());
    let after = value_of("merge", [known.clone(), unknown()]);
    assert!(is_open(&after) && after.get("a").is_some_and(Value::is_unknown));
    assert!(value_of("lookup", [after, text("b"), text("d")]).is_unknown());
    let keys = value_of("keys", [value_of("merge", [known, unknown()])]);
    assert!(is_open(&keys) && keys.as_sequence().is_some_and(|keys| keys.fixed().is_empty()));
    assert_eq!(value_of("contains", [keys, text("a")]).as_bool(), Some(true));
}

#[test]
fn an_element_that_may_be_empty_hides_the_places_behind_it() {
    let list = Value::tuple([text("a"), unknown(), text("b")]);
    let compact = value_of("compact", [list.clone()]);
    let places = |value: &Value| value.as_sequence().map(|sequence| (sequence.fixed().len(), sequence.items.len()));
    assert_eq!((places(&compact), is_open(&compact)), (Some((1, 2)), true));
    let flat = value_of("flatten", [Value::tuple([list, text("c")])]);
    assert_eq!(flat.items().first().and_then(Value::as_str), Some("a"));
    assert_eq!((places(&flat), is_open(&flat)), (Some((1, 3)), true));
    let distinct = value_of("distinct", [Value::tuple([text("a"), unknown(), text("a")])]);
    assert_eq!((distinct.items().len(), is_open(&distinct)), (1, true));
}

#[test]
fn sets_with_unknown_members_keep_what_is_certain() {
    let some = Value::tuple([text("a"), text("b")]);
    let open = Value::tuple([text("b"), unknown()]);
    let union = value_of("setunion", [some.clone(), open.clone()]);
    assert_eq!((union.items().len(), is_open(&union)), (2, true));
    let both = value_of("setintersection", [some.clone(), open.clone()]);
    assert_eq!((both.items().len(), is_open(&both)), (1, true));
    let rest = value_of("setsubtract", [some, open]);
    assert_eq!((rest.items().len(), is_open(&rest)), (0, true));
}

#[test]
fn one_part_that_decides_decides() {
    let falses = Value::tuple([Value::bool(false), unknown()]);
    assert_eq!(value_of("alltrue", [falses.clone()]).as_bool(), Some(false));
    assert_eq!(value_of("anytrue", [falses]).as_bool(), None);
    let trues = Value::tuple([Value::bool(true), unknown()]);
    assert_eq!(value_of("anytrue", [trues]).as_bool(), Some(true));
}

#[test]
fn unknown_results_have_the_declared_type() {
    let result = value_of("upper", [unknown()]);
    assert!(result.as_unknown().is_some_and(|unknown| unknown.is_not_null && unknown.of_type == Type::String));
    assert!(value_of("lookup", [unknown(), text("a")]).as_unknown().is_some_and(|unknown| !unknown.is_not_null));
    assert!(value_of("timestamp", []).is_unknown() && value_of("uuid", []).is_unknown());
}

#[test]
fn sensitive_parts_make_sensitive_results() {
    let secret = value_of("sensitive", [text("s")]);
    assert!(value_of("join", [text(","), Value::tuple([secret.clone()])]).sensitive);
    assert!(value_of("jsonencode", [object(&[("a", secret.clone())])]).sensitive);
    assert!(value_of("toset", [Value::tuple([secret.clone()])]).sensitive);
    assert!(!value_of("merge", [object(&[("a", secret)])]).sensitive);
}

#[test]
fn refusals_name_the_argument_and_its_place() {
    let argument_spans = [span(1, 2), span(3, 4)];
    let budget = Budget::default();
    let context = CallContext { span: span(0, 9), argument_spans: &argument_spans, files: &NoFiles, budget: &budget };
    let refused = |name: &str, arguments: Vec<Value>| call(name, arguments, &context).unwrap().unwrap_err();
    let failure = refused("join", vec![text(","), Value::null()]);
    assert_eq!((failure.span, &*failure.message), (span(3, 4), "`lists` of join: null is not accepted"));
    let failure = refused("upper", vec![]);
    assert_eq!((failure.span, &*failure.message), (span(0, 9), "upper takes 1 argument, not 0"));
    assert!(call("nothing", vec![], &context).is_none());
}

#[test]
fn large_lists_take_a_step_for_each_element() {
    let budget = Budget::new(Limits { steps: 4_000_000, ..Limits::default() });
    let list = numbers(50_000);
    for name in ["distinct", "reverse", "toset", "flatten", "sum", "sort"] {
        let result = evaluate(name, [list.clone()], &budget).unwrap();
        assert!(!result.is_unknown(), "{name}");
    }
    let rest = evaluate("setsubtract", [list.clone(), list.clone()], &budget).unwrap();
    assert_eq!((rest.items().len(), is_open(&rest)), (0, false));
    let joined = evaluate("join", [text(","), list], &budget).unwrap();
    assert!(joined.as_str().is_some_and(|text| text.ends_with(",49999")));
    assert!(budget.exceeded().is_empty());
}

#[test]
fn results_past_a_limit_are_unknown_and_the_limit_is_named() {
    let small = Limits { elements: 100, string_size: 1000, ..Limits::default() };
    let is_limited = |name: &str, arguments: Vec<Value>| {
        let budget = Budget::new(small);
        let result = evaluate(name, arguments, &budget).unwrap();
        result.is_unknown() && budget.exceeded().len() == 1
    };
    assert!(is_limited("setproduct", vec![numbers(50), numbers(50)]));
    assert!(is_limited("concat", vec![numbers(60), numbers(60)]));
    assert!(is_limited("split", vec![text(""), text(&"x".repeat(200))]));
    assert!(is_limited("indent", vec![Value::number(500), text("a\nb\nc\nd")]));
    assert!(is_limited("format", vec![text("%2000d"), Value::number(1)]));
    assert!(is_limited("replace", vec![text(&"a".repeat(100)), text("a"), text(&"b".repeat(100))]));
    assert!(is_limited("replace", vec![text(&"a".repeat(100)), text("/a/"), text(&"b".repeat(100))]));
    assert!(is_limited("join", vec![text(&"-".repeat(100)), numbers(20)]));
}
