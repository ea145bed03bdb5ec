//! The guest's root: this machine's own or a system's, under a layer of memory that takes all writes.

use std::{fs, io, os::unix::fs::chroot, path::Path};

use rustix::mount::{self, MountFlags, mount_bind, mount_move};

use crate::{
    Result,
    wire::{self, Spec},
};

/// Mounts a file system.
pub(crate) fn attach(
    kind: &str,
    source: &str,
    place: &Path,
    flags: MountFlags,
    data: &str,
) -> Result<()> {
    let data = std::ffi::CString::new(data).map_err(|e| e.to_string())?;
    mount::mount(source, place, kind, flags, data.as_c_str())
        .map_err(|e| format!("cannot mount {kind} on {}: {e}", place.display()))
}

/// Attaches what not every kernel has.
fn attach_if_known(kind: &str, place: &Path) {
    let _ = fs::create_dir_all(place);
    let _ = attach(kind, kind, place, MountFlags::empty(), "");
}

fn attach_from_host(tag: &str, place: &Path, flags: MountFlags, cache: &str) -> Result<()> {
    let data = format!("trans=virtio,version=9p2000.L,msize=512000,cache={cache}");
    attach("9p", tag, place, flags, &data)
}

/// What every root has, and then what is mounted in this machine's own alone.
const KINDS: &[(&str, &str, &str)] = &[
    ("proc", "proc", ""),
    ("sysfs", "sys", ""),
    ("devtmpfs", "dev", ""),
    ("devpts", "dev/pts", "ptmxmode=666,mode=620,gid=5"),
    ("tmpfs", "dev/shm", "mode=1777"),
    ("tmpfs", "run", "mode=755"),
    ("cgroup2", "sys/fs/cgroup", ""),
];
/// How many of them every root has.
const OF_EACH: usize = 3;

/// Puts the new root together under /root.
pub(crate) fn mount(spec: &Spec) -> Result<()> {
    attach_from_host(
        wire::ROOT_TAG,
        Path::new("/host"),
        MountFlags::RDONLY,
        "loose",
    )?;
    attach(
        "tmpfs",
        "tmpfs",
        Path::new("/layer"),
        MountFlags::empty(),
        "mode=755",
    )?;
    let make = |path: &Path| {
        fs::create_dir_all(path).map_err(|e| format!("cannot make {}: {e}", path.display()))
    };
    make(Path::new("/layer/upper"))?;
    make(Path::new("/layer/work"))?;
    let root = Path::new("/root");
    let lower = if spec.system.is_some() {
        let place = Path::new("/system");
        make(place)?;
        attach_from_host(wire::SYSTEM_TAG, place, MountFlags::RDONLY, "loose")?;
        place
    } else {
        Path::new("/host")
    };
    let layers = format!(
        "lowerdir={},upperdir=/layer/upper,workdir=/layer/work",
        lower.display()
    );
    attach("overlay", "overlay", root, MountFlags::empty(), &layers)?;
    // A system's init mounts the others itself.
    let kinds = if spec.system.is_some() {
        KINDS.split_at(OF_EACH).0
    } else {
        KINDS
    };
    for (kind, place, data) in kinds {
        let place = root.join(place);
        make(&place)?;
        attach(kind, kind, &place, MountFlags::empty(), data)?;
    }
    if spec.system.is_none() {
        for (kind, place) in [
            ("securityfs", "sys/kernel/security"),
            ("bpf", "sys/fs/bpf"),
            ("debugfs", "sys/kernel/debug"),
            ("tracefs", "sys/kernel/tracing"),
        ] {
            attach_if_known(kind, &root.join(place));
        }
    }
    let release = fs::read_to_string("/proc/sys/kernel/osrelease")
        .map_err(|e| format!("no kernel release: {e}"))?;
    let modules = root.join("lib/modules").join(release.trim());
    make(&modules)?;
    // Kernels without modules have nothing to share.
    let _ = attach_from_host(wire::MODULES_TAG, &modules, MountFlags::RDONLY, "loose");
    for (tag, folder) in &spec.shares {
        let place = root.join(folder.strip_prefix("/").unwrap_or(folder));
        make(&place)?;
        attach_from_host(tag, &place, MountFlags::empty(), "none")?;
    }
    for folder in spec.system.iter().flat_map(|system| &system.folders) {
        let inside = folder.strip_prefix("/").unwrap_or(folder);
        let place = root.join(inside);
        make(&place)?;
        mount_bind(Path::new("/host").join(inside), &place)
            .map_err(|e| format!("cannot bind {}: {e}", folder.display()))?;
    }
    Ok(())
}

/// Makes /root the root, as switch_root(8) does: the mount moves over the first file system, so
/// that no path in the kernel's eyes has a prefix.
pub(crate) fn enter() -> Result<()> {
    // The first file system stays, empty, in memory: give the modules' share back.
    let _ = fs::remove_dir_all(wire::MODULES);
    let failed = |e: io::Error| format!("cannot enter the new root: {e}");
    std::env::set_current_dir("/root").map_err(failed)?;
    mount_move(".", "/").map_err(|e| failed(e.into()))?;
    chroot(".").map_err(failed)?;
    std::env::set_current_dir("/").map_err(failed)
}
