//! Whom a policy's files have to belong to: whoever else could write one would decide what is refused.

use std::{
    fs, io,
    os::unix::fs::MetadataExt as _,
    path::{Component, Path, PathBuf},
};

use crate::exit::{Error, Exit, Result};

/// Group and others may write, of a mode.
const WRITABLE: u32 = 0o022;

/// Refuses a file or a directory that is not root's, or that somebody else may write or replace: at its own path, and
/// at the one that links lead to.
///
/// # Errors
///
/// Which part of the path is wrong, and why.
pub fn require(path: &Path) -> Result<()> {
    let unreadable = |error: io::Error| {
        Error::new(
            Exit::Usage,
            format!("cannot read {}: {error}", path.display()),
        )
        .remedy("name a file or a directory that is there")
    };
    let given = std::path::absolute(path).map_err(unreadable)?;
    let real = path.canonicalize().map_err(unreadable)?;
    for path in [given, real] {
        let mut part = PathBuf::new();
        for component in path.components() {
            match component {
                // The links before it were looked at, and where they lead is looked at by itself.
                Component::ParentDir => {
                    part.pop();
                }
                other => part.push(other),
            }
            let metadata = fs::symlink_metadata(&part).map_err(unreadable)?;
            let why = wrong(metadata.uid(), metadata.mode(), metadata.is_symlink());
            if let Some(why) = why {
                return Err(Error::new(
                    Exit::NotPermitted,
                    format!(
                        "the policy {} cannot be trusted: {} {why}",
                        path.display(),
                        part.display()
                    ),
                )
                .remedy(format!(
                    "chown root:root {0}; chmod go-w {0}",
                    part.display()
                )));
            }
        }
    }
    Ok(())
}

/// Why a part of a path is wrong; None where it is not.
fn wrong(owner: u32, mode: u32, is_link: bool) -> Option<String> {
    if owner != 0 {
        return Some(format!("is the user's with the id {owner}"));
    }
    // Nobody looks at the mode of a link.
    let writable = if is_link { 0 } else { mode & WRITABLE };
    (writable != 0).then(|| format!("may be written by others (mode {:04o})", mode & 0o7777))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_root_may_own_and_write() {
        assert_eq!(wrong(0, 0o100_644, false), None);
        assert_eq!(wrong(0, 0o120_777, true), None);
        assert!(wrong(1000, 0o100_644, false).is_some_and(|why| why.contains("1000")));
        assert!(wrong(1000, 0o120_777, true).is_some());
        assert!(wrong(0, 0o100_664, false).is_some_and(|why| why.contains("0664")));
        assert!(wrong(0, 0o100_646, false).is_some());
        // A sticky directory lets others make files that were not there.
        assert!(wrong(0, 0o041_777, false).is_some());
    }

    #[test]
    fn the_part_that_is_wrong_is_named() {
        let folder = tempfile::tempdir().expect("a directory");
        let file = folder.path().join("policy.toml");
        fs::write(&file, "version = 1").expect("a file");
        // Whatever the tests run as, /tmp is everybody's.
        if folder.path().starts_with("/tmp") {
            let error = require(&file).expect_err("refused");
            assert!(error.message.contains("/tmp "), "{error}");
            assert_eq!(error.exit, Exit::NotPermitted);
        }
        assert!(require(&folder.path().join("none")).is_err());
    }
}
