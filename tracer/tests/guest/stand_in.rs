//! Programs that stand in, by CUSE, for devices which no emulator has: what is sent to them passes the hooks
//! as it would on its way to the driver, and a device is told by its number as the driver's would be.

use serde_json::Value;

use crate::{
    Outcome, Test, ensure,
    holder::Holder,
    need::Need,
    observe::{Observed, this},
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
