//! `passgate devices`: what this machine has, and who holds it open now.

use serde_json::{Value, json};

use crate::{
    Outcome, Test,
    bypasses::NODE,
    ensure,
    holder::Holder,
    need::Need,
    observe::passgate,
    pci::{Bound, EDU},
};

pub(crate) fn tests() -> Vec<Test> {
    vec![
        Test::new(
            "devices::a_disk_that_a_process_has_open",
            &[Need::Nvme],
            a_disk_that_a_process_has_open,
        ),
        Test::new(
            "devices::a_process_whose_first_thread_has_ended",
            &[Need::Nvme],
            a_process_whose_first_thread_has_ended,
        ),
        Test::new("devices::files_of_sysfs", &[], files_of_sysfs),
        Test::new(
            "devices::a_vfio_device_and_its_registers",
            &[Need::Driver("vfio-pci")],
            a_vfio_device_and_its_registers,
        ),
    ]
}

/// The one line about a device of a family; one without a name is about files of which /proc does not
/// say which device they are of.
fn listed(family: &str, interface: &str, name: Option<&str>) -> Result<Value, String> {
    let output = passgate()
        .args(["devices", "--json"])
        .args(name)
        .output()
        .map_err(|e| format!("cannot run passgate: {e}"))?;
    let text = String::from_utf8_lossy(&output.stdout);
    let lines = text.lines().map(serde_json::from_str);
    let lines = lines.collect::<Result<Vec<Value>, _>>();
    let mut found = lines
        .map_err(|e| e.to_string())?
        .into_iter()
        .filter(|line| {
            line["kind"] == "device"
                && line["device"]["name"] == json!(name)
                && line["device"]["interface"] == interface
                && line["device"]["family"] == family
        });
    match (found.next(), found.next()) {
        (Some(line), None) => Ok(line),
        _ => Err(format!("not one {interface} {name:?}:\n{text}")),
    }
}

/// How many descriptors and mappings a process has of it.
fn held_by(line: &Value, process: u32) -> Option<(&Value, &Value)> {
    let mut holders = line["holders"].as_array()?.iter();
    let holder = holders.find(|holder| holder["process"] == process)?;
    Some((&holder["descriptors"], &holder["mappings"]))
}

fn a_disk_that_a_process_has_open() -> Outcome {
    let mut holder = Holder::start(&["descriptor", "held", NODE])?;
    let line = listed("nvme", "disk", Some("nvme0n1"))?;
    let device = &line["device"];
    ensure!(
        device["family"] == "nvme"
            && device["driver"] == "nvme"
            && device["node"] == NODE
            && device["bus"]
                .as_str()
                .is_some_and(|bus| bus.starts_with("pci 0000:"))
            && line["decoded"] == "sub-commands"
            && line["proven"] == true,
        "another device: {line}"
    );
    ensure!(
        held_by(&line, holder.process()) == Some((&json!(1), &json!(0))),
        "{} does not hold it: {line}",
        holder.process()
    );
    let process = holder.process();
    holder.finish()?;
    let line = listed("nvme", "disk", Some("nvme0n1"))?;
    ensure!(
        held_by(&line, process).is_none(),
        "{process} holds it still: {line}"
    );
    Ok(())
}

fn a_process_whose_first_thread_has_ended() -> Outcome {
    let mut holder = Holder::start(&["descriptor", "held-by-a-thread", NODE])?;
    let line = listed("nvme", "disk", Some("nvme0n1"))?;
    ensure!(
        held_by(&line, holder.process()) == Some((&json!(1), &json!(0))),
        "{} does not hold it: {line}",
        holder.process()
    );
    Ok(holder.finish()?)
}

/// Who has a resource mapped, and who has the configuration space open.
fn files_of_sysfs() -> Outcome {
    let file = |name: &str| format!("/sys/bus/pci/devices/{EDU}/{name}");
    let mapping = Holder::start(&["registers", "holds", &file("resource0"), "0", "4096"])?;
    let descriptor = Holder::start(&["descriptor", "held", &file("config")])?;
    let line = listed("pci", "config", Some(EDU))?;
    for (holder, mappings) in [(&mapping, 1), (&descriptor, 0)] {
        ensure!(
            held_by(&line, holder.process()) == Some((&json!(1), &json!(mappings))),
            "{} does not hold it: {line}",
            holder.process()
        );
    }
    Ok(())
}

fn a_vfio_device_and_its_registers() -> Outcome {
    let _edu = Bound::to_vfio(EDU)?;
    let mut holder = Holder::start(&["vfio", "holds", EDU])?;
    let line = listed("vfio", "device", Some(EDU))?;
    let device = &line["device"];
    ensure!(
        device["family"] == "vfio"
            && device["driver"] == "vfio-pci"
            && device["bus"] == format!("pci {EDU}")
            && device["ids"] == "1234:11e8",
        "another device: {line}"
    );
    // A mapping does not say which device it is of, and before 6.18 a descriptor does not, either.
    let unnamed = listed("vfio", "device", None)?;
    let (named, others) = if says_its_device(holder.process()) {
        (Some((1, 0)), (0, 1))
    } else {
        (None, (1, 1))
    };
    for (line, expected) in [(&line, named), (&unnamed, Some(others))] {
        let expected =
            expected.map(|(descriptors, mappings)| [json!(descriptors), json!(mappings)]);
        let held = held_by(line, holder.process());
        ensure!(
            held.map(|(descriptors, mappings)| [descriptors.clone(), mappings.clone()]) == expected,
            "{} does not hold {expected:?}: {line}",
            holder.process()
        );
    }
    Ok(holder.finish()?)
}

/// Whether the kernel tells of a process's descriptors of VFIO which device they are of.
fn says_its_device(process: u32) -> bool {
    let folder = std::fs::read_dir(format!("/proc/{process}/fdinfo"));
    let said = folder.into_iter().flatten().filter_map(Result::ok);
    said.filter_map(|entry| std::fs::read_to_string(entry.path()).ok())
        .any(|text| text.contains("vfio-device-syspath"))
}
