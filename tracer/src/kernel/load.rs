//! Loading the programs and attaching them.

use aya::{
    Btf, Ebpf, EbpfError, EbpfLoader,
    maps::{Map, PerCpuArray, PerCpuHashMap, RingBuf},
    programs::{Lsm, ProgramError},
};
use tracer_common::{
    offsets::{OFFSETS_SYMBOL, Offsets},
    scope::{SCOPE_SYMBOL, Scope},
};
use zerocopy::IntoBytes as _;

use super::{
    Facts, Ring, Tallies, btf,
    hooks::{HOOKS, Hook, Need, State},
    log::Log,
    object::{OBJECT, check_abi},
    offsets::offsets,
    recognition::{fill, unusable},
    scope,
};
use crate::exit::{Error, Exit, Result};

/// What to load.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// Observe the descendants of this process only.
    pub scoped: bool,
    /// Let the programs log what they see.
    pub log: bool,
    /// Room in the maps.
    pub capacities: Capacities,
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
    hooks: Vec<State>,
}

/// Loads and attaches.
///
/// # Errors
///
/// Where the machine lacks something, where the kernel refuses a program, or where a required
/// hook cannot be attached.
pub fn load(options: Options) -> Result<Kernel> {
    Facts::gather().require()?;
    let mut ebpf = prepare(OBJECT, options)?;
    fill(&mut ebpf)?;
    let btf = btf::functions()?;
    let mut hooks = Vec::new();
    // What is optional is for following a command's descendants; where that is asked for, it must
    // work.
    for hook in HOOKS
        .iter()
        .filter(|hook| hook.need == Need::Required || options.scoped)
    {
        attach(&mut ebpf, hook.name, hook.name, btf)?;
        hooks.push(hook.state(None));
    }
    Ok(Kernel { ebpf, hooks })
}

/// Tries every hook, required or not, one after the other; `doctor` prints what it returns.
///
/// # Errors
///
/// Where not even the object can be brought into the kernel.
pub fn probe() -> Result<Vec<State>> {
    let mut ebpf = prepare(
        OBJECT,
        Options {
            scoped: true,
            ..Options::default()
        },
    )?;
    let btf = btf::functions()?;
    Ok(HOOKS
        .iter()
        .map(|hook: &Hook| {
            hook.state(
                attach(&mut ebpf, hook.name, hook.name, btf)
                    .err()
                    .map(|e| e.message),
            )
        })
        .collect())
}

impl Kernel {
    /// The hooks that programs are attached to.
    pub fn hooks(&self) -> &[State] {
        &self.hooks
    }

    /// The kernel's release.
    pub fn release(&self) -> String {
        super::prerequisites::release()
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
            counts: PerCpuHashMap::try_from(take(&mut self.ebpf, "COUNTS")?)
                .map_err(|e| unusable("COUNTS", &e))?,
            overflow: PerCpuArray::try_from(take(&mut self.ebpf, "OVERFLOW")?)
                .map_err(|e| unusable("OVERFLOW", &e))?,
            losses: PerCpuArray::try_from(take(&mut self.ebpf, "LOSSES")?)
                .map_err(|e| unusable("LOSSES", &e))?,
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

/// Brings an object's maps into the kernel, its read-only data filled in.
pub(super) fn prepare(object: &[u8], options: Options) -> Result<Ebpf> {
    check_abi(object)?;
    let offsets: Offsets = offsets(btf::types()?)?;
    let scope = if options.scoped {
        scope::of_this_process()?
    } else {
        Scope::ZERO
    };
    let log = u32::from(options.log);
    let Capacities {
        rows,
        subjects,
        devices,
        ring,
    } = options.capacities;
    EbpfLoader::new()
        .map_max_entries("COUNTS", rows)
        .map_max_entries("SUBJECTS", subjects)
        .map_max_entries("DEVICES", devices)
        .map_max_entries("EVENTS", ring)
        .override_global("LIMITS", &[subjects, devices], true)
        .override_global(OFFSETS_SYMBOL, offsets.as_bytes(), true)
        .override_global(SCOPE_SYMBOL, scope.as_bytes(), true)
        .override_global("KERNEL_LOG", &log, true)
        .load(object)
        .map_err(|error| refused("the maps", error))
}

/// Loads and attaches one LSM program.
pub(super) fn attach(ebpf: &mut Ebpf, program: &str, hook: &str, btf: &Btf) -> Result<()> {
    let found: &mut Lsm = ebpf
        .program_mut(program)
        .ok_or_else(|| Error::failure(format!("the BPF object has no program {program}")))?
        .try_into()
        .map_err(|e: ProgramError| Error::failure(format!("{program}: {e}")))?;
    found
        .load(hook, btf)
        .map_err(|error| refused(program, error.into()))?;
    found
        .attach()
        .map_err(|error| refused(program, error.into()))?;
    Ok(())
}

fn take(ebpf: &mut Ebpf, name: &str) -> Result<Map> {
    ebpf.take_map(name)
        .ok_or_else(|| Error::failure(format!("the map {name} is missing or in use")))
}

/// Why the kernel refused, with the verifier's last words.
fn refused(what: &str, error: EbpfError) -> Error {
    let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(&error);
    let mut exit = Exit::Failure;
    while let Some(error) = cause {
        if let Some(error) = error.downcast_ref::<std::io::Error>()
            && error.kind() == std::io::ErrorKind::PermissionDenied
        {
            exit = Exit::NotPermitted;
        }
        cause = error.source();
    }
    let text = match &error {
        EbpfError::ProgramError(ProgramError::LoadError {
            io_error,
            verifier_log,
        }) => {
            let log = verifier_log.to_string();
            let tail: Vec<&str> = log.lines().rev().take(8).collect();
            let tail: Vec<&str> = tail.into_iter().rev().collect();
            format!("{io_error}; the verifier said:\n{}", tail.join("\n"))
        }
        other => other.to_string(),
    };
    let refused = Error::new(exit, format!("the kernel refused {what}: {text}"));
    match exit {
        Exit::NotPermitted => refused.remedy(
            "run as root on a kernel that lets root load LSM programs; a sandbox or a locked-down kernel may forbid it",
        ),
        _ => refused.remedy("see the whole verifier log with: cargo xtask load"),
    }
}
