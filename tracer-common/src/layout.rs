//! The layouts of all boundary types, so that userspace can compare them with the BTF of an object
//! that was built at another time.

use crate::{authority, count, held, identity, offsets, policy, record, scope, spec};

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

/// Every type that crosses the boundary today.
pub const ALL: &[Layout] = &[
    authority::Authority::LAYOUT,
    authority::Executable::LAYOUT,
    authority::Inode::LAYOUT,
    count::CountKey::LAYOUT,
    count::CountValue::LAYOUT,
    held::Held::LAYOUT,
    held::HeldKey::LAYOUT,
    held::Pending::LAYOUT,
    identity::DeviceKey::LAYOUT,
    identity::DeviceValue::LAYOUT,
    identity::Node::LAYOUT,
    identity::Recognition::LAYOUT,
    identity::SocketCommands::LAYOUT,
    identity::SubjectKey::LAYOUT,
    offsets::Offsets::LAYOUT,
    record::CallSeen::LAYOUT,
    record::CallJudged::LAYOUT,
    record::CommandSeen::LAYOUT,
    record::DeviceSeen::LAYOUT,
    record::Header::LAYOUT,
    record::Holding::LAYOUT,
    record::ModuleChanged::LAYOUT,
    record::NodeAdded::LAYOUT,
    record::SubjectSeen::LAYOUT,
    scope::Scope::LAYOUT,
    spec::ArgumentSpec::LAYOUT,
    spec::DetailPlace::LAYOUT,
    spec::Field::LAYOUT,
    spec::SpecKey::LAYOUT,
    spec::SpecPlace::LAYOUT,
];

/// Those that will cross it once the kernel side decides: no object has them yet.
pub const DECIDING: &[Layout] = &[
    policy::Automaton::LAYOUT,
    policy::DeviceLabel::LAYOUT,
    policy::PolicyHeader::LAYOUT,
    policy::PolicyNode::LAYOUT,
    policy::PolicySegment::LAYOUT,
    policy::Verdict::LAYOUT,
];
