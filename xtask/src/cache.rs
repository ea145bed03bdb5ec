//! Where xtask keeps what is expensive to get: kernels, the linker, sources of the standard
//! library. Shared by all clones of the project; safe to delete.

use std::{
    fs::{self, File, TryLockError},
    io,
    path::{Path, PathBuf},
};

use crate::progress::{Error, Result, say};

/// Begins the names of folders that are still being filled.
const TEMPORARY: &str = ".tmp";

/// Root of the project.
pub(crate) fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap_or(Path::new("."))
}

/// The cargo target directory. A relative one starts where cargo is run, which is the project's
/// root, wherever xtask was.
pub(crate) fn target() -> PathBuf {
    project().join(std::env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into()))
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
    // Commands that run in other folders get this path too.
    let folder = std::path::absolute(&folder).map_err(|e| unusable("find", &folder, &e))?;
    fs::create_dir_all(&folder).map_err(|e| unusable("make", &folder, &e))?;
    Ok(folder)
}

/// A folder of the cache that no other run changes until this is dropped.
pub(crate) struct Held {
    folder: PathBuf,
    _lock: File,
}

/// Waits until no other run holds the folder, and holds it.
pub(crate) fn hold(name: &str) -> Result<Held> {
    Held::of(directory(name)?)
}

impl Held {
    fn of(folder: PathBuf) -> Result<Self> {
        let path = folder.join("lock");
        let lock = File::create(&path).map_err(|e| unusable("write", &path, &e))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                say(format!(
                    "waiting for another run to leave {}",
                    folder.display()
                ));
                lock.lock().map_err(|e| unusable("lock", &path, &e))?;
            }
            Err(TryLockError::Error(e)) => return Err(unusable("lock", &path, &e)),
        }
        let held = Self {
            folder,
            _lock: lock,
        };
        // Of runs that were killed: nobody else is here.
        held.prune(|name| !name.starts_with(TEMPORARY));
        Ok(held)
    }

    /// Where it is.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Adds or replaces a folder, wholly or not at all: `fill` works in a temporary folder and
    /// returns which one in it is to be kept. Whoever uses the one that is replaced keeps it.
    pub(crate) fn add(
        &self,
        name: &str,
        fill: impl FnOnce(&Path) -> Result<PathBuf>,
    ) -> Result<PathBuf> {
        let temporary = self.temporary()?;
        let filled = fill(temporary.path())?;
        let place = self.folder.join(name);
        let aside = self.temporary()?.keep();
        match fs::rename(&place, &aside) {
            Err(e) if e.kind() != io::ErrorKind::NotFound => {
                return Err(unusable("replace", &place, &e));
            }
            _ => {}
        }
        fs::rename(&filled, &place).map_err(|e| unusable("move to", &place, &e))?;
        drop(temporary);
        self.prune(|name| !name.starts_with(TEMPORARY));
        Ok(place)
    }

    fn temporary(&self) -> Result<tempfile::TempDir> {
        tempfile::Builder::new()
            .prefix(TEMPORARY)
            .tempdir_in(&self.folder)
            .map_err(|e| unusable("write to", &self.folder, &e))
    }

    /// Removes the folders that are neither wanted nor in use.
    pub(crate) fn prune(&self, wanted: impl Fn(&str) -> bool) {
        for entry in fs::read_dir(&self.folder).into_iter().flatten().flatten() {
            let unwanted = !wanted(&entry.file_name().to_string_lossy());
            if unwanted
                && entry.file_type().is_ok_and(|kind| kind.is_dir())
                && File::open(entry.path()).is_ok_and(|folder| folder.try_lock().is_ok())
            {
                // What cannot be removed costs space only.
                let _ = fs::remove_dir_all(entry.path());
            }
        }
    }
}

/// Marks a folder of the cache as in use until the file is dropped.
pub(crate) fn use_folder(folder: &Path) -> Result<File> {
    let file = File::open(folder).map_err(|e| unusable("open", folder, &e))?;
    file.lock_shared()
        .map_err(|e| unusable("lock", folder, &e))?;
    Ok(file)
}

/// The error for a failure in the cache.
pub(crate) fn unusable(what: &str, path: &Path, error: &io::Error) -> Error {
    Error::new(
        format!("cannot {what} {}: {error}", path.display()),
        "free or repair the cache, or set PASSGATE_CACHE to a folder that you may write",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn a_folder_is_added_wholly_or_not_at_all() {
        let root = tempfile::tempdir().unwrap();
        // What killed runs leave: an entry half filled, and a temporary folder.
        fs::create_dir_all(root.path().join("entry/half")).unwrap();
        fs::create_dir_all(root.path().join(".tmpOld/ready")).unwrap();
        let held = Held::of(root.path().into()).unwrap();
        assert_eq!(names(root.path()), ["entry", "lock"]);
        let failed = held.add("other", |folder| {
            fs::create_dir(folder.join("ready")).unwrap();
            Err(Error::new("no", "none"))
        });
        assert!(failed.is_err());
        let place = held
            .add("entry", |folder| {
                fs::create_dir_all(folder.join("ready/whole")).unwrap();
                Ok(folder.join("ready"))
            })
            .unwrap();
        assert_eq!(names(&place), ["whole"]);
        assert_eq!(names(root.path()), ["entry", "lock"]);
    }

    #[test]
    fn what_is_replaced_stays_for_its_users() {
        let root = tempfile::tempdir().unwrap();
        let held = Held::of(root.path().into()).unwrap();
        let fill = |file: &'static str| {
            held.add("entry", |folder| {
                fs::create_dir_all(folder.join("ready").join(file)).unwrap();
                Ok(folder.join("ready"))
            })
        };
        let place = fill("old").unwrap();
        let user = use_folder(&place).unwrap();
        fill("new").unwrap();
        assert_eq!(names(&place), ["new"]);
        let folders = names(root.path());
        assert_eq!(folders.len(), 3, "{folders:?}");
        assert_eq!(names(&root.path().join(&folders[0])), ["old"]);
        drop(user);
        fill("newest").unwrap();
        assert_eq!(names(root.path()), ["entry", "lock"]);
    }

    #[test]
    fn what_is_in_use_is_not_pruned() {
        let root = tempfile::tempdir().unwrap();
        for name in ["wanted", "used", "left"] {
            fs::create_dir_all(root.path().join(name).join("deep")).unwrap();
        }
        let held = Held::of(root.path().into()).unwrap();
        let user = use_folder(&root.path().join("used")).unwrap();
        held.prune(|name| name == "wanted");
        assert_eq!(names(root.path()), ["lock", "used", "wanted"]);
        drop(user);
        held.prune(|name| name == "wanted");
        assert_eq!(names(root.path()), ["lock", "wanted"]);
    }

    #[test]
    fn one_run_holds_a_folder_at_a_time() {
        let root = tempfile::tempdir().unwrap();
        let held = Held::of(root.path().into()).unwrap();
        let other = File::open(root.path().join("lock")).unwrap();
        assert!(other.try_lock().is_err());
        drop(held);
        assert!(other.try_lock().is_ok());
    }
}
