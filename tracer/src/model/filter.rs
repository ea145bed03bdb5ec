//! Which rows a view shows.

use std::borrow::Cow;

use super::row::{Device, Row};

/// A field that a filter can name.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// Its name.
    pub name: &'static str,
    /// What its value is, for people.
    pub help: &'static str,
    /// The forms in which a row's value may be written; none where the row has no value.
    forms: fn(&Row) -> Vec<Cow<'_, str>>,
    /// Whether the beginning of a form is enough.
    by_beginning: bool,
}

const fn field(
    name: &'static str,
    help: &'static str,
    forms: fn(&Row) -> Vec<Cow<'_, str>>,
) -> Field {
    Field {
        name,
        help,
        forms,
        by_beginning: false,
    }
}

/// Every field, in the order of help: the device's, the command's, the subject's.
pub const FIELDS: &[Field] = &[
    field("family", "of the device: nvme", |row| {
        texts([row.device.family])
    }),
    field("kind", "of device in its family: disk", |row| {
        texts([row.device.kind])
    }),
    field("device", "name, alias, node or number: nvme0", |row| {
        let Device {
            name,
            alias,
            node,
            dev,
            ..
        } = &*row.device;
        texts([name, alias, node, dev].map(Option::as_deref))
    }),
    field("alias", "name that was given to it: vg0-root", |row| {
        texts([row.device.alias.as_deref()])
    }),
    field("node", "/dev/nvme0", |row| {
        texts([row.device.node.as_deref()])
    }),
    field("driver", "of the device: nvme", |row| {
        texts([row.device.driver.as_deref()])
    }),
    field("bus", "pci, 0000:00:04.0 or both", |row| {
        // Several places are told apart by commas, a bus and its address by a blank.
        let places = row.device.bus.iter().flat_map(|bus| bus.split(", "));
        let forms = places.flat_map(|place| match place.split_once(' ') {
            Some((bus, address)) => vec![place, bus, address],
            None => vec![place],
        });
        texts(forms.map(Some))
    }),
    field("ids", "vendor and device, or vendor: 8086:5845", |row| {
        let ids = row.device.ids.as_deref();
        let vendor = ids.and_then(|ids| Some(ids.split_once(':')?.0));
        texts([ids, vendor])
    }),
    field("lower", "a device below it: nvme0n1", |row| {
        texts(row.device.lower.iter().map(|lower| Some(lower.as_str())))
    }),
    field("entry", "how the command came in: uring-cmd", |row| {
        texts([Some(row.action.entry)])
    }),
    field("origin", "caller or ring-creator", |row| {
        texts([Some(row.action.origin)])
    }),
    field("command", "name or number: NVME_IOCTL_RESET", |row| {
        let name = row.action.command.as_ref().into();
        vec![name, row.action.number.to_string().into()]
    }),
    field("sub", "sub-command's name, group or code: admin", |row| {
        let name = row.action.sub.as_deref();
        let group = name.and_then(|name| Some(name.split_once('.')?.0));
        let mut forms = texts([name, group]);
        forms.extend(numbers(row.action.sub_code));
        forms
    }),
    field("class", "standard, driver, opaque or unknown", |row| {
        texts([Some(row.action.class.name())])
    }),
    field(
        "argument",
        "none, decoded, unreadable or malformed",
        |row| texts([Some(row.action.argument.name())]),
    ),
    field(
        "verdict",
        "of trace --policy: allow, audit, deny or kill",
        |row| texts([row.ruling.as_ref().map(|ruling| ruling.action)]),
    ),
    field("rule", "that says so, by its name", |row| {
        texts([row.ruling.as_ref().map(|ruling| ruling.rule.as_str())])
    }),
    field("exe", "executable, with or without its path", |row| {
        let exe = row.subject.exe.as_deref();
        texts([exe, exe.and_then(|_| row.subject.name())])
    }),
    field("deleted", "whether that file is gone: yes or no", |row| {
        texts([Some(if row.subject.exe_deleted { "yes" } else { "no" })])
    }),
    field(
        "kernel",
        "whether it is a kernel thread: yes or no",
        |row| texts([Some(if row.subject.kernel { "yes" } else { "no" })]),
    ),
    field("comm", "command name", |row| {
        texts([row.subject.comm.as_deref()])
    }),
    field("process", "id of the first process seen", |row| {
        numbers(row.process)
    }),
    field("thread", "id of its thread that was seen", |row| {
        numbers(row.thread)
    }),
    field("uid", "user id that it runs with", |row| {
        numbers(row.subject.uid)
    }),
    field("user", "user id that logged in", |row| {
        numbers(row.subject.user)
    }),
    field("session", "login session, as loginctl lists it", |row| {
        texts([row.subject.session.as_deref()])
    }),
    field("unit", "systemd unit, with or without its type", |row| {
        let unit = row.subject.unit.as_deref();
        texts([unit, unit.and_then(|unit| Some(unit.rsplit_once('.')?.0))])
    }),
    Field {
        // Ids are written short as often as not.
        by_beginning: true,
        ..field("container", "its name, or how its id begins", |row| {
            texts([row.subject.container.as_deref()])
        })
    },
    field("runtime", "what runs the container: podman", |row| {
        texts([row.subject.runtime])
    }),
    field("cgroup", "path of the cgroup", |row| {
        texts([row.subject.cgroup.as_deref()])
    }),
];

