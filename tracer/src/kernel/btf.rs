//! The running kernel's type information.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError, Weak},
};

use btfparse::{ErrorKind, Integer32Value, Offset, Readable, TypeInformation, TypeVariant};

use crate::exit::{Error, Exit, Result};

/// Where the kernel shows its own BTF.
const VMLINUX: &str = "/sys/kernel/btf/vmlinux";
/// Where it shows that of each module, which continues its own.
const FOLDER: &str = "/sys/kernel/btf";

/// The kernel's structures and functions, for looking into.
pub(super) struct Types {
    all: TypeInformation,
    /// Ids of named structures: a name may stand for a function or a typedef as well.
    structures: HashMap<String, u32>,
    hooks: Vec<String>,
    /// Ids of named enumerations.
    enumerations: HashMap<String, u32>,
}

impl Types {
    fn read() -> std::result::Result<Self, String> {
        let bytes = std::fs::read(VMLINUX).map_err(|e| e.to_string())?;
        Self::parse(bytes).map_err(|e| e.message().to_owned())
    }

    fn parse(bytes: Vec<u8>) -> btfparse::Result<Self> {
        let all = TypeInformation::new(&Bytes(bytes))?;
        let mut structures = HashMap::new();
        let mut hooks = Vec::new();
        let mut enumerations = HashMap::new();
        for (id, found) in all.get() {
            match found {
                TypeVariant::Struct(structure) => {
                    if let Some(name) = structure.name() {
                        structures.entry(name.clone()).or_insert(*id);
                    }
                }
                TypeVariant::Enum(enumeration) => {
                    if let Some(name) = enumeration.name() {
                        enumerations.entry(name.clone()).or_insert(*id);
                    }
                }
                TypeVariant::Func(function) => {
                    let hook = function
                        .name()
                        .as_deref()
                        .and_then(|name| name.strip_prefix("bpf_lsm_"));
                    hooks.extend(hook.map(str::to_owned));
                }
                _ => {}
            }
        }
        Ok(Self {
            all,
            structures,
            hooks,
            enumerations,
        })
    }

    /// Offset in bytes of a dotted path in a structure, looking through anonymous members; None
    /// where there is no such field.
    pub(super) fn offset(&self, structure: &str, path: &str) -> Option<u32> {
        let id = self.structures.get(structure)?;
        match self.all.offset_of(*id, path) {
            Ok((_, Offset::ByteOffset(offset))) => Some(offset),
            _ => None,
        }
    }

    /// A value of an enumeration by its name; None where there is no such value.
    pub(super) fn value(&self, enumeration: &str, name: &str) -> Option<u32> {
        let id = self.enumerations.get(enumeration)?;
        let Some(TypeVariant::Enum(found)) = self.all.from_id(*id) else {
            return None;
        };
        let mut values = found.named_value_list().iter();
        let value = values.find(|value| value.name == name)?.value;
        match value {
            Integer32Value::Signed(value) => u32::try_from(value).ok(),
            Integer32Value::Unsigned(value) => Some(value),
        }
    }

    /// `LOCKDOWN_PCI_ACCESS` of `linux/security.h`, for which drivers ask whether the kernel is locked down.
    pub(super) fn locks_down_pci(&self) -> Option<u32> {
        self.value("lockdown_reason", "LOCKDOWN_PCI_ACCESS")
    }

    /// Whether the tracepoint `io_uring_complete` passes the completion itself, not its fields one by one.
    pub(super) fn has_completion(&self) -> bool {
        const FIELD_BY_FIELD: usize = 8;
        let prototype = self.all.get().values().find_map(|found| match found {
            TypeVariant::Typedef(found)
                if found.name().as_deref() == Some("btf_trace_io_uring_complete") =>
            {
                Some(*found.tid())
            }
            _ => None,
        });
        let target = prototype.and_then(|pointer| self.all.pointee_tid(pointer).ok());
        match target.and_then(|target| self.all.from_id(target)) {
            Some(TypeVariant::FuncProto(found)) => found.parameter_list().len() < FIELD_BY_FIELD,
            _ => false,
        }
    }

    /// Whether there is a structure of this name.
    pub(super) fn has_structure(&self, name: &str) -> bool {
        self.structures.contains_key(name)
    }

    /// Whether BPF programs can attach to an LSM hook.
    pub(super) fn has_hook(&self, name: &str) -> bool {
        self.hooks.iter().any(|hook| hook == name)
    }
}

/// Whether the kernel's type information names an LSM hook, without reading all of it.
///
/// # Errors
///
/// Where the kernel shows none.
pub(super) fn names_hook(name: &str) -> Result<bool> {
    let bytes = std::fs::read(VMLINUX).map_err(|error| missing(&error.to_string()))?;
    // Names end with a zero, the one before as well.
    let name = format!("\0bpf_lsm_{name}\0");
    Ok(bytes
        .windows(name.len())
        .any(|bytes| bytes == name.as_bytes()))
}

/// What was read, for as long as anybody has it: it takes tens of megabytes, and is needed to load programs only.
type Kept<T> = Mutex<Weak<T>>;

