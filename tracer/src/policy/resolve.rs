//! From words to what they mean, by the families' tables.

mod calls;
mod parties;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use tracer_common::policy::room;

use super::{
    diagnostic::{Diagnostic, Span, Topic, nearest},
    parse::{ACTIONS, Document, RawRule, Word, Words, get},
    rule::{CallSelector, Effect, Policy, Reason, Rule, Unknown, action, mode},
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
