//! The kernels that guests run: Debian's, resolved through its metapackages and cached, the one
//! that is built here, or a file.

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
    process::Command,
    sync::Arc,
    time::{Duration, SystemTime},
};

use crate::{
    apt::Suite,
    cache::{self, Held, unusable},
    progress::{Error, Result, run, say},
    vm::passthrough,
};

/// Debian's kernels that tests run on, oldest first, and the suite that has each.
const DEBIAN: &[(&str, &str)] = &[
    ("6.1", "bookworm"),
    ("6.12", "bookworm-backports"),
    ("7.3", "trixie-backports"),
];

/// How long a resolved name is used before the archive is asked again.
const FRESH: Duration = Duration::from_secs(24 * 3600);

/// A kernel to boot.
#[derive(Debug, Clone)]
pub(crate) struct Kernel {
    /// What `uname -r` will say.
    pub(crate) version: String,
    /// The compressed kernel.
    pub(crate) image: PathBuf,
    /// The folder that becomes `/lib/modules/VERSION`, with `modules.dep`.
    pub(crate) modules: Option<PathBuf>,
    /// Keeps its folder in the cache, for as long as a guest may load modules from there.
    _used: Option<Arc<File>>,
}

impl Kernel {
    /// Names of the kernels that tests run on: Debian's, oldest first, and the one built here.
    pub(crate) fn names() -> impl Iterator<Item = &'static str> {
        let debian = DEBIAN.iter().map(|(name, _)| *name);
        debian.chain([passthrough::NAME])
    }

    /// The newest of Debian's.
    pub(crate) fn newest() -> &'static str {
        DEBIAN[DEBIAN.len() - 1].0
    }

    /// A kernel of the cache, in its folder there.
    pub(super) fn cached(folder: &Path, version: String) -> Result<Self> {
        Ok(Self {
            _used: Some(Arc::new(cache::use_folder(folder)?)),
            image: folder.join("vmlinuz"),
            modules: Some(folder.join("lib/modules").join(&version)),
            version,
        })
    }

    /// Finds a kernel by name or path; downloads it where it is not cached, but builds none.
    pub(crate) fn resolve(name: &str) -> Result<Self> {
        match DEBIAN.iter().find(|(known, _)| *known == name) {
            Some((_, suite)) => debian(name, suite),
            None if name == passthrough::NAME => passthrough::resolve(),
            None if Path::new(name).is_file() => from_file(Path::new(name)),
            None => Err(Error::new(
                format!("no kernel {name}"),
                format!(
                    "give one of {}, or the path of a vmlinuz",
                    Self::names().collect::<Vec<_>>().join(", ")
                ),
            )),
        }
    }
}

fn debian(name: &str, suite: &str) -> Result<Kernel> {
    let kernels = cache::hold("kernels")?;
    let current = kernels.folder().join(format!("{name}.current"));
    let cached = fs::read_to_string(&current)
        .ok()
        .filter(|version| kernels.folder().join(version).is_dir());
    let age = fs::metadata(&current)
        .and_then(|m| m.modified())
        .ok()
        .and_then(|t| SystemTime::now().duration_since(t).ok());
    let version = match cached {
        Some(version) if age.is_some_and(|age| age < FRESH) => version,
        cached => {
            let fetched = fetch(suite, &kernels);
            let answered = fetched.is_ok();
            let version = match (fetched, cached) {
                (Ok(version), _) => version,
                (Err(error), Some(version)) => {
                    say(format!(
                        "Debian's archive did not answer; going on with the cached {version}\n{error}"
                    ));
                    version
                }
                (Err(error), None) => return Err(error),
            };
            // The file's time tells when the archive was last asked, even in vain.
            fs::write(&current, &version).map_err(|e| unusable("write", &current, &e))?;
            if answered {
                forget_old(&kernels);
            }
            version
        }
    };
    if !version.starts_with(&format!("{name}.")) {
        say(format!(
            "note: {suite} has moved on: what is called {name} here is {version}"
        ));
    }
    let folder = kernels.folder().join(&version);
    Kernel::cached(&folder, version)
}

/// Brings the newest kernel of a suite into the cache, and returns its version.
fn fetch(suite: &str, kernels: &Held) -> Result<String> {
    let suite = Suite::update(suite)?;
    let image = suite
        .depends("linux-image-amd64")?
        .into_iter()
        .find(|package| package.starts_with("linux-image-"))
        .ok_or_else(|| {
            Error::new(
                "linux-image-amd64 names no kernel",
                "give the path of a vmlinuz instead",
            )
        })?;
    let version = image.trim_start_matches("linux-image-").to_owned();
    if kernels.folder().join(&version).is_dir() {
        return Ok(version);
    }
    // Newer packages leave the image, the modules and the list of what is built in to packages
    // of their own.
    let parts = ["base", "binary", "modules"].map(|part| format!("linux-{part}-{version}"));
    let mut packages = vec![image.clone()];
    packages.extend(
        suite
            .depends(&image)?
            .into_iter()
            .filter(|package| parts.contains(package)),
    );
    kernels.add(&version, |folder| {
        let unpacked = suite.unpack(&packages, folder)?;
        arrange(&unpacked, &folder.join("ready"), &version)
    })?;
    Ok(version)
}

