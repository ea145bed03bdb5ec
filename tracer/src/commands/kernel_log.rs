//! What the programs log, written to standard error as it comes.

use tokio::io::unix::AsyncFd;

use crate::{
    exit::{Error, Result},
    kernel::{Kernel, Log},
};

/// The log, ready to be waited for. Needs a tokio runtime.
pub(super) struct KernelLog(Option<AsyncFd<Log>>);

impl KernelLog {
    /// Takes a kernel's log where it is wanted; else there is nothing to wait for.
    pub(super) fn listen(kernel: &mut Kernel, wanted: bool) -> Result<Self> {
        if !wanted {
            return Ok(Self(None));
        }
        // SAFETY: a log owns its descriptor, which stays the same and open while the log lives.
        unsafe { AsyncFd::register(kernel.log()?) }
            .map(|log| Self(Some(log)))
            .map_err(|e| Error::failure(format!("cannot wait for the programs' log: {e}")))
    }

    /// Waits for messages and writes them; never ends where the programs do not log.
    pub(super) async fn flush(&mut self) {
        let Some(log) = &mut self.0 else {
            return std::future::pending().await;
        };
        if let Ok(mut guard) = log.readable_mut().await {
            guard.get_inner_mut().flush();
            guard.clear_ready();
        }
    }

    /// Writes the messages that are there now.
    pub(super) fn finish(&mut self) {
        if let Some(log) = &mut self.0 {
            log.get_mut().flush();
        }
    }
}
