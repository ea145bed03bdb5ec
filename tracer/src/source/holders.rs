//! Who holds devices open now: what /proc says of the descriptors and mappings of every process.
//!
//! It does not show what only the kernel has: io_uring's fixed files and descriptors in flight.

use std::{
    collections::{BTreeMap, HashMap},
    fs,
    os::unix::ffi::OsStrExt as _,
    path::{Path, PathBuf},
};

use rustix::{
    fs::{AtFlags, CWD, FileType, Statx, StatxFlags, statfs, statx},
    io::Errno,
};
use serde::Serialize;

use crate::model::observation::DeviceNumber;

/// What a descriptor or a mapping is of, as far as that can be a device.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Target {
    /// A node, wherever it lies.
    Number(DeviceNumber),
    /// A file of sysfs or procfs that reaches registers or memory of the device with this name on its bus.
    Registers(String),
    /// An anonymous inode.
    Anonymous {
        /// The text of its link, `anon_inode:kvm-vm`.
        link: String,
        /// Name of its device on its bus, where the kernel tells: of descriptors of VFIO devices
        /// since 6.18, of mappings never.
        name: Option<String>,
    },
}

/// A process that has a device open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Holder {
    /// Process id.
    pub(crate) process: u32,
    /// Command name.
    pub(crate) comm: String,
    /// Path of the executable; None where it may not be seen.
    pub(crate) exe: Option<String>,
    /// Descriptors that it has.
    pub(crate) descriptors: u32,
    /// Mappings that it has.
    pub(crate) mappings: u32,
}

/// Everything that processes hold.
#[derive(Debug, Default)]
pub(crate) struct Holders {
    held: HashMap<Target, BTreeMap<u32, Held>>,
    processes: HashMap<u32, (String, Option<String>)>,
    /// Processes that were looked into, in whole or in part.
    pub(crate) seen: usize,
    /// Processes whose descriptors or mappings could not be read.
    pub(crate) unseen: usize,
}

/// How many descriptors and mappings.
#[derive(Clone, Copy, Debug, Default)]
struct Held {
    descriptors: u32,
    mappings: u32,
}

impl Held {
    const DESCRIPTOR: Self = Self {
        descriptors: 1,
        mappings: 0,
    };
    const MAPPING: Self = Self {
        descriptors: 0,
        mappings: 1,
    };

    fn add(&mut self, other: Self) {
        self.descriptors += other.descriptors;
        self.mappings += other.mappings;
    }
}

impl Holders {
    /// Looks into every process that a mounted procfs shows.
    pub(crate) fn gather(proc: &Path) -> Self {
        let mut holders = Self::default();
        let mut mapped = HashMap::new();
        for entry in fs::read_dir(proc).into_iter().flatten().flatten() {
            let name = entry.file_name();
            if let Some(process) = name.to_str().and_then(|name| name.parse().ok()) {
                holders.look_into(process, &entry.path(), &mut mapped);
            }
        }
        holders
    }

    /// The processes that hold any of the targets that are meant, by id.
    pub(crate) fn of(&self, is_meant: impl Fn(&Target) -> bool) -> Vec<Holder> {
        let mut by_process: BTreeMap<u32, Held> = BTreeMap::new();
        let meant = self.held.iter().filter(|(target, _)| is_meant(target));
        for (process, held) in meant.flat_map(|(_, held)| held) {
            by_process.entry(*process).or_default().add(*held);
        }
        let holder = |(process, held): (u32, Held)| {
            let (comm, exe) = self.processes.get(&process).cloned().unwrap_or_default();
            Holder {
                process,
                comm,
                exe,
                descriptors: held.descriptors,
                mappings: held.mappings,
            }
        };
        by_process.into_iter().map(holder).collect()
    }

    /// Every target that is held.
    pub(crate) fn targets(&self) -> impl Iterator<Item = &Target> {
        self.held.keys()
    }

