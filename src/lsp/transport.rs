//! Messages on a stream: read within limits and past whatever is none, and written by a thread of its own.
//!
//! The crate `lsp-server` is not used: it ends on JSON that is broken, makes room for whatever a `Content-Length` says, and
//! its ids cannot be read where `serde_json` keeps numbers exactly as they are written, as the evaluator needs it.

use std::collections::VecDeque;
use std::io::{self, BufRead, Read, Write};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use serde_json::{Value as Json, json};

use crate::source::MAX_FILE_SIZE;

/// No message that a client sends is larger: the largest text that is read, with all of it escaped.
const MOST_BYTES: u64 = 6 * MAX_FILE_SIZE;

/// The largest line in the head of a message.
const MOST_HEAD: u64 = 8 * 1024;

/// How long the last answers may take to be read once the server is to end.
const PATIENCE: Duration = Duration::from_secs(2);

const LENGTH: &[u8] = b"content-length:";

/// What comes in.
#[derive(Debug, PartialEq)]
pub(super) enum Incoming {
    Message(Json),
    /// Something that is no message, and why. What follows is read.
    Broken(String),
    /// The client has closed the stream.
    Closed,
}

/// Reads messages one after the other.
pub(super) struct Reader<R> {
    input: R,
    /// The length of the next message, where its head has been read already.
    next: Option<u64>,
}

impl<R: BufRead> Reader<R> {
    pub(super) fn new(input: R) -> Self {
        Self { input, next: None }
    }

    /// Reads the next message. Bytes that belong to none are passed over up to the next head.
    pub(super) fn read(&mut self) -> Incoming {
        self.try_read().unwrap_or(Incoming::Closed)
    }

    fn try_read(&mut self) -> io::Result<Incoming> {
        let length = match self.next.take() {
            Some(length) => Some(length),
            None => self.read_head()?,
        };
        match length {
            Some(length) if length <= MOST_BYTES => self.read_body(length),
            Some(length) => {
                // The length may be a lie, so the next head may come before it.
                self.pass_over(length)?;
                Ok(Incoming::Broken(format!("a message of {length} bytes is larger than the limit of {MOST_BYTES}")))
            }
            None => {
                self.pass_over(u64::MAX)?;
                Ok(Incoming::Broken("the head of a message has no Content-Length".to_owned()))
            }
        }
    }

    /// The length that the head of a message gives; none where what is there is no head.
    fn read_head(&mut self) -> io::Result<Option<u64>> {
        let mut length = None;
        loop {
            let line = self.read_line()?;
            if !line.ends_with(b"\n") {
                return Ok(None);
            }
            let line = line.trim_ascii();
            match line.split_at_checked(LENGTH.len()) {
                _ if line.is_empty() => return Ok(length),
                Some((name, digits)) if name.eq_ignore_ascii_case(LENGTH) => length = number(digits),
                _ if line.contains(&b':') => {}
                _ => return Ok(None),
            }
        }
    }

    fn read_line(&mut self) -> io::Result<Vec<u8>> {
        let mut line = Vec::new();
        match self.input.by_ref().take(MOST_HEAD).read_until(b'\n', &mut line)? {
            0 => Err(io::ErrorKind::UnexpectedEof.into()),
            _ => Ok(line),
        }
    }

    fn read_body(&mut self, length: u64) -> io::Result<Incoming> {
        // Room is made as bytes come, not for what the head promises.
        let mut body = Vec::new();
        if self.input.by_ref().take(length).read_to_end(&mut body)? as u64 != length {
            return Ok(Incoming::Closed);
        }
        Ok(match serde_json::from_slice(&body) {
            Ok(message) => Incoming::Message(message),
            Err(error) => Incoming::Broken(format!("a message is not JSON: {error}")),
        })
    }

