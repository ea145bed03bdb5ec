//! The device table while devices come and go: every row is of the device that the call reached.

use std::{collections::BTreeMap, process::Child};

use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;

use crate::{
    Outcome, Test, ensure,
    machine::{Adapter, HIDING, Setting, is_probed, run, wait_until},
    need::Need,
    observe::{Observed, passgate, scsi, stat, stat_with, this},
    pci::SECOND_NVME,
};

/// How often something is sent before a device goes, to what is in its place, and after it is back.
pub(crate) const BEFORE: u64 = 3;
/// See [`BEFORE`].
pub(crate) const BETWEEN: u64 = 4;
/// See [`BEFORE`].
pub(crate) const AFTER: u64 = 5;
/// How often something is sent to a device that has gone, by a file that is still open.
pub(crate) const LATE: u64 = 2;

/// Port of the USB controller that the tablet is plugged into, and one that is free.
pub(crate) const TABLET_PORT: &str = "1";
/// See [`TABLET_PORT`].
pub(crate) const MOUSE_PORT: &str = "5";

pub(crate) fn tests() -> Vec<Test> {
    vec![
        Test::new(
            "hotplug::from_nvme_to_vfio_and_back",
            &[Need::Nvme, Need::Driver("vfio-pci")],
            from_nvme_to_vfio_and_back,
        ),
        Test::new(
            "hotplug::another_device_takes_the_number",
            &[Need::Driver("usbhid")],
            another_device_takes_the_number,
        ),
        Test::new(
            "hotplug::another_device_behind_the_same_node",
            &[Need::Driver("usbhid")],
            another_device_behind_the_same_node,
        ),
        Test::new(
            "hotplug::a_driver_is_loaded_again",
            &[Need::Module("sg")],
            a_driver_is_loaded_again,
        ),
        Test::new(
            "hotplug::a_device_that_is_gone_when_it_is_looked_up",
            &[Need::Driver("usbhid")],
            a_device_that_is_gone_when_it_is_looked_up,
        ),
        Test::new(
            "hotplug::a_device_that_has_gone_keeps_its_room",
            &[Need::Driver("usbhid")],
            a_device_that_has_gone_keeps_its_room,
        ),
        Test::new(
            "hotplug::a_driver_whose_coming_is_lost",
            &[Need::Module("sg")],
            a_driver_whose_coming_is_lost,
        ),
        Test::new(
            "hotplug::a_driver_is_loaded_late",
            &[Need::Module("ib_uverbs"), Need::Module("rdma_rxe")],
            a_driver_is_loaded_late,
        ),
        Test::new(
            "hotplug::a_driver_of_a_control_device_is_loaded_late",
            &[Need::Module("tpm_vtpm_proxy"), Need::Module("spidev")],
            a_driver_of_a_control_device_is_loaded_late,
        ),
        Test::new(
            "hotplug::a_driver_is_loaded_while_passgate_attaches",
            &[Need::Module("tpm_vtpm_proxy")],
            a_driver_is_loaded_while_passgate_attaches,
        ),
        Test::new(
            "hotplug::a_driver_of_no_devices_is_loaded_late",
            &[Need::Module("tun")],
            a_driver_of_no_devices_is_loaded_late,
        ),
        Test::new(
            "hotplug::symbols_that_are_hidden_meanwhile",
            &[
                Need::File(HIDING),
                Need::Module("tpm_vtpm_proxy"),
                Need::Module("sg"),
            ],
            symbols_that_are_hidden_meanwhile,
        ),
    ]
}

/// What `passgate devices` lists.
pub(crate) struct Listed(Vec<Value>);

impl Listed {
    pub(crate) fn now() -> Result<Self, String> {
        let listed = passgate()
            .args(["devices", "--json"])
            .output()
            .map_err(|e| format!("cannot run passgate: {e}"))?;
        let lines = String::from_utf8_lossy(&listed.stdout)
            .lines()
            .map(|line| serde_json::from_str(line).map_err(|e| format!("not JSON ({e}): {line}")))
            .collect::<Result<Vec<Value>, String>>()?;
        Ok(Self(lines))
    }

    fn is(&self, family: &str, field: &str, end: &str) -> bool {
        self.0.iter().any(|line| {
            line["device"]["family"] == family
                && line["device"][field]
                    .as_str()
                    .is_some_and(|text| text.ends_with(end))
        })
    }

