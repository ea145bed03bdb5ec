//! The daemon's socket: one request and one answer a connection, a JSON object a line each. Anybody may ask how it
//! is; only root changes anything.

use std::{
    fs, io,
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use serde::{Deserialize, Serialize};
use tokio::{
    io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader},
    net::{UnixListener, UnixStream},
    sync::{Semaphore, mpsc, oneshot},
    time::timeout,
};

use super::status::Status;
use crate::exit::{Error, Exit, Result};

/// Where the daemon's socket is, and its lock.
pub const DIRECTORY: &str = "/run/passgate";

/// Most bytes of a request.
const MOST_BYTES: u64 = 4096;
/// Most connections at a time of those who are not root.
const MOST_CONNECTIONS: usize = 16;
/// How long a client may take to ask, and to take the answer.
const PATIENCE: Duration = Duration::from_secs(5);
/// How long a request may take: a reload may load programs anew.
const WORK: Duration = Duration::from_mins(5);

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "request", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Request {
    /// How the daemon is.
    Status,
    /// To read the policy anew.
    Reload {
        /// To go back after so many seconds, unless it is confirmed.
        confirm_within: Option<u64>,
    },
    /// To stay with the policy that is on trial.
    Confirm,
    /// To end.
    Stop {
        /// And to leave nothing in force, whatever the policy says.
        release: bool,
    },
}

/// The answer.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Answer {
    /// How it is.
    Status(Box<Status>),
    /// It was done, and this is to be told.
    Done(String),
    /// It was not done.
    Failed {
        /// The exit status.
        exit: u8,
        /// Why.
        message: String,
    },
}

impl Answer {
    /// Of what failed.
    pub fn failed(error: &Error) -> Self {
        Self::Failed {
            exit: error.exit as u8,
            message: error.to_string(),
        }
    }
}

/// A request, and where its answer goes.
pub type Asked = (Request, oneshot::Sender<Answer>);

/// Where the socket is.
fn socket(directory: &Path) -> PathBuf {
    directory.join("control.sock")
}

/// Serves the socket until the daemon ends. Requests go to whoever has the other end of the channel.
///
/// # Errors
///
/// Where the socket cannot be made.
pub fn serve(directory: &Path, to: mpsc::Sender<Asked>) -> Result<()> {
    let path = socket(directory);
    let failed =
        |e: io::Error| Error::failure(format!("cannot make the socket {}: {e}", path.display()));
    // Whoever has the lock may: it is of a daemon that is gone.
    match fs::remove_file(&path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(failed(error)),
        _ => {}
    }
    let listener = UnixListener::bind(&path).map_err(failed)?;
    fs::set_permissions(&path, fs::Permissions::from_mode(0o666)).map_err(failed)?;
    tokio::spawn(async move {
        let room = Arc::new(Semaphore::new(MOST_CONNECTIONS));
        loop {
            match listener.accept().await {
                Ok((stream, _)) => {
                    let is_root = stream.peer_cred().is_ok_and(|peer| peer.uid() == 0);
                    // Root always has a place; of others who find none the connection ends.
                    let place = Arc::clone(&room).try_acquire_owned();
                    if place.is_err() && !is_root {
                        continue;
                    }
                    let to = to.clone();
                    tokio::spawn(async move {
                        let _place = place;
                        // Whoever vanishes wants no answer.
                        let _ = answer(stream, &to).await;
                    });
                }
                // Out of descriptors, for one: they come back.
                Err(_) => tokio::time::sleep(Duration::from_millis(100)).await,
            }
        }
    });
    Ok(())
}

async fn answer(stream: UnixStream, to: &mpsc::Sender<Asked>) -> io::Result<()> {
    let is_root = stream
        .peer_cred()
        .is_ok_and(|credentials| credentials.uid() == 0);
    let (read, mut write) = stream.into_split();
    let mut line = Vec::new();
    let mut read = BufReader::new(read.take(MOST_BYTES + 1));
    let answer = match timeout(PATIENCE, read.read_until(b'\n', &mut line)).await {
        Err(_) => return Ok(()),
        Ok(read) => {
            read?;
            asked(&line, is_root, to).await
        }
    };
    let mut bytes = serde_json::to_vec(&answer)?;
    bytes.push(b'\n');
    match timeout(PATIENCE, write.write_all(&bytes)).await {
        Ok(written) => written,
        Err(_) => Ok(()),
    }
}

