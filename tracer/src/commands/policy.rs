//! Reading the files of policies and of traffic.

use std::{
    fmt::Display,
    fs::File,
    io::{self, Read},
    os::unix::fs::FileTypeExt as _,
    path::{Path, PathBuf},
};

use crate::{
    exit::{Error, Exit, Result},
    policy::{
        self, MOST_ERRORS, Policy, Text, Unread,
        compile::Compiled,
        diagnostic::{Diagnostic, Lined},
        parse::MOST_BYTES,
        traffic::{self, Recording},
    },
};

/// Most bytes of a recording.
const MOST_TRAFFIC: u64 = 1 << 30;

/// The texts of a policy: of a file and what it includes, or of a directory. What else cannot be read is said in the
/// texts.
///
/// # Errors
///
/// Where the file or the directory itself cannot be read.
pub(crate) fn texts(path: &Path) -> Result<Vec<Text>> {
    let failed = |unread: Unread| Error::new(Exit::Usage, unread.message).remedy(unread.help);
    let (mut texts, beside) = match path.is_dir() {
        true => {
            let files = folder(path).map_err(failed)?;
            let text = |path: &PathBuf| {
                file(path).unwrap_or_else(|unread| Text {
                    unread: vec![unread],
                    ..Text::new(path.display().to_string(), "")
                })
            };
            (files.iter().map(text).collect(), path)
        }
        false => (
            vec![file(path).map_err(failed)?],
            path.parent().unwrap_or(Path::new("")),
        ),
    };
    let Some(first) = texts.first_mut() else {
        return Err(
            Error::new(Exit::Usage, format!("{} has no *.toml", path.display()))
                .remedy("name a directory with policies, or a file"),
        );
    };
    let mut more = Vec::new();
    for (include, at) in policy::includes(&first.text) {
        let files = folder(&beside.join(include));
        let found: Vec<_> = match files {
            Ok(files) => files.iter().map(|path| file(path)).collect(),
            Err(unread) => vec![Err(unread)],
        };
        for found in found {
            match found {
                Ok(text) => more.push(text),
                Err(unread) => first.unread.push(Unread {
                    at: at.clone(),
                    ..unread
                }),
            }
        }
    }
    texts.extend(more);
    Ok(texts)
}

/// What an input's error says of a path.
fn unreadable(path: &Path, error: &io::Error, help: &str) -> Unread {
    Unread {
        at: 0..0,
        message: format!("cannot read {}: {error}", path.display()),
        help: help.to_owned(),
    }
}

