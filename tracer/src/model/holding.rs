//! What processes hold of devices: descriptors and mappings of before, and memory that they give them.

use std::sync::Arc;

use tracer_common::{count::entry, spec::mode};

use super::{
    observation::Held,
    row::{Device, Subject},
};
use crate::families;

/// A descriptor or a mapping that a process had before the source began.
#[derive(Clone, Debug, PartialEq)]
pub struct Holding {
    /// Who.
    pub subject: Arc<Subject>,
    /// Of what.
    pub device: Arc<Device>,
    /// Process id in the initial pid namespace.
    pub process: u32,
    /// A descriptor or a mapping.
    pub what: Held,
    /// What it allows, see [`mode`].
    pub mode: u32,
}

/// Memory that a process gives a device, in all its I/O address spaces.
#[derive(Clone, Debug, PartialEq)]
pub struct Memory {
    /// Who.
    pub subject: Arc<Subject>,
    /// To what.
    pub device: Arc<Device>,
    /// Process id in the initial pid namespace.
    pub process: u32,
    /// Bytes of I/O virtual addresses: what is mapped at two is counted twice.
    pub bytes: u64,
    /// Whether other processes mapped or unmapped there, too: the file is theirs as well. All is
    /// this one's, which was the first.
    pub shared: bool,
    /// Whether more was unmapped than had been seen mapped: there was some before, and there may be
    /// more.
    pub partial: bool,
}

impl Holding {
    /// What it allows, as `rwx`.
    pub fn mode_label(&self) -> String {
        let letters = [(mode::READ, 'r'), (mode::WRITE, 'w'), (mode::EXECUTE, 'x')];
        let allowed = letters.iter().filter(|(bit, _)| self.mode & bit != 0);
        allowed.map(|(_, letter)| letter).collect()
    }

    /// The part of the device that a mapping shows, where its family names parts.
    pub fn region(&self) -> Option<&'static str> {
        let Held::Mapping { command, .. } = self.what else {
            return None;
        };
        let kind = families::kind(self.device.kind_id)?.kind;
        let parts = kind
            .all_commands()
            .filter(|command| command.entries.has(entry::MMAP));
        if parts.count() < 2 {
            return None;
        }
        kind.command(entry::MMAP, command)
            .filter(|command| command.number != families::generic::ANY)
            .map(|command| command.name)
    }
}
