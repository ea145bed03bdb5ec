//! The interpreter of argument specs: one for every family and every entry.

use core::{ffi::c_void, mem::MaybeUninit};

use aya_ebpf::helpers::generated::{
    bpf_copy_from_user, bpf_probe_read_kernel, bpf_probe_read_user,
};
use tracer_common::{
    count::{
        argument::{DECODED, MALFORMED, UNREADABLE},
        entry,
    },
    loss::Loss,
    spec::{
        ANY_COMMAND, ANY_KIND, ARGUMENT_BYTES, ArgumentSpec, DetailKey, DetailPlace, Field,
        NO_POINTER, POINTED_BYTES, SpecKey, VARIANTS, call, flag,
    },
};

use crate::{
    call::Call,
    loss,
    maps::{DETAILS, SPECS},
    table,
};

const ARGUMENT_WORDS: usize = ARGUMENT_BYTES / 4;
const POINTED_WORDS: usize = POINTED_BYTES / 4;
/// Of the kernel's copy of a command.
const COPIED_WORDS: usize = 64 / 4;

/// What a call says beside its argument, by [`call`]'s indexes.
pub(crate) type CallWords = [u32; call::WORDS];

/// Where an argument is.
#[derive(Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Memory {
    /// The caller's, for programs that may sleep: a page that is not resident is brought in.
    User,
    /// The caller's, for programs that may not sleep: a page that is not resident cannot be read.
    ResidentUser,
    /// The kernel's; what a pointer in it leads to is the caller's.
    Kernel,
    /// Nowhere: the call has none, and only what it says beside is taken apart.
    None,
}

/// What a spec finds in an argument: the fields of [`Call`] that have these names, and of its key.
pub(crate) struct Extracted {
    pub(crate) state: u8,
    pub(crate) sub: u32,
    pub(crate) second: u32,
    pub(crate) detail: u32,
    pub(crate) amount: u64,
    pub(crate) length: u32,
    pub(crate) target: u64,
    pub(crate) target_length: u32,
}

impl Extracted {
    const fn nothing(state: u8) -> Self {
        Self {
            state,
            sub: 0,
            second: 0,
            detail: 0,
            amount: 0,
            length: 0,
            target: 0,
            target_length: 0,
        }
    }
}

/// The copies that fields are taken from.
struct Words<'a, const ARGUMENT: usize, const POINTED: usize> {
    argument: [u32; ARGUMENT],
    pointed: [u32; POINTED],
    call: &'a CallWords,
    /// Where the pointer leads to, and how many bytes of it were copied.
    target: (u64, u32),
}

impl<const ARGUMENT: usize, const POINTED: usize> Words<'_, ARGUMENT, POINTED> {
    /// A field's value; the masks only tell the verifier what the loader has checked.
    #[inline(always)]
    fn field(&self, field: Field) -> u32 {
        if field.bits == 0 {
            return 0;
        }
        let at = field.word as usize;
        let word = if field.flags & Field::POINTED != 0 {
            self.pointed[at & (POINTED - 1)]
        } else if field.flags & Field::CALL != 0 {
            self.call[at & (call::WORDS - 1)]
        } else {
            self.argument[at & (ARGUMENT - 1)]
        };
        field.extract(word)
    }

    #[inline(always)]
    fn extracted(&self, spec: &ArgumentSpec) -> Extracted {
        let sub = self.field(spec.sub);
        Extracted {
            state: DECODED,
            sub,
            second: self.field(spec.second),
            detail: self.detail(spec, sub),
            amount: self.amount(spec),
            length: u32::from(spec.skip) + u32::from(spec.length),
            target: self.target.0,
            target_length: self.target.1,
        }
    }

    #[inline(always)]
    fn detail(&self, spec: &ArgumentSpec, sub: u32) -> u32 {
        if spec.details == 0 {
            return 0;
        }
        let mut key = DetailKey {
            table: spec.details,
            level: 0,
            sub,
        };
        let Some(DetailPlace { field, .. }) = table::find(&DETAILS, key.word()) else {
            return 0;
        };
        let detail = self.counted_from_sub(spec, *field);
        if field.flags & Field::NESTING == 0 {
            return detail;
        }
        key.level = 1;
        key.sub = detail;
        match table::find(&DETAILS, key.word()) {
            Some(nested) => detail << 16 | self.counted_from_sub(spec, nested.field),
            None => detail,
        }
    }

    /// A detail's field, whose word is counted from the sub-command's.
    #[inline(always)]
    fn counted_from_sub(&self, spec: &ArgumentSpec, field: Field) -> u32 {
        if field.flags & Field::POINTED != 0 {
            return self.field(field);
        }
        self.field(Field {
            word: field.word + spec.sub.word,
            flags: field.flags | spec.sub.flags & Field::POINTED,
            ..field
        })
    }

    #[inline(always)]
    fn amount(&self, spec: &ArgumentSpec) -> u64 {
        let [first, second] = spec.amount;
        amount(spec, self.field(first), self.field(second))
    }
}

