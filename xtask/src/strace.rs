//! `cargo xtask strace`: the names and numbers of ioctls that strace knows, read out of the program as
//! Debian builds it, to hold passgate's tables against.

use std::{collections::HashMap, fs, path::Path, process::ExitCode};

use object::{Object, ObjectSection, RelocationFlags, elf};

use crate::{
    apt::Suite,
    cache::{self, project, unusable},
    progress::{Error, Result, say},
};

/// The newest stable suite.
const SUITE: &str = "trixie";
/// Where the list goes, under the project's root.
const LIST: &str = "tracer/tests/strace/ioctls.txt";
/// One that has another number in strace's tables for 32-bit programs.
const ONLY_64_BIT: (&str, u32) = ("VIDIOC_QUERYBUF", 0xc058_5609);
/// Bytes of an entry: the address of its name, its number, and nothing.
const ENTRY: u64 = 16;

/// Lists what strace knows.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Change nothing; fail where the list is not what the newest strace has
    #[arg(long)]
    check: bool,
}

/// Writes the list.
pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode> {
    let suite = Suite::update(SUITE)?;
    let version = suite.candidate("strace")?.ok_or_else(|| {
        Error::new(
            format!("{SUITE} has no package strace"),
            format!("look at https://packages.debian.org/{SUITE}/strace"),
        )
    })?;
    let held = cache::hold("strace")?;
    let name = version.replace(|c: char| !c.is_ascii_alphanumeric() && c != '.', "_");
    let unpacked = held.folder().join(&name);
    if !unpacked.is_dir() {
        held.add(&name, |folder| suite.unpack(&["strace".to_owned()], folder))?;
    }
    let ioctls = table(&unpacked.join("usr/bin/strace"))?;
    let mut text = format!(
        "# The ioctls that strace {version} of Debian names. Written by `cargo xtask strace`.\n"
    );
    for (name, number) in &ioctls {
        text.push_str(&format!("{number:#x} {name}\n"));
    }
    let file = project().join(LIST);
    let same = fs::read_to_string(&file).is_ok_and(|before| before == text);
    say(format!("{} ioctls in strace {version}", ioctls.len()));
    if !same && arguments.check {
        return Err(Error::new(
            format!("{LIST} is another strace's"),
            "run `cargo xtask strace`, and see what passgate does not know",
        ));
    }
    if !same {
        fs::write(&file, text).map_err(|e| unusable("write", &file, &e))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// The longest table of names with numbers in the program that has those of 64-bit programs.
fn table(program: &Path) -> Result<Vec<(String, u32)>> {
    let bytes = fs::read(program).map_err(|e| unusable("read", program, &e))?;
    let strange = |what: &str| {
        Error::new(
            format!("{}: {what}", program.display()),
            "this strace is built in another way than was foreseen: mend xtask/src/strace.rs",
        )
    };
    let file = object::File::parse(&*bytes).map_err(|e| strange(&e.to_string()))?;
    let data = file
        .section_by_name(".data.rel.ro")
        .ok_or_else(|| strange("no .data.rel.ro"))?;
    let numbers = data.data().map_err(|e| strange(&e.to_string()))?;
    let texts = file
        .section_by_name(".rodata")
        .ok_or_else(|| strange("no .rodata"))?;
    let text = |address: u64| {
        let from = usize::try_from(address.checked_sub(texts.address())?).ok()?;
        let rest = texts.data().ok()?.get(from..)?;
        let text = rest.split(|byte| *byte == 0).next()?;
        std::str::from_utf8(text).ok()
    };
    let mut addresses = HashMap::new();
    for (at, relocation) in file.dynamic_relocations().into_iter().flatten() {
        let RelocationFlags::Elf {
            r_type: elf::R_X86_64_RELATIVE,
        } = relocation.flags()
        else {
            continue;
        };
        addresses.insert(at, relocation.addend().cast_unsigned());
    }
    let entry = |at: u64| {
        let name = text(*addresses.get(&at)?)?;
        let from = usize::try_from(at.checked_sub(data.address())? + 8).ok()?;
        let rest: [u8; 8] = numbers.get(from..from + 8)?.try_into().ok()?;
        let number = u32::try_from(u64::from_le_bytes(rest)).ok()?;
        let is_name = name.bytes().all(|b| {
            b.is_ascii_uppercase()
                || b.is_ascii_digit()
                || b"_abcdefghijklmnopqrstuvwxyz".contains(&b)
        });
        (is_name && !name.is_empty() && !addresses.contains_key(&(at + 8)))
            .then(|| (name.to_owned(), number))
    };
    let begin = addresses
        .keys()
        .filter(|at| entry(**at) == Some((ONLY_64_BIT.0.to_owned(), ONLY_64_BIT.1)));
    let mut longest = Vec::new();
    for start in begin {
        // A table is sorted by number, so that another which lies behind it begins anew.
        let mut all = vec![(ONLY_64_BIT.0.to_owned(), ONLY_64_BIT.1)];
        for (step, forward) in [(ENTRY, true), (ENTRY.wrapping_neg(), false)] {
            let (mut at, mut last) = (start.wrapping_add(step), ONLY_64_BIT.1);
            while let Some((name, number)) = entry(at).filter(|(_, number)| {
                if forward {
                    *number >= last
                } else {
                    *number <= last
                }
            }) {
                all.push((name, number));
                (at, last) = (at.wrapping_add(step), number);
            }
        }
        if all.len() > longest.len() {
            longest = all;
        }
    }
    if longest.len() < 1000 {
        return Err(strange("no table of ioctls"));
    }
    longest.sort_by(|(a, x), (b, y)| (x, a).cmp(&(y, b)));
    longest.dedup();
    Ok(longest)
}