/// What is kept, or else is read now.
fn kept<T>(
    kept: &Kept<T>,
    read: impl FnOnce() -> std::result::Result<T, String>,
) -> Result<Arc<T>> {
    // Whoever panicked left what was kept before.
    let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(there) = kept.upgrade() {
        return Ok(there);
    }
    let fresh = Arc::new(read().map_err(|error| missing(&error))?);
    *kept = Arc::downgrade(&fresh);
    Ok(fresh)
}

/// For looking into structures. Reading it takes long: whoever asks for it several times keeps it meanwhile.
///
/// # Errors
///
/// Where the kernel shows none.
pub(super) fn types() -> Result<Arc<Types>> {
    static KEPT: Kept<Types> = Mutex::new(Weak::new());
    kept(&KEPT, Types::read)
}

/// Offset in bytes of a structure's member, of the kernel's or of a module's type; None where neither
/// has it.
pub(super) fn offset(module: Option<&str>, structure: &str, member: &str) -> Option<u32> {
    let found = types().ok()?.offset(structure, member);
    let (None, Some(module)) = (found, module) else {
        return found;
    };
    let base = std::fs::read(VMLINUX).ok()?;
    let more = std::fs::read(format!("{FOLDER}/{module}")).ok()?;
    super::module_btf::offset(&base, &more, structure, member)
}

/// Which parameter of a module's function points to a structure, from 0; None where none does, or more than one
/// function has the name.
pub(super) fn parameter(module: &str, function: &str, structure: &str) -> Option<u32> {
    let base = std::fs::read(VMLINUX).ok()?;
    let more = std::fs::read(format!("{FOLDER}/{module}")).ok()?;
    super::module_btf::parameter(&base, &more, function, structure)
}

/// For attaching, in the form that aya takes. The same holds of it.
///
/// # Errors
///
/// Where the kernel shows none.
pub(super) fn functions() -> Result<Arc<aya::Btf>> {
    static KEPT: Kept<aya::Btf> = Mutex::new(Weak::new());
    kept(&KEPT, || aya::Btf::from_sys_fs().map_err(|e| e.to_string()))
}

fn missing(error: &str) -> Error {
    Error::new(
        Exit::Unsupported,
        format!("the kernel shows no type information at {VMLINUX} ({error})"),
    )
    .remedy(super::prerequisites::OTHER_KERNEL)
}

/// Bytes as the parser reads them.
struct Bytes(Vec<u8>);

impl Readable for Bytes {
    fn read(&self, offset: u64, buffer: &mut [u8]) -> btfparse::Result<()> {
        let there = usize::try_from(offset)
            .ok()
            .and_then(|start| self.0.get(start..start.checked_add(buffer.len())?))
            .ok_or_else(|| {
                btfparse::Error::new(ErrorKind::EOF, "the type information ends too early")
            })?;
        buffer.copy_from_slice(there);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use object::{Object as _, ObjectSection as _};
    use tracer_common::layout::ALL;

    use super::*;
    use crate::{chance::trials, kernel::object::OBJECT};

    fn object_btf() -> Vec<u8> {
        let file = object::File::parse(OBJECT).unwrap();
        file.section_by_name(".BTF")
            .unwrap()
            .data()
            .unwrap()
            .to_vec()
    }

    #[test]
    fn every_boundary_type_is_laid_out_in_the_object_as_here() {
        let types = Types::parse(object_btf()).unwrap();
        for layout in ALL {
            let id = types
                .structures
                .get(layout.name)
                .unwrap_or_else(|| panic!("no {}", layout.name));
            assert_eq!(
                types.all.size_of(*id).unwrap(),
                layout.size,
                "size of {}",
                layout.name
            );
            let Some(TypeVariant::Struct(found)) = types.all.from_id(*id) else {
                panic!("{}", layout.name)
            };
            assert_eq!(
                found.member_list().len(),
                layout.fields.len(),
                "fields of {}",
                layout.name
            );
            for (field, offset) in layout.fields {
                let found = types.offset(layout.name, field).map(|found| found as usize);
                assert_eq!(found, Some(*offset), "{}.{field}", layout.name);
            }
        }
    }

    #[test]
    fn what_is_not_there_is_none() {
        let types = Types::parse(object_btf()).unwrap();
        assert_eq!(types.offset("CountKey", "nonsense"), None);
        assert_eq!(types.offset("nonsense", "subject"), None);
        assert!(!types.has_hook("file_ioctl"));
    }

    #[test]
    fn type_information_that_is_cut_short_is_an_error() {
        let whole = object_btf();
        for length in (0..whole.len()).step_by(97) {
            assert!(
                Types::parse(whole[..length].to_vec()).is_err(),
                "{length} bytes"
            );
        }
    }

    #[test]
    fn types_of_chance_do_no_harm() {
        let whole = object_btf();
        trials("types of the kernel", 50, |random| {
            let mut bytes = whole.clone();
            random.mutate(&mut bytes);
            if let Ok(types) = Types::parse(bytes) {
                for layout in ALL {
                    for (field, _) in layout.fields {
                        let _ = types.offset(layout.name, field);
                    }
                }
                let _ = types.has_completion();
            }
        });
    }
}
