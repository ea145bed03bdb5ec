//! One measurement: how long a loop of device commands takes with a given program attached. The
//! benchmark runs it in a guest whose clock counts instructions.

use std::{
    fs::File,
    path::Path,
    time::{Duration, Instant},
};

use rustix::ioctl::{NoArg, Opcode, ioctl, opcode};

use super::{
    Options,
    attach::{EMPTY, attach},
    btf,
    load::{load, prepare},
    object::OBJECT,
};
use crate::exit::{Error, Result};

/// What is attached while the loop runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attached {
    /// Nothing: the baseline.
    Nothing,
    /// A program that does nothing: the floor.
    Empty,
    /// passgate, counting.
    Counting,
}

/// NVME_IOCTL_ID: answers with the namespace's id and reads no argument
/// (`include/uapi/linux/nvme_ioctl.h`).
const NVME_IOCTL_ID: Opcode = opcode::none(b'N', 0x40);

/// Times `calls` calls of NVME_IOCTL_ID on a node.
///
/// # Errors
///
/// Where the node does not take the command or the programs do not load.
pub fn measure(attached: Attached, node: &Path, calls: u32) -> Result<Duration> {
    let file = File::open(node)
        .map_err(|e| Error::failure(format!("cannot open {}: {e}", node.display())))?;
    // Whatever is attached stays so until the loop has ended.
    let mut empty = None;
    let mut counting = None;
    match attached {
        Attached::Nothing => {}
        Attached::Empty => {
            let ebpf = empty.insert(prepare(OBJECT, Options::default())?);
            attach(ebpf, EMPTY, btf::functions()?)?;
        }
        Attached::Counting => {
            counting.replace(load(Options::default())?);
        }
    }
    let call = || {
        // SAFETY: the command takes no argument and changes nothing.
        unsafe { ioctl(&file, NoArg::<{ NVME_IOCTL_ID }>::new()) }
    };
    // The first call takes the slow paths.
    call().map_err(|e| {
        Error::failure(format!(
            "{} does not take NVME_IOCTL_ID: {e}",
            node.display()
        ))
        .remedy("name the node of an NVMe namespace, such as /dev/nvme0n1")
    })?;
    let began = Instant::now();
    for _ in 0..calls {
        let _ = call();
    }
    let took = began.elapsed();
    drop((empty, counting));
    Ok(took)
}
