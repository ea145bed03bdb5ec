//! `cargo xtask setup`: what the virtual machine and its clients need on this machine.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
    process::ExitCode,
};

use crate::{apt, progress::Result, progress::say};

/// A program or the path of a file that is needed, and the Debian package that brings it.
pub(crate) type Need = (&'static str, &'static str);

/// What the virtual machine needs, and the clients that speak to its devices.
const NEEDED: &[Need] = &[
    ("qemu-system-x86_64", "qemu-system-x86"),
    ("nvme", "nvme-cli"),
    ("strace", "strace"),
    ("sg_raw", "sg3-utils"),
    ("depmod", "kmod"),
    ("xz", "xz-utils"),
    ("tar", "tar"),
    ("setsid", "util-linux"),
    ("ip", "iproute2"),
    ("dmsetup", "dmsetup"),
    ("lsusb", "usbutils"),
    ("ipmitool", "ipmitool"),
    ("swtpm", "swtpm"),
    ("tpm2_getrandom", "tpm2-tools"),
    ("ibv_devinfo", "ibverbs-utils"),
    ("/etc/libibverbs.d/rxe.driver", "ibverbs-providers"),
    ("rping", "rdmacm-utils"),
    ("ibping", "infiniband-diags"),
    ("cxl", "ndctl"),
    ("fio", "fio"),
    ("v4l2-compliance", "v4l-utils"),
    ("modetest", "libdrm-tests"),
    ("drm_info", "drm-info"),
    ("i2cget", "i2c-tools"),
    ("spi-pipe", "spi-tools"),
    ("gpioget", "gpiod"),
    ("ubiattach", "mtd-utils"),
    ("phc_ctl", "linuxptp"),
    ("ethtool", "ethtool"),
    ("dvb-fe-tool", "dvb-tools"),
    ("mdadm", "mdadm"),
    ("nbd-client", "nbd-client"),
    ("nbd-server", "nbd-server"),
    ("mmc", "mmc-utils"),
    ("eject", "eject"),
    ("mt-st", "mt-st"),
    ("podman", "podman"),
    ("crun", "crun"),
    ("stress-ng", "stress-ng"),
    ("trinity", "trinity"),
];

/// What it takes to build a kernel.
const NEEDED_FOR_KERNEL: &[Need] = &[
    ("gcc", "gcc"),
    ("/usr/include/stdio.h", "libc6-dev"),
    ("make", "make"),
    ("flex", "flex"),
    ("bison", "bison"),
    ("bc", "bc"),
    ("perl", "perl"),
    ("python3", "python3-minimal"),
    ("/usr/include/libelf.h", "libelf-dev"),
    ("/usr/include/openssl/evp.h", "libssl-dev"),
    ("pahole", "dwarves"),
];

/// What passgate is compared with, and the clients for that.
const NEEDED_FOR_COMPARISON: &[Need] = &[
    ("perf", "linux-perf"),
    ("bpftrace", "bpftrace"),
    ("v4l2-ctl", "v4l-utils"),
];

/// Clients that only a capture for the corpus runs.
const NEEDED_FOR_CORPUS: &[Need] = &[
    ("v4l2-ctl", "v4l-utils"),
    ("i2cdetect", "i2c-tools"),
    ("gpioinfo", "gpiod"),
    ("mtdinfo", "mtd-utils"),
    ("modetest", "libdrm-tests"),
    ("perl", "perl"),
];

/// What it takes to make a Debian root.
const NEEDED_FOR_ROOT: &[Need] = &[("mmdebstrap", "mmdebstrap")];

/// Installs what is missing, says so, and says that nothing was.
pub(crate) fn run() -> Result<ExitCode> {
    ensure()?;
    say("everything that the virtual machine needs is here");
    Ok(ExitCode::SUCCESS)
}

/// Installs what is missing for the virtual machine; silent where nothing is.
pub(crate) fn ensure() -> Result<()> {
    ensure_all(NEEDED)
}

/// Installs what is missing to build a kernel for it, too.
pub(crate) fn ensure_for_kernel() -> Result<()> {
    ensure_all(&[NEEDED, NEEDED_FOR_KERNEL].concat())
}

/// Installs what is missing to compare passgate with other tools, too.
pub(crate) fn ensure_for_comparison() -> Result<()> {
    ensure_all(&[NEEDED, NEEDED_FOR_COMPARISON].concat())
}

/// Installs what is missing to capture a corpus, too.
pub(crate) fn ensure_for_corpus() -> Result<()> {
    ensure_all(&[NEEDED, NEEDED_FOR_CORPUS].concat())
}

/// Installs what is missing to make a Debian root.
pub(crate) fn ensure_for_root() -> Result<()> {
    ensure_all(NEEDED_FOR_ROOT)
}

/// Installs what is missing of these and can be had; says of the other packages why not.
pub(crate) fn ensure_what_there_is(needed: &[Need]) -> Result<BTreeMap<&'static str, String>> {
    let missing: BTreeSet<&str> = needed
        .iter()
        .filter(|(file, _)| !installed(file))
        .map(|(_, package)| *package)
        .collect();
    if missing.is_empty() {
        return Ok(BTreeMap::new());
    }
    let offered = apt::offered(missing.iter().copied())?;
    if !offered.is_empty() {
        apt::install(&offered)?;
    }
    let lacking = missing
        .into_iter()
        .filter(|package| !offered.contains(package));
    Ok(lacking
        .map(|package| (package, format!("this Debian has no package {package}")))
        .collect())
}

fn ensure_all(needed: &[Need]) -> Result<()> {
    let missing: Vec<&str> = needed
        .iter()
        .filter(|(file, _)| !installed(file))
        .map(|(_, package)| *package)
        .collect();
    if missing.is_empty() {
        Ok(())
    } else {
        apt::install(&missing)
    }
}

/// Looks where administrators' programs are too: an ordinary user's PATH often leaves them out. A
/// path of its own stays what it is.
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

    #[test]
    fn files_are_found_by_path() {
        assert!(installed("/bin/sh"));
        assert!(!installed("/no/such/file"));
    }
}
