//! Exit codes, the same for every command. They stay clear of the small numbers that an observed
//! command is likely to return itself.

use std::process::ExitCode;

/// How a run of passgate ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Exit {
    /// All went well.
    Success = 0,
    /// `doctor` found that something required is missing, or that something attached does not work; `check`
    /// warns; `simulate` saw calls that would have been refused; `diff` found a difference.
    Unsound = 1,
    /// The arguments make no sense (what clap uses, too), or a policy has errors.
    Usage = 2,
    /// The kernel lacks something (EX_UNAVAILABLE).
    Unsupported = 69,
    /// The caller lacks a privilege (EX_NOPERM).
    NotPermitted = 77,
    /// Any other failure of passgate's own, as env(1) and timeout(1) have it.
    Failure = 125,
    /// The command to observe exists and cannot be executed.
    CannotExecute = 126,
    /// The command to observe does not exist.
    NotFound = 127,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// A failure that reaches the user: what went wrong, what to do, and the status to exit with.
#[derive(Debug)]
pub struct Error {
    /// The status.
    pub exit: Exit,
    /// What went wrong, one sentence.
    pub message: String,
    /// What to do about it, one sentence.
    pub remedy: Option<String>,
}

/// The result of whatever may fail in front of the user.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// A failure without a better status than [`Exit::Failure`].
    pub fn failure(message: impl Into<String>) -> Self {
        Self::new(Exit::Failure, message)
    }

    /// A failure with a status of its own.
    pub fn new(exit: Exit, message: impl Into<String>) -> Self {
        Self {
            exit,
            message: message.into(),
            remedy: None,
        }
    }

    /// Says what to do about it.
    pub fn remedy(self, remedy: impl Into<String>) -> Self {
        Self {
            remedy: Some(remedy.into()),
            ..self
        }
    }
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)?;
        match &self.remedy {
            // One sentence, unless the message quotes a log.
            Some(remedy) if !self.message.contains('\n') => write!(f, "; {remedy}"),
            Some(remedy) => write!(f, "\n{remedy}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Error {}
