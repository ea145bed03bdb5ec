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

/// Most series of each metric of calls: without `--metrics-series`, and fewer.
const SERIES: &[u32] = &[1_000, 100];
/// Scrapes of a machine in a day.
const SCRAPES: &[(u32, &str)] = &[(24 * 60 * 4, "each 15 s"), (24 * 60, "each minute")];

/// What a fleet comes to.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Fleet {
    recordings: Vec<Row>,
    metrics: Vec<Metrics>,
}

/// A row of the table of metrics.
#[derive(Debug, Serialize)]
struct Metrics {
    /// The bound, and how often they are scraped.
    most: u32,
    scraped: &'static str,
    /// Of a machine.
    series: usize,
    scrape: f64,
    /// Of the fleet, and in a day.
    fleet_series: f64,
    fleet_samples: f64,
    fleet_bytes: f64,
}

/// A row of the table of recordings.
#[derive(Debug, Serialize)]
struct Row {
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
pub(crate) fn simulate(passgate: &Path) -> Result<Fleet> {
    Ok(Fleet {
        recordings: recordings(passgate)?,
        metrics: metrics(passgate)?,
    })
}

fn metrics(passgate: &Path) -> Result<Vec<Metrics>> {
    let mut table = Vec::new();
    for most in SERIES {
        let text = report(passgate, ROWS[0].0, &["--metrics", &most.to_string()])?;
        let series = text.lines().filter(|line| !line.starts_with('#')).count();
        for (daily, scraped) in SCRAPES {
            let of_fleet = f64::from(MACHINES) * f64::from(*daily);
            table.push(Metrics {
                most: *most,
                scraped,
                series,
                scrape: text.len() as f64,
                fleet_series: f64::from(MACHINES) * series as f64,
                fleet_samples: of_fleet * series as f64,
                fleet_bytes: of_fleet * text.len() as f64,
            });
        }
    }
    Ok(table)
}

fn recordings(passgate: &Path) -> Result<Vec<Row>> {
    let mut table = Vec::new();
    for (rows, because) in ROWS {
        let text = report(passgate, *rows, &[])?;
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

/// One recording, or by more words what else is made of the machine.
fn report(passgate: &Path, rows: u32, more: &[&str]) -> Result<String> {
    let mut measure = Command::new(passgate);
    measure.args(["measure", "--report"]);
    measure.args([DEVICES, SUBJECTS, rows].map(|number| number.to_string()));
    measure.args(more);
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

/// The tables, with what they are of.
pub(crate) fn markdown(fleet: &Fleet) -> String {
    let mut table = Table::new(&[
        ">rows of a machine",
        "recorded",
        ">a recording",
        ">the fleet's rows a day",
        ">bytes a day",
        ">after zstd",
    ]);
    for row in &fleet.recordings {
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
        text += &format!("\n{} rows: {because}.\n", thousands(f64::from(*number)));
    }
    let mut table = Table::new(&[
        ">`--metrics-series`",
        "scraped",
        ">a machine's series",
        ">a scrape",
        ">the fleet's series",
        ">samples a day",
        ">bytes a day",
    ]);
    for row in &fleet.metrics {
        table.row(vec![
            thousands(f64::from(row.most)),
            row.scraped.into(),
            thousands(row.series as f64),
            size(row.scrape),
            thousands(row.fleet_series),
            thousands(row.fleet_samples),
            size(row.fleet_bytes),
        ]);
    }
    text += "\nMetrics of the same machines:\n\n";
    text += &table.text();
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
