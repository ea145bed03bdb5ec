//! What xtask says while it works, and how its steps fail.

use std::{
    io::{ErrorKind, IsTerminal, Write},
    process::{Command, Stdio},
    time::{Duration, Instant},
};

/// A step that failed: which, and what to do about it.
#[derive(Debug)]
pub(crate) struct Error {
    step: String,
    remedy: String,
}

pub(crate) type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// What failed, and its remedy.
    pub(crate) fn new(step: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self {
            step: step.into(),
            remedy: remedy.into(),
        }
    }
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}\n  {}", self.step, self.remedy)
    }
}

/// Says on standard error what is being done.
pub(crate) fn say(text: impl AsRef<str>) {
    let stderr = std::io::stderr();
    let bold = stderr.is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty());
    let (on, off) = if bold {
        ("\x1b[1m", "\x1b[0m")
    } else {
        ("", "")
    };
    tell(format!("{on}==>{off} {}", text.as_ref()));
}

/// Writes a line to standard error. Where that is closed, nobody wants to know.
pub(crate) fn tell(text: impl AsRef<str>) {
    let _ = writeln!(std::io::stderr(), "{}", text.as_ref());
}

/// Writes a result to standard output. A reader that has gone has read enough.
pub(crate) fn print(text: &str) -> Result<()> {
    let mut output = std::io::stdout().lock();
    match output
        .write_all(text.as_bytes())
        .and_then(|()| output.flush())
    {
        Err(e) if e.kind() != ErrorKind::BrokenPipe => Err(Error::new(
            format!("cannot write the result to standard output: {e}"),
            "check where it leads to",
        )),
        _ => Ok(()),
    }
}

/// Runs a command to its end, with a sign of life every ten seconds, and returns its standard
/// output. Its whole output goes into the error where it fails.
pub(crate) fn run(doing: &str, command: &mut Command, remedy: &str) -> Result<String> {
    say(doing);
    let program = command.get_program().to_string_lossy().into_owned();
    let began = Instant::now();
    let child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|e| Error::new(format!("{doing}: cannot run {program}: {e}"), remedy))?;
    let (done, waiting) = std::sync::mpsc::channel();
    let output = std::thread::scope(|scope| {
        scope.spawn(move || {
            while waiting.recv_timeout(Duration::from_secs(10)).is_err() {
                say(format!(
                    "  still at it after {} s",
                    began.elapsed().as_secs()
                ));
            }
        });
        let output = child.wait_with_output();
        let _ = done.send(());
        output
    })
    .map_err(|e| Error::new(format!("{doing}: {e}"), remedy))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    let log = [output.stdout, output.stderr].concat();
    let log = String::from_utf8_lossy(&log);
    let tail: Vec<&str> = log.lines().rev().take(40).collect();
    let tail: Vec<&str> = tail.into_iter().rev().collect();
    Err(Error::new(
        format!(
            "{doing}: {program} failed ({})\n{}",
            output.status,
            tail.join("\n")
        ),
        remedy,
    ))
}
