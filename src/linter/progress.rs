//! How far a run has come, for who waits for it.

use std::sync::atomic::{AtomicUsize, Ordering};

/// Counts that a run moves on while it works.
#[derive(Debug, Default)]
pub(crate) struct Progress {
    total: AtomicUsize,
    done: AtomicUsize,
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

    pub(super) fn step(&self) {
        self.done.fetch_add(1, Ordering::Relaxed);
    }
}
