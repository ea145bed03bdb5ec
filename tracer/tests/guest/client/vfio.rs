//! A userspace driver: the device `edu` of QEMU through VFIO, by group and container or by its own
//! node and iommufd (`linux/vfio.h`).

use std::{
    ffi::CString,
    fs::{File, OpenOptions},
    io::{Read as _, Write as _},
    os::{
        fd::{AsRawFd as _, FromRawFd as _},
        unix::fs::FileExt as _,
    },
    path::Path,
    ptr,
};

use rustix::{
    event::{EventfdFlags, eventfd},
    mm::{MapFlags, MprotectFlags, ProtFlags, mmap, mmap_anonymous, mprotect, munmap},
};

use super::{
    Done, call,
    iommufd::{Iommufd, word},
    mapped::stay,
    send,
};

/// The number of a VFIO command.
const fn number(offset: u32) -> u32 {
    0x3b64 + offset
}

pub(super) const CHECK_EXTENSION: u32 = number(1);
const SET_IOMMU: u32 = number(2);
const GROUP_GET_STATUS: u32 = number(3);
const GROUP_SET_CONTAINER: u32 = number(4);
pub(super) const GROUP_UNSET_CONTAINER: u32 = number(5);
const GROUP_GET_DEVICE_FD: u32 = number(6);
pub(super) const DEVICE_GET_INFO: u32 = number(7);
const DEVICE_GET_REGION_INFO: u32 = number(8);
const DEVICE_GET_IRQ_INFO: u32 = number(9);
const DEVICE_SET_IRQS: u32 = number(10);
const DEVICE_RESET: u32 = number(11);
pub(super) const MAP_DMA: u32 = number(13);
pub(super) const UNMAP_DMA: u32 = number(14);
pub(super) const DEVICE_FEATURE: u32 = number(17);
const DEVICE_BIND_IOMMUFD: u32 = number(18);
const DEVICE_ATTACH_IOMMUFD_PT: u32 = number(19);
const DEVICE_DETACH_IOMMUFD_PT: u32 = number(20);

/// VFIO_TYPE1v2_IOMMU
pub(super) const TYPE1V2: usize = 3;
/// VFIO_PCI_OFFSET_SHIFT: a region's offset in the device's file is its index, shifted.
const REGION_SHIFT: u32 = 40;
/// Region of configuration space.
const CONFIGURATION: u64 = 7 << REGION_SHIFT;
/// What `edu` answers at the beginning of its registers (QEMU, docs/specs/edu.rst).
const IDENTIFICATION: u32 = 0x0100_00ed;

/// Sizes of the memory that is given to the device.
pub(crate) const MAPPED: [u64; 3] = [4096, 65_536, 2 << 20];
/// Which of them is taken back.
pub(crate) const UNMAPPED: usize = 1;
/// How much of BAR0 is mapped.
pub(crate) const WINDOW: usize = 8192;

pub(super) type Made<T> = Result<T, Box<dyn std::error::Error>>;

pub(super) fn run(words: &[&str]) -> Done {
    if let ["feature", address, index] = words {
        let feature = could_be_set(index.parse()?);
        let device = container(address)?.device(address)?;
        argument(&device.0, DEVICE_FEATURE, feature)?;
        return Ok(());
    }
    if let ["maps", address, how] = words {
        let mut protection = ProtFlags::READ;
        protection.set(ProtFlags::WRITE, *how == "rw");
        container(address)?.device(address)?.map(protection)?;
        return Ok(());
    }
    let [way, address] = words else {
        return Err(format!("no such VFIO client: {words:?}").into());
    };
    if *way == "drives-by-node" {
        return by_node(address);
    }
    let container = container(address)?;
    let device = container.device(address)?;
    match *way {
        // All that a driver does.
        "drives" => {
            container.memory()?;
            device.drive()
        }
        // What a mediated device has as well.
        "drives-mediated" => {
            container.memory()?;
            device.ask()
        }
        "moves" => {
            container.memory()?;
            device.moves()
        }
        "reads-registers" => Ok(device.0.read_exact_at(&mut [0; 4], 0)?),
        "reads-configuration" => Ok(device.0.read_exact_at(&mut [0; 4], CONFIGURATION)?),
        // A register that is there to be tried, and the line of an interrupt, which is a note.
        "writes-registers" => Ok(device.0.write_all_at(&[0; 4], 4)?),
        "writes-configuration" => Ok(device.0.write_all_at(&[0], CONFIGURATION + 60)?),
        // Memory that the device has, and registers that this process has, while somebody looks.
        "holds" => {
            container.memory()?;
            let registers = device.map(ProtFlags::READ)?;
            stay()?;
            // SAFETY: nobody uses it any more.
            Ok(unsafe { munmap(registers, WINDOW) }?)
        }
        _ => Err(format!("no such way: {way}").into()),
    }
}

