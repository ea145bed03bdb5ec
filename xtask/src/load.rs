//! `cargo xtask load`: what a kernel makes of the object. The object tells what was built, the
//! kernel what it verified and compiled; nothing is attached.

use std::{
    path::{Path, PathBuf},
    process::{Command, ExitCode, Stdio},
    time::Duration,
};

use object::read::{Object as _, ObjectSection as _, ObjectSymbol as _};
use serde::{Deserialize, Serialize};

use crate::{
    bpf,
    progress::{Error, Result, print, say},
    static_build::{PASSGATE, build},
    vm::{Kernel, Machine, Stream, Workload, inherit},
};

/// How long a kernel may take to verify all programs; emulation makes it slow.
const LIMIT: Duration = Duration::from_secs(300);

/// Loads the object without attaching it. Exits with 1 where a program is refused.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// 6.1, 6.12, 7.3, or the path of a vmlinuz, booted in a virtual machine; without it, the
    /// kernel that runs here
    #[arg(long)]
    kernel: Option<String>,
    /// The object; by default the one that passgate embeds: the fresh build where no source is
    /// newer, else the checked-in one
    #[arg(long, value_name = "PATH")]
    object: Option<PathBuf>,
    /// Print one JSON object instead of a table
    #[arg(long)]
    json: bool,
}

/// A program as the object has it.
#[derive(Debug, PartialEq, Eq, Serialize)]
struct Built {
    name: String,
    section: String,
    /// 8 bytes each; functions that it calls are apart.
    instructions: u64,
}

/// What the object holds.
#[derive(Debug, PartialEq, Eq, Serialize)]
struct Contents {
    programs: Vec<Built>,
    /// Instructions in functions that programs share.
    shared_instructions: u64,
    /// Names of the maps.
    maps: Vec<String>,
}

/// What `passgate load-report` prints.
#[derive(Debug, Serialize, Deserialize)]
struct Report {
    kernel: String,
    programs: Vec<Loaded>,
}

/// A program as the kernel has it.
#[derive(Debug, Serialize, Deserialize)]
struct Loaded {
    name: String,
    r#type: String,
    instructions: Option<u64>,
    jited_bytes: u64,
    verified_instructions: Option<u64>,
    maps: Vec<String>,
    error: Option<String>,
    log: Option<String>,
}

/// Loads and prints.
pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode> {
    let path = match &arguments.object {
        Some(path) => path.clone(),
        None => bpf::choose_object(),
    };
    let remedy = "build one with `cargo xtask build`, or name one with --object";
    let unusable = |e: String| {
        Error::new(
            format!("cannot use the object {}: {e}", path.display()),
            remedy,
        )
    };
    let path = path.canonicalize().map_err(|e| unusable(e.to_string()))?;
    let bytes = std::fs::read(&path).map_err(|e| unusable(e.to_string()))?;
    let contents = contents(&bytes).map_err(|e| unusable(e.to_string()))?;
    let passgate = build(&PASSGATE)?;
    let output = match &arguments.kernel {
        Some(kernel) => in_guest(kernel, &passgate, &path)?,
        None => here(&passgate, &path)?,
    };
    let report: Report = serde_json::from_slice(&output).map_err(|e| {
        Error::new(
            format!("the kernel's report is unreadable: {e}"),
            "its own messages, above, say why",
        )
    })?;
    let refused = report
        .programs
        .iter()
        .any(|program| program.error.is_some());
    if arguments.json {
        let whole = serde_json::json!({ "object": path, "bytes": bytes.len(), "contents": contents, "report": report });
        print(&format!("{whole}\n"))?;
    } else {
        let mut text = format!(
            "object {}, {} bytes, maps: {}\nshared functions: {} instructions\nkernel {}\n{}",
            path.display(),
            bytes.len(),
            contents.maps.join(", "),
            contents.shared_instructions,
            report.kernel,
            table(&contents, &report)
        );
        for program in &report.programs {
            if let Some(error) = &program.error {
                text.push_str(&format!(
                    "\n{} is refused: {error}\n{}\n",
                    program.name,
                    program.log.as_deref().unwrap_or("the kernel left no log")
                ));
            }
        }
        print(&text)?;
    }
    Ok(if refused {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    })
}

fn here(passgate: &Path, object: &Path) -> Result<Vec<u8>> {
    let output = Command::new(passgate)
        .arg("load-report")
        .arg("--object")
        .arg(object)
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .map_err(|e| {
            Error::new(
                format!("cannot run {}: {e}", passgate.display()),
                "build it again",
            )
        })?;
    if output.stdout.is_empty() {
        return Err(Error::new(
            format!("passgate did not load the object ({})", output.status),
            "load it as root on a kernel with BPF LSM, or in a virtual machine: cargo xtask load --kernel 6.12",
        ));
    }
    Ok(output.stdout)
}

fn in_guest(kernel: &str, passgate: &Path, object: &Path) -> Result<Vec<u8>> {
    let kernel = Kernel::resolve(kernel)?;
    say(format!("loading the object into Linux {}", kernel.version));
    let arguments = [
        passgate.display().to_string(),
        "load-report".into(),
        "--object".into(),
        object.display().to_string(),
    ];
    let mut report = Vec::new();
    let status = Machine::new(kernel).limit(Some(LIMIT)).run(
        &Workload::new(arguments),
        &mut |stream, bytes| match stream {
            Stream::Output => report.extend_from_slice(bytes),
            Stream::Error => inherit(stream, bytes),
        },
    )?;
    if report.is_empty() {
        return Err(Error::new(
            format!("passgate did not load the object in the guest (exit status {status})"),
            "its own message, above, says why",
        ));
    }
    Ok(report)
}

