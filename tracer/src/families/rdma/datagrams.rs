//! Management datagrams: their class, method and attribute (InfiniBand Architecture Specification, volume 1,
//! chapter 13).

use tracer_common::spec::{ArgumentSpec, Field};

use super::super::{Argument, Class, CodeRange, CodeTable, Detail, SubCommands, generic};

/// struct ib_user_mad: a header of 64 bytes and the datagram; before IB_USER_MAD_ENABLE_PKEY, which changes
/// that for the file, one of 56. The base version, 1, with which a datagram begins tells them apart: in the
/// shorter form a transaction's id lies where the longer has it, whose first byte is hardly ever 1.
pub(super) const DATAGRAM: Argument = Argument {
    alternatives: &[behind(56, 0xff), behind(64, 0)],
    sub: &[CLASSES],
    second: Some("method"),
    ..Argument::new(behind(64, 0xff))
};

const fn behind(header: u8, mask: u32) -> ArgumentSpec {
    ArgumentSpec {
        guard_word: header / 4,
        guard: 1 & mask,
        guard_mask: mask,
        sub: Field::at(header + 1, 8),
        second: Field::at(header + 3, 8),
        amount: generic::LENGTH,
        flags: generic::TRANSFER.spec.flags,
        ..ArgumentSpec::new(header as u16 + 20)
    }
}

const SOURCE: &str = "InfiniBand Architecture Specification 1.4, volume 1, section 13.4.4";

const CLASSES: SubCommands = SubCommands {
    ranges: &[
        vendor(0x09, 0x0f),
        application(0x13, 0x20),
        application(0x22, 0x2f),
        vendor(0x30, 0x4f),
    ],
    details: &[
        attribute(0x01, SUBNET),
        attribute(0x81, SUBNET),
        attribute(0x03, ADMINISTRATION),
        attribute(0x04, PERFORMANCE),
    ],
    ..SubCommands::new(
        "",
        &[standard(&[
            (0x01, "subnet-management"),
            (0x03, "subnet-administration"),
            (0x04, "performance-management"),
            (0x05, "baseboard-management"),
            (0x06, "device-management"),
            (0x07, "communication-management"),
            (0x08, "snmp"),
            (0x10, "device-administration"),
            (0x11, "boot-management"),
            (0x12, "bis"),
            (0x21, "congestion-control"),
            (0x81, "subnet-management-directed"),
        ])],
    )
};

const fn standard(codes: &'static [(u32, &'static str)]) -> CodeTable {
    CodeTable {
        source: SOURCE,
        class: Class::Standard,
        note: None,
        codes,
    }
}

const fn vendor(first: u32, last: u32) -> CodeRange {
    CodeRange {
        source: SOURCE,
        class: Class::Opaque,
        codes: first..=last,
        name: "vendor",
        note: None,
    }
}

const fn application(first: u32, last: u32) -> CodeRange {
    CodeRange {
        class: Class::Unknown,
        name: "application",
        note: Some("the specification leaves it to whoever has registered the class"),
        ..vendor(first, last)
    }
}

/// The attribute's id, in the datagram's fifth word, big-endian; the class is in the first.
const fn attribute(class: u32, values: SubCommands) -> Detail {
    Detail {
        sub: class,
        field: Field::big_endian_at(16, 16),
        values,
    }
}

const SUBNET: SubCommands = SubCommands::new(
    "",
    &[standard(&[
        (0x02, "notice"),
        (0x10, "node-description"),
        (0x11, "node-info"),
        (0x12, "switch-info"),
        (0x14, "guid-info"),
        (0x15, "port-info"),
        (0x16, "p-key-table"),
        (0x17, "sl-to-vl-mapping-table"),
        (0x18, "vl-arbitration-table"),
        (0x19, "linear-forwarding-table"),
        (0x1a, "random-forwarding-table"),
        (0x1b, "multicast-forwarding-table"),
        (0x20, "sm-info"),
        (0x30, "vendor-diag"),
        (0x31, "led-info"),
    ])],
)
.ranges(VENDOR_ATTRIBUTES);

const ADMINISTRATION: SubCommands = SubCommands::new(
    "",
    &[standard(&[
        (0x01, "class-port-info"),
        (0x02, "notice"),
        (0x03, "inform-info"),
        (0x11, "node-record"),
        (0x12, "port-info-record"),
        (0x13, "sl-to-vl-mapping-table-record"),
        (0x14, "switch-info-record"),
        (0x15, "linear-forwarding-table-record"),
        (0x17, "multicast-forwarding-table-record"),
        (0x18, "sm-info-record"),
        (0x20, "link-record"),
        (0x30, "guid-info-record"),
        (0x31, "service-record"),
        (0x33, "p-key-table-record"),
        (0x35, "path-record"),
        (0x36, "vl-arbitration-table-record"),
        (0x38, "mc-member-record"),
        (0x39, "trace-record"),
        (0x3a, "multi-path-record"),
        (0x3b, "service-association-record"),
        (0xf3, "inform-info-record"),
    ])],
);

const PERFORMANCE: SubCommands = SubCommands::new(
    "",
    &[standard(&[
        (0x01, "class-port-info"),
        (0x10, "port-samples-control"),
        (0x11, "port-samples-result"),
        (0x12, "port-counters"),
        (0x1d, "port-counters-extended"),
    ])],
);

/// Attributes of subnet management that vendors define.
const VENDOR_ATTRIBUTES: &[CodeRange] = &[vendor(0xff00, 0xffff)];

#[cfg(test)]
mod tests {
    use super::*;

    /// A request for the performance counters, behind a header.
    fn words(header: usize) -> Vec<u32> {
        let mut bytes = vec![0; header];
        bytes.extend([1, 0x04, 1, 0x01]);
        bytes.resize(header + 16, 0);
        bytes.extend([0x00, 0x12, 0, 0]);
        bytes.resize(128, 0);
        let word = |bytes: &[u8]| u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]);
        bytes.chunks(4).map(word).collect()
    }

    #[test]
    fn a_datagram_is_found_behind_either_header() {
        for header in [64, 56] {
            let words = words(header);
            let mut forms = [&DATAGRAM.spec].into_iter().chain(DATAGRAM.alternatives);
            let form = forms
                .find(|form| words[usize::from(form.guard_word)] & form.guard_mask == form.guard)
                .expect("a form");
            let value = |field: Field| field.extract(words[usize::from(field.word)]);
            let (class, method) = (value(form.sub), value(form.second));
            assert_eq!((class, method), (0x04, 0x01), "{header}");
            let detail = CLASSES.detail(class).expect("a detail").field;
            let attribute = value(Field {
                word: detail.word + form.sub.word,
                ..detail
            });
            let name = DATAGRAM.detail(class, method, attribute);
            assert_eq!(name.map(|found| found.name), Some("port-counters".into()));
        }
    }

    #[test]
    fn vendors_classes_are_opaque() {
        for class in [0x09, 0x30, 0x4f] {
            let found = DATAGRAM.name(class, 1).map(|found| found.class);
            assert_eq!(found, Some(Class::Opaque), "{class:#x}");
        }
    }
}
