//! From words to what they mean, by the families' tables.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use tracer_common::{count::entry, policy::room};

use super::{
    diagnostic::{Diagnostic, Span, Topic, nearest},
    facts,
    glob::{Glob, Pattern},
    parse::{ACTIONS, Document, RawRule, Word, Words, get},
    rule::{
        CallSelector, DeviceSelector, Effect, Item, Name, Policy, Ranges, Reason, Rule,
        SubjectSelector, Unknown, action, mode,
    },
};
use crate::{
    families::{self, Class, generic},
    model::row::entry_name,
};

/// Errors that a refused call may get (`asm-generic/errno-base.h`, `asm-generic/errno.h`).
pub const ERRNOS: [(&str, u16); 14] = [
    ("EPERM", 1),
    ("ENOENT", 2),
    ("EIO", 5),
    ("ENXIO", 6),
    ("EBADF", 9),
    ("ENOMEM", 12),
    ("EACCES", 13),
    ("EBUSY", 16),
    ("ENODEV", 19),
    ("EINVAL", 22),
    ("ENOTTY", 25),
    ("EROFS", 30),
    ("ENOSYS", 38),
    ("EOPNOTSUPP", 95),
];

/// Errors after which the kernel tries again itself, EINTR, ECHILD, EAGAIN and ESTALE (`linux/errno.h`,
/// `path_openat` of `fs/namei.c`, `io_wq_submit_work` of `io_uring/io_uring.c`): what tries again has been
/// decided already, or is decided twice.
const KERNELS_OWN: [u16; 4] = [4, 10, 11, 116];

/// Modes by name.
pub const MODES: [(&str, u8); 3] = [
    ("observe", mode::OBSERVE),
    ("audit", mode::AUDIT),
    ("enforce", mode::ENFORCE),
];

/// The name of a mode.
pub fn mode_name(mode: u8) -> &'static str {
    let found = MODES.iter().find(|(_, own)| *own == mode);
    found.map_or("unknown", |(name, _)| name)
}

/// The name of an action.
pub fn action_name(action: u8) -> &'static str {
    match action {
        action::ALLOW => "allow",
        action::AUDIT => "audit",
        action::DENY => "deny",
        action::KILL => "kill",
        _ => "unknown",
    }
}

/// The name of an error.
pub fn errno_name(errno: u16) -> String {
    let found = ERRNOS.iter().find(|(_, own)| *own == errno);
    found.map_or_else(|| errno.to_string(), |(name, _)| (*name).to_owned())
}

/// Most sets that contain each other.
const DEPTH: usize = 8;
/// Most words that a list comes to with its sets.
const MOST_WORDS: usize = 1 << 16;

/// Gives words their meaning.
pub(super) fn resolve(document: &Document, errors: &mut Vec<Diagnostic>) -> Policy {
    let mut resolver = Resolver {
        sets: document
            .sets
            .iter()
            .map(|(name, words)| (name.text.as_str(), (name.at, words.as_slice())))
            .collect(),
        used: HashSet::new(),
        names: HashMap::new(),
        known: HashMap::new(),
        errors,
    };
    let default = resolver.default(&document.default);
    let mut rules = Vec::new();
    let mut names: HashMap<String, Span> = HashMap::new();
    if document.rules.len() > room::RULES {
        let message = format!("there are more than {} rules", room::RULES);
        let at = document.rules[room::RULES].at;
        resolver
            .errors
            .push(Diagnostic::error(Topic::Capacity, at, message).help(
                "join rules that differ in their subject or device alone: each takes a list",
            ));
    }
    for (index, raw) in document.rules.iter().take(room::RULES).enumerate() {
        let rule = resolver.rule(index, raw, default);
        let before = names.insert(rule.name.clone(), rule.at);
        if before.is_some() {
            let at = raw.get("name").and_then(<[Word]>::first);
            let message = format!("two rules are called \"{}\"", rule.name);
            resolver.error(at.map_or(raw.at, |word| word.at), message, None);
        }
        rules.push(rule);
    }
    // A set that is not used is read all the same.
    for (name, words) in &document.sets {
        if !resolver.used.contains(name.text.as_str()) {
            resolver.expand(words, 0, &mut Vec::new());
        }
    }
    Policy { rules, default }
}

