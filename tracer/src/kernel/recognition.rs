//! What the programs recognise devices and take arguments apart by: which operations and functions of
//! the running kernel tell which kind of device, and the families' argument specs.

use std::collections::{HashMap as Table, HashSet};

use aya::{
    Ebpf,
    maps::{Array, HashMap, Map, MapError},
};
use tracer_common::{
    copy,
    identity::{NO_SELECTOR, Recognition, any, via},
};

use super::{btf, coverage::Drivers, symbols, uninterrupted::during};
use crate::{
    exit::{Error, Exit, Result},
    families::{
        self, Call, DISK_OPERATIONS, Entry, Path, Probe, Symbol, Via, copied::Parameter,
        other::NO_DEVICES,
    },
};

/// What the running kernel has, at the time of looking.
#[derive(Clone, Debug, Default)]
pub struct Recognised {
    /// Ids of the kinds whose files can be told.
    kinds: Vec<u16>,
    /// Entries of those kinds that the running kernel's drivers do not have.
    lacking: Vec<(u16, u8)>,
    /// By address of the operations or of the function.
    table: Table<u64, Recognition>,
    /// By major number, and what holds for any.
    numbers: Table<u32, Recognition>,
    /// The drivers' functions to attach to.
    pub(super) functions: Vec<Function>,
    /// Kinds whose drivers check their copies of commands, with where and how, see [`tracer_common::copy`].
    pub(super) checks: Vec<(u16, Checked, u32)>,
}

/// Where a driver checks its copies of commands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Checked {
    /// In a function of its own.
    In(Symbol),
    /// Where it asks whether access to PCI devices is locked down.
    ByLockdown,
    /// Nowhere: its copies are seen in this function.
    Seen(Symbol),
}

/// A driver's function that the running kernel has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Function {
    /// What a family says of it.
    pub(super) probe: Probe,
    /// Its address.
    pub(super) address: u64,
    /// The module that it is in; None where it is built in.
    pub(super) module: Option<&'static str>,
    /// Whether nothing else in the kernel has its name.
    pub(super) unique: bool,
    /// How far behind [`TEXT`] it is, where it is built in.
    pub(super) in_text: Option<u64>,
}

/// The beginning of the kernel's own functions, of which there is one.
pub(super) const TEXT: &str = "_stext";

/// The kind of the files that the self-test calls.
pub(super) const TRIED: u16 = u16::MAX;

/// The functions that the self-test attaches to: of the null device.
pub(super) const TRIED_FUNCTIONS: [Probe; 2] = [
    Probe::new(Call::Read, Symbol::built_in("read_null")),
    Probe::new(Call::Write, Symbol::built_in("write_null")),
];

pub(super) const KEY: usize = size_of::<Recognition>();

