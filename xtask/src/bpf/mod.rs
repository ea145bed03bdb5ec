//! `cargo xtask build`: the BPF object, from toolchain to checked-in file.

// The choice of the object is the tracer's build script's, and is tested here.
#[path = "../../../tracer/build.rs"]
#[allow(dead_code, reason = "its entry point is cargo's to call")]
mod build_script;
mod compile;
mod library;
mod linker;
mod record;
mod strip;
mod toolchain;

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

use crate::{
    cache,
    progress::{Error, Result, say, tell},
};
use compile::Warnings;
use record::Record;

/// Exit status of a check that could not be made: the checked-in object differs from a rebuild
/// whose toolchain is another, or there is no clippy.
const NOT_CHECKED: u8 = 3;

/// How to build. Without a flag: with debug info, for development, to target/bpf/passgate.bpf.o.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Strip debug info, and replace the checked-in object too
    #[arg(long)]
    release: bool,
    /// Rebuild the checked-in object and compare: exits with 1 where they differ, with 3 where they
    /// differ and the toolchain is not the one that the checked-in object was built with
    #[arg(long, conflicts_with = "release")]
    check: bool,
    /// Lint the BPF programs with clippy instead of building them: exits with 1 where it complains,
    /// with 3 where the toolchain has no clippy and rustup cannot add it
    #[arg(long, conflicts_with_all = ["release", "check"])]
    clippy: bool,
}

/// Chooses the object as the tracer's build does, and says which it is and where a change of the
/// sources is not in it.
pub(crate) fn choose_object() -> PathBuf {
    let choice = build_script::choose(&tracer());
    say(format!("using the {} BPF object", choice.origin));
    if choice.outdated {
        say(format!("warning: {}", build_script::OUTDATED));
    }
    choice.object
}

/// The freshly built object.
fn fresh_object() -> PathBuf {
    build_script::built(cache::project())
}

/// The checked-in object.
pub(crate) fn checked_in_object() -> PathBuf {
    build_script::checked_in(&tracer())
}

fn record_path() -> PathBuf {
    tracer().join("bpf/passgate.bpf.json")
}

fn tracer() -> PathBuf {
    cache::project().join("tracer")
}

/// Builds, checks or lints.
pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode> {
    let record = Record::read(&record_path())?;
    let equipped = library::equip(record.as_ref(), arguments.check)?;
    let linker = linker::ensure(&equipped.toolchain)?;
    if arguments.clippy {
        if let Err(error) = equipped.toolchain.ensure_clippy() {
            tell(format!(
                "error: the BPF programs were NOT linted, for want of clippy: {error}"
            ));
            return Ok(ExitCode::from(NOT_CHECKED));
        }
        compile::clippy(&equipped, &linker)?;
        return Ok(ExitCode::SUCCESS);
    }
    let warnings = if arguments.release || arguments.check {
        Warnings::Denied
    } else {
        Warnings::Shown
    };
    let linked = read(&compile::build(&equipped, &linker, warnings)?)?;
    if !arguments.release && !arguments.check {
        write(&fresh_object(), &linked)?;
        announce();
        say(format!(
            "built {}, {} bytes, with debug info",
            fresh_object().display(),
            linked.len()
        ));
        return Ok(ExitCode::SUCCESS);
    }
    let stripped = strip::debug_info(&linked).map_err(|e| {
        Error::new(
            format!("cannot strip the object: {e}"),
            "report this with the toolchain's version",
        )
    })?;
    let here = Record::of(&equipped);
    if arguments.check {
        return check(&stripped, record, &here);
    }
    write(&fresh_object(), &stripped)?;
    write(&checked_in_object(), &stripped)?;
    write(&record_path(), here.to_text().as_bytes())?;
    say(format!(
        "built {}, {} bytes; commit it with its record",
        checked_in_object().display(),
        stripped.len()
    ));
    Ok(ExitCode::SUCCESS)
}

