//! A word on stderr while reading takes long: on a terminal only, after half a second, and gone when it is done.

use std::io::{IsTerminal as _, Write as _};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

/// How long reading may take before anything is shown.
const PATIENCE: Duration = Duration::from_millis(500);

/// Shows it until it is dropped.
pub(super) struct Progress {
    done: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

/// Begins to wait; `what` is shown after half a second.
pub(super) fn begin(what: &'static str) -> Progress {
    if !std::io::stderr().is_terminal() {
        return Progress {
            done: None,
            thread: None,
        };
    }
    let (done, ended) = channel();
    let thread = std::thread::spawn(move || {
        if ended.recv_timeout(PATIENCE) != Err(RecvTimeoutError::Timeout) {
            return;
        }
        let mut stderr = std::io::stderr();
        let _ = write!(stderr, "{what} …");
        let _ = stderr.flush();
        let _ = ended.recv();
        // Back to the beginning of the line, and nothing on it.
        let _ = write!(stderr, "\r\u{1b}[K");
        let _ = stderr.flush();
    });
    Progress {
        done: Some(done),
        thread: Some(thread),
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        drop(self.done.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}
