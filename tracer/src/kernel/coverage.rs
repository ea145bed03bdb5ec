//! What is covered: by which entries commands reach which families, and whether each is observed.

use serde::Serialize;
use tracer_common::count::entry;

use super::hooks::{HOOKS, Point, State};
use crate::{
    families::{self, Call, Entry, Family, Via},
    model::row::entry_name,
};

/// The drivers that the running kernel has, of those that families know.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Drivers {
    /// Ids of their kinds.
    pub kinds: Vec<u16>,
    /// Entries of those that they have on newer kernels only.
    pub lacking: Vec<(u16, u8)>,
}

/// A family's row of the matrix.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Coverage {
    /// The family's name.
    pub family: &'static str,
    /// Whether the running kernel has a driver of it.
    pub present: bool,
    /// A cell for each entry, in the order of [`entry::ALL`].
    pub cells: Vec<Cell>,
}

/// An entry of a family.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Cell {
    /// The entry's name.
    pub entry: &'static str,
    /// Whether it is observed.
    pub state: Covered,
    /// Why not, or not everywhere, and which kernels have what is missing.
    pub reason: Option<String>,
}

/// Whether an entry is observed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Covered {
    /// For all of the family's kinds that the kernel has.
    Attached,
    /// For some of them.
    Partly,
    /// For none.
    Not,
    /// It is not known that commands come in this way.
    None,
}

/// What is said of a hook whose program is attached, but did not count the call that was made to try it.
pub const NOT_RUN: &str = "attached, but a call of this process was not counted: another program on the hook ends each call before, or the kernel does not run what is attached";

/// The matrix of all families.
pub fn matrix(hooks: &[State], drivers: &Drivers) -> Vec<Coverage> {
    families::FAMILIES
        .iter()
        .map(|family| {
            let all: Vec<Entry> = families::kinds()
                .filter(|entry| entry.family.name == family.name)
                .collect();
            let here: Vec<&Entry> = all
                .iter()
                .filter(|entry| drivers.kinds.contains(&entry.id))
                .collect();
            let cells = entry::ALL
                .into_iter()
                .map(|entry| cell(family, &here, entry, hooks, drivers));
            Coverage {
                family: family.name,
                present: !here.is_empty(),
                cells: cells.collect(),
            }
        })
        .collect()
}

fn cell(family: &Family, here: &[&Entry], entry: u8, hooks: &[State], drivers: &Drivers) -> Cell {
    let uses = |kind: &&families::Kind| !calls(kind, entry).is_empty() || by_hook(kind, entry);
    let mut cell = Cell {
        entry: entry_name(entry),
        state: Covered::None,
        reason: None,
    };
    if !family.kinds.iter().any(|kind| uses(&kind)) {
        return cell;
    }
    if here.is_empty() {
        cell.state = Covered::Not;
        cell.reason = Some(without_driver(family));
        return cell;
    }
    let mut reasons: Vec<String> = Vec::new();
    let (mut covered, mut missing) = (0, 0);
    for here in here.iter().filter(|here| uses(&here.kind)) {
        let late = here.kind.late.iter().find(|late| late.entry == entry);
        if let Some(late) = late.filter(|_| drivers.lacking.contains(&(here.id, entry))) {
            missing += 1;
            reasons.push(format!(
                "{}: this kernel's driver has no such entry (kernels that have it: {})",
                here.kind.name, late.kernels
            ));
            continue;
        }
        for reason in observed(here.kind, entry, hooks) {
            match reason {
                None => covered += 1,
                Some(reason) => {
                    missing += 1;
                    if !reasons.contains(&reason) {
                        reasons.push(reason);
                    }
                }
            }
        }
    }
    cell.state = match (covered, missing) {
        (0, 0) => Covered::None,
        (_, 0) => Covered::Attached,
        (0, _) => Covered::Not,
        _ => Covered::Partly,
    };
    cell.reason = (!reasons.is_empty()).then(|| reasons.join("; "));
    cell
}

