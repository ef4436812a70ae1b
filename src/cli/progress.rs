//! A progress bar on the terminal, for runs that take long enough to wonder.

use std::sync::Arc;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::linter::Progress;

/// A run that ends within this time shows nothing.
const PATIENCE: Duration = Duration::from_millis(500);
/// How often the bar is drawn anew.
const BEAT: Duration = Duration::from_millis(100);

/// What decides whether a bar may be drawn.
#[derive(Clone, Copy, Debug)]
pub(super) struct Surroundings {
    /// Whether standard error is a terminal that can move its cursor.
    pub(super) can_draw: bool,
    pub(super) is_quiet: bool,
    /// Whether a report for programs goes to the same terminal.
    pub(super) shows_data: bool,
}

impl Surroundings {
    fn allow_a_bar(self) -> bool {
        self.can_draw && !self.is_quiet && !self.shows_data
    }
}

/// Does some work, with a bar if that takes long. The bar is gone when the work is done.
pub(super) fn watched<T>(surroundings: Surroundings, work: impl FnOnce(&Progress) -> T) -> T {
    let progress = Arc::new(Progress::default());
    if !surroundings.allow_a_bar() {
        return work(&progress);
    }
    // Dropping the sender tells the thread to clear the bar, also when the work panics.
    let (end, ended) = mpsc::channel::<()>();
    let drawn = thread::spawn({
        let progress = Arc::clone(&progress);
        move || draw(&progress, &ended)
    });
    let result = work(&progress);
    drop(end);
    // A bar that could not be drawn is no reason to fail.
    let _ = drawn.join();
    result
}

fn draw(progress: &Progress, ended: &mpsc::Receiver<()>) {
    if ended.recv_timeout(PATIENCE) != Err(RecvTimeoutError::Timeout) {
        return;
    }
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
    // Letters that every terminal has.
    if let Ok(style) = ProgressStyle::with_template("checking [{bar:30}] {pos}/{len}") {
        bar.set_style(style.progress_chars("=> "));
    }
    while ended.recv_timeout(BEAT) == Err(RecvTimeoutError::Timeout) {
        let (done, total) = progress.counts();
        // Until all files are found nobody knows how many there are.
        if total > 0 {
            bar.set_length(total as u64);
            bar.set_position(done as u64);
        }
    }
    bar.finish_and_clear();
}

#[cfg(test)]
mod tests {
    use super::*;

    const TERMINAL: Surroundings = Surroundings { can_draw: true, is_quiet: false, shows_data: false };

    #[test]
    fn a_bar_is_for_people_at_a_terminal() {
        assert!(TERMINAL.allow_a_bar());
        assert!(!Surroundings { can_draw: false, ..TERMINAL }.allow_a_bar());
        assert!(!Surroundings { is_quiet: true, ..TERMINAL }.allow_a_bar());
        assert!(!Surroundings { shows_data: true, ..TERMINAL }.allow_a_bar());
    }

    #[test]
    fn work_is_done_once_with_a_bar_and_without() {
        for surroundings in [TERMINAL, Surroundings { can_draw: false, ..TERMINAL }] {
            let mut times = 0;
            assert_eq!(
                watched(surroundings, |_| {
                    times += 1;
                    times
                }),
                1
            );
        }
    }
}
