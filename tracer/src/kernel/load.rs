//! Loading the programs and attaching them.

use std::{
    io::{ErrorKind, Read as _},
    os::fd::{AsFd as _, AsRawFd as _, RawFd},
    path::Path,
};

use aya::{
    Btf, Ebpf, EbpfLoader,
    maps::{HashMap, Map, PerCpuArray, RingBuf},
    programs::{Program, ProgramError, iter::Iter},
};
use tracer_common::{
    count::entry,
    identity::{SOCKETS_SYMBOL, SocketCommands},
    offsets::{OFFSETS_SYMBOL, Offsets},
    policy::{KIND_WORDS, Quad},
    record::{DeviceSeen, Holding, SubjectSeen},
    scope::{SCOPE_SYMBOL, Scope},
};
use zerocopy::IntoBytes as _;

use super::{
    Facts, Ring, Tallies,
    attach::{attach, program, refused},
    btf::{self, Types},
    coverage::Drivers,
    guard::{self, Guard, Guarded},
    hooks::{HOOKS, Hook, Need, Point, State, When},
    links::Link,
    log::Log,
    object::{OBJECT, check_abi},
    offsets::{offsets, tells_compat},
    pins::{Pins, Shared},
    policy::PolicyMap,
    probes::{Probes, Unloaded},
    recognition::{Checked, Recognised, look_up, unusable},
    scope,
    selftest::{self, Trial},
    tables,
};
use crate::{
    exit::{Error, Result},
    families::{self, Call, Entries, Symbol},
};

/// What to load.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// Whom to observe.
    pub who: Who,
    /// What to observe.
    pub entries: Entries,
    /// Let the programs log what they see.
    pub log: bool,
    /// Tell every call by itself, with its result.
    pub trace: bool,
    /// By which entries calls are decided by a policy; None where there is none.
    pub policed: Option<Entries>,
    /// Whether the policy asks for parents' executables.
    pub by_parent: bool,
    /// Whether it decides by arguments of which drivers check their copies.
    pub by_copy: bool,
    /// Whether nobody else may change what is in force.
    pub guarded: bool,
    /// Room in the maps.
    pub capacities: Capacities,
}

impl Options {
    /// Whether a hook is attached for them.
    fn want(&self, hook: &Hook) -> bool {
        let when = match hook.when {
            When::Always => true,
            When::Scoped => self.who != Who::Everybody,
            When::Everybody => self.who != Who::Descendants,
            When::Traced => self.trace,
            When::Copied => self.by_copy,
            When::ScopedOrCopied => self.by_copy || self.who != Who::Everybody,
            When::Guarded => self.guarded,
            When::Policed(entries) => entries
                .iter()
                .any(|entry| self.policed.is_some_and(|policed| policed.has(*entry))),
        };
        when && hook.entry.is_none_or(|entry| self.entries.has(entry))
    }

    /// Whether calls would pass undecided if a hook of this kernel's were not attached to.
    fn decide(&self, hook: &Hook, types: &Types) -> bool {
        let is_policed = |entry| self.policed.is_some_and(|policed| policed.has(entry));
        matches!(hook.point, Point::Lsm(name) if types.has_hook(name))
            && hook.entry.is_some_and(is_policed)
    }
}

/// A policy as the programs begin with it.
#[derive(Clone, Copy, Debug)]
pub struct Policed<'a> {
    /// Its image.
    pub image: &'a [Quad],
    /// Entries by which it decides anything.
    pub entries: Entries,
    /// Whether it asks for parents' executables.
    pub by_parent: bool,
    /// Whether it decides by arguments of which drivers check their copies.
    pub by_copy: bool,
    /// The number of this set of programs.
    pub set: u32,
    /// Where the map is pinned, or to be pinned, that says which set decides; None where there is no other set.
    pub authority: Option<&'a Path>,
    /// What nobody else may change, if it is guarded.
    pub guarded: Option<Guarded<'a>>,
}

