//! Debian's packages: what this machine lacks is installed, and packages of other suites are
//! downloaded with a state of their own, so that the machine's apt stays as it is.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use crate::{
    cache::{self, Held},
    progress::{Error, Result, run},
};

/// One archive of apt's sources: `sources.list(5)`.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Source {
    uris: Vec<String>,
    suites: Vec<String>,
    components: Vec<String>,
    signed_by: Option<String>,
}

/// Installs packages with the machine's own apt. Needs root.
pub(crate) fn install(packages: &[&str]) -> Result<()> {
    let by_hand = format!(
        "install by hand: apt-get install --no-install-recommends {}",
        packages.join(" ")
    );
    if !Path::new("/usr/bin/apt-get").exists() {
        return Err(Error::new(
            format!(
                "missing here: {}; and there is no apt-get to install them",
                packages.join(", ")
            ),
            "install the programs of these Debian packages with this system's package manager",
        ));
    }
    if !rustix::process::geteuid().is_root() {
        return Err(Error::new(
            format!(
                "missing here: {}; and only root may install them",
                packages.join(", ")
            ),
            format!(
                "run `sudo apt-get install --no-install-recommends {}`, then try again",
                packages.join(" ")
            ),
        ));
    }
    let mut update = Command::new("apt-get");
    update.args(["-q", "-o", "DPkg::Lock::Timeout=300", "update"]);
    run("reading Debian's package lists", &mut update, &by_hand)?;
    let mut install = Command::new("apt-get");
    install
        .env("DEBIAN_FRONTEND", "noninteractive")
        .args([
            "-q",
            "-y",
            "-o",
            "DPkg::Lock::Timeout=300",
            "install",
            "--no-install-recommends",
        ])
        .args(packages);
    run(
        &format!("installing {}", packages.join(", ")),
        &mut install,
        &by_hand,
    )?;
    Ok(())
}

/// Those of these packages that this machine's own apt has.
pub(crate) fn offered<'a>(packages: impl IntoIterator<Item = &'a str>) -> Result<Vec<&'a str>> {
    let remedy = "check that this is Debian, and that its archive is reachable";
    let mut update = Command::new("apt-get");
    update.args(["-q", "-o", "DPkg::Lock::Timeout=300", "update"]);
    run("reading Debian's package lists", &mut update, remedy)?;
    let mut offered = Vec::new();
    for package in packages {
        let mut policy = Command::new("apt-cache");
        policy.env("LC_ALL", "C").args(["policy", package]);
        let said = run(&format!("looking for {package}"), &mut policy, remedy)?;
        if candidate(&said).is_some() {
            offered.push(package);
        }
    }
    Ok(offered)
}

/// Packages of one suite, seen through an apt state of the cache's, which no other run changes
/// meanwhile.
pub(crate) struct Suite {
    name: String,
    architecture: Option<&'static str>,
    state: Held,
}

/// The file with a suite's sources.
const SOURCES: &str = "private.sources";

impl Suite {
    /// Reads the suite's package lists from the archive that this machine uses.
    pub(crate) fn update(name: &str) -> Result<Self> {
        Self::update_for(name, None)
    }

    /// Reads the package lists of an architecture other than this machine's; what it offers then
    /// is of that architecture. Security updates are left out: nothing of it runs outside guests.
    pub(crate) fn update_for(name: &str, architecture: Option<&'static str>) -> Result<Self> {
        let remedy = "set up Debian's archive in /etc/apt and check that it is reachable";
        let text = private_sources(
            name,
            &machine_sources(),
            &machine_codename(),
            architecture.is_none(),
        )
        .ok_or_else(|| {
            Error::new(
                "no archive of Debian is among this machine's apt sources",
                remedy,
            )
        })?;
        let state = cache::hold(&match architecture {
            Some(architecture) => format!("apt/{name}-{architecture}"),
            None => format!("apt/{name}"),
        })?;
        let folder = state.folder();
        std::fs::create_dir_all(folder.join("lists/partial"))
            .and_then(|()| std::fs::write(folder.join(SOURCES), text))
            .map_err(|e| cache::unusable("write to", folder, &e))?;
        let suite = Self {
            name: name.into(),
            architecture,
            state,
        };
        let mut update = suite.apt("apt-get");
        update.args(["-q", "update"]);
        run(
            &format!("reading the package lists of {name}"),
            &mut update,
            remedy,
        )?;
        Ok(suite)
    }

