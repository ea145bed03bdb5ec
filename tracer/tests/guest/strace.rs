//! What strace saw of a client while passgate counted it.

use std::{collections::BTreeMap, fs};

use serde_json::Value;

use crate::{Outcome, ensure, observe::Observed, session::Client};

/// The shell's command for a client under strace, whose account is kept by the client's name.
pub(crate) fn under((name, command): Client) -> Client {
    let log = log(name);
    let command = command.replace('\'', r"'\''");
    (
        name,
        format!("strace -f -qq -y -e trace=ioctl -e signal=none -o {log} sh -c '{command}'"),
    )
}

fn log(name: &str) -> String {
    format!("/tmp/strace-{name}")
}

/// Files without a node, by what strace calls them and by the kind's name.
const ANONYMOUS: &[(&str, &str)] = &[
    ("anon_inode:kvm-vm", "machine"),
    ("anon_inode:kvm-vcpu", "processor"),
    ("anon_inode:kvm-vfio", "device"),
    ("anon_inode:sync_file", "fence"),
    ("anon_inode:gpio-line", "lines"),
    ("anon_inode:request", "request"),
    ("/dmabuf:", "buffer"),
];

/// Nodes that are no devices in passgate's sense.
const NO_DEVICES: &[&str] = &["/dev/null", "/dev/tty", "/dev/pts", "/dev/net/tun"];

/// Fails unless passgate has the same ioctls as strace: as many of every file, and as many by every name
/// that strace knows; and has a name for each that is not among `nameless`.
pub(crate) fn agrees(observed: &Observed, name: &str, nameless: &[&str]) -> Outcome {
    let seen = seen(name)?;
    ensure!(!seen.is_empty(), "strace saw nothing of {name}");
    for (file, calls) in &seen {
        let of_file = || rows(observed, file);
        let counted: u64 = of_file().map(count).sum();
        let all: u64 = calls.values().sum();
        ensure!(
            counted == all,
            "{counted} ioctls of {file}, not {all} as strace has it: {calls:?}\n{}",
            observed.text()
        );
        for (command, calls) in calls {
            // What several devices have in common.
            let names: Vec<&str> = command
                .split(" or ")
                // Of messages it says in brackets how long they are.
                .map(|name| name.split_once('(').map_or(name, |(name, _)| name))
                .collect();
            if command.starts_with("_IOC") || command.starts_with("0x") {
                continue;
            }
            let its = of_file().filter(|row| names.iter().any(|name| row["command"] == *name));
            let counted: u64 = its.map(count).sum();
            ensure!(
                counted == *calls,
                "{counted} {command} of {file}, not {calls} as strace has it\n{}",
                observed.text()
            );
        }
    }
    named(observed, nameless)
}

/// Fails where a command is shown as a number that is not among `nameless`, or anything was lost.
pub(crate) fn named(observed: &Observed, nameless: &[&str]) -> Outcome {
    for row in observed.rows() {
        let command = row["command"].as_str().unwrap_or_default();
        ensure!(
            !command.starts_with('\'') || nameless.contains(&command),
            "a number without a name: {row}"
        );
    }
    Ok(observed.lossless()?)
}

/// The rows of the ioctls of one file.
fn rows<'a>(observed: &'a Observed, file: &'a str) -> impl Iterator<Item = &'a Value> {
    let anonymous = ANONYMOUS.iter().find(|(link, _)| file.starts_with(link));
    observed.rows().filter(move |row| {
        let device = &row["device"];
        row["entry"] == "ioctl"
            && match anonymous {
                Some((_, kind)) => device["interface"] == *kind,
                None => device["node"] == file,
            }
    })
}

fn count(row: &Value) -> u64 {
    row["calls"].as_u64().unwrap_or_default()
}

/// How often each command was sent, by file.
type Seen = BTreeMap<String, BTreeMap<String, u64>>;

fn seen(name: &str) -> Result<Seen, String> {
    let path = log(name);
    let text = fs::read(&path).map_err(|e| format!("{path}: {e}"))?;
    let mut seen = Seen::new();
    for line in String::from_utf8_lossy(&text).lines() {
        let Some((file, command)) = call(line) else {
            continue;
        };
        // Machines, processors and the like are one device each, whatever their number.
        let file = ANONYMOUS
            .iter()
            .find(|(link, _)| file.starts_with(link))
            .map_or(file, |(link, _)| link);
        let device = file.starts_with("/dev/") || file.starts_with("/dmabuf:");
        if (device || file.starts_with("anon_inode:"))
            && !NO_DEVICES.iter().any(|other| file.starts_with(other))
        {
            let calls = seen.entry(file.to_owned()).or_default();
            *calls.entry(command.to_owned()).or_default() += 1;
        }
    }
    Ok(seen)
}

/// The file and the command of a line: `1234 ioctl(3</dev/video0>, VIDIOC_QUERYCAP, {...}) = 0`.
fn call(line: &str) -> Option<(&str, &str)> {
    let (_, rest) = line.split_once("ioctl(")?;
    let (_, rest) = rest.split_once('<')?;
    let (file, rest) = rest.split_once(">, ")?;
    let end = if rest.starts_with("_IOC(") {
        rest.find(')').map(|end| end + 1)
    } else {
        // Of names that are taken for others', some have brackets.
        let ends = [", ", ") =", " <unfinished"];
        ends.iter().filter_map(|end| rest.find(end)).min()
    };
    Some((file, &rest[..end?]))
}
