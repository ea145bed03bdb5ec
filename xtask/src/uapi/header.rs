//! Reads one header: which macros are ioctls, their numbers, and the types of their arguments. The
//! preprocessor expands them, and the compiler computes the numbers.

use std::{fs, path::Path, process::Command};

use object::{Object, ObjectSection};
use tempfile::TempDir;

use super::{
    layout::{Layout, Types},
    selection::Selected,
};
use crate::{
    cache::unusable,
    progress::{Error, Result},
};

/// Where an expansion of `_IOC` shifts the direction to, as `asm-generic/ioctl.h` writes it. No other
/// macro expands to this.
const IOC: &str = "+8)+8)+14)";
/// Where the package has its headers, and those of one architecture.
const INCLUDE: &str = "usr/include";
const ARCHITECTURE: &str = "usr/lib/linux/uapi/x86";
/// What to do where the compiler refuses a header.
const REMEDY: &str = "mend or leave out the header in xtask/src/uapi/selection.rs";

/// What a header defines.
pub(super) struct Header {
    /// In the order of their numbers within a type.
    pub(super) ioctls: Vec<Ioctl>,
    /// The structures that they take, by name.
    pub(super) layouts: Vec<Layout>,
    /// Names of those that take what the header does not define.
    pub(super) left_out: Vec<String>,
}

/// One of its ioctls.
pub(super) struct Ioctl {
    pub(super) name: String,
    pub(super) number: u32,
    /// Index of what it takes.
    pub(super) layout: Option<usize>,
}

/// A macro, or a constant, that may be an ioctl.
struct Candidate {
    name: String,
    expression: String,
    /// Whether it is one whatever it expands to.
    certain: bool,
}

/// Reads a header of the unpacked package.
pub(super) fn read(unpacked: &Path, selected: &Selected) -> Result<Header> {
    let text = text(unpacked, selected.path)?;
    let scratch = scratch()?;
    let compiler = Compiler {
        unpacked,
        scratch: scratch.path(),
        header: selected,
    };
    let mut found = Vec::new();
    let mut left_out = Vec::new();
    let candidates = candidates(&text, selected);
    for (candidate, expansion) in candidates.iter().zip(compiler.expand(&candidates)?) {
        if !candidate.certain && !expansion.contains(IOC) {
            continue;
        }
        let takes = selected
            .takes
            .iter()
            .find(|(name, _)| *name == candidate.name);
        let argument = takes.map_or_else(|| sized(&expansion), |(_, argument)| Some(*argument));
        // Some take structures that other architectures or the kernel alone have.
        if argument.is_none_or(|argument| compiler.knows(argument)) {
            found.push((candidate, argument.map(str::to_owned)));
        } else {
            left_out.push(candidate.name.clone());
        }
    }
    let (numbers, types) = compiler.evaluate(&found)?;
    let mut layouts: Vec<Layout> = Vec::new();
    let mut ioctls: Vec<Ioctl> = Vec::new();
    for (at, ((candidate, _), number)) in found.iter().zip(numbers).enumerate() {
        let layout = types.layout(&format!("argument_{at}")).map(|layout| {
            layouts
                .iter()
                .position(|known| known.name == layout.name)
                .unwrap_or_else(|| {
                    layouts.push(layout);
                    layouts.len() - 1
                })
        });
        // Another name for a number that has one already.
        let is_alias = ioctls.iter().any(|known| known.number == number)
            && candidate
                .expression
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || c == '_')
            && candidate.name != candidate.expression;
        if !is_alias {
            ioctls.push(Ioctl {
                name: candidate.name.clone(),
                number,
                layout,
            });
        }
    }
    ioctls.sort_by_key(|ioctl| (ioctl.number >> 8 & 0xff, ioctl.number & 0xff, ioctl.number));
    Ok(Header {
        ioctls,
        layouts,
        left_out,
    })
}

/// What a header says, be it one of this architecture.
pub(super) fn text(unpacked: &Path, header: &str) -> Result<String> {
    let places = [INCLUDE, ARCHITECTURE].map(|folder| unpacked.join(folder).join(header));
    let path = places
        .iter()
        .find(|path| path.exists())
        .unwrap_or(&places[0]);
    fs::read_to_string(path).map_err(|e| unusable("read", path, &e))
}

