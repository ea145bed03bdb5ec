//! What loading an object into the running kernel costs, program by program, without attaching.

use std::collections::BTreeMap;

use aya::{
    maps::{MapInfo, loaded_maps},
    programs::{ProbeKind, Program as Loaded, ProgramError, ProgramInfo},
};
use serde::Serialize;

use super::{
    Options, Who,
    attach::{load, target},
    btf,
    load::prepare,
    object::OBJECT,
    prerequisites::release,
};
use crate::{exit::Result, families::Entries};

/// A whole object in one kernel.
#[derive(Debug, Serialize)]
pub struct Report {
    /// The kernel's release.
    pub kernel: String,
    /// Its programs, by name.
    pub programs: Vec<Program>,
}

/// One program.
#[derive(Debug, Serialize)]
pub struct Program {
    /// Its name.
    pub name: String,
    /// Its type.
    pub r#type: &'static str,
    /// Instructions that the kernel keeps, 8 bytes each.
    pub instructions: Option<u32>,
    /// Bytes of those.
    pub translated_bytes: Option<u32>,
    /// Bytes of machine code, 0 without a JIT.
    pub jited_bytes: u32,
    /// Instructions that the verifier looked at on all paths.
    pub verified_instructions: Option<u32>,
    /// Maps that it uses, by name.
    pub maps: Vec<String>,
    /// Why it did not load.
    pub error: Option<String>,
    /// The verifier's log where it did not load.
    pub log: Option<String>,
}

/// Loads every program of an object, the embedded one if none is given, and drops them again.
///
/// # Errors
///
/// Where the object cannot be parsed or its maps cannot be made. Programs that the kernel refuses
/// are part of the report.
pub fn load_report(object: Option<&[u8]>) -> Result<Report> {
    let mut ebpf = prepare(
        object.unwrap_or(OBJECT),
        Options {
            who: Who::Itself,
            log: true,
            policed: Some(Entries::ALL),
            by_parent: true,
            by_copy: true,
            guarded: true,
            ..Options::default()
        },
        None,
    )?;
    let btf = btf::functions()?;
    let map_names: BTreeMap<u32, String> = loaded_maps()
        .filter_map(|info: std::result::Result<MapInfo, _>| info.ok())
        .filter_map(|info| Some((info.id(), info.name_as_str()?.to_owned())))
        .collect();
    let mut programs: Vec<Program> = ebpf
        .programs_mut()
        .map(|(name, program)| {
            let r#type = type_name(program);
            let loaded = load(program, target(name), &btf).and_then(|()| info(program));
            Program {
                r#type,
                ..describe(name, loaded, &map_names)
            }
        })
        .collect();
    programs.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(Report {
        kernel: release(),
        programs,
    })
}

fn type_name(program: &Loaded) -> &'static str {
    match program {
        Loaded::Lsm(_) => "lsm",
        Loaded::FEntry(_) => "fentry",
        Loaded::FExit(_) => "fexit",
        Loaded::BtfTracePoint(_) => "tp_btf",
        Loaded::Iter(_) => "iter",
        Loaded::KProbe(probe) if matches!(probe.kind(), ProbeKind::Return) => "kretprobe",
        Loaded::KProbe(_) => "kprobe",
        _ => "other",
    }
}

fn info(program: &Loaded) -> std::result::Result<ProgramInfo, ProgramError> {
    program.info()
}

fn describe(
    name: &str,
    loaded: std::result::Result<ProgramInfo, ProgramError>,
    map_names: &BTreeMap<u32, String>,
) -> Program {
    let mut program = Program {
        name: name.to_owned(),
        r#type: "",
        instructions: None,
        translated_bytes: None,
        jited_bytes: 0,
        verified_instructions: None,
        maps: Vec::new(),
        error: None,
        log: None,
    };
    match loaded {
        Ok(info) => {
            program.translated_bytes = info.size_translated();
            program.instructions = info.size_translated().map(|bytes| bytes / 8);
            program.jited_bytes = info.size_jitted();
            program.verified_instructions = info.verified_instruction_count();
            program.maps = info
                .map_ids()
                .ok()
                .flatten()
                .unwrap_or_default()
                .iter()
                .map(|id| {
                    map_names
                        .get(id)
                        .cloned()
                        .unwrap_or_else(|| format!("map {id}"))
                })
                .collect();
            program.maps.sort();
        }
        Err(ProgramError::LoadError {
            io_error,
            verifier_log,
        }) => {
            program.error = Some(io_error.to_string());
            program.log = Some(verifier_log.to_string());
        }
        Err(error) => program.error = Some(error.to_string()),
    }
    program
}