    fn look_into(&mut self, process: u32, folder: &Path, mapped: &mut Mapped) {
        if is_kernel_thread(folder) {
            return;
        }
        let with_files = of_a_live_thread(folder);
        let with_files = with_files.as_deref().unwrap_or(folder);
        let mut found = Vec::new();
        let descriptors = descriptors(with_files).map(|targets| {
            found.extend(targets.into_iter().map(|target| (target, Held::DESCRIPTOR)));
        });
        let mappings = fs::read(with_files.join("maps")).map(|maps| {
            // A path may be of any bytes.
            let maps = String::from_utf8_lossy(&maps);
            let targets = maps
                .lines()
                .filter_map(|line| mapping(with_files, line, mapped));
            found.extend(targets.map(|target| (target, Held::MAPPING)));
        });
        let results = [descriptors, mappings];
        if results.iter().flatten().next().is_some() {
            self.seen += 1;
        }
        // What fails otherwise is a process that has gone.
        let is_refused = |e: &std::io::Error| e.kind() == std::io::ErrorKind::PermissionDenied;
        if results
            .iter()
            .any(|result| result.as_ref().is_err_and(is_refused))
        {
            self.unseen += 1;
        }
        if found.is_empty() {
            return;
        }
        let comm = fs::read(folder.join("comm")).unwrap_or_default();
        let comm = String::from_utf8_lossy(&comm).trim_end().to_owned();
        let exe = fs::read_link(with_files.join("exe")).ok();
        let exe = exe.map(|exe| exe.to_string_lossy().into_owned());
        self.processes.insert(process, (comm, exe));
        for (target, held) in found {
            let by_process = self.held.entry(target).or_default();
            by_process.entry(process).or_default().add(held);
        }
    }
}

/// Kernel threads hold nothing, and only root may see that they do not. Their flag is
/// PF_KTHREAD (`include/linux/sched.h`), in the ninth field of `proc_pid_stat(5)`.
fn is_kernel_thread(folder: &Path) -> bool {
    const PF_KTHREAD: u32 = 0x0020_0000;
    let flags = said(folder, 6).and_then(|flags| flags.parse::<u32>().ok());
    flags.is_some_and(|flags| flags & PF_KTHREAD != 0)
}

/// A field of `proc_pid_stat(5)`, as many behind the third.
fn said(folder: &Path, behind: usize) -> Option<String> {
    let stat = fs::read(folder.join("stat")).ok()?;
    // The second field is the command name in parentheses, which may hold anything.
    let end = stat.iter().rposition(|byte| *byte == b')')?;
    let rest = std::str::from_utf8(&stat[end + 1..]).ok()?;
    rest.split_whitespace().nth(behind).map(str::to_owned)
}

/// The folder of a thread that lives, where the first one has ended: that has no descriptors and no memory
/// any more, and the others' are the process's. None where the first lives.
fn of_a_live_thread(folder: &Path) -> Option<PathBuf> {
    let is_dead = |folder: &Path| {
        let state = said(folder, 0);
        state.is_none_or(|state| matches!(state.as_str(), "Z" | "X"))
    };
    if !is_dead(folder) {
        return None;
    }
    let threads = fs::read_dir(folder.join("task")).ok()?.flatten();
    let mut threads = threads.map(|thread| thread.path());
    threads.find(|thread| !is_dead(thread))
}

/// What a process's descriptors are of.
fn descriptors(folder: &Path) -> std::io::Result<Vec<Target>> {
    let descriptors = fs::read_dir(folder.join("fd"))?.flatten();
    let target = |entry: fs::DirEntry| {
        let stat = status(&entry.path()).ok()?;
        let mut target = match node(&stat) {
            Some(number) => Target::Number(number),
            None => {
                let text = fs::read_link(entry.path()).ok()?;
                told(text.as_os_str().as_bytes(), &entry.path())?
            }
        };
        let info = folder.join("fdinfo").join(entry.file_name());
        let info = fs::read_to_string(info).unwrap_or_default();
        if is_but_a_place(&info) {
            return None;
        }
        if let Target::Anonymous { name, .. } = &mut target {
            *name = named_by(&info);
        }
        Some(target)
    };
    Ok(descriptors.filter_map(target).collect())
}

/// The device that an anonymous inode's descriptor says it is of: VFIO's since 6.18
/// (`vfio-device-syspath`, `Documentation/filesystems/proc.rst`).
fn named_by(fdinfo: &str) -> Option<String> {
    let path = fdinfo.lines().find_map(|line| {
        let (key, path) = line.split_once(':')?;
        key.ends_with("-syspath").then(|| path.trim())
    })?;
    name_of(Path::new(path))
}

