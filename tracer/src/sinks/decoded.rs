//! A call that was taken apart, in words or as JSON.

use std::{
    collections::BTreeMap,
    io::{self, Write},
};

use serde::{Serialize, Serializer};

use super::{
    json::{self, SCHEMA},
    printable::hex,
    table::{Style, bytes},
};
use crate::{
    families::{
        decode::{Decoded, Rest, State, Value},
        generic, ioctl,
    },
    model::row::entry_name,
    plural::counted,
};

/// A kind of device that has a command.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Interface {
    /// The family.
    pub family: &'static str,
    /// The kind in its family.
    pub interface: &'static str,
    /// The driver, where the command is its own or it is known.
    pub driver: Option<String>,
}

/// A call, and all that could be told of it.
#[derive(Clone, Debug)]
pub struct Explained {
    /// How it came in.
    pub entry: u8,
    /// Its number.
    pub number: u32,
    /// Whose it is; none where no family has it.
    pub interfaces: Vec<Interface>,
    /// How many bytes of the argument were known.
    pub known: usize,
    /// What it says.
    pub decoded: Decoded,
}

impl Explained {
    /// Whether its number is taken apart by direction, type and size.
    fn is_numbered(&self) -> bool {
        matches!(
            entry_name(self.entry),
            "ioctl" | "compat-ioctl" | "uring-cmd"
        ) && self.number != generic::ANY
    }

    fn name(&self) -> String {
        let command = self.decoded.named.command;
        command.map_or_else(
            || ioctl::describe(self.number),
            |known| known.name.to_owned(),
        )
    }
}

/// Writes what a number says of itself.
///
/// # Errors
///
/// Those of the writer.
pub fn number(out: &mut impl Write, number: u32, style: Style) -> io::Result<()> {
    let parts = ioctl::Parts::of(number);
    let (on, off) = style.head();
    let kind = if parts.kind.is_ascii_graphic() {
        format!("'{}' ({:#04x})", char::from(parts.kind), parts.kind)
    } else {
        format!("{:#04x}", parts.kind)
    };
    let size = counted(parts.size, "byte", "bytes");
    let argument = match (parts.reads, parts.writes) {
        (true, true) => format!("the kernel reads and writes {size}"),
        (true, false) => format!("the kernel reads {size}"),
        (false, true) => format!("the kernel writes {size}"),
        (false, false) => "says nothing of an argument".to_owned(),
    };
    writeln!(
        out,
        "{on}{number:#010x}{off}  type {kind}, number {:#04x}, {argument}",
        parts.number
    )
}

/// Writes a call in words.
///
/// # Errors
///
/// Those of the writer.
pub fn text(out: &mut impl Write, call: &Explained, style: Style) -> io::Result<()> {
    let (on, off) = style.head();
    let entry = entry_name(call.entry);
    writeln!(out, "\n{on}{}{off}  by {entry}", call.name())?;
    let line = |out: &mut dyn Write, name: &str, value: &str| writeln!(out, "  {name:<12} {value}");
    line(out, "of", &interfaces(&call.interfaces))?;
    body(out, call, style)
}

/// Families with their kinds: `nvme (controller, disk), scsi (sg)`.
fn interfaces(all: &[Interface]) -> String {
    let mut by_family: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for Interface {
        family,
        interface,
        driver,
    } in all
    {
        let kind = match driver {
            Some(driver) => format!("{interface} by {driver}"),
            None => (*interface).to_owned(),
        };
        by_family.entry(family).or_default().push(kind);
    }
    if by_family.is_empty() {
        return "no family that passgate knows".to_owned();
    }
    let families = by_family
        .iter()
        .map(|(family, kinds)| format!("{family} ({})", kinds.join(", ")));
    families.collect::<Vec<_>>().join(", ")
}

/// Writes all but whose the command is.
///
/// # Errors
///
/// Those of the writer.
pub fn body(out: &mut dyn Write, call: &Explained, style: Style) -> io::Result<()> {
    let decoded = &call.decoded;
    let named = &decoded.named;
    let line = |out: &mut dyn Write, name: &str, value: &str| writeln!(out, "  {name:<12} {value}");
    if let Some(code) = named.sub_shown {
        let name = named.sub.as_ref().map_or("no name", |sub| &sub.name);
        line(out, "sub-command", &format!("{name} ({code:#04x})"))?;
    }
    if let Some((detail, code)) = &named.detail {
        line(out, "detail", &format!("{} ({code:#04x})", detail.name))?;
    }
    if let Some((name, value)) = named.second {
        line(out, name, &format!("{value} ({value:#x})"))?;
    }
    match decoded.amount {
        Some(amount) if amount < 1024 => line(out, "data", &bytes(amount))?,
        Some(amount) => line(out, "data", &format!("{} ({amount} bytes)", bytes(amount)))?,
        None => {}
    }
    match decoded.state {
        State::Short if call.known == 0 => line(out, "argument", "not given: it would tell more")?,
        State::Short => line(
            out,
            "argument",
            "not all of it was given: what lies beyond is left out",
        )?,
        State::Malformed => line(out, "argument", "not of the form that this command has")?,
        State::None | State::Decoded => {}
    }
    let (on, off) = style.class(named.class);
    let source = named.source.unwrap_or("no table names it");
    let class = format!("{on}{}{off}: {source}", named.class.name());
    line(out, "class", &class)?;
    if let Some(note) = named.note {
        line(out, "note", note)?;
    }
    structure(out, call)?;
    decoded.rest.iter().try_for_each(|rest| dump(out, rest))
}