/// Where to look for a command that has no spec of its own. An ioctl's number is its own, so that nothing
/// is known of one that has none.
#[inline(always)]
fn otherwise(key: SpecKey) -> Option<SpecKey> {
    let kind = match key.entry {
        entry::IOCTL | entry::COMPAT_IOCTL => return None,
        entry::URING_CMD => key.kind,
        _ => ANY_KIND,
    };
    Some(SpecKey {
        kind,
        entry: key.entry,
        variant: 0,
        command: ANY_COMMAND,
    })
}

/// Takes a call's argument apart by the spec for its command, or by the one for any kind.
///
/// The copies are most of what a program has as its stack, so they are in the frame of a function that has
/// returned when the call is decided. Each memory has a function of its own: not every program may call
/// the helpers of all.
#[inline(always)]
pub(crate) fn extract(call: &mut Call, memory: Memory) {
    // SAFETY: it is valid.
    unsafe {
        match memory {
            Memory::User => extract_from_user(call),
            Memory::ResidentUser => extract_from_resident(call),
            Memory::Kernel => extract_from_kernel(call),
            Memory::None => extract_from_call(call),
        }
    };
}

/// # Safety
///
/// The pointer must be null or valid; so of the next three.
#[inline(never)]
#[unsafe(no_mangle)]
unsafe extern "C" fn extract_from_user(call: *mut Call) -> u32 {
    // SAFETY: as the caller promised.
    unsafe { enter(call, |call| take_apart(call, Memory::User)) }
}

#[inline(never)]
#[unsafe(no_mangle)]
unsafe extern "C" fn extract_from_resident(call: *mut Call) -> u32 {
    // SAFETY: as the caller promised.
    unsafe { enter(call, |call| take_apart(call, Memory::ResidentUser)) }
}

#[inline(never)]
#[unsafe(no_mangle)]
unsafe extern "C" fn extract_from_kernel(call: *mut Call) -> u32 {
    // SAFETY: as the caller promised.
    unsafe { enter(call, |call| take_apart(call, Memory::Kernel)) }
}

/// Of a call that has no argument there is only what it says beside.
#[inline(never)]
#[unsafe(no_mangle)]
unsafe extern "C" fn extract_from_call(call: *mut Call) -> u32 {
    let beside = |call: &Call| {
        let (_, spec) = spec(key(call))?;
        let words = Words {
            argument: [0; 1],
            pointed: [0; 1],
            call: &call.words,
            target: (0, 0),
        };
        Some(words.extracted(spec))
    };
    // SAFETY: as the caller promised.
    unsafe { enter(call, beside) }
}

/// What a kernel's copy of an argument says.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Copied {
    /// Nothing that is known.
    Unknown,
    /// What the argument said.
    Same,
    /// Something else.
    Another,
}

/// Takes the kernel's copy of a call's argument apart, and enters what it says.
#[inline(always)]
pub(crate) fn copied(call: &mut Call, address: u64) -> Copied {
    // SAFETY: it is valid.
    match unsafe { extract_from_copy(call, address) } {
        0 => Copied::Unknown,
        1 => Copied::Same,
        _ => Copied::Another,
    }
}

