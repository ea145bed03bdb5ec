//! The guest's serial console: kept in a file, and handed on by lines.

use std::{
    fs::{self, File},
    io::{BufRead, BufReader, Write},
    os::unix::net::UnixStream,
    path::{Path, PathBuf},
};

use super::{kernel::Kernel, logs};
use crate::progress::{Error, Result};

/// How many logs are kept.
const KEPT: usize = 30;

/// The console of one guest.
pub(crate) struct Console {
    from: UnixStream,
    log: File,
    path: PathBuf,
}

impl Console {
    /// Makes the log, named after the kernel and this process's number.
    pub(crate) fn create(kernel: &Kernel, from: UnixStream) -> Result<Self> {
        let folder = logs();
        let failed = |e: std::io::Error| {
            Error::new(
                format!("cannot keep a log in {}: {e}", folder.display()),
                "make that folder writable",
            )
        };
        fs::create_dir_all(&folder).map_err(failed)?;
        forget_old(&folder);
        let path = folder.join(format!("{}-{}.log", kernel.version, std::process::id()));
        // A process may boot one kernel several times: all that it boots is in one log.
        let log = File::options()
            .create(true)
            .append(true)
            .open(&path)
            .map_err(failed)?;
        Ok(Self { from, log, path })
    }

    /// Where the log is.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Reads to the console's end. Lines come without their ends and without what terminals
    /// would do: the firmware writes escape sequences.
    pub(crate) fn read(mut self, mut line: impl FnMut(String)) {
        let mut from = BufReader::new(self.from);
        let mut bytes = Vec::new();
        while from
            .read_until(b'\n', &mut bytes)
            .is_ok_and(|length| length > 0)
        {
            // A full disk must not stop the guest.
            let _ = self.log.write_all(&bytes);
            line(plain(&bytes));
            bytes.clear();
        }
    }
}

/// The printable text of a line.
fn plain(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let mut plain = String::new();
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        if c == '\x1b' {
            // ECMA-48: a control sequence ends with a letter or the like, others are one character.
            if rest.next() == Some('[') {
                let _ = rest.by_ref().find(|c| ('@'..='~').contains(c));
            }
        } else if !c.is_control() || c == '\t' {
            plain.push(c);
        }
    }
    plain
}

fn forget_old(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    let mut logs: Vec<_> = entries
        .flatten()
        .filter(|entry| entry.path().extension().is_some_and(|e| e == "log"))
        .filter_map(|entry| Some((entry.metadata().ok()?.modified().ok()?, entry.path())))
        .collect();
    logs.sort();
    for (_, path) in logs.iter().rev().skip(KEPT) {
        let _ = fs::remove_file(path);
    }
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn lines_are_freed_of_terminal_controls() {
        assert_eq!(plain(b"\x1bc\x1b[?7l\x1b[2JSeaBIOS\r\n"), "SeaBIOS");
        assert_eq!(plain(b"[    1.0] a\tb \xff\n"), "[    1.0] a\tb \u{fffd}");
        assert_eq!(plain(b"\x1b["), "");
    }
}