/// Whom to observe.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Who {
    /// Everybody.
    #[default]
    Everybody,
    /// The descendants of this process.
    Descendants,
    /// This process and its descendants.
    Itself,
}

/// How much the kernel side can hold. What finds no room is counted all the same, as a loss.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Capacities {
    /// Rows: combinations of subject, device, command and sub-command.
    pub rows: u32,
    /// Subjects.
    pub subjects: u32,
    /// Devices.
    pub devices: u32,
    /// Bytes of the ring buffer: a power of two, and whole pages.
    pub ring: u32,
}

impl Default for Capacities {
    fn default() -> Self {
        Self {
            rows: 16_384,
            subjects: 16_384,
            devices: 8_192,
            ring: 1 << 20,
        }
    }
}

/// The programs in the running kernel, attached until this is dropped.
pub struct Kernel {
    ebpf: Ebpf,
    states: Vec<State>,
    /// What keeps programs attached, by their names; [`Probes`] have their own.
    links: Vec<(&'static str, Link)>,
    probes: Vec<Probes>,
    /// What drivers the kernel has.
    drivers: Drivers,
    policy: Option<PolicyMap>,
    /// Bytes of the ring buffer.
    ring: u32,
}

/// Loads and attaches.
///
/// # Errors
///
/// Where the machine lacks something, where the kernel refuses a program, or where a required
/// hook cannot be attached.
pub fn load(options: Options) -> Result<Kernel> {
    load_policed(options, None)
}

/// The same with a policy's image, which is in force before anything is attached.
///
/// # Errors
///
/// As [`load`].
pub fn load_policed(options: Options, policy: Option<&Policed<'_>>) -> Result<Kernel> {
    Facts::gather().require()?;
    let options = Options {
        policed: policy.map(|policy| policy.entries),
        by_parent: policy.is_some_and(|policy| policy.by_parent),
        by_copy: policy.is_some_and(|policy| policy.by_copy),
        guarded: policy.is_some_and(|policy| policy.guarded.is_some()),
        // Whatever a policy decides is looked at, and what it does not decide as far as it was asked for.
        entries: policy.map_or(options.entries, |policy| {
            options.entries.and(policy.entries)
        }),
        ..options
    };
    match attach_all(options, policy)? {
        (_, Some(refused)) => Err(refused),
        (kernel, None) => Ok(kernel),
    }
}

/// Tries every hook, required or not, and each entry with a call of this process; `doctor` prints what
/// it returns.
///
/// # Errors
///
/// Where not even the object can be brought into the kernel.
pub fn examine() -> Result<Examined> {
    let options = Options {
        who: Who::Itself,
        ..Options::default()
    };
    let (mut kernel, _) = attach_all(options, None)?;
    let mut hooks = kernel.hooks();
    let others = HOOKS.iter().filter(|hook| !options.want(hook));
    hooks.extend(others.map(|hook| hook.state(Some(hook.when.reason().to_owned()))));
    let trials = selftest::run(&mut kernel.ebpf, &mut kernel.probes)?;
    for hook in hooks.iter_mut().filter(|hook| hook.attached) {
        hook.runs = selftest::runs(hook.name, &trials);
    }
    Ok(Examined {
        drivers: kernel.drivers,
        hooks,
        trials,
    })
}

/// What `doctor` wants to know.
#[derive(Clone, Debug)]
pub struct Examined {
    /// What drivers the running kernel has.
    pub drivers: Drivers,
    /// What became of every hook.
    pub hooks: Vec<State>,
    /// What became of a call by each entry.
    pub trials: Vec<Trial>,
}

/// Attaches to whatever takes it. The error is that of the first hook that must.
fn attach_all(options: Options, policed: Option<&Policed<'_>>) -> Result<(Kernel, Option<Error>)> {
    let (types, btf) = (btf::types()?, btf::functions()?);
    let mut ebpf = prepare(OBJECT, options, policed)?;
    let policy = policed
        .map(|policy| {
            let mut map = PolicyMap::new(&mut ebpf, policy, options.capacities.devices)?;
            map.publish(policy.image).map(|()| map)
        })
        .transpose()?;
    let guarded = policed.and_then(|policy| policy.guarded);
    let guard = guarded
        .map(|guarded| Guard::new(&mut ebpf, &guarded))
        .transpose()?;
    tables::fill(&mut ebpf)?;
    let mut kernel = Kernel {
        ebpf,
        states: Vec::new(),
        links: Vec::new(),
        probes: Vec::new(),
        drivers: Drivers::default(),
        policy,
        ring: options.capacities.ring,
    };
    // What tells of modules comes before the look at the kernel: else one that is loaded in between is
    // neither seen nor told of.
    let (of_modules, others): (Vec<_>, Vec<_>) = HOOKS
        .iter()
        .filter(|hook| options.want(hook))
        .partition(|hook| hook.tells_of_modules());
    let mut failed = None;
    for hook in of_modules {
        failed = failed.or(kernel.attach(hook, options, &types, &btf)?);
    }
    let recognised = look_up()?;
    recognised.apply(&mut kernel.ebpf)?;
    kernel.drivers = recognised.drivers();
    for hook in others {
        if let Point::Drivers(_) = hook.point {
            let mut probes = Probes::load(&mut kernel.ebpf, hook, &btf)?;
            probes.add(&mut kernel.ebpf, &recognised)?;
            kernel.probes.push(probes);
        } else {
            failed = failed.or(kernel.attach(hook, options, &types, &btf)?);
        }
    }
    kernel.look_at_copies(&recognised)?;
    if let Some(mut guard) = guard {
        guard.programs_of(&kernel.ebpf)?;
        if let Some(policy) = &mut kernel.policy {
            policy.guard(guard)?;
        }
    }
    Ok((kernel, failed))
}

impl Kernel {
    /// Attaches to a hook, or notes why not. The error is that of a hook that must be attached to.
    fn attach(
        &mut self,
        hook: &'static Hook,
        options: Options,
        types: &Types,
        btf: &Btf,
    ) -> Result<Option<Error>> {
        let refused = match hook.unmet(&self.states) {
            Some(unmet) => Some(Error::failure(unmet)),
            None => match attach(&mut self.ebpf, hook.name, btf) {
                Ok(link) => {
                    self.links
                        .extend(link.map(|link| (hook.name, Link::from(link))));
                    None
                }
                Err(refused) => Some(refused),
            },
        };
        let mut state = hook.state(refused.as_ref().map(|error| error.message.clone()));
        let is_attached = |name: &str| {
            let mut states = self.states.iter();
            states.any(|state| state.name == name && state.attached)
        };
        if refused.is_some()
            && hook.entry == Some(entry::COMPAT_IOCTL)
            && is_attached(NATIVE)
            && tells_compat(types)
        {
            state.attached = true;
            state.instead = Some(NATIVE);
            state.reason = None;
        }
        let is_there = state.attached;
        self.states.push(state);
        // What follows a command's descendants is optional; where that is asked for, it must work.
        let must = hook.need == Need::Required
            || matches!(hook.when, When::Scoped | When::Policed(_))
            || matches!(hook.when, When::ScopedOrCopied) && options.who != Who::Everybody
            || !is_there && options.decide(hook, types);
        Ok(refused.filter(|_| must))
    }

