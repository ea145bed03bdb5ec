//! A structure's members by their values, and the bytes that belong to none.

use std::{borrow::Cow, fmt};

use crate::{
    families::Elements,
    uapi::{Form, Layout, Member},
};

/// Most bytes of an array's or a text's value.
pub const MOST_SHOWN: usize = 64;
/// Most bytes of [`super::Decoded::rest`] of an argument.
pub const REST_BYTES: usize = 256;
/// Most elements behind a structure that are told.
pub const MOST_ELEMENTS: usize = 64;

/// A member with its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldValue {
    /// Its name with those of the structures around it; that of the type, where that is no structure.
    /// With `->` in it, it is behind the argument's pointer.
    pub path: Cow<'static, str>,
    /// Where it begins in the argument, or behind its pointer, in bytes.
    pub offset: u16,
    /// What it is.
    pub value: Value,
}

/// The value of a member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A number without a sign.
    Unsigned(u64),
    /// A number with one.
    Signed(i64),
    /// An address.
    Pointer(u64),
    /// Text up to its end, as its bytes; how many more bytes of it are not shown.
    Text(Vec<u8>, usize),
    /// Numbers without a sign; how many more there are.
    Numbers(Vec<u64>, usize),
    /// Bytes as they are; how many more there are.
    Bytes(Vec<u8>, usize),
}

impl Value {
    /// Whether all its bytes are zero.
    pub fn is_zero(&self) -> bool {
        match self {
            Self::Unsigned(value) | Self::Pointer(value) => *value == 0,
            Self::Signed(value) => *value == 0,
            Self::Text(bytes, _) => bytes.is_empty(),
            Self::Numbers(values, _) => values.iter().all(|value| *value == 0),
            Self::Bytes(bytes, _) => bytes.iter().all(|byte| *byte == 0),
        }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let more = |f: &mut fmt::Formatter<'_>, left: usize| match left {
            0 => Ok(()),
            left => write!(f, " and {left} more"),
        };
        match self {
            Self::Unsigned(value) => number(f, *value),
            Self::Signed(value) => write!(f, "{value}"),
            Self::Pointer(0) => f.write_str("null"),
            Self::Pointer(value) => write!(f, "{value:#x}"),
            Self::Text(bytes, left) => {
                write!(f, "\"{}\"", bytes.escape_ascii())?;
                more(f, *left)
            }
            Self::Numbers(values, left) => {
                f.write_str("[")?;
                for (at, value) in values.iter().enumerate() {
                    f.write_str(if at == 0 { "" } else { ", " })?;
                    write!(f, "{value:#x}")?;
                }
                f.write_str("]")?;
                more(f, *left)
            }
            Self::Bytes(bytes, left) => {
                hex(f, bytes)?;
                more(f, *left)
            }
        }
    }
}

/// Decimal, and in hexadecimal, too, where that looks different.
fn number(f: &mut fmt::Formatter<'_>, value: u64) -> fmt::Result {
    match value {
        0..=9 => write!(f, "{value}"),
        _ => write!(f, "{value} ({value:#x})"),
    }
}

fn hex(f: &mut fmt::Formatter<'_>, bytes: &[u8]) -> fmt::Result {
    for (at, byte) in bytes.iter().enumerate() {
        f.write_str(if at == 0 { "" } else { " " })?;
        write!(f, "{byte:02x}")?;
    }
    Ok(())
}

/// Bytes that belong to no member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rest {
    /// Whether they lie behind the argument's pointer, not in the argument.
    pub pointed: bool,
    /// Where they begin.
    pub offset: usize,
    /// The bytes.
    pub bytes: Vec<u8>,
    /// How many more there are.
    pub left: usize,
}

/// Members with values, and the names of those that lie beyond the bytes.
pub(super) fn fields(
    layout: Option<&'static Layout>,
    bytes: &[u8],
) -> (Vec<FieldValue>, Vec<&'static str>) {
    let (mut fields, mut beyond) = (Vec::new(), Vec::new());
    let Some(layout) = layout else {
        return (fields, beyond);
    };
    // An array without a length is whatever follows the structure.
    for member in layout.members.iter().filter(|member| length(member) > 0) {
        let path = if member.path.is_empty() {
            layout.name
        } else {
            member.path
        };
        match value(member, bytes) {
            Some(value) => fields.push(FieldValue {
                path: path.into(),
                offset: member.offset,
                value,
            }),
            None => beyond.push(path),
        }
    }
    (fields, beyond)
}

/// Elements behind a structure, as far as all their bytes are known.
pub(super) fn elements(elements: &Elements, layout: &Layout, bytes: &[u8]) -> Vec<FieldValue> {
    let at = usize::from(elements.count);
    let start = usize::try_from(layout.size).unwrap_or(usize::MAX);
    let (Some(count), Some(rest)) = (bytes.get(at..at + 2), bytes.get(start..)) else {
        return Vec::new();
    };
    let count = usize::try_from(little_endian(count)).unwrap_or(usize::MAX);
    let size = usize::from(elements.size);
    let known = rest.chunks_exact(size).take(count.min(MOST_ELEMENTS));
    let told = known.zip((start..).step_by(size)).map(|(element, at)| {
        let (path, value) = (elements.told)(bytes, element);
        FieldValue {
            path: path.into(),
            offset: u16::try_from(at).unwrap_or(u16::MAX),
            value: Value::Unsigned(value),
        }
    });
    told.collect()
}

