//! Requests that need a check are answered beside the thread that takes messages, one after the other. Each gets one
//! answer, also where it is cancelled or something breaks.

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use serde_json::Value as Json;

use super::protocol::{Failure, response};
use super::transport::Outbox;

type Answer = Box<dyn FnOnce() -> Result<Json, Failure> + Send>;

pub(super) struct Asker {
    questions: Sender<Question>,
    open: Arc<Mutex<HashMap<String, Arc<AtomicBool>>>>,
}

struct Question {
    id: Json,
    is_cancelled: Arc<AtomicBool>,
    answer: Answer,
}

impl Asker {
    pub(super) fn start(outbox: Outbox) -> Self {
        let (questions, asked) = channel::<Question>();
        let open: Arc<Mutex<HashMap<String, Arc<AtomicBool>>>> = Arc::default();
        let known = Arc::clone(&open);
        thread::spawn(move || {
            for Question { id, is_cancelled, answer } in asked {
                let is_unwanted = || is_cancelled.load(Ordering::Relaxed);
                let result = if is_unwanted() { Ok(Json::Null) } else { guarded(answer) };
                let result = if is_unwanted() { Err(cancelled()) } else { result };
                known.lock().unwrap_or_else(PoisonError::into_inner).remove(&id.to_string());
                outbox.put(response(id, result));
            }
        });
        Self { questions, open }
    }

    pub(super) fn ask(&self, id: Json, answer: impl FnOnce() -> Result<Json, Failure> + Send + 'static) {
        let is_cancelled = Arc::new(AtomicBool::new(false));
        self.open.lock().unwrap_or_else(PoisonError::into_inner).insert(id.to_string(), is_cancelled.clone());
        // The other side goes on as long as this one.
        let _ = self.questions.send(Question { id, is_cancelled, answer: Box::new(answer) });
    }

    pub(super) fn cancel(&self, id: &Json) {
        if let Some(is_cancelled) = self.open.lock().unwrap_or_else(PoisonError::into_inner).get(&id.to_string()) {
            is_cancelled.store(true, Ordering::Relaxed);
        }
    }
}

fn cancelled() -> Failure {
    Failure::new(Failure::CANCELLED, "the request was cancelled")
}

/// An answer, whatever goes wrong while it is made.
pub(super) fn guarded(answer: impl FnOnce() -> Result<Json, Failure>) -> Result<Json, Failure> {
    catch_unwind(AssertUnwindSafe(answer)).unwrap_or_else(|_| {
        Err(Failure::new(Failure::INTERNAL_ERROR, "kmslint failed on this request; please report it"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use std::io;
    use std::sync::mpsc;

    struct Pipe(mpsc::Sender<Vec<u8>>);

    impl io::Write for Pipe {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            let _ = self.0.send(bytes.to_vec());
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn every_question_gets_one_answer() {
        let (written, read) = mpsc::channel();
        let outbox = Outbox::start(Pipe(written));
        let asker = Asker::start(outbox.clone());
        let (go, gone) = mpsc::channel::<()>();
        asker.ask(json!(1), || panic!("a mistake of ours"));
        asker.ask(json!("two"), move || {
            let _ = gone.recv();
            Ok(json!("two"))
        });
        asker.ask(json!(3), || Ok(json!("three")));
        asker.ask(json!(4), || Ok(json!("four")));
        asker.cancel(&json!(3));
        asker.cancel(&json!(9));
        drop(go);
        let mut text = String::new();
        while !text.contains("four") {
            text.push_str(std::str::from_utf8(&read.recv().unwrap()).unwrap());
        }
        let answers = ["\"code\":-32603", "\"result\":\"two\"", "\"code\":-32800", "\"result\":\"four\""];
        let places: Vec<Option<usize>> = answers.iter().map(|answer| text.find(answer)).collect();
        assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{text}");
        assert_eq!(text.matches("\"id\"").count(), 4);
    }
}
