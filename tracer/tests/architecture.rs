//! Holds what the architecture promises about who may use what, by reading the sources.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

/// Every Rust file under a folder of `src` with its text, comments left out.
fn sources(folder: &str) -> io::Result<Vec<(PathBuf, String)>> {
    fn collect(path: &Path, found: &mut Vec<(PathBuf, String)>) -> io::Result<()> {
        for entry in fs::read_dir(path)? {
            let path = entry?.path();
            if path.is_dir() {
                collect(&path, found)?;
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(&path)?;
                let code: Vec<_> = text
                    .lines()
                    .filter(|line| !line.trim_start().starts_with("//"))
                    .collect();
                found.push((path, code.join("\n")));
            }
        }
        Ok(())
    }
    let mut found = Vec::new();
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("src")
        .join(folder);
    collect(&path, &mut found)?;
    assert!(!found.is_empty(), "{folder} has no sources");
    Ok(found)
}

/// Whether code has a name, as a whole word.
fn names(code: &str, word: &str) -> bool {
    code.split(|c: char| !c.is_alphanumeric() && c != '_')
        .any(|other| other == word)
}

/// The code's imports, each up to its semicolon.
fn imports(code: &str) -> impl Iterator<Item = &str> {
    let starts = code.match_indices("use ").map(|(at, _)| &code[at..]);
    starts.map(|rest| rest.split(';').next().unwrap_or(rest))
}

#[test]
fn families_and_model_do_no_io_and_take_the_time_from_outside() -> io::Result<()> {
    let nowhere = [
        "aya",
        "tokio",
        "ratatui",
        "rustix",
        "Instant",
        "SystemTime",
        "println",
    ];
    let of_std = ["fs", "io", "net", "env", "os", "process", "thread"];
    for (path, code) in sources("families")?.into_iter().chain(sources("model")?) {
        for word in nowhere {
            assert!(!names(&code, word), "{} uses {word}", path.display());
        }
        for word in of_std {
            let imported = imports(&code)
                .filter(|import| names(import, "std"))
                .any(|import| names(import, word));
            let path_used = code.contains(&format!("std::{word}::"));
            assert!(
                !imported && !path_used,
                "{} uses std::{word}",
                path.display()
            );
        }
    }
    Ok(())
}

#[test]
fn an_import_is_seen_in_every_form() {
    let code = "use std::{\n    fmt,\n    fs::File,\n};\nfn f() {}";
    assert!(imports(code).any(|import| names(import, "std") && names(import, "fs")));
    assert!(!imports(code).any(|import| names(import, "io")));
}

#[test]
fn only_kernel_speaks_to_aya() -> io::Result<()> {
    let kernel = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/kernel");
    let mut users = 0;
    for (path, code) in sources("")? {
        let uses = ["aya", "aya_log", "aya_obj"]
            .iter()
            .any(|name| names(&code, name));
        if path.starts_with(&kernel) {
            users += usize::from(uses);
        } else {
            assert!(!uses, "{} uses aya", path.display());
        }
    }
    assert!(users > 0, "this test would notice aya if it saw it");
    Ok(())
}

#[test]
fn the_view_s_state_is_free_of_rendering() -> io::Result<()> {
    for (path, code) in sources("tui")? {
        let pure = ["state.rs", "update.rs"]
            .iter()
            .any(|name| path.ends_with(name));
        assert!(
            !(pure && names(&code, "ratatui")),
            "{} uses ratatui",
            path.display()
        );
    }
    Ok(())
}

#[test]
fn a_family_is_one_file() -> io::Result<()> {
    // Tables that families share, the registry and its tests.
    let shared = ["block", "generic", "ioctl", "mod", "tests"];
    let mut files: Vec<String> = sources("families")?
        .iter()
        .filter_map(|(path, _)| Some(path.file_stem()?.to_str()?.to_owned()))
        .filter(|name| !shared.contains(&name.as_str()))
        .collect();
    files.sort();
    let mut registered: Vec<&str> = passgate::families::FAMILIES
        .iter()
        .map(|family| family.name)
        .collect();
    registered.sort_unstable();
    assert_eq!(files, registered);
    Ok(())
}
#[test]
fn the_kernel_side_knows_no_family() -> io::Result<()> {
    for (path, code) in sources("../../tracer-ebpf/src")? {
        let code = code.to_lowercase();
        for family in passgate::families::FAMILIES {
            assert!(
                !names(&code, family.name),
                "{} names {}",
                path.display(),
                family.name
            );
        }
    }
    Ok(())
}

#[test]
fn every_boundary_type_is_listed() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../tracer-common/src");
    let mut declared = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let text = fs::read_to_string(entry.unwrap().path()).unwrap();
        for line in text.lines() {
            // `pub struct Name [size] {`, the form that the macro takes.
            if let Some(rest) = line.trim_start().strip_prefix("pub struct ")
                && let Some((name, rest)) = rest.split_once(' ')
                && rest.starts_with('[')
            {
                assert!(
                    tracer_common::layout::ALL
                        .iter()
                        .any(|layout| layout.name == name),
                    "{name} is not in layout::ALL"
                );
                declared += 1;
            }
        }
    }
    assert_eq!(declared, tracer_common::layout::ALL.len());
}