/// Looks at what the kernel has now. Takes as long as the kernel takes to list all its symbols: a tenth of
/// a second or more.
///
/// # Errors
///
/// Where the kernel hides its symbols or keeps none of its data.
pub fn look_up() -> Result<Recognised> {
    let addresses = symbols::addresses(&wanted())?;
    let place = |symbol: &Symbol| {
        // In its module, or built in.
        let places = [symbol.module, None].into_iter();
        places
            .map(|module| (module, module.unwrap_or_default()))
            .find_map(|(module, name)| {
                Some((module, addresses.at(symbol.name, name, symbol.near)?))
            })
    };
    let address = |symbol: &Symbol| place(symbol).map(|(_, address)| address);
    let Some(disks) = address(&DISK_OPERATIONS) else {
        return Err(Error::new(
            Exit::Unsupported,
            "the kernel's list of symbols has no data in it",
        )
        .remedy("boot a kernel that is built with CONFIG_KALLSYMS_ALL=y, as distributions' are"));
    };
    let mut found = Recognised::default();
    found.table.insert(
        disks,
        Recognition {
            via: via::DISK,
            ..Recognition::ZERO
        },
    );
    let nothing = Recognition {
        via: via::NOTHING,
        ..Recognition::ZERO
    };
    let no_devices = NO_DEVICES.iter().filter_map(address);
    found
        .table
        .extend(no_devices.map(|address| (address, nothing)));
    let registered = registered();
    let types = btf::types()?;
    let locks_down = types.has_hook("locked_down") && types.locks_down_pci().is_some();
    for entry in families::kinds() {
        let before = found.table.len();
        let numbers = numbers(&entry.kind.via).iter();
        found
            .numbers
            .extend(numbers.map(|number| (*number, plain(&entry))));
        let recognition = recognition(&entry);
        let operations = entry.kind.operations.iter().filter_map(address);
        if let Some(recognition) = recognition {
            found
                .table
                .extend(operations.map(|address| (address, recognition)));
        }
        for probe in entry.kind.probes {
            let Some((module, address)) = place(&probe.function) else {
                continue;
            };
            found
                .functions
                .push(Function::at(address, probe, module, &addresses));
        }
        for (function, copy) in entry.kind.copiers() {
            let Some((module, address)) = place(function) else {
                continue;
            };
            let Some(parameter) = parameter(function, copy, module) else {
                continue;
            };
            let (flags, looked_at): (_, fn(Symbol) -> Checked) = match entry.kind.check {
                Some(check) if check.but_read_write => (copy::BUT_READ_WRITE, Checked::In),
                Some(_) => (0, Checked::In),
                None => (copy::WATCHED, Checked::Seen),
            };
            let probe = Probe::new(Call::Check, *function);
            found
                .functions
                .push(Function::at(address, &probe, module, &addresses));
            found
                .checks
                .push((entry.id, looked_at(*function), (parameter + 1) | flags));
        }
        if let Some(lockdown) = entry.kind.lockdown.filter(|_| locks_down) {
            let how = copy::LOCKDOWN | u32::from(lockdown.second) << copy::SECOND;
            found.checks.push((entry.id, Checked::ByLockdown, how));
        }
        // A number is looked for whether or not there is a driver that has it.
        let is_there = match entry.kind.via {
            Via::Numbers(majors) => majors.iter().any(|major| registered.contains(major)),
            Via::AnyCharacter | Via::AnyDisk => true,
            _ => found.table.len() > before,
        };
        if is_there {
            found.kinds.push(entry.id);
            let late = entry.kind.late.iter();
            let lacking = late.filter(|late| address(&late.function).is_none());
            found
                .lacking
                .extend(lacking.map(|late| (entry.id, late.entry)));
        }
    }
    Ok(found)
}

/// The major numbers of character devices that drivers have now; none where /proc does not say.
fn registered() -> HashSet<u32> {
    let devices = std::fs::read_to_string("/proc/devices").unwrap_or_default();
    majors(&devices)
}

/// The major numbers in the first part of /proc/devices.
fn majors(devices: &str) -> HashSet<u32> {
    let characters = devices
        .lines()
        .take_while(|line| !line.starts_with("Block"));
    let major = |line: &str| line.split_whitespace().next()?.parse().ok();
    characters.filter_map(major).collect()
}

/// Names of all symbols that matter.
fn wanted() -> HashSet<&'static str> {
    let mut names = HashSet::from([DISK_OPERATIONS.name, TEXT]);
    names.extend(NO_DEVICES.iter().map(|symbol| symbol.name));
    for entry in families::kinds() {
        let functions = entry.kind.probes.iter().map(|probe| &probe.function);
        let late = entry.kind.late.iter().map(|late| &late.function);
        let copiers = entry.kind.copiers().map(|(function, _)| function);
        let functions = functions.chain(late).chain(copiers);
        for symbol in entry.kind.operations.iter().chain(functions) {
            names.extend([Some(symbol.name), symbol.near].into_iter().flatten());
        }
    }
    names
}

/// Which of a function's parameters is the copy; None where the function is not what is known of it.
fn parameter(function: &Symbol, copy: Parameter, module: Option<&str>) -> Option<u32> {
    let parameter = match copy {
        Parameter::At(place) => place,
        Parameter::PointsTo(structure) => btf::parameter(module?, function.name, structure)?,
    };
    (parameter < copy::PARAMETERS).then_some(parameter)
}