/// Whether a descriptor was opened with `O_PATH` (`asm-generic/fcntl.h`): no driver knows of it, and nothing
/// but a new open comes of it.
fn is_but_a_place(fdinfo: &str) -> bool {
    const O_PATH: u64 = 0o10_000_000;
    let flags = fdinfo.lines().find_map(|line| line.strip_prefix("flags:"));
    let flags = flags.and_then(|flags| u64::from_str_radix(flags.trim(), 8).ok());
    flags.is_some_and(|flags| flags & O_PATH != 0)
}

/// An inode: major and minor number of its file system, and its own.
type Inode = (u32, u32, u64);

/// What mapped files are, by inode and path: most processes map the same ones.
type Mapped = HashMap<(Inode, String), Option<Target>>;

/// What a line of /proc/PID/maps is of: `7f00-7f01 rw-s 00000000 00:05 1234 /dev/x`.
fn mapping(folder: &Path, line: &str, mapped: &mut Mapped) -> Option<Target> {
    let mut fields = line.splitn(6, ' ');
    let range = fields.next()?;
    let (major, minor) = fields.nth(2)?.split_once(':')?;
    let [major, minor] = [major, minor].map(|text| u32::from_str_radix(text, 16).ok());
    let inode = (major?, minor?, fields.next()?.parse().ok()?);
    // Memory without a file behind it has none.
    let path = fields.next()?.trim_start();
    if inode.2 == 0 {
        return None;
    }
    let key = (inode, path.to_owned());
    if let Some(target) = mapped.get(&key) {
        return target.clone();
    }
    let Some((stat, file)) = mapped_file(folder, range, inode, path) else {
        return told(path.as_bytes(), Path::new(""));
    };
    let target = match node(&stat) {
        Some(number) => Some(Target::Number(number)),
        None => told(path.as_bytes(), &file),
    };
    mapped.insert(key, target.clone());
    target
}

/// A mapped file and how to reach it: by way of the mapping, which needs privilege, or else by its
/// path where that leads to the same one.
fn mapped_file(folder: &Path, range: &str, of: Inode, path: &str) -> Option<(Statx, PathBuf)> {
    let by_range = || {
        let (start, end) = range.split_once('-')?;
        let [start, end] = [start, end].map(|text| u64::from_str_radix(text, 16).ok());
        let name = format!("{:x}-{:x}", start?, end?);
        let file = folder.join("map_files").join(name);
        Some((status(&file).ok()?, file))
    };
    let by_path = || {
        let file = folder.join("root").join(path.strip_prefix('/')?);
        let stat = status(&file).ok()?;
        (inode_of(&stat) == of).then_some((stat, file))
    };
    by_range().or_else(by_path)
}

fn inode_of(stat: &Statx) -> Inode {
    (stat.stx_dev_major, stat.stx_dev_minor, stat.stx_ino)
}

/// Status of a file without asking a server that may not answer.
fn status(path: &Path) -> Result<Statx, Errno> {
    let flags = AtFlags::STATX_DONT_SYNC | AtFlags::NO_AUTOMOUNT;
    statx(CWD, path, flags, StatxFlags::BASIC_STATS)
}

/// The number of a device node.
fn node(stat: &Statx) -> Option<DeviceNumber> {
    let block = match FileType::from_raw_mode(stat.stx_mode.into()) {
        FileType::BlockDevice => true,
        FileType::CharacterDevice => false,
        _ => return None,
    };
    Some(DeviceNumber {
        block,
        major: stat.stx_rdev_major,
        minor: stat.stx_rdev_minor,
    })
}