/// Names of commands, and of sub-commands.
type Names = (BTreeSet<&'static str>, BTreeSet<String>);

struct Resolver<'a, 'e> {
    sets: BTreeMap<&'a str, (Span, &'a [Word])>,
    used: HashSet<String>,
    /// Names of commands, and of sub-commands, that kinds have.
    names: HashMap<Option<BTreeSet<u16>>, Names>,
    /// Whether kinds have such a name.
    known: HashMap<(Option<BTreeSet<u16>>, String, bool), bool>,
    errors: &'e mut Vec<Diagnostic>,
}

impl Resolver<'_, '_> {
    fn error(&mut self, at: Span, message: impl Into<String>, help: Option<String>) {
        let error = Diagnostic::error(Topic::Name, at, message);
        self.errors.push(Diagnostic { help, ..error });
    }

    /// Says that a name means nothing, and which one may have been meant.
    fn no<'n>(&mut self, what: &str, word: &Word, known: impl IntoIterator<Item = &'n str>) {
        let known: Vec<&str> = known.into_iter().collect();
        let help = match nearest(&word.text, known.iter().copied()) {
            Some(near) => Some(format!("the nearest is \"{near}\"")),
            None if known.len() <= 16 => Some(format!("there are {}", known.join(", "))),
            None => Some("`passgate families` lists them all".to_owned()),
        };
        self.error(
            word.at,
            format!("there is no {what} \"{}\"", word.text),
            help,
        );
    }

    /// Puts what is in sets in their places.
    fn expand(&mut self, words: &[Word], depth: usize, out: &mut Vec<Word>) {
        for word in words {
            let Some(name) = word.text.strip_prefix('@') else {
                out.push(word.clone());
                continue;
            };
            let Some((_, inner)) = self.sets.get(name).copied() else {
                let known: Vec<String> = self.sets.keys().map(|name| format!("@{name}")).collect();
                self.no("set", word, known.iter().map(String::as_str));
                continue;
            };
            self.used.insert(name.to_owned());
            if depth == DEPTH {
                let message = format!("sets contain sets more than {DEPTH} deep");
                self.error(word.at, message, Some("or one contains itself".to_owned()));
                return;
            }
            if out.len() + inner.len() > MOST_WORDS {
                let message = format!("with its sets the list has more than {MOST_WORDS} words");
                self.errors
                    .push(Diagnostic::error(Topic::Capacity, word.at, message));
                return;
            }
            let before = self.errors.len();
            self.expand(inner, depth + 1, out);
            if self.errors.len() > before {
                return;
            }
        }
    }

    fn words(&mut self, words: &Words, key: &str) -> Option<Vec<Word>> {
        let words = get(words, key)?;
        let mut out = Vec::new();
        self.expand(words, 0, &mut out);
        Some(out)
    }

    /// The one word of a key.
    fn one(&mut self, words: &Words, key: &str) -> Option<Word> {
        let words = get(words, key)?;
        if let Some(second) = words.get(1) {
            self.error(second.at, format!("{key} has one value"), None);
        }
        words.first().cloned()
    }

    /// One of some words.
    fn choice<T: Copy>(&mut self, what: &str, word: &Word, known: &[(&str, T)]) -> Option<T> {
        let found = known.iter().find(|(name, _)| *name == word.text);
        if found.is_none() {
            self.no(what, word, known.iter().map(|(name, _)| *name));
        }
        found.map(|(_, value)| *value)
    }

    fn errno(&mut self, words: &Words) -> Option<u16> {
        let word = self.one(words, "errno")?;
        if let Ok(number) = word.text.parse::<u16>() {
            let why = match number {
                1..=511 if KERNELS_OWN.contains(&number) => {
                    "the kernel takes this error as word to try again, and the call would come once more"
                }
                1..=511 => return Some(number),
                512..=4095 => "the kernel keeps errors from 512 on for itself",
                _ => "an error's number is from 1 to 511",
            };
            self.error(word.at, why, None);
            return None;
        }
        self.choice("error", &word, &ERRNOS)
    }

    fn mode(&mut self, words: &Words) -> Option<u8> {
        let word = self.one(words, "mode")?;
        self.choice("mode", &word, &MODES)
    }

    fn default(&mut self, words: &Words) -> Effect {
        let actions = ACTIONS.map(|name| match name {
            "audit" => (name, action::AUDIT),
            "deny" => (name, action::DENY),
            "kill" => (name, action::KILL),
            _ => (name, action::ALLOW),
        });
        let word = self.one(words, "action");
        let action = word.and_then(|word| self.choice("action", &word, &actions));
        Effect {
            action: action.unwrap_or(action::ALLOW),
            mode: self.mode(words).unwrap_or(mode::ENFORCE),
            errno: self.errno(words).unwrap_or(1),
        }
    }

    fn rule(&mut self, index: usize, raw: &RawRule, default: Effect) -> Rule {
        let name = self.one(&raw.words, "name");
        let name = name.map_or_else(|| format!("rule {}", index + 1), |word| word.text);
        let device = self.device(&raw.device);
        let given: Vec<&str> = ACTIONS
            .into_iter()
            .filter(|key| raw.get(key).is_some())
            .collect();
        if given.len() != 1 {
            let (message, help) = match given.as_slice() {
                [] => (
                    "the rule does not say what happens".to_owned(),
                    "give it one of allow, audit, deny and kill, \"*\" for everything",
                ),
                _ => (
                    format!("the rule has {}", given.join(" and ")),
                    "a rule does one thing; make two of it",
                ),
            };
            self.error(raw.at, message, Some(help.to_owned()));
        }
        let action = match given.first() {
            Some(&"audit") => action::AUDIT,
            Some(&"deny") => action::DENY,
            Some(&"kill") => action::KILL,
            _ => action::ALLOW,
        };
        let effect = Effect {
            action,
            mode: self.mode(&raw.words).unwrap_or(default.mode),
            errno: self.errno(&raw.words).unwrap_or(default.errno),
        };
        let key = given.first().copied().unwrap_or("allow");
        let items = self.items(&raw.words, key, device.kinds.as_ref(), false);
        let call = CallSelector {
            entries: self.entries(&raw.words),
            commands: get(&raw.words, "command")
                .is_some()
                .then(|| self.items(&raw.words, "command", device.kinds.as_ref(), true)),
            items,
            amount: self.amount(&raw.amount),
        };
        let refuses_named = effect.refuses() && !device.is_all();
        let mut applies = if refuses_named {
            Unknown::ALL
        } else {
            Unknown::NONE
        };
        for reason in Reason::ALL {
            let word = self.one(&raw.unknown, reason.name());
            let choices = [("apply", true), ("skip", false)];
            let choice = word.and_then(|word| self.choice("choice", &word, &choices));
            applies = match choice {
                Some(true) => applies.and(Unknown::of(reason)),
                Some(false) => applies.without(reason),
                None => applies,
            };
        }
        Rule {
            name,
            at: raw.at,
            subject: self.subject(&raw.subject),
            device,
            call,
            effect,
            strict: raw.strict,
            applies,
        }
    }

    fn patterns(&mut self, words: &Words, key: &str, lower: bool) -> Option<Vec<Pattern>> {
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

    fn globs(&mut self, words: &Words, key: &str) -> Option<Vec<Glob>> {
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

    fn ranges(&mut self, words: &Words, key: &str) -> Option<Ranges> {
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

    fn subject(&mut self, words: &Words) -> SubjectSelector {
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

    fn units(&mut self, words: &Words) -> Option<Vec<Pattern>> {
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
    fn containers(&mut self, words: &Words) -> Option<Vec<Pattern>> {
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

    fn device(&mut self, words: &Words) -> DeviceSelector {
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
    fn kinds_of(&self, kinds: &Option<BTreeSet<u16>>) -> String {
        let kinds = kinds.iter().flatten();
        let names: BTreeSet<&str> = kinds
            .filter_map(|id| families::kind(*id))
            .map(|entry| entry.kind.name)
            .collect();
        let names: Vec<&str> = names.into_iter().collect();
        format!("their kinds are {}", names.join(", "))
    }

    fn entries(&mut self, words: &Words) -> BTreeSet<u8> {
        let Some(words) = self.words(words, "entry") else {
            return entry::ALL.into();
        };
        let known = entry::ALL.map(|entry| (entry_name(entry), entry));
        let chosen = words
            .iter()
            .filter_map(|word| self.choice("entry", word, &known));
        chosen.collect()
    }

    fn amount(&mut self, words: &Words) -> Option<(u64, u64)> {
        let mut bound = |key: &str| {
            let word = self.one(words, key)?;
            let amount = bytes(&word.text);
            if amount.is_none() {
                let help = "write bytes, or 4KiB, 16MiB, 1GiB".to_owned();
                let message = format!("\"{}\" is no amount of bytes", word.text);
                self.error(word.at, message, Some(help));
            }
            Some((amount?, word.at))
        };
        let (over, under) = (bound("over"), bound("under"));
        if over.is_none() && under.is_none() {
            return None;
        }
        let least = over.map_or(0, |(over, _)| over.saturating_add(1));
        let most = under.map_or(u64::MAX, |(under, _)| under.saturating_sub(1));
        if let Some((_, at)) = under
            && least > most
        {
            self.error(at, "no amount is over the one and under the other", None);
        }
        Some((least, most))
    }

    fn items(
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

    fn item(&mut self, word: &Word, kinds: Option<&BTreeSet<u16>>, commands: bool) -> Option<Item> {
        let text = word.text.as_str();
        if text == "*" {
            return Some(Item::All);
        }
        if let Some(numbers) = text.strip_prefix("command:") {
            let Some((first, last)) = range(numbers) else {
                let help = "write command:0xc0484e41 or command:0x4e44-0x4e46".to_owned();
                self.error(word.at, format!("\"{numbers}\" is no number"), Some(help));
                return None;
            };
            return Some(Item::Numbers(first, last));
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
            let sub = parts.next().and_then(range);
            let detail = parts.next().map(range);
            let (Some(sub), true) = (sub, detail != Some(None)) else {
                let help =
                    "write sub:0x06, sub:0xc0-0xff or, for what tells it apart, sub:0x02/0xc0-0xff";
                self.error(
                    word.at,
                    format!("\"{codes}\" is no code"),
                    Some(help.to_owned()),
                );
                return None;
            };
            return Some(Item::Codes(sub, detail.flatten()));
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
                self.error(word.at, format!("\"{text}\" is no name: {why}"), None);
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
            let message = format!("the rule's devices have no {what} \"{text}\"");
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
    fn names(
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

/// A number in decimal or hexadecimal digits.
fn number(text: &str) -> Option<u32> {
    match text.strip_prefix("0x").or(text.strip_prefix("0X")) {
        Some(digits) if digits.starts_with('+') => None,
        Some(digits) => u32::from_str_radix(digits, 16).ok(),
        None if text.starts_with('+') => None,
        None => text.parse().ok(),
    }
}

/// A number, or two with a `-` between them.
fn range(text: &str) -> Option<(u32, u32)> {
    let (first, last) = match text.split_once('-') {
        Some((first, last)) => (number(first.trim())?, number(last.trim())?),
        None => {
            let only = number(text.trim())?;
            (only, only)
        }
    };
    (first <= last).then_some((first, last))
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

/// An amount of bytes.
fn bytes(text: &str) -> Option<u64> {
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
