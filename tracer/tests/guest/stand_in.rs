//! Programs that stand in, by CUSE, for devices which no emulator has: what is sent to them passes the hooks
//! as it would on its way to the driver, and a device is told by its number as the driver's would be.

use std::fs;

use serde_json::Value;

use crate::{
    Outcome, Test, ensure,
    holder::Holder,
    machine::{run, wait_for},
    need::Need,
    observe::{Observed, stat, this},
    other::counted,
    session::Client,
};

pub(crate) fn tests() -> Vec<Test> {
    const CUSE: &[Need] = &[Need::Driver("cuse")];
    [
        ("stand_in::nvidia", CUSE, nvidia as fn() -> Outcome),
        (
            "stand_in::habanalabs",
            &[Need::Driver("cuse"), Need::FreeMajor(ACCELERATORS)],
            habanalabs,
        ),
        (
            "stand_in::habanalabs_by_its_driver",
            &[Need::Module("cuse"), Need::FreeMajor(ACCELERATORS)],
            habanalabs_by_its_driver,
        ),
        (
            "stand_in::a_vendor_that_nobody_knows",
            CUSE,
            a_vendor_that_nobody_knows,
        ),
    ]
    .map(|(name, needs, run)| Test::new(name, needs, run).stands_in())
    .into()
}

/// ACCEL_MAJOR of `drm/drm_accel.h`: a kernel with accelerators keeps it for itself.
const ACCELERATORS: u32 = 261;

/// A device, its node's major and minor number, and what is sent to it: number and argument.
struct StandIn {
    name: &'static str,
    number: [u32; 2],
    sent: &'static [(u32, &'static [u32])],
}

/// NV_MAJOR_DEVICE_NUMBER and NV_MINOR_DEVICE_NUMBER_CONTROL_DEVICE of nv-linux.h.
const CONTROL_DEVICE: StandIn = StandIn {
    name: "nvidiactl",
    number: [195, 255],
    sent: &[
        (RM_CONTROL, &[1, 2, 0x0101]),
        (RM_CONTROL, &[1, 2, 0x2080_8001]),
        (RM_CONTROL, &[1, 2, 0x2080_0fff]),
        (RM_ALLOC, &[1, 1, 2, 0x80]),
        (RM_ALLOC, &[1, 1, 2, 0xbeef]),
        (RM_FREE, &[1, 1, 2]),
    ],
};
/// `_IOWR('F', 0x2a, NVOS54_PARAMETERS)`
const RM_CONTROL: u32 = 0xc020_462a;
/// `_IOWR('F', 0x2b, NVOS64_PARAMETERS)`
const RM_ALLOC: u32 = 0xc030_462b;
/// `_IOWR('F', 0x29, NVOS00_PARAMETERS)`
const RM_FREE: u32 = 0xc010_4629;

const ACCELERATOR: StandIn = StandIn {
    name: "accel/accel0",
    number: [ACCELERATORS, 0],
    // DRM_IOCTL_VERSION; DRM_IOCTL_HL_INFO
    sent: &[(0xc040_6400, &[]), (0xc018_6440, &[])],
};

const VENDOR: StandIn = StandIn {
    name: "passgate-vendor",
    number: [0, 0],
    // _IO('v', 1), _IOR('v', 2, 16 bytes), _IOW('v', 3, 4 bytes), _IOWR('v', 0xfe, 1024 bytes)
    sent: &[
        (0x7601, &[]),
        (0x8010_7602, &[]),
        (0x4004_7603, &[7]),
        (0xc400_76fe, &[7]),
    ],
};

impl StandIn {
    fn start(&self) -> Result<Holder, String> {
        let [major, minor] = self.number.map(|number| number.to_string());
        Holder::start(&["other", "serves", self.name, &major, &minor])
    }

    /// The client's words.
    fn client(&self) -> String {
        let command = |(number, words): &(u32, &[u32])| {
            let bytes = (number >> 16 & 0x3fff) as usize;
            let mut argument: Vec<u8> = words.iter().flat_map(|word| word.to_le_bytes()).collect();
            argument.resize(bytes.max(4), 0);
            let argument: String = argument.iter().map(|byte| format!("{byte:02x}")).collect();
            format!("{number:x}:{argument}")
        };
        let commands: Vec<String> = self.sent.iter().map(command).collect();
        format!(
            "{} client other asks /dev/{} {}",
            this(),
            self.name,
            commands.join(" ")
        )
    }
}

