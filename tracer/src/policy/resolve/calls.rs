//! What is sent: commands, sub-commands, and amounts.

use std::{
    cell::OnceCell,
    collections::{BTreeSet, HashSet},
};

use tracer_common::{
    count::entry,
    spec::{Field, call, mode},
};

use super::{Names, Resolver, range};
use crate::{
    families::{self, Argument, Class, Command, generic},
    model::row::entry_name,
    policy::{
        diagnostic::{Diagnostic, Topic, nearest, short},
        facts,
        glob::Pattern,
        parse::{MOST_ERRORS, Word, Words, get},
        rule::{DeviceSelector, Item, Name},
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

    /// What a key names of calls that are meant.
    pub(super) fn items(
        &mut self,
        words: &Words,
        key: &str,
        meant: &Meant,
        by: &By<'_>,
    ) -> Vec<Item> {
        let own = get(words, key).unwrap_or_default();
        let words = self.words(words, key).unwrap_or_default();
        let (mut all, mut never, mut names) = (Vec::new(), Vec::new(), 0);
        let (most, details) = (OnceCell::new(), OnceCell::new());
        for word in &words {
            let Some(item) = self.item(word, meant, by.are_commands) else {
                continue;
            };
            // What is in a set others may have a use for.
            let is_own = own.iter().any(|own| own.at == word.at);
            match &item {
                Item::Named(name) => {
                    names += 1;
                    if is_own && !self.comes_in(name, meant, by) {
                        never.push(word);
                    }
                }
                Item::Codes(sub, detail) => {
                    let most = *most.get_or_init(|| meant.most_code(by));
                    if let Some(most) = most.filter(|most| sub.0 > *most) {
                        self.matches_nothing(word, &format!("no code is greater than {most:#x}"));
                    } else if let Some((first, _)) = detail {
                        let details = details.get_or_init(|| meant.details(by));
                        let most = details
                            .iter()
                            .filter(|(code, _)| (sub.0..=sub.1).contains(code))
                            .map(|(_, most)| *most)
                            .max();
                        match most {
                            None => self
                                .matches_nothing(word, "nothing tells commands of that code apart"),
                            Some(most) if *first > most => self.matches_nothing(
                                word,
                                &format!("what tells them apart is not greater than {most:#x}"),
                            ),
                            Some(_) => {}
                        }
                    }
                }
                Item::Numbers(first, _) => {
                    names += 1;
                    let without = [entry::OPEN, entry::RECEIVE];
                    if *first > 0 && by.entries.iter().all(|entry| without.contains(entry)) {
                        self.matches_nothing(word, "what opens or receives has the number 0");
                    }
                }
                _ => names += 1,
            }
            all.push(item);
        }
        // Where none does the rule is told of.
        if never.len() < names {
            for word in never {
                let entries: Vec<&str> =
                    by.entries.iter().map(|entry| entry_name(*entry)).collect();
                let message = format!(
                    "\"{}\" can never match: no call of that name comes in by {}",
                    word.text,
                    entries.join(", ")
                );
                self.warnings
                    .push(Diagnostic::warning(Topic::NeverMatches, word.at, message));
            }
        }
        all.sort();
        all.dedup();
        all
    }

    /// Says of a word that nothing is what it names.
    fn matches_nothing(&mut self, word: &Word, why: &str) {
        let message = format!("\"{}\" can never match: {why}", word.text);
        self.warnings
            .push(Diagnostic::warning(Topic::NeverMatches, word.at, message));
    }

    /// Whether calls of a name come in by some entries.
    fn comes_in(&mut self, name: &Name, meant: &Meant, by: &By<'_>) -> bool {
        if by.entries.len() == entry::ALL.len() {
            return true;
        }
        let place = (meant.clone(), by.entries.clone());
        let names = self.coming_in.entry(place).or_insert_with(|| {
            let mut names = Names::default();
            for (command, by) in meant.calls(by.entries) {
                names.0.insert(command.name);
                names.1.extend(
                    command
                        .argument(by)
                        .into_iter()
                        .flat_map(|argument| facts::names(argument).to_vec()),
                );
            }
            names
        });
        // Most names are no patterns.
        if let Name::Is(own) = name {
            return names.0.contains(own.as_str()) || !by.are_commands && names.1.contains(own);
        }
        names.0.iter().any(|own| name.matches(own))
            || !by.are_commands && names.1.iter().any(|own| name.matches(own))
    }

    pub(super) fn item(&mut self, word: &Word, meant: &Meant, commands: bool) -> Option<Item> {
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
        let place = (meant.clone(), text.to_owned(), commands);
        let is_known = match self.known.get(&place) {
            Some(known) => *known,
            None => {
                let (all, subs) = self.names(meant);
                let known = all.iter().any(|name| pattern.matches(name))
                    || !commands && subs.iter().any(|name| pattern.matches(name));
                self.known.insert(place, known);
                known
            }
        };
        if is_known {
            return Some(Item::Named(Name::new(text, pattern)));
        }
        let what = match commands {
            true => "command",
            false => "command or sub-command",
        };
        if self.errors.len() > MOST_ERRORS {
            // Nobody is told of it: what it may be for is not looked for.
            self.error(
                word.at,
                format!("there is no {what} \"{}\"", short(text)),
                None,
            );
            return None;
        }
        let (all, subs) = self.names(meant).clone();
        let subs = subs.iter().map(String::as_str).filter(|_| !commands);
        let mut has = |meant: &Meant| {
            let (all, subs) = self.names(meant);
            all.iter().any(|name| pattern.matches(name))
                || subs.iter().any(|name| pattern.matches(name))
        };
        let of_kinds = Meant {
            drivers: None,
            ..meant.clone()
        };
        let elsewhere = match (meant.drivers.is_some(), meant.kinds.is_some()) {
            (true, _) if has(&of_kinds) => Some("driver"),
            (_, true) if has(&Meant::default()) => Some("family"),
            _ => None,
        };
        if let Some(elsewhere) = elsewhere {
            let message = format!("the rule's devices have no {what} \"{}\"", short(text));
            let help = match nearest(text, all.iter().copied().chain(subs)) {
                Some(near) => format!("another {elsewhere} has it; the nearest here is \"{near}\""),
                None => format!("another {elsewhere} has it"),
            };
            self.error(word.at, message, Some(help));
        } else {
            let known: Vec<&str> = all.iter().copied().chain(subs).collect();
            self.no(what, word, known);
        }
        None
    }

    /// The names that devices have for commands, and for sub-commands.
    fn names(&mut self, meant: &Meant) -> &Names {
        self.names.entry(meant.clone()).or_insert_with(|| {
            let (mut commands, mut subs) = (BTreeSet::new(), BTreeSet::new());
            let mut arguments = HashSet::new();
            for command in meant.commands() {
                commands.insert(command.name);
                let all = [command.argument, command.compat].into_iter().flatten();
                for argument in all {
                    if arguments.insert(std::ptr::from_ref(argument)) {
                        subs.extend(facts::names(argument).to_vec());
                    }
                }
            }
            (commands, subs)
        })
    }
}

/// Devices, as far as they have names of their own for calls.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Meant {
    /// Ids of their kinds; None for all.
    pub(super) kinds: Option<BTreeSet<u16>>,
    /// Those of the drivers with commands of their own that they have; None for any.
    pub(super) drivers: Option<BTreeSet<&'static str>>,
}