/// What is said of a family that the kernel has no driver of.
fn without_driver(family: &Family) -> String {
    let kernels = family.kinds.iter().map(|kind| kind.kernels);
    // Where one of its kinds is in all kernels, so is the family.
    let kernels = kernels.reduce(|some, others| if others.is_empty() { others } else { some });
    match kernels.filter(|kernels| !kernels.is_empty()) {
        Some(kernels) => {
            format!("no driver of this family is loaded (kernels that have one: {kernels})")
        }
        None => "no driver of this family is loaded".to_owned(),
    }
}

/// Whether a hook for all files counts an entry of a kind.
fn by_hook(kind: &families::Kind, entry: u8) -> bool {
    let is_told = match kind.via {
        Via::Numbers(majors) => !majors.is_empty(),
        Via::AnyCharacter | Via::AnyDisk => true,
        Via::Sockets => matches!(entry, entry::IOCTL | entry::COMPAT_IOCTL),
        _ => !kind.operations.is_empty(),
    };
    if !is_told {
        return false;
    }
    match entry {
        entry::IOCTL | entry::COMPAT_IOCTL | entry::URING_CMD => {
            let mut commands = kind.all_commands();
            commands.any(|command| command.entries.has(entry))
        }
        entry::READ | entry::WRITE => false,
        _ => true,
    }
}

/// The calls of a kind's own functions that are an entry.
fn calls(kind: &families::Kind, entry: u8) -> Vec<Call> {
    let is = |call: &Call| {
        matches!(
            (entry, call),
            (entry::READ, Call::Read | Call::AttributeRead)
                | (
                    entry::WRITE,
                    Call::Write | Call::WriteIter | Call::AttributeWrite
                )
        )
    };
    kind.probes
        .iter()
        .map(|probe| probe.call)
        .filter(is)
        .collect()
}

/// Why what is attached observes nothing; None where it does.
fn idle(state: &State) -> Option<String> {
    (state.runs == Some(false)).then(|| NOT_RUN.to_owned())
}

