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

/// Does some work, with a bar if one is wanted and the work takes long. The bar is gone when the work is done.
pub(super) fn watched<T>(shows_bar: bool, work: impl FnOnce(&Progress) -> T) -> T {
    let progress = Arc::new(Progress::default());
    if !shows_bar {
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

    #[test]
    fn work_is_done_once_with_a_bar_and_without() {
        for shows_bar in [true, false] {
            let mut times = 0;
            assert_eq!(
                watched(shows_bar, |_| {
                    times += 1;
                    times
                }),
                1
            );
        }
    }
}