fn texts<'a>(forms: impl IntoIterator<Item = Option<&'a str>>) -> Vec<Cow<'a, str>> {
    forms.into_iter().flatten().map(Cow::from).collect()
}

fn numbers(number: Option<u32>) -> Vec<Cow<'static, str>> {
    number
        .iter()
        .map(|number| number.to_string().into())
        .collect()
}

impl Field {
    /// Whether a row's value is this one; an empty one is that of a row that has none.
    fn holds(&self, row: &Row, value: &str) -> bool {
        let forms = (self.forms)(row);
        if value.is_empty() {
            return forms.is_empty();
        }
        let is = |form: &str| {
            same(form, value)
                || number(form).is_some_and(|form| Some(form) == number(value))
                || self.by_beginning && form.starts_with(value)
        };
        forms.iter().any(|form| is(form))
    }
}

/// How to write a filter, a line a rule.
pub const RULES: [&str; 4] = [
    "Terms stand apart by blanks, and all must hold. A term is FIELD=VALUE,",
    "or text that any name in the row contains; letter case does not matter.",
    "! before a term, or FIELD!=VALUE, is for rows where it does not hold.",
    "Quotes keep blanks: bus=\"pci 0000:00:04.0\". FIELD= is for what has none.",
];

fn same(a: &str, b: &str) -> bool {
    a.eq_ignore_ascii_case(b)
}

/// A number as people write it, `0x` before hexadecimal digits.
fn number(text: &str) -> Option<u32> {
    match text.strip_prefix("0x").or_else(|| text.strip_prefix("0X")) {
        Some(digits) => u32::from_str_radix(digits, 16).ok(),
        None => text.parse().ok(),
    }
}

/// Which rows a view shows: all terms must hold, see [`RULES`].
#[derive(Clone, Debug, Default)]
pub struct Filter {
    terms: Vec<Term>,
}

#[derive(Clone, Debug)]
struct Term {
    holds: Holds,
    /// Whether it must not hold.
    negated: bool,
}

#[derive(Clone, Debug)]
enum Holds {
    Field(&'static Field, String),
    Text(String),
}

/// A filter that makes no sense.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Nonsense {
    /// It names a field that does not exist.
    UnknownField {
        /// What it named.
        named: String,
        /// The field with the most similar name, if one is.
        nearest: Option<&'static str>,
    },
    /// A quotation that does not end.
    OpenQuote,
    /// Nothing stands behind a `!`.
    NothingNegated,
}

impl Nonsense {
    fn unknown(named: &str) -> Self {
        /// Less alike than this, one name is no slip for the other.
        const ALIKE: f64 = 0.75;
        let lower = named.to_lowercase();
        let alike = |field: &Field| (strsim::jaro_winkler(&lower, field.name), field.name);
        let best = FIELDS.iter().map(alike).max_by(|a, b| a.0.total_cmp(&b.0));
        Self::UnknownField {
            named: named.to_owned(),
            nearest: best.filter(|(alike, _)| *alike >= ALIKE).map(|best| best.1),
        }
    }
}