/// # Safety
///
/// As of [`extract_from_user`].
#[inline(never)]
#[unsafe(no_mangle)]
unsafe extern "C" fn extract_from_copy(call: *mut Call, address: u64) -> u32 {
    // SAFETY: as the caller promised.
    let Some(call) = (unsafe { call.as_mut() }) else {
        return Copied::Unknown as u32;
    };
    let Some(spec) = spec_at(crate::copy::spec(call)) else {
        return Copied::Unknown as u32;
    };
    let mut words = Words {
        argument: [0; COPIED_WORDS],
        pointed: [0; 1],
        call: &[0; call::WORDS],
        target: (0, 0),
    };
    // No more of it counts than was copied of what the argument's pointer leads to, but what every copy has: how
    // long that is, is the caller's word.
    let most = match call.target_length {
        0 => u32::MAX,
        length => length.max(u32::from(spec.pointed)),
    };
    let length = bounded::<{ COPIED_WORDS * 4 }>(u32::from(spec.length).min(most));
    // SAFETY: the destination has room for the bounded length.
    let read = unsafe {
        copy(
            Memory::Kernel,
            words.argument.as_mut_ptr().cast(),
            length,
            address,
        )
    };
    let said = if read {
        words.extracted(spec)
    } else {
        loss::count(Loss::ArgumentUnreadable);
        Extracted::nothing(UNREADABLE)
    };
    let key = &mut call.key;
    let is_same = key.argument == said.state
        && key.sub == said.sub
        && key.second == said.second
        && key.detail == said.detail;
    key.argument = said.state;
    key.sub = said.sub;
    key.second = said.second;
    key.detail = said.detail;
    if is_same {
        Copied::Same as u32
    } else {
        Copied::Another as u32
    }
}

/// Enters what is said, unless there is nobody to ask what.
///
/// # Safety
///
/// As of [`extract_from_user`].
#[inline(always)]
unsafe fn enter(call: *mut Call, said: impl Fn(&Call) -> Option<Extracted>) -> u32 {
    // SAFETY: as the caller promised.
    if let Some(call) = unsafe { call.as_mut() }
        && let Some(said) = said(call)
    {
        call.says(&said);
    }
    0
}

#[inline(always)]
fn key(call: &Call) -> SpecKey {
    SpecKey {
        kind: call.kind as u16,
        entry: call.key.entry,
        variant: 0,
        command: call.key.command,
    }
}

/// The spec for a key.
#[inline(always)]
pub(crate) fn spec_at(key: SpecKey) -> Option<&'static ArgumentSpec> {
    table::find(&SPECS, key.word()).map(|place| &place.spec)
}

/// The spec for a key, or the one for any kind, with the key that it has.
#[inline(always)]
fn spec(mut key: SpecKey) -> Option<(SpecKey, &'static ArgumentSpec)> {
    let spec = spec_at(key).or_else(|| {
        key = otherwise(key)?;
        spec_at(key)
    })?;
    Some((key, spec))
}

/// Writes zeros, a store for each word: `memset` would be one more frame on the stack, for which there is no
/// room on 6.1, and writes byte by byte.
#[inline(always)]
fn clear<const WORDS: usize>(words: *mut [u32; WORDS]) {
    let mut at = 0;
    while at < WORDS {
        // SAFETY: the pointer is to so many words that are to be written.
        unsafe { words.cast::<u32>().add(at).write_volatile(0) };
        at += 1;
    }
}

/// Where a spec's guard does not hold the next variant is tried.
#[inline(always)]
fn take_apart(call: &Call, memory: Memory) -> Option<Extracted> {
    let (mut key, mut spec) = spec(key(call))?;
    let mut words = MaybeUninit::<Words<'_, ARGUMENT_WORDS, POINTED_WORDS>>::uninit();
    // SAFETY: every field is written.
    let words = unsafe {
        let to = words.as_mut_ptr();
        clear(&raw mut (*to).argument);
        clear(&raw mut (*to).pointed);
        (&raw mut (*to).call).write(&call.words);
        (&raw mut (*to).target).write((0, 0));
        words.assume_init_mut()
    };
    let mut fits = false;
    for _ in 0..VARIANTS {
        // What is written is as long as the call says.
        let most = if key.entry == entry::WRITE {
            call.words[call::LENGTH as usize].saturating_sub(u32::from(spec.skip))
        } else {
            u32::MAX
        };
        if spec.length != 0 && most == 0 {
            break;
        }
        // SAFETY: the destination has room for the bounded length.
        let read = spec.length == 0
            || unsafe {
                copy(
                    memory,
                    words.argument.as_mut_ptr().cast(),
                    bounded::<ARGUMENT_BYTES>(u32::from(spec.length).min(most)),
                    call.address + u64::from(spec.skip),
                )
            };
        if !read {
            loss::count(Loss::ArgumentUnreadable);
            return Some(Extracted::nothing(UNREADABLE));
        }
        let guarded = words.argument[spec.guard_word as usize & (ARGUMENT_WORDS - 1)];
        if guarded & spec.guard_mask == spec.guard & spec.guard_mask {
            fits = true;
            break;
        }
        key.variant += 1;
        match spec_at(key) {
            Some(next) => {
                spec = next;
                // Its copy may be a shorter one, or of another place.
                clear(&raw mut words.argument);
            }
            None => break,
        }
    }
    if !fits {
        loss::count(Loss::ArgumentMalformed);
        return Some(Extracted::nothing(MALFORMED));
    }
    if spec.pointer != NO_POINTER {
        let state = follow(spec, words, memory);
        if state != DECODED {
            return Some(Extracted::nothing(state));
        }
    }
    Some(words.extracted(spec))
}

