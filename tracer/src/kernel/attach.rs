//! Bringing single programs into the kernel and attaching them.

use std::ffi::OsString;

use aya::{
    Btf, Ebpf, EbpfError,
    programs::{Program, ProgramError, links::FdLink},
};

use super::{
    hooks::Point,
    recognition::{Function, TEXT},
};
use crate::exit::{Error, Exit, Result};

/// The program that measures the floor.
pub(super) const EMPTY: &str = "empty";

/// The program of this name.
///
/// # Errors
///
/// Where the object has none.
pub(super) fn program<'a>(ebpf: &'a mut Ebpf, name: &str) -> Result<&'a mut Program> {
    ebpf.program_mut(name)
        .ok_or_else(|| Error::failure(format!("the BPF object has no program {name}")))
}

/// Loads a program; `target` is the hook, function, tracepoint or kind of item that its type is
/// loaded for.
pub(super) fn load(
    program: &mut Program,
    target: &str,
    btf: &Btf,
) -> std::result::Result<(), ProgramError> {
    match program {
        Program::Lsm(lsm) => lsm.load(target, btf),
        Program::FEntry(entry) => entry.load(target, btf),
        Program::FExit(exit) => exit.load(target, btf),
        Program::BtfTracePoint(tracepoint) => tracepoint.load(target, btf),
        Program::Iter(iterator) => iterator.load(target, btf),
        Program::KProbe(probe) => probe.load(),
        _ => Err(ProgramError::UnexpectedProgramType),
    }
}

/// What a program is loaded for, by its name.
pub(super) fn target(name: &str) -> &str {
    use super::hooks::HOOKS;
    if name == EMPTY {
        return "file_ioctl";
    }
    HOOKS
        .iter()
        .find(|hook| hook.name == name)
        .map_or(name, |hook| match hook.point {
            Point::Lsm(target)
            | Point::Entry(target)
            | Point::Exit(target)
            | Point::Tracepoint(target)
            | Point::Items(target) => target,
            Point::Drivers(_) => name,
        })
}

/// Loads and attaches a program to what it is loaded for. It stays attached as long as the link, which is None for
/// what is run when somebody asks for what it lists.
///
/// # Errors
///
/// Where the kernel refuses, or has no such hook.
pub(super) fn attach(ebpf: &mut Ebpf, name: &str, btf: &Btf) -> Result<Option<FdLink>> {
    let found = program(ebpf, name)?;
    load(found, target(name), btf)
        .and_then(|()| match found {
            Program::Lsm(lsm) => {
                let id = lsm.attach()?;
                lsm.take_link(id).map(|link| Some(link.into()))
            }
            Program::FEntry(entry) => {
                let id = entry.attach()?;
                entry.take_link(id).map(|link| Some(link.into()))
            }
            Program::FExit(exit) => {
                let id = exit.attach()?;
                exit.take_link(id).map(|link| Some(link.into()))
            }
            Program::BtfTracePoint(tracepoint) => {
                let id = tracepoint.attach()?;
                tracepoint.take_link(id).map(|link| Some(link.into()))
            }
            Program::Iter(_) => Ok(None),
            _ => Err(ProgramError::UnexpectedProgramType),
        })
        .map_err(|error| refused(name, error.into()))
}

/// Attaches a loaded probe to a function, for as long as the link.
///
/// # Errors
///
/// Why the kernel refuses, or why nothing that it takes means this function alone.
pub(super) fn attach_probe(
    program: &mut Program,
    function: &Function,
) -> std::result::Result<FdLink, String> {
    let Program::KProbe(probe) = program else {
        return Err(chain(&ProgramError::UnexpectedProgramType));
    };
    let mut reasons = Vec::new();
    for (name, offset) in places(function) {
        let attached = probe
            .attach(OsString::from(&name), offset)
            .and_then(|id| probe.take_link(id));
        let refused = match attached {
            Ok(link) => match FdLink::try_from(link) {
                Ok(link) => return Ok(link),
                Err(error) => chain(&error),
            },
            Err(error) => chain(&error),
        };
        reasons.push(match offset {
            0 => format!("{name}: {refused}"),
            offset => format!("{name}+{offset:#x}: {refused}"),
        });
    }
    if !function.unique {
        reasons.push(format!(
            "other code has a function {} as well, and the name alone may mean either",
            function.probe.function.name
        ));
    }
    Err(reasons.join("; "))
}

/// What may be said to the kernel to mean a function, a name and how far behind it, the best first: some
/// kernels know no modules here, and of several built-in functions with one name only the place tells which.
fn places(function: &Function) -> Vec<(String, u64)> {
    let name = function.probe.function.name;
    let in_module = function
        .module
        .map(|module| (format!("{module}:{name}"), 0));
    let other = if function.unique {
        Some((name.to_owned(), 0))
    } else {
        function.in_text.map(|offset| (TEXT.to_owned(), offset))
    };
    in_module.into_iter().chain(other).collect()
}

/// Why the kernel refused, with the verifier's last words.
pub(super) fn refused(what: &str, error: EbpfError) -> Error {
    let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(&error);
    let mut exit = Exit::Failure;
    while let Some(error) = cause {
        if let Some(error) = error.downcast_ref::<std::io::Error>()
            && error.kind() == std::io::ErrorKind::PermissionDenied
        {
            exit = Exit::NotPermitted;
        }
        cause = error.source();
    }
    let text = match &error {
        EbpfError::ProgramError(ProgramError::LoadError {
            io_error,
            verifier_log,
        }) => {
            let log = verifier_log.to_string();
            let tail: Vec<&str> = log.lines().rev().take(8).collect();
            let tail: Vec<&str> = tail.into_iter().rev().collect();
            format!("{io_error}; the verifier said:\n{}", tail.join("\n"))
        }
        other => chain(other),
    };
    let refused = Error::new(exit, format!("the kernel refused {what}: {text}"));
    match exit {
        Exit::NotPermitted => refused.remedy(
            "run as root on a kernel that lets root load LSM programs; a sandbox or a locked-down kernel may forbid it",
        ),
        _ => refused.remedy("see the whole verifier log with: cargo xtask load"),
    }
}

/// An error with its causes.
pub(super) fn chain(error: &(dyn std::error::Error + 'static)) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        let said = error.to_string();
        if !text.contains(&said) {
            text = format!("{text}: {said}");
        }
        cause = error.source();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::families::{Call, Probe, Symbol};

    #[test]
    fn a_name_that_others_have_is_never_given_alone() {
        let mut function = Function {
            probe: Probe::new(Call::Write, Symbol::of("sg", "sg_write")),
            address: 0x1010,
            module: Some("sg"),
            unique: true,
            in_text: None,
        };
        let place = |name: &str, offset: u64| (name.to_owned(), offset);
        let in_module = place("sg:sg_write", 0);
        assert_eq!(places(&function), [in_module.clone(), place("sg_write", 0)]);
        function.unique = false;
        assert_eq!(places(&function), [in_module]);
        function.module = None;
        assert!(places(&function).is_empty());
        function.in_text = Some(0x10);
        assert_eq!(places(&function), [place(TEXT, 0x10)]);
        function.unique = true;
        assert_eq!(places(&function), [place("sg_write", 0)]);
    }
}
