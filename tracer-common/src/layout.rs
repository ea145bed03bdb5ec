//! The layouts of all boundary types, so that userspace can compare them with the BTF of an object
//! that was built at another time.

use crate::{count, held, identity, offsets, record, scope, spec};

/// A type's layout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Layout {
    /// Its name.
    pub name: &'static str,
    /// Its size in bytes.
    pub size: usize,
    /// Its fields in order, each with its offset in bytes.
    pub fields: &'static [(&'static str, usize)],
}

/// Every type that crosses the boundary.
pub const ALL: &[Layout] = &[
    count::CountKey::LAYOUT,
    count::CountValue::LAYOUT,
    held::Held::LAYOUT,
    held::HeldKey::LAYOUT,
    held::Pending::LAYOUT,
    identity::DeviceKey::LAYOUT,
    identity::DeviceValue::LAYOUT,
    identity::Recognition::LAYOUT,
    identity::SubjectKey::LAYOUT,
    offsets::Offsets::LAYOUT,
    record::CallSeen::LAYOUT,
    record::CommandSeen::LAYOUT,
    record::DeviceSeen::LAYOUT,
    record::Header::LAYOUT,
    record::Holding::LAYOUT,
    record::ModuleChanged::LAYOUT,
    record::SubjectSeen::LAYOUT,
    scope::Scope::LAYOUT,
    spec::ArgumentSpec::LAYOUT,
    spec::DetailKey::LAYOUT,
    spec::Field::LAYOUT,
    spec::SpecKey::LAYOUT,
];