/// Copies what the argument's pointer leads to. Says what became of the argument.
#[inline(always)]
fn follow(
    spec: &ArgumentSpec,
    words: &mut Words<'_, ARGUMENT_WORDS, POINTED_WORDS>,
    memory: Memory,
) -> u8 {
    let mut length = u32::from(spec.pointed);
    if spec.pointed_length.bits != 0 {
        length = length.min(words.field(spec.pointed_length));
        if length == 0 {
            loss::count(Loss::ArgumentMalformed);
            return MALFORMED;
        }
    }
    let at = spec.pointer as usize & (ARGUMENT_WORDS - 1);
    let mut target = u64::from(words.argument[at]);
    if spec.flags & flag::SHORT_POINTER == 0 {
        target |= u64::from(words.argument[at | 1]) << 32;
    }
    let memory = match memory {
        Memory::Kernel => Memory::ResidentUser,
        user => user,
    };
    // SAFETY: the destination has room for the bounded length.
    let read = unsafe {
        copy(
            memory,
            words.pointed.as_mut_ptr().cast(),
            bounded::<POINTED_BYTES>(length),
            target,
        )
    };
    if read {
        words.target = (target, length);
        DECODED
    } else {
        loss::count(Loss::ArgumentUnreadable);
        UNREADABLE
    }
}

#[inline(always)]
fn amount(spec: &ArgumentSpec, first: u32, second: u32) -> u64 {
    let (first, second) = (u64::from(first), u64::from(second));
    if spec.flags & flag::WIDE == 0 {
        first + second
    } else {
        first | second << 32
    }
}

/// What a call changed of what is held.
pub(crate) struct Change {
    /// Of the spec, see [`flag::HELD`]; 0 where its guard does not hold.
    pub(crate) flags: u16,
    /// The object's id.
    pub(crate) object: u32,
    /// Bytes.
    pub(crate) amount: u64,
}

/// What an argument says after its call, by a spec that tells what is held; None where it cannot be
/// read any more.
#[inline(always)]
pub(crate) fn change(key: &SpecKey, address: u64) -> Option<Change> {
    let spec = spec_at(*key)?;
    let mut words = Words {
        argument: [0; ARGUMENT_WORDS],
        pointed: [0; POINTED_WORDS],
        call: &[0; call::WORDS],
        target: (0, 0),
    };
    // SAFETY: the destination has room for the bounded length.
    let read = unsafe {
        copy(
            Memory::ResidentUser,
            words.argument.as_mut_ptr().cast(),
            bounded::<ARGUMENT_BYTES>(u32::from(spec.length)),
            address + u64::from(spec.skip),
        )
    };
    let guarded = words.argument[spec.guard_word as usize & (ARGUMENT_WORDS - 1)];
    let holds = guarded & spec.guard_mask == spec.guard & spec.guard_mask;
    read.then(|| Change {
        flags: if holds { spec.flags } else { 0 },
        object: words.field(spec.object),
        amount: words.amount(spec),
    })
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
unsafe fn copy(memory: Memory, to: *mut c_void, length: u32, from: u64) -> bool {
    let from = from as *const c_void;
    // SAFETY: as the caller promised; the helpers check the source.
    unsafe {
        match memory {
            Memory::User => bpf_copy_from_user(to, length, from) == 0,
            Memory::ResidentUser => bpf_probe_read_user(to, length, from) == 0,
            Memory::Kernel => bpf_probe_read_kernel(to, length, from) == 0,
            Memory::None => false,
        }
    }
}
