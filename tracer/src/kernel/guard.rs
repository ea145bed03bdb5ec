//! Having the programs guard what is in force: which maps are theirs, where pins are, and who may change either.

use std::{
    fs::{self, File},
    io,
    os::{
        fd::{AsFd as _, AsRawFd as _, BorrowedFd},
        unix::{ffi::OsStrExt as _, fs::MetadataExt as _},
    },
    path::{Path, PathBuf},
};

use aya::{
    Ebpf,
    maps::{HashMap, MapData},
};
use aya_obj::generated::{bpf_attr__bindgen_ty_9, bpf_cmd::BPF_OBJ_GET_INFO_BY_FD, bpf_prog_info};
use tracer_common::{
    authority::{EXECUTABLE_BYTES, Executable, Inode},
    identity::MINOR_BITS,
};
use zerocopy::{FromZeros as _, IntoBytes as _};

use super::{attach::chain, load::take, recognition::unusable};
use crate::exit::{Error, Result};

/// What is guarded.
#[derive(Clone, Copy, Debug)]
pub struct Guarded<'a> {
    /// The directory that pins are in, if there are any.
    pub pins: Option<&'a Path>,
    /// Executables that may change it beside passgate's own.
    pub guardians: &'a [String],
}

type InodeBytes = [u8; size_of::<Inode>()];
type ExecutableBytes = [u8; size_of::<Executable>()];

/// The maps that say what is guarded.
pub(super) struct Guard {
    directories: HashMap<MapData, InodeBytes, u8>,
    maps: HashMap<MapData, u32, u8>,
    programs: HashMap<MapData, u32, u8>,
    /// Programs that are loaded later know it by its descriptor.
    _guardians: HashMap<MapData, ExecutableBytes, u8>,
}

impl Guard {
    /// Takes the maps, only once, and says who may change what is guarded.
    pub(super) fn new(ebpf: &mut Ebpf, guarded: &Guarded<'_>) -> Result<Self> {
        let mut guardians: HashMap<_, ExecutableBytes, u8> =
            HashMap::try_from(take(ebpf, "GUARDIANS")?).map_err(|e| unusable("GUARDIANS", &e))?;
        let own = std::env::current_exe().map_err(|e| {
            Error::failure(format!("cannot tell which executable this is: {e}"))
                .remedy("mount /proc")
        })?;
        let named = guarded.guardians.iter().map(Path::new);
        for path in named.chain([own.as_path()]) {
            // One that is not there may come: only its directory has to be.
            if let Some(executable) = executable(path) {
                let mut key: ExecutableBytes = [0; size_of::<Executable>()];
                key.copy_from_slice(executable.as_bytes());
                guardians
                    .insert(key, 1, 0)
                    .map_err(|e| unusable("GUARDIANS", &e))?;
            }
        }
        let mut guard = Self {
            directories: HashMap::try_from(take(ebpf, "GUARDED")?)
                .map_err(|e| unusable("GUARDED", &e))?,
            maps: HashMap::try_from(take(ebpf, "OWN_MAPS")?)
                .map_err(|e| unusable("OWN_MAPS", &e))?,
            programs: HashMap::try_from(take(ebpf, "OWN_PROGRAMS")?)
                .map_err(|e| unusable("OWN_PROGRAMS", &e))?,
            _guardians: guardians,
        };
        if let Some(pins) = guarded.pins {
            guard.directory(pins)?;
        }
        Ok(guard)
    }

    /// Guards a directory of pins.
    pub(super) fn directory(&mut self, path: &Path) -> Result<()> {
        let inode =
            inode(path).ok_or_else(|| Error::failure(format!("there is no {}", path.display())))?;
        let mut key: InodeBytes = [0; size_of::<Inode>()];
        key.copy_from_slice(inode.as_bytes());
        self.directories
            .insert(key, 1, 0)
            .map_err(|e| unusable("GUARDED", &e))
    }

    /// Guards a map.
    pub(super) fn map(&mut self, id: u32) -> Result<()> {
        self.maps
            .insert(id, 1, 0)
            .map_err(|e| unusable("OWN_MAPS", &e))
    }

    /// Guards a map no more: it is gone, and its id may be another's.
    pub(super) fn forget(&mut self, id: u32) {
        // Whatever is there instead is guarded in vain, which is no harm.
        let _ = self.maps.remove(&id);
    }

    /// Guards the loaded programs, and every map that they use.
    pub(super) fn programs_of(&mut self, ebpf: &Ebpf) -> Result<()> {
        for (name, program) in ebpf.programs() {
            // Those that are not wanted are not loaded.
            let Ok(descriptor) = program.fd() else {
                continue;
            };
            let (id, maps) = ids(descriptor.as_fd()).map_err(|e| {
                Error::failure(format!("cannot tell the maps of {name}: {}", chain(&e)))
            })?;
            self.programs
                .insert(id, 1, 0)
                .map_err(|e| unusable("OWN_PROGRAMS", &e))?;
            for map in maps {
                self.map(map)?;
            }
        }
        Ok(())
    }
}

