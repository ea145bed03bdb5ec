//! What the programs log, written to standard error as it comes.

use std::io::Write as _;

use bytes::Bytes;
use tokio::io::unix::AsyncFd;
use tracer_common::record::Header;

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

    /// Writes the messages that are there now, and what is known of records of unknown kind.
    pub(super) fn finish(&mut self, unknown: &[(Header, Bytes)]) {
        let Some(log) = &mut self.0 else { return };
        log.get_mut().flush();
        for (header, bytes) in unknown {
            // A reader that has gone has had enough.
            let _ = writeln!(
                std::io::stderr().lock(),
                "kernel: record of unknown kind {} (boundary version {}): {bytes:02x?}",
                header.kind,
                header.abi
            );
        }
    }
}
