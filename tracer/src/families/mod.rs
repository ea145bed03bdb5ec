//! Families of passthrough interfaces: how their devices are recognised and what their commands
//! mean. A family is one file beside this one and one line in [`FAMILIES`]; names in output,
//! filters, `passgate families` and the kernel side's argument specs all come from its tables.
//!
//! Tables that devices of more than one family share have files of their own: [`cdb`], [`cdrom`],
//! [`registers`] and [`generic`].

pub mod ata;
pub mod block;
pub mod cdb;
pub mod cdrom;
mod command;
pub mod confidential;
pub mod copied;
pub mod coprocessor;
pub mod cxl;
pub mod decode;
pub mod dma_buf;
pub mod dma_heap;
pub mod drm;
pub mod firewire;
pub mod fwctl;
pub mod generic;
pub mod gpio;
pub mod hid;
pub mod i2c;
pub mod instrument;
pub mod ioctl;
pub mod iommufd;
pub mod ipmi;
mod kind;
pub mod kvm;
pub mod media;
pub mod mei;
pub mod mem;
pub mod msr;
pub mod mtd;
pub mod net;
pub mod nvidia;
pub mod nvme;
pub mod other;
pub mod pci;
pub mod platform;
pub mod rapidio;
pub mod rdma;
pub mod registers;
pub mod scsi;
pub mod spi;
mod subcommand;
pub mod tee;
pub mod tpm;
pub mod ublk;
pub mod uio;
pub mod usb;
pub mod v4l2;
pub mod vfio;
pub mod vhost;
pub mod watchdog;

use std::collections::HashSet;

use tracer_common::{
    identity::SocketCommands,
    spec::{ANY_KIND, ArgumentSpec, COPY, DetailKey, Field, SpecKey},
};

pub use command::{Argument, Class, Command, Elements, Entries};
pub use kind::{Call, Family, Kind, Late, Path, Probe, Symbol, Sysfs, Via};
pub use subcommand::{
    CodeRange, CodeTable, Detail, Meaning, Nested, SubCommand, SubCommands, When,
};

/// Every family. Ids of kinds follow from this order, so new families go to the end.
pub const FAMILIES: &[&Family] = &[
    &nvme::FAMILY,
    &scsi::FAMILY,
    &vfio::FAMILY,
    &iommufd::FAMILY,
    &fwctl::FAMILY,
    &cxl::FAMILY,
    &usb::FAMILY,
    &hid::FAMILY,
    &ipmi::FAMILY,
    &tpm::FAMILY,
    &rdma::FAMILY,
    &mei::FAMILY,
    &kvm::FAMILY,
    &dma_buf::FAMILY,
    &ublk::FAMILY,
    &block::FAMILY,
    &pci::FAMILY,
    &mem::FAMILY,
    &msr::FAMILY,
    &uio::FAMILY,
    &i2c::FAMILY,
    &spi::FAMILY,
    &gpio::FAMILY,
    &mtd::FAMILY,
    &v4l2::FAMILY,
    &media::FAMILY,
    &vhost::FAMILY,
    &dma_heap::FAMILY,
    &firewire::FAMILY,
    &watchdog::FAMILY,
    &tee::FAMILY,
    &confidential::FAMILY,
    &coprocessor::FAMILY,
    &platform::FAMILY,
    &instrument::FAMILY,
    &rapidio::FAMILY,
    &net::FAMILY,
    &drm::FAMILY,
    &nvidia::FAMILY,
    &other::FAMILY,
];

/// The `file_operations` that all block devices share (`block/fops.c`). A file with them is
/// recognised by the operations of its disk instead, see [`Via::Disk`].
pub const DISK_OPERATIONS: Symbol = Symbol::built_in("def_blk_fops");

/// A kind with its place in the registry.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// Its id, from 1; the kernel side's [`tracer_common::identity::Recognition`] carries it.
    pub id: u16,
    /// The family it belongs to.
    pub family: &'static Family,
    /// The kind.
    pub kind: &'static Kind,
}

/// Every kind of every family, by id.
pub fn kinds() -> impl Iterator<Item = Entry> {
    let all = FAMILIES
        .iter()
        .flat_map(|&family| family.kinds.iter().map(move |kind| (family, kind)));
    (1..)
        .zip(all)
        .map(|(id, (family, kind))| Entry { id, family, kind })
}