    /// The suite's sources, for whoever reads them by itself.
    pub(crate) fn sources(&self) -> PathBuf {
        self.state.folder().join(SOURCES)
    }

    /// The packages that `package` depends on, alternatives left out.
    pub(crate) fn depends(&self, package: &str) -> Result<Vec<String>> {
        let mut show = self.apt("apt-cache");
        show.args(["show", "--no-all-versions", package]);
        let remedy = format!(
            "look at https://packages.debian.org/{}/{package}",
            self.name
        );
        let output = show
            .output()
            .map_err(|e| Error::new(format!("cannot run apt-cache: {e}"), &remedy))?;
        if !output.status.success() {
            return Err(Error::new(
                format!("{} has no package {package}", self.name),
                remedy,
            ));
        }
        Ok(depends(&String::from_utf8_lossy(&output.stdout)))
    }

    /// The version of `package` that this suite offers.
    pub(crate) fn candidate(&self, package: &str) -> Result<Option<String>> {
        let mut policy = self.apt("apt-cache");
        policy.args(["policy", package]);
        let output = policy.output().map_err(|e| {
            Error::new(
                format!("cannot run apt-cache: {e}"),
                "install apt, or work on a Debian machine",
            )
        })?;
        Ok(candidate(&String::from_utf8_lossy(&output.stdout)))
    }

    /// Downloads packages into a folder, unpacks them there, and returns where.
    pub(crate) fn unpack(&self, packages: &[String], folder: &Path) -> Result<PathBuf> {
        let mut download = self.apt("apt-get");
        download
            .current_dir(folder)
            .args(["-q", "download"])
            .args(packages);
        run(
            &format!("downloading {} from {}", packages.join(", "), self.name),
            &mut download,
            "check that Debian's archive is reachable",
        )?;
        let unpacked = folder.join("unpacked");
        for file in std::fs::read_dir(folder)
            .map_err(|e| cache::unusable("read", folder, &e))?
            .flatten()
            .map(|entry| entry.path())
            .filter(|file| file.extension().is_some_and(|e| e == "deb"))
        {
            let name = file.file_name().unwrap_or_default().to_string_lossy();
            let mut extract = Command::new("dpkg-deb");
            extract.arg("-x").arg(&file).arg(&unpacked);
            run(
                &format!("unpacking {name}"),
                &mut extract,
                "check that the disk is not full",
            )?;
        }
        Ok(unpacked)
    }

    fn apt(&self, program: &str) -> Command {
        let mut apt = Command::new(program);
        apt.env("LC_ALL", "C");
        let path = |name: &str| self.state.folder().join(name).display().to_string();
        for option in [
            format!("Dir::Etc::SourceList={}", path(SOURCES)),
            "Dir::Etc::SourceParts=/nonexistent".into(),
            format!("Dir::State::Lists={}", path("lists")),
            "Dir::State::status=/dev/null".into(),
            "Dir::Cache::pkgcache=".into(),
            "Dir::Cache::srcpkgcache=".into(),
            // The folder may be one that apt's own user cannot enter.
            "APT::Sandbox::User=root".into(),
            // A list that could not be read is a failure, not a warning.
            "APT::Update::Error-Mode=any".into(),
            "Acquire::Languages=none".into(),
            "Acquire::IndexTargets::deb::DEP-11::DefaultEnabled=false".into(),
            "Acquire::Retries=3".into(),
        ] {
            apt.args(["-o", &option]);
        }
        if let Some(architecture) = self.architecture {
            for setting in ["Architecture", "Architectures"] {
                apt.args(["-o", &format!("APT::{setting}={architecture}")]);
            }
        }
        apt
    }
}

