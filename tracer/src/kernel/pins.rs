//! What outlives the daemon: the links of its programs, and the map that says whose programs decide, pinned in a
//! directory of a BPF file system.
//!
//! Each daemon loads a set of programs of its own, with its own maps, beside whatever is there, and takes over once
//! all of it is attached, by [`Shared::give`]. Nothing of a set that another version of passgate loaded has to be understood
//! for that but the one map that all of them share.
//!
//! ```text
//! DIRECTORY/authority     the map
//! DIRECTORY/set-N/...     the links of set N
//! ```

use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::atomic::{AtomicU64, Ordering},
    thread,
    time::Duration,
};

use aya::{
    Ebpf,
    maps::{Map, MapData, MapInfo},
};
use tracer_common::authority::{Authority, FORM, NOBODY};

use super::{
    attach::chain,
    links::{Place, unpinned},
    load::take,
    memory::Memory,
    recognition::unusable,
};
use crate::exit::{Error, Exit, Result};

/// Where passgate pins what outlives it.
pub const DIRECTORY: &str = "/sys/fs/bpf/passgate";

/// What the map is called.
const MAP: &str = "authority";
/// What directories of sets are called, before their number.
const SET: &str = "set-";

/// `BPF_FS_MAGIC` of `include/uapi/linux/magic.h`.
const MAGIC: i64 = 0xcafe_4a11;

/// The directory.
#[derive(Clone, Debug)]
pub struct Pins(PathBuf);

impl Pins {
    /// In this directory, which need not be there.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self(path.into())
    }

    /// The directory's path.
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// Makes the directory, for root alone.
    ///
    /// # Errors
    ///
    /// Where it cannot be made, or not in a BPF file system.
    pub fn make(&self) -> Result<()> {
        use std::os::unix::fs::DirBuilderExt as _;
        match fs::DirBuilder::new().mode(0o700).create(&self.0) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
                return Err(unpinned(&self.0, &error));
            }
            _ => {}
        }
        let kind = rustix::fs::statfs(&self.0).map_err(|e| unpinned(&self.0, &e.into()))?;
        if kind.f_type != MAGIC {
            let error = io::Error::other("this is no BPF file system");
            return Err(unpinned(&self.0, &error));
        }
        Ok(())
    }

    /// Where the map is pinned, or will be.
    pub fn map(&self) -> PathBuf {
        self.0.join(MAP)
    }

    /// What the map says; None where nothing is pinned.
    ///
    /// # Errors
    ///
    /// Where it is not what this passgate knows.
    pub fn authority(&self) -> Result<Option<Authority>> {
        let path = self.map();
        if !path.exists() {
            return Ok(None);
        }
        let foreign = |why: String| {
            Error::failure(format!("{} is not passgate's, or not of a version that this one knows: {why}", path.display()))
                .remedy(format!(
                    "end what another passgate left there with its own `passgate stop --release`, or remove {}",
                    self.0.display()
                ))
        };
        let info = MapInfo::from_pin(&path).map_err(|e| {
            if fs::File::open(&self.0).is_ok() && chain(&e).contains("not permitted") {
                return Error::new(Exit::NotPermitted, format!("{} is guarded", path.display()))
                    .remedy("run the passgate that put it there, from its own place, or a break-glass executable");
            }
            foreign(chain(&e))
        })?;
        if info.value_size() as usize != size_of::<Authority>() || info.max_entries() != 1 {
            return Err(foreign("the map has another size".to_owned()));
        }
        let authority = Shared::open(&path)?.read();
        match authority.form {
            FORM => Ok(Some(authority)),
            // A daemon that was killed before it wrote anything.
            0 if authority == Authority::ZERO => Ok(Some(authority)),
            other => Err(foreign(format!("its form is {other:#x}"))),
        }
    }

    /// Numbers of the sets that have a directory, in their order.
    ///
    /// # Errors
    ///
    /// Where the directory cannot be read.
    pub fn sets(&self) -> Result<Vec<u32>> {
        let unreadable =
            |e: io::Error| Error::failure(format!("cannot read {}: {e}", self.0.display()));
        let entries = match self.0.read_dir() {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(unreadable(error)),
        };
        let mut sets = Vec::new();
        for entry in entries {
            let name = entry.map_err(unreadable)?.file_name();
            let number = name.to_str().and_then(|name| name.strip_prefix(SET));
            sets.extend(number.and_then(|number| number.parse::<u32>().ok()));
        }
        sets.sort_unstable();
        Ok(sets)
    }

    /// A number that no set has.
    ///
    /// # Errors
    ///
    /// As [`Self::sets`] and [`Self::authority`].
    pub fn next(&self) -> Result<u32> {
        let last = self.sets()?.last().copied().unwrap_or(0);
        let active = self.authority()?.map_or(0, |authority| authority.set);
        let active = if active == NOBODY { 0 } else { active };
        Ok(last.max(active).wrapping_add(1).clamp(1, NOBODY - 1))
    }

    /// Removes one set's pins.
    ///
    /// # Errors
    ///
    /// Where one cannot be removed.
    pub fn remove_set(&self, set: u32) -> Result<()> {
        let path = self.0.join(format!("{SET}{set}"));
        match remove(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(Error::failure(format!(
                "cannot remove {}: {error}",
                path.display()
            ))),
            _ => Ok(()),
        }
    }

    /// Has the directory to itself as long as the file lives.
    ///
    /// # Errors
    ///
    /// Where another daemon has it.
    pub fn lock(&self) -> Result<fs::File> {
        let taken = || {
            Error::failure(format!("another daemon has {}", self.0.display()))
                .remedy("end it first: passgate stop; or name another directory with --pins")
        };
        let file = fs::File::open(&self.0).map_err(|e| unpinned(&self.0, &e))?;
        file.try_lock().map_err(|_| taken())?;
        Ok(file)
    }

    /// Where a set's links are pinned.
    pub(super) fn place(&self, set: u32) -> Result<Place> {
        Place::new(self.0.join(format!("{SET}{set}")))
    }

    /// Removes the pins of all sets but one: what nobody holds otherwise is detached.
    ///
    /// # Errors
    ///
    /// Where one cannot be removed.
    pub fn keep_only(&self, kept: Option<u32>) -> Result<()> {
        for set in self.sets()?.into_iter().filter(|set| Some(*set) != kept) {
            self.remove_set(set)?;
        }
        Ok(())
    }

    /// Removes everything: no set decides any more, from the first step on.
    ///
    /// # Errors
    ///
    /// Where something cannot be removed.
    pub fn release(&self) -> Result<()> {
        let path = self.map();
        if path.exists() {
            Shared::open(&path)?.give(NOBODY);
        }
        self.remove()
    }

    /// Removes every pin. What a process holds decides on.
    ///
    /// # Errors
    ///
    /// Where one cannot be removed.
    pub fn remove(&self) -> Result<()> {
        self.keep_only(None)?;
        for (path, removed) in [
            (self.map(), fs::remove_file(self.map())),
            (self.0.clone(), fs::remove_dir(&self.0)),
        ] {
            match removed {
                Err(error) if error.kind() != io::ErrorKind::NotFound => {
                    let message = format!("cannot remove {}: {error}", path.display());
                    return Err(Error::failure(message));
                }
                _ => {}
            }
        }
        Ok(())
    }
}