/// The programs, and the clients of each, by name.
pub(crate) fn start() -> Result<(Vec<Holder>, Vec<Client>), String> {
    let mut programs = vec![CONTROL_DEVICE.start()?, VENDOR.start()?];
    let mut clients = vec![
        ("nvidia", CONTROL_DEVICE.client()),
        ("vendor", VENDOR.client()),
    ];
    if Need::FreeMajor(ACCELERATORS).missing().is_none() {
        programs.push(ACCELERATOR.start()?);
        clients.push(("habanalabs", ACCELERATOR.client()));
    }
    Ok((programs, clients))
}

/// Fails unless the ioctls of a client are these, each once: command, sub-command, class.
fn are(
    observed: &Observed,
    [family, interface, name]: [&str; 3],
    expected: &[(&str, Option<&str>, &str)],
) -> Outcome {
    let ioctls: Vec<&Value> = observed
        .rows()
        .filter(|row| row["entry"] == "ioctl")
        .collect();
    for (command, sub, class) in expected {
        let found = ioctls.iter().filter(|row| {
            let device = &row["device"];
            device["family"] == family
                && device["interface"] == interface
                && device["name"] == name
                && row["command"] == *command
                && row["sub"] == Value::from(*sub)
                && row["class"] == *class
                && row["calls"] == 1
        });
        ensure!(
            found.count() == 1,
            "not one call {command} {sub:?}, {class}:\n{}",
            observed.text()
        );
    }
    ensure!(
        ioctls.len() == expected.len(),
        "not {} ioctls:\n{}",
        expected.len(),
        observed.text()
    );
    Ok(observed.lossless()?)
}

/// Escapes by name; controls and classes of objects by the headers of the open modules, what they do not have
/// as opaque.
fn nvidia() -> Outcome {
    are(
        &counted("nvidia")?,
        ["nvidia", "device", CONTROL_DEVICE.name],
        &[
            (
                "NV_ESC_RM_CONTROL",
                Some("nv0000.system-get-build-version"),
                "driver",
            ),
            ("NV_ESC_RM_CONTROL", Some("nv2080.firmware"), "opaque"),
            ("NV_ESC_RM_CONTROL", Some("nv2080.0x20800fff"), "opaque"),
            ("NV_ESC_RM_ALLOC", Some("nv01-device-0"), "driver"),
            ("NV_ESC_RM_ALLOC", Some("0xbeef"), "opaque"),
            ("NV_ESC_RM_FREE", None, "driver"),
        ],
    )
}

/// The same with the driver's own commands: what a device is asked, buffers for commands, commands, waiting for
/// them, memory, debugging.
const HABANALABS: StandIn = StandIn {
    sent: &[
        (0xc040_6400, &[]),
        // HL_INFO_HW_IP_INFO; struct hl_info_args begins with where the answer goes.
        (0xc018_6440, &[0, 0, 64, 0]),
        (0xc018_6441, &[]),
        (0xc030_6442, &[]),
        (0xc038_6443, &[]),
        (0xc028_6444, &[]),
        (0xc028_6445, &[]),
        (0xc018_6446, &[]),
    ],
    ..ACCELERATOR
};

