//! Where xtask keeps what is expensive to get: kernels, the linker, sources of the standard
//! library. Shared by all clones of the project; safe to delete.

use std::path::{Path, PathBuf};

use crate::progress::{Error, Result};

/// Root of the project.
pub(crate) fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap_or(Path::new("."))
}

/// The cargo target directory.
pub(crate) fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| project().join("target"), PathBuf::from)
}

/// A folder of the cache, made if it is missing: `PASSGATE_CACHE`, else
/// `$XDG_CACHE_HOME/passgate`, else `~/.cache/passgate`.
pub(crate) fn directory(name: &str) -> Result<PathBuf> {
    let root = std::env::var_os("PASSGATE_CACHE")
        .map(PathBuf::from)
        .or_else(|| {
            std::env::var_os("XDG_CACHE_HOME").map(|home| PathBuf::from(home).join("passgate"))
        })
        .or_else(|| {
            std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".cache/passgate"))
        })
        .ok_or_else(|| Error::new("no place for a cache", "set PASSGATE_CACHE to a folder"))?;
    let folder = root.join(name);
    std::fs::create_dir_all(&folder).map_err(|e| {
        Error::new(
            format!("cannot make {}: {e}", folder.display()),
            "set PASSGATE_CACHE to a folder that you may write",
        )
    })?;
    Ok(folder)
}
