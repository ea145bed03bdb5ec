//! Clients of 32 bits: Debian's own, with the libraries that they need, in a folder of the cache.
//! Nothing is installed; they run by their own loader,
//! `lib/ld-linux.so.2 --library-path lib/i386-linux-gnu:usr/lib/i386-linux-gnu usr/bin/sg_inq`.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use crate::{
    apt::Suite,
    cache::{self, unusable},
    progress::Result,
};

/// Packages with clients of SCSI and NVMe devices.
const CLIENTS: &[&str] = &["sg3-utils", "nvme-cli"];

/// The suite that they are of: the oldest, whose libraries any guest's kernel suffices for.
const SUITE: &str = "bookworm";

/// The folder with the clients; downloads them where they are missing.
pub(crate) fn folder() -> Result<PathBuf> {
    let held = cache::hold("i386")?;
    let place = held.folder().join(SUITE);
    if place.is_dir() {
        return Ok(place);
    }
    let suite = Suite::update_for(SUITE, Some("i386"))?;
    let packages = with_libraries(CLIENTS, |package| suite.depends(package))?;
    held.add(SUITE, |folder| {
        let unpacked = suite.unpack(&packages, folder)?;
        relink(&unpacked)?;
        Ok(unpacked)
    })
}

/// These packages and the libraries that they need, directly or not. What else Debian wants beside
/// them would do on a whole system only.
fn with_libraries(
    clients: &[&str],
    mut depends: impl FnMut(&str) -> Result<Vec<String>>,
) -> Result<Vec<String>> {
    let mut open: Vec<String> = clients.iter().map(|&client| client.to_owned()).collect();
    let mut seen = BTreeSet::new();
    while let Some(package) = open.pop() {
        if !seen.contains(&package) {
            open.extend(
                depends(&package)?
                    .into_iter()
                    .filter(|need| need.starts_with("lib") || need == "zlib1g"),
            );
            seen.insert(package);
        }
    }
    Ok(seen.into_iter().collect())
}

/// Makes the loader's link one within the folder, whose root is not the system's.
fn relink(root: &Path) -> Result<()> {
    let link = root.join("lib/ld-linux.so.2");
    let target = fs::read_link(&link).map_err(|e| unusable("read the link", &link, &e))?;
    if let Ok(target) = target.strip_prefix("/") {
        let target = Path::new("..").join(target);
        fs::remove_file(&link)
            .and_then(|()| std::os::unix::fs::symlink(target, &link))
            .map_err(|e| unusable("replace the link", &link, &e))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clients_come_with_their_libraries_and_no_more() {
        let depends = |package: &str| -> Result<Vec<String>> {
            let needs: &[&str] = match package {
                "nvme-cli" => &["libc6", "libnvme1", "uuid-runtime"],
                "libnvme1" => &["libc6", "libssl3", "zlib1g"],
                "libc6" => &["libgcc-s1"],
                // They need each other.
                "libgcc-s1" => &["gcc-12-base", "libc6"],
                _ => &[],
            };
            Ok(needs.iter().map(|&need| need.to_owned()).collect())
        };
        assert_eq!(
            with_libraries(&["nvme-cli"], depends).unwrap(),
            [
                "libc6",
                "libgcc-s1",
                "libnvme1",
                "libssl3",
                "nvme-cli",
                "zlib1g"
            ]
        );
    }
}
