//! `passgate completions` and `passgate man`: both from the command line's definition.

use std::{
    io::{self, Write},
    path::Path,
};

use clap::CommandFactory;
use clap_mangen::Man as Page;

use super::written;
use crate::{
    cli::{Cli, Completions, Man},
    exit::{Error, Result},
};

/// Prints completions for a shell.
///
/// # Errors
///
/// Where standard output cannot be written.
pub fn completions(arguments: Completions) -> Result<()> {
    // clap_complete panics where it cannot write, so it writes into memory.
    let mut script = Vec::new();
    clap_complete::generate(
        arguments.shell,
        &mut Cli::command(),
        "passgate",
        &mut script,
    );
    written(io::stdout().write_all(&script))
}

/// Prints the man page, or writes that of each command into a directory.
///
/// # Errors
///
/// Where they cannot be written.
pub fn man(arguments: &Man) -> Result<()> {
    match &arguments.dir {
        None => {
            let mut page = Vec::new();
            let rendered = Page::new(Cli::command()).render(&mut page);
            written(rendered.and_then(|()| io::stdout().write_all(titled(&page).as_bytes())))
        }
        Some(dir) => pages(dir).map_err(|e| {
            Error::failure(format!(
                "cannot write man pages into {}: {e}",
                dir.display()
            ))
            .remedy("name a directory that you may write to")
        }),
    }
}

fn pages(dir: &Path) -> io::Result<()> {
    std::fs::create_dir_all(dir)?;
    clap_mangen::generate_to(Cli::command(), dir)?;
    // Those pages are without one for `help`, too.
    let mut command = Cli::command().disable_help_subcommand(true);
    command.build();
    let below = command
        .get_subcommands()
        .filter(|command| !command.is_hide_set());
    for command in std::iter::once(&command).chain(below) {
        let path = dir.join(Page::new(command.clone()).get_filename());
        std::fs::write(&path, titled(&std::fs::read(&path)?))?;
    }
    Ok(())
}

/// What follows the options has a title that man pages use.
fn titled(page: &[u8]) -> String {
    String::from_utf8_lossy(page).replace(".SH EXTRA\n", ".SH NOTES\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_visible_command_has_a_page() {
        let dir = tempfile::tempdir().expect("a directory");
        pages(dir.path()).expect("pages");
        let mut names: Vec<_> = std::fs::read_dir(dir.path())
            .expect("a directory")
            .map(|entry| {
                entry
                    .expect("an entry")
                    .file_name()
                    .into_string()
                    .expect("a name")
            })
            .collect();
        names.sort();
        assert_eq!(
            names
                .iter()
                .filter(|name| !name.contains("help"))
                .collect::<Vec<_>>(),
            [
                "passgate-check.1",
                "passgate-completions.1",
                "passgate-confirm.1",
                "passgate-decode.1",
                "passgate-devices.1",
                "passgate-diff.1",
                "passgate-doctor.1",
                "passgate-enforce.1",
                "passgate-explain.1",
                "passgate-families.1",
                "passgate-learn.1",
                "passgate-man.1",
                "passgate-reload.1",
                "passgate-run.1",
                "passgate-simulate.1",
                "passgate-stat.1",
                "passgate-status.1",
                "passgate-stop.1",
                "passgate-top.1",
                "passgate-trace.1",
                "passgate.1"
            ]
        );
        let page = std::fs::read_to_string(dir.path().join("passgate-stat.1")).expect("a page");
        assert!(page.contains("duration"));
        assert!(page.contains(".SH NOTES\n") && !page.contains("EXTRA"));
    }
}
