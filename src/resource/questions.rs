//! What was asked of resources and has no known answer.

use std::hash::{Hash, Hasher};
use std::sync::{Arc, Mutex, PoisonError};

use super::{Call, Content, Group, Resource};
use crate::source::Span;
use crate::value::{Passage, Value, ValueKind};

/// A question that met a value which is not known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Question {
    /// As it is written: `vpc_num`.
    field: Box<str>,
    /// `alicloud_kms_instance.main`
    resource: Arc<str>,
    /// `var.quota has no value`
    pub reason: Arc<str>,
    /// Where the value is used.
    pub span: Span,
    /// The header of the resource.
    pub header: Span,
    /// The module calls that lead to the resource.
    pub calls: Arc<[Call]>,
}

impl Question {
    /// `vpc_num of alicloud_kms_instance.main`
    pub(crate) fn what(&self) -> String {
        format!("{} of {}", self.field, self.resource)
    }
}

impl Hash for Question {
    /// Few questions are about one place, and rules ask most of them again and again.
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.span.hash(state);
    }
}

/// Takes note of questions that stay open. The groups of all resources of one evaluation share it, so that whoever asks
/// for a known value need not think of it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Questions(Arc<Mutex<Vec<Question>>>);

/// Whose fields a group holds, and who is told of open questions about them.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    resource: Arc<str>,
    header: Span,
    calls: Arc<[Call]>,
    questions: Questions,
}

impl Questions {
    /// Has every open question about these resources noted.
    pub(crate) fn about(resources: &mut [Resource]) -> Self {
        let questions = Self::default();
        for resource in resources {
            let asked = Arc::new(Asked {
                resource: resource.display_name_shared(),
                header: resource.header,
                calls: resource.calls.clone(),
                questions: questions.clone(),
            });
            watch(&mut resource.body, Some(&asked));
            watch(&mut resource.meta, Some(&asked));
        }
        questions
    }

    /// What was noted since the last time.
    pub(crate) fn take(&self) -> Vec<Question> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Resource {
    /// The same resource, about which no open question is noted: evidence that several evaluations share.
    #[must_use]
    pub(crate) fn unwatched(mut self) -> Self {
        watch(&mut self.body, None);
        watch(&mut self.meta, None);
        self
    }

    /// Notes that a value of a field was asked for, unless all of it is known.
    pub(crate) fn ask(&self, field: &str, value: &Value) {
        self.body.ask(field, value);
    }
}

impl Group {
    pub(super) fn ask(&self, field: &str, value: &Value) {
        let Some(asked) = self.asked.as_ref().filter(|_| !value.is_wholly_known()) else { return };
        asked.note(field, reason_of(value), value.span);
    }

    /// Notes that nobody knows whether a field is written, or how often.
    pub(super) fn ask_whether(&self, field: &str, place: Option<Span>) {
        if let Some(asked) = &self.asked {
            asked.note(field, "it is not known whether it is set".into(), place);
        }
    }
}

impl Asked {
    fn note(&self, field: &str, reason: Arc<str>, span: Option<Span>) {
        let question = Question {
            field: field.into(),
            resource: self.resource.clone(),
            reason,
            span: span.unwrap_or(self.header),
            header: self.header,
            calls: self.calls.clone(),
        };
        self.questions.0.lock().unwrap_or_else(PoisonError::into_inner).push(question);
    }
}

fn watch(group: &mut Group, asked: Option<&Arc<Asked>>) {
    group.asked = asked.cloned();
    for field in &mut group.fields {
        if let Content::Blocks(blocks) = &mut field.content {
            blocks.written_mut().for_each(|group| watch(group, asked));
        }
    }
}

/// Why a value, or a part of it, is not known.
fn reason_of(value: &Value) -> Arc<str> {
    let awaited = || {
        let definitions = value.definitions();
        let awaited = definitions.into_iter().find(|definition| definition.passage == Passage::Awaited)?;
        Some(format!("{} has no value", awaited.name).into())
    };
    match &value.kind {
        ValueKind::Unknown(unknown) => unknown.reason.clone(),
        ValueKind::String(_) => awaited().unwrap_or_else(|| "a part of the string is not known".into()),
        _ => "not all of it is known".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resource::{Field, Presence, Role};
    use crate::source::FileId;
    use crate::surface::terraform;

    fn resource(value: Value) -> Resource {
        let place = |at| Span::new(FileId::DETACHED, at, at + 1);
        let field = Field {
            name: "vpc_num".into(),
            written: "vpc_num".into(),
            name_span: place(0),
            is_declared: true,
            is_secret: false,
            content: Content::Value(value.at(place(5))),
        };
        let body = Group::new(place(9), vec![field]);
        Resource::new(&terraform::NOTATION, Role::Managed, "alibaba/kms_instance", "alicloud_kms_instance", body)
    }

    #[test]
    fn only_what_is_asked_for_and_not_known_is_noted() {
        let mut resources = [resource(Value::unknown("var.quota has no value"))];
        let questions = Questions::about(&mut resources);
        assert_eq!(resources[0].body.known_integer("key_num"), None);
        assert_eq!(questions.take(), []);
        assert_eq!(resources[0].body.known_integer("vpc_num"), None);
        let noted = questions.take();
        assert_eq!(noted.len(), 1);
        assert_eq!(
            (&*noted[0].what(), &*noted[0].reason),
            ("vpc_num of alicloud_kms_instance", "var.quota has no value")
        );
        assert_eq!((noted[0].span.start, questions.take().len()), (5, 0));
        assert_eq!(resources[0].body.presence("vpc_num"), Presence::Uncertain);
        assert_eq!(questions.take().len(), 1);
    }

    #[test]
    fn known_answers_and_shared_evidence_leave_no_note() {
        let mut resources = [resource(Value::number(3))];
        let questions = Questions::about(&mut resources);
        assert_eq!(resources[0].body.known_integer("vpc_num"), Some(3));
        assert_eq!(resources[0].body.known_str("vpc_num"), None, "it is known to be no string");
        let mut unknown = [resource(Value::unknown("?"))];
        let others = Questions::about(&mut unknown);
        let [unknown] = unknown;
        assert_eq!(unknown.unwatched().body.known_integer("vpc_num"), None);
        assert_eq!((questions.take(), others.take()), (Vec::new(), Vec::new()));
    }
}