/// Removes a set's directory.
fn remove(path: &Path) -> io::Result<()> {
    for entry in path.read_dir()? {
        fs::remove_file(entry?.path())?;
    }
    fs::remove_dir(path)
}

/// The map that says which set decides, in memory that the programs look into.
pub struct Shared {
    memory: Memory,
    /// Programs that are loaded later know it by its descriptor.
    _map: MapData,
}

impl Shared {
    /// The one that programs were loaded with. Only once.
    pub(super) fn of(ebpf: &mut Ebpf) -> Result<Self> {
        match take(ebpf, "AUTHORITY")? {
            Map::Array(map) => Self::mapped(map),
            _ => Err(Error::failure("the map AUTHORITY is no array")),
        }
    }

    /// The one that is pinned there.
    fn open(path: &Path) -> Result<Self> {
        Self::mapped(MapData::from_pin(path).map_err(|e| unusable("AUTHORITY", &e))?)
    }

    fn mapped(map: MapData) -> Result<Self> {
        let memory = Memory::of(&map, size_of::<Authority>())?;
        Ok(Self { memory, _map: map })
    }

    /// One of its three words: form and set, the set before, or the heartbeat.
    fn word(&self, index: usize) -> Option<&AtomicU64> {
        let word = self.memory.at::<u64>(index)?;
        // SAFETY: it lies in the mapping, which lives as long as this, and programs load it in one step.
        Some(unsafe { AtomicU64::from_ptr(word.as_ptr()) })
    }

    /// What it says.
    pub fn read(&self) -> Authority {
        let word = |index| {
            self.word(index)
                .map_or(0, |word| word.load(Ordering::Acquire))
        };
        zerocopy::transmute!([word(0), word(1), word(2)])
    }

    /// Has a set decide from now on. For a moment the one before does so as well: a call on its way through both has
    /// seen one of them decide, whichever comes first.
    pub fn give(&self, set: u32) {
        /// Longer than a call is on its way through the programs of a hook.
        const GRACE: Duration = Duration::from_millis(100);
        self.beat();
        let before = self.read().set;
        self.write(before, before);
        self.write(set, before);
        if set != NOBODY && before != NOBODY {
            thread::sleep(GRACE);
        }
        self.write(set, NOBODY);
    }

    /// Writes what stands before the heartbeat, the set that decides last.
    fn write(&self, set: u32, before: u32) {
        let words: [u64; 3] = zerocopy::transmute!(Authority {
            form: FORM,
            set,
            before,
            reserved: 0,
            heartbeat: 0,
        });
        for index in [1, 0] {
            if let Some(word) = self.word(index) {
                word.store(words[index], Ordering::SeqCst);
            }
        }
    }

    /// Says that the daemon is alive.
    pub fn beat(&self) {
        if let Some(word) = self.word(2) {
            word.store(now(), Ordering::Release);
        }
    }
}

/// Nanoseconds of the clock that heartbeats are by.
pub fn now() -> u64 {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::Monotonic);
    u64::try_from(time.tv_sec).unwrap_or(0) * 1_000_000_000
        + u64::try_from(time.tv_nsec).unwrap_or(0)
}