/// The numbers of constants that a header names.
pub(super) fn numbers(
    unpacked: &Path,
    path: &'static str,
    also: &'static [&'static str],
    names: &[String],
) -> Result<Vec<u32>> {
    let scratch = scratch()?;
    let header = Selected {
        path,
        plain: &[],
        made: &[],
        also,
        takes: &[],
    };
    let compiler = Compiler {
        unpacked,
        scratch: scratch.path(),
        header: &header,
    };
    let candidates: Vec<_> = names
        .iter()
        .map(|name| Candidate {
            name: name.clone(),
            expression: name.clone(),
            certain: true,
        })
        .collect();
    let found: Vec<_> = candidates
        .iter()
        .map(|candidate| (candidate, None))
        .collect();
    Ok(compiler.evaluate(&found)?.0)
}

fn scratch() -> Result<TempDir> {
    TempDir::new().map_err(|e| Error::new(format!("no temporary folder: {e}"), "free some space"))
}

/// Names that a header gives to constants, in its order, each once.
fn candidates(text: &str, selected: &Selected) -> Vec<Candidate> {
    let joined = text.replace("\\\n", " ").replace("=\n", "= ");
    let mut all: Vec<Candidate> = Vec::new();
    let mut add = |name: &str, expression: String, certain| {
        if !all.iter().any(|known| known.name == name) {
            all.push(Candidate {
                name: name.to_owned(),
                expression,
                certain,
            });
        }
    };
    for line in joined.lines() {
        if let Some((name, value)) = defined(line) {
            let plain = selected
                .plain
                .iter()
                .find(|(start, _)| format!("{name} ").starts_with(start))
                .filter(|_| value.starts_with(|c: char| c.is_ascii_digit() || c == '('));
            match plain {
                Some((_, "")) => {}
                Some((_, expression)) => add(name, expression.replace('$', name), true),
                None => add(name, name.to_owned(), false),
            }
        } else if let Some((name, value)) = enumerated(line) {
            add(name, value.to_owned(), false);
        }
    }
    for (name, expression) in selected.made {
        add(name, (*expression).to_owned(), false);
    }
    all
}

/// The name and the value of `#define NAME VALUE`.
pub(super) fn defined(line: &str) -> Option<(&str, &str)> {
    let rest = line.trim_start().strip_prefix('#')?.trim_start();
    let rest = rest.strip_prefix("define")?.trim_start();
    let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_')?;
    let (name, value) = rest.split_at(end);
    let value = value.strip_prefix([' ', '\t'])?.trim_start();
    (!value.is_empty() && !value.starts_with("/*")).then_some((name, value))
}

/// The name and the value of a constant of an enumeration, `NAME = MACRO(...)`.
fn enumerated(line: &str) -> Option<(&str, &str)> {
    let (name, value) = line.split_once('=')?;
    let (name, value) = (name.trim(), value.trim().trim_end_matches(','));
    let is_name = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    (is_name && value.contains('(') && value.ends_with(')')).then_some((name, value))
}

/// The type whose size an expansion takes.
fn sized(expansion: &str) -> Option<&str> {
    let (_, after) = expansion.split_once("sizeof")?;
    let after = after.trim_start().strip_prefix('(')?;
    let mut depth = 1;
    let end = after.find(|c| {
        depth += match c {
            '(' => 1,
            ')' => -1,
            _ => 0,
        };
        depth == 0
    })?;
    Some(after[..end].trim())
}

/// The C compiler, for one header.
struct Compiler<'a> {
    unpacked: &'a Path,
    scratch: &'a Path,
    header: &'a Selected,
}