/// The policies in a directory, in the order of their names.
fn folder(path: &Path) -> std::result::Result<Vec<PathBuf>, Unread> {
    let unreadable = |error: io::Error| {
        let help = "name a directory that you may read";
        unreadable(path, &error, help)
    };
    let mut files: Vec<PathBuf> = Vec::new();
    for entry in path.read_dir().map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if path
            .extension()
            .is_some_and(|extension| extension == "toml")
        {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

fn file(path: &Path) -> std::result::Result<Text, Unread> {
    let unreadable = |error: io::Error| {
        let help = "name a file that you may read";
        unreadable(path, &error, help)
    };
    let mut bytes = Vec::new();
    // What is longer is told by the policy's own bound.
    let most = u64::try_from(MOST_BYTES)
        .unwrap_or(u64::MAX)
        .saturating_add(1);
    // A pipe with a name may wait for ever for whoever writes to it; those that a shell makes do not.
    let kind = std::fs::metadata(path).map_err(unreadable)?.file_type();
    if kind.is_fifo() && !path.starts_with("/dev") {
        return Err(Unread {
            at: 0..0,
            message: format!("{} is a pipe", path.display()),
            help: "name a file, or write to /dev/stdin".to_owned(),
        });
    }
    let file = File::open(path).map_err(unreadable)?;
    file.take(most)
        .read_to_end(&mut bytes)
        .map_err(unreadable)?;
    let name = path.display().to_string();
    Ok(match String::from_utf8(bytes) {
        Ok(text) => Text::new(name, text),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let text = Text::new(name, String::from_utf8_lossy(error.as_bytes()));
            // A character that was cut at the bound is no error.
            let is_cut = error.as_bytes().len() > MOST_BYTES;
            let unread = (!is_cut).then(|| Unread {
                at: at..at + char::REPLACEMENT_CHARACTER.len_utf8(),
                message: "the text is not UTF-8".to_owned(),
                help: "a policy is TOML, which is UTF-8".to_owned(),
            });
            Text {
                unread: unread.into_iter().collect(),
                ..text
            }
        }
    })
}

/// A policy, and its texts.
pub(super) fn read(path: &Path) -> Result<(Policy, Vec<Text>)> {
    let texts = texts(path)?;
    let policy = policy::read(&texts).map_err(|errors| wrong(&errors, &texts))?;
    Ok((policy, texts))
}

/// A policy that was compiled.
pub(super) fn compiled(path: &Path) -> Result<Compiled> {
    let (policy, texts) = read(path)?;
    Compiled::new(policy, 1).map_err(|error| wrong(&[error], &texts))
}

/// A policy's errors as a failure.
pub(crate) fn wrong(errors: &[Diagnostic], texts: &[Text]) -> Error {
    let lined = Lined::of(texts);
    let told = errors.iter().take(MOST_ERRORS);
    let all: String = told.map(|error| error.render(&lined)).collect();
    let message = match errors {
        [_] => "the policy has an error".to_owned(),
        many if many.len() > MOST_ERRORS => format!(
            "the policy has {} errors, the first {MOST_ERRORS} are",
            many.len()
        ),
        many => format!("the policy has {} errors", many.len()),
    };
    Error::new(Exit::Usage, format!("{message}:\n{}", all.trim_end()))
}

/// What there is no room for.
pub(super) fn full(error: &Diagnostic) -> Error {
    Error::new(Exit::Usage, error.message.clone()).remedy(error.help.clone().unwrap_or_default())
}

/// Traffic from files; `-` is standard input. What is missing is said on standard error, with what follows from that.
pub(super) fn traffic(paths: &[PathBuf], then: &str) -> Result<Recording> {
    let mut all = Recording::default();
    for path in paths {
        let name = path.display();
        let mut source: Box<dyn Read> = if path.as_os_str() == "-" {
            Box::new(io::stdin().lock())
        } else {
            Box::new(File::open(path).map_err(|error| no_traffic(&name, &error))?)
        };
        let text = whole(&mut source, &name, MOST_TRAFFIC)?;
        let one = traffic::recording(&text).map_err(|why| {
            Error::new(Exit::Usage, format!("{name}: {why}"))
                .remedy("give it what `passgate stat --json` or `trace --json` wrote")
        })?;
        for missing in one.missing.told(then) {
            eprintln!("passgate: {name}: {missing}");
        }
        all.observed.extend(one.observed);
        all.missing.add(&one.missing);
    }
    Ok(all)
}

fn no_traffic(name: &impl Display, error: &io::Error) -> Error {
    Error::new(Exit::Usage, format!("cannot read {name}: {error}"))
        .remedy("name JSON Lines that `passgate stat --json` or `trace --json` wrote")
}

/// A recording's text. One that is longer is not cut: what is left out would pass for what was never called.
fn whole(source: &mut dyn Read, name: &impl Display, most: u64) -> Result<String> {
    let mut text = String::new();
    let read = source
        .take(most.saturating_add(1))
        .read_to_string(&mut text);
    let length = read.map_err(|error| no_traffic(name, &error))?;
    match u64::try_from(length).is_ok_and(|length| length <= most) {
        true => Ok(text),
        false => Err(
            Error::new(Exit::Usage, format!("{name} has more than {most} bytes")).remedy(
                "split it by its lines, for instance with `split -C 512M`, and name all parts",
            ),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_recording_that_is_too_long_is_not_cut() {
        let read = |most| whole(&mut &b"12345"[..], &"a.jsonl", most);
        assert_eq!(read(5).ok().as_deref(), Some("12345"));
        let error = read(4).expect_err("too long").to_string();
        assert!(error.contains("a.jsonl has more than 4 bytes"), "{error}");
        assert!(whole(&mut &b"\xff"[..], &"a.jsonl", 5).is_err());
    }
}