/// For each hook that counts an entry of a kind, why it does not; None where it does.
fn observed(kind: &families::Kind, entry: u8, hooks: &[State]) -> Vec<Option<String>> {
    let mut found = Vec::new();
    for hook in HOOKS.iter().filter(|hook| hook.entry == Some(entry)) {
        let Some(state) = hooks.iter().find(|state| state.name == hook.name) else {
            continue;
        };
        let lacking =
            |reason: &str| Some(format!("{reason} (kernels that have it: {})", hook.kernels));
        match hook.point {
            Point::Drivers(call) => {
                let names = || {
                    let probes = kind.probes.iter().filter(|probe| probe.call == call);
                    probes.map(|probe| probe.function.name)
                };
                let attached = |name: &str| state.functions.iter().any(|function| function == name);
                let refused = |name: &str| {
                    let mut refused = state.refused.iter();
                    refused.find(|refused| refused.function == name)
                };
                let any = names().any(attached);
                // What keeps the program from being attached to any function.
                let whole = state.reason.as_ref();
                let whole = whole.filter(|_| !state.attached && state.refused.is_empty());
                for name in names() {
                    if attached(name) {
                        found.push(idle(state));
                    } else if let Some(refused) = refused(name) {
                        let reason = &refused.reason;
                        found.push(Some(format!("{name} cannot be attached to: {reason}")));
                    } else if let Some(reason) = whole {
                        found.push(reason.lines().next().map(str::to_owned));
                    } else if !any {
                        found.push(Some(format!("{name} is not there")));
                    }
                    // Else it is another kernel's name for a function that is attached to.
                }
            }
            _ if by_hook(kind, entry) => found.push(match &state.reason {
                None => idle(state),
                Some(reason) => lacking(reason.lines().next().unwrap_or_default()),
            }),
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::hooks::Refused;

    fn hooks(lacking: &str) -> Vec<State> {
        HOOKS
            .iter()
            .map(|hook| {
                let mut state =
                    hook.state((hook.name == lacking).then(|| "no such hook".to_owned()));
                if let Point::Drivers(call) = hook.point {
                    let probes = families::kinds().flat_map(|entry| entry.kind.probes);
                    state.functions = probes
                        .filter(|probe| probe.call == call)
                        .map(|probe| probe.function.name.to_owned())
                        .collect();
                }
                state
            })
            .collect()
    }

    fn state(matrix: &[Coverage], family: &str, entry: &str) -> (Covered, Option<String>) {
        let row = matrix
            .iter()
            .find(|row| row.family == family)
            .expect("a row");
        let cell = row
            .cells
            .iter()
            .find(|cell| cell.entry == entry)
            .expect("a cell");
        (cell.state, cell.reason.clone())
    }

    fn all() -> Drivers {
        Drivers {
            kinds: families::kinds().map(|entry| entry.id).collect(),
            lacking: Vec::new(),
        }
    }

    #[test]
    fn an_entry_that_the_driver_has_not_yet_is_not_covered() {
        let hooks = hooks("none");
        let mut drivers = all();
        let bsg = families::kinds().find(|entry| entry.kind.name == "bsg");
        let bsg = bsg.expect("the kind").id;
        assert_eq!(
            state(&matrix(&hooks, &drivers), "scsi", "uring-cmd"),
            (Covered::Attached, None)
        );
        drivers.lacking.push((bsg, entry::URING_CMD));
        let (covered, reason) = state(&matrix(&hooks, &drivers), "scsi", "uring-cmd");
        // Disks have one all the same.
        assert_eq!(covered, Covered::Partly);
        assert!(reason.is_some_and(|reason| reason.contains("7.2")));
    }

    #[test]
    fn what_is_attached_is_covered_and_what_lacks_says_why() {
        let all = all();
        let whole = matrix(&hooks("none"), &all);
        assert_eq!(state(&whole, "nvme", "ioctl"), (Covered::Attached, None));
        assert_eq!(state(&whole, "nvme", "write"), (Covered::None, None));
        // Told by a number; of sockets, nothing but ioctls.
        assert_eq!(state(&whole, "drm", "ioctl"), (Covered::Attached, None));
        assert_eq!(state(&whole, "net", "ioctl"), (Covered::Attached, None));
        assert_eq!(state(&whole, "net", "receive"), (Covered::None, None));
        let without = matrix(&hooks("file_ioctl_compat"), &all);
        let (covered, reason) = state(&without, "nvme", "compat-ioctl");
        assert_eq!(covered, Covered::Not);
        assert!(reason.is_some_and(|reason| reason.contains("6.8")));
    }

    #[test]
    fn what_is_attached_and_does_not_run_covers_nothing() {
        let all = all();
        let mut hooks = hooks("none");
        for state in &mut hooks {
            state.runs = Some(!["file_ioctl", "file_write"].contains(&state.name));
        }
        let matrix = matrix(&hooks, &all);
        let idle = (Covered::Not, Some(NOT_RUN.to_owned()));
        assert_eq!(state(&matrix, "nvme", "ioctl"), idle);
        assert_eq!(state(&matrix, "hid", "write"), idle);
        assert_eq!(state(&matrix, "hid", "open"), (Covered::Attached, None));
    }

    #[test]
    fn a_function_that_is_refused_says_why() {
        let all = all();
        let mut hooks = hooks("none");
        let writes = hooks.iter_mut().find(|state| state.name == "file_write");
        let writes = writes.expect("the hook");
        writes.functions.retain(|name| name != "sg_write");
        writes.refused.push(Refused {
            function: "sg_write".to_owned(),
            reason: "there are two".to_owned(),
        });
        let (covered, reason) = state(&matrix(&hooks, &all), "scsi", "write");
        assert_eq!(covered, Covered::Not);
        assert!(reason.is_some_and(|reason| reason.ends_with(": there are two")));
    }

    #[test]
    fn a_program_that_is_refused_says_why() {
        let all = all();
        let mut hooks = hooks("file_write");
        let writes = hooks.iter_mut().find(|state| state.name == "file_write");
        writes.expect("the hook").functions.clear();
        let cell = state(&matrix(&hooks, &all), "scsi", "write");
        assert_eq!(cell, (Covered::Not, Some("no such hook".to_owned())));
    }

    #[test]
    fn a_family_without_a_driver_is_not_covered() {
        let none = matrix(&hooks("none"), &Drivers::default());
        assert!(none.iter().all(|row| !row.present));
        assert_eq!(state(&none, "nvme", "ioctl").0, Covered::Not);
        let (_, reason) = state(&none, "iommufd", "ioctl");
        assert!(reason.is_some_and(|reason| reason.contains("6.2")));
    }
}
