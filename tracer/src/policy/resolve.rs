//! From words to what they mean, by the families' tables.

mod calls;
mod errnos;
mod forms;
mod parties;

pub use calls::bytes;
use calls::{By, Meant};
pub use errnos::{ALIASES, ERRNOS, KERNELS_OWN};

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use tracer_common::policy::room;

use super::{
    Text,
    diagnostic::{Diagnostic, Lined, Span, Topic, listed, nearest, short},
    parse::{ACTIONS, Document, RawRule, Word, Words, get},
    rule::{
        CallSelector, Daemon, Effect, Policy, Reason, Rule, SubjectSelector, Unknown, action, mode,
    },
};
use crate::duration;

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

/// What becomes of a policy when its daemon has ended, by name: whether it is kept.
pub const ON_EXIT: [(&str, bool); 2] = [("keep", true), ("release", false)];

/// What messages call the number that a refused call gets.
const ERROR: &str = "error";
/// The shortest heartbeat, in milliseconds.
const LEAST_HEARTBEAT: u32 = 1000;
/// Most sets that contain each other.
const DEPTH: usize = 8;
/// Most words that a list comes to with its sets.
const MOST_WORDS: usize = 1 << 16;

/// Gives words their meaning.
pub(super) fn resolve(document: &Document, texts: &[Text], errors: &mut Vec<Diagnostic>) -> Policy {
    let mut resolver = Resolver {
        sets: document
            .sets
            .iter()
            .map(|(name, words)| (name.text.as_str(), (name.at, words.as_slice())))
            .collect(),
        used: HashSet::new(),
        are_sets_lost: document.are_sets_lost,
        is_word_lost: false,
        broken: HashSet::new(),
        is_full: false,
        names: HashMap::new(),
        known: HashMap::new(),
        coming_in: HashMap::new(),
        warnings: Vec::new(),
        errors,
    };
    let default = resolver.default(&document.default);
    let mut rules = Vec::new();
    let mut names: HashMap<String, Span> = HashMap::new();
    let lined = Lined::of(texts);
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
        let named = raw.get("name").and_then(<[Word]>::first);
        let at = named.map_or(raw.at, |word| word.at);
        let first = *names.entry(rule.name.clone()).or_insert(at);
        if first != at {
            let message = format!(
                "two rules are called \"{}\"; the first is at {}",
                short(&rule.name),
                lined.place(first)
            );
            resolver.error(at, message, None);
        }
        rules.push(rule);
    }
    let is_unused = |(name, _): &&(Word, Vec<Word>)| !resolver.used.contains(name.text.as_str());
    let unused: Vec<&(Word, Vec<Word>)> = document.sets.iter().filter(is_unused).collect();
    // It is read all the same.
    for (name, words) in unused {
        resolver.is_full = false;
        resolver.expand(words, 0, &mut Vec::new());
        let message = format!(
            "no rule uses the set \"{}\": whether what is in it means anything is not known",
            name.text
        );
        let warning = Diagnostic::warning(Topic::Unused, name.at, message);
        let help = format!("write @{} in a rule, or take it out", name.text);
        resolver.warnings.push(warning.help(help));
    }
    let daemon = resolver.daemon(&document.daemon);
    Policy {
        rules,
        default,
        daemon,
        warnings: resolver.warnings,
    }
}

/// Names of commands, and of sub-commands.
type Names = (BTreeSet<&'static str>, BTreeSet<String>);

struct Resolver<'a, 'e> {
    sets: BTreeMap<&'a str, (Span, &'a [Word])>,
    used: HashSet<String>,
    /// Whether there may be sets that could not be read.
    are_sets_lost: bool,
    /// Whether the list at hand has such a set.
    is_word_lost: bool,
    /// Sets of which something was told, or something is missing.
    broken: HashSet<String>,
    /// Whether the list at hand has more words than there may be.
    is_full: bool,
    /// Names of commands, and of sub-commands, that devices have.
    names: HashMap<Meant, Names>,
    /// Whether devices have such a name.
    known: HashMap<(Meant, String, bool), bool>,
    /// Names of what comes in by some entries.
    coming_in: HashMap<(Meant, BTreeSet<u8>), Names>,
    warnings: Vec<Diagnostic>,
    errors: &'e mut Vec<Diagnostic>,
}

impl Resolver<'_, '_> {
    fn error(&mut self, at: Span, message: impl Into<String>, help: Option<String>) {
        let error = Diagnostic::error(Topic::Name, at, message);
        self.errors.push(Diagnostic { help, ..error });
    }

