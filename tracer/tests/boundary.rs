//! Holds the checked-in object against the types of tracer-common: what the kernel side was built
//! with is what this program reads.

use btf_rs::{Btf, Type};
use object::{Object as _, ObjectSection as _};
use tracer_common::layout::{ALL, Layout};

fn object_btf() -> Btf {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/bpf/passgate.bpf.o");
    let bytes = std::fs::read(path).unwrap();
    let file = object::File::parse(bytes.as_slice()).unwrap();
    Btf::from_bytes(file.section_by_name(".BTF").unwrap().data().unwrap()).unwrap()
}

/// Size and fields of a structure as BTF has them.
fn described(btf: &Btf, name: &str) -> Option<(usize, Vec<(String, usize)>)> {
    btf.resolve_types_by_name(name)
        .ok()?
        .into_iter()
        .find_map(|found| match found {
            Type::Struct(found) => {
                let field = |member: &btf_rs::Member| {
                    (
                        btf.resolve_name(member).unwrap_or_default(),
                        member.bit_offset() as usize / 8,
                    )
                };
                Some((found.size(), found.members.iter().map(field).collect()))
            }
            _ => None,
        })
}

#[test]
fn every_boundary_type_is_laid_out_in_the_object_as_here() {
    let btf = object_btf();
    for Layout { name, size, fields } in ALL {
        let found =
            described(&btf, name).unwrap_or_else(|| panic!("the object's BTF has no {name}"));
        let expected: Vec<(String, usize)> = fields
            .iter()
            .map(|(field, offset)| ((*field).to_owned(), *offset))
            .collect();
        assert_eq!(found, (*size, expected), "{name}");
    }
}

#[test]
fn every_boundary_type_is_listed() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../tracer-common/src");
    let mut declared = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        for line in text.lines() {
            // `pub struct Name [size] {`, the form that the macro takes.
            if let Some(rest) = line.trim_start().strip_prefix("pub struct ")
                && let Some((name, rest)) = rest.split_once(' ')
                && rest.starts_with('[')
            {
                assert!(
                    ALL.iter().any(|layout| layout.name == name),
                    "{name} is not in layout::ALL"
                );
                declared += 1;
            }
        }
    }
    assert_eq!(declared, ALL.len());
}