    /// Passes over so many bytes, or up to the next head. No message has one inside: JSON writes line ends as escapes.
    fn pass_over(&mut self, mut length: u64) -> io::Result<()> {
        let mut matched = 0;
        while length > 0 {
            let piece = self.input.fill_buf()?;
            if piece.is_empty() {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            let passed = piece.len().min(usize::try_from(length).unwrap_or(usize::MAX));
            let mut found = None;
            for (at, byte) in piece.iter().enumerate().take(passed) {
                let byte = byte.to_ascii_lowercase();
                matched = match LENGTH.get(matched) {
                    Some(expected) if *expected == byte => matched + 1,
                    _ => usize::from(LENGTH.first() == Some(&byte)),
                };
                if matched == LENGTH.len() {
                    found = Some(at + 1);
                    break;
                }
            }
            self.input.consume(found.unwrap_or(passed));
            length -= passed as u64;
            if found.is_some() {
                matched = 0;
                let line = self.read_line()?;
                // The name may stand in what is passed over, with the head behind it.
                let is_name =
                    |at: &usize| line.get(at - LENGTH.len()..*at).is_some_and(|name| name.eq_ignore_ascii_case(LENGTH));
                let start = (LENGTH.len()..=line.len()).rev().find(is_name).unwrap_or_default();
                if let Some(next) = number(line.get(start..).unwrap_or_default()).filter(|_| line.ends_with(b"\n")) {
                    while !self.read_line()?.trim_ascii().is_empty() {}
                    self.next = Some(next);
                    return Ok(());
                }
            }
        }
        Ok(())
    }
}

fn number(digits: &[u8]) -> Option<u64> {
    std::str::from_utf8(digits.trim_ascii()).ok()?.parse().ok()
}

/// What is to be written. Whoever puts something in never waits for the client to read.
#[derive(Clone)]
pub(super) struct Outbox {
    queue: Arc<(Mutex<Queue>, Condvar)>,
    requests: Arc<AtomicU64>,
}

#[derive(Default)]
struct Queue {
    waiting: VecDeque<Outgoing>,
    is_writing: bool,
    /// Nobody reads any more.
    is_broken: bool,
    /// Nothing more is put in.
    is_over: bool,
}

struct Outgoing {
    /// Of messages about one subject only the last is of interest.
    subject: Option<String>,
    message: Json,
}

impl Outbox {
    /// Starts the thread that writes.
    pub(super) fn start(output: impl Write + Send + 'static) -> Self {
        let outbox = Self { queue: Arc::default(), requests: Arc::default() };
        let mine = outbox.clone();
        thread::spawn(move || mine.write_all(output));
        outbox
    }

    pub(super) fn put(&self, message: Json) {
        self.add(Outgoing { subject: None, message });
    }

