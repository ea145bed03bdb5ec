//! What the programs recognise devices and take arguments apart by: which operations of the
//! running kernel tell which kind of device, and the families' argument specs.

use std::sync::OnceLock;

use aya::{
    Ebpf,
    maps::{HashMap, Map, MapError},
};
use tracer_common::identity::{Recognition, via};

use super::symbols;
use crate::{
    exit::{Error, Exit, Result},
    families::{self, DISK_OPERATIONS, Symbol},
};

/// Operations that the running kernel has, and what they tell.
#[derive(Clone, Debug)]
pub(super) struct Recognised {
    /// The kind, `nvme controller`; None for the operations that lead to a disk.
    pub(super) kind: Option<String>,
    address: u64,
    recognition: Recognition,
}

/// Everything that this kernel lets passgate recognise. Looked up once: a driver that is loaded
/// later is not among them.
///
/// # Errors
///
/// Where the kernel hides its symbols or keeps none of its data.
pub(super) fn recognised() -> Result<&'static [Recognised]> {
    static FOUND: OnceLock<Vec<Recognised>> = OnceLock::new();
    if let Some(found) = FOUND.get() {
        return Ok(found);
    }
    let found = look_up()?;
    Ok(FOUND.get_or_init(|| found))
}

fn look_up() -> Result<Vec<Recognised>> {
    let wanted: Vec<(Symbol, Option<String>, Recognition)> = families::kinds()
        .flat_map(|entry| {
            let recognition = Recognition {
                kind: entry.id,
                via: via::OPERATIONS,
                command_mask: entry.kind.command_mask,
            };
            let name = format!("{} {}", entry.family.name, entry.kind.name);
            let symbols = entry.kind.operations.iter();
            symbols.map(move |symbol| (*symbol, Some(name.clone()), recognition))
        })
        .chain([(
            DISK_OPERATIONS,
            None,
            Recognition {
                via: via::DISK,
                ..Recognition::ZERO
            },
        )])
        .collect();
    let addresses =
        symbols::addresses(|name| wanted.iter().any(|(symbol, ..)| symbol.name == name))?;
    let address = |symbol: &Symbol| {
        // In its module, or built in.
        [symbol.module.unwrap_or_default(), ""]
            .iter()
            .find_map(|module| addresses.get(&(symbol.name.to_owned(), (*module).to_owned())))
    };
    if address(&DISK_OPERATIONS).is_none() {
        return Err(Error::new(
            Exit::Unsupported,
            "the kernel's list of symbols has no data in it",
        )
        .remedy("boot a kernel that is built with CONFIG_KALLSYMS_ALL=y, as distributions' are"));
    }
    Ok(wanted
        .iter()
        .filter_map(|(symbol, kind, recognition)| {
            Some(Recognised {
                kind: kind.clone(),
                address: *address(symbol)?,
                recognition: *recognition,
            })
        })
        .collect())
}

/// Writes recognitions and argument specs into an object's maps.
///
/// # Errors
///
/// As [`recognised`], and where a map does not take an entry.
pub(super) fn fill(ebpf: &mut Ebpf) -> Result<()> {
    let mut operations: HashMap<_, u64, [u8; size_of::<Recognition>()]> = map(ebpf, "OPERATIONS")?;
    for Recognised {
        address,
        recognition,
        ..
    } in recognised()?
    {
        let value: [u8; 8] = zerocopy::transmute!(*recognition);
        operations
            .insert(address, value, 0)
            .map_err(|e| unusable("OPERATIONS", &e))?;
    }
    let mut specs: HashMap<_, [u8; 8], [u8; 32]> = map(ebpf, "SPECS")?;
    for (key, spec) in families::specs() {
        if !spec.is_valid() {
            return Err(Error::failure(format!(
                "the argument spec of command {:#x} is out of range",
                key.command
            )));
        }
        let (key, value): ([u8; 8], [u8; 32]) =
            (zerocopy::transmute!(key), zerocopy::transmute!(*spec));
        specs
            .insert(key, value, 0)
            .map_err(|e| unusable("SPECS", &e))?;
    }
    Ok(())
}

fn map<'a, T>(ebpf: &'a mut Ebpf, name: &str) -> Result<T>
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
