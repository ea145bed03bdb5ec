//! The calls that there can be: one for each name that the families' tables have.

use tracer_common::{count::argument, policy::Call};

use super::{
    facts::{self, Device, Told},
    simulate,
};
use crate::families::{self, Command, generic};

/// A call with what it is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Possible {
    /// The command's name.
    pub command: &'static str,
    /// The most exact name of what it says.
    pub name: String,
    /// The call.
    pub call: Call,
}

/// The second field for which an argument's names hold.
fn second(when: Option<families::When>) -> u32 {
    when.map_or(0, |when| when.value)
}

/// Every call of a device's kind that has a name, and for each command that has an argument one that
/// cannot be read.
pub fn possible(device: &Device) -> Vec<Possible> {
    let Some(entry) = families::kind(device.kind) else {
        return Vec::new();
    };
    let own = entry.kind.by_driver.iter();
    let own = own.filter(|(driver, _)| device.driver().is_none_or(|known| known == *driver));
    let own = own.flat_map(|(_, tables)| tables.iter().copied().flatten());
    let mut all = Vec::new();
    for command in own.chain(entry.kind.all_commands()).chain(generic::CALLS) {
        for by in command.entries.iter() {
            let number = match command.number {
                generic::ANY => 0,
                number => facts::masked(Some(entry), by, number),
            };
            // What a command hides is no call of its own.
            let called = entry.kind.called(device.driver(), by, number);
            if called.is_some_and(|called| called.name != command.name) {
                continue;
            }
            for call in calls(command, by, number) {
                let told = Told::of(Some(entry), device.driver(), &call);
                all.push(Possible {
                    command: command.name,
                    name: simulate::name(&told),
                    call,
                });
            }
        }
    }
    all
}

fn calls(command: &'static Command, by: u8, number: u32) -> Vec<Call> {
    let plain = Call {
        entry: by,
        argument: argument::NONE,
        command: number,
        second: 0,
        sub: 0,
        detail: 0,
        amount: 0,
    };
    let Some(argument) = command.argument(by) else {
        return vec![plain];
    };
    let decoded = Call {
        argument: argument::DECODED,
        ..plain
    };
    let mut all = Vec::new();
    for names in argument.sub {
        let second = second(names.when);
        for meaning in names.meanings() {
            let sub = *meaning.codes.start();
            let call = Call {
                second,
                sub,
                ..decoded
            };
            match names.detail(sub) {
                Some(detail) => all.extend(detail.values.meanings().map(|value| Call {
                    detail: *value.codes.start(),
                    ..call
                })),
                None => all.push(call),
            }
        }
    }
    if all.is_empty() {
        all.push(decoded);
    }
    all.push(Call {
        argument: argument::UNREADABLE,
        ..plain
    });
    all
}
