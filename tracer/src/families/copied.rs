//! Where a driver checks its own copy of a command: what comes after cannot be changed by another thread of the
//! caller's, and where it asks for a capability it can still be refused.

#[cfg(doc)]
use tracer_common::copy;
use tracer_common::{
    count::entry,
    spec::{ArgumentSpec, Field},
};

use super::{Command, Kind, Symbol};

/// How a kind's driver checks its copies of commands.
#[derive(Debug)]
pub struct Check {
    /// The function that does.
    pub function: Symbol,
    /// Which of its parameters is the copy.
    pub copy: Parameter,
    /// The capability that it asks for (`linux/capability.h`).
    pub capability: u8,
    /// Whether it is not called for files that are open for reading and writing.
    pub but_read_write: bool,
    /// The kernels that have it, where not all do that passgate runs on; else empty.
    pub kernels: &'static str,
    /// What the copies say.
    pub copies: &'static [Copied],
}

/// Commands about which a driver, when it has its own copy, asks whether access to PCI devices is locked down
/// (`LOCKDOWN_PCI_ACCESS`). It is not told what else the copy says: a command that was another before is decided as
/// one of these whose sub-command is [`copy::CHANGED`].
#[derive(Debug)]
pub struct Lockdown {
    /// The number of the call that carries them.
    pub command: u32,
    /// What its second word is in these.
    pub second: u16,
}

/// Functions of drivers that have their copy of a command, laid out as the caller's argument, where nobody is asked
/// whether the call may go on: what has become another command by then can be told of, and its process killed, but not
/// refused.
#[derive(Debug)]
pub struct Watch {
    /// The functions. Each command passes one of them.
    pub functions: &'static [Symbol],
    /// Which of their parameters is the copy.
    pub copy: Parameter,
    /// The commands, of those whose arguments hold what they say; all, where it is empty.
    pub commands: &'static [u32],
}

/// A parameter of a function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Parameter {
    /// That at a place, from 0.
    At(u32),
    /// The one that points to such a structure, wherever it stands.
    PointsTo(&'static str),
}

impl Check {
    /// Where it is in place, in words, where that is not everywhere: a parameter that is told by its type can be found
    /// only where the driver has types of its own.
    pub fn condition(&self) -> Option<String> {
        let kernels = Some(self.kernels).filter(|kernels| !kernels.is_empty());
        let kernels = kernels.map(|kernels| format!("on {kernels}"));
        let is_by_type = matches!(self.copy, Parameter::PointsTo(_));
        let module = is_by_type.then(|| "with the driver as a module".to_owned());
        let all: Vec<String> = [kernels, module].into_iter().flatten().collect();
        (!all.is_empty()).then(|| all.join(" "))
    }
}

/// What the copy says of some commands.
#[derive(Debug)]
pub struct Copied {
    /// Their numbers.
    pub commands: &'static [u32],
    /// How it is taken apart; `pointed` bytes every copy has, what lies behind them is told by how long the argument
    /// said that it is. Details lie as far behind the sub-command as in the argument.
    pub spec: ArgumentSpec,
    /// What the driver may let pass without asking.
    pub unasked: &'static [Unasked],
    /// Whether it refuses all else by itself, asking nobody: there is nothing to look at.
    pub refuses: bool,
}

/// Codes that the driver does not ask about, or not always.
#[derive(Clone, Copy, Debug)]
pub struct Unasked {
    /// The first and the last.
    pub codes: (u32, u32),
    /// Of these, the details that it does not ask about; None for all.
    pub details: Option<&'static [(u32, u32)]>,
}

impl Unasked {
    /// Codes with whatever tells commands of one code apart.
    pub const fn all(first: u32, last: u32) -> Self {
        Self {
            codes: (first, last),
            details: None,
        }
    }
}

impl Copied {
    /// Whether the driver asks about every command of a code and a detail; without one, of a code.
    pub fn is_asked(&self, code: u32, detail: Option<u32>) -> bool {
        let has = |(first, last): (u32, u32), value| (first..=last).contains(&value);
        !self.unasked.iter().any(|unasked| {
            has(unasked.codes, code)
                && match (unasked.details, detail) {
                    (Some(details), Some(detail)) => details.iter().any(|own| has(*own, detail)),
                    _ => true,
                }
        })
    }

    /// Whether every copy has a detail's field, counted from the sub-command's word.
    pub fn has(&self, detail: Field) -> bool {
        let at = u32::from(self.spec.sub.word + detail.word) * 4;
        let (low, high) = (
            u32::from(detail.shift),
            u32::from(detail.shift) + u32::from(detail.bits),
        );
        let end = if detail.flags & Field::BIG_ENDIAN == 0 {
            at + high.div_ceil(8)
        } else {
            at + 4 - low / 8
        };
        detail.flags & Field::NESTING == 0 && end <= u32::from(self.spec.pointed)
    }
}

