//! Commands that a warning names: a few of them, those first that matter most.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
    fmt,
};

use crate::{
    families::{Entry, SubCommands},
    policy::compile::Region,
};

/// How much a command matters, the most first: whether it is one that the driver's check is about, and how many names
/// what it carries has. Both are of whatever a kind's devices take, where others are one driver's.
type Rank = (bool, Reverse<usize>);

/// Commands by family.
#[derive(Default)]
pub(super) struct Commands<'a>(BTreeMap<&'static str, BTreeMap<&'a str, Rank>>);

impl<'a> Commands<'a> {
    pub(super) fn add(&mut self, entry: Entry, region: &'a Region) {
        let of_family = self.0.entry(entry.family.name).or_default();
        let rank = rank(entry, region);
        let known = of_family.entry(&region.command).or_insert(rank);
        *known = rank.min(*known);
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The family that all are of.
    pub(super) fn family(&self) -> Option<&'static str> {
        let mut families = self.0.keys();
        families.next().filter(|_| self.0.len() == 1).copied()
    }

    /// All of them: of what matters alike the first of each family, then the second.
    fn ordered(&self) -> Vec<&'a str> {
        let mut all = Vec::new();
        for of_family in self.0.values() {
            let mut own: Vec<(Rank, &str)> = of_family
                .iter()
                .map(|(name, rank)| (*rank, *name))
                .collect();
            own.sort_unstable();
            let own = own.into_iter().enumerate();
            all.extend(own.map(|(at, ((is_other, names), name))| (is_other, at, names, name)));
        }
        all.sort_unstable();
        let mut seen = BTreeSet::new();
        let names = all.into_iter().map(|(.., name)| name);
        names.filter(|name| seen.insert(*name)).collect()
    }
}

fn rank(entry: Entry, region: &Region) -> Rank {
    let own = entry.kind.by_driver.iter();
    let own = own.flat_map(|(_, tables)| tables.iter().copied().flatten());
    let mut all = entry.kind.all_commands().chain(own);
    let command = all.find(|command| command.name == region.command);
    let is_checked = command.is_some_and(|command| entry.kind.copied(command).is_some());
    let argument = command.and_then(|command| command.argument(region.entry));
    let names = argument.map_or(0, |argument| argument.sub.iter().map(named).sum());
    (!is_checked, Reverse(names))
}

/// How many codes have names.
fn named(of: &SubCommands) -> usize {
    let own = of.tables.iter().map(|table| table.codes.len());
    let details = of.details.iter().map(|detail| named(&detail.values));
    own.chain(details).sum()
}

impl fmt::Display for Commands<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        /// Names that are shown.
        const SHOWN: usize = 3;
        let all = self.ordered();
        let shown = all.len().min(SHOWN);
        f.write_str(&all[..shown].join(", "))?;
        match all.len() - shown {
            0 => Ok(()),
            more => write!(f, " and {more} more"),
        }
    }
}