/// CUSE's module under another's name, while this lives. A device's driver is called as the module that its
/// operations are in, where sysfs has no driver for it: so the program's device is what the driver's would be.
struct Renamed(&'static str);

impl Renamed {
    /// What CUSE's module is called, and room for a name (MODULE_NAME_LEN of `linux/module.h`).
    const CUSE: &[u8] = b"cuse";
    const ROOM: usize = 56;
    /// What a module ends with that has a signature (`linux/module_signature.h`).
    const SIGNED: &[u8] = b"~Module signature appended~\n";

    fn load(name: &'static str) -> Result<Self, String> {
        let path = run(&["modinfo", "--field", "filename", "cuse"])?;
        let path = path.trim();
        let copy = format!("/tmp/{name}.ko");
        let unpacks = if path.ends_with(".xz") {
            "xz -dc"
        } else {
            "cat"
        };
        run(&["sh", "-c", &format!("{unpacks} {path} > {copy}")])?;
        let mut module = fs::read(&copy).map_err(|e| format!("{copy}: {e}"))?;
        let padded = |name: &[u8]| {
            let mut padded = name.to_vec();
            padded.resize(Self::ROOM, 0);
            padded
        };
        let own = padded(Self::CUSE);
        let places: Vec<usize> = (0..module.len())
            .filter(|at| module[*at..].starts_with(&own))
            .collect();
        let [place] = places.as_slice() else {
            return Err(format!("{path} has its name in {} places", places.len()));
        };
        module[*place..place + Self::ROOM].copy_from_slice(&padded(name.as_bytes()));
        // The signature does not hold any more; none at all is taken.
        if module.ends_with(Self::SIGNED) {
            module.truncate(module.len() - Self::SIGNED.len());
        }
        fs::write(&copy, module).map_err(|e| format!("{copy}: {e}"))?;
        run(&["rmmod", "cuse"])?;
        // From here on it is to be brought back.
        let renamed = Self(name);
        run(&["insmod", &copy])?;
        wait_for("/dev/cuse")?;
        Ok(renamed)
    }
}

impl Drop for Renamed {
    fn drop(&mut self) {
        let _ = run(&["rmmod", self.0]);
        let _ = run(&["modprobe", "cuse"]);
    }
}

/// The driver's own have their names where the driver is called so; the last number is nobody's.
fn habanalabs_by_its_driver() -> Outcome {
    // The other programs have ended when this has been asked for.
    counted("vendor")?;
    let renamed = Renamed::load("habanalabs")?;
    let mut program = HABANALABS.start()?;
    let observed = stat(&["sh", "-c", &HABANALABS.client()])?;
    program.finish()?;
    drop(renamed);
    are(
        &observed,
        ["drm", "accel", "accel!accel0"],
        &[
            ("DRM_IOCTL_VERSION", None, "standard"),
            ("DRM_IOCTL_HL_INFO", None, "driver"),
            ("DRM_IOCTL_HL_CB", None, "driver"),
            ("DRM_IOCTL_HL_CS", None, "opaque"),
            ("DRM_IOCTL_HL_WAIT_CS", None, "driver"),
            ("DRM_IOCTL_HL_MEMORY", None, "driver"),
            ("DRM_IOCTL_HL_DEBUG", None, "driver"),
            ("'d' 0x46 none 0", None, "unknown"),
        ],
    )?;
    ensure!(
        observed
            .rows()
            .all(|row| row["device"]["driver"] == "habanalabs"),
        "not of the driver:\n{}",
        observed.text()
    );
    Ok(())
}

/// What every accelerator takes has a name; what is the driver's own has none, for the driver here is a program.
fn habanalabs() -> Outcome {
    are(
        &counted("habanalabs")?,
        ["drm", "accel", "accel!accel0"],
        &[
            ("DRM_IOCTL_VERSION", None, "standard"),
            ("'d' 0x40 none 0", None, "unknown"),
        ],
    )
}

/// Numbers are taken apart: type, number, direction and size.
fn a_vendor_that_nobody_knows() -> Outcome {
    let observed = counted("vendor")?;
    are(
        &observed,
        ["other", "cuse", VENDOR.name],
        &[
            ("'v' 0x01 none 0", None, "unknown"),
            ("'v' 0x02 r 16", None, "unknown"),
            ("'v' 0x03 w 4", None, "unknown"),
            ("'v' 0xfe rw 1024", None, "unknown"),
        ],
    )?;
    let owned = Need::Module("cuse").missing().is_none();
    let driver = if owned { "cuse".into() } else { Value::Null };
    ensure!(
        observed.rows().all(|row| row["device"]["driver"] == driver),
        "not the driver {driver}:\n{}",
        observed.text()
    );
    Ok(())
}
