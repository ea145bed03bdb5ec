//! A Debian root with systemd and Prometheus, for the guest that passgate runs in as a service. It is made once, by
//! mmdebstrap, and kept in the cache.

use std::{path::PathBuf, process::Command};

use crate::{
    apt::Suite,
    cache,
    progress::{Result, run},
    setup,
};

/// Where it is kept.
const CACHE: &str = "debian";

/// The suite that it is of.
const SUITE: &str = "bookworm";

/// What it has beside the essential packages. Another list is another root.
const PACKAGES: &[&str] = &["systemd-sysv", "prometheus"];

/// What nobody reads in a guest.
const LEFT_OUT: &[&str] = &[
    "/usr/share/doc/*",
    "/usr/share/man/*",
    "/usr/share/locale/*",
];

/// What it is called in the cache.
fn name() -> String {
    format!("{SUITE}+{}", PACKAGES.join("+"))
}

/// Why it cannot be had here; None where it is there or can be made.
pub(crate) fn lacking() -> Result<Option<String>> {
    let is_there = cache::directory(CACHE)?.join(name()).is_dir();
    Ok(
        (!is_there && !rustix::process::geteuid().is_root()).then(|| {
            "only root makes a Debian root whose files are root's; once made, it is kept".to_owned()
        }),
    )
}

/// The root's folder; made where it is missing.
pub(crate) fn root() -> Result<PathBuf> {
    let held = cache::hold(CACHE)?;
    let name = name();
    let place = held.folder().join(&name);
    if place.is_dir() {
        return Ok(place);
    }
    setup::ensure_for_root()?;
    let suite = Suite::update(SUITE)?;
    let place = held.add(&name, |folder| {
        let root = folder.join("root");
        let mut make = Command::new("mmdebstrap");
        make.args(["--mode=root", "--variant=essential", "--format=directory"])
            .arg(format!("--include={}", PACKAGES.join(",")))
            .args(LEFT_OUT.iter().map(|path| format!("--dpkgopt=path-exclude={path}")))
            .arg("--dpkgopt=force-unsafe-io")
            // The cache may be where apt's own user cannot go.
            .arg("--aptopt=APT::Sandbox::User \"root\"")
            .arg("--aptopt=APT::Install-Recommends \"false\"")
            .arg(SUITE)
            .arg(&root)
            .arg(suite.sources());
        run(
            &format!("making a Debian root with {}", PACKAGES.join(", ")),
            &mut make,
            "check that Debian's archive is reachable, and that this root may mount and make device nodes",
        )?;
        Ok(root)
    })?;
    // Those of other lists.
    held.prune(|kept| kept == name);
    Ok(place)
}
