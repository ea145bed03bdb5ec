//! A cgroup of its own for one command and its descendants.

use std::{
    fs, io,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

/// How long what was killed may take to be gone.
const PATIENCE: Duration = Duration::from_secs(5);
const PAUSE: Duration = Duration::from_millis(5);

/// A cgroup below the one that this process is in. It is removed when this is dropped, with whatever still
/// runs in it.
#[derive(Debug)]
pub struct OwnCgroup {
    path: PathBuf,
    parent: PathBuf,
}

impl OwnCgroup {
    /// Makes one.
    ///
    /// # Errors
    ///
    /// Where this process's cgroup is of version 1 alone, or nothing may be made below it.
    pub fn new() -> io::Result<Self> {
        let unsupported = |what| io::Error::new(io::ErrorKind::Unsupported, what);
        let mounts = fs::read_to_string("/proc/self/mounts")?;
        let mount = mount(&mounts).ok_or_else(|| unsupported("no cgroup2 is mounted"))?;
        let own = fs::read_to_string("/proc/self/cgroup")?;
        let own = own
            .lines()
            .find_map(|line| line.strip_prefix("0::/"))
            .ok_or_else(|| unsupported("this process is in no cgroup of version 2"))?;
        let parent = Path::new(mount).join(own);
        let path = parent.join(format!("passgate-{}", std::process::id()));
        fs::create_dir(&path)?;
        Ok(Self { path, parent })
    }

    /// Runs `spawn` within it: what it starts is in the cgroup from its first instruction on.
    ///
    /// # Errors
    ///
    /// Where this process cannot be moved.
    pub fn within<T>(&self, spawn: impl FnOnce() -> T) -> io::Result<T> {
        let enter = |path: &Path| fs::write(path.join("cgroup.procs"), "0");
        enter(&self.path)?;
        let spawned = spawn();
        enter(&self.parent)?;
        Ok(spawned)
    }

    /// Kills what still runs in it and below. Returns whether that was anything.
    ///
    /// # Errors
    ///
    /// Where the kernel has no such thing, before 5.14, or this process is in it itself.
    pub fn kill(&self) -> io::Result<bool> {
        let own = fs::read_to_string("/proc/self/cgroup")?;
        let name = self.path.file_name().unwrap_or_default();
        let is_within = |line: &str| Path::new(line).iter().any(|part| part == name);
        if own.lines().any(is_within) {
            return Err(io::Error::other("this process could not leave the cgroup"));
        }
        let runs = self.is_populated()?;
        if runs {
            fs::write(self.path.join("cgroup.kill"), "1")?;
        }
        Ok(runs)
    }

    /// Whether anything runs in it or below.
    fn is_populated(&self) -> io::Result<bool> {
        let events = fs::read_to_string(self.path.join("cgroup.events"))?;
        Ok(events.lines().any(|line| line == "populated 1"))
    }
}

impl Drop for OwnCgroup {
    fn drop(&mut self) {
        if self.kill().is_err() {
            return;
        }
        let began = Instant::now();
        while self.is_populated().unwrap_or(false) && began.elapsed() < PATIENCE {
            std::thread::sleep(PAUSE);
        }
        remove(&self.path);
    }
}

/// Removes a cgroup with those below it, which it may have been given by what ran in it.
fn remove(path: &Path) {
    for below in path.read_dir().into_iter().flatten().flatten() {
        if below.file_type().is_ok_and(|kind| kind.is_dir()) {
            remove(&below.path());
        }
    }
    let _ = fs::remove_dir(path);
}

/// Where cgroups of version 2 are mounted.
fn mount(mounts: &str) -> Option<&str> {
    let mut lines = mounts.lines().map(|line| line.split(' '));
    lines.find_map(
        |mut words| match (words.next(), words.next(), words.next()) {
            (_, Some(at), Some("cgroup2")) => Some(at),
            _ => None,
        },
    )
}

#[cfg(test)]
mod tests {
    use super::mount;

    #[test]
    fn the_mount_of_version_2_is_found() {
        let mounts = "proc /proc proc rw 0 0\ncgroup /sys/fs/cgroup/cpu cgroup rw,cpu 0 0\n\
                      none /sys/fs/cgroup/unified cgroup2 rw 0 0\n";
        assert_eq!(mount(mounts), Some("/sys/fs/cgroup/unified"));
        assert_eq!(mount("proc /proc proc rw 0 0\n"), None);
    }
}