impl Kind {
    /// Whether what the kernel copies of some commands may be decided again, and refused.
    pub fn decides_again(&self) -> bool {
        self.check.is_some() || self.lockdown.is_some()
    }

    /// Whether it is looked at, whatever can be done about it.
    pub fn looks_again(&self) -> bool {
        self.decides_again() || self.watch.is_some()
    }

    /// The driver's functions that have its copies, and which parameter they are.
    pub fn copiers(&self) -> impl Iterator<Item = (&'static Symbol, Parameter)> + use<> {
        let checks = self.check.map(|check| (&check.function, check.copy));
        let watched = self.watch.into_iter().flat_map(|watch| {
            let functions = watch.functions.iter();
            functions.map(|function| (function, watch.copy))
        });
        checks.into_iter().chain(watched)
    }

    /// How the driver's copy of a command is taken apart; None where nobody looks at it.
    pub fn copy_spec(&self, command: &Command) -> Option<&'static ArgumentSpec> {
        if let Some(copied) = self.copied(command) {
            return (!copied.refuses).then_some(&copied.spec);
        }
        let (watch, argument) = (self.watch?, command.argument?);
        let is_watched = watch.commands.is_empty() || watch.commands.contains(&command.number);
        // What a pointer of the copy leads to is the caller's still, or has been replaced; 32-bit programs' have been
        // translated.
        let is_whole = argument.spec.pointed == 0
            && argument.alternatives.is_empty()
            && command.entries.has(entry::IOCTL);
        (is_watched && is_whole).then_some(&argument.spec)
    }

    /// What the driver's copy of a command says; None where it checks none.
    pub fn copied(&self, command: &Command) -> Option<&'static Copied> {
        let copies = self.check?.copies.iter();
        command.argument?;
        copies
            .into_iter()
            .find(|copied| copied.commands.contains(&command.number))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::families::kinds;

    #[test]
    fn a_copy_says_what_the_argument_does() {
        let mut all = 0;
        for entry in kinds() {
            for command in entry.kind.all_commands() {
                let Some(copied) = entry.kind.copied(command) else {
                    continue;
                };
                all += 1;
                let argument = command.argument.expect("it has one");
                assert!(copied.spec.is_valid(), "{}", command.name);
                assert_eq!(copied.spec.sub.bits, argument.spec.sub.bits);
                for (_, sub, field) in argument.details() {
                    assert!(copied.spec.takes(field), "{} {sub:#x}", command.name);
                    // What the argument's pointer leads to, the copy has at its beginning.
                    assert_eq!(field.flags & Field::POINTED, 0, "{}", command.name);
                }
            }
        }
        assert!(all > 20, "{all}");
    }

    #[test]
    fn what_is_watched_is_there_and_lies_in_the_argument() {
        let mut watched = HashSet::new();
        for entry in kinds() {
            let Some(watch) = entry.kind.watch else {
                continue;
            };
            assert!(entry.kind.check.is_none(), "{}", entry.kind.name);
            let commands = entry.kind.all_commands();
            let own: Vec<&Command> = commands
                .filter(|command| entry.kind.copy_spec(command).is_some())
                .collect();
            for number in watch.commands {
                let mut own = own.iter();
                assert!(own.any(|command| command.number == *number), "{number:#x}");
            }
            watched.extend(own.iter().map(|command| command.name));
        }
        for name in [
            "DRM_IOCTL_GET_CAP",
            "VIDIOC_G_CTRL",
            "RDMA_VERBS_IOCTL",
            "USBDEVFS_CONTROL",
        ] {
            assert!(watched.contains(name), "{name}");
        }
        // Pointers lead to what these say.
        for name in ["USBDEVFS_SUBMITURB", "VIDIOC_G_EXT_CTRLS"] {
            assert!(!watched.contains(name), "{name}");
        }
    }

    #[test]
    fn what_is_asked_depends_on_code_and_detail() {
        const COPIED: Copied = Copied {
            commands: &[],
            spec: ArgumentSpec {
                pointed: 6,
                ..ArgumentSpec::new(8)
            },
            refuses: false,
            unasked: &[
                Unasked {
                    codes: (6, 6),
                    details: Some(&[(1, 2)]),
                },
                Unasked::all(8, 9),
            ],
        };
        assert!(COPIED.is_asked(7, None));
        assert!(!COPIED.is_asked(6, None));
        assert!(!COPIED.is_asked(6, Some(2)));
        assert!(COPIED.is_asked(6, Some(3)));
        assert!(!COPIED.is_asked(9, Some(3)));
        assert!(COPIED.has(Field::at(1, 5)));
        assert!(COPIED.has(Field::big_endian_at(1, 16)));
        assert!(COPIED.has(Field::at(5, 8)));
        assert!(!COPIED.has(Field::at(6, 8)));
        assert!(!COPIED.has(Field::big_endian_at(6, 16)));
        assert!(!COPIED.has(Field::at(1, 5).nesting()));
    }
}
