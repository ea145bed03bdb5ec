//! Identity: what the interning maps are keyed by.

use crate::boundary;

boundary! {
    /// Who sends a command. Compared on every call, so that a change by exec, setuid or a move
    /// between cgroups is another subject from the next call on.
    pub struct SubjectKey [32] {
        /// Inode number of the executable; 0 for kernel threads.
        pub exe_inode: u64,
        /// The cgroup's id in the hierarchy that tells tasks apart, which is its directory's inode number.
        pub cgroup: u64,
        /// Device number of the executable's file system, in the kernel's encoding.
        pub exe_device: u32,
        /// Generation of the executable's inode: tells a reused inode number apart where the
        /// file system keeps generations.
        pub exe_generation: u32,
        /// Real user id in the initial user namespace.
        pub uid: u32,
        /// Real group id in the initial user namespace where there is a policy, else 0.
        pub gid: u32,
    }

    /// Which device a file is, by what the file is and never by its path.
    pub struct DeviceKey [24] {
        /// Address of the file's `file_operations`, or of what stands for them: a function of the
        /// attribute for files of sysfs, the `proc_ops` for those of procfs.
        pub operations: u64,
        /// Where the file has a device number, the address of its `address_space`: that of the disk or
        /// partition, or of a character device's node. Else the address of the device's name, 0 where
        /// all files of a kind are one device.
        pub instance: u64,
        /// The inode's device number, in the kernel's encoding: major << 20 | minor; else 0.
        pub number: u32,
        /// Always zero.
        pub reserved: u32,
    }

    /// An interned device.
    pub struct DeviceValue [24] {
        /// Its id; meaningless where `kind` is 0.
        pub id: u32,
        /// The kind that recognised it, 0 for a device that is known to be none of ours.
        pub kind: u32,
        /// Bits of an ioctl number that this kind's driver compares.
        pub command_mask: u32,
        /// Bits to the right of what selects a command in a file offset, [`NO_SELECTOR`] where
        /// nothing does.
        pub selector: u32,
        /// The value of the change counter when it was last known to be this device.
        pub epoch: u64,
    }

    /// How files with certain operations are recognised; the map's key is the address of the
    /// `file_operations`, of the `block_device_operations` of a disk, or of what stands for operations
    /// where a file system's files have them in common, see [`DeviceKey::operations`].
    pub struct Recognition [20] {
        /// Id of the device kind in the registry; 0 with [`via::DISK`] and [`via::NOTHING`], and where
        /// only the number tells it.
        pub kind: u16,
        /// What decides, see [`via`].
        pub via: u16,
        /// Bits of an ioctl number that this kind's driver compares.
        pub command_mask: u32,
        /// As [`DeviceValue::selector`].
        pub selector: u32,
        /// With [`via::NAME`], the offsets of the pointers that lead from the file's private data, or
        /// for files of sysfs from the kernel object and for those of procfs from the entry's data, to
        /// the device's name, as many as `steps`.
        pub path: [u16; 3],
        /// How many pointers to follow.
        pub steps: u16,
    }

    /// What a device number stands for before anybody calls: told by userspace where there is a policy, and
    /// taken back where the number is given up.
    pub struct Node [28] {
        /// The device's kind, as for operations that tell it.
        pub recognition: Recognition,
        /// The device's number: of a partition its disk's, else the same.
        pub number: u32,
        /// The id that was given out for the device, 0 where none was: then the first call gets one.
        pub id: u32,
    }

    /// Which ioctls of sockets are commands to devices: all others are none of ours.
    pub struct SocketCommands [100] {
        /// The least of their numbers.
        pub first: u32,
        /// A bit for each number from that on, the least significant of a word first.
        pub bits: [u32; SOCKET_WORDS],
    }
}

/// Symbol of the [`SocketCommands`] in the BPF object's read-only data.
pub const SOCKETS_SYMBOL: &str = "SOCKETS";

/// Words of [`SocketCommands::bits`]: 768 numbers, from the first ioctl of sockets (0x8900, `linux/sockios.h`)
/// to the last of wireless adapters (0x8bff, `linux/wireless.h`).
pub const SOCKET_WORDS: usize = 24;

impl SocketCommands {
    /// Those with these numbers; None where they lie too far apart.
    pub fn of(numbers: &[u32]) -> Option<Self> {
        let first = numbers.iter().copied().min().unwrap_or(0);
        let mut commands = Self {
            first,
            ..Self::ZERO
        };
        for number in numbers {
            let at = number - first;
            *commands.bits.get_mut(at as usize / 32)? |= 1 << (at % 32);
        }
        Some(commands)
    }
}

/// [`DeviceValue::selector`] where no part of a file offset tells commands apart.
pub const NO_SELECTOR: u32 = 64;

/// What decides the kind of a file with given operations.
pub mod via {
    /// The operations themselves.
    pub const OPERATIONS: u16 = 0;
    /// The `block_device_operations` of the disk behind the file: all block devices share one
    /// `file_operations`.
    pub const DISK: u16 = 1;
    /// The operations; a name that the file's private data leads to tells the device, because the
    /// file has no device number.
    pub const NAME: u16 = 2;
    /// The operations; all files of the kind are one device.
    pub const ALIKE: u16 = 3;
    /// The device number: its major is looked up, and where it says nothing, the kind is the
    /// operations' own, or what is known of any device.
    pub const NUMBER: u16 = 4;
    /// Nothing: the file is no device.
    pub const NOTHING: u16 = 5;
}

/// What stands for a major number where none is known: of character devices, and of disks.
pub mod any {
    /// Character devices.
    pub const CHARACTER: u32 = u32::MAX;
    /// Disks.
    pub const DISK: u32 = u32::MAX - 1;
}

/// Bits of a device number that are its minor (`include/linux/kdev_t.h`).
pub const MINOR_BITS: u32 = 20;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bit_stands_for_each_command_of_sockets() {
        let commands = SocketCommands::of(&[0x8be0, 0x8946, 0x89ff]).unwrap();
        assert_eq!(commands.first, 0x8946);
        let set: Vec<u32> = (0..768)
            .filter(|at| commands.bits[*at as usize / 32] >> (at % 32) & 1 != 0)
            .collect();
        assert_eq!(set, [0, 0x89ff - 0x8946, 0x8be0 - 0x8946]);
        assert_eq!(SocketCommands::of(&[0, 768]), None);
        assert_eq!(SocketCommands::of(&[]), Some(SocketCommands::ZERO));
    }
}
