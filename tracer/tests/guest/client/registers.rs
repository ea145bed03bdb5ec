//! Registers and memory through files that give them away.

use std::{fs::OpenOptions, os::unix::fs::FileExt as _, ptr};

use rustix::mm::{MapFlags, ProtFlags, mmap, munmap};

use super::{Done, open};

pub(super) fn run(words: &[&str]) -> Done {
    match words {
        ["read", node, offset, length] => {
            let mut bytes = vec![0; length.parse()?];
            Ok(open(node)?.read_exact_at(&mut bytes, offset.parse()?)?)
        }
        // A word of 16 bits, or where the file wants so, of 32.
        ["write", node, offset, word] => {
            let word: u16 = word.parse()?;
            let bytes = u32::from(word).to_le_bytes();
            let length = if node.ends_with("config") { 2 } else { 4 };
            let file = OpenOptions::new().write(true).open(node)?;
            Ok(file.write_all_at(&bytes[..length], offset.parse()?)?)
        }
        ["maps", node, offset, length] => {
            let file = OpenOptions::new().read(true).write(true).open(node)?;
            let length = length.parse()?;
            // SAFETY: a new mapping, which nobody uses.
            unsafe {
                let at = mmap(
                    ptr::null_mut(),
                    length,
                    ProtFlags::READ | ProtFlags::WRITE,
                    MapFlags::SHARED,
                    &file,
                    offset.parse()?,
                )?;
                Ok(munmap(at, length)?)
            }
        }
        _ => Err(format!("no such registers: {words:?}").into()),
    }
}
