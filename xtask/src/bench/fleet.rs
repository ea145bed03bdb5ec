//! A fleet on paper: what its recordings come to, from lines that passgate really prints of a machine that is
//! imagined.

use std::{
    io::Write as _,
    path::Path,
    process::{Command, Stdio},
};

use serde::Serialize;

use super::user::thousands;
use crate::{
    markdown::Table,
    progress::{Error, Result, run},
};

/// Machines, and what each has.
const MACHINES: u32 = 5_000;
const DEVICES: u32 = 200;
const SUBJECTS: u32 = 500;
/// Rows of a machine: each subject uses a dozen combinations of device and command; and all that there is room
/// for without `--room`.
const ROWS: &[(u32, &str)] = &[
    (6_000, "a dozen rows for each subject"),
    (16_384, "all that there is room for: `--room rows=16384`"),
];
/// Recordings of a machine in a day.
const DAILY: &[(u32, &str)] = &[
    (24 * 60, "each minute"),
    (24 * 12, "each five minutes"),
    (24, "each hour"),
];

/// A row of the table.
#[derive(Debug, Serialize)]
pub(crate) struct Row {
    /// How many rows a machine has, and why.
    rows: u32,
    because: &'static str,
    /// How often it is recorded.
    recorded: &'static str,
    /// Of one recording: bytes, and how many of them zstd makes of it.
    recording: f64,
    compressed: f64,
    /// Of the fleet in a day.
    fleet_rows: f64,
    fleet_bytes: f64,
    fleet_compressed: f64,
}

/// Works it out.
pub(crate) fn simulate(passgate: &Path) -> Result<Vec<Row>> {
    let mut table = Vec::new();
    for (rows, because) in ROWS {
        let text = report(passgate, *rows)?;
        let printed = text
            .lines()
            .filter(|line| line.contains("\"kind\":\"count\""))
            .count();
        let (recording, compressed) = (text.len() as f64, compressed(text.as_bytes())? as f64);
        for (daily, recorded) in DAILY {
            let of_fleet = f64::from(MACHINES) * f64::from(*daily);
            table.push(Row {
                rows: *rows,
                because,
                recorded,
                recording,
                compressed,
                fleet_rows: of_fleet * printed as f64,
                fleet_bytes: of_fleet * recording,
                fleet_compressed: of_fleet * compressed,
            });
        }
    }
    Ok(table)
}

/// One recording.
fn report(passgate: &Path, rows: u32) -> Result<String> {
    let mut measure = Command::new(passgate);
    measure.args(["measure", "--report"]);
    measure.args([DEVICES, SUBJECTS, rows].map(|number| number.to_string()));
    run(
        &format!("printing a report of {rows} rows"),
        &mut measure,
        "see its message",
    )
}

/// Bytes that zstd makes of it, as log pipelines do.
fn compressed(bytes: &[u8]) -> Result<usize> {
    let failed = |e: std::io::Error| Error::new(format!("cannot run zstd: {e}"), "install zstd");
    let mut zstd = Command::new("zstd")
        .args(["-q", "-c"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(failed)?;
    let input = zstd.stdin.take();
    std::thread::scope(|scope| {
        // Dropped at its end, which zstd waits for.
        scope.spawn(move || input.map(|mut input| input.write_all(bytes)));
        zstd.wait_with_output()
    })
    .map(|output| output.stdout.len())
    .map_err(failed)
}

/// The table, with what it is of.
pub(crate) fn markdown(rows: &[Row]) -> String {
    let mut table = Table::new(&[
        ">rows of a machine",
        "recorded",
        ">a recording",
        ">the fleet's rows a day",
        ">bytes a day",
        ">after zstd",
    ]);
    for row in rows {
        table.row(vec![
            thousands(f64::from(row.rows)),
            row.recorded.into(),
            size(row.recording),
            thousands(row.fleet_rows),
            size(row.fleet_bytes),
            size(row.fleet_compressed),
        ]);
    }
    let mut text = format!(
        "{} machines with {DEVICES} devices and {SUBJECTS} subjects each:\n\n",
        thousands(f64::from(MACHINES))
    );
    text += &table.text();
    for (number, because) in ROWS {
        text += &format!(
            "\n{} rows: {because}; {} series in the fleet, were each a series of metrics.\n",
            thousands(f64::from(*number)),
            thousands(f64::from(*number) * f64::from(MACHINES))
        );
    }
    text
}

/// Bytes in the unit that leaves few digits.
fn size(bytes: f64) -> String {
    const UNITS: &[&str] = &["B", "kB", "MB", "GB", "TB", "PB"];
    let mut bytes = bytes;
    let mut units = UNITS.iter();
    let mut unit = units.next();
    while bytes >= 1000.0
        && let Some(next) = units.next()
    {
        bytes /= 1000.0;
        unit = Some(next);
    }
    format!("{bytes:.1} {}", unit.unwrap_or(&""))
}

#[cfg(test)]
mod tests {
    use super::size;

    #[test]
    fn sizes_have_units() {
        assert_eq!(size(999.0), "999.0 B");
        assert_eq!(size(1_234_000.0), "1.2 MB");
        assert_eq!(size(5e12), "5.0 TB");
    }
}