/// What the text of a link tells. Whoever makes files chooses their paths, so that a path is
/// believed only where the file system that the file is in is the kernel's own.
fn told(text: &[u8], file: &Path) -> Option<Target> {
    // include/uapi/linux/magic.h
    const SYSFS_MAGIC: u32 = 0x6265_6572;
    const DMA_BUF_MAGIC: u32 = 0x444d_4142;
    const PROC_SUPER_MAGIC: u32 = 0x9fa0;
    let is_in = |magic: u32| {
        let found = statfs(file)
            .ok()
            .and_then(|stat| u32::try_from(stat.f_type).ok());
        found == Some(magic)
    };
    let text = String::from_utf8_lossy(text);
    if text.starts_with("anon_inode:") || text.starts_with("/dmabuf:") && is_in(DMA_BUF_MAGIC) {
        return Some(Target::Anonymous {
            link: text.into_owned(),
            name: None,
        });
    }
    if let Some(address) = in_procfs(&text) {
        return is_in(PROC_SUPER_MAGIC).then_some(Target::Registers(address));
    }
    let path = PathBuf::from(text.into_owned());
    let is_register_file = path
        .file_name()
        .is_some_and(|name| is_register_file(&name.to_string_lossy()));
    (is_register_file && is_in(SYSFS_MAGIC))
        .then(|| name_of(path.parent()?).map(Target::Registers))?
}

/// The PCI device whose file of procfs this is (`drivers/pci/proc.c`): `/proc/bus/pci/00/05.0`, below
/// `0001:00` where the bus is of another domain than the first.
fn in_procfs(path: &str) -> Option<String> {
    let (bus, function) = path.strip_prefix("/proc/bus/pci/")?.split_once('/')?;
    Some(match bus.contains(':') {
        true => format!("{bus}:{function}"),
        false => format!("0000:{bus}:{function}"),
    })
}

/// Whether sysfs gives a device's configuration space or memory under this name
/// or its vital product data (`Documentation/PCI/sysfs-pci.rst`, `drivers/pci/vpd.c`): `resource0`,
/// `resource0_wc`. `resource` is a list.
fn is_register_file(name: &str) -> bool {
    let is_resource = |rest: &str| rest.starts_with(|digit: char| digit.is_ascii_digit());
    matches!(name, "config" | "rom" | "vpd")
        || name.strip_prefix("resource").is_some_and(is_resource)
}

fn name_of(folder: &Path) -> Option<String> {
    Some(folder.file_name()?.to_string_lossy().into_owned())
}

#[cfg(test)]
mod tests {
    use std::{fs::File, os::unix::fs::OpenOptionsExt as _, ptr};

    use rustix::{
        fs::inotify,
        mm::{MapFlags, ProtFlags, mmap, munmap},
    };

    use super::*;

    /// `/dev/zero` on Linux (`Documentation/admin-guide/devices.txt`).
    const ZERO: DeviceNumber = DeviceNumber {
        block: false,
        major: 1,
        minor: 5,
    };

    /// What this process holds of a target.
    fn mine(is_meant: impl Fn(&Target) -> bool) -> (u32, u32) {
        let holders = Holders::gather(Path::new("/proc"));
        assert!(holders.seen > 0);
        let me = std::process::id();
        let mut all = holders.of(is_meant).into_iter();
        let holder = all.find(|holder| holder.process == me);
        holder.map_or((0, 0), |holder| {
            let exe = std::env::current_exe().unwrap();
            assert_eq!(holder.exe.as_deref(), exe.to_str());
            assert!(!holder.comm.is_empty());
            (holder.descriptors, holder.mappings)
        })
    }

    #[test]
    fn descriptors_and_mappings_of_a_node_are_found() {
        let is_zero = |target: &Target| *target == Target::Number(ZERO);
        let files = [
            File::open("/dev/zero").unwrap(),
            File::open("/dev/zero").unwrap(),
        ];
        let (protection, flags) = (ProtFlags::READ, MapFlags::PRIVATE);
        // SAFETY: a new mapping where the kernel chooses disturbs no other memory.
        let address =
            unsafe { mmap(ptr::null_mut(), 4096, protection, flags, &files[0], 0) }.unwrap();
        assert_eq!(mine(is_zero), (2, 1));
        drop(files);
        assert_eq!(mine(is_zero), (0, 1), "a mapping outlives its descriptor");
        // SAFETY: the mapping made above, which nothing refers to.
        unsafe { munmap(address, 4096) }.unwrap();
        assert_eq!(mine(is_zero), (0, 0));
    }

