//! Registers and memory through files that give them away.

use std::{
    fs::{File, OpenOptions},
    os::unix::fs::FileExt as _,
    ptr,
};

use rustix::mm::{MapFlags, ProtFlags, mmap};

use super::{Done, mapped::stay, open, send};

pub(super) fn run(words: &[&str]) -> Done {
    match words {
        ["read", node, offset, length] => {
            let mut bytes = vec![0; length.parse()?];
            Ok(open(node)?.read_exact_at(&mut bytes, offset.parse()?)?)
        }
        // A word of 16 bits to configuration space, else of 32.
        ["write", node, offset, word] => {
            let word: u16 = word.parse()?;
            let bytes = u32::from(word).to_le_bytes();
            let is_configuration = node.ends_with("config") || is_in_procfs(node);
            let length = if is_configuration { 2 } else { 4 };
            let file = OpenOptions::new().write(true).open(node)?;
            Ok(file.write_all_at(&bytes[..length], offset.parse()?)?)
        }
        ["maps", node, offset, length] => {
            let _file = map(node, offset.parse()?, length.parse()?)?;
            Ok(())
        }
        ["holds", node, offset, length] => {
            let _file = map(node, offset.parse()?, length.parse()?)?;
            stay()
        }
        // The mapping alone.
        ["holds-closed", node, offset, length] => {
            drop(map(node, offset.parse()?, length.parse()?)?);
            stay()
        }
        _ => Err(format!("no such registers: {words:?}").into()),
    }
}

fn is_in_procfs(node: &str) -> bool {
    node.starts_with("/proc/")
}

/// Maps a part of a file to the process's end.
fn map(node: &str, offset: u64, length: usize) -> Result<File, Box<dyn std::error::Error>> {
    /// Where a mapping is of memory, not of ports (`linux/pci.h`).
    const PCIIOC_MMAP_IS_MEM: u32 = 0x5043_4902;
    let file = OpenOptions::new().read(true).write(true).open(node)?;
    if is_in_procfs(node) {
        send(&file, PCIIOC_MMAP_IS_MEM, 0)?;
    }
    let protection = ProtFlags::READ | ProtFlags::WRITE;
    // SAFETY: a new mapping, which nobody uses.
    unsafe {
        mmap(
            ptr::null_mut(),
            length,
            protection,
            MapFlags::SHARED,
            &file,
            offset,
        )
    }?;
    Ok(file)
}