/// Reads programs and maps from the object's sections and symbols.
fn contents(bytes: &[u8]) -> object::read::Result<Contents> {
    let file = object::File::parse(bytes)?;
    let mut contents = Contents {
        programs: Vec::new(),
        shared_instructions: 0,
        maps: Vec::new(),
    };
    for symbol in file.symbols() {
        let Some(section) = symbol.section_index() else {
            continue;
        };
        let section = file.section_by_index(section)?.name()?.to_owned();
        let name = symbol.name()?.to_owned();
        match (section.as_str(), symbol.kind()) {
            (".text", object::SymbolKind::Text) => {
                contents.shared_instructions += symbol.size() / 8
            }
            // `.maps` has definitions by BTF, `maps` those of the older kind.
            (".maps" | "maps", object::SymbolKind::Data) => contents.maps.push(name),
            (_, object::SymbolKind::Text) => {
                contents.programs.push(Built {
                    name,
                    section,
                    instructions: symbol.size() / 8,
                });
            }
            _ => {}
        }
    }
    contents.programs.sort_by(|a, b| a.name.cmp(&b.name));
    contents.maps.sort();
    Ok(contents)
}

/// Both views of each program, a line each.
fn table(contents: &Contents, report: &Report) -> String {
    let shown = |number: Option<u64>| number.map_or_else(|| "-".to_owned(), |n| n.to_string());
    let mut rows = vec![
        [
            "PROGRAM",
            "TYPE",
            "SECTION",
            "BUILT",
            "LOADED",
            "JITED BYTES",
            "VERIFIED",
            "MAPS",
        ]
        .map(str::to_owned),
    ];
    let mut unknown: Vec<&Built> = contents.programs.iter().collect();
    for program in &report.programs {
        let built = unknown
            .iter()
            .position(|built| built.name == program.name)
            .map(|at| unknown.remove(at));
        let refused = program.error.is_some();
        rows.push([
            program.name.clone(),
            program.r#type.clone(),
            built.map_or_else(|| "-".to_owned(), |built| built.section.clone()),
            shown(built.map(|built| built.instructions)),
            if refused {
                "refused".to_owned()
            } else {
                shown(program.instructions)
            },
            // A kernel without a JIT says 0.
            shown(Some(program.jited_bytes).filter(|bytes| *bytes > 0)),
            shown(program.verified_instructions),
            program.maps.join(" "),
        ]);
    }
    for built in unknown {
        let dash = || "-".to_owned();
        rows.push([
            built.name.clone(),
            dash(),
            built.section.clone(),
            built.instructions.to_string(),
            "not tried".into(),
            dash(),
            dash(),
            dash(),
        ]);
    }
    let mut widths = [0; 8];
    for row in &rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.len());
        }
    }
    let mut text = String::new();
    for row in rows {
        let mut line = String::new();
        for (column, (cell, width)) in row.iter().zip(widths).enumerate() {
            // Numbers to the right.
            let cell = if (3..7).contains(&column) {
                format!("{cell:>width$}")
            } else {
                format!("{cell:<width$}")
            };
            line.push_str(&cell);
            line.push_str("  ");
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checked_in_object_has_its_programs_and_maps() {
        let contents = contents(&std::fs::read(bpf::checked_in_object()).unwrap()).unwrap();
        let program = contents
            .programs
            .iter()
            .find(|program| program.name == "file_ioctl")
            .unwrap();
        assert_eq!(program.section, "lsm.s/file_ioctl");
        assert!(program.instructions > 10);
        assert!(
            contents.maps.iter().any(|map| map == "COUNTS"),
            "{:?}",
            contents.maps
        );
    }

    #[test]
    fn a_line_joins_what_was_built_and_what_was_loaded() {
        let built = |name: &str| Built {
            name: name.into(),
            section: format!("lsm/{name}"),
            instructions: 5,
        };
        let contents = Contents {
            programs: vec![built("one"), built("two"), built("three")],
            shared_instructions: 0,
            maps: Vec::new(),
        };
        let report: Report = serde_json::from_str(
            r#"{"kernel":"6.12","programs":[
                {"name":"one","type":"lsm","instructions":7,"translated_bytes":56,"jited_bytes":99,"verified_instructions":12,
                 "maps":["A","B"],"error":null,"log":null},
                {"name":"two","type":"lsm","instructions":null,"translated_bytes":null,"jited_bytes":0,
                 "verified_instructions":null,"maps":[],"error":"Permission denied","log":"R1 invalid"}]}"#,
        )
        .unwrap();
        let table = table(&contents, &report);
        let lines: Vec<Vec<&str>> = table
            .lines()
            .map(|line| line.split_whitespace().collect())
            .collect();
        assert_eq!(
            lines[1],
            ["one", "lsm", "lsm/one", "5", "7", "99", "12", "A", "B"]
        );
        assert_eq!(
            lines[2],
            ["two", "lsm", "lsm/two", "5", "refused", "-", "-"]
        );
        assert_eq!(
            lines[3],
            [
                "three",
                "-",
                "lsm/three",
                "5",
                "not",
                "tried",
                "-",
                "-",
                "-"
            ]
        );
    }
}