    /// Whether a device of a family is there at an address on its bus.
    pub(crate) fn has(&self, family: &str, address: &str) -> bool {
        self.is(family, "bus", address)
    }

    /// Whether one of that name is.
    pub(crate) fn has_named(&self, family: &str, name: &str) -> bool {
        self.is(family, "name", name)
    }
}

pub(crate) fn sg_is_probed() -> bool {
    is_probed("sg_write")
}

/// How many programs a process has attached.
pub(crate) fn attached(process: u32) -> usize {
    let descriptors = std::fs::read_dir(format!("/proc/{process}/fd"));
    let descriptors = descriptors.into_iter().flatten().flatten();
    descriptors
        .filter_map(|descriptor| std::fs::read_link(descriptor.path()).ok())
        .filter(|target| target.to_string_lossy().contains("bpf_link"))
        .count()
}

/// Brings up an adapter whose driver was not loaded, and waits until passgate knows the driver.
pub(crate) fn late_adapter() -> Result<Adapter, String> {
    let adapter = Adapter::start()?;
    wait_until("the driver is known", || is_probed("ib_uverbs_write"))?;
    Ok(adapter)
}

/// Runs a change of devices that must succeed, without a loss.
fn during(change: &str) -> Result<Observed, String> {
    let observed = stat(&[this().as_str(), "client", "hotplug", change])?;
    if !observed.output.status.success() {
        return Err(format!("{change} failed: {}", observed.text()));
    }
    observed.lossless()?;
    Ok(observed)
}

/// Calls of a command on devices of a name, by where on a bus they are.
fn by_bus<'a>(observed: &'a Observed, name: &str, command: &str) -> BTreeMap<&'a str, u64> {
    let mut calls = BTreeMap::new();
    for row in observed
        .rows()
        .filter(|row| row["device"]["name"] == name && row["command"] == command)
    {
        let bus = row["device"]["bus"].as_str().unwrap_or("nowhere");
        *calls.entry(bus).or_default() += row["calls"].as_u64().unwrap_or_default();
    }
    calls
}

fn from_nvme_to_vfio_and_back() -> Outcome {
    let observed = during("rebinds")?;
    let place = format!("pci {SECOND_NVME}");
    let disk = by_bus(&observed, "nvme1n1", "NVME_IOCTL_ID");
    ensure!(
        disk == BTreeMap::from([(place.as_str(), BEFORE + AFTER)]),
        "{disk:?} in\n{}",
        observed.text()
    );
    let vfio = by_bus(&observed, SECOND_NVME, "VFIO_DEVICE_GET_INFO");
    ensure!(
        vfio == BTreeMap::from([(place.as_str(), BETWEEN)]),
        "{vfio:?} in\n{}",
        observed.text()
    );
    for (command, family, driver) in [
        ("NVME_IOCTL_ID", "nvme", "nvme"),
        ("VFIO_DEVICE_GET_INFO", "vfio", "vfio-pci"),
    ] {
        let mut rows = observed.rows().filter(|row| row["command"] == command);
        ensure!(
            rows.all(|row| row["device"]["family"] == family && row["device"]["driver"] == driver),
            "not all of {driver}:\n{}",
            observed.text()
        );
    }
    Ok(())
}

fn another_device_takes_the_number() -> Outcome {
    takes_the_number("replugs", 0)
}

fn another_device_behind_the_same_node() -> Outcome {
    takes_the_number("replugs-behind-a-node", LATE)
}

fn takes_the_number(change: &str, late: u64) -> Outcome {
    let observed = during(change)?;
    let calls = by_bus(&observed, "hidraw0", "write");
    let (tablet, mouse) = (
        format!("usb 1-{TABLET_PORT}:1.0"),
        format!("usb 1-{MOUSE_PORT}:1.0"),
    );
    ensure!(
        calls == BTreeMap::from([(tablet.as_str(), BEFORE + AFTER), (mouse.as_str(), BETWEEN)]),
        "{calls:?} in\n{}",
        observed.text()
    );
    let of_nobody: u64 = observed
        .rows()
        .filter(|row| row["device"]["gone"] == true && row["command"] == "write")
        .filter_map(|row| row["calls"].as_u64())
        .sum();
    ensure!(
        of_nobody == late,
        "{of_nobody} calls, not {late}, of a device that had gone:\n{}",
        observed.text()
    );
    let numbers: Vec<&Value> = observed
        .rows()
        .filter(|row| row["device"]["name"] == "hidraw0")
        .map(|row| &row["device"]["dev"])
        .collect();
    ensure!(
        numbers.windows(2).all(|pair| pair[0] == pair[1]),
        "the mouse did not take the tablet's number, this shows nothing: {numbers:?}"
    );
    ensure!(
        Listed::now()?.has("hid", &format!("1-{TABLET_PORT}:1.0")),
        "the tablet is not listed"
    );
    Ok(())
}

