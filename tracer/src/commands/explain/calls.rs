//! Which calls `passgate explain` is asked about: from a command's words to what may come in.

use std::collections::{BTreeSet, HashSet};

use tracer_common::{
    count::{argument, entry},
    policy::Call,
};

use super::asked::usage;
use crate::{
    cli,
    commands::alike,
    exit::Result,
    families::{self, Entry, generic},
    model::row::entry_name,
    policy::{
        facts::{self, Device, Told},
        possible::{Possible, possible},
        simulate,
    },
};

/// Commands that a remedy names.
const SHOWN: usize = 16;

/// The code of a sub-command, and of what tells it apart, as rules write them: `sub:0x02/0x07`, or without the word.
fn codes(text: &str) -> Option<(u32, Option<u32>)> {
    let text = text.strip_prefix("sub:").unwrap_or(text);
    match text.split_once('/') {
        Some((sub, detail)) => Some((cli::number(sub).ok()?, Some(cli::number(detail).ok()?))),
        None => Some((cli::number(text).ok()?, None)),
    }
}

/// The other entry by which the command has a sub-command, if there is one.
fn entry_with(
    asked: &cli::Asked,
    device: &Device,
    entry: Entry,
    is_named: impl Fn(&str) -> bool,
) -> Option<String> {
    let anyhow = cli::Asked {
        entry: None,
        ..asked.clone()
    };
    let number = cli::number(&asked.command).ok();
    let all = possible(device);
    let named = all
        .iter()
        .find(|possible| is_meant(&anyhow, number, entry, possible) && is_named(&possible.name))?;
    let option = match asked.entry {
        Some(_) => "ask with",
        None => "add",
    };
    Some(format!("{option} --entry {}", entry_name(named.call.entry)))
}

/// Which selector leads to a command that the device does not have.
fn elsewhere(asked: &cli::Asked, device: &Device, entry: Entry) -> Option<String> {
    let has = |device: &Device, by: Option<u8>| {
        let all = possible(device);
        let named = all.iter().find(|possible| {
            possible.command == asked.command && by.is_none_or(|by| by == possible.call.entry)
        });
        named.map(|possible| possible.call.entry)
    };
    if let Some(by) = has(device, None) {
        return Some(format!("--entry {} has it", entry_name(by)));
    }
    // What is asked about by the name of an entry is called after what is read, written or mapped.
    let parts: BTreeSet<&str> = possible(device)
        .into_iter()
        .filter(|possible| entry_name(possible.call.entry) == asked.command)
        .map(|possible| possible.command)
        .collect();
    if !parts.is_empty() {
        let mut shown: Vec<&str> = parts.iter().take(SHOWN).copied().collect();
        let more = format!("{} more", parts.len().saturating_sub(SHOWN));
        if parts.len() > SHOWN {
            shown.push(&more);
        }
        let shown = shown.join(", ");
        return Some(match asked.entry {
            Some(_) => format!("give for the command one of {shown}"),
            None => format!(
                "add --entry {}, and for the command one of {shown}",
                asked.command
            ),
        });
    }
    let mut drivers = entry.kind.by_driver.iter().map(|(driver, _)| *driver);
    let of_driver = |driver: &&str| {
        let driver = Some((*driver).to_owned());
        let device = Device {
            driver,
            ..Device::unresolved(entry.id)
        };
        has(&device, asked.entry).is_some()
    };
    if let Some(driver) = drivers.find(of_driver) {
        return Some(format!("--device driver={driver} has it"));
    }
    let mut kinds: Vec<Entry> = families::kinds().collect();
    // Those of the family first.
    kinds.sort_by_key(|other| other.family.name != entry.family.name);
    let mut kinds = kinds.into_iter();
    let other = kinds.find(|other| has(&Device::unresolved(other.id), asked.entry).is_some())?;
    let family = match other.family.name == entry.family.name {
        true => String::new(),
        false => format!("--device family={} ", other.family.name),
    };
    Some(format!("{family}--device kind={} has it", other.kind.name))
}

/// Entries beside this one by which the command comes in as well, where nobody asked for one.
pub(super) fn other_entries(
    asked: &cli::Asked,
    device: &Device,
    entry: Entry,
    own: u8,
) -> BTreeSet<u8> {
    if asked.entry.is_some() {
        return BTreeSet::new();
    }
    let number = cli::number(&asked.command).ok();
    let all = possible(device).into_iter();
    let entries = all
        .filter(|possible| is_meant(asked, number, entry, possible))
        .map(|possible| possible.call.entry);
    entries.filter(|by| *by != own).collect()
}

/// Whether a call has the command that was asked about, by its name or this number.
fn is_meant(asked: &cli::Asked, number: Option<u32>, entry: Entry, possible: &Possible) -> bool {
    let Possible { command, call, .. } = possible;
    asked.entry.is_none_or(|by| by == call.entry)
        && match number {
            Some(number) => facts::masked(Some(entry), call.entry, number) == call.command,
            None => *command == asked.command,
        }
}

