//! The programs' own log, through aya-log.

use std::{
    io::Write as _,
    os::fd::{AsRawFd, RawFd},
};

use aya::Ebpf;
use aya_log::EbpfLogger;

use crate::exit::{Error, Result};

/// The log's reading end. Its descriptor is readable when there are messages.
pub struct Log(EbpfLogger<Stderr>);

impl Log {
    pub(super) fn new(ebpf: &mut Ebpf) -> Result<Self> {
        EbpfLogger::init_with_logger(ebpf, Stderr)
            .map(Self)
            .map_err(|e| Error::failure(format!("cannot read the programs' log: {e}")))
    }

    /// Writes every message that is there to standard error.
    pub fn flush(&mut self) {
        self.0.flush();
    }
}

impl AsRawFd for Log {
    fn as_raw_fd(&self) -> RawFd {
        self.0.as_raw_fd()
    }
}

/// Messages of the programs go to standard error, one a line.
struct Stderr;

impl log::Log for Stderr {
    fn enabled(&self, _metadata: &log::Metadata<'_>) -> bool {
        true
    }

    fn log(&self, record: &log::Record<'_>) {
        // A reader that has gone has had enough.
        let _ = writeln!(
            std::io::stderr().lock(),
            "kernel: {} {}",
            record.level().as_str().to_ascii_lowercase(),
            record.args()
        );
    }

    fn flush(&self) {}
}