fn a_driver_is_loaded_again() -> Outcome {
    let (sg, _) = scsi()?;
    let observed = during("reloads")?;
    let calls: u64 = observed
        .rows()
        .filter(|row| {
            row["device"]["name"] == sg.as_str()
                && row["command"] == "write"
                && row["sub"] == "scsi.inquiry"
        })
        .filter_map(|row| row["calls"].as_u64())
        .sum();
    ensure!(
        calls == BEFORE + AFTER,
        "{calls} calls in\n{}",
        observed.text()
    );
    Ok(())
}

fn a_device_that_is_gone_when_it_is_looked_up() -> Outcome {
    let observed = during("goes-unseen")?;
    let gone = |row: &&Value| row["device"]["gone"] == true;
    let rows: Vec<&Value> = observed.rows().filter(gone).collect();
    ensure!(!rows.is_empty(), "nothing is gone:\n{}", observed.text());
    for row in rows {
        let device = &row["device"];
        ensure!(
            device["family"] == "hid"
                && device["name"].is_null()
                && device["dev"]
                    .as_str()
                    .is_some_and(|dev| dev.starts_with("c ")),
            "{row}"
        );
    }
    let calls: u64 = observed
        .rows()
        .filter(|row| row["command"] == "write" && row["device"]["family"] == "hid")
        .filter_map(|row| row["calls"].as_u64())
        .sum();
    ensure!(calls == BEFORE, "{calls} calls:\n{}", observed.text());
    Ok(())
}

/// A tablet, a mouse and the tablet again are three devices.
fn a_device_that_has_gone_keeps_its_room() -> Outcome {
    let observed = stat_with(
        &["--entries", "write", "--room", "devices=2"],
        &[this().as_str(), "client", "hotplug", "replugs"],
    )?;
    ensure!(
        observed.output.status.success(),
        "the client failed: {}",
        observed.text()
    );
    let calls = |named: bool| -> u64 {
        let rows = observed.rows();
        rows.filter(|row| row["device"]["name"].is_null() != named)
            .filter_map(|row| row["calls"].as_u64())
            .sum()
    };
    ensure!(
        calls(true) == BEFORE + BETWEEN && calls(false) == AFTER,
        "{}",
        observed.text()
    );
    let lost = observed.loss("devices_full")?;
    ensure!(lost == AFTER, "{lost} calls found no room for the device");
    Ok(())
}

/// passgate is stopped, and the ring has no room to tell of the driver.
fn a_driver_whose_coming_is_lost() -> Outcome {
    let (sg, _) = scsi()?;
    let observed = stat_with(
        &["--room", "ring=4096"],
        &[this().as_str(), "client", "hotplug", "reloads-unheard"],
    )?;
    ensure!(
        observed.output.status.success(),
        "the client failed: {}",
        observed.text()
    );
    ensure!(
        observed.loss("modules_lost")? > 0,
        "no module was lost, this shows nothing:\n{}",
        observed.text()
    );
    let calls: u64 = observed
        .rows()
        .filter(|row| row["device"]["name"] == sg.as_str() && row["command"] == "write")
        .filter_map(|row| row["calls"].as_u64())
        .sum();
    ensure!(calls == AFTER, "{calls} calls in\n{}", observed.text());
    Ok(())
}

fn a_driver_is_loaded_late() -> Outcome {
    for module in ["rdma_rxe", "ib_uverbs"] {
        run(&["modprobe", "--remove", module])?;
    }
    ensure!(
        !std::path::Path::new("/sys/module/ib_uverbs").exists(),
        "the driver is still loaded"
    );
    let observed = during("loads")?;
    let row = observed.row("uverbs0", "write", Some("write.query-device"))?;
    ensure!(
        row["calls"] == AFTER && row["device"]["family"] == "rdma",
        "not {AFTER} calls: {row}"
    );
    Ok(())
}