/// How many bytes a member covers.
fn length(member: &Member) -> usize {
    let length = match member.form {
        Form::Unsigned(bytes) | Form::Signed(bytes) => u64::from(bytes),
        Form::Bits(before, bits) => (u64::from(before) + u64::from(bits)).div_ceil(8),
        Form::Text(bytes) => u64::from(bytes),
        Form::Array(bytes, count) => u64::from(bytes) * u64::from(count),
        Form::Pointer => 8,
    };
    usize::try_from(length).unwrap_or(usize::MAX)
}

/// A member's value. A number must be there whole; of arrays and texts the beginning will do.
fn value(member: &Member, bytes: &[u8]) -> Option<Value> {
    let length = length(member);
    let own = bytes.get(usize::from(member.offset)..)?;
    let own = &own[..own.len().min(length)];
    let whole = || (own.len() == length).then(|| little_endian(own));
    let started = (!own.is_empty()).then_some(());
    let shown = &own[..own.len().min(MOST_SHOWN)];
    Some(match member.form {
        Form::Unsigned(_) => Value::Unsigned(whole()?),
        Form::Signed(size) => {
            let unused = 64 - 8 * u32::from(size.clamp(1, 8));
            Value::Signed((whole()? << unused).cast_signed() >> unused)
        }
        Form::Bits(before, bits) => {
            let mask = 1u64
                .checked_shl(bits.into())
                .map_or(u64::MAX, |one| one - 1);
            Value::Unsigned((whole()?.checked_shr(before.into()).unwrap_or(0)) & mask)
        }
        Form::Pointer => Value::Pointer(whole()?),
        Form::Text(_) => {
            started?;
            let end = own.iter().position(|byte| *byte == 0).unwrap_or(own.len());
            Value::Text(
                own[..end.min(MOST_SHOWN)].to_vec(),
                end.saturating_sub(MOST_SHOWN),
            )
        }
        Form::Array(size @ (2 | 4 | 8), count) => {
            let size = usize::try_from(size).ok()?;
            let values: Vec<u64> = shown.chunks_exact(size).map(little_endian).collect();
            if values.is_empty() {
                return None;
            }
            let count = usize::try_from(count).ok()?;
            let left = count.saturating_sub(values.len());
            Value::Numbers(values, left)
        }
        Form::Array(..) => {
            started?;
            Value::Bytes(shown.to_vec(), length - shown.len())
        }
    })
}

/// A number of at most 8 bytes.
fn little_endian(bytes: &[u8]) -> u64 {
    let bytes = bytes.iter().take(8).rev();
    bytes.fold(0, |number, byte| number << 8 | u64::from(*byte))
}

/// Bytes that belong to no member: between members, where they are not all zero, and behind the last.
pub(super) fn rest(layout: Option<&'static Layout>, bytes: &[u8]) -> Vec<Rest> {
    let range = |member: &Member| {
        let start = usize::from(member.offset);
        (start, start.saturating_add(length(member)))
    };
    let members = layout.into_iter().flat_map(|layout| layout.members);
    let mut covered: Vec<_> = members.map(range).collect();
    covered.sort_unstable();
    let size = layout.map_or(0, |layout| {
        usize::try_from(layout.size).unwrap_or(usize::MAX)
    });
    let mut pieces = Vec::new();
    let mut room = REST_BYTES;
    let mut add = |from: usize, to: usize, is_padding: bool| {
        let Some(all) = bytes.get(from..to.min(bytes.len())) else {
            return;
        };
        if all.is_empty() || is_padding && all.iter().all(|byte| *byte == 0) {
            return;
        }
        let shown = all.len().min(room);
        room -= shown;
        pieces.push(Rest {
            pointed: false,
            offset: from,
            bytes: all[..shown].to_vec(),
            left: all.len() - shown,
        });
    };
    let mut at = 0;
    for (start, end) in covered {
        if start > at {
            add(at, start, true);
        }
        at = at.max(end);
    }
    if size > at {
        add(at, size, true);
    }
    add(at.max(size), bytes.len(), false);
    pieces
}

/// What the argument's pointer leads to, as it is, behind the structure that is there.
pub(super) fn pointed(layout: Option<&'static Layout>, bytes: &[u8]) -> Option<Rest> {
    let offset = layout.map_or(0, |layout| {
        usize::try_from(layout.size).unwrap_or(usize::MAX)
    });
    let bytes = bytes.get(offset..)?;
    let shown = bytes.len().min(REST_BYTES);
    (!bytes.is_empty()).then(|| Rest {
        pointed: true,
        offset,
        bytes: bytes[..shown].to_vec(),
        left: bytes.len() - shown,
    })
}