impl Function {
    fn at(
        address: u64,
        probe: &Probe,
        module: Option<&'static str>,
        addresses: &symbols::Addresses,
    ) -> Self {
        let text = addresses.at(TEXT, "", None).filter(|_| module.is_none());
        Self {
            probe: *probe,
            address,
            module,
            unique: addresses.is_unique(probe.function.name),
            in_text: text.and_then(|text| address.checked_sub(text)),
        }
    }
}

pub(super) fn plain(entry: &Entry) -> Recognition {
    Recognition {
        kind: entry.id,
        command_mask: entry.kind.command_mask,
        selector: entry.kind.selector.map_or(NO_SELECTOR, u32::from),
        ..Recognition::ZERO
    }
}

/// The major numbers that a kind is recognised by, or what stands for any.
fn numbers(via: &Via) -> &'static [u32] {
    match via {
        Via::Numbers(majors) => majors,
        Via::AnyCharacter => &[any::CHARACTER],
        Via::AnyDisk => &[any::DISK],
        _ => &[],
    }
}

/// How files of a kind are recognised by their operations; None where the kernel's structures are not those that it
/// knows.
fn recognition(entry: &Entry) -> Option<Recognition> {
    let plain = plain(entry);
    match entry.kind.via {
        Via::Operations | Via::Disk => Some(Recognition {
            via: via::OPERATIONS,
            ..plain
        }),
        Via::UnlessNumbered => Some(Recognition {
            via: via::NUMBER,
            ..plain
        }),
        Via::Numbers(_) | Via::AnyCharacter | Via::AnyDisk => None,
        Via::Alike | Via::Sockets => Some(Recognition {
            via: via::ALIKE,
            ..plain
        }),
        Via::Name(paths) => paths
            .iter()
            .find_map(offsets)
            .map(|(path, steps)| Recognition {
                via: via::NAME,
                path,
                steps,
                ..plain
            }),
    }
}

/// The offsets of a path's members, and how many they are.
fn offsets(path: &Path) -> Option<([u16; 3], u16)> {
    let mut offsets = [0; 3];
    let mut steps = 0;
    for ((structure, member), offset) in path.members.iter().zip(&mut offsets) {
        *offset = u16::try_from(btf::offset(path.module, structure, member)?).ok()?;
        steps += 1;
    }
    (usize::from(steps) == path.members.len()).then_some((offsets, steps))
}

impl Recognised {
    /// Kinds whose drivers check their copies of commands, as far as that is known to be done.
    pub fn checked(&self) -> Vec<u16> {
        let checks = self.checks.iter();
        checks
            .filter(|(_, checked, _)| !matches!(checked, Checked::Seen(_)))
            .map(|(kind, ..)| *kind)
            .collect()
    }

    /// What drivers there are.
    pub(super) fn drivers(&self) -> Drivers {
        Drivers {
            kinds: self.kinds.clone(),
            lacking: self.lacking.clone(),
        }
    }

    /// What the self-test recognises: the null and the zero device, which are on every machine.
    ///
    /// # Errors
    ///
    /// As [`look_up`].
    pub(super) fn for_trial() -> Result<Self> {
        let files = ["null_fops", "zero_fops"];
        let functions = TRIED_FUNCTIONS.iter().map(|probe| probe.function.name);
        let addresses = symbols::addresses(&functions.chain(files).chain([TEXT]).collect())?;
        let at = |name: &str| addresses.at(name, "", None);
        let functions = TRIED_FUNCTIONS.iter().filter_map(|probe| {
            let address = at(probe.function.name)?;
            Some(Function::at(address, probe, None, &addresses))
        });
        let recognition = Recognition {
            kind: TRIED,
            command_mask: u32::MAX,
            selector: NO_SELECTOR,
            ..Recognition::ZERO
        };
        let operations = files.iter().filter_map(|name| at(name));
        Ok(Self {
            kinds: Vec::new(),
            lacking: Vec::new(),
            table: operations.map(|address| (address, recognition)).collect(),
            numbers: Table::new(),
            functions: functions.collect(),
            checks: Vec::new(),
        })
    }

