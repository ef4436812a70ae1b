//! The life of the server: from the first message over initialization and shutdown to its end.

use std::io::{BufReader, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread;
use std::time::Instant;

use serde_json::{Value as Json, json};

use super::asker::guarded;
use super::checker::Checked;
use super::client::Client;
use super::parent;
use super::protocol::{Failure, Message, response};
use super::session::{self, Session};
use super::transport::{Incoming, Outbox, Reader};
use crate::config::Overrides;

/// So many events may wait; who brings more is held up.
const MOST_EVENTS: usize = 64;

/// What the server acts on.
pub(super) enum Event {
    Incoming(Incoming),
    Checked(Checked),
    /// The process that started the server is no more.
    ParentGone,
}

enum Phase {
    /// Nobody has said yet what is to be served.
    Waiting,
    Serving(Box<Session>),
    /// The client has shut the server down, and will tell it to end.
    ShutDown,
}

struct Server {
    phase: Phase,
    outbox: Outbox,
    events: SyncSender<Event>,
    folder: PathBuf,
    overrides: Overrides,
}

/// Serves the client at the other end of two streams. 0 where it has shut the server down before the end.
pub(super) fn run(
    input: impl Read + Send + 'static,
    output: impl Write + Send + 'static,
    folder: PathBuf,
    overrides: Overrides,
) -> u8 {
    let (events, happened) = sync_channel(MOST_EVENTS);
    let outbox = Outbox::start(output);
    let reading = events.clone();
    thread::spawn(move || {
        let mut reader = Reader::new(BufReader::new(input));
        loop {
            let incoming = reader.read();
            let is_over = incoming == Incoming::Closed;
            if reading.send(Event::Incoming(incoming)).is_err() || is_over {
                return;
            }
        }
    });
    let mut server = Server { phase: Phase::Waiting, outbox, events, folder, overrides };
    server.serve(&happened);
    server.outbox.finish();
    u8::from(!matches!(server.phase, Phase::ShutDown))
}

impl Server {
    fn serve(&mut self, happened: &Receiver<Event>) {
        loop {
            let event = match self.deadline() {
                None => happened.recv().map_err(|_| RecvTimeoutError::Disconnected),
                Some(deadline) => happened.recv_timeout(deadline.saturating_duration_since(session::now())),
            };
            match event {
                Ok(Event::Incoming(Incoming::Message(message))) => {
                    if self.take(Message::new(message)) {
                        return;
                    }
                }
                Ok(Event::Incoming(Incoming::Broken(problem))) => {
                    self.answer(Json::Null, Err(Failure::new(Failure::PARSE_ERROR, problem)));
                }
                Ok(Event::Checked(checked)) => self.within(|session| session.publish(checked)),
                Err(RecvTimeoutError::Timeout) => self.within(Session::check_now),
                Ok(Event::Incoming(Incoming::Closed) | Event::ParentGone) | Err(RecvTimeoutError::Disconnected) => {
                    return;
                }
            }
        }
    }

    fn deadline(&self) -> Option<Instant> {
        match &self.phase {
            Phase::Serving(session) => session.deadline(),
            Phase::Waiting | Phase::ShutDown => None,
        }
    }

    /// Takes a message. True where it is the last.
    fn take(&mut self, message: Message) -> bool {
        match message {
            Message::Request { id, method, params } => self.take_request(id, &method, params),
            Message::Notification { method, .. } if method == "exit" => return true,
            Message::Notification { method, params } => self.within(|session| session.notice(&method, params)),
            Message::Response { id, result } => self.within(|session| session.take_response(&id, result)),
            Message::Invalid => {
                let failure = Failure::new(Failure::INVALID_REQUEST, "this is neither a request nor a notification");
                self.answer(Json::Null, Err(failure));
            }
        }
        false
    }

    fn take_request(&mut self, id: Json, method: &str, params: Json) {
        match (&mut self.phase, method) {
            (Phase::Waiting, "initialize") => {
                let result = guarded(|| Ok(self.initialize(&params)));
                self.answer(id, result);
            }
            (Phase::Waiting, _) => {
                self.answer(id, Err(Failure::new(Failure::NOT_INITIALIZED, "the server is not initialized")));
            }
            (Phase::Serving(_), "shutdown") => {
                self.phase = Phase::ShutDown;
                self.answer(id, Ok(Json::Null));
            }
            (Phase::Serving(_), "initialize") => {
                self.answer(id, Err(Failure::new(Failure::INVALID_REQUEST, "the server is initialized already")));
            }
            (Phase::Serving(session), method) => session.ask(id, method, params),
            (Phase::ShutDown, _) => {
                self.answer(id, Err(Failure::new(Failure::INVALID_REQUEST, "the server is shut down")));
            }
        }
    }

    fn initialize(&mut self, params: &Json) -> Json {
        if let Some(process) = params.get("processId").and_then(Json::as_i64) {
            let events = self.events.clone();
            // If nobody listens any more, the server has ended.
            parent::when_gone(process, move || drop(events.send(Event::ParentGone)));
        }
        let client = Client::new(params);
        let result = json!({
            "capabilities": session::capabilities(&client),
            "serverInfo": { "name": env!("CARGO_PKG_NAME"), "version": env!("CARGO_PKG_VERSION") },
        });
        let folders = session::folders_of(params, &self.folder);
        let scope = session::scope_of(params.get("initializationOptions"));
        let events = self.events.clone();
        let report = move |checked| drop(events.send(Event::Checked(checked)));
        let session = Session::new(client, self.overrides.clone(), folders, scope, self.outbox.clone(), report);
        self.phase = Phase::Serving(Box::new(session));
        result
    }

    /// Does something within the session, if there is one. What breaks costs itself.
    fn within(&mut self, act: impl FnOnce(&mut Session)) {
        if let Phase::Serving(session) = &mut self.phase {
            // The panic itself has been written to standard error.
            let _ = catch_unwind(AssertUnwindSafe(|| act(session)));
        }
    }

    fn answer(&self, id: Json, result: Result<Json, Failure>) {
        self.outbox.put(response(id, result));
    }
}
