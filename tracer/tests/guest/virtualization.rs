//! Virtual machines in the guest, and virtio devices that its kernel or a program serves. The emulator
//! has AMD's extensions.

use std::{fs, process::Stdio, sync::OnceLock};

use crate::{
    Outcome, Test,
    client::virtualization::{MESSAGE, MESSAGES, QUESTIONS},
    drivers::load,
    ensure,
    need::Need,
    observe::{Observed, this},
    session::Session,
    strace::{agrees, named, under},
};

const KVM: Need = Need::Driver("kvm_amd");
const VDUSE: &[Need] = &[Need::Driver("vduse"), Need::Driver("vhost_vdpa")];

pub(crate) fn tests() -> Vec<Test> {
    vec![
        Test::new("virtualization::a_machine_of_qemu", &[KVM], qemu),
        Test::new("virtualization::a_machine_s_parts", &[KVM], machine),
        Test::new(
            "virtualization::network_of_a_machine",
            &[KVM, Need::Driver("vhost_net")],
            || served("vhost-net", "net", "VHOST_SET_OWNER"),
        ),
        Test::new(
            "virtualization::sockets_of_a_machine",
            &[KVM, Need::Driver("vhost_vsock")],
            || served("vhost-vsock", "vsock", "VHOST_VSOCK_SET_GUEST_CID"),
        ),
        Test::new(
            "virtualization::what_a_device_s_iommu_maps",
            &[Need::Driver("vhost_net")],
            messages,
        ),
        Test::new(
            "virtualization::scsi_of_a_machine",
            &[Need::Driver("vhost_scsi")],
            scsi,
        ),
        Test::new("virtualization::a_disk_that_is_a_program", VDUSE, vdpa),
    ]
}

/// What was counted of one of the clients; the first caller runs them all.
fn counted(client: &str) -> Result<Observed, String> {
    static SESSION: OnceLock<Result<Session, String>> = OnceLock::new();
    let session = SESSION.get_or_init(session);
    session.as_ref().map_err(String::clone)?.of(client)
}

const FIRMWARE: &str = "/tmp/firmware";
/// The name of the device that is a program.
const PROGRAM: &str = "passgate";

fn session() -> Result<Session, String> {
    load(&[
        "kvm_amd",
        "tun",
        "vhost_net",
        "vhost_vsock",
        "vhost_scsi",
        "vduse",
        "vhost_vdpa",
    ]);
    fs::write(FIRMWARE, firmware()).map_err(|e| format!("{FIRMWARE}: {e}"))?;
    let mut qemu = format!(
        "timeout 60 qemu-system-x86_64 -M microvm -accel kvm -nodefaults -display none -m 16 -no-reboot \
         -bios {FIRMWARE} -device isa-debug-exit,iobase=0xf4"
    );
    for (need, arguments) in [
        (
            "vhost_net",
            "-netdev tap,id=net,ifname=passgate0,script=no,downscript=no,vhost=on \
             -device virtio-net-device,netdev=net",
        ),
        ("vhost_vsock", "-device vhost-vsock-device,guest-cid=42"),
    ] {
        if Need::Driver(need).missing().is_none() {
            qemu = format!("{qemu} {arguments}");
        }
    }
    let client = format!("{} client virtualization", this());
    let clients = [
        // What the machine says on its port makes QEMU end with 1.
        ("qemu", format!("{qemu}; [ $? = 1 ]")),
        ("machine", format!("{client} machine")),
        ("scsi", format!("{client} scsi")),
        ("messages", format!("{client} messages")),
        ("vdpa", format!("timeout 60 {client} vdpa {PROGRAM}")),
    ];
    Session::run(Stdio::null(), &clients.map(under))
}

/// What the machine runs, from where processors begin, 16 bytes before the end: `mov al, 0`,
/// `out 0xf4, al`, `hlt`.
fn firmware() -> Vec<u8> {
    let mut bytes = vec![0; 0x10000];
    let code = [0xb0, 0, 0xe6, 0xf4, 0xf4];
    bytes[0xfff0..0xfff0 + code.len()].copy_from_slice(&code);
    bytes
}