/// By what a rule selects calls beside their names.
pub(super) struct By<'a> {
    pub(super) entries: &'a BTreeSet<u8>,
    pub(super) commands: Option<&'a [Item]>,
    /// Whether it is its commands that are read.
    pub(super) are_commands: bool,
}

impl Meant {
    /// The devices that a rule selects.
    pub(super) fn of(device: &DeviceSelector) -> Self {
        let drivers = device.driver.as_ref().map(|patterns| {
            let all = families::kinds().flat_map(|entry| entry.kind.by_driver);
            let own = all.map(|(driver, _)| *driver);
            own.filter(|driver| patterns.iter().any(|pattern| pattern.matches(driver)))
                .collect()
        });
        Self {
            kinds: device.kinds.clone(),
            drivers,
        }
    }

    /// Their commands.
    fn commands(&self) -> impl Iterator<Item = &'static Command> {
        let kinds = families::kinds();
        let kinds = kinds.filter(|entry| {
            let kinds = self.kinds.as_ref();
            kinds.is_none_or(|kinds| kinds.contains(&entry.id))
        });
        kinds.flat_map(|entry| {
            let drivers = entry.kind.by_driver.iter().filter(|(driver, _)| {
                let drivers = self.drivers.as_ref();
                drivers.is_none_or(|drivers| drivers.contains(driver))
            });
            let own = drivers.flat_map(|(_, tables)| tables.iter().copied().flatten());
            entry.kind.all_commands().chain(own).chain(generic::CALLS)
        })
    }

    /// Their commands with the entries by which they come in, of some.
    fn calls(&self, entries: &BTreeSet<u8>) -> Vec<(&'static Command, u8)> {
        let mut seen = HashSet::new();
        let commands = self
            .commands()
            .filter(|command| seen.insert(std::ptr::from_ref(*command)));
        let calls = commands.flat_map(|command| {
            let own = entries.iter().filter(|entry| command.entries.has(**entry));
            own.map(move |entry| (command, *entry))
        });
        calls.collect()
    }

    /// The greatest code of a sub-command that calls can have; None where none has any.
    fn most_code(&self, by: &By<'_>) -> Option<u32> {
        self.arguments(by).into_iter().flat_map(most_codes).max()
    }

    /// Codes that something tells apart further, each with the greatest that this can be.
    fn details(&self, by: &By<'_>) -> Vec<(u32, u32)> {
        let subs = self.arguments(by).into_iter();
        let details = subs
            .flat_map(|argument| argument.sub)
            .flat_map(|sub| sub.details);
        let mut all: Vec<(u32, u32)> = details
            .map(|detail| match detail.values.nested {
                Some(_) => (detail.sub, u32::MAX),
                None => (detail.sub, most_of(detail.field)),
            })
            .collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    /// What calls have for arguments.
    fn arguments(&self, by: &By<'_>) -> Vec<&'static Argument> {
        let is_named = |command: &Command| {
            by.commands.is_none_or(|items| {
                items.iter().any(|item| match item {
                    Item::Named(name) => name.matches(command.name),
                    _ => true,
                })
            })
        };
        let calls = self.calls(by.entries).into_iter();
        let calls = calls.filter(|(command, _)| is_named(command));
        calls
            .filter_map(|(command, by)| command.argument(by))
            .collect()
    }
}

/// The greatest codes of an argument's forms that have any.
fn most_codes(argument: &'static Argument) -> impl Iterator<Item = u32> {
    let forms = [&argument.spec].into_iter().chain(argument.alternatives);
    let fields = forms.map(|form| form.sub).filter(|sub| sub.bits > 0);
    fields.map(|sub| match sub == Field::call(call::MODE) {
        true => mode::READ | mode::WRITE | mode::EXECUTE,
        false => most_of(sub),
    })
}

/// The greatest number in a field.
fn most_of(field: Field) -> u32 {
    u32::MAX >> (32 - u32::from(field.bits).clamp(1, 32))
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
