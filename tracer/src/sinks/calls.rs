//! Calls told one by one, a line each: in the manner of strace, but for devices.

use std::{borrow::Cow, fmt::Write as _, io, time::Duration};

use serde::Serialize;

use super::{json::SCHEMA, printable::printable, table};
use crate::model::{
    observation::{CallFacts, Losses},
    row::{Device, Row, Subject},
};

/// Bytes of an argument that a line shows where nothing takes it apart.
const SHOWN: usize = 32;

/// Writes a call for people. `began` is when the trace began, since the machine booted.
///
/// # Errors
///
/// Those of the writer.
pub fn text(
    out: &mut impl io::Write,
    row: &Row,
    call: &CallFacts,
    began: Duration,
) -> io::Result<()> {
    let Row { device, action, .. } = row;
    let at = call.time.saturating_sub(began);
    let mut line = format!(
        "{:>6}.{:06} {}[{}] {} {}",
        at.as_secs(),
        at.subsec_micros(),
        table::who(row),
        call.thread,
        node(device),
        action.entry,
    );
    if action.command != action.entry {
        let _ = write!(line, " {}", printable(&action.command));
    }
    let sub = action.sub_label();
    if !sub.is_empty() {
        let _ = write!(line, " {}", printable(&sub));
    }
    if let Some((name, value)) = action.fields {
        let _ = write!(line, " {name}={value}");
    }
    if !call.argument.is_empty() {
        let _ = write!(line, " {{{}}}", hex(&call.argument, SHOWN));
    }
    if !call.pointed.is_empty() {
        let _ = write!(line, " -> {{{}}}", hex(&call.pointed, SHOWN));
    }
    if let Some(bytes) = row.bytes() {
        let _ = write!(line, " {bytes} B");
    }
    let _ = write!(line, " {} {}", action.class.name(), result(call));
    writeln!(out, "{line}")
}

/// Where the call went.
fn node(device: &Device) -> Cow<'_, str> {
    let name = device.node.as_deref().or_else(|| device.label());
    printable(name.unwrap_or(table::UNNAMED))
}

/// What became of it: `= 0 <0.000412>`.
fn result(call: &CallFacts) -> String {
    let Some((value, took)) = call.result else {
        return "= ?".to_owned();
    };
    let value = match error(value) {
        Some(error) => format!("-1 {error}"),
        // An address.
        None if value > i64::from(u32::MAX) => format!("{value:#x}"),
        None => value.to_string(),
    };
    format!("= {value} <{:.6}>", took.as_secs_f64())
}

/// The error that a system call's result stands for (`linux/err.h`: MAX_ERRNO is 4095).
fn error(value: i64) -> Option<io::Error> {
    let number = i32::try_from(-value).ok()?;
    (1..=4095)
        .contains(&number)
        .then(|| io::Error::from_raw_os_error(number))
}

/// Writes what a trace that ends did not tell.
///
/// # Errors
///
/// Those of the writer.
pub fn losses(out: &mut impl io::Write, told: u64, losses: &Losses) -> io::Result<()> {
    let lost: Vec<_> = losses
        .named()
        .filter(|(_, count)| *count > 0)
        .map(|(name, count)| format!("{name} {count}"))
        .collect();
    let lost = if lost.is_empty() {
        "none".to_owned()
    } else {
        lost.join(", ")
    };
    writeln!(out, "{told} calls told. Losses: {lost}")
}

/// Bytes in hexadecimal, no more than `most`.
fn hex(bytes: &[u8], most: usize) -> String {
    let mut text = String::new();
    for byte in bytes.iter().take(most) {
        let _ = write!(text, "{byte:02x}");
    }
    if bytes.len() > most {
        text += "...";
    }
    text
}

/// A call as an object.
#[derive(Serialize)]
struct CallLine<'a> {
    schema: u32,
    kind: &'static str,
    time: f64,
    subject: &'a Subject,
    process: u32,
    thread: u32,
    device: &'a Device,
    entry: &'static str,
    origin: &'static str,
    command: &'a str,
    number: String,
    sub: Option<&'a str>,
    sub_code: Option<u32>,
    detail: Option<&'a str>,
    detail_code: Option<u32>,
    class: &'static str,
    argument: &'static str,
    bytes: Option<u64>,
    result: Option<i64>,
    duration: Option<f64>,
    argument_bytes: String,
    pointed_bytes: String,
}

/// Writes a call for scripts. `booted` is when the machine booted, since the beginning of 1970.
///
/// # Errors
///
/// Those of the writer.
pub fn json(
    out: &mut impl io::Write,
    row: &Row,
    call: &CallFacts,
    booted: Duration,
) -> io::Result<()> {
    let action = &row.action;
    super::json::line(
        out,
        &CallLine {
            schema: SCHEMA,
            kind: "call",
            time: (booted + call.time).as_secs_f64(),
            subject: &row.subject,
            process: call.process,
            thread: call.thread,
            device: &row.device,
            entry: action.entry,
            origin: action.origin,
            command: &action.command,
            number: format!("{:#x}", call.number),
            sub: action.sub.as_deref(),
            sub_code: action.sub_code,
            detail: action.detail.as_ref().map(|(name, _)| &**name),
            detail_code: action.detail.as_ref().map(|(_, code)| *code),
            class: action.class.name(),
            argument: action.argument.name(),
            bytes: row.bytes(),
            result: call.result.map(|(value, _)| value),
            duration: call.result.map(|(_, took)| took.as_secs_f64()),
            argument_bytes: hex(&call.argument, usize::MAX),
            pointed_bytes: hex(&call.pointed, usize::MAX),
        },
    )
}