fn check(rebuilt: &[u8], record: Option<Record>, here: &Record) -> Result<ExitCode> {
    let checked_in = read(&checked_in_object())?;
    if checked_in == rebuilt {
        say(format!(
            "the checked-in object is what its sources build to: {} bytes, {}",
            rebuilt.len(),
            here.rustc
        ));
        return Ok(ExitCode::SUCCESS);
    }
    let sections = strip::differences(&checked_in, rebuilt).map_err(|e| {
        Error::new(
            format!("cannot read the checked-in object: {e}"),
            "run `cargo xtask build --release`",
        )
    })?;
    let sections = if sections.is_empty() {
        vec!["the file's layout alone".into()]
    } else {
        sections
    };
    tell(format!(
        "error: the checked-in object differs from a rebuild:\n  {}",
        sections.join("\n  ")
    ));
    let toolchain = match &record {
        Some(record) => record.differences(here),
        None => vec!["the checked-in object has no record of its toolchain".into()],
    };
    if toolchain.is_empty() {
        tell(format!(
            "  run `cargo xtask build --release` and commit {}",
            checked_in_object().display()
        ));
        return Ok(ExitCode::FAILURE);
    }
    tell(format!(
        "note: this may be the toolchain's doing and says nothing about the sources:\n  {}",
        toolchain.join("\n  ")
    ));
    tell(match record.and_then(|record| record.toolchain) {
        Some(name) => format!(
            "  to know, run `rustup toolchain install {name} --component rust-src` and check again"
        ),
        None => "  to know, install the toolchain that it was built with and check again".into(),
    });
    Ok(ExitCode::from(NOT_CHECKED))
}

/// Makes cargo run the tracer's build script again: it watches the checked-in object, and a fresh
/// one only once that is there.
fn announce() {
    let now = std::time::SystemTime::now();
    // Where there is no checked-in object yet, the build script has not run either.
    let _ = std::fs::File::options()
        .append(true)
        .open(checked_in_object())
        .and_then(|file| file.set_modified(now));
}

fn read(path: &Path) -> Result<Vec<u8>> {
    std::fs::read(path).map_err(|e| {
        Error::new(
            format!("cannot read {}: {e}", path.display()),
            "run `cargo xtask build --release`",
        )
    })
}

fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    let folder = path.parent().unwrap_or(path);
    std::fs::create_dir_all(folder)
        .and_then(|()| std::fs::write(path, bytes))
        .map_err(|e| {
            Error::new(
                format!("cannot write {}: {e}", path.display()),
                "check the folder's permissions",
            )
        })
}

#[cfg(test)]
mod tests {
    use std::{
        fs::File,
        time::{Duration, SystemTime},
    };

    use super::*;

    fn touch(path: &Path, seconds: u64) {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        let file = File::create(path).unwrap();
        file.set_modified(SystemTime::UNIX_EPOCH + Duration::from_secs(seconds))
            .unwrap();
    }

    #[test]
    fn a_fresh_object_is_one_that_no_source_is_newer_than() {
        let project = tempfile::tempdir().unwrap();
        let (project, package) = (project.path(), project.path().join("tracer"));
        let object = build_script::built(project);
        let chosen = || {
            let choice = build_script::choose(&package);
            let fresh = choice.object == object;
            assert_eq!(fresh, choice.origin == "fresh");
            assert_eq!(!fresh, choice.object == build_script::checked_in(&package));
            (fresh, choice.outdated)
        };
        touch(&object, 100);
        assert_eq!(chosen(), (false, false), "a package by itself");
        touch(&project.join("tracer-common/Cargo.toml"), 50);
        touch(&project.join("tracer-ebpf/Cargo.toml"), 50);
        touch(&project.join("tracer-ebpf/src/hooks/deep.rs"), 100);
        assert_eq!(chosen(), (true, false));
        touch(&project.join("tracer-ebpf/src/hooks/deep.rs"), 101);
        assert_eq!(chosen(), (false, true), "a source is newer");
        touch(&object, 101);
        touch(&project.join("tracer-common/src/lib.rs"), 102);
        assert_eq!(chosen(), (false, true), "a shared type is newer");
        std::fs::remove_file(&object).unwrap();
        assert_eq!(chosen(), (false, false), "no fresh build");
    }
}
