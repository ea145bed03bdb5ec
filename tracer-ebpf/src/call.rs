//! One call of a command, whichever way it came in: identity, argument, count.

use aya_log_ebpf::debug;
use tracer_common::{
    count::{CountKey, argument, entry, origin},
    spec::call,
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

/// What a hook does with a call that it decides.
#[derive(Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
enum Role {
    /// Another counts what passes.
    Gate,
    /// It counts it.
    Both,
    /// It was decided and counted before, and its argument may have become another: only a refusal is news.
    Again,
}

/// A call: what its hook sees, and what is found out of it on its way. Without padding: every byte is written
/// before a function takes it.
#[repr(C)]
#[derive(Clone, Copy)]
pub(crate) struct Call {
    /// What its result is told for: the running task, unless it came by io_uring.
    pub(crate) request: u64,
    /// Where the argument is.
    pub(crate) address: u64,
    /// Bytes of data.
    pub(crate) amount: u64,
    /// Where the argument's pointer leads to, and how far; 0 where none was followed.
    pub(crate) target: u64,
    /// See `target`.
    pub(crate) target_length: u32,
    /// How many bytes of the argument its spec reads, those before them included; 0 without a spec.
    pub(crate) length: u32,
    pub(crate) words: CallWords,
    /// The number as it was passed, or 0.
    pub(crate) number: u32,
    /// The device's kind.
    pub(crate) kind: u32,
    /// What it is counted as. The subject is the last to be known.
    pub(crate) key: CountKey,
    pub(crate) memory: Memory,
    role: Role,
    /// Whether the kernel checks its own copy of the argument.
    pub(crate) is_checked: bool,
    /// Whether one like it was counted on this CPU not long ago.
    pub(crate) is_known: bool,
}

const _: () = assert!(size_of::<Call>() == 112, "no padding");

impl Call {
    /// What a call is before anything is known of it.
    pub(crate) const NONE: Self = Self {
        request: 0,
        address: 0,
        amount: 0,
        target: 0,
        target_length: 0,
        length: 0,
        words: [0; call::WORDS],
        number: 0,
        kind: 0,
        key: CountKey::ZERO,
        memory: Memory::None,
        role: Role::Both,
        is_checked: false,
        is_known: false,
    };

    #[inline(always)]
    fn new(device: &Device, entry: u8, number: u32, command: u32) -> Self {
        Self {
            number,
            kind: device.value.kind,
            key: CountKey {
                device: device.value.id,
                command,
                entry,
                argument: argument::NONE,
                origin: origin::CALLER,
                ..CountKey::ZERO
            },
            ..Self::NONE
        }
    }

    /// Whether it has an argument in memory.
    #[inline(always)]
    pub(crate) fn may_change(&self) -> bool {
        self.memory != Memory::None
    }

    /// An ioctl.
    #[inline(always)]
    pub(crate) fn ioctl(
        device: &Device,
        entry: u8,
        number: u32,
        memory: Memory,
        address: u64,
    ) -> Self {
        Self {
            memory,
            address,
            words: argument_words(address),
            ..Self::new(device, entry, number, number & device.value.command_mask)
        }
    }

    /// An io_uring command, its payload in kernel memory.
    #[inline(always)]
    pub(crate) fn uring(
        device: &Device,
        origin: u8,
        request: u64,
        number: u32,
        payload: u64,
    ) -> Self {
        let command = number & device.value.command_mask;
        let mut call = Self {
            memory: Memory::Kernel,
            address: payload,
            request,
            ..Self::new(device, entry::URING_CMD, number, command)
        };
        call.key.origin = origin;
        call
    }

    /// The same through a file of which the kernel may check its own copy of the argument.
    ///
    /// # Safety
    ///
    /// The file must be the hook's.
    #[inline(always)]
    pub(crate) unsafe fn through(mut self, file: Pointer) -> Self {
        // SAFETY: as the caller promised.
        self.is_checked = unsafe { copy::is_checked(self.kind, file) };
        self
    }

    /// Whether it was decided and counted before.
    #[inline(always)]
    pub(crate) fn is_again(&self) -> bool {
        self.role == Role::Again
    }

    /// The same once more.
    #[inline(always)]
    pub(crate) fn again(mut self, is_again: bool) -> Self {
        if is_again {
            self.role = Role::Again;
        }
        self
    }

    /// A read, a write or a mapping of a part of the file.
    #[inline(always)]
    pub(crate) fn access(device: &Device, entry: u8, mode: u32, offset: u64, length: u64) -> Self {
        let command = device.command_at(offset);
        Self {
            words: words(mode, offset, length),
            ..Self::new(device, entry, command, command)
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
    pub(crate) fn of(mut self, command: u32) -> Self {
        self.number = command;
        self.key.command = command;
        self
    }

    /// Enters what its argument says.
    #[inline(always)]
    pub(crate) fn says(&mut self, said: &Extracted) {
        self.key.argument = said.state;
        self.key.sub = said.sub;
        self.key.second = said.second;
        self.key.detail = said.detail;
        self.amount = said.amount;
        self.target = said.target;
        self.target_length = said.target_length;
        self.length = said.length;
    }

    #[inline(always)]
    fn part_is_unknown(&self) -> bool {
        let [low, high] = [call::OFFSET, call::OFFSET_HIGH].map(|word| self.words[word as usize]);
        low & high == u32::MAX
    }

    /// Decides and counts it, unless its task is out of scope. Returns what the hook is to return for it.
    #[inline(always)]
    pub(crate) fn decide(mut self) -> i32 {
        if !scope::observes_current() {
            return 0;
        }
        self.key.subject = subject::of_current();
        // Constant for the compiler, which has to leave out what this program may not call.
        let memory = self.memory;
        if self.role == Role::Both && self.is_as_before() {
            return 0;
        }
        extract(&mut self, memory);
        // SAFETY: it is valid.
        unsafe { settle(&raw mut self) }
    }

    /// Decides it where another program will count it if it passes: what is refused is counted here.
    #[inline(always)]
    pub(crate) fn gate(mut self) -> i32 {
        self.role = Role::Gate;
        self.decide()
    }

    /// Counts it, unless its task is out of scope.
    #[inline(always)]
    pub(crate) fn observe(mut self) {
        if scope::observes_current() {
            self.key.subject = subject::of_current();
            let memory = self.memory;
            extract(&mut self, memory);
            // SAFETY: it is valid.
            unsafe { count_call(&raw mut self) };
        }
    }

    /// Counts a call whose command takes no argument apart, if the last such call passed and this one is to be decided
    /// as that was; false where more has to be done. So far its key is that of such a call: where calls with that key
    /// were counted, there is nothing to take apart.
    #[inline(never)]
    fn is_as_before(&self) -> bool {
        if constant(&KERNEL_LOG) != 0 || trace::is_wanted() {
            return false;
        }
        let row = count::recent(self);
        if !row.is_known()
            || row.state != verdict::state()
            || (verdict::is_asked() && row.state == 0)
        {
            return false;
        }
        copy::forget_last();
        count::add(self, row);
        true
    }

    /// Takes back what was told by a part of the file that is not known.
    #[inline(always)]
    fn correct(&mut self) {
        if self.part_is_unknown() && self.key.argument == argument::DECODED {
            (self.key.sub, self.key.second, self.key.detail) = (0, 0, 0);
            self.key.argument = argument::UNREADABLE;
        }
        if constant(&KERNEL_LOG) != 0 {
            log(self);
        }
    }
}

/// What becomes of a call whose argument was taken apart: what the hook is to return for it.
///
/// Global, as all functions are that the verifier shall look at once for a program and not once for each way
/// there: whoever takes a pointer to it cannot know that it is none.
///
/// # Safety
///
/// The pointer must be null or valid.
#[inline(never)]
#[unsafe(no_mangle)]
unsafe extern "C" fn settle(call: *mut Call) -> i32 {
    // SAFETY: as the caller promised.
    let Some(call) = (unsafe { call.as_mut() }) else {
        return 0;
    };
    call.correct();
    let row = count::recent(call);
    let state = verdict::state();
    let mut outcome = if state != 0 && row.state == state {
        row.outcome
    } else {
        call.is_known = row.is_known();
        verdict::judge(call)
    };
    if !copy::note(call, outcome) {
        outcome = verdict::unsure(call);
    }
    if call.role == Role::Gate && !outcome.is_refused() {
        if outcome.is_audited() {
            count::count_audited(call);
        }
        return 0;
    }
    if call.is_again() && !outcome.is_refused() {
        return 0;
    }
    count::count(call, outcome, row, state);
    trace::begin(call);
    outcome.status()
}

/// The same of one that is only counted.
///
/// # Safety
///
/// As there.
#[inline(never)]
#[unsafe(no_mangle)]
unsafe extern "C" fn count_call(call: *mut Call) -> u32 {
    // SAFETY: as the caller promised.
    if let Some(call) = unsafe { call.as_mut() } {
        call.correct();
        count::count(call, Outcome::PASSES, count::recent(call), 0);
        trace::begin(call);
    }
    0
}

#[inline(never)]
fn log(call: &Call) {
    debug!(
        (),
        "entry {}: subject {} device {} command {:x} sub {:x} bytes {}",
        call.key.entry,
        call.key.subject,
        call.key.device,
        call.number,
        call.key.sub,
        call.amount
    );
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
