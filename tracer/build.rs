//! Chooses the BPF object that the binary embeds: a fresh build where there is one, the
//! checked-in one otherwise, so that building needs stable Rust alone.

use std::{
    io,
    path::{Path, PathBuf},
    time::SystemTime,
};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let package = PathBuf::from(
        std::env::var_os("CARGO_MANIFEST_DIR").ok_or("cargo sets CARGO_MANIFEST_DIR")?,
    );
    let Choice {
        object,
        origin,
        outdated,
    } = choose(&package);
    if !object.is_file() {
        return Err(format!(
            "{} is missing: restore it, or run `cargo xtask build --release`",
            object.display()
        )
        .into());
    }
    if outdated {
        println!("cargo:warning={OUTDATED}");
    }
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed={}", checked_in(&package).display());
    if let Some(project) = project(&package) {
        for folder in sources(project) {
            println!("cargo:rerun-if-changed={}", folder.display());
        }
        // A missing object is not named: cargo would run this, and compile the crate, every time.
        // `cargo xtask build` touches the checked-in one, which is.
        let built = built(project);
        if built.is_file() {
            println!("cargo:rerun-if-changed={}", built.display());
        }
    }
    println!("cargo:rustc-env=PASSGATE_OBJECT={}", object.display());
    println!("cargo:rustc-env=PASSGATE_OBJECT_ORIGIN={origin}");
    Ok(())
}

/// What to say of a choice that is outdated.
pub(crate) const OUTDATED: &str = "the BPF programs have changed since they were built: \
     the checked-in object is used; run `cargo xtask build` to use the change";

/// An object, and how it was chosen.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Choice {
    /// Where it is.
    pub(crate) object: PathBuf,
    /// `fresh` or `checked-in`.
    pub(crate) origin: &'static str,
    /// There is a build, but a source is newer. Without a build the sources' times mean nothing:
    /// a clone has them from the hour when it was made.
    pub(crate) outdated: bool,
}

/// The object that `cargo xtask build` left, where no source is newer; else the checked-in one.
pub(crate) fn choose(package: &Path) -> Choice {
    let fresh = project(package).and_then(|project| {
        let object = built(project);
        let time = object.metadata().and_then(|data| data.modified()).ok()?;
        let current = sources(project)
            .iter()
            .all(|folder| newest(folder).is_ok_and(|newest| newest <= time));
        Some((object, current))
    });
    match fresh {
        Some((object, true)) => Choice {
            object,
            origin: "fresh",
            outdated: false,
        },
        other => Choice {
            object: checked_in(package),
            origin: "checked-in",
            outdated: other.is_some(),
        },
    }
}

/// The object that the package comes with.
pub(crate) fn checked_in(package: &Path) -> PathBuf {
    package.join("bpf/passgate.bpf.o")
}

/// Where `cargo xtask build` leaves the object.
pub(crate) fn built(project: &Path) -> PathBuf {
    project.join("target/bpf/passgate.bpf.o")
}

/// The project with the sources of the BPF programs; none for a package by itself.
fn project(package: &Path) -> Option<&Path> {
    let project = package.parent()?;
    sources(project)
        .iter()
        .all(|folder| folder.join("Cargo.toml").is_file())
        .then_some(project)
}

fn sources(project: &Path) -> [PathBuf; 2] {
    ["tracer-ebpf", "tracer-common"].map(|name| project.join(name))
}

/// When a file in a folder was last changed. Folders do not count: editors come and go there.
fn newest(path: &Path) -> io::Result<SystemTime> {
    let data = path.symlink_metadata()?;
    if !data.is_dir() {
        return data.modified();
    }
    path.read_dir()?
        .try_fold(SystemTime::UNIX_EPOCH, |time, entry| {
            Ok(time.max(newest(&entry?.path())?))
        })
}