fn a_driver_of_a_control_device_is_loaded_late() -> Outcome {
    for module in ["tpm_vtpm_proxy", "spidev"] {
        run(&["modprobe", "--remove", module])?;
    }
    let observed = during("loads-control")?;
    let row = observed.row("vtpmx", "VTPM_PROXY_IOC_NEW_DEV", None)?;
    ensure!(
        row["calls"] == AFTER && row["device"]["family"] == "tpm",
        "not {AFTER} calls: {row}"
    );
    Ok(())
}

/// passgate is stopped when the first of its programs is attached, and goes on when the driver is there.
fn a_driver_is_loaded_while_passgate_attaches() -> Outcome {
    run(&["modprobe", "--remove", "tpm_vtpm_proxy"])?;
    let report = "/tmp/report-attaching.jsonl";
    let mut child = passgate()
        .args(["stat", "--json", "--output", report, "--"])
        .args([this().as_str(), "client", "hotplug", "uses-control"])
        .spawn()
        .map_err(|e| format!("cannot run passgate: {e}"))?;
    let loaded = load_meanwhile(&child);
    let output = child.wait();
    loaded?;
    let status = output.map_err(|e| e.to_string())?;
    ensure!(status.success(), "passgate ended with {status}");
    let text = std::fs::read_to_string(report).map_err(|e| e.to_string())?;
    let rows = text
        .lines()
        .filter_map(|line| serde_json::from_str(line).ok());
    let calls: u64 = rows
        .filter(|row: &Value| {
            row["command"] == "VTPM_PROXY_IOC_NEW_DEV" && row["device"]["family"] == "tpm"
        })
        .filter_map(|row| row["calls"].as_u64())
        .sum();
    ensure!(calls == AFTER, "{calls} calls in\n{text}");
    Ok(())
}

fn load_meanwhile(passgate: &Child) -> Outcome {
    let process = passgate.id();
    let pid = i32::try_from(process).ok().and_then(Pid::from_raw);
    let pid = pid.ok_or("no process")?;
    wait_until("a program is attached", || attached(process) > 0)?;
    kill_process(pid, Signal::STOP).map_err(|e| e.to_string())?;
    let loaded = run(&["modprobe", "tpm_vtpm_proxy"]);
    kill_process(pid, Signal::CONT).map_err(|e| e.to_string())?;
    loaded?;
    Ok(())
}

fn a_driver_of_no_devices_is_loaded_late() -> Outcome {
    // It is in use there.
    let _ = run(&["modprobe", "--remove", "vhost_net"]);
    if std::path::Path::new("/sys/module/tun").exists() {
        run(&["modprobe", "--remove", "tun"])?;
    }
    let observed = during("loads-no-device")?;
    ensure!(
        observed.rows().count() == 0,
        "it passes for a device:\n{}",
        observed.text()
    );
    Ok(())
}

/// The report comes all the same, and says that something was not followed.
fn symbols_that_are_hidden_meanwhile() -> Outcome {
    // Shown again, also where passgate ends its command before that has.
    let before = std::fs::read_to_string(HIDING).map_err(|e| e.to_string())?;
    let _shown = Setting::change(HIDING, before.trim()).map_err(|e| e.to_string())?;
    for module in ["tpm_vtpm_proxy", "sg"] {
        run(&["modprobe", "--remove", module])?;
    }
    let observed = stat(&[this().as_str(), "client", "hotplug", "loads-hidden"])?;
    ensure!(
        observed.output.status.success(),
        "the client failed: {}",
        observed.text()
    );
    let lost = observed.loss("modules_lost")?;
    ensure!(lost == 1, "{lost} lost:\n{}", observed.text());
    let calls = |family: &str| -> u64 {
        let rows = observed.rows().filter(|row| {
            row["device"]["name"] == "vtpmx"
                && row["device"]["family"] == family
                && row["entry"] == "ioctl"
        });
        rows.filter_map(|row| row["calls"].as_u64()).sum()
    };
    ensure!(
        calls("other") == BEFORE && calls("tpm") == AFTER,
        "{}",
        observed.text()
    );
    Ok(())
}
