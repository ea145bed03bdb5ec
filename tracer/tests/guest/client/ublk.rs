//! A disk of userspace's: all that its server does, from adding the device to taking it away
//! (`linux/ublk_cmd.h`). The disk is one of zeros.

use std::{
    ffi::c_void,
    fs::{File, OpenOptions},
    io::{self, Read as _},
    os::fd::AsRawFd as _,
    ptr,
};

use io_uring::{IoUring, cqueue, opcode, squeue, types};
use rustix::mm::{MapFlags, ProtFlags, mmap, munmap};

use super::{Done, send};

/// The driver takes commands for the device in entries of double size only.
type Ring = IoUring<squeue::Entry128, cqueue::Entry>;

const GET_DEV_INFO: u32 = 0x8020_7502;
const ADD_DEV: u32 = 0xc020_7504;
const DEL_DEV: u32 = 0xc020_7505;
const START_DEV: u32 = 0xc020_7506;
const STOP_DEV: u32 = 0xc020_7507;
const SET_PARAMS: u32 = 0xc020_7508;
const FETCH_REQ: u32 = 0xc010_7520;
const COMMIT_AND_FETCH_REQ: u32 = 0xc010_7521;
/// BLKGETSIZE64
const SIZE: u32 = 0x8008_1272;

/// The one device's number.
const DEVICE: u32 = 0;
/// Bytes of its one buffer.
const BUFFER: usize = 65_536;
/// Its sectors.
const SECTORS: u64 = 2048;

/// Serves the disk to somebody who looks at it, and writes how many requests there were to a file.
pub(super) fn run(words: &[&str]) -> Done {
    let ["serves", served] = words else {
        return Err(format!("no such server: {words:?}").into());
    };
    let mut control = Control::open()?;
    let mut info = [0_u8; 64];
    // One queue of depth one.
    info[0] = 1;
    info[2] = 1;
    info[8..12].copy_from_slice(&u32::try_from(BUFFER)?.to_le_bytes());
    info[12..16].copy_from_slice(&DEVICE.to_le_bytes());
    control.send(ADD_DEV, &mut info, 0)?;
    control.send(GET_DEV_INFO, &mut info, 0)?;
    control.send(SET_PARAMS, &mut parameters()?, 0)?;
    let outcome = serve();
    // Whatever became of it.
    control.send(DEL_DEV, &mut [], 0)?;
    Ok(std::fs::write(served, outcome?.to_string())?)
}

/// struct ublk_params, up to the basic ones: blocks of 512 bytes.
fn parameters() -> Result<[u8; 40], Box<dyn std::error::Error>> {
    let mut parameters = [0; 40];
    parameters[0] = 40;
    // UBLK_PARAM_TYPE_BASIC
    parameters[4] = 1;
    parameters[12..16].fill(9);
    parameters[16..20].copy_from_slice(&u32::try_from(BUFFER / 512)?.to_le_bytes());
    parameters[24..32].copy_from_slice(&SECTORS.to_le_bytes());
    Ok(parameters)
}

/// What is sent to `/dev/ublk-control`.
struct Control {
    ring: Ring,
    file: File,
}

impl Control {
    fn open() -> io::Result<Self> {
        let mut options = OpenOptions::new();
        Ok(Self {
            ring: Ring::builder().build(1)?,
            file: options.read(true).write(true).open("/dev/ublk-control")?,
        })
    }

    /// struct ublksrv_ctrl_cmd: dev_id, queue_id, len, addr, data.
    fn send(&mut self, number: u32, buffer: &mut [u8], data: u64) -> Done {
        let mut payload = [0; 80];
        payload[..4].copy_from_slice(&DEVICE.to_le_bytes());
        payload[4..6].fill(0xff);
        payload[6..8].copy_from_slice(&u16::try_from(buffer.len())?.to_le_bytes());
        let address = buffer.as_mut_ptr().expose_provenance();
        payload[8..16].copy_from_slice(&address.to_le_bytes());
        payload[16..24].copy_from_slice(&data.to_le_bytes());
        let command = opcode::UringCmd80::new(types::Fd(self.file.as_raw_fd()), number);
        push(&mut self.ring, &command.cmd(payload).build())?;
        match answer(&mut self.ring)? {
            0 => Ok(()),
            error => Err(format!("command {number:#x} was answered {error}").into()),
        }
    }
}

