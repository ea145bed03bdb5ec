//! From text to what was written, each word with its place. Names mean nothing here yet.

mod recover;

use std::ops::Range;

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::{
    Text,
    diagnostic::{Diagnostic, Span, Topic, nearest, short},
};
use recover::{Lost, recover};

/// Keys of a policy.
pub const POLICY_KEYS: [&str; 6] = ["version", "include", "default", "daemon", "sets", "rule"];
/// Keys of what decides where no rule does.
pub const DEFAULT_KEYS: [&str; 3] = ["action", "mode", "errno"];
/// Keys of what holds where a daemon enforces the policy.
pub const DAEMON_KEYS: [&str; 4] = ["on-exit", "heartbeat", "silent", "break-glass"];
/// Keys of a rule.
pub const RULE_KEYS: [&str; 15] = [
    "name",
    "subject",
    "device",
    "entry",
    "command",
    "amount",
    "allow",
    "deny",
    "audit",
    "kill",
    "errno",
    "mode",
    "strict",
    "essential",
    "unknown",
];
/// Keys of a rule that say what happens.
pub const ACTIONS: [&str; 4] = ["allow", "audit", "deny", "kill"];
/// Keys of who.
pub const SUBJECT_KEYS: [&str; 7] = ["exe", "parent", "cgroup", "unit", "container", "uid", "gid"];
/// Keys of to what.
pub const DEVICE_KEYS: [&str; 8] = [
    "family", "kind", "class", "driver", "name", "node", "bus", "ids",
];
/// Keys of how much.
pub const AMOUNT_KEYS: [&str; 2] = ["over", "under"];
/// Keys of what decides where it is not known whether a rule matches.
pub const UNKNOWN_KEYS: [&str; 5] = ["argument", "command", "subject", "device", "full"];

/// What messages call a rule's name.
const NAME: &str = "a rule's name";
/// Keys that take one value, beside those of what is not known.
const SINGLE_KEYS: [&str; 9] = [
    NAME,
    "errno",
    "mode",
    "action",
    "on-exit",
    "silent",
    "heartbeat",
    "over",
    "under",
];
/// Keys that take numbers as well as strings; what is in a set may be for one of them.
const NUMBER_KEYS: [&str; 7] = ["uid", "gid", "over", "under", "heartbeat", "errno", "sets"];

/// Most bytes of one text.
pub const MOST_BYTES: usize = 8 << 20;
/// Most words of one list.
const MOST_WORDS: usize = 1 << 16;
/// Most errors that are told of one policy.
pub const MOST_ERRORS: usize = 100;

/// A word as it was written: a string, or a number in decimal digits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    pub(super) text: String,
    pub(super) at: Span,
    /// Whether it is a number.
    pub(super) is_number: bool,
}

/// Keys with the words that were written for them.
pub(super) type Words = Vec<(&'static str, Vec<Word>)>;

/// All that the texts of a policy say.
#[derive(Debug, Default)]
pub(super) struct Document {
    pub(super) default: Words,
    /// Where that was given.
    default_at: Option<Span>,
    pub(super) daemon: Words,
    /// Where that was given.
    daemon_at: Option<Span>,
    pub(super) sets: Vec<(Word, Vec<Word>)>,
    /// Whether there may be other sets: where they should be, a text is broken or was not looked for.
    pub(super) are_sets_lost: bool,
    pub(super) rules: Vec<RawRule>,
}

/// A rule as it was written.
#[derive(Debug, Default)]
pub(super) struct RawRule {
    pub(super) at: Span,
    /// Everything but for what has keys of its own.
    pub(super) words: Words,
    pub(super) subject: Words,
    pub(super) device: Words,
    pub(super) amount: Words,
    pub(super) unknown: Words,
    pub(super) strict: bool,
    pub(super) essential: bool,
}

impl RawRule {
    /// What was written for a key.
    pub(super) fn get(&self, key: &str) -> Option<&[Word]> {
        get(&self.words, key)
    }
}

/// What was written for a key.
pub(super) fn get<'a>(words: &'a Words, key: &str) -> Option<&'a [Word]> {
    let found = words.iter().find(|(name, _)| *name == key);
    found.map(|(_, words)| words.as_slice())
}