/// Asks whether a feature could be set: VFIO_DEVICE_FEATURE_PROBE | VFIO_DEVICE_FEATURE_SET.
pub(super) fn could_be_set(index: u32) -> Vec<u8> {
    words(&[8, 6 << 16 | index])
}

/// All that a driver does, with the device's own node and the I/O address spaces of iommufd.
fn by_node(address: &str) -> Done {
    let name = std::fs::read_dir(format!("/sys/bus/pci/devices/{address}/vfio-dev"))?
        .next()
        .ok_or("the device has no node")??
        .file_name();
    let device = Device(read_write(Path::new("/dev/vfio/devices").join(name))?);
    let iommufd = Iommufd::open()?;
    let ioas = iommufd.allocate()?;
    let bind = words(&[24, 0, iommufd.descriptor(), 0, 0, 0]);
    let bound = word(&argument(&device.0, DEVICE_BIND_IOMMUFD, bind)?, 12);
    let table = iommufd.page_table(bound, ioas)?;
    // To a page table of its own, then to one that the kernel makes.
    for table in [table, ioas] {
        let attach = words(&[16, 0, table, 0]);
        argument(&device.0, DEVICE_ATTACH_IOMMUFD_PT, attach)?;
    }
    iommufd.memory(ioas)?;
    device.drive()?;
    argument(&device.0, DEVICE_DETACH_IOMMUFD_PT, words(&[12, 0, 0]))?;
    iommufd.destroy(table)
}

/// A container with the group of a device.
pub(super) struct Container {
    pub(super) container: File,
    pub(super) group: File,
}

pub(super) struct Device(pub(super) File);

pub(super) fn read_write(path: impl AsRef<Path>) -> std::io::Result<File> {
    OpenOptions::new().read(true).write(true).open(path)
}

/// The words of an argument, as bytes.
pub(super) fn words(words: &[u32]) -> Vec<u8> {
    words.iter().flat_map(|word| word.to_le_bytes()).collect()
}

/// Sends a command with an argument that the kernel may write to.
pub(super) fn argument(
    file: &File,
    number: u32,
    mut bytes: Vec<u8>,
) -> rustix::io::Result<Vec<u8>> {
    send(file, number, bytes.as_mut_ptr().expose_provenance())?;
    Ok(bytes)
}

pub(super) fn container(address: &str) -> Made<Container> {
    let pci = format!("/sys/bus/pci/devices/{address}");
    let mediated = format!("/sys/bus/mdev/devices/{address}");
    let device = if Path::new(&pci).exists() {
        pci
    } else {
        mediated
    };
    let group = std::fs::read_link(format!("{device}/iommu_group"))?;
    let group = group.file_name().ok_or("a group without a number")?;
    let container = read_write("/dev/vfio/vfio")?;
    if call(&container, CHECK_EXTENSION, TYPE1V2)? != 1 {
        return Err("the kernel has no type 1 IOMMU driver".into());
    }
    let group = read_write(Path::new("/dev/vfio").join(group))?;
    let status = argument(&group, GROUP_GET_STATUS, words(&[8, 0]))?;
    if status[4] & 1 == 0 {
        return Err("the group is not viable".into());
    }
    let descriptor = container.as_raw_fd();
    send(
        &group,
        GROUP_SET_CONTAINER,
        (&raw const descriptor).expose_provenance(),
    )?;
    send(&container, SET_IOMMU, TYPE1V2)?;
    Ok(Container { container, group })
}

