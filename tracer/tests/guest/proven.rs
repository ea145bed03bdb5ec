//! Which kinds of device a run proves: those of which a test that passed was given a row with a command
//! by its name. docs/coverage.md is written from it.

use std::{
    collections::{BTreeSet, HashSet},
    fs,
    sync::{Mutex, PoisonError},
};

use passgate::families::{self, Entry, generic, other};
use serde_json::Value;

/// Kinds in the rows that the test which runs now was given.
static NAMED: Mutex<BTreeSet<u16>> = Mutex::new(BTreeSet::new());

/// Takes note of the rows that a test is given.
pub(crate) fn note(lines: &[Value]) {
    let rows = lines.iter().filter(|line| line["kind"] == "count");
    let kinds = rows.filter_map(|row| families::kinds().find(|entry| names(*entry, row)));
    let ids = kinds.map(|entry| entry.id);
    NAMED
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .extend(ids);
}

/// What was noted since the last time.
fn taken() -> BTreeSet<u16> {
    std::mem::take(&mut NAMED.lock().unwrap_or_else(PoisonError::into_inner))
}

/// Whether a row is of a kind, with a command that is the kind's own. What any file may get proves nothing
/// of it.
fn names(entry: Entry, row: &Value) -> bool {
    let device = &row["device"];
    if device["family"] != entry.family.name || device["interface"] != entry.kind.name {
        return false;
    }
    // Nothing has a name there: a number that was taken apart is all.
    if entry.family.name == other::FAMILY.name {
        return row["entry"] == "ioctl";
    }
    let of_any_file = generic::COMMANDS.iter();
    let of_drivers = entry.kind.by_driver.iter().flat_map(|(_, tables)| *tables);
    let mut own = entry.kind.commands.iter().chain(of_drivers).copied();
    row["entry"] != "open"
        && row["entry"] != "receive"
        && !of_any_file.clone().any(|any| row["command"] == any.name)
        && own.any(|table| table.iter().any(|command| row["command"] == command.name))
}

/// The kinds that tests proved.
#[derive(Default)]
pub(crate) struct Proofs(Mutex<BTreeSet<u16>>);

impl Proofs {
    /// Runs a test. Where it passes, it has proved the kinds in the rows that it was given.
    pub(crate) fn of<E>(&self, run: impl FnOnce() -> Result<(), E>) -> Result<(), E> {
        taken();
        run()?;
        let mut proofs = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        proofs.extend(taken());
        Ok(())
    }

    /// Says of every kind how far it is covered on this kernel, for `cargo xtask test`: a line for each
    /// state, `kinds STATE: FAMILY/KIND ...`.
    pub(crate) fn print(&self) {
        let drivers = Drivers::here();
        let proofs = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let state = |entry: Entry| match entry.kind.via {
            _ if proofs.contains(&entry.id) => "proven",
            _ if drivers.show(entry) => "recognised",
            _ => "not",
        };
        for said in ["proven", "recognised", "not"] {
            let kinds = families::kinds().filter(|entry| state(*entry) == said);
            let names: Vec<String> = kinds
                .map(|entry| format!("{}/{}", entry.family.name, entry.kind.name))
                .collect();
            println!("kinds {said}: {}", names.join(" "));
        }
    }
}

/// The drivers that the running kernel has, loaded or not.
struct Drivers {
    symbols: HashSet<String>,
    modules: HashSet<String>,
}

impl Drivers {
    fn here() -> Self {
        let release = fs::read_to_string("/proc/sys/kernel/osrelease").unwrap_or_default();
        let folder = format!("/lib/modules/{}", release.trim());
        let lists = ["modules.dep", "modules.builtin"];
        let modules = lists
            .iter()
            .filter_map(|list| fs::read_to_string(format!("{folder}/{list}")).ok())
            .flat_map(|list| list.lines().filter_map(module).collect::<Vec<_>>())
            .collect();
        let symbols = fs::read_to_string("/proc/kallsyms").unwrap_or_default();
        let symbols = symbols
            .lines()
            .filter_map(|line| Some(line.split_whitespace().nth(2)?.to_owned()))
            .collect();
        Self { symbols, modules }
    }

    /// Whether one of a kind's drivers is among them. Where a number tells the kind, or nothing does, any
    /// driver may be one.
    fn show(&self, entry: Entry) -> bool {
        let operations = entry.kind.operations;
        operations.is_empty()
            || operations.iter().any(|symbol| {
                self.symbols.contains(symbol.name)
                    || symbol
                        .module
                        .is_some_and(|module| self.modules.contains(module))
            })
    }
}

/// The name of a module, as the kernel writes it, in a line of depmod's lists.
fn module(line: &str) -> Option<String> {
    let path = line.split(':').next()?;
    let name = path.rsplit('/').next()?.split(".ko").next()?;
    Some(name.replace('-', "_"))
}