/// Reads texts, in their order.
pub(super) fn parse(texts: &[Text], errors: &mut Vec<Diagnostic>) -> Document {
    let mut document = Document::default();
    for (index, text) in texts.iter().enumerate() {
        let mut reader = Reader {
            texts,
            text: index,
            errors,
        };
        let whole = Span {
            text: index,
            ..Span::default()
        };
        for unread in &text.unread {
            let at = reader.span(unread.at.clone());
            reader.error(at, unread.message.clone(), Some(unread.help.clone()));
        }
        // There may be sets in what was not read.
        document.are_sets_lost |= !text.unread.is_empty();
        if text.text.is_empty() && !text.unread.is_empty() {
            continue;
        }
        if text.text.len() > MOST_BYTES {
            let message = format!("the text has more than {MOST_BYTES} bytes");
            let help = "make several files of it, in one directory";
            errors.push(Diagnostic::error(Topic::Capacity, whole, message).help(help));
            document.are_sets_lost = true;
            continue;
        }
        if let Ok(table) = DeTable::parse(&text.text) {
            reader.document(table.get_ref(), whole, Lost::default(), &mut document);
            continue;
        }
        // What was put in the place of what is no text breaks it as a rule.
        if text.text.contains(char::REPLACEMENT_CHARACTER) && !text.unread.is_empty() {
            continue;
        }
        let recovered = recover(&text.text);
        // What was said twice, each time well, is read as it was said first.
        let (table, twice) = DeTable::parse_recoverable(&recovered.text);
        let twice = twice.into_iter().map(|error| {
            let at = error.span().unwrap_or_default();
            (at, error.message().to_owned())
        });
        for (at, message) in recovered.wrong.into_iter().chain(twice) {
            let at = reader.span(at);
            reader.error(at, message, None);
        }
        document.are_sets_lost |= recovered.lost.sets;
        reader.document(table.get_ref(), whole, recovered.lost, &mut document);
    }
    document
}

/// The directories that a text includes, in their order and with their places, without looking at what else it says.
pub fn includes(text: &str) -> Vec<(String, Range<usize>)> {
    if text.len() > MOST_BYTES {
        return Vec::new();
    }
    // Of a text that is broken elsewhere, too: what is wrong with all files is told at once.
    let recovered;
    let table = match DeTable::parse(text) {
        Ok(table) => table,
        Err(_) => {
            recovered = recover(text).text;
            DeTable::parse_recoverable(&recovered).0
        }
    };
    let found = table
        .get_ref()
        .iter()
        .find(|(key, _)| key.get_ref() == "include");
    let Some((_, found)) = found else {
        return Vec::new();
    };
    let values = match found.get_ref() {
        DeValue::Array(many) => many.iter().collect(),
        _ => vec![found],
    };
    let named = |value: &&Spanned<DeValue<'_>>| {
        let name = value.get_ref().as_str().filter(|name| !name.is_empty())?;
        Some((name.to_owned(), value.span()))
    };
    values.iter().filter_map(named).collect()
}

struct Reader<'a> {
    texts: &'a [Text],
    text: usize,
    errors: &'a mut Vec<Diagnostic>,
}

