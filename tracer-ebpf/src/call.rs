//! One call of a command, whichever way it came in: identity, argument, count.

use core::ptr::null;

use aya_ebpf::EbpfContext;
use aya_log_ebpf::debug;
use tracer_common::{
    count::{CountKey, argument, entry, origin},
    spec::{SpecKey, call},
};

use crate::{
    argument::{CallWords, Extracted, Memory, extract},
    copy, count,
    device::Device,
    kernel::{Pointer, constant},
    scope, subject, trace,
    verdict::{self, Outcome},
};

/// Whether the programs log what they see. Written by the loader; the verifier removes the
/// logging where it is 0.
#[unsafe(no_mangle)]
static KERNEL_LOG: u32 = 0;

/// What a hook does with a call.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    /// It counts it.
    Counter,
    /// It decides it, and another counts what passes.
    Gate,
    /// Both.
    Both,
}

/// A call, as its hook sees it.
pub(crate) struct Call {
    /// See [`entry`].
    entry: u8,
    /// See [`origin`].
    origin: u8,
    /// The number as it was passed, or 0.
    pub(crate) number: u32,
    /// What counts as the command.
    command: u32,
    /// Where the argument is.
    pub(crate) memory: Memory,
    pub(crate) address: u64,
    pub(crate) words: CallWords,
    /// What its result is told for: the running task, unless it came by io_uring.
    pub(crate) request: u64,
    /// The file, where the kernel may check its own copy of the argument; else null.
    file: Pointer,
    /// Whether it was decided and counted before, and its argument may have become another.
    again: bool,
}

impl Call {
    /// An ioctl.
    #[inline(always)]
    pub(crate) fn ioctl(
        device: &Device,
        entry: u8,
        number: u32,
        memory: Memory,
        address: u64,
        file: Pointer,
    ) -> Self {
        Self {
            entry,
            origin: origin::CALLER,
            number,
            command: number & device.value.command_mask,
            memory,
            address,
            words: argument_words(address),
            request: 0,
            file,
            again: false,
        }
    }

    /// An io_uring command, its payload in kernel memory; with `again` one that is issued once more, of which only a
    /// refusal is counted.
    #[inline(always)]
    pub(crate) fn uring(
        device: &Device,
        origin: u8,
        request: u64,
        number: u32,
        payload: u64,
        file: Pointer,
        again: bool,
    ) -> Self {
        Self {
            entry: entry::URING_CMD,
            origin,
            number,
            command: number & device.value.command_mask,
            memory: Memory::Kernel,
            address: payload,
            words: [0; call::WORDS],
            request,
            file,
            again,
        }
    }

    /// A read, a write or a mapping of a part of the file.
    #[inline(always)]
    pub(crate) fn access(device: &Device, entry: u8, mode: u32, offset: u64, length: u64) -> Self {
        let command = device.command_at(offset);
        Self {
            entry,
            origin: origin::CALLER,
            number: command,
            command,
            memory: Memory::None,
            address: 0,
            words: words(mode, offset, length),
            request: 0,
            file: null(),
            again: false,
        }
    }

    /// The same with what is written, in a buffer of the caller's.
    #[inline(always)]
    pub(crate) fn with(self, buffer: u64) -> Self {
        Self {
            memory: Memory::ResidentUser,
            address: buffer,
            ..self
        }
    }

    /// The same with a command that the offset does not tell.
    #[inline(always)]
    pub(crate) fn of(self, command: u32) -> Self {
        Self {
            number: command,
            command,
            ..self
        }
    }

    #[inline(always)]
    fn part_is_unknown(&self) -> bool {
        let [low, high] = [call::OFFSET, call::OFFSET_HIGH].map(|word| self.words[word as usize]);
        low & high == u32::MAX
    }

    /// Decides and counts it, unless its task is out of scope. Returns what the hook is to return for it.
    #[inline(always)]
    pub(crate) fn decide(&self, context: &impl EbpfContext, device: &Device) -> i32 {
        self.pass(context, device, Role::Both)
    }

