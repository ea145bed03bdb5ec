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
    let checked_in = package.join("bpf/passgate.bpf.o");
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed={}", checked_in.display());

    let (object, origin) = match fresh(&package) {
        Some(fresh) => (fresh, "fresh"),
        None => (checked_in, "checked-in"),
    };
    if !object.is_file() {
        return Err(format!(
            "{} is missing: restore it, or run `cargo xtask build --release`",
            object.display()
        )
        .into());
    }
    println!("cargo:rustc-env=PASSGATE_OBJECT={}", object.display());
    println!("cargo:rustc-env=PASSGATE_OBJECT_ORIGIN={origin}");
    Ok(())
}

/// The object that `cargo xtask build` left, where no source is newer. A package by itself has
/// neither the object nor the sources.
pub(crate) fn fresh(package: &Path) -> Option<PathBuf> {
    let project = package.parent()?;
    let sources = ["tracer-ebpf", "tracer-common"].map(|name| project.join(name));
    if !sources
        .iter()
        .all(|folder| folder.join("Cargo.toml").is_file())
    {
        return None;
    }
    for folder in &sources {
        println!("cargo:rerun-if-changed={}", folder.display());
    }
    let object = project.join("target/bpf/passgate.bpf.o");
    // A missing object is not named: cargo would run this, and compile the crate, every time.
    // `cargo xtask build` touches the checked-in one, which is.
    let built = object.metadata().and_then(|data| data.modified()).ok()?;
    println!("cargo:rerun-if-changed={}", object.display());
    let changed = sources
        .iter()
        .map(|folder| newest(folder))
        .collect::<io::Result<Vec<_>>>()
        .ok()?;
    changed
        .into_iter()
        .all(|time| time <= built)
        .then_some(object)
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