impl Reader<'_> {
    fn span(&self, range: Range<usize>) -> Span {
        Span {
            text: self.text,
            start: range.start,
            end: range.end,
        }
    }

    fn error(&mut self, at: Span, message: impl Into<String>, help: Option<String>) {
        let error = Diagnostic::error(Topic::Syntax, at, message);
        self.errors.push(Diagnostic { help, ..error });
    }

    /// The key that was written, if it is one of these.
    fn key(
        &mut self,
        key: &Spanned<std::borrow::Cow<'_, str>>,
        known: &[&'static str],
        of: &str,
    ) -> Option<&'static str> {
        let written = key.get_ref();
        let found = known.iter().find(|known| **known == &**written);
        if found.is_none() {
            let at = self.span(key.span());
            let help = match nearest(written, known.iter().copied()) {
                Some(near) => format!("the nearest is \"{near}\""),
                None => format!("there are {}", known.join(", ")),
            };
            let message = format!("{of} has no key \"{}\"", short(written));
            self.error(at, message, Some(help));
        }
        found.copied()
    }

    fn document(&mut self, table: &DeTable<'_>, whole: Span, lost: Lost, document: &mut Document) {
        let mut version = false;
        // In the order of the text, so that errors come in that order.
        let mut entries: Vec<_> = table.iter().collect();
        entries.sort_by_key(|(key, _)| key.span().start);
        for (key, value) in entries {
            let at = self.span(value.span());
            match self.key(key, &POLICY_KEYS, "a policy") {
                Some("version") => {
                    version = true;
                    let is_first = match value.get_ref() {
                        DeValue::Integer(number) => {
                            u64::from_str_radix(number.as_str(), number.radix()) == Ok(1)
                        }
                        _ => false,
                    };
                    if !is_first {
                        let help = "this passgate reads version = 1".to_owned();
                        self.error(at, "the version is not 1", Some(help));
                    }
                }
                // Whoever reads files has followed them.
                Some("include") => {
                    self.words(value, "include");
                    if self.text > 0 {
                        let help = "name all directories in the first file".to_owned();
                        self.error(at, "what is included includes more", Some(help));
                    }
                }
                Some("default") => {
                    document.default = self.table(value, &DEFAULT_KEYS, "[default]");
                    self.once("[default]", at, &mut document.default_at);
                }
                Some("daemon") => {
                    document.daemon = self.table(value, &DAEMON_KEYS, "[daemon]");
                    self.once("[daemon]", at, &mut document.daemon_at);
                }
                Some("sets") => self.sets(value, &mut document.sets),
                Some("rule") => self.rules(value, &mut document.rules),
                _ => {}
            }
        }
        if !version && !lost.beginning {
            let help = "write version = 1 at the beginning".to_owned();
            self.error(whole, "the text has no version", Some(help));
        }
    }

    /// Notes where a table is that a policy has one of.
    fn once(&mut self, table: &str, at: Span, before: &mut Option<Span>) {
        if let Some(before) = before {
            let name = self.texts.get(before.text).map_or("", |text| &*text.name);
            let help = format!("one text of a policy has it, and {name} does");
            self.error(at, format!("{table} was given before"), Some(help));
        }
        *before = Some(at);
    }

    fn sets(&mut self, value: &Spanned<DeValue<'_>>, sets: &mut Vec<(Word, Vec<Word>)>) {
        let DeValue::Table(table) = value.get_ref() else {
            let at = self.span(value.span());
            let help = "write [sets] and below it NAME = [\"...\", ...]".to_owned();
            return self.error(at, "sets are a table", Some(help));
        };
        for (key, value) in table {
            let at = self.span(key.span());
            let name = key.get_ref().to_string();
            if sets.iter().any(|(word, _)| word.text == name) {
                self.error(
                    at,
                    format!("there is a set \"{}\" before", short(&name)),
                    None,
                );
            }
            let words = self.words(value, "sets");
            let name = Word {
                text: name,
                at,
                is_number: false,
            };
            sets.push((name, words));
        }
    }

    fn rules(&mut self, value: &Spanned<DeValue<'_>>, rules: &mut Vec<RawRule>) {
        let DeValue::Array(array) = value.get_ref() else {
            let at = self.span(value.span());
            let help = "write [[rule]], with two brackets on each side".to_owned();
            return self.error(at, "rules are a list of tables", Some(help));
        };
        for value in array {
            let at = self.span(value.span());
            let DeValue::Table(table) = value.get_ref() else {
                self.error(at, "a rule is a table", None);
                continue;
            };
            let mut rule = RawRule {
                at,
                ..RawRule::default()
            };
            let mut entries: Vec<_> = table.iter().collect();
            entries.sort_by_key(|(key, _)| key.span().start);
            for (key, value) in entries {
                match self.key(key, &RULE_KEYS, "a rule") {
                    Some("subject") => {
                        rule.subject = self.table(value, &SUBJECT_KEYS, "a subject");
                    }
                    Some("device") => {
                        rule.device = self.table(value, &DEVICE_KEYS, "a device");
                    }
                    Some("amount") => {
                        rule.amount = self.table(value, &AMOUNT_KEYS, "an amount");
                    }
                    Some("unknown") => {
                        rule.unknown = match value.get_ref() {
                            DeValue::String(_) => {
                                let words = self.words(value, "unknown");
                                UNKNOWN_KEYS.map(|key| (key, words.clone())).into()
                            }
                            _ => self.table(value, &UNKNOWN_KEYS, "unknown"),
                        };
                    }
                    Some("strict") => rule.strict = self.flag("strict", value),
                    Some("essential") => rule.essential = self.flag("essential", value),
                    Some(key) => {
                        // A device's name may be any of several.
                        let called = if key == "name" { NAME } else { key };
                        let words = self.words(value, called);
                        rule.words.push((key, words));
                    }
                    None => {}
                }
            }
            rules.push(rule);
        }
    }

    fn flag(&mut self, key: &str, value: &Spanned<DeValue<'_>>) -> bool {
        let DeValue::Boolean(flag) = value.get_ref() else {
            let at = self.span(value.span());
            self.error(at, format!("{key} is true or false"), None);
            return false;
        };
        *flag
    }

    /// A table of words.
    fn table(
        &mut self,
        value: &Spanned<DeValue<'_>>,
        known: &'static [&'static str],
        of: &str,
    ) -> Words {
        let DeValue::Table(table) = value.get_ref() else {
            let at = self.span(value.span());
            let help = format!("it has the keys {}", known.join(", "));
            self.error(at, format!("{of} is a table"), Some(help));
            return Words::new();
        };
        let mut entries: Vec<_> = table.iter().collect();
        entries.sort_by_key(|(key, _)| key.span().start);
        let mut words = Words::new();
        for (key, value) in entries {
            if let Some(key) = self.key(key, known, of) {
                let found = self.words(value, key);
                words.push((key, found));
            }
        }
        words
    }

    /// A word or a list of them, where the key takes one.
    fn words(&mut self, value: &Spanned<DeValue<'_>>, key: &str) -> Vec<Word> {
        let at = self.span(value.span());
        match value.get_ref() {
            DeValue::Array(_) if SINGLE_KEYS.contains(&key) || UNKNOWN_KEYS.contains(&key) => {
                let help = "write it without brackets".to_owned();
                self.error(at, format!("{key} has one value, and no list"), Some(help));
                Vec::new()
            }
            DeValue::Array(array) if array.len() > MOST_WORDS => {
                let message = format!("a list has more than {MOST_WORDS} words");
                let help = "name several by a pattern or a range, or make two rules of it";
                self.errors
                    .push(Diagnostic::error(Topic::Capacity, at, message).help(help));
                Vec::new()
            }
            DeValue::Array(array) if array.is_empty() => {
                let help = match key {
                    key if ACTIONS.contains(&key) => {
                        "it would be about no call: write \"*\" for every call, or leave the rule out"
                    }
                    "include" | "sets" | "break-glass" => "leave it out: it would name nothing",
                    _ => "it would select nothing; leave it out to select everything",
                };
                self.error(at, "the list is empty", Some(help.to_owned()));
                Vec::new()
            }
            DeValue::Array(array) => {
                let words = array.iter().filter_map(|value| self.word(value, key));
                words.collect()
            }
            _ => self.word(value, key).into_iter().collect(),
        }
    }

    fn word(&mut self, value: &Spanned<DeValue<'_>>, key: &str) -> Option<Word> {
        let at = self.span(value.span());
        let is_number = matches!(value.get_ref(), DeValue::Integer(_));
        let text = match value.get_ref() {
            DeValue::String(text) if text.is_empty() => {
                let help = match key {
                    "exe" | "parent" => {
                        Some("kernel threads have none: no rule selects them by it")
                    }
                    _ => None,
                };
                let help = help.map(str::to_owned);
                self.error(at, format!("the text of {key} is empty"), help);
                return None;
            }
            DeValue::String(text) => text.to_string(),
            DeValue::Integer(_) if !NUMBER_KEYS.contains(&key) => {
                self.error(at, "a number stands where a string should", None);
                return None;
            }
            DeValue::Integer(number) => {
                match u64::from_str_radix(number.as_str(), number.radix()) {
                    Ok(number) => number.to_string(),
                    Err(_) => {
                        self.error(at, "the number is negative or too large", None);
                        return None;
                    }
                }
            }
            other => {
                let message = format!("a {} stands where a string should", other.type_str());
                self.error(at, message, None);
                return None;
            }
        };
        Some(Word {
            text,
            at,
            is_number,
        })
    }
}