fn structure(out: &mut dyn Write, call: &Explained) -> io::Result<()> {
    let decoded = &call.decoded;
    let Some(layout) = decoded.structure else {
        return Ok(());
    };
    writeln!(
        out,
        "  {}, {}, {} given",
        layout.name,
        counted(layout.size, "byte", "bytes"),
        call.known
    )?;
    let widest = decoded.fields.iter().map(|field| field.path.len()).max();
    let width = widest.unwrap_or(0);
    for field in &decoded.fields {
        writeln!(out, "    {:<width$}  {}", field.path, field.value)?;
    }
    if call.known > 0 && !decoded.beyond.is_empty() {
        writeln!(out, "    not given: {}", decoded.beyond.join(", "))?;
    }
    Ok(())
}

/// Sixteen bytes a line, with the characters that they are.
fn dump(out: &mut dyn Write, rest: &Rest) -> io::Result<()> {
    let what = if rest.pointed {
        "behind the pointer"
    } else {
        "no member"
    };
    writeln!(out, "  {what}, from byte {}:", rest.offset)?;
    for (line, bytes) in (0..).zip(rest.bytes.chunks(16)) {
        let at = rest.offset + 16 * line;
        let hex: Vec<_> = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        let text = bytes.iter().map(|byte| match byte {
            0x20..=0x7e => char::from(*byte),
            _ => '.',
        });
        let text: String = text.collect();
        writeln!(out, "    {at:04x}  {:<47}  {text}", hex.join(" "))?;
    }
    if rest.left > 0 {
        let left = counted(rest.left, "more byte", "more bytes");
        writeln!(out, "    and {left}")?;
    }
    Ok(())
}

#[derive(Serialize)]
struct Line<'a> {
    schema: u32,
    kind: &'static str,
    entry: &'static str,
    command: String,
    number: Option<String>,
    parts: Option<PartsJson>,
    interfaces: &'a [Interface],
    sub: Option<&'a str>,
    sub_code: Option<u32>,
    detail: Option<&'a str>,
    detail_code: Option<u32>,
    class: &'static str,
    source: Option<&'static str>,
    note: Option<&'static str>,
    bytes: Option<u64>,
    argument: &'static str,
    fields: BTreeMap<&'static str, u32>,
    structure: Option<StructureJson>,
    members: Vec<MemberJson<'a>>,
    beyond: &'a [&'static str],
    rest: Vec<RestJson>,
}

#[derive(Serialize)]
struct PartsJson {
    direction: &'static str,
    r#type: u8,
    nr: u8,
    size: u32,
}

#[derive(Serialize)]
struct StructureJson {
    name: &'static str,
    size: u32,
    given: usize,
}

#[derive(Serialize)]
struct MemberJson<'a> {
    name: &'a str,
    offset: u16,
    value: ValueJson<'a>,
    left: usize,
}

struct ValueJson<'a>(&'a Value);

impl Serialize for ValueJson<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Value::Unsigned(value) | Value::Pointer(value) => serializer.serialize_u64(*value),
            Value::Signed(value) => serializer.serialize_i64(*value),
            Value::Text(bytes, _) => serializer.serialize_str(&String::from_utf8_lossy(bytes)),
            Value::Numbers(values, _) => serializer.collect_seq(values),
            Value::Bytes(bytes, _) => serializer.serialize_str(&hex(bytes)),
        }
    }
}

#[derive(Serialize)]
struct RestJson {
    of: &'static str,
    offset: usize,
    bytes: String,
    left: usize,
}

/// Writes a call as a `decoded` line.
///
/// # Errors
///
/// Those of the writer.
pub fn json(out: &mut impl Write, call: &Explained) -> io::Result<()> {
    let decoded = &call.decoded;
    let named = &decoded.named;
    let numbered = call.is_numbered();
    let parts = ioctl::Parts::of(call.number);
    let members = decoded.fields.iter().map(|field| MemberJson {
        name: &field.path,
        offset: field.offset,
        value: ValueJson(&field.value),
        left: match field.value {
            Value::Text(_, left) | Value::Numbers(_, left) | Value::Bytes(_, left) => left,
            Value::Unsigned(_) | Value::Signed(_) | Value::Pointer(_) => 0,
        },
    });
    let rest = decoded.rest.iter().map(|rest| RestJson {
        of: if rest.pointed { "pointed" } else { "argument" },
        offset: rest.offset,
        bytes: hex(&rest.bytes),
        left: rest.left,
    });
    let line = Line {
        schema: SCHEMA,
        kind: "decoded",
        entry: entry_name(call.entry),
        command: call.name(),
        number: (call.number != generic::ANY).then(|| format!("{:#x}", call.number)),
        parts: numbered.then(|| PartsJson {
            direction: parts.direction(),
            r#type: parts.kind,
            nr: parts.number,
            size: parts.size,
        }),
        interfaces: &call.interfaces,
        sub: named.sub.as_ref().map(|sub| &*sub.name),
        sub_code: named.sub_code,
        detail: named.detail.as_ref().map(|(detail, _)| &*detail.name),
        detail_code: named.detail.as_ref().map(|(_, code)| *code),
        class: named.class.name(),
        source: named.source,
        note: named.note,
        bytes: decoded.amount,
        argument: decoded.state.name(),
        fields: named.second.into_iter().collect(),
        structure: decoded.structure.map(|layout| StructureJson {
            name: layout.name,
            size: layout.size,
            given: call.known,
        }),
        members: members.collect(),
        beyond: &decoded.beyond,
        rest: rest.collect(),
    };
    json::line(out, &line)
}