fn push(ring: &mut Ring, entry: &squeue::Entry128) -> io::Result<()> {
    // SAFETY: what the command points to stays until it has ended.
    unsafe { ring.submission().push(entry) }.map_err(io::Error::other)
}

/// Waits for what was submitted.
fn answer(ring: &mut Ring) -> io::Result<i32> {
    ring.submit_and_wait(1)?;
    let done = ring.completion().next();
    Ok(done.ok_or(io::ErrorKind::UnexpectedEof)?.result())
}

/// The mapped requests of the one queue. The device goes when they do.
struct Requests(*mut c_void);

impl Requests {
    const BYTES: usize = 4096;

    fn of(file: &File) -> io::Result<Self> {
        // SAFETY: a new mapping.
        let at = unsafe {
            mmap(
                ptr::null_mut(),
                Self::BYTES,
                ProtFlags::READ,
                MapFlags::SHARED | MapFlags::POPULATE,
                file,
                0,
            )
        };
        Ok(Self(at?))
    }

    /// How many the first is about.
    fn sectors(&self) -> u32 {
        // SAFETY: struct ublksrv_io_desc, which the kernel wrote before it answered.
        unsafe { self.0.cast::<u32>().add(1).read_volatile() }
    }
}

impl Drop for Requests {
    fn drop(&mut self) {
        // SAFETY: nobody has the address any more.
        let _ = unsafe { munmap(self.0, Self::BYTES) };
    }
}

/// Answers requests until the device is stopped; how many there were.
fn serve() -> Result<u32, Box<dyn std::error::Error>> {
    let node = format!("/dev/ublkc{DEVICE}");
    let file = OpenOptions::new().read(true).write(true).open(node)?;
    let requests = Requests::of(&file)?;
    let mut buffer = vec![0_u8; BUFFER];
    let mut ring = Ring::builder().build(1)?;
    // struct ublksrv_io_cmd: q_id, tag, result, addr.
    let mut payload = [0; 80];
    let address = buffer.as_mut_ptr().expose_provenance();
    payload[8..16].copy_from_slice(&address.to_le_bytes());
    let mut command = |ring: &mut Ring, number, result: u32| {
        payload[4..8].copy_from_slice(&result.to_le_bytes());
        let command = opcode::UringCmd80::new(types::Fd(file.as_raw_fd()), number);
        push(ring, &command.cmd(payload).build())
    };
    command(&mut ring, FETCH_REQ, 0)?;
    ring.submit()?;
    let user = std::thread::spawn(|| use_it().map_err(|e| e.to_string()));
    let mut served = 0;
    // A request until the device stops, which is an error.
    while answer(&mut ring)? == 0 {
        command(&mut ring, COMMIT_AND_FETCH_REQ, requests.sectors() * 512)?;
        served += 1;
    }
    user.join().map_err(|_| "the user panicked")??;
    Ok(served)
}

/// Starts the device, looks at its disk, and stops it. This waits for the server.
fn use_it() -> Done {
    let mut control = Control::open()?;
    let started = control.send(START_DEV, &mut [], std::process::id().into());
    let looked = started.and_then(|()| look());
    // Ends the server, too.
    control.send(STOP_DEV, &mut [], 0)?;
    looked
}

fn look() -> Done {
    let mut disk = File::open(format!("/dev/ublkb{DEVICE}"))?;
    let mut size = 0_u64;
    send(&disk, SIZE, ptr::from_mut(&mut size).expose_provenance())?;
    if size != SECTORS * 512 {
        return Err(format!("{size} bytes").into());
    }
    Ok(disk.read_exact(&mut [1; 512])?)
}
