//! Debug info out of an object, BTF left in; and where two objects differ.

use object::{
    build::elf::{Builder, SectionData},
    elf::SHT_STRTAB,
    read::{Object as _, ObjectSection as _},
};

/// An object without its DWARF sections, the relocations of those, and the symbols that stand
/// for them. Everything that a loader reads stays: code, maps, BTF, and the symbol table.
pub(super) fn debug_info(object: &[u8]) -> Result<Vec<u8>, object::build::Error> {
    let mut builder = Builder::read(object)?;
    let is_debug = |name: &[u8]| name.starts_with(b".debug_");
    for section in &mut builder.sections {
        let name = section.name.to_vec();
        let relocated = name
            .strip_prefix(b".rel")
            .or_else(|| name.strip_prefix(b".rela"));
        section.delete = is_debug(&name) || relocated.is_some_and(is_debug);
    }
    // LLVM keeps the names of sections and symbols in one table; the writer wants one for each.
    let has_names = |data: &SectionData<'_>| matches!(data, SectionData::SectionString);
    if !builder
        .sections
        .iter()
        .any(|section| has_names(&section.data))
    {
        let names = builder.sections.add();
        names.name = b".shstrtab"[..].into();
        names.sh_type = SHT_STRTAB;
        names.sh_addralign = 1;
        names.data = SectionData::SectionString;
    }
    builder.delete_orphans();
    builder.delete_unused_versions();
    let mut stripped = Vec::new();
    builder.write(&mut stripped)?;
    Ok(stripped)
}

/// The sections in which two objects differ, each with what is different about it.
pub(super) fn differences(one: &[u8], other: &[u8]) -> Result<Vec<String>, object::read::Error> {
    let (one, other) = (object::File::parse(one)?, object::File::parse(other)?);
    let mut differences = Vec::new();
    for section in one.sections() {
        let name = section.name()?.to_owned();
        let Some(counterpart) = other.section_by_name(&name) else {
            differences.push(format!("{name}: only in the checked-in object"));
            continue;
        };
        let (then, now) = (section.data()?, counterpart.data()?);
        if then.len() != now.len() {
            differences.push(format!(
                "{name}: {} bytes checked in, {} rebuilt",
                then.len(),
                now.len()
            ));
        } else if then != now {
            let first = then
                .iter()
                .zip(now)
                .position(|(a, b)| a != b)
                .unwrap_or_default();
            differences.push(format!("{name}: from byte {first:#x}"));
        }
    }
    for section in other.sections() {
        let name = section.name()?;
        if one.section_by_name(name).is_none() {
            differences.push(format!("{name}: only in the rebuilt object"));
        }
    }
    Ok(differences)
}

#[cfg(test)]
mod tests {
    use object::{
        Architecture, BinaryFormat, Endianness, RelocationFlags, SectionKind, SymbolFlags,
        SymbolKind, SymbolScope,
        read::ObjectSymbol as _,
        write::{Object, Relocation, StandardSection, Symbol, SymbolSection},
    };

    use super::*;

    /// A BPF object with code, BTF and debug info, whose debug info has relocations of its own.
    fn small() -> Vec<u8> {
        let mut object = Object::new(BinaryFormat::Elf, Architecture::Bpf, Endianness::Little);
        let code = object.section_id(StandardSection::Text);
        object.append_section_data(code, &[0x95, 0, 0, 0, 0, 0, 0, 0], 8);
        let program = object.add_symbol(Symbol {
            name: b"program".to_vec(),
            value: 0,
            size: 8,
            kind: SymbolKind::Text,
            scope: SymbolScope::Dynamic,
            weak: false,
            section: SymbolSection::Section(code),
            flags: SymbolFlags::None,
        });
        for (name, kind) in [
            (&b".BTF"[..], SectionKind::Other),
            (b".debug_str", SectionKind::Debug),
            (b".debug_info", SectionKind::Debug),
        ] {
            let section = object.add_section(Vec::new(), name.to_vec(), kind);
            object.append_section_data(section, &[7; 16], 4);
            if name == b".debug_info" {
                let strings = object.section_symbol(section);
                for symbol in [program, strings] {
                    let relocation = Relocation {
                        offset: 0,
                        symbol,
                        addend: 0,
                        flags: RelocationFlags::Elf {
                            r_type: object::elf::R_BPF_64_64,
                        },
                    };
                    object.add_relocation(section, relocation).unwrap();
                }
            }
        }
        object.write().unwrap()
    }

    fn names(object: &[u8]) -> Vec<String> {
        let file = object::File::parse(object).unwrap();
        file.sections()
            .map(|section| section.name().unwrap().to_owned())
            .collect()
    }

    #[test]
    fn debug_info_goes_and_everything_else_stays() {
        let full = small();
        assert!(names(&full).iter().any(|name| name.contains(".debug_info")));
        let stripped = debug_info(&full).unwrap();
        let left = names(&stripped);
        assert!(
            !left.iter().any(|name| name.contains(".debug_")),
            "{left:?}"
        );
        for kept in [".text", ".BTF", ".symtab"] {
            assert!(left.iter().any(|name| name == kept), "{left:?}");
        }
        let file = object::File::parse(&*stripped).unwrap();
        let program = file.symbol_by_name("program").unwrap();
        assert_eq!(
            file.section_by_index(program.section_index().unwrap())
                .unwrap()
                .name(),
            Ok(".text")
        );
        assert_eq!(
            file.section_by_name(".BTF").unwrap().data(),
            Ok(&[7u8; 16][..])
        );
        assert_eq!(debug_info(&stripped).unwrap(), stripped);
    }

    #[test]
    fn differences_name_their_section() {
        let one = debug_info(&small()).unwrap();
        assert_eq!(differences(&one, &one), Ok(Vec::new()));
        let mut other = one.clone();
        let at = other
            .windows(8)
            .position(|bytes| bytes == [0x95, 0, 0, 0, 0, 0, 0, 0])
            .unwrap();
        other[at + 4] = 1;
        assert_eq!(
            differences(&one, &other),
            Ok(vec![".text: from byte 0x4".to_owned()])
        );
        let full = small();
        assert!(
            differences(&one, &full)
                .unwrap()
                .contains(&".debug_info: only in the rebuilt object".to_owned())
        );
    }
}
