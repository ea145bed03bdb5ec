//! NVMe commands, laid out as the ioctls and io_uring's commands have them alike
//! (`linux/nvme_ioctl.h`), and sent by ioctl.

use std::ptr;

use rustix::mm::{MapFlags, ProtFlags, mmap_anonymous};

use super::{Done, NVME_ADMIN, open, send};

/// NVME_IOCTL_IO_CMD
pub(crate) const NVME_IO: u32 = 0xc048_4e43;
/// Where [`low`] memory begins.
const LOW: usize = 0x1000_0000;
/// Pages of it.
const PAGES: usize = 4;

/// struct nvme_passthru_cmd, as far as struct nvme_uring_cmd is the same.
pub(super) type Passthru = [u8; 72];

/// What may be sent, by name: the command for a device, with its data at an address.
pub(super) fn passthru(name: &str, data: usize) -> Result<(u32, Passthru), String> {
    let mut command = [0; 72];
    command[24..32].copy_from_slice(&data.to_le_bytes());
    let number = match name {
        // Identify, of the controller.
        "identify" => {
            command[0] = 0x06;
            command[36..40].copy_from_slice(&4096_u32.to_le_bytes());
            command[40] = 1;
            NVME_ADMIN
        }
        // The vendor's, without data.
        "vendor" => {
            command[0] = 0xc1;
            command[24..32].fill(0);
            NVME_ADMIN
        }
        // Read, of the first block of namespace 1.
        "read" => {
            command[0] = 0x02;
            command[4] = 1;
            command[36..40].copy_from_slice(&512_u32.to_le_bytes());
            NVME_IO
        }
        _ => return Err(format!("no such NVMe command: {name}")),
    };
    Ok((number, command))
}

/// Memory at an address of 32 bits, the same in every process.
pub(super) fn low() -> rustix::io::Result<usize> {
    // SAFETY: a new mapping where there was none; it is left to the process's end.
    let at = unsafe {
        mmap_anonymous(
            ptr::with_exposed_provenance_mut(LOW),
            PAGES * 4096,
            ProtFlags::READ | ProtFlags::WRITE,
            MapFlags::PRIVATE | MapFlags::FIXED_NOREPLACE | MapFlags::POPULATE,
        )
    }?;
    Ok(at.expose_provenance())
}

/// Copies what a command or a header consists of to memory that is mapped.
///
/// # Safety
///
/// There must be room for it at the address, which nobody else may use.
pub(super) unsafe fn put(bytes: &[u8], at: usize) {
    // SAFETY: as the caller promised.
    unsafe {
        ptr::copy_nonoverlapping(
            bytes.as_ptr(),
            ptr::with_exposed_provenance_mut(at),
            bytes.len(),
        );
    }
}

pub(super) fn run(words: &[&str]) -> Done {
    let [name, node, count] = words else {
        return Err(format!("no such NVMe client: {words:?}").into());
    };
    let file = open(node)?;
    let mut data = vec![0_u8; 4096];
    let (number, mut command) = passthru(name, data.as_mut_ptr().expose_provenance())?;
    for _ in 0..count.parse::<u32>()? {
        send(&file, number, command.as_mut_ptr().expose_provenance())?;
    }
    Ok(())
}