/// All sources of this machine, in both formats.
fn machine_sources() -> Vec<Source> {
    let mut files = vec![PathBuf::from("/etc/apt/sources.list")];
    if let Ok(folder) = std::fs::read_dir("/etc/apt/sources.list.d") {
        files.extend(folder.flatten().map(|entry| entry.path()));
    }
    files.sort();
    let mut sources = Vec::new();
    for file in files {
        let Ok(text) = std::fs::read_to_string(&file) else {
            continue;
        };
        match file.extension().and_then(|e| e.to_str()) {
            Some("sources") => sources.extend(parse_deb822(&text)),
            Some("list") => sources.extend(text.lines().filter_map(parse_line)),
            _ => {}
        }
    }
    sources
}

/// Debian's name for the release that runs here: `os-release(5)`.
fn machine_codename() -> String {
    let text = std::fs::read_to_string("/etc/os-release").unwrap_or_default();
    let name = text
        .lines()
        .find_map(|line| line.strip_prefix("VERSION_CODENAME="));
    name.unwrap_or("bookworm").trim_matches('"').to_owned()
}

/// The text of a .sources file for `suite`, with its security updates if they are wanted and it is
/// a release, at the addresses and with the keys that the machine has for its own release.
fn private_sources(
    suite: &str,
    sources: &[Source],
    codename: &str,
    security: bool,
) -> Option<String> {
    let archive_of = |name: &str| {
        sources.iter().find(|s| {
            s.suites.iter().any(|n| n == name) && s.components.iter().any(|c| c == "main")
        })
    };
    let stanza = |archive: &Source, suite: &str| {
        let mut text = format!(
            "Types: deb\nURIs: {}\nSuites: {suite}\nComponents: main\n",
            archive.uris.join(" ")
        );
        if let Some(key) = &archive.signed_by {
            text.push_str(&format!("Signed-By: {key}\n"));
        }
        text
    };
    let mut text = stanza(archive_of(codename)?, suite);
    // Unstable has no security archive: fixes go into it directly.
    if security
        && !suite.contains('-')
        && suite != "sid"
        && let Some(security) = archive_of(&format!("{codename}-security"))
    {
        text.push('\n');
        text.push_str(&stanza(security, &format!("{suite}-security")));
    }
    Some(text)
}

/// Binary sources of a file in deb822 format.
fn parse_deb822(text: &str) -> Vec<Source> {
    let mut sources = Vec::new();
    let lines: Vec<&str> = text.lines().filter(|line| !line.starts_with('#')).collect();
    for stanza in lines.split(|line| line.trim().is_empty()) {
        let mut fields: Vec<(String, String)> = Vec::new();
        for line in stanza {
            if line.starts_with([' ', '\t']) {
                // A continuation: an embedded key keeps its lines.
                if let Some((_, value)) = fields.last_mut() {
                    value.push('\n');
                    value.push_str(line);
                }
            } else if let Some((name, value)) = line.split_once(':') {
                fields.push((name.to_ascii_lowercase(), value.trim().to_owned()));
            }
        }
        let field = |name: &str| {
            fields
                .iter()
                .find(|(n, _)| n == name)
                .map(|(_, value)| value.as_str())
        };
        let words = |name: &str| -> Vec<String> {
            field(name)
                .unwrap_or_default()
                .split_whitespace()
                .map(str::to_owned)
                .collect()
        };
        if words("types").iter().any(|t| t == "deb") && field("enabled") != Some("no") {
            sources.push(Source {
                uris: words("uris"),
                suites: words("suites"),
                components: words("components"),
                signed_by: field("signed-by").map(str::to_owned),
            });
        }
    }
    sources
}

/// A source in the format of one line: `deb [option=value ...] URI SUITE COMPONENT...`.
fn parse_line(line: &str) -> Option<Source> {
    let mut rest = line.split('#').next()?.trim().strip_prefix("deb")?;
    if !rest.starts_with([' ', '\t', '[']) {
        return None;
    }
    rest = rest.trim_start();
    let mut signed_by = None;
    if let Some(options) = rest.strip_prefix('[') {
        let (options, after) = options.split_once(']')?;
        signed_by = options
            .split_whitespace()
            .find_map(|option| option.strip_prefix("signed-by="))
            .map(str::to_owned);
        rest = after;
    }
    let mut words = rest.split_whitespace().map(str::to_owned);
    Some(Source {
        uris: vec![words.next()?],
        suites: vec![words.next()?],
        components: words.collect(),
        signed_by,
    })
}

