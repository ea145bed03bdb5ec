//! What holds for VFIO.

use tracer_common::count::entry;

use super::*;

fn command(kind: usize, entry: u8, number: u32) -> &'static Command {
    FAMILY.kinds[kind]
        .command(entry, number)
        .expect("a command")
}

#[test]
fn regions_have_names_by_every_entry() {
    for (number, name) in (0..).zip(["bar0", "bar1", "bar2", "bar3", "bar4", "bar5"]) {
        for entry in [entry::READ, entry::WRITE, entry::MMAP] {
            let found = command(2, entry, number);
            assert_eq!((found.name, found.class), (name, Class::Opaque));
        }
    }
    let config = command(2, entry::WRITE, 7);
    let register = config.argument.and_then(|argument| argument.name(4, 0));
    assert_eq!(register.map(|sub| sub.name), Some("command".into()));
    assert_eq!(command(2, entry::READ, 9).name, "read");
}

#[test]
fn only_what_maps_memory_holds_it() {
    let words = |flags: u32| [32, flags, 0, 0, 0, 0, 4096, 0];
    let holds = |argument: &Argument, flags: u32| {
        let spec = [&argument.spec].into_iter().chain(argument.alternatives);
        let fits = |spec: &&ArgumentSpec| {
            words(flags)[usize::from(spec.guard_word)] & spec.guard_mask == spec.guard
        };
        spec.clone().find(fits).map(|spec| spec.flags)
    };
    assert_eq!(holds(&MAP_DMA, 3), Some(flag::WIDE | flag::HOLDS));
    assert_eq!(holds(&MAP_DMA, 4), Some(flag::WIDE));
    assert_eq!(holds(&UNMAP_DMA, 2), Some(flag::WIDE | flag::RELEASES));
    assert_eq!(holds(&UNMAP_DMA, 6), Some(flag::WIDE));
    assert_eq!(MAP_DMA.spec.amount.map(|field| field.word), [6, 7]);
    assert_eq!(UNMAP_DMA.spec.amount.map(|field| field.word), [4, 5]);
}
