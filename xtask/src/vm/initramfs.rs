//! The guest's first file system: its init, the description of its workload, and the modules
//! that it loads, as a cpio archive in "newc" format
//! (Documentation/driver-api/early-userspace/buffer-format.rst).

use std::{
    collections::{BTreeMap, HashSet},
    fs,
    path::Path,
    process::Command,
};

use super::{kernel::Kernel, wire, zoo};
use crate::progress::{Error, Result};

/// Writes a cpio archive.
#[derive(Default)]
pub(crate) struct Cpio {
    bytes: Vec<u8>,
    entries: u32,
}

const DIRECTORY: u32 = 0o040_755;
const EXECUTABLE: u32 = 0o100_755;
const CHARACTER_DEVICE: u32 = 0o020_600;

impl Cpio {
    fn entry(&mut self, name: &str, mode: u32, device: (u32, u32), data: &[u8]) -> Result<()> {
        let too_long = || {
            Error::new(
                format!("{name} is too long for an initial file system"),
                "leave it out",
            )
        };
        let size = u32::try_from(data.len()).map_err(|_| too_long())?;
        let name_size = u32::try_from(name.len() + 1).map_err(|_| too_long())?;
        self.entries += 1;
        let links = if mode == DIRECTORY { 2 } else { 1 };
        // Inode, mode, uid, gid, links, time, size, device, device node's number, name's size, checksum.
        let fields = [
            self.entries,
            mode,
            0,
            0,
            links,
            0,
            size,
            0,
            0,
            device.0,
            device.1,
            name_size,
            0,
        ];
        self.bytes.extend_from_slice(b"070701");
        for field in fields {
            self.bytes
                .extend_from_slice(format!("{field:08x}").as_bytes());
        }
        self.bytes.extend_from_slice(name.as_bytes());
        self.bytes.push(0);
        self.pad();
        self.bytes.extend_from_slice(data);
        self.pad();
        Ok(())
    }

    fn pad(&mut self) {
        self.bytes.resize(self.bytes.len().next_multiple_of(4), 0);
    }

    fn finish(mut self) -> Result<Vec<u8>> {
        self.entry("TRAILER!!!", 0, (0, 0), &[])?;
        Ok(self.bytes)
    }
}

/// The whole archive for one boot.
pub(crate) fn build(kernel: &Kernel, init: &Path, mut spec: wire::Spec) -> Result<Vec<u8>> {
    let mut cpio = Cpio::default();
    let modules_folder = wire::MODULES.trim_start_matches('/');
    for directory in [
        "dev",
        "proc",
        "sys",
        "host",
        "layer",
        "root",
        modules_folder,
    ] {
        cpio.entry(directory, DIRECTORY, (0, 0), &[])?;
    }
    cpio.entry("dev/console", CHARACTER_DEVICE, (5, 1), &[])?;
    let read = |path: &Path| {
        fs::read(path).map_err(|e| {
            Error::new(
                format!("cannot read {}: {e}", path.display()),
                "remove the cache",
            )
        })
    };
    cpio.entry("init", EXECUTABLE, (0, 0), &read(init)?)?;
    if let Some(folder) = &kernel.modules {
        let modules = Modules::read(folder)?;
        if let Some(missing) = zoo::BOOT_MODULES.iter().find(|name| !modules.has(name)) {
            return Err(Error::new(
                format!(
                    "kernel {} has no {missing}, without which a guest cannot reach this machine's root",
                    kernel.version
                ),
                "build it with CONFIG_OVERLAY_FS, CONFIG_9P_FS, CONFIG_NET_9P_VIRTIO, CONFIG_VIRTIO_PCI and CONFIG_VIRTIO_CONSOLE",
            ));
        }
        let boot = modules.closure(zoo::BOOT_MODULES);
        let all = modules.closure(&[zoo::BOOT_MODULES, zoo::MODULES].concat());
        spec.boot_modules = boot.len();
        for (index, path) in all.iter().enumerate() {
            let name = module_name(path);
            let path = folder.join(path);
            let bytes = match path.extension().and_then(|e| e.to_str()) {
                Some("xz") => unpack("xz", &path)?,
                Some("zst") => unpack("zstd", &path)?,
                Some("gz") => unpack("gzip", &path)?,
                _ => read(&path)?,
            };
            cpio.entry(
                &format!("{modules_folder}/{index:03}-{name}.ko"),
                EXECUTABLE,
                (0, 0),
                &bytes,
            )?;
        }
    }
    let spec = serde_json::to_vec(&spec)
        .map_err(|e| Error::new(format!("cannot describe the command: {e}"), "use UTF-8"))?;
    cpio.entry(
        wire::SPEC.trim_start_matches('/'),
        EXECUTABLE,
        (0, 0),
        &spec,
    )?;
    cpio.finish()
}

