//! The process that started the server, which must not outlive it.

use std::thread;

/// Does something once a process is gone, or if there is no such process.
pub(super) fn when_gone(process: i64, act: impl FnOnce() + Send + 'static) {
    thread::spawn(move || {
        if wait_for(process) {
            act();
        }
    });
}

/// Waits for a process to end; false where it cannot be waited for.
#[cfg(unix)]
fn wait_for(process: i64) -> bool {
    use rustix::io::Errno;
    use rustix::process::{Pid, test_kill_process};
    use std::time::Duration;

    const PAUSE: Duration = Duration::from_secs(10);

    let Some(process) = i32::try_from(process).ok().filter(|process| *process > 0).and_then(Pid::from_raw) else {
        return false;
    };
    #[cfg(target_os = "linux")]
    {
        use rustix::event::{PollFd, PollFlags, poll};
        use rustix::process::{PidfdFlags, pidfd_open};
        match pidfd_open(process, PidfdFlags::empty()) {
            Ok(handle) => loop {
                match poll(&mut [PollFd::new(&handle, PollFlags::IN)], None) {
                    Ok(_) => return true,
                    Err(Errno::INTR) => {}
                    Err(_) => break,
                }
            },
            Err(Errno::SRCH) => return true,
            // An old kernel: it is asked now and then.
            Err(_) => {}
        }
    }
    while test_kill_process(process) != Err(Errno::SRCH) {
        thread::sleep(PAUSE);
    }
    true
}

/// Elsewhere the end of the input has to do.
#[cfg(not(unix))]
fn wait_for(_: i64) -> bool {
    false
}
