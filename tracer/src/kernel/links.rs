//! What keeps programs attached: links, which a process holds, and which stay behind it where they are pinned.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use aya::programs::links::{FdLink, PinnedLink};

use super::attach::chain;
use crate::exit::{Error, Result};

/// A directory in a BPF file system where links are pinned.
#[derive(Clone, Debug)]
pub(super) struct Place(PathBuf);

impl Place {
    /// Makes the directory; one that is there is another set's.
    pub(super) fn new(path: PathBuf) -> Result<Self> {
        fs::create_dir(&path).map_err(|e| unpinned(&path, &e))?;
        Ok(Self(path))
    }

    /// Its path.
    pub(super) fn path(&self) -> &Path {
        &self.0
    }
}

/// A link of a program to what it is attached to; it is attached as long as this is held or pinned.
#[derive(Debug)]
pub(super) enum Link {
    /// By this process alone.
    Held(FdLink),
    /// By its pin as well.
    Pinned(PinnedLink),
    /// Nothing any more.
    Gone,
}

impl From<FdLink> for Link {
    fn from(link: FdLink) -> Self {
        Self::Held(link)
    }
}

impl Link {
    /// Has it outlive this process. Does nothing where it is pinned.
    ///
    /// # Errors
    ///
    /// Where the kernel refuses; it is detached then.
    pub(super) fn pin(&mut self, place: &Place, name: &str) -> Result<()> {
        *self = match std::mem::replace(self, Self::Gone) {
            Self::Held(link) => {
                // Names in a BPF file system have no dots.
                let path = place.0.join(name.replace('.', "_"));
                let pinned = link.pin(&path).map_err(|e| {
                    Error::failure(format!("cannot pin {}: {}", path.display(), chain(&e)))
                })?;
                Self::Pinned(pinned)
            }
            other => other,
        };
        Ok(())
    }

    /// Detaches it, pinned or not.
    pub(super) fn remove(self) {
        if let Self::Pinned(link) = self {
            // Whoever removed the pin before was quicker.
            let _ = link.unpin();
        }
    }
}

/// What cannot be pinned.
pub(super) fn unpinned(path: &Path, error: &io::Error) -> Error {
    Error::failure(format!("cannot make {}: {error}", path.display())).remedy(
        "mount a BPF file system there: mount -t bpf bpf /sys/fs/bpf; \
         or say on-exit = \"release\" in [daemon]",
    )
}