fn unpack(program: &str, path: &Path) -> Result<Vec<u8>> {
    let output = Command::new(program).arg("-dc").arg(path).output();
    match output {
        Ok(output) if output.status.success() => Ok(output.stdout),
        Ok(output) => Err(Error::new(
            format!(
                "cannot unpack {}: {}",
                path.display(),
                String::from_utf8_lossy(&output.stderr)
            ),
            "remove the kernel from the cache; it is fetched again",
        )),
        Err(e) => Err(Error::new(
            format!("cannot run {program}: {e}"),
            format!("install {program}"),
        )),
    }
}

/// A kernel's modules and what they need: `modules.dep(5)`.
struct Modules {
    /// By module name: the module's path, and the paths of what it needs, its nearest need first.
    needs: BTreeMap<String, (String, Vec<String>)>,
    builtin: HashSet<String>,
}

impl Modules {
    fn read(folder: &Path) -> Result<Self> {
        let dep = folder.join("modules.dep");
        let text = fs::read_to_string(&dep).map_err(|e| {
            Error::new(
                format!("cannot read {}: {e}", dep.display()),
                "run depmod on these modules",
            )
        })?;
        // A kernel without the list has it all in modules, or says so when it boots.
        let builtin = fs::read_to_string(folder.join("modules.builtin")).unwrap_or_default();
        Ok(Self::parse(&text, &builtin))
    }

    fn parse(dep: &str, builtin: &str) -> Self {
        let needs = dep
            .lines()
            .filter_map(|line| line.split_once(':'))
            .map(|(path, needs)| {
                (
                    module_name(path),
                    (
                        path.to_owned(),
                        needs.split_whitespace().map(str::to_owned).collect(),
                    ),
                )
            });
        Self {
            needs: needs.collect(),
            builtin: builtin.lines().map(module_name).collect(),
        }
    }

    fn has(&self, name: &str) -> bool {
        self.needs.contains_key(name) || self.builtin.contains(name)
    }

    /// Paths of these modules, those that exist, and of all they need, in an order of loading.
    fn closure(&self, names: &[&str]) -> Vec<String> {
        let mut seen = HashSet::new();
        let mut order = Vec::new();
        for (path, needs) in names.iter().filter_map(|name| self.needs.get(*name)) {
            for path in needs.iter().rev().chain([path]) {
                if seen.insert(path.as_str()) {
                    order.push(path.clone());
                }
            }
        }
        order
    }
}

/// `kernel/fs/9p/9p.ko.xz` is `9p`; dashes become underscores, as the kernel has it.
fn module_name(path: &str) -> String {
    let file = path.rsplit('/').next().unwrap_or(path);
    file.split(".ko").next().unwrap_or(file).replace('-', "_")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_archive_is_what_cpio_reads() {
        let mut cpio = Cpio::default();
        cpio.entry("sub", DIRECTORY, (0, 0), &[]).unwrap();
        cpio.entry("sub/file", EXECUTABLE, (0, 0), b"hello")
            .unwrap();
        cpio.entry("console", CHARACTER_DEVICE, (5, 1), &[])
            .unwrap();
        let bytes = cpio.finish().unwrap();
        assert_eq!(bytes.len() % 4, 0);
        // Read it back by the format's own rules.
        let number = |at: usize| {
            u32::from_str_radix(std::str::from_utf8(&bytes[at..at + 8]).unwrap(), 16).unwrap()
        };
        let (mut at, mut seen) = (0, Vec::new());
        loop {
            assert_eq!(&bytes[at..at + 6], b"070701");
            let field = |index: usize| number(at + 6 + 8 * index);
            let (mode, size, name_size) = (field(1), field(6) as usize, field(11) as usize);
            let name =
                String::from_utf8(bytes[at + 110..at + 110 + name_size - 1].to_vec()).unwrap();
            let data = (at + 110 + name_size).next_multiple_of(4);
            if name == "TRAILER!!!" {
                break;
            }
            seen.push((
                name,
                mode,
                bytes[data..data + size].to_vec(),
                (field(9), field(10)),
            ));
            at = (data + size).next_multiple_of(4);
        }
        assert_eq!(
            seen,
            [
                ("sub".into(), 0o040_755, vec![], (0, 0)),
                ("sub/file".into(), 0o100_755, b"hello".to_vec(), (0, 0)),
                ("console".into(), 0o020_600, vec![], (5, 1)),
            ]
        );
    }

    #[test]
    fn modules_come_after_what_they_need() {
        let dep = "a/9p.ko.xz: b/9pnet.ko.xz c/netfs.ko.xz\nb/9pnet.ko.xz:\nc/netfs.ko.xz:\nd/nvme-fabrics.ko: b/9pnet.ko.xz\n";
        let modules = Modules::parse(dep, "kernel/drivers/virtio/virtio_pci.ko\n");
        assert_eq!(
            modules.closure(&["9p", "absent", "nvme_fabrics"]),
            [
                "c/netfs.ko.xz",
                "b/9pnet.ko.xz",
                "a/9p.ko.xz",
                "d/nvme-fabrics.ko"
            ]
        );
        assert!(modules.has("virtio_pci") && modules.has("9p") && !modules.has("absent"));
    }
}
