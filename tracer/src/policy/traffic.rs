//! Traffic that was observed: the JSON Lines of `passgate stat` and `passgate trace`, as calls that a
//! policy can decide.

use std::collections::BTreeMap;

use serde_json::Value;
use tracer_common::{
    count::{argument, entry},
    policy::Call,
};

use super::facts::{Device, Place, Subject};
use crate::{
    families::{
        self, Entry,
        decode::{Given, decode},
    },
    model::row::entry_name,
    plural::counted,
};

/// Calls that are alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Observed {
    /// Who made them.
    pub subject: Subject,
    /// The systemd unit that they were made in.
    pub unit: Option<String>,
    /// The container.
    pub container: Option<String>,
    /// Whether a kernel thread made them.
    pub kernel: bool,
    /// What they were made to.
    pub device: Device,
    /// One of them.
    pub call: Call,
    /// How many.
    pub calls: u64,
    /// Whether each of them asked for the amount of the one; else it is what they come to on average.
    pub amount_known: bool,
}

/// Most bytes of a line.
const MOST_LINE: usize = 1 << 20;

/// A recording.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recording {
    /// Its calls.
    pub observed: Vec<Observed>,
    /// What it does not have.
    pub missing: Missing,
}

/// What was called, or said of calls, and is in no line of a recording.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Missing {
    /// What was lost, by the names of the loss counters; none is 0.
    pub losses: BTreeMap<String, u64>,
    /// Calls that had no room for a line.
    pub overflow: u64,
}

impl Missing {
    /// Adds what another recording does not have.
    pub fn add(&mut self, other: &Self) {
        for (name, count) in &other.losses {
            let sum = self.losses.entry(name.clone()).or_default();
            *sum = sum.saturating_add(*count);
        }
        self.overflow = self.overflow.saturating_add(other.overflow);
    }

    /// What people are told of it, and what follows from that.
    pub fn told(&self, then: &str) -> Vec<String> {
        let losses = self.losses.iter();
        let losses = losses.map(|(name, count)| format!("loss {name}: {count}; {then}"));
        let overflow = (self.overflow > 0).then(|| {
            let calls = counted(self.overflow, "call", "calls");
            format!("{calls} had no room for a line in the recording; {then}")
        });
        losses.chain(overflow).collect()
    }
}

/// Reads the calls of a recording.
///
/// # Errors
///
/// Where a line is no JSON, or of another version.
pub fn read(text: &str) -> Result<Vec<Observed>, String> {
    recording(text).map(|recording| recording.observed)
}

/// Reads a recording; lines that tell neither of calls nor of losses are left out. The error names the line.
///
/// # Errors
///
/// Where a line is no JSON, or of another version.
pub fn recording(text: &str) -> Result<Recording, String> {
    let mut all = Recording::default();
    // Each line of losses is about all that was lost since the beginning of its recording.
    let mut losses = Missing::default();
    for (number, line) in (1..).zip(text.lines()) {
        if line.trim().is_empty() {
            continue;
        }
        if line.len() > MOST_LINE {
            return Err(format!("line {number} has more than {MOST_LINE} bytes"));
        }
        let value: Value = serde_json::from_str(line)
            .map_err(|error| format!("line {number} is no JSON: {error}"))?;
        if value["schema"] != 1 {
            return Err(format!("line {number} is of another version than 1"));
        }
        let wrong = |why| format!("line {number}: {why}");
        match value["kind"].as_str() {
            Some("call") => all.observed.push(observed(&value, true).map_err(wrong)?),
            Some("count") => all.observed.push(observed(&value, false).map_err(wrong)?),
            Some("source") => all.missing.add(&std::mem::take(&mut losses)),
            Some("losses") => losses.losses = lost(&value),
            Some("overflow") => {
                let calls = unsigned(&value, "calls").map_err(wrong)?;
                all.missing.overflow = all.missing.overflow.saturating_add(calls);
            }
            _ => {}
        }
    }
    all.missing.add(&losses);
    Ok(all)
}

/// What a line of losses has that is not 0.
fn lost(line: &Value) -> BTreeMap<String, u64> {
    let fields = line.as_object().into_iter().flatten();
    let counts = fields.filter(|(name, _)| *name != "schema");
    counts
        .filter_map(|(name, count)| Some((name.clone(), count.as_u64()?)))
        .filter(|(_, count)| *count > 0)
        .collect()
}

/// A number of a line that must be there.
fn unsigned(line: &Value, key: &str) -> Result<u64, String> {
    let number = line[key].as_u64();
    number.ok_or_else(|| format!("{key} is {}, and no number of 0 or more", line[key]))
}

fn text(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}

fn number(value: &Value) -> Option<u32> {
    value.as_u64().and_then(|number| u32::try_from(number).ok())
}

