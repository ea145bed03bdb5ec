//! `cargo xtask uapi`: tables of ioctls and of the structures that they take, from the headers that
//! the kernel exports, as Debian's newest kernel has them.

mod codes;
mod header;
mod layout;
mod selection;
mod table;

use std::{fs, path::Path, process::ExitCode};

use crate::{
    apt::Suite,
    cache::{self, project, unusable},
    progress::{Error, Result, say},
};

/// The suite whose headers are read: the newest that guests run.
const SUITE: &str = "trixie-backports";
/// The package with them.
const PACKAGE: &str = "linux-libc-dev";
/// Where the tables go, under the project's root.
const TABLES: &str = "tracer/src/uapi";

/// Write the tables of the kernel's ioctls.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Change nothing; fail where the tables are not what the headers say
    #[arg(long)]
    check: bool,
}

/// Reads every header, and writes its table.
pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode> {
    let suite = Suite::update(SUITE)?;
    let version = suite.candidate(PACKAGE)?.ok_or_else(|| {
        Error::new(
            format!("{SUITE} has no package {PACKAGE}"),
            format!("look at https://packages.debian.org/{SUITE}/{PACKAGE}"),
        )
    })?;
    let held = cache::hold("uapi")?;
    let name = version.replace(|c: char| !c.is_ascii_alphanumeric() && c != '.', "_");
    let unpacked = held.folder().join(&name);
    if !unpacked.is_dir() {
        held.add(&name, |folder| suite.unpack(&[PACKAGE.to_owned()], folder))?;
    }
    let folder = project().join(TABLES);
    let mut differing = Vec::new();
    let mut total = 0;
    for selected in selection::HEADERS {
        let read = header::read(&unpacked, selected)?;
        if !read.left_out.is_empty() {
            say(format!(
                "  {}: left out, for their types are not defined: {}",
                selected.path,
                read.left_out.join(", ")
            ));
        }
        total += read.ioctls.len();
        let text = table::write(selected, &read, &version);
        let file = folder.join(format!("headers/{}.rs", selected.module()));
        if fs::read_to_string(&file).is_ok_and(|before| before == text) {
            continue;
        }
        differing.push(selected.path);
        if !arguments.check {
            fs::write(&file, text).map_err(|e| unusable("write", &file, &e))?;
        }
    }
    list_modules(&folder, arguments.check, &mut differing)?;
    let text = codes::write(&unpacked, &version)?;
    let file = folder.join(format!("{}.rs", codes::MODULE));
    if !fs::read_to_string(&file).is_ok_and(|before| before == text) {
        differing.push("codes that are no ioctls");
        if !arguments.check {
            fs::write(&file, text).map_err(|e| unusable("write", &file, &e))?;
        }
    }
    say(format!(
        "{total} ioctls in {} headers of {PACKAGE} {version}",
        selection::HEADERS.len()
    ));
    if differing.is_empty() {
        say("the tables are up to date");
        return Ok(ExitCode::SUCCESS);
    }
    if arguments.check {
        return Err(Error::new(
            format!("these headers have changed: {}", differing.join(", ")),
            "run `cargo xtask uapi`, look at what is new, and give it a class in its family",
        ));
    }
    say(format!("written anew: {}", differing.join(", ")));
    Ok(ExitCode::SUCCESS)
}

/// Writes the list of the tables.
fn list_modules(folder: &Path, check: bool, differing: &mut Vec<&str>) -> Result<()> {
    let file = folder.join("headers.rs");
    let text = table::list(selection::HEADERS);
    if fs::read_to_string(&file).is_ok_and(|before| before == text) {
        return Ok(());
    }
    differing.push("the list of headers");
    if check {
        return Ok(());
    }
    fs::write(&file, text).map_err(|e| unusable("write", &file, &e))
}