    /// Decides it where another program will count it if it passes: what is refused is counted here.
    #[inline(always)]
    pub(crate) fn gate(&self, context: &impl EbpfContext, device: &Device) -> i32 {
        self.pass(context, device, Role::Gate)
    }

    /// Counts it, unless its task is out of scope.
    #[inline(always)]
    pub(crate) fn observe(&self, context: &impl EbpfContext, device: &Device) {
        self.pass(context, device, Role::Counter);
    }

    #[inline(always)]
    fn pass(&self, context: &impl EbpfContext, device: &Device, role: Role) -> i32 {
        if !scope::observes_current() {
            return 0;
        }
        let mut key = CountKey {
            subject: subject::identify(),
            device: device.value.id,
            command: self.command,
            entry: self.entry,
            origin: self.origin,
            argument: argument::NONE,
            ..CountKey::ZERO
        };
        let spec = SpecKey {
            kind: device.value.kind as u16,
            entry: self.entry,
            variant: 0,
            command: self.command,
        };
        let extracted = extract(spec, self.memory, self.address, &self.words);
        key.argument = extracted.state;
        key.sub = extracted.sub;
        key.second = extracted.second;
        key.detail = extracted.detail;
        if self.part_is_unknown() && key.argument == argument::DECODED {
            // What the offset would have told.
            (key.sub, key.second, key.detail) = (0, 0, 0);
            key.argument = argument::UNREADABLE;
        }
        if constant(&KERNEL_LOG) != 0 {
            debug!(
                context,
                "entry {}: subject {} device {} command {:x} sub {:x} bytes {}",
                self.entry,
                key.subject,
                key.device,
                self.number,
                key.sub,
                extracted.amount
            );
        }
        let kind = device.value.kind;
        let (outcome, checked) = if role == Role::Counter {
            (Outcome::PASSES, false)
        } else {
            // Asked once it is decided: the verifier would look at all that follows twice.
            let is_checked = || !self.file.is_null() && copy::is_checked(kind, self.file);
            verdict::judge(&key, kind, extracted.amount, is_checked, self.again)
        };
        let outcome = if self.note(&key, device, &extracted, outcome, checked) {
            outcome
        } else {
            verdict::unsure()
        };
        if role == Role::Gate && !outcome.is_refused() {
            if outcome.is_audited() {
                count::count_audited(&key);
            }
            return 0;
        }
        if self.again && !outcome.is_refused() {
            return 0;
        }
        count::count(&key, extracted.amount, outcome);
        if constant(&trace::TRACE) != 0 {
            trace::begin(self, &key, &extracted);
        }
        outcome.status()
    }
}

impl Call {
    /// Notes what it was decided by, where it passes and its copy is to be decided as well. False where there is no
    /// room.
    #[inline(always)]
    fn note(
        &self,
        key: &CountKey,
        device: &Device,
        extracted: &Extracted,
        outcome: Outcome,
        checked: bool,
    ) -> bool {
        if !copy::are_looked_at() || self.memory == Memory::None {
            return true;
        }
        if checked && outcome.is_racy() && !outcome.is_refused() {
            return copy::expect(
                key,
                device.value.kind,
                extracted.amount,
                extracted.target_length,
            );
        }
        copy::forget();
        true
    }
}

/// Of a call that has only an argument, for commands that pass a number in it.
#[inline(always)]
fn argument_words(argument: u64) -> CallWords {
    let mut words = [0; call::WORDS];
    words[call::ARGUMENT as usize] = argument as u32;
    words
}

#[inline(always)]
fn words(mode: u32, offset: u64, length: u64) -> CallWords {
    let mut words = [0; call::WORDS];
    words[call::OFFSET as usize] = offset as u32;
    words[call::OFFSET_HIGH as usize] = (offset >> 32) as u32;
    words[call::LENGTH as usize] = length as u32;
    words[call::LENGTH_HIGH as usize] = (length >> 32) as u32;
    words[call::MODE as usize] = mode;
    words
}