impl Compiler<'_> {
    /// What the preprocessor makes of each candidate.
    fn expand(&self, candidates: &[Candidate]) -> Result<Vec<String>> {
        let lines = candidates
            .iter()
            .map(|candidate| format!("\"{MARK}\" {}\n", candidate.expression));
        let output = self.compile(&lines.collect::<String>(), &["-E", "-P"], "expanded")?;
        let text = String::from_utf8_lossy(&output);
        let mark = format!("\"{MARK}\"");
        let expansions: Vec<String> = text
            .split(&mark)
            .skip(1)
            .map(|expansion| expansion.split_whitespace().collect::<Vec<_>>().join(" "))
            .collect();
        if expansions.len() == candidates.len() {
            return Ok(expansions);
        }
        Err(Error::new(
            format!("the preprocessor lost names of {}", self.header.path),
            REMEDY,
        ))
    }

    /// Their numbers, and the types of those that name one.
    fn evaluate(&self, found: &[(&Candidate, Option<String>)]) -> Result<(Vec<u32>, Types)> {
        if found.is_empty() {
            return Err(Error::new(
                format!("{} defines nothing that is asked for", self.header.path),
                REMEDY,
            ));
        }
        // In a section of their own, for headers have constants as well.
        let mut source =
            format!("__attribute__((section(\"{NUMBERS}\"))) const unsigned int numbers[] = {{\n");
        for (candidate, _) in found {
            source += &format!("(unsigned int)({}),\n", candidate.expression);
        }
        source += "};\nstruct arguments {\n";
        for (at, (_, argument)) in found.iter().enumerate() {
            if let Some(argument) = argument {
                source += &format!("__typeof__({argument}) *argument_{at};\n");
            }
        }
        source += "int last;\n} arguments;\n";
        let bytes = self.compile(&source, &["-c", "-gbtf"], "compiled")?;
        let refused = |e: &dyn std::fmt::Display| {
            Error::new(
                format!("the compiled {} cannot be read: {e}", self.header.path),
                "use GCC 12 or newer as cc, which writes BTF",
            )
        };
        let file = object::File::parse(&*bytes).map_err(|e| refused(&e))?;
        let section = |name: &str| {
            let section = file
                .section_by_name(name)
                .ok_or_else(|| refused(&format!("it has no section {name}")))?;
            section.data().map_err(|e| refused(&e))
        };
        let numbers = section(NUMBERS)?
            .chunks_exact(4)
            .take(found.len())
            .map(|word| u32::from_le_bytes([word[0], word[1], word[2], word[3]]))
            .collect();
        let types = Types::parse(section(".BTF")?.to_vec()).map_err(|e| refused(&e))?;
        Ok((numbers, types))
    }

    /// Whether a type is complete.
    fn knows(&self, argument: &str) -> bool {
        let source = format!("char size[sizeof({argument})];\n");
        self.compile(&source, &["-c"], "sized").is_ok()
    }

    /// Compiles text that stands after the header's, and returns what comes out.
    fn compile(&self, text: &str, arguments: &[&str], name: &str) -> Result<Vec<u8>> {
        let source = self.scratch.join(format!("{name}.c"));
        let output = self.scratch.join(name);
        // Some headers leave it to others to include what they need.
        let headers = ["stddef.h", "stdbool.h", "linux/types.h", "linux/ioctl.h"];
        let headers = headers.iter().chain(self.header.also);
        let text: String = headers
            .chain([&self.header.path])
            .map(|header| format!("#include <{header}>\n"))
            .chain([text.to_owned()])
            .collect();
        fs::write(&source, text).map_err(|e| unusable("write", &source, &e))?;
        let include = |folder: &str| self.unpacked.join(folder);
        let mut compiler = Command::new("cc");
        compiler
            .args(arguments)
            .args(["-w", "-x", "c", "-std=gnu11"])
            .arg("-isystem")
            .arg(include(INCLUDE))
            .arg("-isystem")
            .arg(include(ARCHITECTURE))
            .arg(&source)
            .arg("-o")
            .arg(&output);
        let result = compiler.output().map_err(|e| {
            Error::new(
                format!("cannot run the C compiler: {e}"),
                "install Debian's gcc and libc6-dev",
            )
        })?;
        if !result.status.success() {
            return Err(Error::new(
                format!(
                    "{} does not compile:\n{}",
                    self.header.path,
                    String::from_utf8_lossy(&result.stderr)
                ),
                REMEDY,
            ));
        }
        fs::read(&output).map_err(|e| unusable("read", &output, &e))
    }
}

/// The section that the numbers are compiled into.
const NUMBERS: &str = ".numbers";
/// Stands before each expansion.
const MARK: &str = "expansion:";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn definitions_with_a_value_are_candidates() {
        assert_eq!(
            defined("#define VFIO_CHECK _IO(';', 1)"),
            Some(("VFIO_CHECK", "_IO(';', 1)"))
        );
        assert_eq!(defined("# define\tA\t1"), Some(("A", "1")));
        assert_eq!(defined("#define GUARD"), None);
        assert_eq!(defined("#define MAKE(x) (x)"), None);
        assert_eq!(
            enumerated("\tDRM_X = DRM_IOWR(1, struct x),"),
            Some(("DRM_X", "DRM_IOWR(1, struct x)"))
        );
        assert_eq!(enumerated("\tDRM_X = 1,"), None);
    }

    #[test]
    fn the_sized_type_is_found() {
        assert_eq!(
            sized("(((3U) << 30) | ((((sizeof(struct a [2])))) << 16))"),
            Some("struct a [2]")
        );
        assert_eq!(sized("sizeof (int)"), Some("int"));
        assert_eq!(sized("(0U) << 30"), None);
    }
}
