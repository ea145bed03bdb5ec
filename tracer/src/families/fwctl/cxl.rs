//! Requests to CXL devices (`fwctl/cxl.h`): struct fwctl_rpc_cxl is the opcode of a mailbox command,
//! flags, the payload's size, a reserved word and the payload.

use super::super::{Argument, Detail, SubCommands, cxl};
use super::{REQUEST, by_scope};

/// How a request is taken apart.
pub const RPC: Argument = Argument {
    sub: &by_scope(SubCommands {
        ranges: &[cxl::VENDOR],
        details: FEATURES,
        ..SubCommands::new("", cxl::OPCODES)
    }),
    second: Some("scope"),
    ..Argument::new(REQUEST)
};

/// The payload begins with the feature's UUID, of which the third word is the request's seventh.
pub(super) const FEATURES: &[Detail] = &[cxl::feature(0x0501, 6), cxl::feature(0x0502, 6)];

#[cfg(test)]
mod tests {
    use super::super::super::Class;
    use super::*;

    #[test]
    fn an_opcode_is_that_of_the_specification() {
        let named = |code| RPC.name(code, 0).map(|sub| (sub.name, sub.class));
        assert_eq!(
            named(0x0501),
            Some(("configuration.get-feature".into(), Class::Standard))
        );
        assert_eq!(
            named(0xc000),
            Some(("configuration.vendor".into(), Class::Opaque))
        );
        for scope in 0..4 {
            let feature = RPC.detail(0x0502, scope, 0xb8ba_b969);
            let feature = feature.map(|found| found.name);
            assert_eq!(feature, Some("error-check-scrub".into()), "{scope}");
        }
    }

    #[test]
    fn the_uuid_lies_behind_the_header() {
        // Four words of the header, and two of the UUID.
        let field = FEATURES[0].field;
        assert_eq!(field.word + REQUEST.sub.word, 4 + 2);
        assert!(field.word < REQUEST.pointed / 4);
    }
}
