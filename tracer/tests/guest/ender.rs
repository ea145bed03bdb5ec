//! A BPF program of somebody else's that ends calls before passgate's programs run. passgate's own loader
//! knows no such type of program, so this asks the kernel itself.

use std::{
    ffi::CString,
    io,
    mem::size_of_val,
    os::fd::{AsRawFd as _, FromRawFd as _, OwnedFd},
};

use btfparse::{Readable, TypeInformation, TypeVariant};

/// `bpf(2)`'s commands, and the type that stands for both the program and its place: it may end a function
/// before it begins (`linux/bpf.h`).
const PROG_LOAD: i64 = 5;
const RAW_TRACEPOINT_OPEN: i64 = 17;
const TRACING: u32 = 26;
const MODIFY_RETURN: u32 = 26;

/// What PROG_LOAD takes, as far as it is used here.
#[repr(C)]
#[derive(Default)]
struct Load {
    kind: u32,
    instructions: u32,
    code: u64,
    license: u64,
    log: [u64; 2],
    version_and_flags: u64,
    name: [u64; 2],
    interface: u32,
    place: u32,
    own_types: [u64; 4],
    line_count: u32,
    function: u32,
    of_program: [u32; 2],
}

/// Attached until it is dropped.
pub(crate) struct Ender {
    _link: OwnedFd,
}

impl Ender {
    /// Ends ioctls with a number as not permitted, before any security module is asked.
    pub(crate) fn before_ioctls(number: u32) -> Result<Self, String> {
        Self::before("security_file_ioctl", 1, number)
    }

    /// The same with the command by which LSM programs are attached.
    pub(crate) fn before_attaching() -> Result<Self, String> {
        let command = u32::try_from(RAW_TRACEPOINT_OPEN).map_err(|e| e.to_string())?;
        Self::before("security_bpf", 0, command)
    }

    /// Ends a function where one of its arguments is a number.
    fn before(name: &str, argument: u64, number: u32) -> Result<Self, String> {
        // r2 = the argument; r0 = 0; if it is another number, skip; r0 = -EPERM; return r0
        let code: [u64; 5] = [
            0x0000_0000_0000_1279 | (8 * argument) << 16,
            0x0000_0000_0000_00b7,
            u64::from(number) << 32 | 0x0001_0256,
            0xffff_ffff_0000_00b7,
            0x0000_0000_0000_0095,
        ];
        let license = CString::new("GPL").map_err(|e| e.to_string())?;
        let load = Load {
            kind: TRACING,
            instructions: 5,
            code: code.as_ptr().expose_provenance() as u64,
            license: license.as_ptr().expose_provenance() as u64,
            place: MODIFY_RETURN,
            function: function(name)?,
            ..Load::default()
        };
        let failed = |e: io::Error| format!("the kernel refuses the other program: {e}");
        let program = bpf(PROG_LOAD, &load).map_err(failed)?;
        // No name, and the program's descriptor.
        let open = [0_u64, program.as_raw_fd().cast_unsigned().into()];
        let link = bpf(RAW_TRACEPOINT_OPEN, &open).map_err(failed)?;
        Ok(Self { _link: link })
    }
}

/// The id of a function in the kernel's type information.
fn function(name: &str) -> Result<u32, String> {
    let bytes = std::fs::read("/sys/kernel/btf/vmlinux").map_err(|e| e.to_string())?;
    let types = TypeInformation::new(&Bytes(bytes)).map_err(|e| e.message().to_owned())?;
    let is_it = |found: &TypeVariant| matches!(found, TypeVariant::Func(function) if function.name().as_deref() == Some(name));
    let mut all = types.get().iter();
    all.find(|(_, found)| is_it(found))
        .map(|(id, _)| *id)
        .ok_or_else(|| format!("this kernel has no {name}"))
}

struct Bytes(Vec<u8>);

impl Readable for Bytes {
    fn read(&self, offset: u64, buffer: &mut [u8]) -> btfparse::Result<()> {
        let start = usize::try_from(offset).unwrap_or(usize::MAX);
        let end = start.saturating_add(buffer.len());
        let bytes = self
            .0
            .get(start..end)
            .ok_or_else(|| btfparse::Error::new(btfparse::ErrorKind::IOError, "beyond the end"))?;
        buffer.copy_from_slice(bytes);
        Ok(())
    }
}

/// `bpf(2)` for commands that give a descriptor.
fn bpf<T>(command: i64, argument: &T) -> io::Result<OwnedFd> {
    // SAFETY: the kernel reads the argument, as long as it says, and what it points to lives on.
    let descriptor = unsafe {
        libc::syscall(
            libc::SYS_bpf,
            command,
            std::ptr::from_ref(argument),
            size_of_val(argument),
        )
    };
    match i32::try_from(descriptor) {
        // SAFETY: the kernel has just made it for this process.
        Ok(descriptor @ 0..) => Ok(unsafe { OwnedFd::from_raw_fd(descriptor) }),
        _ => Err(io::Error::last_os_error()),
    }
}