    /// Says what is wrong with a range.
    fn no_range(&mut self, word: &Word, text: &str, what: &str, wrong: NoRange, form: &str) {
        let text = short(text);
        let (message, help) = match wrong {
            NoRange::Form => (format!("\"{text}\" {what}"), form.to_owned()),
            NoRange::Reversed(right) => (
                format!("the range \"{text}\" ends before it begins"),
                format!("write {}", short(&right)),
            ),
        };
        self.error(word.at, message, Some(help));
    }

    /// Says that a name means nothing, and which one may have been meant.
    fn no<'n>(&mut self, what: &str, word: &Word, known: impl IntoIterator<Item = &'n str>) {
        let known: Vec<&str> = known.into_iter().collect();
        let help = match nearest(&word.text, known.iter().copied()) {
            Some(near) => Some(format!("the nearest is \"{}\"", short(near))),
            None if known.is_empty() => Some("there is none at all".to_owned()),
            None if known.len() <= 16 => Some(format!("there are {}", listed(&known))),
            None if what == ERROR => Some("errno(3) lists them all".to_owned()),
            None => Some("`passgate families` lists them all".to_owned()),
        };
        self.error(
            word.at,
            format!("there is no {what} \"{}\"", short(&word.text)),
            help,
        );
    }

    /// Puts what is in sets in their places, and tells whether all of it is there. What is wrong with a set is told
    /// where it is met first, and the set is left out from then on.
    fn expand(&mut self, words: &[Word], depth: usize, out: &mut Vec<Word>) -> bool {
        let mut is_whole = !words.is_empty();
        for word in words {
            let Some(name) = word.text.strip_prefix('@') else {
                out.push(word.clone());
                continue;
            };
            let Some((_, inner)) = self.sets.get(name).copied() else {
                is_whole = false;
                if !self.are_sets_lost {
                    let known: Vec<String> =
                        self.sets.keys().map(|name| format!("@{name}")).collect();
                    self.no("set", word, known.iter().map(String::as_str));
                }
                continue;
            };
            self.used.insert(name.to_owned());
            if self.is_full || self.broken.contains(name) {
                is_whole = false;
                continue;
            }
            if depth == DEPTH {
                let message = format!("sets contain sets more than {DEPTH} deep");
                self.error(word.at, message, Some("or one contains itself".to_owned()));
                self.broken.insert(name.to_owned());
                is_whole = false;
                continue;
            }
            if out.len() + inner.len() > MOST_WORDS {
                let message = format!("with its sets the list has more than {MOST_WORDS} words");
                let help = "name several by a pattern or a range, or make two rules of it";
                self.errors
                    .push(Diagnostic::error(Topic::Capacity, word.at, message).help(help));
                self.is_full = true;
                is_whole = false;
                continue;
            }
            if !self.expand(inner, depth + 1, out) {
                // The list may be too long for it, and another not.
                if !self.is_full {
                    self.broken.insert(name.to_owned());
                }
                is_whole = false;
            }
        }
        is_whole
    }

    /// The words of a key with what is in their sets.
    fn words(&mut self, words: &Words, key: &str) -> Option<Vec<Word>> {
        let words = get(words, key)?;
        let mut out = Vec::new();
        self.is_full = false;
        self.is_word_lost = !self.expand(words, 0, &mut out);
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
        let own = KERNELS_OWN.iter().find(|own| own.0 == word.text);
        // A number in quotes is no name.
        let written = word
            .is_number
            .then(|| word.text.parse().unwrap_or(u16::MAX));
        if let Some(number) = own.map(|own| own.1).or(written) {
            let why = match number {
                1..=511 if KERNELS_OWN.iter().any(|own| own.1 == number) => {
                    "the kernel takes this error as word to try again, and the call would come once more"
                }
                1..=511 => return Some(number),
                512..=4095 => "the kernel keeps errors from 512 on for itself",
                _ => "an error's number is from 1 to 511",
            };
            self.error(word.at, why, None);
            return None;
        }
        self.choice(ERROR, &word, &[ERRNOS, ALIASES].concat())
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

    fn daemon(&mut self, words: &Words) -> Daemon {
        let usual = Daemon::default();
        let word = self.one(words, "on-exit");
        let keep = word.and_then(|word| self.choice("choice", &word, &ON_EXIT));
        let word = self.one(words, "silent");
        let silent = word.and_then(|word| self.choice("mode", &word, &MODES));
        let heartbeat = self.one(words, "heartbeat").map(|word| {
            let milliseconds = duration::parse(&word.text).and_then(|time| {
                let milliseconds = u32::try_from(time.as_millis());
                milliseconds.map_err(|_| "it is longer than 49 days".to_owned())
            });
            match milliseconds {
                Ok(milliseconds) if milliseconds >= LEAST_HEARTBEAT => milliseconds,
                Ok(_) => {
                    let help = "a busy machine keeps a daemon waiting for longer".to_owned();
                    self.error(
                        word.at,
                        "the heartbeat is shorter than a second",
                        Some(help),
                    );
                    0
                }
                Err(why) => {
                    self.error(word.at, format!("this is no time: {}", short(&why)), None);
                    0
                }
            }
        });
        if let (Some(word), None) = (self.one(words, "silent"), heartbeat) {
            let help = "give it a heartbeat, such as \"30s\"".to_owned();
            self.error(word.at, "without a heartbeat nobody is silent", Some(help));
        }
        let break_glass = self.words(words, "break-glass").unwrap_or_default();
        for word in &break_glass {
            let is_path = word.text.starts_with('/');
            if !is_path || word.text.contains(['*', '?', '[', '\\']) {
                let help = "write the whole path of one executable".to_owned();
                self.error(word.at, "what is always allowed is no pattern", Some(help));
            }
        }
        Daemon {
            keep: keep.unwrap_or(usual.keep),
            heartbeat: heartbeat.unwrap_or(usual.heartbeat),
            silent: silent.unwrap_or(usual.silent),
            break_glass: break_glass.into_iter().map(|word| word.text).collect(),
        }
    }

    fn rule(&mut self, index: usize, raw: &RawRule, default: Effect) -> Rule {
        let name = self.one(&raw.words, "name");
        let name = name.map_or_else(|| format!("rule {}", index + 1), |word| word.text);
        let errors = self.errors.len();
        let device = self.device(&raw.device);
        let mut meant = Meant::of(&device);
        if self.errors.len() > errors || self.are_sets_lost {
            meant.drivers = None;
        }
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
        if raw.strict && action == action::AUDIT {
            let help = "it refuses nothing, so that there is nothing to be strict about".to_owned();
            self.error(raw.at, "the rule audits, and is strict", Some(help));
        }
        let key = given.first().copied().unwrap_or("allow");
        // A strict rule that lets pass refuses what else may become of the argument.
        if let Some(word) = raw.get("errno").and_then(<[Word]>::first)
            && given.len() == 1
            && !effect.refuses()
            && !raw.strict
        {
            let message = format!("a rule that says {key} refuses nothing: no call gets its errno");
            let help = "leave it out; deny and kill have one, and strict rules".to_owned();
            self.error(word.at, message, Some(help));
        }
        let entries = self.entries(&raw.words);
        let by = |commands, are_commands| By {
            entries: &entries,
            commands,
            are_commands,
        };
        let commands = get(&raw.words, "command")
            .is_some()
            .then(|| self.items(&raw.words, "command", &meant, &by(None, true)));
        let items = self.items(&raw.words, key, &meant, &by(commands.as_deref(), false));
        let call = CallSelector {
            entries,
            commands,
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
        let subject = self.subject(&raw.subject);
        if raw.essential && subject == SubjectSelector::default() && device.is_all() {
            let help = "name a subject or a device".to_owned();
            self.error(
                raw.at,
                "the rule is essential, and of everything",
                Some(help),
            );
        }
        Rule {
            name,
            at: raw.at,
            subject,
            device,
            call,
            effect,
            strict: raw.strict,
            essential: raw.essential,
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

/// Why a text is no range.
enum NoRange {
    /// It has no numbers.
    Form,
    /// The first number is the larger one; the same in their order.
    Reversed(String),
}

/// A number, or two with a `-` between them.
fn range(text: &str) -> Result<(u32, u32), NoRange> {
    let of = |text: &str| number(text.trim()).ok_or(NoRange::Form);
    let Some((first, last)) = text.split_once('-') else {
        let only = of(text)?;
        return Ok((only, only));
    };
    let all = (of(first)?, of(last)?);
    match all.0 <= all.1 {
        true => Ok(all),
        false => Err(NoRange::Reversed(format!(
            "{}-{}",
            last.trim(),
            first.trim()
        ))),
    }
}