/// How often a command was counted of a kind, by the family of the kind.
fn calls(observed: &Observed, kind: [&str; 2], command: &str) -> Result<u64, String> {
    let mut rows = observed.rows().filter(|row| {
        let device = &row["device"];
        [&device["family"], &device["interface"]] == kind && row["command"] == command
    });
    match (rows.next(), rows.next()) {
        (Some(row), None) if row["class"] == "standard" => {
            Ok(row["calls"].as_u64().unwrap_or_default())
        }
        _ => Err(format!(
            "not one row {kind:?} {command}, standard:\n{}",
            observed.text()
        )),
    }
}

fn qemu() -> Outcome {
    let observed = counted("qemu")?;
    for (kind, command) in [
        ("system", "KVM_CREATE_VM"),
        ("machine", "KVM_CREATE_VCPU"),
        ("processor", "KVM_SET_CPUID2"),
    ] {
        let calls = calls(&observed, ["kvm", kind], command)?;
        ensure!(calls == 1, "{calls} of {command}");
    }
    let ran = calls(&observed, ["kvm", "processor"], "KVM_RUN")?;
    ensure!(ran > 0, "the processor did not run");
    agrees(&observed, "qemu", &[])
}

fn machine() -> Outcome {
    let observed = counted("machine")?;
    for (kind, command, expected) in [
        ("system", "KVM_GET_API_VERSION", 1),
        ("system", "KVM_CHECK_EXTENSION", QUESTIONS as u64),
        ("system", "KVM_CREATE_VM", 1),
        ("machine", "KVM_CREATE_VCPU", 1),
        ("machine", "KVM_CREATE_DEVICE", 1),
        ("processor", "KVM_GET_REGS", 1),
        ("device", "KVM_HAS_DEVICE_ATTR", 1),
    ] {
        let calls = calls(&observed, ["kvm", kind], command)?;
        ensure!(calls == expected, "{calls} of {command}, not {expected}");
    }
    agrees(&observed, "machine", &[])
}

/// QEMU has the kernel serve a device of its machine.
fn served(name: &str, kind: &str, command: &str) -> Outcome {
    let observed = counted("qemu")?;
    let row = observed.row(name, command, None)?;
    ensure!(
        row["device"]["family"] == "vhost"
            && row["device"]["interface"] == kind
            && row["class"] == "standard"
            && row["calls"] == 1,
        "not once to {kind}: {row}"
    );
    agrees(&observed, "qemu", &[])
}

/// Messages are written, by the one call and by the other.
fn messages() -> Outcome {
    let observed = counted("messages")?;
    let row = observed.row("vhost-net", "write", None)?;
    ensure!(
        row["entry"] == "write"
            && row["device"]["family"] == "vhost"
            && row["class"] == "standard"
            && row["calls"] == MESSAGES as u64
            && row["bytes"] == (MESSAGES * MESSAGE) as u64,
        "not {MESSAGES} messages: {row}"
    );
    agrees(&observed, "messages", &[])
}

fn scsi() -> Outcome {
    let observed = counted("scsi")?;
    for command in ["VHOST_SET_OWNER", "VHOST_SCSI_GET_ABI_VERSION"] {
        let calls = calls(&observed, ["vhost", "scsi"], command)?;
        ensure!(calls == 1, "{calls} of {command}");
    }
    agrees(&observed, "scsi", &[])
}

fn vdpa() -> Outcome {
    let observed = counted("vdpa")?;
    for (kind, command) in [
        ("vduse-control", "VDUSE_GET_API_VERSION"),
        ("vduse-control", "VDUSE_CREATE_DEV"),
        ("vduse-control", "VDUSE_DESTROY_DEV"),
        ("vduse-device", "VDUSE_VQ_SETUP"),
        ("vduse-device", "VDUSE_DEV_GET_FEATURES"),
        ("vdpa", "VHOST_GET_FEATURES"),
        ("vdpa", "VHOST_VDPA_GET_DEVICE_ID"),
        ("vdpa", "VHOST_VDPA_GET_CONFIG_SIZE"),
    ] {
        let calls = calls(&observed, ["vhost", kind], command)?;
        ensure!(calls == 1, "{calls} of {command}");
    }
    // The device has gone before its node's name is known, by which strace has it.
    named(&observed, &[])
}
