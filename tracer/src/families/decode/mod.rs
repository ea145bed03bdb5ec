//! What one call says: its argument taken apart as the kernel side does it, named, and laid out by the
//! structure that the kernel's headers have for it. Pure: bytes in, values out, and no more of them than
//! the bounds here say.

mod interpret;
mod named;
mod structure;

use tracer_common::{
    count::{MOST_BYTES, entry},
    spec::call,
};

pub use named::{Codes, Named};
pub use structure::{FieldValue, MOST_ELEMENTS, MOST_SHOWN, REST_BYTES, Rest, Value};

use super::Kind;
use crate::uapi::Layout;
use interpret::extract;

/// What is known of a call.
#[derive(Clone, Copy, Debug, Default)]
pub struct Given<'a> {
    /// How it came in, see [`tracer_common::count::entry`].
    pub entry: u8,
    /// Its number, as [`super::Command::number`].
    pub number: u32,
    /// What its argument points to, from the beginning; what is written, where it is a write. It may be
    /// less than all of it.
    pub argument: &'a [u8],
    /// What the pointer in the argument leads to that the command's spec follows; likewise.
    pub pointed: &'a [u8],
    /// What it says beside its argument, by [`call`]'s indexes; None where that is not known.
    pub call: [Option<u32>; call::WORDS],
}

/// What became of an argument.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// The command carries no sub-command.
    None,
    /// All fields were extracted.
    Decoded,
    /// Fields lie beyond the bytes that are known. Those that do not were extracted.
    Short,
    /// The argument is not of the form that its command has.
    Malformed,
}

impl State {
    /// The name in output.
    pub const fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Decoded => "decoded",
            Self::Short => "short",
            Self::Malformed => "malformed",
        }
    }
}

/// A call taken apart.
#[derive(Clone, Debug)]
pub struct Decoded {
    /// What it is called, and how open it is.
    pub named: Named,
    /// What became of its argument.
    pub state: State,
    /// Bytes of data that it asks to transfer; None where it does not say.
    pub amount: Option<u64>,
    /// The structure that its argument is; None where none is known.
    pub structure: Option<&'static Layout>,
    /// The structure's members, as far as the bytes are known, the elements behind it, and the members of
    /// what its pointer leads to.
    pub fields: Vec<FieldValue>,
    /// Members beyond the bytes that are known.
    pub beyond: Vec<&'static str>,
    /// Bytes that no member covers; of those between members only the ones that are not all zero. At
    /// most [`REST_BYTES`] of the argument, and as many of what its pointer leads to.
    pub rest: Vec<Rest>,
}

/// Takes a call to a device of a kind apart, whose driver may be known.
pub fn decode(kind: &Kind, driver: Option<&str>, given: &Given<'_>) -> Decoded {
    let command = kind.called(driver, given.entry, given.number);
    let argument = command.and_then(|command| command.argument(given.entry));
    let extracted = argument.map(|argument| extract(argument, given));
    let (state, codes, amount) = match &extracted {
        Some(extracted) => (extracted.state, extracted.codes(), extracted.amount),
        None => (State::None, None, None),
    };
    let structure = command.and_then(|command| match given.entry {
        // Laid out in another way.
        entry::COMPAT_IOCTL if command.compat.is_some() => None,
        entry::IOCTL | entry::COMPAT_IOCTL | entry::URING_CMD => command.takes,
        _ => None,
    });
    let (mut fields, mut beyond) = structure::fields(structure, given.argument);
    let elements = command.and_then(|command| command.elements).zip(structure);
    fields.extend(elements.into_iter().flat_map(|(elements, structure)| {
        structure::elements(elements, structure, given.argument)
    }));
    let leads_to = command.and_then(|command| command.leads_to);
    if !given.pointed.is_empty() {
        let behind = structure::fields(leads_to, given.pointed);
        fields.extend(behind.0);
        beyond.extend(behind.1);
    }
    let mut rest = structure::rest(structure, given.argument);
    rest.extend(structure::pointed(leads_to, given.pointed));
    Decoded {
        named: Named::of(Some(kind), command, given.entry, codes),
        state,
        // More than any address space has is no amount.
        amount: amount.filter(|amount| *amount <= MOST_BYTES),
        structure,
        fields,
        beyond,
        rest,
    }
}

#[cfg(test)]
mod tests;