    /// What became of every hook.
    pub fn hooks(&self) -> Vec<State> {
        let probes = self.probes.iter().map(Probes::state);
        self.states.iter().cloned().chain(probes).collect()
    }

    /// Has the programs outlive this process, as this set of theirs. Those that are attached later do so, too.
    ///
    /// # Errors
    ///
    /// Where the kernel refuses; what was pinned so far stays.
    pub fn pin(&mut self, pins: &Pins, set: u32) -> Result<()> {
        let place = pins.place(set)?;
        if let Some(policy) = &mut self.policy {
            policy.guard_directory(place.path())?;
        }
        for (name, link) in &mut self.links {
            link.pin(&place, name)?;
        }
        self.probes
            .iter_mut()
            .try_for_each(|probes| probes.pin(&place))
    }

    /// Takes the map that says which set of programs decides. Only once.
    ///
    /// # Errors
    ///
    /// Where it was taken.
    pub fn shared(&mut self) -> Result<Shared> {
        Shared::of(&mut self.ebpf)
    }

    /// Takes the policy. Only once; None where there is none.
    pub fn policy(&mut self) -> Option<PolicyMap> {
        self.policy.take()
    }

    /// The kernel's release.
    pub fn release(&self) -> String {
        super::prerequisites::release()
    }

