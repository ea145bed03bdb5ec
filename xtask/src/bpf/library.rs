//! The sources of the standard library, which BPF needs because no `core` comes built for it.

use std::{
    os::unix::fs::{PermissionsExt, symlink},
    path::{Path, PathBuf},
    process::Command,
};

use super::{
    record::Record,
    toolchain::{self, Toolchain, library_in},
};
use crate::{
    apt::Suite,
    cache::{self, Held},
    progress::{Error, Result, run, say},
};

/// The environment variable that names an archive of the sources, the last resort.
const ARCHIVE: &str = "PASSGATE_RUST_SRC";

/// Begins the name of a folder with Debian's sources; the version follows.
const DEBIAN: &str = "debian-";

/// Debian's suites, the newest Rust first.
const SUITES: [&str; 5] = ["sid", "forky", "trixie-backports", "trixie", "bookworm"];

/// A toolchain that can build `core`.
pub(super) struct Equipped {
    /// The toolchain.
    pub(super) toolchain: Toolchain,
    /// Its sysroot, or one that has its libraries beside sources from elsewhere.
    pub(super) sysroot: PathBuf,
    /// Where the sources are from.
    pub(super) origin: String,
}

/// The origin of sources that came with their toolchain.
pub(super) const OWN: &str = "rust-src of the toolchain";

/// Finds a toolchain with sources, or brings the sources. With `exact`, only the toolchain that
/// the record names will do, which rustup may have to bring.
pub(super) fn equip(record: Option<&Record>, exact: bool) -> Result<Equipped> {
    let (mut toolchains, mut tried) = toolchain::fit(record.map(|r| r.rustc.as_str()))?;
    if let (Some(record), true) = (record, exact) {
        if !toolchains.iter().any(|t| t.version.line == record.rustc) {
            match install(record) {
                Ok(toolchain) => toolchains.insert(0, toolchain),
                Err(error) => tried.push(gist(&error)),
            }
        }
        // Others remain when it cannot be had: their result may be equal, and is told apart.
        if toolchains
            .first()
            .is_some_and(|t| t.version.line == record.rustc)
        {
            toolchains.truncate(1);
        }
    }
    for toolchain in &toolchains {
        if toolchain.library().is_some() {
            return Ok(own(toolchain.clone()));
        }
        tried.push(format!("{toolchain} has no rust-src"));
    }
    let cache = cache::hold("rust-src")?;
    // What an earlier run had to fetch needs no second search.
    if let Some((toolchain, version)) = fetched(&toolchains, &cache) {
        return debians(toolchain, &version, &cache);
    }
    for toolchain in &toolchains {
        match toolchain.add_library() {
            Ok(()) => return Ok(own(toolchain.clone())),
            Err(error) => tried.push(gist(&error)),
        }
    }
    match from_debian(&toolchains, &cache) {
        Ok(equipped) => return Ok(equipped),
        Err(error) => tried.push(error.to_string()),
    }
    match from_archive(&toolchains, &cache) {
        Ok(equipped) => Ok(equipped),
        Err(error) => {
            tried.push(error.to_string());
            Err(Error::new(
                format!(
                    "no way to the sources of the standard library; tried in this order:\n- {}",
                    tried.join("\n- ")
                ),
                "any one of these, put right, is enough; meanwhile the checked-in object serves: cargo build needs none of this",
            ))
        }
    }
}

/// What a failed command was doing, the first error that it named, and the remedy: whole logs
/// would bury the list of what was tried.
fn gist(error: &Error) -> String {
    let text = error.to_string();
    let lines: Vec<&str> = text
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    let named = |line: &&&str| {
        ["error: ", "E: ", "Could not "]
            .iter()
            .any(|mark| line.starts_with(mark))
    };
    let (Some(first), Some(last)) = (lines.first(), lines.last()) else {
        return text;
    };
    let middle = lines.iter().skip(1).find(named);
    let mut gist = vec![*first];
    gist.extend(middle);
    if lines.len() > 1 {
        gist.push(last);
    }
    gist.join("\n    ")
}

fn own(toolchain: Toolchain) -> Equipped {
    Equipped {
        sysroot: toolchain.sysroot.clone(),
        toolchain,
        origin: OWN.into(),
    }
}

fn install(record: &Record) -> Result<Toolchain> {
    let remedy = format!(
        "the checked-in object was built with {}: install that toolchain",
        record.rustc
    );
    let Some(name) = &record.toolchain else {
        return Err(Error::new(
            "the toolchain of the checked-in object is not among rustup's",
            remedy,
        ));
    };
    let mut install = Command::new("rustup");
    install.env_remove("RUST_BACKTRACE");
    install.args([
        "toolchain",
        "install",
        name,
        "--profile",
        "minimal",
        "--component",
        "rust-src",
        "--no-self-update",
    ]);
    run(
        &format!("installing {name}, which the checked-in object was built with"),
        &mut install,
        &remedy,
    )?;
    toolchain::named(name)
        .ok_or_else(|| Error::new(format!("{name} was installed and does not run"), remedy))
}

