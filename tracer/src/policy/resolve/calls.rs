//! What is sent: commands, sub-commands, and amounts.

use std::collections::{BTreeSet, HashSet};

use super::{Resolver, range};
use crate::{
    families::{self, Class, generic},
    policy::{
        diagnostic::{nearest, short},
        facts,
        glob::Pattern,
        parse::{Word, Words},
        rule::{Item, Name},
    },
};

impl Resolver<'_, '_> {
    pub(super) fn amount(&mut self, words: &Words) -> Option<(u64, u64)> {
        let mut bound = |key: &str| {
            let word = self.one(words, key)?;
            let amount = bytes(&word.text);
            if amount.is_none() {
                let help = "write bytes, or 4KiB, 16MiB, 1GiB".to_owned();
                let message = format!("\"{}\" is no amount of bytes", short(&word.text));
                self.error(word.at, message, Some(help));
            }
            Some((amount?, word.at))
        };
        let (over, under) = (bound("over"), bound("under"));
        if over.is_none() && under.is_none() {
            return None;
        }
        // Beyond the ends there is nothing.
        if let Some((u64::MAX, at)) = over {
            let help = "write a smaller number".to_owned();
            self.error(at, "no call asks for more bytes than that", Some(help));
        } else if let Some((0, at)) = under {
            let help = "with under = 1 the rule is about calls that ask for none".to_owned();
            self.error(at, "no call asks for fewer than 0 bytes", Some(help));
        }
        let least = over.map_or(0, |(over, _)| over.saturating_add(1));
        let most = under.map_or(u64::MAX, |(under, _)| under.saturating_sub(1));
        if let Some((1.., at)) = under
            && least > most
        {
            self.error(at, "no amount is over the one and under the other", None);
        }
        Some((least, most))
    }

    pub(super) fn items(
        &mut self,
        words: &Words,
        key: &str,
        kinds: Option<&BTreeSet<u16>>,
        commands: bool,
    ) -> Vec<Item> {
        let words = self.words(words, key).unwrap_or_default();
        let mut all = Vec::new();
        for word in &words {
            all.extend(self.item(word, kinds, commands));
        }
        all.sort();
        all.dedup();
        all
    }

    pub(super) fn item(
        &mut self,
        word: &Word,
        kinds: Option<&BTreeSet<u16>>,
        commands: bool,
    ) -> Option<Item> {
        let text = word.text.as_str();
        if text == "*" {
            return Some(Item::All);
        }
        if let Some(numbers) = text.strip_prefix("command:") {
            return match range(numbers) {
                Ok((first, last)) => Some(Item::Numbers(first, last)),
                Err(wrong) => {
                    let help = "write command:0xc0484e41 or command:0x4e44-0x4e46";
                    self.no_range(word, numbers, "is no number", wrong, help);
                    None
                }
            };
        }
        let only_sub =
            |name: &str| format!("{name} stand where sub-commands may, in allow or deny");
        if let Some(codes) = text.strip_prefix("sub:") {
            if commands {
                self.error(
                    word.at,
                    "a sub-command is no command",
                    Some(only_sub("sub-commands")),
                );
                return None;
            }
            let mut parts = codes.splitn(2, '/');
            let sub = range(parts.next().unwrap_or_default());
            let detail = parts.next().map(range);
            return match (sub, detail.transpose()) {
                (Ok(sub), Ok(detail)) => Some(Item::Codes(sub, detail)),
                (Err(wrong), _) | (_, Err(wrong)) => {
                    let help = "write sub:0x06, sub:0xc0-0xff or, for what tells it apart, sub:0x02/0xc0-0xff";
                    self.no_range(word, codes, "is no code", wrong, help);
                    None
                }
            };
        }
        if let Some(name) = text.strip_prefix("class:") {
            if commands {
                self.error(word.at, "a class is no command", Some(only_sub("classes")));
                return None;
            }
            let class = Class::ALL.into_iter().find(|class| class.name() == name);
            if class.is_none() {
                let known = Class::ALL.map(|class| format!("class:{}", class.name()));
                self.no("class", word, known.iter().map(String::as_str));
            }
            return class.map(Item::Class);
        }
        let pattern = match Pattern::parse(text) {
            Ok(pattern) => pattern,
            Err(why) => {
                self.error(
                    word.at,
                    format!("\"{}\" is no name: {why}", short(text)),
                    None,
                );
                return None;
            }
        };
        let place = (kinds.cloned(), text.to_owned(), commands);
        let is_known = match self.known.get(&place) {
            Some(known) => *known,
            None => {
                let (all, subs) = self.names(kinds);
                let known = all.iter().any(|name| pattern.matches(name))
                    || !commands && subs.iter().any(|name| pattern.matches(name));
                self.known.insert(place, known);
                known
            }
        };
        if is_known {
            return Some(Item::Named(Name::new(text, pattern)));
        }
        let (all, subs) = self.names(kinds).clone();
        let subs = subs.iter().map(String::as_str).filter(|_| !commands);
        let what = match commands {
            true => "command",
            false => "command or sub-command",
        };
        let elsewhere = kinds.is_some().then(|| {
            let (all, subs) = self.names(None);
            all.iter().any(|name| pattern.matches(name))
                || subs.iter().any(|name| pattern.matches(name))
        });
        if elsewhere == Some(true) {
            let message = format!("the rule's devices have no {what} \"{}\"", short(text));
            let help = match nearest(text, all.iter().copied().chain(subs)) {
                Some(near) => format!("another family has it; the nearest here is \"{near}\""),
                None => "another family has it".to_owned(),
            };
            self.error(word.at, message, Some(help));
        } else {
            let known: Vec<&str> = all.iter().copied().chain(subs).collect();
            self.no(what, word, known);
        }
        None
    }

    /// The names that kinds have for commands, and for sub-commands.
    pub(super) fn names(
        &mut self,
        kinds: Option<&BTreeSet<u16>>,
    ) -> &(BTreeSet<&'static str>, BTreeSet<String>) {
        self.names.entry(kinds.cloned()).or_insert_with(|| {
            let (mut commands, mut subs) = (BTreeSet::new(), BTreeSet::new());
            let mut arguments = HashSet::new();
            for entry in families::kinds() {
                if kinds.is_some_and(|kinds| !kinds.contains(&entry.id)) {
                    continue;
                }
                let drivers = entry.kind.by_driver.iter();
                let drivers = drivers.flat_map(|(_, tables)| tables.iter().copied().flatten());
                for command in entry
                    .kind
                    .all_commands()
                    .chain(drivers)
                    .chain(generic::CALLS)
                {
                    commands.insert(command.name);
                    let all = [command.argument, command.compat].into_iter().flatten();
                    for argument in all {
                        if arguments.insert(std::ptr::from_ref(argument)) {
                            subs.extend(facts::names(argument));
                        }
                    }
                }
            }
            (commands, subs)
        })
    }
}

/// An amount of bytes, as people write it: `4096`, `4KiB`.
pub fn bytes(text: &str) -> Option<u64> {
    let at = text
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(text.len());
    let (digits, unit) = text.split_at(at);
    let scale = match unit.trim() {
        "" | "B" => 1,
        "KiB" => 1 << 10,
        "MiB" => 1 << 20,
        "GiB" => 1 << 30,
        "TiB" => 1_u64 << 40,
        _ => return None,
    };
    digits.parse::<u64>().ok()?.checked_mul(scale)
}
