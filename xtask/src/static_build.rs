//! Executables for guests, linked statically: a guest need not have this machine's libraries.

use std::{
    path::PathBuf,
    process::{Command, Stdio},
    sync::mpsc,
    time::{Duration, Instant},
};

use crate::{
    bpf, cache,
    progress::{Error, Result, say},
};

const TARGET: &str = "x86_64-unknown-linux-gnu";

/// What to build.
pub(crate) enum Artifact {
    /// A binary of a package.
    Binary {
        package: &'static str,
        name: &'static str,
    },
    /// An integration test of a package.
    Test {
        package: &'static str,
        name: &'static str,
    },
}

/// The program itself.
pub(crate) const PASSGATE: Artifact = Artifact::Binary {
    package: "passgate",
    name: "passgate",
};

impl Artifact {
    fn arguments(&self) -> Vec<&'static str> {
        match *self {
            Self::Binary { package, name } => vec!["build", "--package", package, "--bin", name],
            Self::Test { package, name } => {
                vec!["test", "--no-run", "--package", package, "--test", name]
            }
        }
    }

    fn name(&self) -> &'static str {
        match *self {
            Self::Binary { name, .. } | Self::Test { name, .. } => name,
        }
    }
}

/// Builds passgate, says which BPF object it embeds, and returns its path.
pub(crate) fn passgate() -> Result<PathBuf> {
    bpf::choose_object();
    build(&PASSGATE)
}

/// Builds an executable and returns its path.
pub(crate) fn build(artifact: &Artifact) -> Result<PathBuf> {
    let name = artifact.name();
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo
        .current_dir(cache::project())
        .args(artifact.arguments())
        .args(["--quiet", "--message-format=json"])
        .args(["--profile", "guest", "--target", TARGET])
        // A target of its own keeps these flags from the ordinary build, and these variables
        // would go before them.
        .env(
            "CARGO_TARGET_X86_64_UNKNOWN_LINUX_GNU_RUSTFLAGS",
            "-C target-feature=+crt-static",
        )
        .env_remove("RUSTFLAGS")
        .env_remove("CARGO_ENCODED_RUSTFLAGS")
        .stdin(Stdio::null())
        .stderr(Stdio::inherit());
    let (done, waiting) = mpsc::channel::<()>();
    let began = Instant::now();
    let output = std::thread::scope(|scope| {
        scope.spawn(move || {
            // Silent where nothing has changed.
            let timed_out = Err(mpsc::RecvTimeoutError::Timeout);
            if waiting.recv_timeout(Duration::from_secs(2)) == timed_out {
                say(format!("building {name} for the guest"));
                while waiting.recv_timeout(Duration::from_secs(20)) == timed_out {
                    say(format!(
                        "  still at it after {} s",
                        began.elapsed().as_secs()
                    ));
                }
            }
        });
        let output = cargo.output();
        drop(done);
        output
    });
    let output =
        output.map_err(|e| Error::new(format!("cannot run cargo: {e}"), "install Rust"))?;
    let text = String::from_utf8_lossy(&output.stdout);
    if !output.status.success() {
        let messages: Vec<String> = text.lines().filter_map(rendered).collect();
        return Err(Error::new(
            format!("building {name} failed\n{}", messages.concat()),
            "see the compiler's messages",
        ));
    }
    text.lines()
        .filter_map(|line| executable(line, name))
        .next_back()
        .ok_or_else(|| {
            Error::new(
                format!("cargo built no executable {name}"),
                "is it still a target of its package?",
            )
        })
}

/// A compiler's message, out of a line of cargo's JSON.
fn rendered(line: &str) -> Option<String> {
    let message: serde_json::Value = serde_json::from_str(line).ok()?;
    message
        .pointer("/message/rendered")?
        .as_str()
        .map(str::to_owned)
}

/// An executable's path, out of a line of cargo's JSON.
fn executable(line: &str, name: &str) -> Option<PathBuf> {
    let message: serde_json::Value = serde_json::from_str(line).ok()?;
    if message.pointer("/target/name")?.as_str()? != name {
        return None;
    }
    message.get("executable")?.as_str().map(PathBuf::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_executable_is_taken_from_cargos_messages() {
        let line =
            r#"{"reason":"compiler-artifact","target":{"name":"guest"},"executable":"/t/guest-1"}"#;
        assert_eq!(executable(line, "guest"), Some("/t/guest-1".into()));
        assert_eq!(executable(line, "other"), None);
        assert_eq!(
            executable(r#"{"reason":"build-finished","success":true}"#, "guest"),
            None
        );
        let line = r#"{"reason":"compiler-artifact","target":{"name":"guest"},"executable":null}"#;
        assert_eq!(executable(line, "guest"), None);
    }
}
