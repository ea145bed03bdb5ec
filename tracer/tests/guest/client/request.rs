//! ioctls whose arguments are filled in by the names that the kernel's headers give their members.

use std::os::fd::AsFd;

use passgate::uapi::{Form, Ioctl};

use super::call;

/// One command and its argument, of zeros at first.
pub(super) struct Request {
    ioctl: Ioctl,
    argument: Vec<u8>,
}

impl Request {
    pub(super) fn of(ioctl: Ioctl) -> Self {
        // Its size is in the number where the header tells no structure.
        let size = ioctl
            .takes
            .map_or(ioctl.number >> 16 & 0x3fff, |layout| layout.size);
        Self {
            ioctl,
            argument: vec![0; size.max(8) as usize],
        }
    }

    /// With a member of the structure, whose name is empty where the argument is a number alone.
    pub(super) fn with(mut self, member: &str, value: u64) -> Result<Self, String> {
        let (at, bytes) = self.place(member)?;
        self.argument[at..at + bytes].copy_from_slice(&value.to_le_bytes()[..bytes]);
        Ok(self)
    }

    /// With what follows the structure, or lies in a part of it that has no names.
    pub(super) fn at(mut self, at: usize, bytes: &[u8]) -> Self {
        let end = at + bytes.len();
        self.argument.resize(self.argument.len().max(end), 0);
        self.argument[at..end].copy_from_slice(bytes);
        self
    }

    /// Sends it; what the call returned.
    pub(super) fn send(&mut self, file: impl AsFd) -> Result<i32, String> {
        let argument = self.argument.as_mut_ptr().expose_provenance();
        call(file, self.ioctl.number, argument).map_err(|e| format!("{}: {e}", self.ioctl.name))
    }

    /// What the driver has written to a member.
    pub(super) fn get(&self, member: &str) -> Result<u64, String> {
        let (at, bytes) = self.place(member)?;
        let mut value = [0; 8];
        value[..bytes].copy_from_slice(&self.argument[at..at + bytes]);
        Ok(u64::from_le_bytes(value))
    }

    /// The four bytes at a place that has no name.
    pub(super) fn word(&self, at: usize) -> u32 {
        let bytes = self.argument.get(at..at + 4);
        let bytes = bytes.and_then(|bytes| bytes.try_into().ok());
        bytes.map_or(0, u32::from_le_bytes)
    }

    /// Where a member begins, and how long it is.
    fn place(&self, member: &str) -> Result<(usize, usize), String> {
        let mut members = self.ioctl.takes.iter().flat_map(|layout| layout.members);
        let found = members.find(|found| found.path == member);
        match found.map(|found| (found.offset, found.form)) {
            Some((at, Form::Unsigned(bytes) | Form::Signed(bytes))) => {
                Ok((at.into(), bytes.into()))
            }
            Some((at, Form::Pointer)) => Ok((at.into(), 8)),
            _ => Err(format!("{} has no number {member}", self.ioctl.name)),
        }
    }
}

/// Sends a command whose argument is a number itself, or nothing; what the call returned.
pub(super) fn plain(file: impl AsFd, ioctl: Ioctl, argument: usize) -> Result<i32, String> {
    call(file, ioctl.number, argument).map_err(|e| format!("{}: {e}", ioctl.name))
}
