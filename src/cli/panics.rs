//! What is said of a panic on standard error: where it was. What it says itself is kept, for it may quote a file.

use std::backtrace::{Backtrace, BacktraceStatus};
use std::io::Write;
use std::panic::{self, PanicHookInfo};

use super::terminal;

/// Has panics say no more than that, whoever catches them.
pub(super) fn install() {
    panic::set_hook(Box::new(|info| {
        let text = text(info, &Backtrace::capture());
        // There is nobody left to tell that this could not be written.
        let _ = terminal::plain_stderr().write_all(text.as_bytes());
    }));
}

fn text(info: &PanicHookInfo<'_>, backtrace: &Backtrace) -> String {
    let place = info.location().map(|location| format!(" at {location}")).unwrap_or_default();
    // A text that stands in the program is none of a file.
    let reason = info.payload().downcast_ref::<&'static str>().map(|reason| format!(": {reason}")).unwrap_or_default();
    let backtrace = match backtrace.status() {
        BacktraceStatus::Captured => format!("\n{backtrace}"),
        _ => String::new(),
    };
    format!("error: kmslint failed{place}{reason}; please report this{backtrace}\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::{Arc, Mutex};

    #[test]
    fn a_panic_quotes_no_value() {
        let said = Arc::new(Mutex::new(Vec::new()));
        let told = said.clone();
        let before = panic::take_hook();
        let here = std::thread::current().id();
        panic::set_hook(Box::new(move |info| {
            if std::thread::current().id() == here {
                told.lock().unwrap().push(text(info, &Backtrace::disabled()));
            } else {
                before(info);
            }
        }));
        let secret = "c4n4ry é";
        let at = secret.len() - 1;
        let _ = panic::catch_unwind(|| secret.split_at(at).0.len());
        let _ = panic::catch_unwind(|| panic!("{secret}"));
        let _ = panic::catch_unwind(|| panic!("only words"));
        drop(panic::take_hook());
        let said = said.lock().unwrap();
        assert_eq!(said.len(), 3);
        assert!(said.iter().all(|text| text.contains("src/") && !text.contains("c4n4ry")), "{said:?}");
        assert!(said[2].ends_with(": only words; please report this\n"), "{said:?}");
    }
}
