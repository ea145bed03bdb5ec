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

/// Whether code imports a module of `root`, or writes a path into it.
fn uses(code: &str, root: &str, module: &str) -> bool {
    imports(code).any(|import| names(import, root) && names(import, module))
        || code.contains(&format!("{root}::{module}::"))
}

#[test]
fn families_uapi_model_and_policy_do_no_io_and_take_the_time_from_outside() -> io::Result<()> {
    let nowhere = [
        "aya",
        "tokio",
        "ratatui",
        "rustix",
        "Instant",
        "SystemTime",
        "print",
        "println",
        "eprint",
        "eprintln",
        "dbg",
    ];
    let of_std = ["fs", "io", "net", "env", "os", "process", "thread"];
    // Input of chance is for tests alone.
    let pure = [
        "families", "model", "policy", "uapi", "duration", "plural", "chance",
    ];
    let of_crate = other_modules(&pure)?;
    let pure = sources("families")?.into_iter().chain(sources("uapi")?);
    let pure = pure.chain(sources("policy")?);
    for (path, code) in pure.chain(sources("model")?) {
        for word in nowhere {
            assert!(!names(&code, word), "{} uses {word}", path.display());
        }
        for word in of_std {
            assert!(
                !uses(&code, "std", word),
                "{} uses std::{word}",
                path.display()
            );
        }
        for word in &of_crate {
            assert!(
                !uses(&code, "crate", word),
                "{} uses crate::{word}",
                path.display()
            );
        }
    }
    Ok(())
}

/// The crate's modules but for some.
fn other_modules(but: &[&str]) -> io::Result<Vec<String>> {
    let mut modules = Vec::new();
    for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("src"))? {
        let path = entry?.path();
        let name = path
            .file_stem()
            .and_then(|name| name.to_str())
            .unwrap_or_default();
        if !but.contains(&name) && !["lib", "main"].contains(&name) {
            modules.push(name.to_owned());
        }
    }
    assert!(modules.iter().any(|name| name == "kernel"), "{modules:?}");
    Ok(modules)
}

#[test]
fn an_import_is_seen_in_every_form() {
    let code = "use std::{\n    fmt,\n    fs::File,\n};\nfn f() {}";
    assert!(uses(code, "std", "fs"));
    assert!(!uses(code, "std", "io"));
    assert!(uses("fn f() { crate::kernel::load() }", "crate", "kernel"));
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
    // Tables that families share, the registry with its types, and tests.
    let shared = [
        "ata",
        "cdb",
        "cdrom",
        "command",
        "copied",
        "generic",
        "ioctl",
        "kind",
        "mod",
        "registers",
        "subcommand",
        "tests",
    ];
    // What a family's file has under it is that family's.
    let mut files: Vec<String> = sources("families")?
        .iter()
        .filter(|(path, _)| {
            path.parent()
                .is_some_and(|folder| folder.ends_with("families"))
        })
        .filter_map(|(path, _)| Some(path.file_stem()?.to_str()?.replace('_', "-")))
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

/// Names by which a family's code could be told, in lower case: those of its kinds' operations and
/// functions, and of its ioctls and io_uring commands. What is read, written and mapped is named by
/// everyday words, as are kinds: `disk`, `config`.
fn names_of(family: &passgate::families::Family) -> Vec<String> {
    use passgate::families::Entries;

    let kinds = family.kinds.iter();
    let of_kinds = kinds.flat_map(|kind| {
        let operations = kind.operations.iter().map(|symbol| symbol.name);
        let functions = kind.probes.iter().map(|probe| probe.function.name);
        let numbered = kind.all_commands().filter(|command| {
            [Entries::IOCTL, Entries::COMPAT, Entries::URING].contains(&command.entries)
        });
        operations
            .chain(functions)
            .chain(numbered.map(|command| command.name))
    });
    of_kinds.map(str::to_lowercase).collect()
}

#[test]
fn the_kernel_side_knows_no_family() -> io::Result<()> {
    let sources = sources("../../tracer-ebpf/src")?;
    for family in passgate::families::FAMILIES {
        for (path, code) in &sources {
            let code = code.to_lowercase();
            // Wherever it stands, within a longer name, too.
            for name in names_of(family) {
                assert!(!code.contains(&name), "{} names {name}", path.display());
            }
            // The family's own name is a word of its own: `hid` is not `hidden`. Some are words that
            // the kernel side has for other things.
            let mut words = code.split(|c: char| !c.is_ascii_alphanumeric());
            assert!(
                ["block", "mem"].contains(&family.name) || words.all(|word| word != family.name),
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
    let all = tracer_common::layout::ALL
        .iter()
        .chain(tracer_common::layout::DECIDING);
    for entry in fs::read_dir(folder).unwrap() {
        let text = fs::read_to_string(entry.unwrap().path()).unwrap();
        for line in text.lines() {
            // `pub struct Name [size] {`, the form that the macro takes.
            if let Some(rest) = line.trim_start().strip_prefix("pub struct ")
                && let Some((name, rest)) = rest.split_once(' ')
                && rest.starts_with('[')
            {
                assert!(
                    all.clone().any(|layout| layout.name == name),
                    "{name} is not in layout::ALL"
                );
                declared += 1;
            }
        }
    }
    assert_eq!(declared, all.count());
}