impl std::fmt::Display for Nonsense {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::UnknownField {
                named,
                nearest: Some(nearest),
            } => write!(f, "there is no field {named:?}; the nearest is {nearest:?}"),
            Self::UnknownField { named, .. } => {
                let known: Vec<_> = FIELDS.iter().map(|field| field.name).collect();
                write!(f, "there is no field {named:?}, only {}", known.join(", "))
            }
            Self::OpenQuote => f.write_str("a quotation does not end"),
            Self::NothingNegated => f.write_str("nothing stands behind \"!\""),
        }
    }
}

impl std::error::Error for Nonsense {}

impl Filter {
    /// Reads terms that white space separates.
    ///
    /// # Errors
    ///
    /// Where it makes no sense.
    pub fn parse(text: &str) -> Result<Self, Nonsense> {
        let words = words(text)?;
        let terms = words.iter().map(Term::parse).collect::<Result<_, _>>()?;
        Ok(Self { terms })
    }

    /// Whether it asks for what a policy says.
    pub fn asks_a_policy(&self) -> bool {
        self.terms.iter().any(|term| match &term.holds {
            Holds::Field(field, _) => matches!(field.name, "verdict" | "rule"),
            Holds::Text(_) => false,
        })
    }

    /// Whether a row is shown.
    pub fn matches(&self, row: &Row) -> bool {
        self.terms.iter().all(|term| term.matches(row))
    }
}

/// A word with its quotes taken away.
#[derive(Debug, Default)]
struct Word {
    text: String,
    /// Where the first quotation begins: what stands there and behind it is a value.
    quoted: Option<usize>,
}

/// Splits text at white space outside of quotes.
fn words(text: &str) -> Result<Vec<Word>, Nonsense> {
    let mut words = Vec::new();
    let mut word: Option<Word> = None;
    let mut quote = None;
    for character in text.chars() {
        match (character, quote) {
            (_, Some(open)) if character == open => quote = None,
            ('"' | '\'', None) => {
                quote = Some(character);
                let word = word.get_or_insert_default();
                word.quoted = word.quoted.or(Some(word.text.len()));
            }
            (_, None) if character.is_whitespace() => words.extend(word.take()),
            _ => word.get_or_insert_default().text.push(character),
        }
    }
    if quote.is_some() {
        return Err(Nonsense::OpenQuote);
    }
    words.extend(word);
    Ok(words)
}

impl Term {
    fn parse(word: &Word) -> Result<Self, Nonsense> {
        let bare = &word.text[..word.quoted.unwrap_or(word.text.len())];
        let (negated, from) = match bare.strip_prefix('!') {
            Some(_) => (true, 1),
            None => (false, 0),
        };
        let text = &word.text[from..];
        let Some(equals) = bare.find('=') else {
            if negated && text.is_empty() {
                return Err(Nonsense::NothingNegated);
            }
            let holds = Holds::Text(text.to_lowercase());
            return Ok(Self { holds, negated });
        };
        let name = &bare[from..equals];
        let (name, differs) = match name.strip_suffix('!') {
            Some(name) => (name, true),
            None => (name, false),
        };
        let known = FIELDS.iter().find(|field| same(field.name, name));
        let field = known.ok_or_else(|| Nonsense::unknown(name))?;
        let value = word.text[equals + 1..].to_owned();
        Ok(Self {
            holds: Holds::Field(field, value),
            negated: negated != differs,
        })
    }

    fn matches(&self, row: &Row) -> bool {
        let holds = match &self.holds {
            Holds::Field(field, value) => field.holds(row, value),
            Holds::Text(text) => contains(row, text),
        };
        holds != self.negated
    }
}

/// Whether any name that a view shows of a row contains text.
fn contains(row: &Row, lower: &str) -> bool {
    let Row {
        subject,
        device,
        action,
        ..
    } = row;
    let sub = action.sub_label();
    let lowers = device.lower.iter().map(|lower| Some(lower.as_str()));
    [
        device.family,
        device.kind,
        device.name.as_deref(),
        device.alias.as_deref(),
        device.node.as_deref(),
        device.driver.as_deref(),
        device.bus.as_deref(),
        device.ids.as_deref(),
        Some(action.entry),
        Some(&action.command),
        Some(&sub),
        Some(action.class.name()),
        subject.exe.as_deref(),
        subject.comm.as_deref(),
        subject.cgroup.as_deref(),
        subject.runtime,
    ]
    .into_iter()
    .chain(lowers)
    .flatten()
    .any(|name| name.to_lowercase().contains(lower))
}

#[cfg(test)]
mod tests;