    /// Follows drivers that were loaded or unloaded: `found` is what the kernel has now.
    ///
    /// # Errors
    ///
    /// Where a map does not take an entry. All others are followed.
    pub fn follow(&mut self, found: &Recognised, unloaded: &Unloaded) -> Result<()> {
        let applied = found.apply(&mut self.ebpf);
        for probes in &mut self.probes {
            probes.follow(&mut self.ebpf, found, unloaded)?;
        }
        self.look_at_copies(found)?;
        applied
    }

    /// Has the programs look at the copies that drivers check, where all is attached that this takes.
    fn look_at_copies(&mut self, found: &Recognised) -> Result<()> {
        let is_attached = |name: &str| {
            let mut states = self.states.iter();
            states.any(|state| state.name == name && state.attached)
        };
        // An end that is not seen would leave what was noted behind.
        let ends = ["ioctl_over", "compat_ioctl_over", "uring_over", "task_free"];
        if !ends.into_iter().all(is_attached) {
            return Ok(());
        }
        let answers = [is_attached("capable"), is_attached("locked_down")];
        let mut probes = self.probes.iter();
        let probes = probes.find(|probes| probes.hook.point == Point::Drivers(Call::Check));
        let is_probed =
            |function: &Symbol| probes.is_some_and(|probes| probes.lacks(function).is_none());
        let [capable, locked_down] = answers;
        found.apply_checks(&mut self.ebpf, |checked| match checked {
            Checked::In(function) => capable && is_probed(function),
            Checked::Seen(function) => is_probed(function),
            Checked::ByLockdown => locked_down,
        })
    }

    /// Walks every task's descriptors and mappings, where programs for that are loaded. What is found
    /// comes through the ring buffer, which `drain` is to empty each time that it is called.
    ///
    /// # Errors
    ///
    /// Where the kernel refuses to run an iterator.
    pub fn walk(&mut self, mut drain: impl FnMut()) -> Result<()> {
        // A byte is read for each record, before which a subject and a device may be announced. Half of
        // the ring stays free for what calls announce meanwhile. The kernel has a buffer of eight pages
        // (`bpf_seq_read`), and runs again for the item that fills it.
        const MOST_AT_ONCE: usize = 4096;
        let each = size_of::<SubjectSeen>() + size_of::<DeviceSeen>() + size_of::<Holding>();
        let at_once = (self.ring as usize / 2 / each).clamp(1, MOST_AT_ONCE);
        for hook in HOOKS {
            let is_loaded = |state: &State| state.name == hook.name && state.attached;
            if matches!(hook.point, Point::Items(_)) && self.states.iter().any(is_loaded) {
                let program = program(&mut self.ebpf, hook.name)?;
                iterate(program, at_once, &mut drain)?;
            }
        }
        Ok(())
    }

    /// How often the kernel left a program out because another was running in its place.
    pub fn missed(&self) -> u64 {
        self.ebpf
            .programs()
            .filter_map(|(_, program)| program.fd().ok())
            .filter_map(|fd| missed(fd.as_fd().as_raw_fd()))
            .sum()
    }

    /// Programs with the seconds that they ran and how often; none where the kernel does not measure it
    /// (`kernel.bpf_stats_enabled`).
    pub fn runs(&self) -> Vec<(String, f64, u64)> {
        let infos = self.ebpf.programs().filter_map(|(name, program)| {
            let info = program.info().ok()?;
            Some((
                name.to_owned(),
                info.run_time().as_secs_f64(),
                info.run_count(),
            ))
        });
        infos.filter(|(_, _, count)| *count > 0).collect()
    }