/// Finds a kind by its id.
pub fn kind(id: u16) -> Option<Entry> {
    kinds().find(|entry| entry.id == id)
}

/// Names of the modules that kinds are recognised by, or have functions in, or whose files are none.
pub(crate) fn modules() -> HashSet<&'static str> {
    let of_kind = |entry: Entry| {
        let operations = entry.kind.operations.iter();
        let functions = entry.kind.probes.iter().map(|probe| &probe.function);
        let functions = functions.chain(entry.kind.copiers().map(|(function, _)| function));
        let symbols = operations
            .chain(functions)
            .filter_map(|symbol| symbol.module);
        let paths = match entry.kind.via {
            Via::Name(paths) => paths,
            _ => &[],
        };
        symbols.chain(paths.iter().filter_map(|path| path.module))
    };
    let no_devices = other::NO_DEVICES.iter().filter_map(|symbol| symbol.module);
    kinds().flat_map(of_kind).chain(no_devices).collect()
}

/// What the kernel side must know to tell ioctls of sockets that are commands to devices from all others;
/// None where their numbers lie too far apart.
pub fn socket_commands() -> Option<SocketCommands> {
    let of_sockets = kinds().filter(|entry| entry.kind.via == Via::Sockets);
    let numbers: Vec<u32> = of_sockets
        .flat_map(|entry| entry.kind.all_commands())
        .map(|command| command.number)
        .collect();
    SocketCommands::of(&numbers)
}

/// What the kernel side must know to take arguments apart: every spec with its key.
pub fn specs() -> impl Iterator<Item = (SpecKey, ArgumentSpec)> {
    let of_kinds = kinds().flat_map(|entry| {
        let commands = entry.kind.all_commands();
        commands.flat_map(move |command| command.specs(entry.id, entry.kind.command_mask))
    });
    let of_any = generic::CALLS.iter();
    let copies = kinds().flat_map(|entry| {
        let commands = entry.kind.all_commands();
        commands.filter_map(move |command| {
            let (spec, argument) = (entry.kind.copy_spec(command)?, command.argument?);
            let key = SpecKey {
                kind: entry.id,
                entry: COPY,
                variant: 0,
                command: command.key(entry.kind.command_mask),
            };
            Some((key, argument, spec))
        })
    });
    let of_any = of_any.flat_map(|command| command.specs(ANY_KIND, u32::MAX));
    let all = of_kinds.chain(of_any).chain(copies);
    let tables = detail_tables();
    all.map(move |(key, argument, spec)| {
        let details = argument.details();
        // A form that follows no pointer has none of what lies behind one.
        let lies_there = |(.., field): &(u16, u32, Field)| command::lies_in(spec, *field);
        let details = if details.iter().all(lies_there) {
            number(&tables, &details)
        } else {
            0
        };
        (key, ArgumentSpec { details, ..*spec })
    })
}

/// What the kernel side must know to tell commands of one sub-command apart: where each says it.
pub fn details() -> impl Iterator<Item = (DetailKey, Field)> {
    let numbered = (1..).zip(detail_tables());
    numbered.flat_map(|(table, details)| {
        details.into_iter().map(move |(level, sub, field)| {
            let key = DetailKey { table, level, sub };
            (key, field)
        })
    })
}

/// Every table of details that an argument has; a table's number is its place, from 1.
fn detail_tables() -> Vec<Vec<(u16, u32, Field)>> {
    let commands = kinds().flat_map(|entry| entry.kind.all_commands());
    let arguments = commands.flat_map(|command| [command.argument, command.compat]);
    let mut tables = Vec::new();
    for details in arguments.flatten().map(Argument::details) {
        if !details.is_empty() && number(&tables, &details) == 0 {
            tables.push(details);
        }
    }
    tables
}

/// A table's number; 0 for one that is empty.
fn number(tables: &[Vec<(u16, u32, Field)>], of: &[(u16, u32, Field)]) -> u16 {
    let place = tables.iter().position(|table| table == of);
    place.map_or(0, |place| u16::try_from(place + 1).unwrap_or(0))
}

#[cfg(test)]
mod tests;