impl Container {
    pub(super) fn device(&self, address: &str) -> Made<Device> {
        let name = CString::new(address)?;
        let device = call(
            &self.group,
            GROUP_GET_DEVICE_FD,
            name.as_ptr().expose_provenance(),
        )?;
        // SAFETY: it is a new descriptor that nobody else owns.
        Ok(Device(unsafe { File::from_raw_fd(device) }))
    }

    /// Gives the device memory, one size after the other, and takes one back.
    fn memory(&self) -> Done {
        let mut iova = 0_u64;
        for (index, size) in MAPPED.into_iter().enumerate() {
            map(&self.container, iova, size)?;
            if index == UNMAPPED {
                unmap(&self.container, 0, iova, size)?;
            }
            iova += size;
        }
        Ok(())
    }
}

/// New memory, left to the process's end: its address.
pub(super) fn memory(size: u64) -> Made<u64> {
    // SAFETY: a new mapping.
    let memory = unsafe {
        mmap_anonymous(
            ptr::null_mut(),
            usize::try_from(size)?,
            ProtFlags::READ | ProtFlags::WRITE,
            MapFlags::PRIVATE,
        )
    }?;
    Ok(memory.expose_provenance() as u64)
}

/// Gives the devices of a container new memory, to be read and written.
pub(super) fn map(container: &File, iova: u64, size: u64) -> Done {
    let mut map = words(&[32, 3]);
    for word in [memory(size)?, iova, size] {
        map.extend(word.to_le_bytes());
    }
    argument(container, MAP_DMA, map)?;
    Ok(())
}

/// Takes memory back. Returns how much it was.
pub(super) fn unmap(container: &File, flags: u32, iova: u64, size: u64) -> Made<u64> {
    let mut unmap = words(&[24, flags]);
    for word in [iova, size] {
        unmap.extend(word.to_le_bytes());
    }
    let unmapped = argument(container, UNMAP_DMA, unmap)?;
    Ok(u64::from_le_bytes(unmapped[16..24].try_into()?))
}

impl Device {
    /// Does what a driver does, once the device may be used.
    fn drive(&self) -> Done {
        self.registers()?;
        self.configuration()?;
        self.interrupts()?;
        self.features()
    }

    /// Asks about the device, BAR0 and an interrupt, and reads its vendor.
    fn ask(&self) -> Done {
        argument(&self.0, DEVICE_GET_INFO, words(&[20, 0, 0, 0, 0]))?;
        argument(
            &self.0,
            DEVICE_GET_REGION_INFO,
            words(&[32, 0, 0, 0, 0, 0, 0, 0]),
        )?;
        argument(&self.0, DEVICE_GET_IRQ_INFO, words(&[16, 0, 1, 0]))?;
        self.0.read_exact_at(&mut [0; 2], CONFIGURATION)?;
        Ok(())
    }

    /// Stops the device and reads its state, as to take it to another machine, and writes it back.
    fn moves(&self) -> Done {
        // VFIO_DEVICE_STATE_STOP_COPY, and ..._RESUMING
        let mut state = Vec::new();
        self.turns(3)?.read_to_end(&mut state)?;
        self.turns(4)?.write_all(&state)?;
        Ok(())
    }

