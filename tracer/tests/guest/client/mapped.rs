//! Memory that the devices of a VFIO container have, and the ways in which it is taken back.

use std::{
    fs::File,
    io::{BufRead as _, Read as _},
    os::fd::AsFd as _,
    process::Command,
};

use rustix::{
    io::Errno,
    thread::{CpuSet, sched_setaffinity},
};

use super::{
    Done,
    descriptors::taken,
    send,
    vfio::{
        GROUP_UNSET_CONTAINER, MAP_DMA, UNMAP_DMA, argument, container, map, read_write, unmap,
        words,
    },
};

/// What is mapped, and mapped again. The clients of iommufd map as much.
pub(crate) const FIRST: u64 = 65_536;
/// What another process maps, or the same one later.
pub(crate) const SECOND: u64 = 8192;
/// Calls that say too much, and how much.
pub(crate) const EXAGGERATED: (u32, u64) = (300, 1 << 56);

/// VFIO_DMA_UNMAP_FLAG_ALL
const ALL: u32 = 2;

pub(super) fn run(words: &[&str]) -> Done {
    match *words {
        ["closes-group", address] => {
            let container = container(address)?;
            map(&container.container, 0, FIRST)?;
            drop(container.group);
            stay()
        }
        ["leaves", address] => {
            let container = container(address)?;
            map(&container.container, 0, FIRST)?;
            send(&container.group, GROUP_UNSET_CONTAINER, 0)?;
            drop(container.group);
            stay()
        }
        // The group keeps the container.
        ["closes-container", address] => {
            let container = container(address)?;
            map(&container.container, 0, FIRST)?;
            drop(container.container);
            stay()
        }
        ["unmaps-all", address] => {
            let container = container(address)?.in_turn()?;
            shares(&container)?;
            stay()
        }
        // With the container on standard input.
        ["joins"] => {
            let container = File::from(std::io::stdin().as_fd().try_clone_to_owned()?);
            map(&container, 2 * FIRST, SECOND)
        }
        // What comes after the first line of input is over when this is said to a file.
        ["early", address, done] => {
            let container = container(address)?;
            map(&container.container, 0, FIRST)?;
            println!("held");
            std::io::stdin().lock().read_line(&mut String::new())?;
            map(&container.container, 2 * FIRST, SECOND)?;
            unmap(&container.container, 0, 0, FIRST)?;
            map(&container.container, 0, SECOND)?;
            std::fs::write(done, "held\n")?;
            wait()
        }
        // The container of another process.
        ["takes", process, descriptor] => {
            let container = File::from(taken(process, descriptor)?);
            map(&container, 2 * FIRST, SECOND)
        }
        ["later", address, done] => {
            let container = container(address)?;
            println!("held");
            std::io::stdin().lock().read_line(&mut String::new())?;
            map(&container.container, 0, FIRST)?;
            std::fs::write(done, "held\n")?;
            wait()
        }
        ["exaggerates"] => exaggerates(),
        _ => Err(format!("no such way: {words:?}").into()),
    }
}

/// Says that everything is done, and keeps it until standard input ends.
pub(super) fn stay() -> Done {
    println!("held");
    wait()
}

fn wait() -> Done {
    std::io::stdin().read_to_end(&mut Vec::new())?;
    Ok(())
}

impl super::vfio::Container {
    /// Maps, fails to map, unmaps everything, and maps again.
    fn in_turn(self) -> super::vfio::Made<Self> {
        map(&self.container, 0, FIRST)?;
        map(&self.container, FIRST, SECOND)?;
        match map(&self.container, 0, FIRST) {
            Err(error) if error.downcast_ref() == Some(&Errno::EXIST) => {}
            other => return Err(format!("mapped twice: {other:?}").into()),
        }
        if unmap(&self.container, ALL, 0, 0)? != FIRST + SECOND {
            return Err("not everything was unmapped".into());
        }
        map(&self.container, 0, FIRST)?;
        Ok(self)
    }
}

/// Lets another process map through the same file.
fn shares(container: &super::vfio::Container) -> Done {
    let status = Command::new(std::env::current_exe()?)
        .args(["client", "mapped", "joins"])
        .stdin(container.container.try_clone()?)
        .status()?;
    if status.success() {
        Ok(())
    } else {
        Err(format!("the other process: {status}").into())
    }
}

/// Sizes that would wrap a sum, of commands that a container without groups refuses; all on one CPU.
fn exaggerates() -> Done {
    let mut cpus = CpuSet::new();
    cpus.set(0);
    sched_setaffinity(None, &cpus)?;
    let container = read_write("/dev/vfio/vfio")?;
    let (calls, size) = EXAGGERATED;
    let refused = |number, head: &[u32], tail: &[u64]| -> Done {
        let mut bytes = words(head);
        bytes.extend(tail.iter().flat_map(|word| word.to_le_bytes()));
        match argument(&container, number, bytes) {
            Err(_) => Ok(()),
            Ok(_) => Err("a container without groups took it".into()),
        }
    };
    for _ in 0..calls {
        refused(MAP_DMA, &[32, 3], &[0, 0, size])?;
        refused(UNMAP_DMA, &[24, 0], &[0, u64::MAX])?;
    }
    Ok(())
}