/// Moves what a guest needs of the unpacked packages to a folder, and returns that.
fn arrange(unpacked: &Path, ready: &Path, version: &str) -> Result<PathBuf> {
    fs::create_dir_all(ready.join("lib/modules")).map_err(|e| unusable("make", ready, &e))?;
    let places = |choices: [String; 2], to: PathBuf| {
        let from = choices
            .iter()
            .map(|choice| unpacked.join(choice))
            .find(|from| from.exists())
            .ok_or_else(|| {
                Error::new(
                    format!("the packages of {version} have no {}", choices[0]),
                    "the packages' layout has changed",
                )
            })?;
        fs::rename(&from, &to).map_err(|e| unusable("move", &from, &e))
    };
    places(
        [
            format!("boot/vmlinuz-{version}"),
            format!("usr/lib/modules/{version}/vmlinuz"),
        ],
        ready.join("vmlinuz"),
    )?;
    places(
        [
            format!("lib/modules/{version}"),
            format!("usr/lib/modules/{version}"),
        ],
        ready.join("lib/modules").join(version),
    )?;
    depmod(ready, version)?;
    Ok(ready.into())
}

/// Removes kernels that have been replaced, and modules that are quickly unpacked again.
pub(super) fn forget_old(kernels: &Held) {
    let current: Vec<String> = Kernel::names()
        .filter_map(|name| {
            fs::read_to_string(kernels.folder().join(format!("{name}.current"))).ok()
        })
        .collect();
    kernels.prune(|name| current.iter().any(|version| version == name));
}

/// A kernel that the user built: its modules lie beside it, as `modules.tar.xz` or as
/// `lib/modules`, or where the system has them.
fn from_file(path: &Path) -> Result<Kernel> {
    let image = path
        .canonicalize()
        .map_err(|e| unusable("find", path, &e))?;
    let bytes = fs::read(&image).map_err(|e| unusable("read", &image, &e))?;
    let version = image_version(&bytes).ok_or_else(|| {
        Error::new(
            format!("{} is no x86 kernel image", image.display()),
            "give the path of a bzImage (vmlinuz)",
        )
    })?;
    let beside = image.parent().unwrap_or(Path::new("/"));
    let archive = beside.join("modules.tar.xz");
    let (modules, used) = if archive.is_file() {
        let (modules, used) = unpack_modules(&archive, &version)?;
        (Some(modules), Some(Arc::new(used)))
    } else {
        let found = [beside.join("lib/modules"), "/lib/modules".into()]
            .iter()
            .map(|folder| folder.join(&version))
            .find(|folder| folder.join("modules.dep").is_file());
        (found, None)
    };
    Ok(Kernel {
        version,
        image,
        modules,
        _used: used,
    })
}

/// Unpacks an archive of modules into the cache, once for each state of the archive.
fn unpack_modules(archive: &Path, version: &str) -> Result<(PathBuf, File)> {
    let kernels = cache::hold("kernels")?;
    let about = fs::metadata(archive).map_err(|e| unusable("read", archive, &e))?;
    let stamp = about
        .modified()
        .ok()
        .and_then(|t| t.duration_since(SystemTime::UNIX_EPOCH).ok())
        .unwrap_or_default();
    let name = format!("{version}-{}-{}", about.len(), stamp.as_secs());
    let place = kernels.folder().join(&name);
    if !place.is_dir() {
        kernels.add(&name, |folder| {
            let mut extract = Command::new("tar");
            extract.arg("-xf").arg(archive).arg("-C").arg(folder);
            run(
                &format!("unpacking {}", archive.display()),
                &mut extract,
                "pack it with lib/modules/VERSION at its root",
            )?;
            depmod(folder, version)?;
            Ok(folder.into())
        })?;
    }
    let used = cache::use_folder(&place)?;
    Ok((place.join("lib/modules").join(version), used))
}

pub(super) fn depmod(root: &Path, version: &str) -> Result<()> {
    let mut depmod = Command::new("depmod");
    // An ordinary user's PATH often leaves out the folder where it is.
    depmod
        .env("PATH", "/usr/sbin:/sbin:/usr/bin:/bin")
        .arg("-b")
        .arg(root)
        .arg(version);
    run(
        &format!("reading the dependencies of {version}'s modules"),
        &mut depmod,
        "run `cargo xtask setup`",
    )?;
    Ok(())
}

/// The version in the header of a bzImage: Documentation/arch/x86/boot.rst, `kernel_version`.
fn image_version(image: &[u8]) -> Option<String> {
    if image.get(0x202..0x206)? != b"HdrS" {
        return None;
    }
    let offset = usize::from(u16::from_le_bytes(
        image.get(0x20e..0x210)?.try_into().ok()?,
    )) + 0x200;
    let text: Vec<u8> = image
        .get(offset..)?
        .iter()
        .copied()
        .take_while(|b| !b.is_ascii_whitespace() && *b != 0)
        .collect();
    String::from_utf8(text).ok().filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_is_read_from_the_image() {
        let mut image = vec![0_u8; 0x400];
        image[0x202..0x206].copy_from_slice(b"HdrS");
        image[0x20e..0x210].copy_from_slice(&0x80_u16.to_le_bytes());
        image[0x280..0x2a0].copy_from_slice(b"7.3.4-test (someone@somewhere) #");
        assert_eq!(image_version(&image).as_deref(), Some("7.3.4-test"));
        assert_eq!(image_version(b"\x7fELF"), None);
        assert_eq!(image_version(&vec![0; 0x400]), None);
    }

    #[test]
    fn an_unknown_kernel_is_refused_with_the_choices() {
        let error = Kernel::resolve("5.4-nowhere").unwrap_err().to_string();
        assert!(error.contains("6.1, 6.12, 7.3, passthrough"), "{error}");
    }
}