    /// Writes into an object's map whose copies are looked at: of kinds for which `is_attached` says so of the place.
    ///
    /// # Errors
    ///
    /// Where the map does not take an entry.
    pub(super) fn apply_checks(
        &self,
        ebpf: &mut Ebpf,
        is_attached: impl Fn(&Checked) -> bool,
    ) -> Result<()> {
        let mut checks: Array<_, u32> = map(ebpf, "CHECKS")?;
        for entry in families::kinds().filter(|entry| entry.kind.looks_again()) {
            let found = || self.checks.iter().filter(|(id, ..)| *id == entry.id);
            let is_whole = found().all(|(_, checked, _)| is_attached(checked));
            // A call that passes where nobody looks would be taken for one that was not seen.
            let how = found().next().filter(|_| is_whole);
            let how = how.map_or(0, |(.., how)| *how);
            checks
                .set(entry.id.into(), how, 0)
                .map_err(|e| unusable("CHECKS", &e))?;
        }
        Ok(())
    }

    /// Writes what is recognised into an object's map; what is no longer there is struck out. What was
    /// none of ours may be by now: the programs look again.
    ///
    /// # Errors
    ///
    /// Where a map does not take an entry. All others are written.
    pub(super) fn apply(&self, ebpf: &mut Ebpf) -> Result<()> {
        during(|| self.write(ebpf))
    }

    fn write(&self, ebpf: &mut Ebpf) -> Result<()> {
        let mut operations: HashMap<_, u64, [u8; KEY]> = map(ebpf, "OPERATIONS")?;
        let gone: Vec<u64> = operations
            .keys()
            .filter_map(std::result::Result::ok)
            .filter(|address| !self.table.contains_key(address))
            .collect();
        let mut failed = Ok(());
        for address in gone {
            let removed = operations.remove(&address);
            failed = failed.and(removed.map_err(|e| unusable("OPERATIONS", &e)));
        }
        for (address, recognition) in &self.table {
            let value: [u8; KEY] = zerocopy::transmute!(*recognition);
            let inserted = operations.insert(address, value, 0);
            failed = failed.and(inserted.map_err(|e| unusable("OPERATIONS", &e)));
        }
        let mut numbers: HashMap<_, u32, [u8; KEY]> = map(ebpf, "NUMBERS")?;
        for (number, recognition) in &self.numbers {
            let value: [u8; KEY] = zerocopy::transmute!(*recognition);
            let inserted = numbers.insert(number, value, 0);
            failed = failed.and(inserted.map_err(|e| unusable("NUMBERS", &e)));
        }
        // The second slot is the loader's own.
        let mut changes: Array<_, u64> = map(ebpf, "CHANGES")?;
        let before = changes.get(&1, 0).map_err(|e| unusable("CHANGES", &e))?;
        let changed = changes.set(1, before + 1, 0);
        failed.and(changed.map_err(|e| unusable("CHANGES", &e)))
    }
}

pub(super) fn map<'a, T>(ebpf: &'a mut Ebpf, name: &str) -> Result<T>
where
    T: TryFrom<&'a mut Map, Error = MapError>,
{
    ebpf.map_mut(name)
        .ok_or_else(|| Error::failure(format!("the map {name} is missing")))?
        .try_into()
        .map_err(|e| unusable(name, &e))
}

/// Why a map cannot be used.
pub(super) fn unusable(name: &str, error: &MapError) -> Error {
    Error::failure(format!("the map {name} is not usable: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn disks_are_no_character_devices() {
        let devices =
            "Character devices:\n  1 mem\n226 drm\n\nBlock devices:\n  8 sd\n259 blkext\n";
        assert_eq!(majors(devices), HashSet::from([1, 226]));
    }
}
