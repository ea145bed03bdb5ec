//! bpf-linker: links LLVM bitcode to a BPF object.

use std::{ops::RangeInclusive, path::PathBuf};

use super::toolchain::Toolchain;
use crate::{
    cache,
    progress::{Result, run},
};

/// The version that the checked-in object was linked with.
pub(super) const VERSION: &str = "0.10.4";

/// The major versions of LLVM that this bpf-linker can be built for.
pub(super) const LLVM: RangeInclusive<u32> = 20..=22;

/// bpf-linker for the LLVM of a toolchain, from the cache or built into it.
///
/// It carries no LLVM: it loads the one that it finds in `LD_LIBRARY_PATH`, so one build serves
/// every toolchain whose LLVM has the same major version.
pub(super) fn ensure(toolchain: &Toolchain) -> Result<PathBuf> {
    let llvm = toolchain.version.llvm;
    let name = format!("{VERSION}-llvm-{llvm}");
    let cache = cache::hold("bpf-linker")?;
    let linker = cache.folder().join(&name).join("bin/bpf-linker");
    if linker.is_file() {
        return Ok(linker);
    }
    cache.add(&name, |folder| {
        let root = folder.join("root");
        let mut install = super::compile::cargo(toolchain);
        install
            .args([
                "install",
                "bpf-linker",
                "--locked",
                "--no-default-features",
                "--version",
                VERSION,
            ])
            .args(["--features", &format!("rust-llvm-{llvm}")])
            .arg("--root")
            .arg(&root)
            .arg("--target-dir")
            .arg(folder.join("target"));
        run(
            &format!(
                "building bpf-linker {VERSION} for LLVM {llvm}, once; this takes a minute or two"
            ),
            &mut install,
            "check that crates.io is reachable and that a C linker is installed (Debian: gcc libc6-dev), then try again",
        )?;
        Ok(root)
    })?;
    Ok(linker)
}
