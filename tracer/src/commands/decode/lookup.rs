//! Which commands a number or a name may be, of one family, of one device, or of all.

use std::path::Path;

use tracer_common::count::entry;

use super::{input, is_any};
use crate::{
    commands::{alike, family},
    exit::{Error, Exit, Result},
    families::{self, Command, Entry, Family, Via, generic},
    model::observation::{DeviceFacts, DeviceNumber},
    sinks::decoded::Explained,
    source::sysfs::{Identity, Tree, inventory::Found},
};

/// A command that is meant, or may be.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    /// Whose it is; None where no family has it.
    pub(super) entry: Option<Entry>,
    /// The driver that has it for itself, or that of the device.
    pub(super) driver: Option<String>,
    /// How it comes in.
    pub(super) by: u8,
    /// Its number.
    pub(super) number: u32,
}

/// Where to look.
#[derive(Debug, Default)]
pub(super) struct Scope {
    family: Option<&'static Family>,
    pub(super) device: Option<Found>,
}

impl Scope {
    pub(super) fn new(name: Option<&str>, device: Option<Found>) -> Result<Self> {
        Ok(Self {
            family: name.map(family).transpose()?,
            device,
        })
    }

    /// Kinds, each with the driver whose own commands count.
    fn kinds(&self) -> Vec<(Entry, Option<String>)> {
        if let Some(Found { entry, facts, .. }) = &self.device {
            return vec![(*entry, facts.driver.clone())];
        }
        let is_meant = |entry: &Entry| {
            self.family
                .is_none_or(|family| family.name == entry.family.name)
        };
        let with_drivers = |entry: Entry| {
            let drivers = entry.kind.by_driver.iter();
            let drivers = drivers.map(|(driver, _)| Some((*driver).to_owned()));
            [None]
                .into_iter()
                .chain(drivers)
                .map(move |driver| (entry, driver))
        };
        families::kinds()
            .filter(is_meant)
            .flat_map(with_drivers)
            .collect()
    }

    /// What a name or a number may mean, the number, where one was given, first. `by` is the only entry
    /// to look at; without it, it is that of the command.
    pub(super) fn candidates(
        &self,
        text: &str,
        by: Option<u8>,
    ) -> Result<(Option<u32>, Vec<Candidate>)> {
        let named = self.named(text, by);
        if !named.is_empty() {
            return Ok((None, named));
        }
        let number = input::number(text).map_err(|error| self.no_name(text, error))?;
        let mut found = self.numbered(number, by);
        if found.is_empty() {
            let kinds = match self.family.is_some() || self.device.is_some() {
                true => self
                    .kinds()
                    .into_iter()
                    .map(|(entry, _)| Some(entry))
                    .collect(),
                false => vec![None],
            };
            let unknown = |entry| Candidate {
                entry,
                driver: None,
                by: by.unwrap_or(entry::IOCTL),
                number,
            };
            found = kinds.into_iter().map(unknown).collect();
        }
        Ok((Some(number), found))
    }

    /// Every command of a driver or its kind, and what all kinds have in common.
    fn commands(entry: Entry, driver: Option<&str>) -> Vec<&'static Command> {
        let own = entry
            .kind
            .by_driver
            .iter()
            .filter(|(name, _)| Some(*name) == driver);
        let own = own.flat_map(|(_, tables)| tables.iter().copied().flatten());
        own.chain(entry.kind.all_commands())
            .chain(generic::CALLS)
            .collect()
    }

    fn named(&self, name: &str, by: Option<u8>) -> Vec<Candidate> {
        let mut found = Vec::new();
        for (entry, driver) in self.kinds() {
            for command in Self::commands(entry, driver.as_deref()) {
                let fits = command.name.eq_ignore_ascii_case(name);
                let by = command
                    .entries
                    .iter()
                    .find(|own| by.is_none_or(|by| *own == by));
                let Some(by) = by.filter(|_| fits) else {
                    continue;
                };
                // Another of the number may hide it: what counts is what a call would be called.
                let called = entry.kind.called(driver.as_deref(), by, command.number);
                let is_it = called.is_some_and(|called| called.name == command.name);
                let driver = driver.clone().filter(|driver| {
                    self.device.is_some() || is_own(entry, driver, by, command.number)
                });
                if is_it
                    && !found
                        .iter()
                        .any(|other: &Candidate| other.is(entry, driver.as_deref(), by))
                {
                    found.push(Candidate {
                        entry: Some(entry),
                        driver,
                        by,
                        number: command.number,
                    });
                }
            }
        }
        found
    }

    fn numbered(&self, number: u32, by: Option<u8>) -> Vec<Candidate> {
        let entries = match by {
            Some(by) => vec![by],
            None => vec![entry::IOCTL, entry::URING_CMD, entry::COMPAT_IOCTL],
        };
        let is_scoped = self.family.is_some() || self.device.is_some();
        let mut found = Vec::new();
        for (kind, driver) in self.kinds() {
            let known = |entry: &u8| {
                let command = kind.kind.called(driver.as_deref(), *entry, number);
                command.is_some_and(|command| {
                    // Drivers that compare only a part would have every number.
                    let is_type = command.number & 0xff00 == number & 0xff00;
                    (by.is_some() || !is_any(command.number)) && (is_scoped || is_type)
                })
            };
            let Some(entry) = entries.iter().copied().find(known) else {
                continue;
            };
            let is_device = self.device.is_some();
            if let Some(driver) = &driver
                && !is_device
                && !is_own(kind, driver, entry, number)
            {
                continue;
            }
            found.push(Candidate {
                entry: Some(kind),
                driver,
                by: entry,
                number,
            });
        }
        found
    }

    fn no_name(&self, text: &str, error: Error) -> Error {
        let looks_like_a_number = text.starts_with(|c: char| c.is_ascii_digit());
        if looks_like_a_number {
            return error;
        }
        let kinds = self.kinds();
        let names = kinds
            .iter()
            .flat_map(|(entry, driver)| Self::commands(*entry, driver.as_deref()))
            .map(|command| command.name);
        let remedy = match alike(text, names) {
            Some(near) => format!("the nearest is {near}"),
            None => "`passgate families` lists them all".to_owned(),
        };
        let place = match (&self.device, self.family) {
            (Some(device), _) => format!(" of {}", device.entry.family.name),
            (None, Some(family)) => format!(" of {}", family.name),
            (None, None) => String::new(),
        };
        Error::new(Exit::Usage, format!("no command{place} is called {text}")).remedy(remedy)
    }

    /// Names of commands with the type and number of one that no table has.
    pub(super) fn alike(&self, number: u32, calls: &[Explained]) -> Vec<String> {
        const TYPE_AND_NUMBER: u32 = 0xffff;
        if calls
            .iter()
            .any(|call| call.decoded.named.command.is_some())
        {
            return Vec::new();
        }
        let mut names = Vec::new();
        for (entry, driver) in self.kinds() {
            for command in Self::commands(entry, driver.as_deref()) {
                let is_ioctl =
                    command.entries.has(entry::IOCTL) || command.entries.has(entry::URING_CMD);
                let name = format!("{} ({})", command.name, entry.family.name);
                if is_ioctl
                    && !is_any(command.number)
                    && (command.number ^ number) & TYPE_AND_NUMBER == 0
                    && !names.contains(&name)
                {
                    names.push(name);
                }
            }
        }
        names
    }
}

