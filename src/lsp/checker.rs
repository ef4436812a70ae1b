//! Checks in the background for clients that do not ask: of several changes only the last is checked.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

use serde_json::Value as Json;

use super::analysis::Analyses;
use super::diagnostics;
use super::workspace::Workspace;
use crate::linter::Progress;

/// One root as it was checked.
pub(super) struct Checked {
    pub(super) root: PathBuf,
    /// The last change that the check knows of.
    pub(super) changes: u64,
    /// By URI.
    pub(super) diagnostics: BTreeMap<String, Vec<Json>>,
    /// Why nothing could be checked.
    pub(super) failure: Option<String>,
}

pub(super) struct Checker {
    state: Arc<(Mutex<State>, Condvar)>,
}

#[derive(Default)]
struct State {
    next: Option<Workspace>,
    /// The run that is going on.
    running: Option<Arc<Progress>>,
    /// Nobody waits for checks any more.
    is_over: bool,
}

impl Checker {
    pub(super) fn start(analyses: Arc<Analyses>, report: impl Fn(Checked) + Send + 'static) -> Self {
        let checker = Self { state: Arc::default() };
        let state = Arc::clone(&checker.state);
        thread::spawn(move || {
            while let Some(workspace) = next(&state) {
                // What makes one check fail may not be there at the next.
                let _ = catch_unwind(AssertUnwindSafe(|| check(&state, &workspace, &analyses, &report)));
            }
        });
        checker
    }

    /// Has a workspace checked. What is going on about an earlier one ends.
    pub(super) fn check(&self, workspace: Workspace) {
        let mut state = lock(&self.state.0);
        state.next = Some(workspace);
        if let Some(running) = &state.running {
            running.cancel();
        }
        self.state.1.notify_all();
    }
}

/// Its thread ends with it.
impl Drop for Checker {
    fn drop(&mut self) {
        let mut state = lock(&self.state.0);
        state.is_over = true;
        if let Some(running) = &state.running {
            running.cancel();
        }
        self.state.1.notify_all();
    }
}

/// Waits for a workspace to check; none where there will be none.
fn next(state: &(Mutex<State>, Condvar)) -> Option<Workspace> {
    let mut guard = lock(&state.0);
    loop {
        match guard.next.take() {
            _ if guard.is_over => return None,
            Some(workspace) => return Some(workspace),
            None => guard = state.1.wait(guard).unwrap_or_else(PoisonError::into_inner),
        }
    }
}

fn check(state: &(Mutex<State>, Condvar), workspace: &Workspace, analyses: &Analyses, report: &impl Fn(Checked)) {
    analyses.keep(workspace);
    for root in workspace.roots.keys() {
        let progress = Arc::new(Progress::default());
        {
            let mut state = lock(&state.0);
            if state.next.is_some() {
                return;
            }
            state.running = Some(progress.clone());
        }
        let analysis = analyses.watched(workspace, root, &progress);
        lock(&state.0).running = None;
        if analysis.is_cancelled() {
            return;
        }
        report(Checked {
            root: root.clone(),
            changes: analysis.changes,
            diagnostics: diagnostics::all(&analysis, &workspace.client),
            failure: analysis.failure(),
        });
    }
}

fn lock(mutex: &Mutex<State>) -> MutexGuard<'_, State> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn its_thread_ends_with_it() {
        let checker = Checker::start(Arc::default(), |_| {});
        let shared = Arc::downgrade(&checker.state);
        drop(checker);
        while shared.upgrade().is_some() {
            thread::yield_now();
        }
    }
}
