//! The Rust toolchains of this machine, and which of them can build for BPF.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use crate::progress::{Error, Result, run};

/// What `rustc -vV` says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Version {
    /// The first line, which names the commit: `rustc 1.97.0-nightly (e50aa6fba 2026-05-19)`.
    pub(crate) line: String,
    /// Major, minor and patch level.
    pub(crate) number: (u32, u32, u32),
    /// Unstable features need no permission.
    pub(crate) nightly: bool,
    /// Date of the commit, `2026-05-19`; empty where the build does not know.
    pub(crate) date: String,
    /// Major version of LLVM.
    pub(crate) llvm: u32,
}

impl Version {
    /// Parses the output of `rustc -vV`.
    fn parse(text: &str) -> Option<Self> {
        let field = |name: &str| text.lines().find_map(|line| line.strip_prefix(name));
        let release = field("release: ")?;
        let llvm = field("LLVM version: ")?;
        Some(Self {
            line: text.lines().next()?.to_owned(),
            number: number(release)?,
            nightly: release.contains("-nightly") || release.contains("-dev"),
            date: field("commit-date: ")
                .filter(|date| *date != "unknown")
                .unwrap_or_default()
                .to_owned(),
            llvm: llvm.split('.').next()?.parse().ok()?,
        })
    }
}

/// The three numbers that a version begins with; what follows them is ignored.
pub(super) fn number(version: &str) -> Option<(u32, u32, u32)> {
    let numeric = version
        .split(|c: char| !c.is_ascii_digit() && c != '.')
        .next()?;
    let mut parts = numeric.split('.').map(str::parse);
    Some((
        parts.next()?.ok()?,
        parts.next()?.ok()?,
        parts.next()?.ok()?,
    ))
}

/// An installed toolchain.
#[derive(Clone, Debug)]
pub(crate) struct Toolchain {
    /// Its name with rustup; None for a toolchain that came otherwise.
    pub(crate) name: Option<String>,
    /// Where it lies: `bin/rustc` and `lib` are below.
    pub(crate) sysroot: PathBuf,
    /// Which one it is.
    pub(crate) version: Version,
}

impl Toolchain {
    /// The sources of the standard library where they belong to this toolchain.
    pub(crate) fn library(&self) -> Option<PathBuf> {
        let library = library_in(&self.sysroot);
        library.join("Cargo.lock").is_file().then_some(library)
    }

    /// Has rustup add the sources of the standard library.
    pub(super) fn add_library(&self) -> Result<()> {
        self.add("rust-src")
    }

    /// Has rustup add clippy where it is missing.
    pub(super) fn ensure_clippy(&self) -> Result<()> {
        if self.sysroot.join("bin/cargo-clippy").is_file() {
            return Ok(());
        }
        self.add("clippy")
    }

    fn add(&self, component: &str) -> Result<()> {
        let Some(name) = &self.name else {
            return Err(Error::new(
                format!("{self} is not rustup's to extend"),
                format!("install its {component} by the way that it came"),
            ));
        };
        let mut add = Command::new("rustup");
        add.env_remove("RUST_BACKTRACE");
        add.args(["component", "add", component, "--toolchain", name]);
        run(
            &format!("adding {component} to {name}"),
            &mut add,
            &format!("see why `rustup component add {component} --toolchain {name}` fails"),
        )?;
        Ok(())
    }

    /// The name under which rustup offers exactly this nightly for download.
    pub(crate) fn dated_name(&self) -> Option<String> {
        // A nightly is dated a day after its last commit, which its manifest says.
        let manifest = self
            .sysroot
            .join("lib/rustlib/multirust-channel-manifest.toml");
        let text = std::fs::read_to_string(manifest).ok()?;
        let date = text
            .lines()
            .find_map(|line| line.strip_prefix("date = "))?
            .trim_matches('"')
            .to_owned();
        self.version.nightly.then(|| format!("nightly-{date}"))
    }

    /// Why it cannot build for BPF.
    fn unfit(&self) -> Option<String> {
        let least = number(concat!(env!("CARGO_PKG_RUST_VERSION"), ".0")).unwrap_or_default();
        if self.version.number < least {
            return Some(format!("older than {}.{}", least.0, least.1));
        }
        if !super::linker::LLVM.contains(&self.version.llvm) {
            return Some(format!(
                "its LLVM {} is none that bpf-linker {} knows",
                self.version.llvm,
                super::linker::VERSION
            ));
        }
        let lends_llvm = std::fs::read_dir(self.sysroot.join("lib")).is_ok_and(|folder| {
            folder
                .flatten()
                .any(|entry| entry.file_name().to_string_lossy().starts_with("libLLVM"))
        });
        if !lends_llvm {
            return Some("it has no shared LLVM that bpf-linker could borrow".into());
        }
        let cargo = self.sysroot.join("bin/cargo").is_file();
        (!cargo).then(|| "it comes without cargo".into())
    }
}

