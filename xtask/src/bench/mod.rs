//! `cargo xtask bench`: what watching and deciding costs, in instructions, beside what other tools cost.

mod figures;
mod fleet;
mod kernel;
mod peers;
mod plan;
mod policies;
mod spent;
mod table;
mod user;

use std::{fs, process::ExitCode};

use serde::Serialize;

use crate::{
    cache::{project, unusable},
    markdown,
    progress::{Error, Result, print, say, tell},
    static_build::passgate,
};
use kernel::{Measured, Wanted, measure};
use table::rows;

/// Where the tables stand, between marks of their names.
const PAGE: &str = "docs/performance.md";

/// Measures.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// 6.1, 6.12, 7.3, or the path of a vmlinuz
    #[arg(long, default_value = "6.12")]
    kernel: String,
    /// Print one JSON object instead of tables
    #[arg(long)]
    json: bool,
    /// Measure only these; without it, all
    #[arg(long, value_enum, value_name = "PART", value_delimiter = ',')]
    only: Vec<Part>,
    /// Compare passgate's own figures with bench.toml; fail where one grew by more than 2 %
    #[arg(long, conflicts_with_all = ["only", "write", "json"])]
    check: bool,
    /// In the kernel measure only what a check does
    #[arg(long)]
    quick: bool,
    /// Write the figures to bench.toml and the tables to docs/performance.md
    #[arg(long)]
    write: bool,
    /// Calls of one loop
    #[arg(long, default_value_t = 4_000)]
    calls: u32,
}

/// What can be measured by itself.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Part {
    /// passgate in the kernel
    Kernel,
    /// Other tools in the kernel
    Peers,
    /// Which functions of the kernel the instructions are spent in
    Spent,
    /// passgate's userspace
    User,
    /// What a fleet's recordings come to
    Fleet,
}

impl Arguments {
    fn wants(&self, part: Part) -> bool {
        if self.check {
            part == Part::Kernel
        } else {
            self.only.is_empty() || self.only.contains(&part)
        }
    }
}

/// All that was measured; what was not is left out.
#[derive(Serialize, Default)]
struct Report {
    schema: u32,
    kind: &'static str,
    kernel: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    rows: Vec<table::Row>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    spent: Vec<spent::Row>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    user: Vec<user::Row>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fleet: Option<fleet::Fleet>,
}

/// Measures, and prints, compares or writes it.
pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode> {
    let mut report = Report {
        schema: 2,
        kind: "bench",
        ..Report::default()
    };
    // In the order in which they are measured: their names in the page, and their tables.
    let mut sections = Vec::new();
    let wanted = Wanted {
        kernel: &arguments.kernel,
        calls: arguments.calls,
        own: arguments.wants(Part::Kernel),
        quick: arguments.check || arguments.quick,
        peers: arguments.wants(Part::Peers),
    };
    if arguments.check {
        return check(&wanted);
    }
    // They are one table, which a part of it would replace.
    if arguments.write && wanted.own != wanted.peers {
        return Err(Error::new(
            "passgate's own figures and its peers' stand in one table",
            "measure both, or write neither: --only kernel,peers --write",
        ));
    }
    if wanted.own || wanted.peers {
        let measured = measure(&wanted)?;
        report.rows = rows(&measured);
        sections.push(("kernel", said(&measured, &report.rows)));
        if arguments.write && arguments.wants(Part::Kernel) {
            figures::write(&measured)?;
        }
        report.kernel = Some(measured.kernel);
    }
    if arguments.wants(Part::Spent) {
        report.spent = spent::measure(&arguments.kernel)?;
        sections.push(("spent", spent::markdown(&report.spent)));
    }
    if arguments.wants(Part::User) {
        report.user = user::measure(&arguments.kernel)?;
        sections.push(("user", user::markdown(&report.user)));
    }
    if arguments.wants(Part::Fleet) {
        let fleet = fleet::simulate(&passgate()?)?;
        sections.push(("fleet", fleet::markdown(&fleet)));
        report.fleet = Some(fleet);
    }
    if arguments.json {
        let text = serde_json::to_string(&report)
            .map_err(|e| Error::new(format!("no JSON: {e}"), "report this"))?;
        print(&format!("{text}\n"))?;
    } else {
        let tables: Vec<&str> = sections.iter().map(|(_, text)| text.as_str()).collect();
        print(&tables.join("\n"))?;
    }
    if arguments.write {
        write(&sections)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// The kernel side's table with what it is of.
fn said(measured: &Measured, rows: &[table::Row]) -> String {
    format!(
        "Instructions of one call on Linux {}, `mitigations=off`:\n\n{}",
        measured.kernel,
        table::markdown(rows)
    )
}

fn write(sections: &[(&str, String)]) -> Result<()> {
    let path = project().join(PAGE);
    let mut page = fs::read_to_string(&path).map_err(|e| unusable("read", &path, &e))?;
    for (name, text) in sections {
        page = markdown::replaced(&page, name, text)?;
    }
    fs::write(&path, page).map_err(|e| unusable("write", &path, &e))
}

/// How often calls are measured before what is worse is believed.
const TRIES: u32 = 3;

fn check(wanted: &Wanted<'_>) -> Result<ExitCode> {
    let mut measured = measure(wanted)?;
    let (mut worse, mut better) = figures::compare(&measured)?;
    for _ in 1..TRIES {
        if worse.is_empty() {
            break;
        }
        say(format!(
            "{} figures are worse: measuring again",
            worse.len()
        ));
        measured.keep_less(measure(wanted)?);
        (worse, better) = figures::compare(&measured)?;
    }
    for line in &better {
        tell(format!("better: {line}"));
    }
    for line in &worse {
        tell(format!("worse: {line}"));
    }
    if !better.is_empty() {
        say("what became better is held with: cargo xtask bench --write");
    }
    if worse.is_empty() {
        say(format!(
            "no figure of bench.toml grew by more than 2 % on Linux {}",
            measured.kernel
        ));
        Ok(ExitCode::SUCCESS)
    } else if let Some(other) = figures::kernel().filter(|kernel| *kernel != measured.kernel) {
        say(format!(
            "bench.toml is of Linux {other}, this is {}: what grew may be the kernel's; cargo xtask bench --write",
            measured.kernel
        ));
        Ok(ExitCode::SUCCESS)
    } else {
        say("where that is meant: cargo xtask bench --write");
        Ok(ExitCode::FAILURE)
    }
}