    /// Changes what the device does (`enum vfio_device_mig_state`); the file for its state.
    fn turns(&self, state: u32) -> Made<File> {
        // VFIO_DEVICE_FEATURE_SET, and VFIO_DEVICE_FEATURE_MIG_DEVICE_STATE
        let feature = words(&[16, 1 << 17 | 2, state, 0]);
        let turned = argument(&self.0, DEVICE_FEATURE, feature)?;
        let descriptor = i32::from_le_bytes(turned[12..].try_into()?);
        // SAFETY: the kernel gave it out just now, and nobody else has it.
        Ok(unsafe { File::from_raw_fd(descriptor) })
    }

    /// Maps the beginning of BAR0.
    fn map(&self, protection: ProtFlags) -> rustix::io::Result<*mut rustix::ffi::c_void> {
        // SAFETY: a new mapping of registers, which are read with volatile loads only.
        unsafe {
            mmap(
                ptr::null_mut(),
                WINDOW,
                protection,
                MapFlags::SHARED,
                &self.0,
                0,
            )
        }
    }

    /// BAR0: asked for, mapped, widened, and read both ways.
    fn registers(&self) -> Done {
        argument(&self.0, DEVICE_GET_INFO, words(&[20, 0, 0, 0, 0]))?;
        argument(
            &self.0,
            DEVICE_GET_REGION_INFO,
            words(&[32, 0, 0, 0, 0, 0, 0, 0]),
        )?;
        let registers = self.map(ProtFlags::READ)?;
        // SAFETY: the mapping is there, and long enough.
        let identification = unsafe {
            mprotect(
                registers,
                WINDOW,
                MprotectFlags::READ | MprotectFlags::WRITE,
            )?;
            let identification = registers.cast::<u32>().read_volatile();
            munmap(registers, WINDOW)?;
            identification
        };
        let mut read = [0; 4];
        self.0.read_exact_at(&mut read, 0)?;
        if [identification, u32::from_le_bytes(read)] == [IDENTIFICATION; 2] {
            Ok(())
        } else {
            Err(format!("the device is none: {identification:#x} {read:x?}").into())
        }
    }

    /// Configuration space: the vendor's id read, and the command register read and written back.
    fn configuration(&self) -> Done {
        let mut vendor = [0; 2];
        self.0.read_exact_at(&mut vendor, CONFIGURATION)?;
        if vendor != [0x34, 0x12] {
            return Err(format!("another vendor: {vendor:x?}").into());
        }
        let mut command = [0; 2];
        self.0.read_exact_at(&mut command, CONFIGURATION + 4)?;
        for _ in 0..3 {
            self.0.write_all_at(&command, CONFIGURATION + 4)?;
        }
        Ok(())
    }

    /// One message-signalled interrupt: set up, and turned off.
    fn interrupts(&self) -> Done {
        /// VFIO_PCI_MSI_IRQ_INDEX
        const MSI: u32 = 1;
        argument(&self.0, DEVICE_GET_IRQ_INFO, words(&[16, 0, MSI, 0]))?;
        let event = eventfd(0, EventfdFlags::CLOEXEC)?;
        let descriptor = event.as_raw_fd().cast_unsigned();
        // VFIO_IRQ_SET_DATA_EVENTFD | VFIO_IRQ_SET_ACTION_TRIGGER, then with VFIO_IRQ_SET_DATA_NONE.
        argument(
            &self.0,
            DEVICE_SET_IRQS,
            words(&[24, 0x24, MSI, 0, 1, descriptor]),
        )?;
        argument(&self.0, DEVICE_SET_IRQS, words(&[20, 0x21, MSI, 0, 0]))?;
        Ok(())
    }

    /// Two features asked about, and a reset. What the device answers is not the matter.
    fn features(&self) -> Done {
        /// VFIO_DEVICE_FEATURE_PROBE | VFIO_DEVICE_FEATURE_GET
        const PROBE: u32 = 5 << 16;
        for index in [1, 11] {
            let _ = argument(&self.0, DEVICE_FEATURE, words(&[8, PROBE | index]));
        }
        let _ = send(&self.0, DEVICE_RESET, 0);
        Ok(())
    }
}