    /// Takes the ring buffer of first sights. Only once.
    ///
    /// # Errors
    ///
    /// Where it was taken.
    pub fn ring(&mut self) -> Result<Ring> {
        let map = take(&mut self.ebpf, "EVENTS")?;
        RingBuf::try_from(map)
            .map(Ring)
            .map_err(|e| unusable("EVENTS", &e))
    }

    /// Takes the counting maps. Only once.
    ///
    /// # Errors
    ///
    /// Where they were taken.
    pub fn tallies(&mut self) -> Result<Tallies> {
        Ok(Tallies {
            rows: match take(&mut self.ebpf, "ROWS")? {
                Map::HashMap(rows) => rows,
                _ => return Err(Error::failure("the map ROWS is no hash table")),
            },
            counts: match take(&mut self.ebpf, "COUNTS")? {
                Map::PerCpuArray(counts) => counts,
                _ => return Err(Error::failure("the map COUNTS is no per-CPU array")),
            },
            losses: PerCpuArray::try_from(take(&mut self.ebpf, "LOSSES")?)
                .map_err(|e| unusable("LOSSES", &e))?,
            held: HashMap::try_from(take(&mut self.ebpf, "HELD")?)
                .map_err(|e| unusable("HELD", &e))?,
        })
    }

    /// Takes the programs' log. Only once.
    ///
    /// # Errors
    ///
    /// Where it was taken.
    pub fn log(&mut self) -> Result<Log> {
        Log::new(&mut self.ebpf)
    }
}

/// Runs a loaded iterator to its end, `at_once` items that it writes a byte for after another.
fn iterate(program: &mut Program, at_once: usize, drain: &mut impl FnMut()) -> Result<()> {
    let failed = |error: &dyn std::error::Error| {
        Error::failure(format!("cannot walk what is open and mapped: {error}"))
    };
    let iterator: &mut Iter = program.try_into().map_err(|e: ProgramError| failed(&e))?;
    let link = iterator
        .attach()
        .and_then(|link| iterator.take_link(link))
        .map_err(|e| failed(&e))?;
    let mut items = link.into_file().map_err(|e| failed(&e))?;
    let mut bytes = vec![0; at_once];
    loop {
        let read = items.read(&mut bytes);
        drain();
        match read {
            Ok(0) => return Ok(()),
            Ok(_) => {}
            // After a million items that nothing was written for (`bpf_seq_read`): there may be more.
            Err(error)
                if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::Interrupted) => {}
            Err(error) => return Err(failed(&error)),
        }
    }
}

/// What /proc says of a program: how often it was left out (`kernel/bpf/syscall.c`).
fn missed(descriptor: RawFd) -> Option<u64> {
    let said = std::fs::read_to_string(format!("/proc/self/fdinfo/{descriptor}")).ok()?;
    let count = said
        .lines()
        .find_map(|line| line.strip_prefix("recursion_misses:"))?;
    count.trim().parse().ok()
}

/// The hook that all ioctls come by where those of 32-bit processes have none of their own.
const NATIVE: &str = "file_ioctl";

/// Calls that may be under way at one time where each is told by itself. Of more, the oldest are told
/// without their results.
const CALLS: u32 = 8192;

/// Calls that may be under way at one time whose copies are looked at. What finds no room is refused where the
/// policy refuses anything.
const DECIDED: u32 = 16_384;

/// Threads that may be given labels at one time.
const PATHS: u32 = 256;

