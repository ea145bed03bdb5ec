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
            "devices::a_vfio_device_and_its_registers",
            &[Need::Driver("vfio-pci")],
            a_vfio_device_and_its_registers,
        ),
    ]
}

/// The one line about a device of a family.
fn listed(name: &str, interface: &str) -> Result<Value, String> {
    let output = passgate()
        .args(["devices", "--json", name])
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
                && line["device"]["name"] == name
                && line["device"]["interface"] == interface
        });
    match (found.next(), found.next()) {
        (Some(line), None) => Ok(line),
        _ => Err(format!("not one {interface} {name}:\n{text}")),
    }
}

/// How many descriptors and mappings a process has of it.
fn held_by<'a>(line: &'a Value, process: u32) -> Option<(&'a Value, &'a Value)> {
    let mut holders = line["holders"].as_array()?.iter();
    let holder = holders.find(|holder| holder["process"] == process)?;
    Some((&holder["descriptors"], &holder["mappings"]))
}

fn a_disk_that_a_process_has_open() -> Outcome {
    let mut holder = Holder::start(&["descriptor", "held", NODE])?;
    let line = listed("nvme0n1", "disk")?;
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
    let line = listed("nvme0n1", "disk")?;
    ensure!(
        held_by(&line, process).is_none(),
        "{process} holds it still: {line}"
    );
    Ok(())
}

fn a_vfio_device_and_its_registers() -> Outcome {
    let _edu = Bound::to_vfio(EDU)?;
    let mut holder = Holder::start(&["vfio", "holds", EDU])?;
    let line = listed(EDU, "device")?;
    let device = &line["device"];
    ensure!(
        device["family"] == "vfio"
            && device["driver"] == "vfio-pci"
            && device["bus"] == format!("pci {EDU}")
            && device["ids"] == "1234:11e8",
        "another device: {line}"
    );
    ensure!(
        held_by(&line, holder.process()) == Some((&json!(1), &json!(1))),
        "{} does not hold it: {line}",
        holder.process()
    );
    Ok(holder.finish()?)
}
