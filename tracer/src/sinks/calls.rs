//! Calls told one by one, a line each: in the manner of strace, but for devices.

use std::{borrow::Cow, collections::BTreeMap, fmt::Write as _, io, time::Duration};

use serde::Serialize;
use tracer_common::spec::call;

use super::{
    columns,
    json::SCHEMA,
    printable::{hex, printable},
    table,
};
use crate::{
    families::{
        self,
        decode::{Decoded, Given, decode},
    },
    model::{
        observation::{CallFacts, Losses},
        row::{Device, Row, Subject},
    },
    plural::counted,
};

/// Bytes that a line shows of what nothing takes apart.
const SHOWN: usize = 32;
/// Bytes that most lines have room in.
const USUAL: usize = 256;
/// Most characters of one member's value in a line.
const VALUE: usize = 40;

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
    let mut line = String::with_capacity(USUAL);
    let _ = write!(
        line,
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
    if let Some(decoded) = decoded(row, call) {
        tell(&mut line, &decoded);
    }
    if let Some(bytes) = row.bytes() {
        let _ = write!(line, " {bytes} B");
    }
    let _ = write!(line, " {} ", action.class.name());
    tell_result(&mut line, call);
    if let Some(ruling) = &row.ruling {
        let _ = write!(line, " {} by {}", ruling.action, printable(&ruling.rule));
    }
    line.push('\n');
    out.write_all(line.as_bytes())
}

/// The call taken apart; None where its device's kind is not known.
fn decoded(row: &Row, call: &CallFacts) -> Option<Decoded> {
    let kind = families::kind(row.device.kind_id)?.kind;
    let given = Given {
        entry: call.key.entry,
        number: call.key.command,
        argument: &call.argument,
        pointed: &call.pointed,
        call: call.words.map(Some),
    };
    Some(decode(kind, row.device.driver.as_deref(), &given))
}

/// Adds the members of its argument that are not zero, and what no member covers.
fn tell(line: &mut String, decoded: &Decoded) {
    let mut before = " {";
    for field in &decoded.fields {
        if !field.value.is_zero() {
            let value = field.value.to_string();
            let value = columns::cut(&value, VALUE);
            let _ = write!(line, "{before}{}={value}", field.path);
            before = " ";
        }
    }
    for rest in &decoded.rest {
        let arrow = if rest.pointed { "->" } else { "" };
        let _ = write!(line, "{before}{arrow}{}", begin(&rest.bytes));
        before = " ";
    }
    if before == " " {
        line.push('}');
    }
}

/// Where the call went.
fn node(device: &Device) -> Cow<'_, str> {
    let name = device.node.as_deref().or_else(|| device.label());
    printable(name.unwrap_or(table::UNNAMED))
}

/// Adds what became of it: `= 0 <0.000412>`.
fn tell_result(line: &mut String, call: &CallFacts) {
    let Some((value, took)) = call.result else {
        line.push_str("= ?");
        return;
    };
    let _ = match error(value) {
        Some(error) => write!(line, "= -1 {error}"),
        // An address.
        None if value > i64::from(u32::MAX) => write!(line, "= {value:#x}"),
        None => write!(line, "= {value}"),
    };
    let _ = write!(line, " <{:.6}>", took.as_secs_f64());
}

/// The error that a system call's result stands for (`linux/err.h`: MAX_ERRNO is 4095).
fn error(value: i64) -> Option<io::Error> {
    let number = i32::try_from(-value).ok()?;
    (1..=4095)
        .contains(&number)
        .then(|| io::Error::from_raw_os_error(number))
}

/// Writes what was lost until now, `at` since the trace began, as one of its lines.
///
/// # Errors
///
/// Those of the writer.
pub fn losses_so_far(out: &mut impl io::Write, losses: &Losses, at: Duration) -> io::Result<()> {
    let (seconds, micros) = (at.as_secs(), at.subsec_micros());
    let lost = lost(losses);
    writeln!(out, "{seconds:>6}.{micros:06} Losses so far: {lost}")
}

/// Writes what a trace that ends did not tell.
///
/// # Errors
///
/// Those of the writer.
pub fn losses(out: &mut impl io::Write, told: u64, losses: &Losses) -> io::Result<()> {
    let told = counted(told, "call", "calls");
    writeln!(out, "{told} told. Losses: {}", lost(losses))
}

