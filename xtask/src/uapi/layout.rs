//! How a structure lies in memory, from the type information that the compiler writes.

use std::fmt;

use btfparse::{ErrorKind, Offset, Readable, TypeInformation, TypeVariant};

/// Bytes of an argument that are described: what a trace copies of it.
const REACH: u32 = 256;

/// A structure.
pub(super) struct Layout {
    /// Its name in C.
    pub(super) name: String,
    /// Its size in bytes.
    pub(super) size: u32,
    pub(super) members: Vec<Member>,
}

/// A member that has no members of its own.
pub(super) struct Member {
    /// Its name, with those of the structures around it.
    pub(super) path: String,
    /// In bytes.
    pub(super) offset: u32,
    pub(super) form: Form,
}

/// What a member's bytes are.
#[derive(Clone, Copy)]
pub(super) enum Form {
    /// A number of so many bytes.
    Unsigned(u32),
    Signed(u32),
    /// Bits of the 8 bytes from the offset on: how many are before them, and how many they are.
    Bits(u32, u32),
    /// So many bytes of text.
    Text(u32),
    /// So many elements of so many bytes.
    Array(u32, u32),
    /// An address.
    Pointer,
}

impl fmt::Display for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unsigned(bytes) => write!(f, "Unsigned({bytes})"),
            Self::Signed(bytes) => write!(f, "Signed({bytes})"),
            Self::Bits(shift, bits) => write!(f, "Bits({shift}, {bits})"),
            Self::Text(bytes) => write!(f, "Text({bytes})"),
            Self::Array(bytes, count) => write!(f, "Array({bytes}, {count})"),
            Self::Pointer => write!(f, "Pointer"),
        }
    }
}

/// Types of a compiled file.
pub(super) struct Types(TypeInformation);

struct Bytes(Vec<u8>);

impl Readable for Bytes {
    fn read(&self, offset: u64, buffer: &mut [u8]) -> btfparse::Result<()> {
        let start = usize::try_from(offset).unwrap_or(usize::MAX);
        let end = start.saturating_add(buffer.len());
        let from = self.0.get(start..end).ok_or_else(|| {
            btfparse::Error::new(ErrorKind::IOError, "the type information ends early")
        })?;
        buffer.copy_from_slice(from);
        Ok(())
    }
}

impl Types {
    pub(super) fn parse(bytes: Vec<u8>) -> Result<Self, String> {
        TypeInformation::new(&Bytes(bytes))
            .map(Self)
            .map_err(|e| e.message().to_owned())
    }

    /// How that lies to which a member of `struct arguments` points.
    pub(super) fn layout(&self, member: &str) -> Option<Layout> {
        let id = self.0.get().iter().find_map(|(id, found)| match found {
            TypeVariant::Struct(found) if found.name().as_deref() == Some("arguments") => Some(*id),
            _ => None,
        })?;
        let TypeVariant::Struct(arguments) = self.0.from_id(id)? else {
            return None;
        };
        let list = arguments.member_list();
        let found = list
            .iter()
            .find(|found| found.name().as_deref() == Some(member))?;
        let target = self.0.pointee_tid(found.tid()).ok()?;
        let mut members = Vec::new();
        self.flatten(target, "", 0, &mut members);
        Some(Layout {
            name: self.name(target)?,
            size: u32::try_from(self.0.size_of(target).ok()?).ok()?,
            members,
        })
    }

    /// A type's name in C.
    fn name(&self, id: u32) -> Option<String> {
        match self.0.from_id(id)? {
            TypeVariant::Struct(found) => Some(format!("struct {}", found.name().as_ref()?)),
            TypeVariant::Union(found) => Some(format!("union {}", found.name().as_ref()?)),
            TypeVariant::Const(found) => self.name(*found.tid()),
            TypeVariant::Array(found) => {
                let element = self.name(*found.element_tid())?;
                Some(format!("{element}[{}]", found.element_count()))
            }
            TypeVariant::Ptr(_) => Some("pointer".into()),
            _ => self.0.name_of(id),
        }
    }

    /// Adds the members of a type that lies at an offset, in bytes.
    fn flatten(&self, id: u32, path: &str, offset: u32, into: &mut Vec<Member>) {
        let mut add = |form| {
            if offset < REACH {
                into.push(Member {
                    path: path.to_owned(),
                    offset,
                    form,
                });
            }
        };
        match self.0.from_id(id) {
            Some(TypeVariant::Typedef(found)) => self.flatten(*found.tid(), path, offset, into),
            Some(TypeVariant::Const(found)) => self.flatten(*found.tid(), path, offset, into),
            Some(TypeVariant::Volatile(found)) => self.flatten(*found.tid(), path, offset, into),
            Some(TypeVariant::Struct(found)) => {
                for member in found.member_list() {
                    self.member(
                        member.name(),
                        member.tid(),
                        member.offset(),
                        path,
                        offset,
                        into,
                    );
                }
            }
            // One of them stands for all: which one is meant, another member tells.
            Some(TypeVariant::Union(found)) => {
                if let Some(member) = found.member_list().iter().find(|m| self.has_size(m.tid())) {
                    self.member(
                        member.name(),
                        member.tid(),
                        member.offset(),
                        path,
                        offset,
                        into,
                    );
                }
            }
            Some(TypeVariant::Int(found)) => {
                let bytes = u32::try_from(*found.size()).unwrap_or(8);
                add(if *found.signed() {
                    Form::Signed(bytes)
                } else {
                    Form::Unsigned(bytes)
                });
            }
            Some(TypeVariant::Enum(_)) => add(Form::Unsigned(4)),
            Some(TypeVariant::Enum64(_)) => add(Form::Unsigned(8)),
            Some(TypeVariant::Ptr(_)) => add(Form::Pointer),
            Some(TypeVariant::Array(found)) => {
                let element = *found.element_tid();
                let bytes = self.0.size_of(element).unwrap_or(0);
                let bytes = u32::try_from(bytes).unwrap_or(0);
                if *found.element_count() == 0 || bytes == 0 {
                } else if self.is_character(element) {
                    add(Form::Text(*found.element_count()));
                } else {
                    add(Form::Array(bytes, *found.element_count()));
                }
            }
            _ => {}
        }
    }

    fn member(
        &self,
        name: Option<String>,
        id: u32,
        at: Offset,
        path: &str,
        offset: u32,
        into: &mut Vec<Member>,
    ) {
        let path = match (path, name.as_deref()) {
            (path, None | Some("")) => path.to_owned(),
            ("", Some(name)) => name.to_owned(),
            (path, Some(name)) => format!("{path}.{name}"),
        };
        match at {
            Offset::ByteOffset(at) => self.flatten(id, &path, offset + at, into),
            Offset::BitOffsetAndSize(at, 0) => self.flatten(id, &path, offset + at / 8, into),
            Offset::BitOffsetAndSize(at, bits) if offset + at / 8 < REACH => into.push(Member {
                path,
                offset: offset + at / 8,
                form: Form::Bits(at % 8, bits),
            }),
            Offset::BitOffsetAndSize(..) => {}
        }
    }

    fn has_size(&self, id: u32) -> bool {
        self.0.size_of(id).is_ok_and(|size| size > 0)
    }

    fn is_character(&self, id: u32) -> bool {
        match self.0.from_id(id) {
            Some(TypeVariant::Int(found)) => found.name().as_deref() == Some("char"),
            Some(TypeVariant::Const(found)) => self.is_character(*found.tid()),
            Some(TypeVariant::Typedef(found)) => self.is_character(*found.tid()),
            _ => false,
        }
    }
}
