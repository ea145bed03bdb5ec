//! The compilation itself: one fixed profile, and no path or setting of this machine in it.

use std::{
    ffi::OsString,
    path::{Path, PathBuf},
    process::Command,
};

use super::{
    library::Equipped,
    toolchain::{Toolchain, library_in},
};
use crate::{
    cache,
    progress::{Error, Result, run, say},
};

const TARGET: &str = "bpfel-unknown-none";

/// Separates flags in `CARGO_ENCODED_RUSTFLAGS`.
const SEPARATOR: &str = "\x1f";

/// The profile. BPF is always optimised, since the verifier refuses what is not; debug info is
/// what BTF and line numbers are made from.
const PROFILE: [&str; 10] = [
    "inherits='release'",
    "opt-level=3",
    "debug=2",
    "strip='none'",
    "lto=false",
    "codegen-units=1",
    "incremental=false",
    "overflow-checks=false",
    "debug-assertions=false",
    "panic='abort'",
];

/// What becomes of a warning.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Warnings {
    /// It is shown.
    Shown,
    /// It is an error.
    Denied,
}

/// A toolchain's own cargo, undisturbed by the settings of the one that runs xtask.
pub(super) fn cargo(toolchain: &Toolchain) -> Command {
    let mut cargo = Command::new(toolchain.sysroot.join("bin/cargo"));
    for (name, _) in std::env::vars_os() {
        let name = name.to_string_lossy();
        let ours = [
            "RUSTC",
            "RUSTFLAGS",
            "RUSTDOCFLAGS",
            "RUSTUP_TOOLCHAIN",
            "CARGO_ENCODED_RUSTFLAGS",
            "CARGO",
            "CARGO_INCREMENTAL",
        ];
        let prefixes = [
            "RUSTC_",
            "CARGO_BUILD_",
            "CARGO_PROFILE_",
            "CARGO_TARGET_",
            "CARGO_UNSTABLE_",
            "CARGO_PKG_",
            "CARGO_MANIFEST_",
        ];
        if ours.contains(&name.as_ref()) || prefixes.iter().any(|prefix| name.starts_with(prefix)) {
            cargo.env_remove(name.as_ref());
        }
    }
    cargo.env("RUSTC", toolchain.sysroot.join("bin/rustc"));
    // Libraries of the compiler's own; bpf-linker looks for LLVM here.
    cargo.env("LD_LIBRARY_PATH", toolchain.sysroot.join("lib"));
    cargo
}

/// Builds the BPF programs and returns where the linked object is.
pub(super) fn build(equipped: &Equipped, linker: &Path, warnings: Warnings) -> Result<PathBuf> {
    let target = cache::target().join("bpf/build");
    fetch(equipped)?;
    let mut build = configured(equipped, "build", linker, warnings, &target)?;
    // Warnings are for the reader of this output, so it is not captured.
    say(format!(
        "compiling the BPF programs with {}",
        equipped.toolchain
    ));
    finish(&mut build, "compiling the BPF programs failed")?;
    Ok(target.join(TARGET).join("bpf/passgate"))
}

/// Runs the toolchain's clippy over the BPF programs, every warning an error.
pub(super) fn clippy(equipped: &Equipped, linker: &Path) -> Result<()> {
    fetch(equipped)?;
    let mut clippy = configured(
        equipped,
        "clippy",
        linker,
        Warnings::Denied,
        &cache::target().join("bpf/clippy"),
    )?;
    say(format!(
        "linting the BPF programs with {}",
        equipped.toolchain
    ));
    finish(
        &mut clippy,
        "clippy has something to say about the BPF programs",
    )
}

fn finish(command: &mut Command, failure: &str) -> Result<()> {
    let status = command.status().map_err(|e| {
        Error::new(
            format!("cannot run cargo: {e}"),
            "install a toolchain with rustup",
        )
    })?;
    if status.success() {
        return Ok(());
    }
    Err(Error::new(
        format!("{failure} ({status})"),
        "see the compiler's output above",
    ))
}