    /// `/dev/random` on Linux.
    const RANDOM: DeviceNumber = DeviceNumber { minor: 8, ..ZERO };

    #[test]
    fn a_descriptor_that_is_but_a_place_is_not_held() {
        let is_random = |target: &Target| *target == Target::Number(RANDOM);
        let place = File::options()
            .read(true)
            .custom_flags(rustix::fs::OFlags::PATH.bits().cast_signed())
            .open("/dev/random")
            .unwrap();
        assert_eq!(mine(is_random), (0, 0));
        let _open = File::open("/dev/random").unwrap();
        assert_eq!(mine(is_random), (1, 0));
        drop(place);
    }

    #[test]
    fn a_process_whose_first_thread_has_ended_is_looked_into_by_another() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        let state = |folder: &Path, state: &str| {
            fs::create_dir_all(folder).unwrap();
            fs::write(folder.join("stat"), format!("1 (a) b) {state} 0 0\n")).unwrap();
        };
        let second = folder.join("task/2");
        state(folder, "S");
        state(&second, "S");
        assert_eq!(of_a_live_thread(folder), None);
        state(folder, "Z");
        state(&folder.join("task/1"), "Z");
        assert_eq!(of_a_live_thread(folder), Some(second.clone()));
        state(&second, "X");
        assert_eq!(of_a_live_thread(folder), None);
    }

    #[test]
    fn an_anonymous_inode_is_known_by_its_text() {
        let is_watch = |target: &Target| matches!(target, Target::Anonymous { link, name: None } if link == "anon_inode:inotify");
        assert_eq!(mine(is_watch), (0, 0));
        let watch = inotify::init(inotify::CreateFlags::CLOEXEC).unwrap();
        assert_eq!(mine(is_watch), (1, 0));
        drop(watch);
    }

    #[test]
    fn a_path_that_anyone_could_make_is_not_believed() {
        let folder = tempfile::tempdir().unwrap();
        let config = folder.path().join("config");
        fs::write(&config, "").unwrap();
        assert_eq!(told(config.as_os_str().as_bytes(), &config), None);
        assert_eq!(told(b"/dmabuf:x", &config), None);
        // A folder of sysfs stands for the file in it.
        let sysfs = Path::new("/sys/devices");
        assert_eq!(
            told(b"/sys/devices/pci0000:00/0000:00:05.0/resource0_wc", sysfs),
            Some(Target::Registers("0000:00:05.0".into()))
        );
        assert_eq!(
            told(b"/sys/devices/pci0000:00/0000:00:05.0/resource", sysfs),
            None
        );
        assert_eq!(
            told(b"/sys/devices/pci0000:00/0000:00:05.0/vpd", sysfs),
            Some(Target::Registers("0000:00:05.0".into()))
        );
        let procfs = Path::new("/proc/self");
        for (path, address) in [
            (&b"/proc/bus/pci/00/05.0"[..], "0000:00:05.0"),
            (b"/proc/bus/pci/0001:a0/1f.7", "0001:a0:1f.7"),
        ] {
            let registers = Target::Registers(address.into());
            assert_eq!(told(path, procfs), Some(registers));
            assert_eq!(told(path, &config), None);
        }
        assert_eq!(told(b"/proc/bus/pci/devices", procfs), None);
    }

    #[test]
    fn fdinfo_names_the_device() {
        let text = "pos:\t0\nvfio-device-syspath:\t/sys/devices/pci0000:00/0000:00:05.0\n";
        assert_eq!(named_by(text), Some("0000:00:05.0".into()));
        assert_eq!(named_by("pos:\t0\n"), None);
    }

    #[test]
    fn a_kernel_thread_is_told_by_its_flags() {
        let folder = tempfile::tempdir().unwrap();
        let write = |comm: &str, flags: u32| {
            let stat = format!("2 ({comm}) S 0 0 0 0 -1 {flags} 0 0\n");
            fs::write(folder.path().join("stat"), stat).unwrap();
            is_kernel_thread(folder.path())
        };
        assert!(write("kthreadd", 2_129_984));
        assert!(!write("a) S 0 0 0 0 -1 2129984 0 (b", 0));
        assert!(!is_kernel_thread(&folder.path().join("gone")));
    }
}