impl std::fmt::Display for Toolchain {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.version.line)
    }
}

/// Where cargo looks for the sources of the standard library in a sysroot.
pub(super) fn library_in(sysroot: &Path) -> PathBuf {
    sysroot.join("lib/rustlib/src/rust/library")
}

/// The toolchains that can build for BPF, the one to prefer first: `recorded` is the rustc that
/// the checked-in object was built with. What is unfit is told with its reason.
pub(super) fn fit(recorded: Option<&str>) -> Result<(Vec<Toolchain>, Vec<String>)> {
    let mut unfit = Vec::new();
    let mut fit: Vec<Toolchain> = Vec::new();
    for toolchain in installed() {
        if fit
            .iter()
            .any(|other| other.sysroot == toolchain.sysroot || other.version == toolchain.version)
        {
            continue;
        }
        match toolchain.unfit() {
            None => fit.push(toolchain),
            Some(reason) => unfit.push(format!("{toolchain}: {reason}")),
        }
    }
    if fit.is_empty() && unfit.is_empty() {
        return Err(Error::new(
            "no Rust toolchain was found",
            "install one from https://rustup.rs, then try again",
        ));
    }
    fit.sort_by_key(|t| {
        std::cmp::Reverse((
            recorded == Some(t.version.line.as_str()),
            t.version.nightly,
            t.version.number,
            t.version.date.clone(),
        ))
    });
    Ok((fit, unfit))
}

fn installed() -> Vec<Toolchain> {
    let names = output(Command::new("rustup").args(["toolchain", "list"])).unwrap_or_default();
    let mut toolchains: Vec<Toolchain> = names
        .lines()
        .filter_map(|line| line.split_whitespace().next())
        .filter_map(named)
        .collect();
    if let Some(sysroot) = output(Command::new("rustc").args(["--print", "sysroot"]))
        && let Some(version) = version(Path::new(sysroot.trim()))
    {
        toolchains.push(Toolchain {
            name: None,
            sysroot: sysroot.trim().into(),
            version,
        });
    }
    toolchains
}

/// A toolchain of rustup's.
pub(super) fn named(name: &str) -> Option<Toolchain> {
    let rustc = output(Command::new("rustup").args(["which", "--toolchain", name, "rustc"]))?;
    let sysroot = Path::new(rustc.trim()).parent()?.parent()?.to_owned();
    Some(Toolchain {
        name: Some(name.to_owned()),
        version: version(&sysroot)?,
        sysroot,
    })
}

fn version(sysroot: &Path) -> Option<Version> {
    Version::parse(&output(Command::new(sysroot.join("bin/rustc")).arg("-vV"))?)
}

fn output(command: &mut Command) -> Option<String> {
    let output = command
        .output()
        .ok()
        .filter(|output| output.status.success())?;
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_nightly_is_understood() {
        let text = "rustc 1.97.0-nightly (e50aa6fba 2026-05-19)\nbinary: rustc\ncommit-date: 2026-05-19\n\
                    host: x86_64-unknown-linux-gnu\nrelease: 1.97.0-nightly\nLLVM version: 22.1.4\n";
        let version = Version::parse(text).unwrap();
        assert_eq!(version.number, (1, 97, 0));
        assert!(version.nightly);
        assert_eq!(version.llvm, 22);
        assert_eq!(version.date, "2026-05-19");
        assert_eq!(version.line, "rustc 1.97.0-nightly (e50aa6fba 2026-05-19)");
    }

    #[test]
    fn a_build_by_a_distribution_is_understood() {
        let text = "rustc 1.95.0 (built from a source tarball)\ncommit-date: unknown\nrelease: 1.95.0\nLLVM version: 21.1\n";
        let version = Version::parse(text).unwrap();
        assert_eq!(
            (version.number, version.nightly, version.llvm),
            ((1, 95, 0), false, 21)
        );
        assert_eq!(version.date, "");
        assert_eq!(Version::parse("not rustc at all"), None);
    }

    #[test]
    fn versions_end_where_the_distribution_begins() {
        assert_eq!(number("1.97.1+dfsg1-1"), Some((1, 97, 1)));
        assert_eq!(number("1.63.0~beta"), Some((1, 63, 0)));
        assert_eq!(number("1.97"), None);
        assert_eq!(number("nightly"), None);
    }
}
