//! What sub-commands are called, and how open they are.

use std::{borrow::Cow, ops::RangeInclusive};

use tracer_common::spec::Field;

use super::Class;

/// A group of sub-commands: what one code space means.
#[derive(Clone, Copy, Debug)]
pub struct SubCommands {
    /// The first part of their names: `admin` in `admin.identify`; empty where names have one part.
    pub group: &'static str,
    /// Applies only where the argument's second field is so; None for any.
    pub when: Option<When>,
    /// Tables of names, the first that has a code names it.
    pub tables: &'static [CodeTable],
    /// Ranges of codes that share a name, where no table has the code.
    pub ranges: &'static [CodeRange],
    /// What tells commands of one code apart.
    pub details: &'static [Detail],
    /// Whether codes of 16 bits are big-endian where they lie. They are taken out and compared as if they
    /// were not, since the kernel side does not know whose they are, and shown as they are meant.
    pub swapped: bool,
    /// Of details: a value that has details of its own.
    pub nested: Option<Nested>,
}

/// A detail's value with details of its own.
#[derive(Clone, Copy, Debug)]
pub struct Nested {
    /// The value. It is the upper half of the codes that result, the lower is of `values`.
    pub value: u16,
    /// Where the argument says what tells them apart, from the word on in which the sub-command's code is.
    pub field: Field,
    /// Their names.
    pub values: &'static SubCommands,
}

impl Nested {
    /// The code that its value and one of its details make.
    pub const fn code(&self, lower: u32) -> u32 {
        (self.value as u32) << 16 | lower
    }
}

/// A condition on an argument's second field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct When {
    /// The bits that are compared.
    pub mask: u32,
    /// What they must be.
    pub value: u32,
}

impl When {
    /// The whole field has this value.
    pub const fn is(value: u32) -> Self {
        Self::masked(u32::MAX, value)
    }

    /// The field has this value under a mask.
    pub const fn masked(mask: u32, value: u32) -> Self {
        Self { mask, value }
    }

    /// Whether it holds.
    pub const fn holds(self, second: u32) -> bool {
        second & self.mask == self.value
    }
}

/// Names of codes that one source defines.
#[derive(Clone, Copy, Debug)]
pub struct CodeTable {
    /// The specification.
    pub source: &'static str,
    /// The class of all of them.
    pub class: Class,
    /// What the class leaves open.
    pub note: Option<&'static str>,
    /// Codes with their names.
    pub codes: &'static [(u32, &'static str)],
}

/// A range of codes that share a name.
#[derive(Clone, Debug)]
pub struct CodeRange {
    /// The specification.
    pub source: &'static str,
    /// The class of all of them.
    pub class: Class,
    /// The codes.
    pub codes: RangeInclusive<u32>,
    /// The second part of their name.
    pub name: &'static str,
    /// What the class leaves open.
    pub note: Option<&'static str>,
}

/// What tells the commands of one sub-command's code apart: the log that is read, the feature that is
/// set.
#[derive(Clone, Copy, Debug)]
pub struct Detail {
    /// The sub-command's code.
    pub sub: u32,
    /// Where the argument says it, from the word on in which the code is.
    pub field: Field,
    /// Names of its values, and the classes that count instead of the sub-command's own.
    pub values: SubCommands,
}

/// What a code, or each code of a range, means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meaning {
    /// The codes.
    pub codes: RangeInclusive<u32>,
    /// The second part of their name.
    pub name: &'static str,
    /// Their class.
    pub class: Class,
    /// The specification.
    pub source: &'static str,
    /// What the class leaves open.
    pub note: Option<&'static str>,
}

impl SubCommands {
    /// What these tables name, whatever the second field is.
    pub const fn new(group: &'static str, tables: &'static [CodeTable]) -> Self {
        Self {
            group,
            when: None,
            tables,
            ranges: &[],
            details: &[],
            swapped: false,
            nested: None,
        }
    }

    /// The same with a value that has details of its own.
    pub const fn nesting(mut self, nested: Nested) -> Self {
        self.nested = Some(nested);
        self
    }

    /// A code as its source has it.
    pub const fn shown(&self, code: u32) -> u32 {
        if self.swapped {
            ((code & 0xff) << 8) | (code >> 8 & 0xff)
        } else {
            code
        }
    }

    /// The same where the second field is so.
    pub const fn when(mut self, when: When) -> Self {
        self.when = Some(when);
        self
    }

    /// The same with ranges of codes.
    pub const fn ranges(mut self, ranges: &'static [CodeRange]) -> Self {
        self.ranges = ranges;
        self
    }

    /// What tells commands of a code apart.
    pub fn detail(&self, code: u32) -> Option<&'static Detail> {
        self.details.iter().find(|detail| detail.sub == code)
    }

    /// Every code that has a name, table by table, then the ranges, then those of a value with details.
    /// The first that has a code names it.
    pub fn meanings(&self) -> impl Iterator<Item = Meaning> {
        let nested = self.nested.iter().flat_map(|nested| {
            let values = nested.values.of_tables();
            values.map(|meaning| Meaning {
                codes: nested.code(*meaning.codes.start())..=nested.code(*meaning.codes.end()),
                ..meaning
            })
        });
        self.of_tables().chain(nested)
    }

    fn of_tables(&self) -> impl Iterator<Item = Meaning> {
        let named = self.tables.iter().flat_map(|table| {
            table.codes.iter().map(|(code, name)| Meaning {
                codes: *code..=*code,
                name,
                class: table.class,
                source: table.source,
                note: table.note,
            })
        });
        let ranges = self.ranges.iter().map(|range| Meaning {
            codes: range.codes.clone(),
            name: range.name,
            class: range.class,
            source: range.source,
            note: range.note,
        });
        named.chain(ranges)
    }

    /// Names a code.
    pub fn name(&self, code: u32) -> SubCommand {
        let meaning = self
            .meanings()
            .find(|meaning| meaning.codes.contains(&code));
        // Parts of a range may stand there one by one, with what has a name of its own between them.
        let is_other = |other: &Meaning, name: &str, codes: &RangeInclusive<u32>| {
            other.name == name && other.codes != *codes
        };
        match meaning {
            Some(Meaning {
                codes,
                name,
                class,
                source,
                note,
            }) => SubCommand {
                name: join(self.group, name).into(),
                class,
                source: Some(source),
                note,
                shared: codes.start() != codes.end()
                    || self.meanings().any(|other| is_other(&other, name, &codes)),
            },
            None => SubCommand::unknown(self.group, self.shown(code)),
        }
    }
}

/// A sub-command by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubCommand {
    /// Its name, `admin.identify`.
    pub name: Cow<'static, str>,
    /// Its class.
    pub class: Class,
    /// Where name and class come from; None where no table names it.
    pub source: Option<&'static str>,
    /// What the class leaves open.
    pub note: Option<&'static str>,
    /// Whether other codes have the same name, so that only the code tells it apart.
    pub shared: bool,
}

fn join(group: &str, name: &str) -> String {
    if group.is_empty() {
        name.to_owned()
    } else {
        format!("{group}.{name}")
    }
}

impl SubCommand {
    fn unknown(group: &str, code: u32) -> Self {
        Self {
            name: join(group, &format!("{code:#04x}")).into(),
            class: Class::Unknown,
            source: None,
            note: None,
            shared: false,
        }
    }
}
