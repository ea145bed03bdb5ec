//! Following changes of a policy's files, where that is asked for.

use std::{mem::MaybeUninit, os::fd::OwnedFd, path::Path, time::Duration};

use rustix::fs::inotify::{self, CreateFlags, WatchFlags};
use tokio::{
    io::{Interest, unix::AsyncFd},
    time::{Instant, sleep_until},
};

use crate::exit::{Error, Result};

/// Editors write a file in several steps.
const SETTLING: Duration = Duration::from_millis(300);

/// The directory that is watched, if any.
pub(super) struct Watch {
    watched: Option<AsyncFd<OwnedFd>>,
    /// When files will have settled that changed.
    settles: Option<Instant>,
}

impl Watch {
    /// Watches the directory that a policy is in.
    pub(super) fn new(policy: Option<&Path>) -> Result<Self> {
        let Some(policy) = policy else {
            return Ok(Self {
                watched: None,
                settles: None,
            });
        };
        let directory = if policy.is_dir() {
            policy
        } else {
            policy
                .parent()
                .filter(|path| !path.as_os_str().is_empty())
                .unwrap_or(Path::new("."))
        };
        let failed = |e: std::io::Error| {
            Error::failure(format!("cannot watch {}: {e}", directory.display()))
                .remedy("leave --watch out, and say passgate reload after changes")
        };
        let changes = WatchFlags::CLOSE_WRITE
            | WatchFlags::MOVED_TO
            | WatchFlags::MOVED_FROM
            | WatchFlags::CREATE
            | WatchFlags::DELETE
            | WatchFlags::ATTRIB;
        let descriptor = inotify::init(CreateFlags::NONBLOCK | CreateFlags::CLOEXEC)
            .map_err(|e| failed(e.into()))?;
        inotify::add_watch(&descriptor, directory, changes).map_err(|e| failed(e.into()))?;
        // SAFETY: the descriptor is owned, and stays open while this lives.
        let watched = unsafe { AsyncFd::register_with_interest(descriptor, Interest::READABLE) };
        let watched = watched.map_err(|e| failed(e.into()))?;
        Ok(Self {
            watched: Some(watched),
            settles: None,
        })
    }

    /// Ends when files changed, and no more did for a moment; never where nothing is watched. Whoever drops it, because
    /// something else came first, loses nothing.
    pub(super) async fn changed(&mut self) {
        let Some(watched) = &mut self.watched else {
            return std::future::pending().await;
        };
        loop {
            let settles = self.settles;
            tokio::select! {
                ready = watched.readable_mut() => {
                    if let Ok(mut ready) = ready {
                        let mut buffer = [MaybeUninit::uninit(); 4096];
                        let mut events = inotify::Reader::new(ready.get_inner(), &mut buffer);
                        while events.next().is_ok() {}
                        ready.clear_ready();
                    }
                    self.settles = Some(Instant::now() + SETTLING);
                }
                () = sleep_until(settles.unwrap_or_else(Instant::now)), if settles.is_some() => {
                    self.settles = None;
                    return;
                }
            }
        }
    }
}