fn observed(line: &Value, is_call: bool) -> Result<Observed, String> {
    let who = &line["subject"];
    let kernel = who["kernel"] == true;
    let (exe, cgroup) = (text(&who["exe"]), text(&who["cgroup"]));
    let subject = Subject::seen(kernel, exe, cgroup, number(&who["uid"]));
    let device = device(&line["device"])?;
    let kind = families::kind(device.kind);
    let by = line["entry"].as_str().unwrap_or_default();
    let by = entry::ALL
        .into_iter()
        .find(|entry| entry_name(*entry) == by);
    let by = by.ok_or_else(|| format!("{} is no entry", line["entry"]))?;
    let digits = line["number"]
        .as_str()
        .and_then(|text| text.strip_prefix("0x"));
    let command = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok());
    let command = command.ok_or_else(|| format!("{} is no number", line["number"]))?;
    let state = match line["argument"].as_str() {
        Some("none") => argument::NONE,
        Some("decoded") => argument::DECODED,
        Some("malformed") => argument::MALFORMED,
        Some("unreadable") => argument::UNREADABLE,
        _ => {
            return Err(format!(
                "{} is nothing that becomes of an argument",
                line["argument"]
            ));
        }
    };
    let calls = if is_call { 1 } else { unsigned(line, "calls")? };
    let bytes = match &line["bytes"] {
        Value::Null => None,
        _ => Some(unsigned(line, "bytes")?),
    };
    let mut call = Call {
        entry: by,
        argument: state,
        command: super::facts::masked(kind, by, command),
        second: 0,
        sub: number(&line["sub_code"]).unwrap_or(0),
        detail: number(&line["detail_code"]).unwrap_or(0),
        amount: bytes.map_or(0, |bytes| bytes / calls.max(1)),
    };
    call.second = second(line, kind, device.driver(), &call, is_call);
    Ok(Observed {
        subject,
        unit: text(&who["unit"]),
        container: text(&who["container"]),
        kernel,
        device,
        call,
        calls,
        amount_known: calls <= 1 || bytes.is_none_or(|bytes| bytes == 0),
    })
}

fn device(line: &Value) -> Result<Device, String> {
    let family = line["family"].as_str();
    let interface = line["interface"].as_str();
    let kind = match family.zip(interface) {
        None => 0,
        Some((family, interface)) => {
            let mut kinds = families::kinds();
            let found =
                kinds.find(|entry| entry.family.name == family && entry.kind.name == interface);
            found
                .ok_or_else(|| format!("this passgate knows no {family} {interface}"))?
                .id
        }
    };
    let is_known = kind != 0 && line["gone"] != true;
    Ok(Device {
        kind,
        place: match is_known {
            true => Place::Known,
            false => Place::Unknown,
        },
        // What has gone is decided as what nobody knows the driver of.
        driver: text(&line["driver"]).filter(|_| is_known),
        name: text(&line["name"]),
        alias: text(&line["alias"]),
        node: text(&line["node"]),
        bus: text(&line["bus"]),
        ids: text(&line["ids"]),
    })
}

/// The second field, on which names may depend. Where the line does not have it, what it names tells as
/// much of it as matters.
fn second(
    line: &Value,
    kind: Option<Entry>,
    driver: Option<&str>,
    call: &Call,
    is_call: bool,
) -> u32 {
    let Some(kind) = kind else { return 0 };
    let command = kind.kind.called(driver, call.entry, call.command);
    let Some(argument) = command.and_then(|command| command.argument(call.entry)) else {
        return 0;
    };
    if is_call {
        let bytes = |key: &str| hex(line[key].as_str().unwrap_or_default());
        let (own, pointed) = (bytes("argument_bytes"), bytes("pointed_bytes"));
        let given = Given {
            entry: call.entry,
            number: call.command,
            argument: &own,
            pointed: &pointed,
            ..Given::default()
        };
        if let Some((_, value)) = decode(kind.kind, driver, &given).named.second {
            return value;
        }
    } else if let Some(value) = argument
        .second
        .and_then(|name| number(&line["fields"][name]))
    {
        return value;
    }
    let name = line["sub"].as_str();
    let named = argument
        .sub
        .iter()
        .filter_map(|names| names.when.map(|when| (names, when)));
    let mut named = named.filter(|(names, _)| Some(&*names.name(call.sub).name) == name);
    named.next().map_or(0, |(_, when)| when.value)
}

fn hex(text: &str) -> Vec<u8> {
    let digits = text.as_bytes().chunks_exact(2);
    let byte = |pair: &[u8]| {
        let pair = std::str::from_utf8(pair).ok()?;
        u8::from_str_radix(pair, 16).ok()
    };
    digits.map_while(byte).collect()
}
