//! The interpreter of argument specs on bytes at hand. It finds what the kernel side's finds
//! (`tracer-ebpf/src/argument.rs`), and where bytes are missing, what the others say.

use tracer_common::{
    count::entry,
    spec::{ARGUMENT_BYTES, ArgumentSpec, Field, NO_POINTER, POINTED_BYTES, VARIANTS, call, flag},
};

use super::{Codes, Given, State};
use crate::families::{Argument, Detail, command};

/// What a spec finds. A field is None where the bytes do not reach that far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Extracted {
    pub(super) state: State,
    pub(super) sub: Option<u32>,
    pub(super) second: Option<u32>,
    pub(super) detail: Option<u32>,
    /// None, too, where the spec has none.
    pub(super) amount: Option<u64>,
}

impl Extracted {
    const fn nothing(state: State) -> Self {
        Self {
            state,
            sub: None,
            second: None,
            detail: None,
            amount: None,
        }
    }

    /// What names are looked up by; None where nothing was extracted.
    pub(super) fn codes(&self) -> Option<Codes> {
        let is_read = matches!(self.state, State::Decoded | State::Short);
        is_read.then_some(Codes {
            sub: self.sub,
            second: self.second,
            detail: self.detail,
        })
    }
}

/// A copy, as far as it is known.
struct Copied<const N: usize> {
    bytes: [u8; N],
    known: usize,
}

impl<const N: usize> Copied<N> {
    const EMPTY: Self = Self {
        bytes: [0; N],
        known: 0,
    };

    /// Copies as the kernel side does: what lies behind the copy stays as it was.
    fn copy(&mut self, from: &[u8], length: usize) {
        let length = length.min(N);
        let taken = from.len().min(length);
        self.bytes[..taken].copy_from_slice(&from[..taken]);
        self.known = if taken == length { N } else { taken };
    }

    fn field(&self, field: Field) -> Option<u32> {
        let at = (usize::from(field.word) * 4) & (N - 1);
        let (first, last) = (field.shift / 8, (field.shift + field.bits - 1) / 8);
        let end = if field.flags & Field::BIG_ENDIAN == 0 {
            last
        } else {
            3 - first
        };
        let word = self.bytes.get(at..at + 4)?.try_into().ok()?;
        (at + usize::from(end) < self.known).then(|| field.extract(u32::from_le_bytes(word)))
    }
}

struct Words {
    argument: Copied<ARGUMENT_BYTES>,
    pointed: Copied<POINTED_BYTES>,
    call: [Option<u32>; call::WORDS],
}

impl Words {
    fn field(&self, field: Field) -> Option<u32> {
        if field.bits == 0 {
            Some(0)
        } else if field.flags & Field::POINTED != 0 {
            self.pointed.field(field)
        } else if field.flags & Field::CALL != 0 {
            let word = self.call[usize::from(field.word) & (call::WORDS - 1)]?;
            Some(field.extract(word))
        } else {
            self.argument.field(field)
        }
    }

    /// Whether a form is this one; None where the word that tells is not known.
    fn fits(&self, spec: &ArgumentSpec) -> Option<bool> {
        if spec.guard_mask == 0 {
            return Some(true);
        }
        let word = self.argument.field(Field {
            word: spec.guard_word,
            shift: 0,
            bits: 32,
            flags: Field::ARGUMENT,
        })?;
        Some(word & spec.guard_mask == spec.guard & spec.guard_mask)
    }

    fn extracted(&self, argument: &Argument, spec: &ArgumentSpec) -> Extracted {
        let sub = self.field(spec.sub);
        let second = self.field(spec.second);
        let told_apart = sub.and_then(|sub| {
            let mut all = argument.sub.iter().flat_map(|sub| sub.details);
            all.find(|detail| detail.sub == sub)
        });
        let detail = match told_apart {
            Some(detail) => self.detail(spec, detail),
            None => Some(0),
        };
        let [first, last] = spec.amount.map(|field| self.field(field));
        let amount = first.zip(last).map(|(first, last)| {
            let (first, last) = (u64::from(first), u64::from(last));
            if spec.flags & flag::WIDE == 0 {
                first + last
            } else {
                first | last << 32
            }
        });
        let is_whole = sub.is_some() && second.is_some() && detail.is_some() && amount.is_some();
        let has_amount = spec.amount.iter().any(|field| field.bits > 0);
        Extracted {
            state: if is_whole {
                State::Decoded
            } else {
                State::Short
            },
            sub,
            second,
            detail,
            amount: amount.filter(|_| has_amount),
        }
    }

    fn detail(&self, spec: &ArgumentSpec, detail: &Detail) -> Option<u32> {
        if !command::lies_in(spec, detail.field) {
            return Some(0);
        }
        let value = self.field(counted_from_sub(spec, detail.field))?;
        match &detail.values.nested {
            Some(nested) if u32::from(nested.value) == value => {
                Some(nested.code(self.field(counted_from_sub(spec, nested.field))?))
            }
            _ => Some(value),
        }
    }
}

/// Where what tells a sub-command apart lies: counted from the word of the sub-command, unless it is
/// behind the pointer by itself.
fn counted_from_sub(spec: &ArgumentSpec, field: Field) -> Field {
    if field.flags & Field::POINTED != 0 {
        field
    } else {
        Field {
            word: field.word.wrapping_add(spec.sub.word),
            flags: field.flags | spec.sub.flags & Field::POINTED,
            ..field
        }
    }
}

/// Takes an argument apart. Where a spec's guard does not hold the next form is tried.
pub(super) fn extract(argument: &Argument, given: &Given<'_>) -> Extracted {
    let has_memory = matches!(
        given.entry,
        entry::IOCTL | entry::COMPAT_IOCTL | entry::URING_CMD | entry::WRITE
    );
    let mut words = Words {
        argument: Copied::EMPTY,
        pointed: Copied::EMPTY,
        call: given.call,
    };
    let forms = [&argument.spec].into_iter().chain(argument.alternatives);
    for spec in forms.take(usize::from(VARIANTS)) {
        let skip = usize::from(spec.skip);
        if has_memory && spec.length != 0 {
            let mut length = usize::from(spec.length);
            // What is written is as long as the call says.
            if given.entry == entry::WRITE
                && let Some(written) = given.call[usize::from(call::LENGTH)]
            {
                let written = usize::try_from(written).unwrap_or(usize::MAX);
                length = length.min(written.saturating_sub(skip));
            }
            if length == 0 {
                break;
            }
            words
                .argument
                .copy(given.argument.get(skip..).unwrap_or_default(), length);
        }
        match words.fits(spec) {
            None => return Extracted::nothing(State::Short),
            Some(false) => continue,
            Some(true) => {}
        }
        if has_memory && spec.pointer != NO_POINTER {
            let mut length = u32::from(spec.pointed);
            if spec.pointed_length.bits != 0
                && let Some(told) = words.field(spec.pointed_length)
            {
                length = length.min(told);
                if length == 0 {
                    return Extracted::nothing(State::Malformed);
                }
            }
            let length = usize::try_from(length).unwrap_or(POINTED_BYTES);
            words.pointed.copy(given.pointed, length);
        }
        return words.extracted(argument, spec);
    }
    Extracted::nothing(State::Malformed)
}
