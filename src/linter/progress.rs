//! How far a run has come, for who waits for it, and whether anybody still does.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use super::LintError;

/// Counts that a run moves on while it works.
#[derive(Debug, Default)]
pub(crate) struct Progress {
    total: AtomicUsize,
    done: AtomicUsize,
    is_cancelled: AtomicBool,
}

impl Progress {
    /// How many steps are done, and how many are known of; none before files are found.
    pub(crate) fn counts(&self) -> (usize, usize) {
        (self.done.load(Ordering::Relaxed), self.total.load(Ordering::Relaxed))
    }

    /// Adds steps that have come to light.
    pub(super) fn expect(&self, steps: usize) {
        self.total.fetch_add(steps, Ordering::Relaxed);
    }

    /// Has the run end as soon as it can: nobody wants to know any more.
    pub(crate) fn cancel(&self) {
        self.is_cancelled.store(true, Ordering::Relaxed);
    }

    pub(super) fn go_on(&self) -> Result<(), LintError> {
        if self.is_cancelled.load(Ordering::Relaxed) { Err(LintError::Cancelled) } else { Ok(()) }
    }

    pub(super) fn step(&self) {
        self.done.fetch_add(1, Ordering::Relaxed);
    }
}