/// The names in a package record's `Depends`, without versions; of alternatives, none.
fn depends(record: &str) -> Vec<String> {
    let Some(field) = record
        .lines()
        .find_map(|line| line.strip_prefix("Depends:"))
    else {
        return Vec::new();
    };
    field
        .split(',')
        .filter(|one| !one.contains('|'))
        .filter_map(|one| one.split([' ', '(', ':']).find(|word| !word.is_empty()))
        .map(str::to_owned)
        .collect()
}

/// The candidate in what `apt-cache policy` says about one package.
fn candidate(policy: &str) -> Option<String> {
    let version = policy
        .lines()
        .find_map(|line| line.trim().strip_prefix("Candidate: "))?;
    (version != "(none)").then(|| version.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const DEB822: &str = "\
Types: deb
# an older mirror
URIs: http://archive.example/debian
Suites: bookworm bookworm-updates
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg

Types: deb deb-src
URIs: http://archive.example/security
Suites: bookworm-security
Components: main contrib
Signed-By:
 -----BEGIN PGP PUBLIC KEY BLOCK-----
 .
 abc

Enabled: no
Types: deb
URIs: http://other.example
Suites: bookworm
Components: main
";

    #[test]
    fn deb822_stanzas_keep_keys_and_skip_what_is_disabled() {
        let sources = parse_deb822(DEB822);
        assert_eq!(sources.len(), 2);
        assert_eq!(sources[0].suites, ["bookworm", "bookworm-updates"]);
        assert_eq!(sources[0].uris, ["http://archive.example/debian"]);
        assert_eq!(
            sources[1]
                .signed_by
                .as_deref()
                .map(|key| key.lines().count()),
            Some(4)
        );
    }

    #[test]
    fn one_line_sources_with_and_without_options() {
        let source = parse_line(
            "deb [arch=amd64 signed-by=/k.gpg] http://a.example/debian trixie main contrib # mine",
        )
        .unwrap();
        assert_eq!(source.signed_by.as_deref(), Some("/k.gpg"));
        assert_eq!(source.components, ["main", "contrib"]);
        assert_eq!(
            parse_line("deb http://a.example sid main").unwrap().suites,
            ["sid"]
        );
        assert_eq!(parse_line("deb-src http://a.example sid main"), None);
        assert_eq!(parse_line("# deb http://a.example sid main"), None);
    }

    #[test]
    fn a_private_suite_takes_the_machines_address_and_key() {
        let sources = parse_deb822(DEB822);
        let text = private_sources("trixie-backports", &sources, "bookworm", true).unwrap();
        assert!(
            text.contains("URIs: http://archive.example/debian\nSuites: trixie-backports\n"),
            "{text}"
        );
        assert!(
            text.contains("Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg"),
            "{text}"
        );
        assert!(!text.contains("security"), "{text}");
        let text = private_sources("bookworm", &sources, "bookworm", true).unwrap();
        assert!(text.contains("Suites: bookworm-security"), "{text}");
        let text = private_sources("bookworm", &sources, "bookworm", false).unwrap();
        assert!(!text.contains("security"), "{text}");
        assert_eq!(private_sources("bookworm", &sources, "nowhere", true), None);
    }

    #[test]
    fn a_candidate_may_be_missing() {
        let policy =
            "rust-src:\n  Installed: (none)\n  Candidate: 1.97.1+dfsg1-1\n  Version table:\n";
        assert_eq!(candidate(policy).as_deref(), Some("1.97.1+dfsg1-1"));
        assert_eq!(
            candidate("rust-src:\n  Installed: (none)\n  Candidate: (none)\n"),
            None
        );
        assert_eq!(candidate(""), None);
    }

    #[test]
    fn depends_leave_out_versions_and_alternatives() {
        let record = "Package: x\nPre-Depends: y\nDepends: kmod, a (>= 1) | b, linux-image-6.1.0-1-amd64 (= 6.1.1-1), c:any\n";
        assert_eq!(depends(record), ["kmod", "linux-image-6.1.0-1-amd64", "c"]);
        assert!(depends("Package: x\n").is_empty());
    }
}