impl Candidate {
    fn is(&self, entry: Entry, driver: Option<&str>, by: u8) -> bool {
        self.entry.is_some_and(|own| own.id == entry.id)
            && self.driver.as_deref() == driver
            && self.by == by
    }
}

/// Whether a driver has a command for itself.
fn is_own(entry: Entry, driver: &str, by: u8, number: u32) -> bool {
    entry.kind.command_of(driver, by, number).is_some()
}

/// The device behind a node, or of a name: what sysfs tells of it.
pub(super) fn device(name: &str) -> Result<Found> {
    let tree = Tree::new(Path::new("/sys"));
    let inventory = tree.inventory();
    let number = number_of(Path::new(name)).map(|number| tree.disk(number));
    let is_it = |found: &&Found| match number {
        Some(number) => found.facts.number == Some(number),
        None => {
            let facts = &found.facts;
            let names = [&facts.name, &facts.alias, &facts.node];
            names.into_iter().any(|own| own.as_deref() == Some(name))
        }
    };
    if let Some(found) = inventory.iter().find(is_it) {
        return Ok(found.clone());
    }
    if let Some(number) = number
        && let Some(entry) = unlisted(number)
    {
        let facts = tree.describe(&Identity {
            kind: entry.id,
            number: Some(number),
            ..Identity::default()
        });
        return Ok(Found {
            entry,
            facts,
            is_of_bus: false,
        });
    }
    let known = inventory.iter().flat_map(|found| {
        let DeviceFacts { name, node, .. } = &found.facts;
        [name.as_deref(), node.as_deref()].into_iter().flatten()
    });
    let remedy = match alike(name, known) {
        Some(near) => format!("the nearest is {near}; `passgate devices` lists them"),
        None => "`passgate devices` lists them".to_owned(),
    };
    Err(Error::new(Exit::Usage, format!("there is no device {name}")).remedy(remedy))
}

/// The number of the device that a node is for; None where the path is no node.
fn number_of(path: &Path) -> Option<DeviceNumber> {
    let status = rustix::fs::stat(path).ok()?;
    let kind = rustix::fs::FileType::from_raw_mode(status.st_mode);
    let block = kind.is_block_device();
    (block || kind.is_char_device()).then(|| DeviceNumber {
        block,
        major: rustix::fs::major(status.st_rdev),
        minor: rustix::fs::minor(status.st_rdev),
    })
}

/// The kind of a device that sysfs does not tell the kind of: by its major number, else any.
fn unlisted(number: DeviceNumber) -> Option<Entry> {
    let fits = |via: Via| match via {
        Via::Numbers(majors) => !number.block && majors.contains(&number.major),
        _ => false,
    };
    let any = |via: Via| match via {
        Via::AnyCharacter => !number.block,
        Via::AnyDisk => number.block,
        _ => false,
    };
    let find = |is_it: &dyn Fn(Via) -> bool| families::kinds().find(|entry| is_it(entry.kind.via));
    find(&fits).or_else(|| find(&any))
}
