//! Who calls, and what is called.

use std::collections::BTreeSet;

use tracer_common::count::entry;

use super::{
    Resolver,
    forms::{self, Form},
    range,
};
use crate::{
    families,
    model::{cgroup, row::entry_name},
    policy::{
        diagnostic::short,
        glob::{Glob, Pattern, Token},
        parse::Words,
        rule::{DeviceSelector, Ranges, SubjectSelector},
    },
};

impl Resolver<'_, '_> {
    pub(super) fn patterns(
        &mut self,
        words: &Words,
        key: &str,
        form: Form,
    ) -> Option<Vec<Pattern>> {
        let words = self.words(words, key)?;
        let mut all = Vec::new();
        for word in &words {
            // Ids are the same in capitals.
            let text = match key {
                "ids" => word.text.to_lowercase(),
                _ => word.text.clone(),
            };
            match Pattern::parse(&text) {
                Ok(pattern) => {
                    if let Err((why, help)) = form(&text, &pattern) {
                        let text = short(&word.text);
                        let message = format!("{key} \"{text}\" is right for no device: {why}");
                        self.error(word.at, message, Some(help));
                    }
                    all.push(pattern);
                }
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
                Ok(range) => all.push(range),
                Err(wrong) => {
                    let help = "write 1000 or 1000-1999";
                    let what = "is no range of numbers";
                    self.no_range(word, &word.text, what, wrong, help);
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
        for word in self.words(words, "unit").unwrap_or_default() {
            let ends = cgroup::UNIT_ENDS.iter().any(|end| word.text.ends_with(end));
            if !ends && !word.text.ends_with('*') {
                let text = short(&word.text);
                let message = format!("the unit \"{text}\" has no type");
                let help = format!("write \"{text}.service\"");
                self.error(word.at, message, Some(help));
            }
        }
        self.patterns(words, "unit", forms::any)
    }

    /// Containers are named by their ids, in full or from the beginning on, or by their names.
    pub(super) fn containers(&mut self, words: &Words) -> Option<Vec<Pattern>> {
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"_.-*@:".contains(&byte);
        let mut all = Vec::new();
        for word in self.words(words, "container")? {
            let text = &word.text;
            if !text.bytes().all(is_plain) {
                let help = "letters, digits, _ . - @ : and * may stand there".to_owned();
                let message = format!("the container \"{}\" has another character", short(text));
                self.error(word.at, message, Some(help));
                continue;
            }
            match Pattern::parse(text) {
                // A name may look like one.
                Ok(pattern) if cgroup::begins_an_id(text) => {
                    all.extend([an_id(pattern.clone()), pattern]);
                }
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
            let mut are_known = !self.is_word_lost;
            for word in &words {
                let of_word: Vec<u16> = families::kinds()
                    .filter(|entry| has(entry, &word.text))
                    .map(|entry| entry.id)
                    .collect();
                if of_word.is_empty() {
                    are_known = false;
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
                    let message = format!(
                        "none of the devices before is of {what} \"{}\"",
                        short(&word.text)
                    );
                    self.error(word.at, message, Some(self.kinds_of(&kinds)));
                }
                found.extend(of_word);
            }
            // Which devices were meant is not known: commands are not held against the others alone.
            if !are_known {
                continue;
            }
            kinds = Some(match kinds {
                Some(kinds) => kinds.intersection(&found).copied().collect(),
                None => found,
            });
        }
        DeviceSelector {
            kinds,
            driver: self.patterns(words, "driver", forms::driver),
            name: self.patterns(words, "name", forms::name),
            node: self.globs(words, "node"),
            bus: self.patterns(words, "bus", forms::bus),
            ids: self.patterns(words, "ids", forms::ids),
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

/// What begins as this, and is as long as ids of containers are.
fn an_id(Pattern(mut digits): Pattern) -> Pattern {
    let digit = Token::Set(cgroup::HEXADECIMAL.to_vec(), false);
    digits.resize(cgroup::DIGITS, digit);
    Pattern(digits)
}