/// Debian's rust-src of the same minor version. Patch releases change little in `core`, and
/// nothing in what the compiler expects of it.
fn from_debian(toolchains: &[Toolchain], cache: &Held) -> Result<Equipped> {
    let remedy = "this needs apt with Debian's archive among its sources, and dpkg-deb";
    let mut seen = Vec::new();
    for suite in SUITES {
        let opened = match Suite::update(suite) {
            Ok(opened) => opened,
            Err(error) => {
                // The remedy is the same for all suites, and comes last.
                seen.push(
                    gist(&error)
                        .lines()
                        .take(2)
                        .map(str::trim)
                        .collect::<Vec<_>>()
                        .join(": "),
                );
                continue;
            }
        };
        let Some(version) = opened.candidate("rust-src")? else {
            continue;
        };
        let Some(toolchain) = of_same_minor(toolchains, &version) else {
            seen.push(format!("{suite} has {version}"));
            continue;
        };
        unpack(cache, &debian_name(&version), |folder| {
            let unpacked = opened.unpack(&["rust-src".into()], folder)?;
            let entries = std::fs::read_dir(unpacked.join("usr/src"));
            entries
                .into_iter()
                .flatten()
                .flatten()
                .find(|entry| entry.file_name().to_string_lossy().starts_with("rustc-"))
                .map(|found| found.path().join("library"))
                .ok_or_else(|| Error::new("Debian's rust-src has no usr/src/rustc-*", remedy))
        })?;
        return debians(toolchain, &version, cache);
    }
    let wanted: Vec<String> = toolchains
        .iter()
        .map(|t| format!("{}.{}", t.version.number.0, t.version.number.1))
        .collect();
    Err(Error::new(
        format!(
            "no suite of Debian offered rust-src {}:\n    {}",
            wanted.join(" or "),
            seen.join("\n    ")
        ),
        format!("  {remedy}"),
    ))
}

/// The toolchain that sources of a version serve.
fn of_same_minor<'a>(toolchains: &'a [Toolchain], version: &str) -> Option<&'a Toolchain> {
    let number = toolchain::number(version)?;
    toolchains
        .iter()
        .find(|t| (t.version.number.0, t.version.number.1) == (number.0, number.1))
}

fn debian_name(version: &str) -> String {
    format!("{DEBIAN}{version}")
}

/// Sources of Debian's that an earlier run left in the cache, and the toolchain that they serve.
fn fetched<'a>(toolchains: &'a [Toolchain], cache: &Held) -> Option<(&'a Toolchain, String)> {
    let names = std::fs::read_dir(cache.folder())
        .into_iter()
        .flatten()
        .flatten()
        .filter(|entry| library_at(&entry.path()).is_some())
        .map(|entry| entry.file_name().to_string_lossy().into_owned());
    let versions = names.filter_map(|name| name.strip_prefix(DEBIAN).map(str::to_owned));
    let newest =
        versions.filter_map(|version| Some((of_same_minor(toolchains, &version)?, version)));
    newest.max_by_key(|(_, version)| toolchain::number(version))
}

fn debians(toolchain: &Toolchain, version: &str, cache: &Held) -> Result<Equipped> {
    beside(
        toolchain.clone(),
        &cache.folder().join(debian_name(version)).join("library"),
        format!("Debian's rust-src {version}"),
    )
}

/// The archive that the user names. It says no version: the preferred toolchain tries it.
fn from_archive(toolchains: &[Toolchain], cache: &Held) -> Result<Equipped> {
    let remedy = "name a tar archive that has library/core of the toolchain's minor version";
    let archive = std::env::var_os(ARCHIVE)
        .map(PathBuf::from)
        .ok_or_else(|| Error::new(format!("{ARCHIVE} is not set"), remedy))?;
    let unreadable =
        |e: std::io::Error| Error::new(format!("{ARCHIVE}: {}: {e}", archive.display()), remedy);
    let archive = archive.canonicalize().map_err(unreadable)?;
    let toolchain = toolchains
        .first()
        .ok_or_else(|| Error::new("no toolchain to use the archive with", remedy))?;
    let length = archive.metadata().map_err(unreadable)?.len();
    let stem = archive
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let library = unpack(cache, &format!("archive-{stem}-{length}"), |folder| {
        let mut extract = Command::new("tar");
        extract.arg("-xf").arg(&archive).arg("-C").arg(folder);
        run(
            &format!("unpacking {}", archive.display()),
            &mut extract,
            remedy,
        )?;
        Ok(folder.join("library"))
    })?;
    beside(toolchain.clone(), &library, format!("archive {stem}"))
}

