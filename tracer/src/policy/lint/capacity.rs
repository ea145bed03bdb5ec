//! Rules about devices for whose labels there may be no room once they come.

use super::super::{
    compile::Compiled,
    diagnostic::{Diagnostic, Topic},
};
use crate::plural::counted;

/// A warning where rules name more devices than groups can be added: each that is there needs one.
pub(super) fn warning(compiled: &Compiled) -> Option<Diagnostic> {
    let (left, beyond) = compiled.groups_left();
    let rule = beyond?;
    let message = format!(
        "\"{}\" names devices for which there may be no room: beside {} there is room for {}",
        rule.name,
        counted(
            compiled.size().subjects,
            "kind of subject",
            "kinds of subjects"
        ),
        counted(left, "more group of devices", "more groups of devices"),
    );
    let help = "what finds no room is decided as if it were not resolved; join rules about the same devices, \
                or those that differ in their subject alone";
    Some(Diagnostic::warning(Topic::Capacity, rule.at, message).help(help))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::{compile::limits::Room, tests::policy};

    #[test]
    fn devices_for_which_there_may_be_no_room_are_told() {
        let rule = |name: &str| {
            format!("[[rule]]\ndevice = {{ family = 'uio', name = '{name}' }}\ndeny = '*'\n")
        };
        let policy = policy(&["a", "b", "a", "c"].map(rule).concat());
        let size = Compiled::whole(policy.clone(), 1).expect("room").size();
        let with_room_for = |more: usize| {
            let room = Room {
                who: (size.groups + more) * size.subjects,
                ..Room::KERNEL
            };
            warning(&Compiled::whole_within(policy.clone(), 1, room).expect("room"))
        };
        let told = with_room_for(2).expect("a warning");
        assert_eq!((told.topic, told.at), (Topic::Capacity, policy.rules[3].at));
        assert!(
            told.message.contains("room for 2 more groups"),
            "{}",
            told.message
        );
        assert_eq!(with_room_for(3), None);
    }
}
