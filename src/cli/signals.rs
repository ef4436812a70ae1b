//! Signals that end the process wait while a file is replaced, so that none leaves a temporary file behind.

/// Does `work`. A signal that comes meanwhile ends the process afterwards, as it would have done at once.
pub(super) fn wait_for<T>(work: impl FnOnce() -> T) -> T {
    #[cfg(unix)]
    let _waiting = unix::Waiting::begin();
    work()
}

#[cfg(unix)]
mod unix {
    use std::fs;
    use std::sync::Once;
    use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    use signal_hook::{flag, low_level};

    static MAY_END: AtomicBool = AtomicBool::new(true);
    /// The signal that waits; 0 for none.
    static CAME: AtomicUsize = AtomicUsize::new(0);

    /// Signals wait as long as it lives.
    pub(super) struct Waiting;

    impl Waiting {
        pub(super) fn begin() -> Self {
            static REGISTERED: Once = Once::new();
            REGISTERED.call_once(register);
            MAY_END.store(false, Ordering::SeqCst);
            Self
        }
    }

    impl Drop for Waiting {
        fn drop(&mut self) {
            MAY_END.store(true, Ordering::SeqCst);
            let came = CAME.swap(0, Ordering::SeqCst);
            if let Some(signal) = [SIGHUP, SIGINT, SIGTERM].into_iter().find(|signal| *signal as usize == came) {
                // It fails for unknown signals only, and otherwise does not come back.
                let _ = low_level::emulate_default_handler(signal);
            }
        }
    }

    /// From now on the signals do what they did before, unless they have to wait.
    fn register() {
        let ignored = ignored();
        let are_heeded = |signal: &i32| ignored & (1 << (signal - 1)) == 0;
        for signal in [SIGHUP, SIGINT, SIGTERM].into_iter().filter(are_heeded) {
            // Where a signal cannot be caught it ends the process at once, which is no reason to write nothing.
            let _ = flag::register_conditional_default(signal, &MAY_END);
            let _ = flag::register_usize(signal, &CAME, signal as usize);
        }
    }

    /// A bit for each signal that the process was started to ignore, as `nohup` starts it. Only Linux tells.
    fn ignored() -> u64 {
        let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
        let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
        mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).unwrap_or(0)
    }
}