/// Brings an object's maps into the kernel, its read-only data filled in.
pub(super) fn prepare(
    object: &[u8],
    options: Options,
    policy: Option<&Policed<'_>>,
) -> Result<Ebpf> {
    check_abi(object)?;
    let types = btf::types()?;
    let offsets: Offsets = offsets(&types)?;
    let scope = match options.who {
        Who::Everybody => Scope::ZERO,
        who => scope::of_this_process(who == Who::Itself)?,
    };
    let log = u32::from(options.log);
    let guard = u32::from(options.guarded);
    let trace = u32::from(options.trace);
    let policed = u32::from(options.policed.is_some());
    let by_parent = u32::from(options.by_parent);
    let by_copy = u32::from(options.by_copy);
    let lockdown = types.locks_down_pci().unwrap_or(0);
    let completion = u32::from(types.has_completion());
    let sockets: SocketCommands = families::socket_commands()
        .ok_or_else(|| Error::failure("the commands of sockets lie too far apart"))?;
    let page_shift = rustix::param::page_size().trailing_zeros();
    let Capacities {
        rows,
        subjects,
        devices,
        ring,
    } = options.capacities;
    // Ids begin at 1.
    let labels = if options.policed.is_some() {
        subjects + 1
    } else {
        1
    };
    let set: u32 = policy.map_or(0, |policy| policy.set);
    let guarded = policy.and_then(|policy| policy.guarded);
    let pins = guarded.and_then(|guarded| guarded.pins);
    let device: u32 = pins.and_then(guard::device).unwrap_or(0);
    let mut loader = EbpfLoader::new();
    if let Some(path) = policy.and_then(|policy| policy.authority) {
        loader.map_pin_path("AUTHORITY", path);
    }
    loader
        .map_max_entries("ROWS", rows)
        .map_max_entries("COUNTS", rows + 1)
        .map_max_entries("SUBJECTS", subjects)
        .map_max_entries("DEVICES", devices)
        .map_max_entries("INSTANCES", devices)
        .map_max_entries("EVENTS", ring)
        .map_max_entries("LABELS", labels)
        .map_max_entries("PARENTS", labels)
        .map_max_entries("DECIDED", if options.by_copy { DECIDED } else { 1 })
        .map_max_entries("CALLS", if options.trace { CALLS } else { 1 })
        .map_max_entries("PATHS", if options.policed.is_some() { PATHS } else { 1 })
        .override_global("LIMITS", &[subjects, devices, rows], true)
        .override_global(OFFSETS_SYMBOL, offsets.as_bytes(), true)
        .override_global(SCOPE_SYMBOL, scope.as_bytes(), true)
        .override_global(SOCKETS_SYMBOL, sockets.as_bytes(), true)
        .override_global("KERNEL_LOG", &log, true)
        .override_global("TRACE", &trace, true)
        .override_global("POLICED", &policed, true)
        .override_global("SET", &set, true)
        .override_global("GUARD", &guard, true)
        .override_global("GUARDED_DEVICE", &device, true)
        .override_global("BY_PARENT", &by_parent, true)
        .override_global("COPIES", &by_copy, true)
        .override_global("CAPABILITIES", &capabilities(), true)
        .override_global("LOCKDOWN_REASON", &lockdown, true)
        .override_global("TRANSFERS", &transfers(), true)
        .override_global("COMPLETION", &completion, true)
        .override_global("PAGE_SHIFT", &page_shift, true)
        .load(object)
        .map_err(|error| refused("the maps", error))
}

/// Capabilities that drivers ask for where they check copies, a bit each.
fn capabilities() -> u32 {
    let checks = families::kinds().filter_map(|entry| entry.kind.check);
    checks.fold(0, |all, check| all | 1 << check.capability)
}

/// Kinds whose reads or writes carry commands, a bit each.
fn transfers() -> [u32; KIND_WORDS] {
    let mut words = [0; KIND_WORDS];
    let kinds = families::kinds().filter(|entry| {
        let mut commands = entry.kind.all_commands();
        let transfers = Entries::TRANSFER;
        commands.any(|command| transfers.iter().any(|by| command.entries.has(by)))
    });
    for entry in kinds {
        let id = usize::from(entry.id);
        if let Some(word) = words.get_mut(id / 32) {
            *word |= 1 << (id % 32);
        }
    }
    words
}

pub(super) fn take(ebpf: &mut Ebpf, name: &str) -> Result<Map> {
    ebpf.take_map(name)
        .ok_or_else(|| Error::failure(format!("the map {name} is missing or in use")))
}