/// The counters that are not zero, by name.
fn lost(losses: &Losses) -> String {
    let lost: Vec<_> = losses
        .named()
        .filter(|(_, count)| *count > 0)
        .map(|(name, count)| format!("{name} {count}"))
        .collect();
    if lost.is_empty() {
        "none".to_owned()
    } else {
        lost.join(", ")
    }
}

/// Bytes in hexadecimal, no more than are shown in a line.
fn begin(bytes: &[u8]) -> String {
    match bytes.get(..SHOWN) {
        Some(shown) if bytes.len() > SHOWN => hex(shown) + "...",
        _ => hex(bytes),
    }
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
    fields: BTreeMap<&'a str, String>,
    bytes: Option<u64>,
    result: Option<i64>,
    duration: Option<f64>,
    verdict: Option<&'static str>,
    rule: Option<&'a str>,
    words: [u32; call::WORDS],
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
    let decoded = decoded(row, call);
    let fields = decoded.iter().flat_map(|decoded| &decoded.fields);
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
            fields: fields
                .map(|field| (&*field.path, field.value.to_string()))
                .collect(),
            bytes: row.bytes(),
            result: call.result.map(|(value, _)| value),
            duration: call.result.map(|(_, took)| took.as_secs_f64()),
            verdict: row.ruling.as_ref().map(|ruling| ruling.action),
            rule: row.ruling.as_ref().map(|ruling| ruling.rule.as_str()),
            words: call.words,
            argument_bytes: hex(&call.argument),
            pointed_bytes: hex(&call.pointed),
        },
    )
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::{
        model::{
            Model,
            tests::{admin, controller, nvme_cli},
        },
        sinks::documented::assert_documented,
    };

    fn identify() -> (Row, CallFacts) {
        let mut model = Model::new();
        model.apply(nvme_cli(1));
        model.apply(controller(1));
        let mut argument = vec![0; 72];
        argument[0] = 6;
        argument[36..40].copy_from_slice(&4096_u32.to_le_bytes());
        argument[40] = 1;
        let mut key = admin(1, 1, 6);
        key.detail = 1;
        key.second = 0;
        let call = CallFacts {
            key,
            process: 7,
            thread: 8,
            number: 0xc048_4e41,
            time: Duration::from_micros(3_000_500),
            result: Some((0, Duration::from_micros(412))),
            amount: 4096,
            words: [0; 8],
            argument,
            pointed: Vec::new(),
        };
        (model.row(&call), call)
    }

    fn line(row: &Row, call: &CallFacts) -> String {
        let mut out = Vec::new();
        text(&mut out, row, call, Duration::from_secs(1)).expect("memory takes all writes");
        String::from_utf8(out).expect("text")
    }

    #[test]
    fn a_line_says_who_sent_what_with_what_and_what_came_of_it() {
        let (row, mut call) = identify();
        assert_eq!(
            line(&row, &call),
            "     2.000500 nvme[8] /dev/nvme0 ioctl NVME_IOCTL_ADMIN_CMD \
             admin.identify.controller nsid=0 \
             {opcode=6 data_len=4096 (0x1000) cdw10=1} 4096 B standard = 0 <0.000412>\n"
        );
        call.result = Some((-13, Duration::ZERO));
        assert!(
            line(&row, &call).ends_with("= -1 Permission denied (os error 13) <0.000000>\n"),
            "{}",
            line(&row, &call)
        );
        call.result = None;
        assert!(line(&row, &call).ends_with("standard = ?\n"));
    }

    #[test]
    fn what_nobody_takes_apart_is_shown_as_its_bytes() {
        let (mut row, mut call) = identify();
        call.key.command = 0x4eff;
        call.argument = vec![0xab; 40];
        row.device = Arc::clone(&row.device);
        let line = line(&row, &call);
        assert!(
            line.contains(&format!(" {{{}...}}", "ab".repeat(32))),
            "{line}"
        );
    }

    #[test]
    fn every_field_is_documented() {
        let (row, call) = identify();
        let mut without = call.clone();
        without.result = None;
        let mut out = Vec::new();
        for call in [&call, &without] {
            json(&mut out, &row, call, Duration::ZERO).expect("memory takes all writes");
        }
        let lines = String::from_utf8(out).expect("text");
        let lines: Vec<serde_json::Value> = lines
            .lines()
            .map(|line| serde_json::from_str(line).expect("an object"))
            .collect();
        assert_documented("call", &lines);
    }
}