async fn asked(line: &[u8], is_root: bool, to: &mpsc::Sender<Asked>) -> Answer {
    let wrong = |exit: Exit, message: String| Answer::failed(&Error::new(exit, message));
    if line.len() as u64 > MOST_BYTES {
        return wrong(
            Exit::Usage,
            format!("the request has more than {MOST_BYTES} bytes"),
        );
    }
    let request: Request = match serde_json::from_slice(line) {
        Ok(request) => request,
        Err(error) => return wrong(Exit::Usage, format!("this is no request: {error}")),
    };
    if request != Request::Status && !is_root {
        return wrong(Exit::NotPermitted, "only root changes anything".to_owned());
    }
    let (back, answer) = oneshot::channel();
    let gone = || wrong(Exit::Failure, "the daemon ends".to_owned());
    if to.send((request, back)).await.is_err() {
        return gone();
    }
    match timeout(WORK, answer).await {
        Ok(answer) => answer.unwrap_or_else(|_| gone()),
        Err(_) => wrong(Exit::Failure, "the daemon is busy".to_owned()),
    }
}

/// Asks a daemon.
///
/// # Errors
///
/// Where none is there, or what it answers is no answer. What it refuses is an answer.
pub async fn ask(directory: &Path, request: &Request) -> Result<Answer> {
    // Whoever wants to be rid of a daemon does not wait for one that hangs.
    let patience = match request {
        Request::Stop { release: true } => PATIENCE,
        _ => WORK + PATIENCE,
    };
    let path = socket(directory);
    let failed = |e: io::Error| match e.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::ConnectionRefused => {
            Error::failure(format!("no daemon listens at {}", path.display()))
                .remedy("start one: passgate enforce --policy FILE")
        }
        _ => Error::failure(format!("cannot ask the daemon at {}: {e}", path.display())),
    };
    let mut stream = UnixStream::connect(&path).await.map_err(failed)?;
    let mut line = serde_json::to_vec(request).map_err(|e| failed(e.into()))?;
    line.push(b'\n');
    stream.write_all(&line).await.map_err(failed)?;
    let mut answer = Vec::new();
    let read = timeout(patience, stream.read_to_end(&mut answer));
    match read.await {
        Ok(read) => read.map_err(failed)?,
        Err(_) => return Err(Error::failure("the daemon does not answer")),
    };
    if answer.is_empty() {
        return Err(Error::failure("the daemon ended before it answered"));
    }
    serde_json::from_slice(&answer)
        .map_err(|e| Error::failure(format!("the daemon's answer is none: {e}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a daemon that says done to everything answers to these bytes.
    async fn answered(bytes: &[u8], is_root: bool) -> String {
        let (to, mut from) = mpsc::channel::<Asked>(1);
        tokio::spawn(async move {
            while let Some((_, back)) = from.recv().await {
                let _ = back.send(Answer::Done("done".to_owned()));
            }
        });
        let answer = asked(bytes, is_root, &to).await;
        serde_json::to_string(&answer).expect("JSON")
    }

    #[tokio::test]
    async fn garbage_is_answered_and_nobody_but_root_changes_anything() {
        let root = |bytes: &'static [u8]| answered(bytes, true);
        assert!(root(br#"{"request":"confirm"}"#).await.contains("done"));
        assert!(
            root(br#"{"request":"stop","release":true}"#)
                .await
                .contains("done")
        );
        for garbage in [
            &b""[..],
            b"\n",
            b"\xff\xfe",
            b"{}",
            b"[[[[[[[[",
            br#"{"request":"stop"}"#,
            br#"{"request":"reload","confirm_within":null,"more":1}"#,
        ] {
            let answer = root(garbage).await;
            assert!(answer.contains("no request"), "{garbage:?}: {answer}");
        }
        assert!(
            answered(&vec![b' '; 5000], true)
                .await
                .contains("more than 4096")
        );
        let other = answered(br#"{"request":"reload","confirm_within":null}"#, false).await;
        assert!(other.contains("only root"), "{other}");
        assert!(
            answered(br#"{"request":"status"}"#, false)
                .await
                .contains("done")
        );
    }

    #[tokio::test]
    async fn clients_that_are_slow_or_vanish_are_in_nobody_s_way() {
        let folder = tempfile::tempdir().expect("a directory");
        let (to, mut from) = mpsc::channel::<Asked>(1);
        tokio::spawn(async move {
            while let Some((_, back)) = from.recv().await {
                let _ = back.send(Answer::Done("done".to_owned()));
            }
        });
        serve(folder.path(), to).expect("a socket");
        let path = socket(folder.path());
        // They say nothing, say half of it, or are gone before the answer.
        let mut held = Vec::new();
        for bytes in [&b""[..], b"{\"request\":", b"{\"request\":\"confirm\"}\n"] {
            for is_held in [true, false] {
                let mut stream = UnixStream::connect(&path).await.expect("a connection");
                stream.write_all(bytes).await.expect("written");
                if is_held {
                    held.push(stream);
                }
            }
        }
        let answer = ask(folder.path(), &Request::Confirm)
            .await
            .expect("an answer");
        assert!(matches!(answer, Answer::Done(_)), "{answer:?}");
        let none = ask(&folder.path().join("none"), &Request::Status).await;
        assert!(none.is_err_and(|error| error.message.contains("no daemon")));
    }
}
