//! `cargo xtask setup`: what the virtual machine and its clients need on this machine.

use std::{path::Path, process::ExitCode};

use crate::{apt, progress::Result, progress::say};

/// A program that is needed, and the Debian package that brings it.
const NEEDED: &[(&str, &str)] = &[
    ("qemu-system-x86_64", "qemu-system-x86"),
    ("nvme", "nvme-cli"),
    ("strace", "strace"),
    ("sg_raw", "sg3-utils"),
    ("depmod", "kmod"),
    ("xz", "xz-utils"),
    ("tar", "tar"),
    ("setsid", "util-linux"),
];

/// Installs what is missing, says so, and says that nothing was.
pub(crate) fn run() -> Result<ExitCode> {
    ensure()?;
    say("everything that the virtual machine needs is here");
    Ok(ExitCode::SUCCESS)
}

/// Installs what is missing; silent where nothing is.
pub(crate) fn ensure() -> Result<()> {
    let missing: Vec<&str> = NEEDED
        .iter()
        .filter(|(program, _)| !installed(program))
        .map(|(_, package)| *package)
        .collect();
    if missing.is_empty() {
        Ok(())
    } else {
        apt::install(&missing)
    }
}

/// Looks where administrators' programs are too: an ordinary user's PATH often leaves them out.
fn installed(program: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path)
        .chain(["/usr/sbin", "/sbin", "/usr/bin", "/bin"].map(Into::into))
        .any(|folder| Path::new(&folder).join(program).is_file())
}

#[cfg(test)]
mod tests {
    use super::installed;

    #[test]
    fn programs_are_found_by_name() {
        assert!(installed("sh"));
        assert!(!installed("no-such-program-anywhere"));
    }
}