/// Brings the dependencies, so that their folders are known and the build itself is offline.
fn fetch(equipped: &Equipped) -> Result<()> {
    let mut fetch = cargo(&equipped.toolchain);
    fetch
        .current_dir(cache::project())
        .args(["fetch", "--quiet", "--locked", "--target", TARGET]);
    run(
        "fetching dependencies",
        &mut fetch,
        "check that Cargo.lock is up to date (`cargo metadata`) and that crates.io is reachable",
    )?;
    Ok(())
}

fn configured(
    equipped: &Equipped,
    verb: &str,
    linker: &Path,
    warnings: Warnings,
    target: &Path,
) -> Result<Command> {
    let mut command = cargo(&equipped.toolchain);
    let path = std::env::var_os("PATH").unwrap_or_default();
    let programs =
        std::iter::once(equipped.toolchain.sysroot.join("bin")).chain(std::env::split_paths(&path));
    command
        .current_dir(cache::project())
        // So that `cargo clippy` finds the driver of the same toolchain.
        .env(
            "PATH",
            std::env::join_paths(programs).unwrap_or(path.clone()),
        )
        .env("RUSTC", equipped.sysroot.join("bin/rustc"))
        // Clippy's driver does not ask RUSTC where the sysroot is.
        .env("SYSROOT", &equipped.sysroot)
        .env(
            "CARGO_ENCODED_RUSTFLAGS",
            flags(equipped, linker, warnings)?,
        )
        .args([
            verb,
            "--quiet",
            "--locked",
            "--package",
            "tracer-ebpf",
            "--bin",
            "passgate",
        ])
        .args([
            "-Z",
            "build-std=core",
            "--target",
            TARGET,
            "--profile",
            "bpf",
        ])
        .arg("--target-dir")
        .arg(target);
    if !equipped.toolchain.version.nightly {
        command.env("RUSTC_BOOTSTRAP", "1");
    }
    for setting in PROFILE {
        command.args(["--config", &format!("profile.bpf.{setting}")]);
    }
    Ok(command)
}

fn flags(equipped: &Equipped, linker: &Path, warnings: Warnings) -> Result<OsString> {
    let project = cache::project().canonicalize().map_err(|e| {
        Error::new(
            format!("cannot read {}: {e}", cache::project().display()),
            "run `cargo xtask` in a clone of the project",
        )
    })?;
    let mut flags: Vec<OsString> = [
        // The object serves x86_64 kernels wherever it is built.
        "--cfg=bpf_target_arch=\"x86_64\"",
        // Instructions that every kernel since 5.12 has; atomics need them.
        "-Ctarget-cpu=v3",
        "-Clink-arg=--btf",
        // Else memory is copied and cleared by calls that go byte by byte.
        "-Clink-arg=--disable-expand-memcpy-in-order",
    ]
    .map(OsString::from)
    .into();
    let mut linked_by = OsString::from("-Clinker=");
    linked_by.push(linker);
    flags.push(linked_by);
    if warnings == Warnings::Denied {
        flags.push("-Dwarnings".into());
    }
    // The last that fits wins. Paths in the project become relative: from there LLVM reads the
    // source lines that the verifier's log shows.
    for folder in registries() {
        flags.push(remap(&folder, "/cargo"));
    }
    flags.push(remap(&project, "."));
    flags.push(remap(&library_in(&equipped.sysroot), "/rust/library"));
    Ok(flags.join(SEPARATOR.as_ref()))
}

fn remap(from: &Path, to: &str) -> OsString {
    let mut flag = OsString::from("--remap-path-prefix=");
    flag.push(from);
    flag.push("=");
    flag.push(to);
    flag
}

/// The folders in which cargo keeps the sources of dependencies, one for each registry.
fn registries() -> Vec<PathBuf> {
    let home = std::env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|| std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".cargo")))
        .unwrap_or_default();
    let sources = std::fs::read_dir(home.join("registry/src"));
    let mut folders: Vec<PathBuf> = sources
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .collect();
    folders.sort();
    folders
}