/// Whether its argument can be as it is said to be: what the call itself says is always read.
fn can_be(entry: Entry, device: &Device, call: &Call) -> bool {
    call.argument != argument::UNREADABLE
        || Told::of(Some(entry), device.driver(), call).rests_on_memory()
}

/// Calls that have a name where the driver is not known, which has others for them: those that it names, then those
/// that it does not.
fn named_without_driver(entry: Entry, own: &[Call], is_named: impl Fn(&str) -> bool) -> Vec<Call> {
    let Some(first) = own.first() else {
        return Vec::new();
    };
    let general = possible(&Device::unresolved(entry.id)).into_iter();
    let general: Vec<Call> = general
        .map(|possible| possible.call)
        .filter(|call| (call.entry, call.command) == (first.entry, first.command))
        .filter(|call| is_named(&simulate::name(&Told::of(Some(entry), None, call))))
        .collect();
    let seconds: BTreeSet<u32> = general.iter().map(|call| call.second).collect();
    let with_seconds = own
        .iter()
        .flat_map(|call| {
            seconds.iter().map(|second| Call {
                second: *second,
                ..*call
            })
        })
        .filter(|call| call.argument == argument::DECODED)
        .filter(|call| is_named(&simulate::name(&Told::of(Some(entry), None, call))));
    let all = with_seconds.chain(general.iter().copied());
    all.collect()
}

/// What is called: the call that is explained, and others that the words may mean as well.
pub(super) fn calls(
    asked: &cli::Asked,
    device: &Device,
    entry: Entry,
) -> Result<(Call, Vec<Call>)> {
    let all = possible(device);
    let by_number = cli::number(&asked.command).ok();
    let meant: Vec<&Possible> = all
        .iter()
        .filter(|possible| is_meant(asked, by_number, entry, possible))
        .filter(|possible| can_be(entry, device, &possible.call))
        .collect();
    let first = match (meant.first(), by_number) {
        (Some(first), _) => first.call,
        (None, Some(number)) => {
            let by = asked.entry.unwrap_or(entry::IOCTL);
            let argument = argument::NONE;
            let command = facts::masked(Some(entry), by, number);
            let zero = Call {
                entry: by,
                argument,
                command,
                second: 0,
                sub: 0,
                detail: 0,
                amount: 0,
            };
            // What its entry alone names has an argument all the same.
            let known = entry.kind.called(device.driver(), by, command);
            let takes = known
                .is_some_and(|known| known.number == generic::ANY && known.argument(by).is_some());
            Call {
                argument: if takes { argument::DECODED } else { argument },
                ..zero
            }
        }
        (None, None) => {
            let names = || all.iter().map(|possible| possible.command);
            let remedy = elsewhere(asked, device, entry)
                .or_else(|| {
                    Some(format!(
                        "the nearest is {}",
                        alike(&asked.command, names())?
                    ))
                })
                .unwrap_or_else(|| "`passgate families` lists them".to_owned());
            let by = asked.entry.map_or("", |_| " by this entry");
            let what = format!("{} {}", entry.family.name, entry.kind.name);
            return Err(usage(
                format!("a device of {what} has no command {:?}{by}", asked.command),
                remedy,
            ));
        }
    };
    let by_entry = meant
        .iter()
        .filter(|possible| possible.call.entry == first.entry);
    let mut calls = match asked.sub.as_deref() {
        None if meant.is_empty() => vec![first],
        None => by_entry.map(|possible| possible.call).collect(),
        Some("unreadable") => vec![Call {
            argument: argument::UNREADABLE,
            ..first
        }],
        Some(text) => match codes(text) {
            Some((_, Some(_))) if asked.detail.is_some() => {
                return Err(usage(
                    format!("{text:?} has a detail, and --detail is another"),
                    "give one of them",
                ));
            }
            Some((sub, detail)) => vec![Call {
                argument: argument::DECODED,
                sub,
                detail: detail.unwrap_or(first.detail),
                ..first
            }],
            None => {
                let within = format!("{text}.");
                let is_named = |name: &str| name == text || name.starts_with(&within);
                let mut named: Vec<Call> = by_entry
                    .clone()
                    .filter(|possible| is_named(&possible.name))
                    .map(|possible| possible.call)
                    .collect();
                if named.is_empty() {
                    let own: Vec<Call> = by_entry.map(|possible| possible.call).collect();
                    named = named_without_driver(entry, &own, is_named);
                }
                if named.is_empty() {
                    let own = meant
                        .iter()
                        .filter(|possible| possible.call.entry == first.entry);
                    let near = alike(text, own.map(|possible| possible.name.as_str()));
                    let remedy = match (entry_with(asked, device, entry, is_named), near) {
                        (Some(by_entry), _) => by_entry,
                        (None, Some(near)) => format!("the nearest is {near}"),
                        (None, None) => "write its code instead".to_owned(),
                    };
                    return Err(usage(
                        format!("the command has no sub-command {text:?}"),
                        remedy,
                    ));
                }
                named
            }
        },
    };
    if let Some(detail) = asked.detail {
        calls.truncate(1);
        calls.iter_mut().for_each(|call| call.detail = detail);
    }
    for call in &mut calls {
        call.amount = asked.amount;
    }
    // A driver's table and that of its kind may have the same, and one of a driver's has each scope.
    let mut seen = HashSet::new();
    calls.retain(|call| seen.insert(*call));
    let mut calls = calls.into_iter();
    let first = calls.next().unwrap_or(first);
    Ok((first, calls.collect()))
}

