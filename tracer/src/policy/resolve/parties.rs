//! Who calls, and what is called.

use std::collections::BTreeSet;

use tracer_common::count::entry;

use super::{Resolver, range};
use crate::{
    families,
    model::row::entry_name,
    policy::{
        glob::{Glob, Pattern},
        parse::Words,
        rule::{DeviceSelector, Ranges, SubjectSelector},
    },
};

impl Resolver<'_, '_> {
    pub(super) fn patterns(
        &mut self,
        words: &Words,
        key: &str,
        lower: bool,
    ) -> Option<Vec<Pattern>> {
        let words = self.words(words, key)?;
        let mut all = Vec::new();
        for word in &words {
            let text = match lower {
                true => word.text.to_lowercase(),
                false => word.text.clone(),
            };
            match Pattern::parse(&text) {
                Ok(pattern) => all.push(pattern),
                Err(why) => self.error(word.at, format!("{key} is no pattern: {why}"), None),
            }
        }
        all.sort();
        all.dedup();
        Some(all)
    }

    pub(super) fn globs(&mut self, words: &Words, key: &str) -> Option<Vec<Glob>> {
        let words = self.words(words, key)?;
        let mut all = Vec::new();
        for word in &words {
            match Glob::parse(&word.text) {
                Ok(glob) => all.push(glob),
                Err(why) => {
                    let help = "write an absolute path; * is any name, ** any number of folders";
                    let message = format!("{key} is no path: {why}");
                    self.error(word.at, message, Some(help.to_owned()));
                }
            }
        }
        all.sort();
        all.dedup();
        Some(all)
    }

    pub(super) fn ranges(&mut self, words: &Words, key: &str) -> Option<Ranges> {
        let words = self.words(words, key)?;
        let mut all: Vec<(u32, u32)> = Vec::new();
        for word in &words {
            match range(&word.text) {
                Some(range) => all.push(range),
                None => {
                    let help = "write 1000 or 1000-1999".to_owned();
                    let message = format!("{key} \"{}\" is no range of numbers", word.text);
                    self.error(word.at, message, Some(help));
                }
            }
        }
        Some(merged(all))
    }

    pub(super) fn subject(&mut self, words: &Words) -> SubjectSelector {
        SubjectSelector {
            exe: self.globs(words, "exe"),
            parent: self.globs(words, "parent"),
            cgroup: self.globs(words, "cgroup"),
            unit: self.units(words),
            container: self.containers(words),
            uid: self.ranges(words, "uid"),
            gid: self.ranges(words, "gid"),
        }
    }

    pub(super) fn units(&mut self, words: &Words) -> Option<Vec<Pattern>> {
        const ENDS: [&str; 6] = [".service", ".scope", ".socket", ".mount", ".swap", ".slice"];
        for word in self.words(words, "unit").unwrap_or_default() {
            let ends = ENDS.iter().any(|end| word.text.ends_with(end));
            if !ends && !word.text.ends_with('*') {
                let message = format!("the unit \"{}\" has no type", word.text);
                let help = format!("write \"{}.service\"", word.text);
                self.error(word.at, message, Some(help));
            }
        }
        self.patterns(words, "unit", false)
    }

    /// Containers are named by their ids, in full or from the beginning on, or by their names.
    pub(super) fn containers(&mut self, words: &Words) -> Option<Vec<Pattern>> {
        const LEAST: usize = 12;
        const DIGITS: usize = 64;
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"_.-*@:".contains(&byte);
        let mut all = Vec::new();
        for word in self.words(words, "container")? {
            let text = &word.text;
            if !text.bytes().all(is_plain) {
                let help = "letters, digits, _ . - @ : and * may stand there".to_owned();
                let message = format!("the container \"{text}\" has another character");
                self.error(word.at, message, Some(help));
                continue;
            }
            let is_digit = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b);
            let is_id = text.bytes().all(is_digit) && (LEAST..DIGITS).contains(&text.len());
            let text = match is_id {
                true => format!("{text}*"),
                false => text.clone(),
            };
            match Pattern::parse(&text) {
                Ok(pattern) => all.push(pattern),
                Err(why) => self.error(word.at, format!("container is no pattern: {why}"), None),
            }
        }
        all.sort();
        all.dedup();
        Some(all)
    }

    pub(super) fn device(&mut self, words: &Words) -> DeviceSelector {
        let mut kinds: Option<BTreeSet<u16>> = None;
        for (key, what) in [
            ("family", "family"),
            ("kind", "kind of device"),
            ("class", "class of device"),
        ] {
            let Some(words) = self.words(words, key) else {
                continue;
            };
            let has = |entry: &families::Entry, name: &str| match key {
                "family" => entry.family.name == name,
                "kind" => entry.kind.name == name,
                _ => entry.kind.sysfs.iter().any(|sysfs| sysfs.subsystem == name),
            };
            let mut found = BTreeSet::new();
            for word in &words {
                let of_word: Vec<u16> = families::kinds()
                    .filter(|entry| has(entry, &word.text))
                    .map(|entry| entry.id)
                    .collect();
                if of_word.is_empty() {
                    let mut known: BTreeSet<&str> = BTreeSet::new();
                    for entry in families::kinds() {
                        match key {
                            "family" => known.insert(entry.family.name),
                            "kind" => known.insert(entry.kind.name),
                            _ => {
                                known.extend(entry.kind.sysfs.iter().map(|sysfs| sysfs.subsystem));
                                false
                            }
                        };
                    }
                    self.no(what, word, known);
                } else if kinds
                    .as_ref()
                    .is_some_and(|kinds| !of_word.iter().any(|id| kinds.contains(id)))
                {
                    let message =
                        format!("none of the devices before is of {what} \"{}\"", word.text);
                    self.error(word.at, message, Some(self.kinds_of(&kinds)));
                }
                found.extend(of_word);
            }
            kinds = Some(match kinds {
                Some(kinds) => kinds.intersection(&found).copied().collect(),
                None => found,
            });
        }
        DeviceSelector {
            kinds,
            driver: self.patterns(words, "driver", false),
            name: self.patterns(words, "name", false),
            node: self.globs(words, "node"),
            bus: self.patterns(words, "bus", false),
            ids: self.patterns(words, "ids", true),
        }
    }

    /// What kinds are called.
    pub(super) fn kinds_of(&self, kinds: &Option<BTreeSet<u16>>) -> String {
        let kinds = kinds.iter().flatten();
        let names: BTreeSet<&str> = kinds
            .filter_map(|id| families::kind(*id))
            .map(|entry| entry.kind.name)
            .collect();
        let names: Vec<&str> = names.into_iter().collect();
        format!("their kinds are {}", names.join(", "))
    }

    pub(super) fn entries(&mut self, words: &Words) -> BTreeSet<u8> {
        let Some(words) = self.words(words, "entry") else {
            return entry::ALL.into();
        };
        let known = entry::ALL.map(|entry| (entry_name(entry), entry));
        let chosen = words
            .iter()
            .filter_map(|word| self.choice("entry", word, &known));
        chosen.collect()
    }
}

/// Ranges in order, those that touch made one.
fn merged(mut all: Vec<(u32, u32)>) -> Ranges {
    all.sort_unstable();
    let mut out: Ranges = Vec::new();
    for (first, last) in all {
        match out.last_mut() {
            Some(before) if before.1 >= first.saturating_sub(1) => before.1 = before.1.max(last),
            _ => out.push((first, last)),
        }
    }
    out
}
