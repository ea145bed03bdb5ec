//! The interpreter of argument specs: one for every family.

use core::ffi::c_void;

use aya_ebpf::helpers::generated::bpf_copy_from_user;
use tracer_common::{
    count::argument::{DECODED, MALFORMED, UNREADABLE},
    loss::Loss,
    spec::{ARGUMENT_BYTES, ArgumentSpec, Field, NO_POINTER, POINTED_BYTES},
};

use crate::loss;

const ARGUMENT_WORDS: usize = ARGUMENT_BYTES / 4;
const POINTED_WORDS: usize = POINTED_BYTES / 4;

/// What a spec finds in an argument.
pub(crate) struct Extracted {
    /// See [`tracer_common::count::argument`].
    pub(crate) state: u8,
    /// The sub-command.
    pub(crate) sub: u32,
    /// The second field.
    pub(crate) second: u32,
    /// Bytes of data.
    pub(crate) amount: u64,
}

impl Extracted {
    const fn nothing(state: u8) -> Self {
        Self {
            state,
            sub: 0,
            second: 0,
            amount: 0,
        }
    }
}

/// The copies that fields are taken from.
struct Words {
    argument: [u32; ARGUMENT_WORDS],
    pointed: [u32; POINTED_WORDS],
}

impl Words {
    /// A field's value; the masks only tell the verifier what the loader has checked.
    #[inline(always)]
    fn field(&self, field: Field) -> u32 {
        let word = if field.flags & Field::POINTED == 0 {
            self.argument[field.word as usize & (ARGUMENT_WORDS - 1)]
        } else {
            self.pointed[field.word as usize & (POINTED_WORDS - 1)]
        };
        if field.bits == 0 {
            0
        } else {
            field.extract(word)
        }
    }
}

/// Takes the argument at a user address apart. The copy may sleep: a page that is not resident
/// is brought in.
#[inline(always)]
pub(crate) fn extract(spec: &ArgumentSpec, address: u64) -> Extracted {
    let mut words = Words {
        argument: [0; ARGUMENT_WORDS],
        pointed: [0; POINTED_WORDS],
    };
    // SAFETY: the destination has room for the bounded length.
    let read = unsafe {
        copy(
            words.argument.as_mut_ptr().cast(),
            bounded::<ARGUMENT_BYTES>(u32::from(spec.length)),
            address,
        )
    };
    if !read {
        loss::count(Loss::ArgumentUnreadable);
        return Extracted::nothing(UNREADABLE);
    }
    if words.argument[0] & spec.guard_mask != spec.guard & spec.guard_mask {
        loss::count(Loss::ArgumentMalformed);
        return Extracted::nothing(MALFORMED);
    }
    if spec.pointer != NO_POINTER {
        let mut length = u32::from(spec.pointed);
        if spec.pointed_length.bits != 0 {
            length = length.min(words.field(spec.pointed_length));
            if length == 0 {
                loss::count(Loss::ArgumentMalformed);
                return Extracted::nothing(MALFORMED);
            }
        }
        let low = words.argument[spec.pointer as usize & (ARGUMENT_WORDS - 2)];
        let high = words.argument[(spec.pointer as usize & (ARGUMENT_WORDS - 2)) | 1];
        let target = u64::from(high) << 32 | u64::from(low);
        // SAFETY: as above.
        let read = unsafe {
            copy(
                words.pointed.as_mut_ptr().cast(),
                bounded::<POINTED_BYTES>(length),
                target,
            )
        };
        if !read {
            loss::count(Loss::ArgumentUnreadable);
            return Extracted::nothing(UNREADABLE);
        }
    }
    Extracted {
        state: DECODED,
        sub: words.field(spec.sub),
        second: words.field(spec.second),
        amount: u64::from(words.field(spec.amount[0])) + u64::from(words.field(spec.amount[1])),
    }
}

/// A length that the verifier sees bounded.
#[inline(always)]
fn bounded<const MOST: usize>(length: u32) -> u32 {
    core::hint::black_box(length).min(MOST as u32)
}

/// # Safety
///
/// `to` must have room for `length` bytes.
#[inline(always)]
unsafe fn copy(to: *mut c_void, length: u32, from: u64) -> bool {
    // SAFETY: as the caller promised; the helper checks the user address.
    unsafe { bpf_copy_from_user(to, length, from as *const c_void) == 0 }
}