#[cfg(test)]
mod tests {
    use super::{
        super::{asked::device, tests::asked},
        *,
    };

    #[test]
    fn a_command_that_is_not_there_is_told_with_what_may_have_been_meant() {
        let (nvme, entry) = device(&["family=nvme".into()]).expect("a device");
        let wrong = calls(&asked("NVME_IOCTL_REST", None), &nvme, entry).expect_err("no command");
        assert!(wrong.to_string().contains("NVME_IOCTL_RESET"), "{wrong}");
        let wrong = calls(
            &asked("NVME_IOCTL_ADMIN_CMD", Some("admin.identfy")),
            &nvme,
            entry,
        );
        assert!(
            wrong
                .expect_err("no sub-command")
                .to_string()
                .contains("admin.identify")
        );
        for (words, command, entry, remedy) in [
            (
                &["family=scsi", "kind=disk"][..],
                "SG_GET_SCSI_ID",
                None,
                "--device kind=sg has it",
            ),
            (
                &["family=nvme"],
                "SG_IO",
                None,
                "--device family=scsi --device kind=",
            ),
            (
                &["family=nvme"],
                "NVME_IOCTL_RESET",
                Some(entry::MMAP),
                "--entry ioctl has it",
            ),
            (
                &["family=drm", "driver=i915"],
                "DRM_IOCTL_AMDGPU_INFO",
                None,
                "--device driver=amdgpu has it",
            ),
            (
                &["family=vfio", "kind=device"],
                "write",
                None,
                "add --entry write, and for the command one of bar0, ",
            ),
        ] {
            let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
            let (device, kind) = device(&words).expect("a device");
            let asked = cli::Asked {
                entry,
                ..asked(command, None)
            };
            let wrong = calls(&asked, &device, kind)
                .expect_err("no command")
                .to_string();
            assert!(wrong.contains(remedy), "{wrong}");
        }
    }

    #[test]
    fn what_another_entry_has_is_told_with_that_entry() {
        let words = ["family=vfio".to_owned(), "kind=device".to_owned()];
        let (vfio, kind) = device(&words).expect("a device");
        let wrong = |command: &str, sub: Option<&str>, entry: Option<u8>| {
            let asked = cli::Asked {
                entry,
                ..asked(command, sub)
            };
            calls(&asked, &vfio, kind).expect_err("no call").to_string()
        };
        let told = wrong("bar0", Some("rw"), None);
        assert!(told.contains("add --entry m"), "{told}");
        let told = wrong("bar0", Some("rw"), Some(entry::READ));
        assert!(told.contains("ask with --entry m"), "{told}");
        let told = wrong("write", None, Some(entry::WRITE));
        assert!(told.contains("give for the command one of bar0"), "{told}");
    }

    #[test]
    fn codes_are_taken_as_rules_write_them() {
        let (nvme, kind) = device(&["family=nvme".into()]).expect("a device");
        for text in ["6/1", "sub:0x06/0x01"] {
            let asked = asked("NVME_IOCTL_ADMIN_CMD", Some(text));
            let (call, others) = calls(&asked, &nvme, kind).expect(text);
            assert_eq!((call.sub, call.detail, others.len()), (6, 1, 0), "{text}");
            let twice = cli::Asked {
                detail: Some(2),
                ..asked
            };
            assert!(calls(&twice, &nvme, kind).is_err(), "{text}");
        }
    }

    #[test]
    fn what_a_driver_has_other_names_for_may_be_called_as_rules_may() {
        for driver in ["mlx5_core", "bnxt_en", "pds_core", "none"] {
            let words = ["family=fwctl".to_owned(), format!("driver={driver}")];
            let (device, entry) = device(&words).expect("a device");
            let asked = asked("FWCTL_RPC", Some("debug-read-only.request"));
            let (first, others) = calls(&asked, &device, entry).expect("a name of the language");
            // The scope is that of the name.
            let all = others.iter().chain([&first]);
            assert!(
                all.clone().all(|call| call.second == 1),
                "{driver}: {first:?}"
            );
            let once: HashSet<Call> = all.copied().collect();
            assert_eq!(once.len(), others.len() + 1, "{driver}: each call once");
            // Each of the driver's commands may be meant.
            assert!(others.len() > 10 || ["pds_core", "none"].contains(&driver));
        }
    }
}