/// The id of a program, and those of the maps that it uses. aya would ask for another descriptor by the program's id,
/// which takes CAP_SYS_ADMIN.
fn ids(program: BorrowedFd<'_>) -> io::Result<(u32, Vec<u32>)> {
    let mut maps: Vec<u32> = Vec::new();
    loop {
        let room = maps.len();
        // SAFETY: it has numbers alone, for which zeros are values.
        let mut info: bpf_prog_info = unsafe { std::mem::zeroed() };
        info.nr_map_ids = u32::try_from(room).unwrap_or(u32::MAX);
        info.map_ids = maps.as_mut_ptr().expose_provenance() as u64;
        let mut question = bpf_attr__bindgen_ty_9 {
            bpf_fd: program.as_raw_fd().cast_unsigned(),
            info_len: u32::try_from(size_of_val(&info)).unwrap_or(u32::MAX),
            info: (&raw mut info).expose_provenance() as u64,
        };
        // SAFETY: both addresses are those of memory of the length that stands beside them, which outlives the call.
        let result = unsafe {
            libc::syscall(
                libc::SYS_bpf,
                BPF_OBJ_GET_INFO_BY_FD as u32,
                &raw mut question,
                size_of_val(&question),
            )
        };
        if result != 0 {
            return Err(io::Error::last_os_error());
        }
        // It says how many there are, and writes those that there is room for.
        maps.resize(info.nr_map_ids as usize, 0);
        if maps.len() <= room {
            return Ok((info.id, maps));
        }
    }
}

/// The path of this process's executable, as it was when it began: an upgrade may have put another there.
pub fn own_executable() -> Option<PathBuf> {
    let path = fs::read_link("/proc/self/exe").ok()?;
    let before = path
        .to_str()
        .and_then(|path| path.strip_suffix(" (deleted)"));
    Some(before.map_or_else(|| path.clone(), PathBuf::from))
}

/// The device number of the file system that a path is in, in the kernel's encoding.
pub(super) fn device(path: &Path) -> Option<u32> {
    inode(path).map(|inode| inode.device)
}

fn inode(path: &Path) -> Option<Inode> {
    let file = File::open(path).ok()?;
    Some(Inode {
        number: file.metadata().ok()?.ino(),
        device: device_of(&file)?,
        reserved: 0,
    })
}

/// The device number that the kernel has for an open file's file system. stat(2) says another where a file system has
/// several, as btrfs does; the list of mounts has this one.
fn device_of(file: &File) -> Option<u32> {
    let info = fs::read_to_string(format!("/proc/self/fdinfo/{}", file.as_raw_fd())).ok()?;
    let id = info
        .lines()
        .find_map(|line| line.strip_prefix("mnt_id:"))?
        .trim();
    let mounts = fs::read_to_string("/proc/self/mountinfo").ok()?;
    let mut words = mounts.lines().map(|line| line.split(' '));
    let number = words.find_map(|mut words| (words.next() == Some(id)).then(|| words.nth(1))?)?;
    let (major, minor) = number.split_once(':')?;
    Some(major.parse::<u32>().ok()? << MINOR_BITS | minor.parse::<u32>().ok()?)
}

fn executable(path: &Path) -> Option<Executable> {
    let mut executable = Executable::new_zeroed();
    executable.directory = inode(path.parent()?)?;
    let name = path.file_name()?.as_bytes();
    let length = name.len().min(EXECUTABLE_BYTES - 1);
    executable.name[..length].copy_from_slice(&name[..length]);
    Some(executable)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_system_has_one_number() {
        let folder = tempfile::tempdir().expect("a directory");
        let path = folder.path().join("file");
        fs::write(&path, "").expect("a file");
        let numbers = [device(folder.path()), device(&path)];
        assert!(
            numbers[0].is_some() && numbers[0] == numbers[1],
            "{numbers:?}"
        );
        assert_ne!(device(Path::new("/proc")), numbers[0]);
    }

    #[test]
    fn an_executable_is_known_by_its_place() {
        let folder = tempfile::tempdir().expect("a directory");
        let path = folder.path().join("tool");
        fs::write(&path, "old").expect("a file");
        let before = executable(&path).expect("it is there");
        fs::remove_file(&path).expect("removed");
        fs::write(&path, "new").expect("a file");
        assert_eq!(executable(&path), Some(before));
        assert_ne!(executable(&folder.path().join("other")), Some(before));
        assert_eq!(&before.name[..5], b"tool\0");
        let long = folder.path().join("x".repeat(200));
        assert_eq!(
            executable(&long).expect("a directory").name[EXECUTABLE_BYTES - 1],
            0
        );
        assert_eq!(executable(Path::new("/nowhere/at/all")), None);
    }
}
