//! Clients that have something before anybody looks.

use std::{
    io::{BufRead as _, BufReader},
    process::{Child, Command, Stdio},
};

use crate::observe::this;

/// A client that has what it is to have, and ends with this at the latest.
pub(crate) struct Holder(Child);

impl Holder {
    /// One that goes on at the end of its input, see [`Self::finish`].
    pub(crate) fn start(words: &[&str]) -> Result<Self, String> {
        Self::start_from(Stdio::piped(), words)
    }

    /// The same with an input that somebody else has.
    pub(crate) fn start_from(input: impl Into<Stdio>, words: &[&str]) -> Result<Self, String> {
        let child = Command::new(this())
            .arg("client")
            .args(words)
            .stdin(input)
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|e| format!("the holder: {e}"))?;
        let mut holder = Self(child);
        let out = holder.0.stdout.take().ok_or("no standard output")?;
        let mut line = String::new();
        BufReader::new(out)
            .read_line(&mut line)
            .map_err(|e| format!("the holder: {e}"))?;
        if line == "held\n" {
            Ok(holder)
        } else {
            Err(format!("the holder of {words:?} said {line:?}"))
        }
    }

    pub(crate) fn process(&self) -> u32 {
        self.0.id()
    }

    /// Lets it go on, to its end.
    pub(crate) fn finish(&mut self) -> Result<(), String> {
        drop(self.0.stdin.take());
        let status = self.0.wait().map_err(|e| format!("the holder: {e}"))?;
        if status.success() {
            Ok(())
        } else {
            Err(format!("the holder failed: {status}"))
        }
    }
}

impl Drop for Holder {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