/// Sources in the cache, unpacked if they are not there: `fill` unpacks into a temporary folder and
/// returns where `library` lies in it.
fn unpack(
    cache: &Held,
    name: &str,
    fill: impl FnOnce(&Path) -> Result<PathBuf>,
) -> Result<PathBuf> {
    if let Some(library) = library_at(&cache.folder().join(name)) {
        return Ok(library);
    }
    let sources = cache.add(name, |folder| {
        let library = fill(folder)?;
        let ready = folder.join("ready");
        std::fs::create_dir(&ready)
            .and_then(|()| std::fs::rename(&library, ready.join("library")))
            .map_err(|e| cache::unusable("move", &library, &e))?;
        match library_at(&ready) {
            Some(_) => Ok(ready),
            None => Err(Error::new(
                "the library has no Cargo.lock: these are not its sources",
                "take rust-src of another version",
            )),
        }
    })?;
    Ok(sources.join("library"))
}

/// The library in a folder of the cache, where it is whole.
fn library_at(sources: &Path) -> Option<PathBuf> {
    let library = sources.join("library");
    library.join("Cargo.lock").is_file().then_some(library)
}

/// A sysroot that has a toolchain's libraries beside sources from elsewhere.
///
/// Cargo takes the sources from the sysroot, and hashes their path below it into every symbol;
/// a path outside would go into the symbols whole, and the object would differ between machines.
fn beside(toolchain: Toolchain, library: &Path, origin: String) -> Result<Equipped> {
    let identity: String = format!("{} {origin}", toolchain.version.line)
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() || c == '.' {
                c
            } else {
                '-'
            }
        })
        .collect();
    let sysroot = cache::directory("sysroot")?.join(identity);
    say(format!("using {origin} with {toolchain}"));
    lay(&toolchain.sysroot, library, &sysroot).map_err(|e| {
        Error::new(
            format!("cannot make the sysroot {}: {e}", sysroot.display()),
            "set PASSGATE_CACHE to a folder that you may write",
        )
    })?;
    Ok(Equipped {
        toolchain,
        sysroot,
        origin,
    })
}

fn lay(from: &Path, library: &Path, to: &Path) -> std::io::Result<()> {
    let place = library_in(to);
    std::fs::create_dir_all(place.parent().unwrap_or(to))?;
    std::fs::create_dir_all(to.join("bin"))?;
    for target in std::fs::read_dir(from.join("lib/rustlib"))? {
        let target = target?;
        if target.file_name() != "src" {
            link(
                &target.path(),
                &to.join("lib/rustlib").join(target.file_name()),
            )?;
        }
    }
    link(library, &place)?;
    // rustc looks for its sysroot beside itself, so it has to be told of another.
    let quoted = |path: &Path| format!("'{}'", path.display().to_string().replace('\'', r"'\''"));
    let script = format!(
        "#!/bin/sh\nexec {} --sysroot {} \"$@\"\n",
        quoted(&from.join("bin/rustc")),
        quoted(to)
    );
    let rustc = to.join("bin/rustc");
    // An unchanged script keeps its time, by which cargo knows the compiler.
    if std::fs::read_to_string(&rustc).is_ok_and(|text| text == script) {
        return Ok(());
    }
    std::fs::write(&rustc, script)?;
    std::fs::set_permissions(&rustc, std::fs::Permissions::from_mode(0o755))
}

fn link(target: &Path, link: &Path) -> std::io::Result<()> {
    if std::fs::read_link(link).is_ok_and(|old| old == target) {
        return Ok(());
    }
    let _ = std::fs::remove_file(link);
    symlink(target, link)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_gist_of_a_log_is_its_first_error() {
        let log = "adding rust-src: rustup failed (1)\ninfo: downloading\nerror: no network\nerror: later\nmore";
        assert_eq!(
            gist(&Error::new(log, "see why")),
            "adding rust-src: rustup failed (1)\n    error: no network\n    see why"
        );
        assert_eq!(
            gist(&Error::new("it is not there", "get it")),
            "it is not there\n    get it"
        );
    }

    #[test]
    fn a_sysroot_of_our_own_has_the_foreign_sources_only() {
        let folder = tempfile::tempdir().unwrap();
        let (from, library, to) = (
            folder.path().join("it's real"),
            folder.path().join("library"),
            folder.path().join("to"),
        );
        std::fs::create_dir_all(from.join("lib/rustlib/x86_64-unknown-linux-gnu/lib")).unwrap();
        std::fs::create_dir_all(from.join("lib/rustlib/src/rust/library/old")).unwrap();
        std::fs::create_dir_all(from.join("bin")).unwrap();
        std::fs::create_dir_all(library.join("core")).unwrap();
        std::fs::write(from.join("bin/rustc"), "#!/bin/sh\necho \"$@\"\n").unwrap();
        std::fs::set_permissions(
            from.join("bin/rustc"),
            std::fs::Permissions::from_mode(0o755),
        )
        .unwrap();
        for _ in 0..2 {
            lay(&from, &library, &to).unwrap();
        }
        assert!(to.join("lib/rustlib/x86_64-unknown-linux-gnu/lib").is_dir());
        assert!(library_in(&to).join("core").is_dir());
        assert!(!library_in(&to).join("old").exists());
        let output = Command::new(to.join("bin/rustc"))
            .args(["--print", "a b"])
            .output()
            .unwrap();
        assert_eq!(
            String::from_utf8_lossy(&output.stdout),
            format!("--sysroot {} --print a b\n", to.display())
        );
    }
}