    /// Asks the client for something. The number is that of its answer.
    pub(super) fn request(&self, method: &str, params: Json) -> u64 {
        let id = self.requests.fetch_add(1, Ordering::Relaxed);
        self.put(json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
        id
    }

    /// Puts in what replaces an earlier message about the same subject that has not been written yet.
    pub(super) fn replace(&self, subject: &str, message: Json) {
        self.add(Outgoing { subject: Some(subject.to_owned()), message });
    }

    fn add(&self, outgoing: Outgoing) {
        let mut queue = self.lock();
        if queue.is_broken || queue.is_over {
            return;
        }
        let is_same = |earlier: &&mut Outgoing| outgoing.subject.is_some() && earlier.subject == outgoing.subject;
        match queue.waiting.iter_mut().find(is_same) {
            Some(earlier) => *earlier = outgoing,
            None => queue.waiting.push_back(outgoing),
        }
        self.queue.1.notify_all();
    }

    fn write_all(&self, mut output: impl Write) {
        loop {
            let mut queue = self.lock();
            let next = loop {
                match queue.waiting.pop_front() {
                    Some(next) => break next,
                    None if queue.is_over => return,
                    None => queue = self.queue.1.wait(queue).unwrap_or_else(PoisonError::into_inner),
                }
            };
            queue.is_writing = true;
            drop(queue);
            let written = write(&mut output, &next.message);
            let mut queue = self.lock();
            queue.is_writing = false;
            self.queue.1.notify_all();
            if written.is_err() {
                queue.is_broken = true;
                queue.waiting.clear();
                return;
            }
        }
    }

    /// Waits until all is written, or the client does not read it. Then the thread that writes ends.
    pub(super) fn finish(&self) {
        let is_busy = |queue: &mut Queue| queue.is_writing || !queue.waiting.is_empty();
        let waited = self.queue.1.wait_timeout_while(self.lock(), PATIENCE, is_busy);
        waited.unwrap_or_else(PoisonError::into_inner).0.is_over = true;
        self.queue.1.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, Queue> {
        self.queue.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn write(output: &mut impl Write, message: &Json) -> io::Result<()> {
    let body = serde_json::to_vec(message)?;
    write!(output, "Content-Length: {}\r\n\r\n", body.len())?;
    output.write_all(&body)?;
    output.flush()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::BufReader;

    fn framed(text: &str) -> String {
        format!("Content-Length: {}\r\n\r\n{text}", text.len())
    }

    /// Reads with a small buffer, so that heads lie across its ends.
    fn read(input: &str) -> Vec<Incoming> {
        let mut reader = Reader::new(BufReader::with_capacity(7, input.as_bytes()));
        let mut all = Vec::new();
        loop {
            match reader.read() {
                Incoming::Closed => return all,
                other => all.push(other),
            }
        }
    }

    fn shown(input: &str) -> Vec<String> {
        let show = |incoming| match incoming {
            Incoming::Message(message) => message.to_string(),
            Incoming::Broken(problem) => problem.split(' ').take(2).collect::<Vec<_>>().join(" "),
            Incoming::Closed => String::new(),
        };
        read(input).into_iter().map(show).collect()
    }

    #[test]
    fn the_thread_that_writes_ends() {
        let outbox = Outbox::start(Vec::new());
        let shared = Arc::downgrade(&outbox.queue);
        outbox.put(json!(1));
        outbox.finish();
        outbox.put(json!(2));
        drop(outbox);
        while shared.upgrade().is_some() {
            thread::yield_now();
        }
    }

    #[test]
    fn messages_follow_each_other() {
        let input = format!("{}content-length:1\r\nContent-Type: x\r\n\r\n2{}", framed("{\"id\":1}"), framed("[]"));
        assert_eq!(shown(&input), ["{\"id\":1}", "2", "[]"]);
        assert_eq!(read(&framed("1.50")), [Incoming::Message(serde_json::from_str("1.50").unwrap())]);
    }

    #[test]
    fn what_is_no_message_costs_itself() {
        let good = framed("1");
        assert_eq!(shown(&format!("{}{good}", framed("{nonsense"))), ["a message", "1"]);
        assert_eq!(shown(&format!("{}{good}", framed(""))), ["a message", "1"]);
        assert_eq!(shown(&format!("nonsense\r\n\r\n{good}")), ["the head", "1"]);
        assert_eq!(shown(&format!("Content-Length: many\r\n\r\nxx{good}")), ["the head", "1"]);
        assert_eq!(shown(&format!("Content-Length: 1000000000000\r\n\r\n{{}}{good}")), ["a message", "1"]);
        assert_eq!(shown(&format!("{}{good}", "x".repeat(100_000))), ["the head", "1"]);
        assert_eq!(shown(&format!("x\n\"Content-Length:x\" {good}")), ["the head", "1"]);
    }

    #[test]
    fn a_message_that_is_cut_off_ends_the_stream() {
        assert_eq!(shown("Content-Length: 3\r\n\r\n1"), [""; 0]);
        assert_eq!(shown("Content-Length: 3"), [""; 0]);
    }

    /// Holds up the first write until it is let go.
    struct Slow(std::sync::mpsc::Receiver<()>, std::sync::mpsc::Sender<Vec<u8>>);

    impl Write for Slow {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            let _ = self.0.recv();
            let _ = self.1.send(bytes.to_vec());
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn of_what_waits_about_one_subject_the_last_is_written() {
        let (go, gone) = std::sync::mpsc::channel();
        let (sent, written) = std::sync::mpsc::channel();
        let outbox = Outbox::start(Slow(gone, sent));
        outbox.put(json!("first"));
        // The writer is stuck on the first message from here on.
        while !outbox.lock().is_writing {
            thread::yield_now();
        }
        for number in 0..1000 {
            outbox.replace("a", json!(number));
        }
        outbox.put(json!("last"));
        drop(go);
        outbox.finish();
        let all: Vec<u8> = written.try_iter().flatten().collect();
        let messages = read(std::str::from_utf8(&all).unwrap());
        let expected = [json!("first"), json!(999), json!("last")].map(Incoming::Message);
        assert_eq!(messages, expected);
    }
}
