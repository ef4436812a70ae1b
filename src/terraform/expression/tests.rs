//! What the transcripts of Terraform do not show: places, origins, identity, what is certain of the unknown, limits.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::*;
use crate::source::FileId;
use crate::syntax::expression::{Operator, OperatorKind};
use crate::syntax::hcl::parse_expression;
use crate::terraform::expression::budget::Limits;
use crate::terraform::expression::scope::Files;
use crate::value::{Openness, Sequence, SequenceKind, Symbol};

/// Names `var.NAME`, each with the value that was given to it.
#[derive(Default)]
struct Names(BTreeMap<&'static str, Value>);

impl Names {
    fn with(mut self, name: &'static str, value: Value) -> Self {
        self.0.insert(name, value);
        self
    }

    /// The value of an expression whose text begins at offset 0.
    fn value(&self, text: &str) -> Value {
        self.evaluate(text, &Budget::default()).unwrap()
    }

    fn evaluate(&self, text: &str, budget: &Budget) -> Evaluated {
        evaluate(&expression(text, 0), self, budget)
    }
}

impl Scope for Names {
    fn reference(&self, root: &str, operators: &[Operator], span: Span) -> Result<(Value, usize), Failure> {
        match operators.first().map(|operator| &operator.kind) {
            Some(OperatorKind::Attribute(name)) if self.0.contains_key(&**name) => Ok((self.0[&**name].clone(), 1)),
            _ => Err(Failure::undeclared(span, format!("there is no {root}"))),
        }
    }

    fn files(&self) -> &dyn Files {
        self
    }
}

impl Files for Names {
    fn read(&self, path: &str) -> Option<Text> {
        let text = match path {
            "greeting" => "Hello ${name}!",
            "twice" => r#"${templatefile("twice", {})}${templatefile("twice", {})}"#,
            _ => return None,
        };
        Some(Text::computed(text, span(0, 0)))
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

/// An expression that stands at `start` of the file.
fn expression(text: &str, start: usize) -> Expression {
    let place = span(start, start + text.len());
    let (expression, errors) = parse_expression(&Text::exact(text, place, place));
    assert!(errors.is_empty(), "{errors:?}");
    expression
}

/// A definition that stands at offset 1000.
fn defined(text: &str) -> Value {
    evaluate(&expression(text, 1000), &Names::default(), &Budget::default()).unwrap()
}

fn unknown() -> Value {
    Value::unknown("var.x has no value")
}

fn identified(attribute: &str) -> Value {
    let mut value = unknown();
    if let ValueKind::Unknown(unknown) = &mut value.kind {
        unknown.symbol = Some(Arc::new(Symbol {
            resource: "alicloud_vpc.a".into(),
            attribute: attribute.into(),
            resource_type: "alicloud_vpc".into(),
            is_managed: true,
        }));
    }
    value
}

fn origins(value: &Value) -> Vec<(String, Span)> {
    value.origins().map(|origin| (origin.name.to_string(), origin.span)).collect()
}

fn pieces(value: &Value) -> Vec<Option<&str>> {
    value.as_text().unwrap().pieces()
}

#[test]
fn a_literal_stands_where_it_is_written() {
    let value = Names::default().value(r#"["a", 5]"#);
    assert_eq!(value.span, Some(span(0, 8)));
    assert_eq!(value.items()[0].span, Some(span(1, 4)));
    assert_eq!(value.items()[1].span, Some(span(6, 7)));
    assert_eq!(value.items()[0].as_text().unwrap().span_of(0..1), span(2, 3));
}

#[test]
fn a_reference_knows_where_its_value_is_written() {
    let names = Names::default().with("quota", defined("7"));
    let value = names.value("var.quota");
    assert_eq!(value.span, Some(span(0, 9)));
    assert_eq!(origins(&value), [("var.quota".to_owned(), span(1000, 1001))]);
}

#[test]
fn an_element_knows_where_it_is_written_itself() {
    let names = Names::default().with("sizes", defined("{ dev = [1, 2], prod = [3] }"));
    for text in ["var.sizes.dev[1]", r#"var.sizes["dev"][1]"#, "var.sizes.dev.1"] {
        let value = names.value(text);
        assert_eq!(value.span, Some(span(0, text.len())));
        let origin = &origins(&value)[0];
        assert_eq!(origin.1, span(1012, 1013), "{text}");
        assert!(origin.0.starts_with("var.sizes") && origin.0.ends_with("[1]"), "{}", origin.0);
    }
    let value = Names::default().value("{ dev = 3, prod = 5 }.prod");
    assert_eq!(origins(&value), [("prod".to_owned(), span(18, 19))]);
}

#[test]
fn elements_of_a_splat_stand_at_the_splat() {
    let names = Names::default().with("users", defined("[{ name = 1 }, { name = 2 }]"));
    let value = names.value("var.users[*].name");
    assert_eq!(value.items()[1].span, Some(span(0, 17)));
    assert_eq!(origins(&value.items()[1]), [("var.users[1].name".to_owned(), span(1024, 1025))]);
}

#[test]
fn what_passes_through_a_chain_of_definitions_names_all_of_them() {
    let inner = Names::default().with("inner", defined("[5]"));
    let outer = evaluate(&expression("{ a = var.inner[0] }", 500), &inner, &Budget::default()).unwrap();
    let value = Names::default().with("outer", outer).value("var.outer.a");
    let expected = [("var.outer.a".to_owned(), span(506, 518)), ("var.inner[0]".to_owned(), span(1001, 1002))];
    assert_eq!(origins(&value), expected);
}

#[test]
fn a_template_keeps_what_is_known_of_it() {
    let names = Names::default().with("x", unknown()).with("y", defined(r#""why""#));
    let value = names.value(r#""a-${var.x}-${var.y}""#);
    assert_eq!(pieces(&value), [Some("a-"), None, Some("-why")]);
    let text = value.as_text().unwrap();
    assert_eq!(text.span_of(0..2), span(1, 3), "a literal is exact");
    assert_eq!(text.span_of(3..6), span(14, 19), "an interpolation stands for its value");
    let names = Names::default().with("z", value);
    assert_eq!(pieces(&names.value(r#""<${var.z}>""#)), [Some("<a-"), None, Some("-why>")]);
}

#[test]
fn a_string_that_is_composed_anew_keeps_its_place_as_a_whole() {
    let value = Names::default().value("\"e\u{301}\"");
    assert_eq!(value.as_str(), Some("é"));
    assert_eq!(value.as_text().unwrap().span_of(0..1), span(0, 5));
}

#[test]
fn steps_below_an_identity_are_part_of_it() {
    let names = Names::default().with("vpc", identified("")).with("other", identified("id"));
    let value = names.value(r#"var.vpc.ids[0]["x"].y"#);
    assert_eq!(value.symbol().map(|symbol| &*symbol.attribute), Some(r#"ids[0]["x"].y"#));
    assert_eq!(names.value("var.vpc.ids[0] == var.vpc.ids[0]").as_bool(), Some(true));
    assert_eq!(names.value("var.vpc.id == var.other").as_bool(), Some(true));
    assert_eq!(names.value("var.vpc.ids[0] == var.vpc.ids[1]").as_bool(), None);
    assert!(names.value("var.vpc.ids[var.vpc.n]").symbol().is_none(), "an index that is not known has no identity");
}

#[test]
fn a_condition_that_is_not_known_leaves_what_both_results_share() {
    let names = Names::default().with("x", unknown());
    let common = names.value(r#"var.x ? "kms-dev-key" : "kms-prod-key""#);
    assert_eq!(pieces(&common), [Some("kms-"), None, Some("-key")]);
    assert_eq!(pieces(&names.value(r#"var.x ? "aXa" : "a""#)), [Some("a"), None]);
    assert_eq!(names.value("var.x ? [5] : [5]").items().len(), 1);
    let two = names.value("var.x ? [1, 5] : [2, 5]");
    assert!(two.items()[0].is_unknown());
    assert_eq!(two.items()[1].as_number(), Some(&Number::from(5)));
    let object = names.value("var.x ? { a = 1, b = 5 } : { a = 2, b = 5 }");
    assert_eq!(object.get("b").and_then(Value::as_number), Some(&Number::from(5)));
    assert!(names.value("var.x ? [] : [1]").as_unknown().is_some_and(|unknown| unknown.is_not_null));
    assert_eq!(
        pieces(&names.value(r#""%{ if var.x }kms-a%{ else }kms-b%{ endif }!""#)),
        [Some("kms-"), None, Some("!")]
    );
}

#[test]
fn elements_that_a_condition_may_leave_out_make_an_open_list() {
    let names = Names::default().with("x", unknown());
    let value = names.value("[for n in [1, 2] : n if n == 1 || var.x]");
    assert!(value.as_sequence().is_some_and(|sequence| sequence.is_open() && sequence.items.len() == 1));
    let value = names.value("{ for n in [1, 2] : n => n if n == 1 || var.x }");
    assert_eq!(value.get("1").and_then(Value::as_number), Some(&Number::from(1)));
    assert!(value.as_mapping().is_some_and(|mapping| mapping.is_open));
    assert!(value.get("2").is_none());
}

#[test]
fn a_key_that_is_not_known_may_replace_the_members_before_it() {
    let names = Names::default().with("x", unknown());
    let value = names.value("{ a = 1, (var.x) = 2, b = 3 }");
    assert!(value.get("a").is_some_and(Value::is_unknown));
    assert_eq!(value.get("b").and_then(Value::as_number), Some(&Number::from(3)));
}

#[test]
fn items_of_an_open_list_have_their_place_only_before_what_is_not_known() {
    let items = [Value::number(1), Value::number(2)];
    let openness = Openness::After(1);
    let open = ValueKind::Sequence(Sequence { kind: SequenceKind::List, items: items.into(), openness });
    let names = Names::default().with("open", open.into());
    assert_eq!(names.value("var.open[0]").as_number(), Some(&Number::from(1)));
    assert!(names.value("var.open[1]").is_unknown());
    let fixed =
        |expression: &str| names.value(expression).as_sequence().map(|list| (list.fixed().len(), list.is_open()));
    assert_eq!(fixed("[for n in var.open : n]"), Some((1, true)));
    assert_eq!(fixed("[for n in var.open : n if n != 1]"), Some((0, true)));
    assert!(names.value("[for i, n in var.open : i][0]").as_number().is_some());
}

#[test]
fn what_a_condition_may_leave_out_takes_the_places_behind_it() {
    let names = Names::default().with("on", unknown());
    let list = "[for r in [\"a\", \"b\"] : r if r != \"a\" || var.on]";
    assert!(names.value(&format!("{list}[0]")).is_unknown());
    assert!(names.value(&format!("element({list}, 0)")).is_unknown());
    assert_eq!(names.value(&format!("contains({list}, \"b\")")).as_bool(), Some(true));
    assert!(names.value(&format!("join(\",\", {list})")).as_text().is_none_or(|text| text.known_bytes().is_empty()));
}

#[test]
fn try_is_silent_where_a_failure_is_possible() {
    let names = Names::default().with("x", unknown()).with("part", defined("{ a = 1 }"));
    assert_eq!(names.value("try(var.part.a, 2)").as_number(), Some(&Number::from(1)));
    assert_eq!(names.value("try(var.part.b, 2)").as_number(), Some(&Number::from(2)));
    assert!(names.value("try([var.x.a][0], 2)").is_unknown());
    assert!(names.value("try({ a = var.x.a, b = 1 }.b, 2)").is_unknown(), "var.x.a may fail");
    assert!(names.value("can(var.x.a)").is_unknown());
    assert_eq!(names.value("can([var.x])").as_bool(), Some(true));
    let budget = Budget::default();
    assert!(names.evaluate("try(var.nothing, 1)", &budget).is_err(), "a missing declaration is not caught");
}

#[test]
fn a_template_file_sees_only_what_it_is_given() {
    let value = Names::default().value(r#"templatefile("greeting", { name = "you" })"#);
    assert_eq!(value.as_str(), Some("Hello you!"));
    assert_eq!(value.span, Some(span(0, 42)));
    assert!(Names::default().evaluate(r#"templatefile("greeting", {})"#, &Budget::default()).is_err());
    assert!(Names::default().value(r#"templatefile("elsewhere", {})"#).is_unknown());
}

#[test]
fn a_sensitive_key_is_not_part_of_an_origins_name() {
    let secret = Value { sensitive: true, ..defined(r#""hunter2""#) };
    let names = Names::default().with("secret", secret).with("map", defined("{ hunter2 = 1 }"));
    let value = names.value("var.map[var.secret]");
    assert!(value.sensitive);
    assert!(origins(&value).iter().all(|(name, _)| !name.contains("hunter2")));
}

#[test]
fn values_that_double_end_at_a_limit() {
    let mut value = defined("[1]");
    let budget = Budget::default();
    for _ in 0..60 {
        value = Names::default().with("x", value).evaluate("[var.x, var.x]", &budget).unwrap();
    }
    assert!(!value.is_wholly_known());
    assert!(!budget.exceeded().is_empty());
}

#[test]
fn strings_that_double_end_at_a_limit() {
    let mut value = defined(r#""text""#);
    let budget = Budget::default();
    for _ in 0..60 {
        value = Names::default().with("x", value).evaluate(r#""${var.x}${var.x}""#, &budget).unwrap();
    }
    assert!(value.as_str().is_none());
    assert!(!budget.exceeded().is_empty());
}

#[test]
fn numbers_that_square_end_as_unknown() {
    let mut value = defined("1e100");
    for _ in 0..60 {
        value = Names::default().with("x", value).value("var.x * var.x");
    }
    assert!(value.is_unknown());
}

#[test]
fn nested_loops_end_at_the_steps_that_are_allowed() {
    let budget = Budget::new(Limits { steps: 10_000, ..Limits::default() });
    let many = Value::tuple(vec![Value::number(1); 1000]);
    let names = Names::default().with("many", many);
    let value = names.evaluate("[for a in var.many : [for b in var.many : [for c in var.many : c]]]", &budget).unwrap();
    assert!(!value.is_wholly_known());
    assert!(!budget.exceeded().is_empty());
}

#[test]
fn comparing_large_values_costs_steps() {
    let budget = Budget::new(Limits { steps: 50_000, ..Limits::default() });
    let many = Value::tuple(vec![Value::number(1); 1000]);
    let names = Names::default().with("many", many);
    let value = names.evaluate("[for n in var.many : var.many == var.many]", &budget).unwrap();
    assert!(!value.is_wholly_known());
    assert!(!budget.exceeded().is_empty());
}

#[test]
fn a_template_cannot_call_for_another_one() {
    let failure = Names::default().evaluate(r#"templatefile("twice", {})"#, &Budget::default()).unwrap_err();
    assert!(!failure.is_static && failure.message.contains("cannot call for another one"), "{}", failure.message);
}

#[test]
fn the_deepest_expression_fits_the_stack() {
    let limits = Limits::default();
    let depth = limits.depth as usize * 2;
    let mut deep = expression("1", 0);
    for _ in 0..depth {
        let list = ExpressionKind::Tuple(vec![deep]);
        let kind = ExpressionKind::Parenthesis(Expression::new(span(0, 1), list));
        deep = Expression::new(span(0, 1), kind);
    }
    let budget = Budget::default();
    let value = evaluate(&deep, &Names::default(), &budget).unwrap();
    assert!(!value.is_wholly_known());
    assert_eq!(budget.exceeded().len(), 1);
}
