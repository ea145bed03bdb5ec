//! Marking the process whose descendants are observed.

use std::os::fd::AsRawFd as _;

use aya::maps::{HashMap, Map, MapData};
use rustix::process::{PidfdFlags, getpid, pidfd_open};

use crate::exit::{Error, Result};

/// The marks. To the kernel a task storage is keyed by pidfd from userspace, and otherwise
/// accessed like a hash map.
pub(super) struct Scope(HashMap<MapData, i32, u32>);

impl Scope {
    pub(super) fn new(map: Map) -> Result<Self> {
        let map = match map {
            Map::Unsupported(data) => Map::HashMap(data),
            other => other,
        };
        HashMap::try_from(map)
            .map(Self)
            .map_err(|e| Error::failure(format!("the map SCOPE is not usable: {e}")))
    }

    /// Runs `spawn` with this process's main thread marked, so that whatever it creates inherits
    /// the mark. Must be called on the main thread.
    pub(super) fn with_mark<T>(&mut self, spawn: impl FnOnce() -> T) -> Result<T> {
        let pidfd = pidfd_open(getpid(), PidfdFlags::empty())
            .map_err(|e| Error::failure(format!("cannot open a pidfd: {e}")))?;
        let key = pidfd.as_raw_fd();
        self.0
            .insert(key, 1, 0)
            .map_err(|e| Error::failure(format!("cannot mark the command: {e}")))?;
        let spawned = spawn();
        self.0
            .remove(&key)
            .map_err(|e| Error::failure(format!("cannot unmark this process: {e}")))?;
        Ok(spawned)
    }
}
