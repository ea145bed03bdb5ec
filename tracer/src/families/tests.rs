//! What holds for every family.

mod disks;

use std::collections::{HashMap, HashSet};

use tracer_common::{
    count::entry,
    spec::{VARIANTS, call, flag},
};

use super::{decode::Given, *};
use crate::uapi::{self, Ioctl};

/// The number of a command in tables; None where none of them has it.
pub(super) fn number(tables: &[&[Command]], name: &str) -> Option<u32> {
    let mut all = tables.iter().copied().flatten();
    all.find(|command| command.name == name)
        .map(|command| command.number)
}

/// Ioctls of a header that no kind of a family has.
pub(super) fn lacking(family: &Family, header: &[Ioctl]) -> Vec<&'static str> {
    let has = |ioctl: &&Ioctl| {
        let mut kinds = family.kinds.iter();
        kinds.any(|kind| {
            let mut commands = kind.all_commands();
            commands.any(|command| command.number == ioctl.number && command.source == ioctl.header)
        })
    };
    let absent = header.iter().filter(|ioctl| !has(ioctl));
    absent.map(|ioctl| ioctl.name).collect()
}

/// A read, write or mapping of so many bytes, which may be read and written.
pub(super) fn of_length(entry: u8, number: u32, length: u32) -> Given<'static> {
    let mut words = [None; call::WORDS];
    words[usize::from(call::LENGTH)] = Some(length);
    words[usize::from(call::LENGTH_HIGH)] = Some(0);
    words[usize::from(call::MODE)] = Some(3);
    Given {
        entry,
        number,
        call: words,
        ..Given::default()
    }
}

/// How a command's argument is taken apart, by native and by 32-bit processes.
fn arguments(command: &'static Command) -> impl Iterator<Item = &'static Argument> {
    command.argument.into_iter().chain(command.compat)
}

#[test]
fn ids_count_from_one_and_find_their_kind() {
    for (expected, entry) in (1..).zip(kinds()) {
        assert_eq!(entry.id, expected);
        let found = kind(entry.id).expect("an id finds its kind");
        assert_eq!(
            (found.family.name, found.kind.name),
            (entry.family.name, entry.kind.name)
        );
    }
    assert!(kind(0).is_none(), "0 means no kind");
}

#[test]
fn names_are_unique_and_fit_filters() {
    let fits = |name: &str| {
        !name.is_empty()
            && name
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
    };
    let mut families = HashSet::new();
    for family in FAMILIES {
        assert!(
            fits(family.name) && families.insert(family.name),
            "{}",
            family.name
        );
        assert!(!family.title.is_empty());
        let mut kinds = HashSet::new();
        for kind in family.kinds {
            assert!(
                fits(kind.name) && kinds.insert(kind.name),
                "{} {}",
                family.name,
                kind.name
            );
            assert!(!kind.title.is_empty());
            for argument in kind.all_commands().flat_map(arguments) {
                for sub in argument.sub {
                    assert!(sub.group.is_empty() || fits(sub.group), "{}", sub.group);
                    for meaning in sub.meanings() {
                        assert!(fits(meaning.name), "{}.{}", sub.group, meaning.name);
                    }
                }
            }
        }
    }
}

#[test]
fn operations_recognise_one_kind_each() {
    let mut symbols: HashMap<&str, Vec<(Symbol, u16)>> = HashMap::new();
    for symbol in [&DISK_OPERATIONS].into_iter().chain(other::NO_DEVICES) {
        symbols.insert(symbol.name, vec![(*symbol, 0)]);
    }
    let mut numbers = HashSet::new();
    for entry in kinds() {
        // What has no operations of its own is known by its functions or by its number.
        let by_number = matches!(
            entry.kind.via,
            Via::Numbers(_) | Via::AnyCharacter | Via::AnyDisk
        );
        assert!(by_number || !entry.kind.operations.is_empty() || !entry.kind.probes.is_empty());
        if let Via::Numbers(majors) = entry.kind.via {
            for major in majors {
                assert!(numbers.insert(*major), "{major} tells two kinds");
            }
        }
        for symbol in entry.kind.operations {
            let known = symbols.entry(symbol.name).or_default();
            // Built in, only a neighbour tells one of a name from another driver's.
            let is_told = |(other, kind): &(Symbol, u16)| {
                other != symbol
                    && (*kind == entry.id || (other.near.is_some() && symbol.near.is_some()))
            };
            assert!(known.iter().all(is_told), "{} tells two kinds", symbol.name);
            known.push((*symbol, entry.id));
        }
    }
}

#[test]
fn no_kind_has_a_command_twice() {
    for Entry { kind, .. } in kinds() {
        let mut numbers = HashSet::new();
        let mut names = HashSet::new();
        for command in kind.all_commands() {
            for entry in command.entries.iter() {
                let number = command.number & kind.command_mask;
                let what = format!("{}: {entry} {} {number:#x}", kind.name, command.name);
                assert!(numbers.insert((entry, number)), "{what}");
                assert!(names.insert((entry, command.name)), "{what}");
                let found = kind.command(entry, number).map(|found| found.name);
                assert_eq!(found, Some(command.name));
            }
        }
    }
}

#[test]
fn every_spec_can_be_interpreted() {
    let mut keys = HashSet::new();
    for (key, spec) in specs() {
        assert!(spec.is_valid_for(key.entry), "{key:?}");
        assert!(
            spec.sub.bits > 0 || spec.amount[0].bits > 0 || spec.flags & flag::HELD != 0,
            "{key:?}: a spec without a sub-command or an amount has no use"
        );
        assert!(
            spec.flags & flag::HELD == 0 || key.variant == 0,
            "{key:?}: only the first form tells what is held"
        );
        let is_attribute = |kind: &Kind| {
            kind.probes
                .iter()
                .any(|probe| matches!(probe.call, Call::AttributeWrite | Call::WriteIter))
        };
        assert!(
            key.entry != entry::WRITE
                || spec.reads_nothing()
                || kind(key.kind).is_some_and(|entry| !is_attribute(entry.kind)),
            "{key:?}: what is written to attributes, or from several buffers, is not read"
        );
        assert!(key.variant < VARIANTS, "{key:?}: too many forms");
        assert!(keys.insert(key), "{key:?} twice");
    }
    assert!(!keys.is_empty());
}

#[test]
fn every_detail_lies_in_what_is_copied() {
    let tables: HashMap<_, Vec<_>> = details().fold(HashMap::new(), |mut tables, (key, field)| {
        tables.entry(key.table).or_insert_with(Vec::new).push(field);
        tables
    });
    let mut seen = 0;
    for (key, spec) in specs() {
        for field in tables.get(&spec.details).into_iter().flatten() {
            assert!(spec.takes(*field), "{key:?}: {field:?}");
            seen += 1;
        }
    }
    assert!(seen > 100, "{seen}");
}

#[test]
fn details_of_one_code_lie_in_one_place() {
    let commands = kinds().flat_map(|entry| entry.kind.all_commands());
    for argument in commands.flat_map(arguments) {
        let places = argument.details();
        for detail in argument.sub.iter().flat_map(|sub| sub.details) {
            let mut field = detail.field;
            if let Some(nested) = &detail.values.nested {
                field = field.nesting();
                let place = (1, nested.value.into(), nested.field);
                assert!(places.contains(&place), "{detail:?}");
            }
            assert!(places.contains(&(0, detail.sub, field)), "{detail:?}");
        }
    }
}

#[test]
fn every_class_names_its_source_and_every_unknown_its_reason() {
    let says_why = |class, note: Option<&str>| class != Class::Unknown || note.is_some();
    for Entry { kind, .. } in kinds() {
        for command in kind.all_commands() {
            assert!(!command.source.is_empty(), "{}", command.name);
            if command
                .argument
                .is_none_or(|argument| argument.sub.is_empty())
            {
                assert!(says_why(command.class, command.note), "{}", command.name);
            }
            for argument in arguments(command) {
                for spec in [&argument.spec].into_iter().chain(argument.alternatives) {
                    assert_eq!(argument.second.is_some(), spec.second.bits > 0);
                }
                for sub in argument.sub {
                    for meaning in sub.meanings() {
                        assert!(!meaning.source.is_empty(), "{meaning:?}");
                        assert!(says_why(meaning.class, meaning.note), "{meaning:?}");
                    }
                }
            }
        }
    }
}

#[test]
fn no_table_names_a_code_twice_and_ranges_do_not_meet() {
    for argument in kinds()
        .flat_map(|e| e.kind.all_commands())
        .flat_map(arguments)
    {
        for sub in argument.sub {
            for table in sub.tables {
                let mut codes = HashSet::new();
                let mut names = HashSet::new();
                for (code, name) in table.codes {
                    assert!(codes.insert(code), "{}.{name} {code:#x}", sub.group);
                    assert!(names.insert(name), "{}.{name}", sub.group);
                    // A range is of what no table has, which is as open.
                    let mut around = sub.ranges.iter().filter(|range| range.codes.contains(code));
                    assert!(around.all(|range| range.class == table.class), "{name}");
                }
            }
            for (index, range) in sub.ranges.iter().enumerate() {
                for other in &sub.ranges[index + 1..] {
                    assert!(
                        range.codes.end() < other.codes.start()
                            || other.codes.end() < range.codes.start()
                    );
                }
            }
        }
    }
}

#[test]
fn numbers_are_compared_under_the_mask_of_the_kind() {
    const COMMANDS: &[Command] = &[Command::plain("X", 0x4030_4e42, Class::Driver, "none")];
    let masked = Kind {
        name: "x",
        title: "x",
        via: Via::Operations,
        operations: &[],
        command_mask: 0xffff,
        commands: &[COMMANDS],
        ..Kind::NONE
    };
    assert!(masked.command(entry::IOCTL, 0x4e42).is_some());
    assert!(masked.command(entry::IOCTL, 0xc048_4e42).is_some());
    assert!(masked.command(entry::IOCTL, 0x4e43).is_none());
    assert!(
        masked
            .command(entry::WRITE, 0x4e42)
            .is_some_and(|any| any.name == "write")
    );
}

#[test]
fn the_first_families_keep_their_ids() {
    let first: Vec<_> = kinds()
        .take(8)
        .map(|entry| format!("{} {} {}", entry.id, entry.family.name, entry.kind.name))
        .collect();
    assert_eq!(
        first,
        [
            "1 nvme controller",
            "2 nvme generic",
            "3 nvme disk",
            "4 scsi sg",
            "5 scsi bsg",
            "6 scsi disk",
            "7 scsi optical",
            "8 scsi tape"
        ]
    );
}

#[test]
fn a_function_is_one_call_of_one_kind() {
    let mut functions = HashSet::new();
    for Entry { kind, .. } in kinds() {
        for probe in kind.probes {
            assert!(functions.insert(probe.function), "{:?}", probe.function);
        }
    }
}

#[test]
fn what_counts_reads_and_writes_has_a_function_to_count_them_at() {
    for Entry { family, kind, .. } in kinds() {
        let calls = |any: &[Call]| {
            let mut probes = kind.probes.iter();
            probes.any(|probe| any.contains(&probe.call))
        };
        for command in kind.all_commands() {
            for entry in command.entries.iter() {
                let counted = match entry {
                    entry::READ => calls(&[Call::Read, Call::AttributeRead]),
                    entry::WRITE => calls(&[Call::Write, Call::WriteIter, Call::AttributeWrite]),
                    _ => true,
                };
                // Both kinds of a TPM's files go through the functions of the first.
                assert!(
                    counted || family.name == "tpm",
                    "{} {}",
                    family.name,
                    command.name
                );
            }
        }
    }
}

#[test]
fn headers_of_virtual_machines_and_shared_memory_are_complete() {
    let headers: [(&Family, &[Ioctl], &[&str]); 12] = [
        (&vfio::FAMILY, &uapi::vfio::ALL, &[]),
        (&iommufd::FAMILY, &uapi::iommufd::ALL, &[]),
        (&vhost::FAMILY, &uapi::vhost::ALL, &[]),
        (&vhost::FAMILY, &uapi::vduse::ALL, &[]),
        (&fwctl::FAMILY, &uapi::fwctl::ALL, &[]),
        (&cxl::FAMILY, &uapi::cxl_mem::ALL, &[]),
        (&rdma::FAMILY, &uapi::rdma_user_ioctl::ALL, &[]),
        (&rdma::FAMILY, &uapi::rdma_user_ioctl_cmds::ALL, &[]),
        (&dma_buf::FAMILY, &uapi::dma_buf::ALL, &[]),
        (&dma_heap::FAMILY, &uapi::dma_heap::ALL, &[]),
        (&dma_heap::FAMILY, &uapi::udmabuf::ALL, &[]),
        (&dma_buf::FAMILY, &uapi::sync_file::ALL, &[]),
    ];
    for (family, header, other) in headers {
        assert_eq!(lacking(family, header), other, "{}", family.name);
    }
    // The family is that of x86: these are of other architectures.
    for name in lacking(&kvm::FAMILY, &uapi::kvm::ALL) {
        let elsewhere = ["KVM_S390_", "KVM_PPC_", "KVM_ARM_"];
        assert!(
            elsewhere.iter().any(|prefix| name.starts_with(prefix)) || name == "KVM_DIRTY_TLB",
            "{name}"
        );
    }
}

/// Every ioctl of these headers is in a table of its family. What is left out has a reason.
#[test]
fn the_tables_have_every_ioctl_of_their_headers() {
    use crate::uapi::*;

    let families: &[(&str, &[&[Ioctl]])] = &[
        (
            "v4l2",
            &[
                &videodev2::ALL,
                &v4l2_subdev::ALL,
                &uvcvideo::ALL,
                &omap3isp::ALL,
                &am437x_vpfe::ALL,
                &ivtv::ALL,
            ],
        ),
        (
            "media",
            &[
                &media::ALL,
                &cec::ALL,
                &lirc::ALL,
                &dvb_frontend::ALL,
                &dvb_dmx::ALL,
                &dvb_ca::ALL,
                &dvb_net::ALL,
                &dvb_audio::ALL,
                &dvb_video::ALL,
                &dvb_osd::ALL,
            ],
        ),
        (
            "usb",
            &[
                &usbdevice_fs::ALL,
                &usb_tmc::ALL,
                &usb_cdc_wdm::ALL,
                &usb_raw_gadget::ALL,
            ],
        ),
        ("hid", &[&hidraw::ALL, &hiddev::ALL]),
        ("ipmi", &[&ipmi::ALL, &bt_bmc::ALL, &ipmi_bmc::ALL]),
        ("tpm", &[&vtpm_proxy::ALL]),
        ("mei", &[&mei::ALL, &issei::ALL]),
        ("i2c", &[&i2c_dev::ALL]),
        ("spi", &[&spi_spidev::ALL]),
        ("gpio", &[&gpio::ALL, &pwm::ALL]),
        ("mtd", &[&mtd_abi::ALL, &ubi_user::ALL]),
        ("pci", &[&pci::ALL, &switchtec_ioctl::ALL, &pcitest::ALL]),
        ("scsi", &[&chio::ALL]),
        ("block", &[&fd::ALL, &blk_crypto::ALL]),
        ("firewire", &[&firewire_cdev::ALL]),
        ("watchdog", &[&watchdog::ALL]),
        ("tee", &[&tee::ALL]),
        (
            "confidential",
            &[
                &psp_sev::ALL,
                &psp_dbc::ALL,
                &psp_sfs::ALL,
                &asm_sgx::ALL,
                &sev_guest::ALL,
                &tdx_guest::ALL,
                &nitro_enclaves::ALL,
                &nsm::ALL,
            ],
        ),
        (
            "coprocessor",
            &[
                &genwqe_genwqe_card::ALL,
                &fpga_dfl::ALL,
                &misc_fastrpc::ALL,
                &misc_uacce_uacce::ALL,
                &misc_uacce_hisi_qm::ALL,
                &misc_ocxl::ALL,
                &misc_bcm_vk::ALL,
                &misc_xilinx_sdfec::ALL,
                &misc_mrvl_cn10k_dpi::ALL,
                &rpmsg::ALL,
                &remoteproc_cdev::ALL,
                &hsi_hsi_char::ALL,
                &hsi_cs_protocol::ALL,
            ],
        ),
        (
            "platform",
            &[
                &isst_if::ALL,
                &wmi::ALL,
                &misc_amd_apml::ALL,
                &fsi::ALL,
                &pfrut::ALL,
                &fsl_mc::ALL,
                &ndctl::ALL,
                &aspeed_lpc_ctrl::ALL,
                &aspeed_p2a_ctrl::ALL,
                &asm_amd_hsmp::ALL,
                &amd_pmf::ALL,
                &tps6594_pfsm::ALL,
                &toshiba::ALL,
                &surface_aggregator_cdev::ALL,
                &surface_aggregator_dtx::ALL,
            ],
        ),
        (
            "instrument",
            &[
                &comedi::ALL,
                &gpib_ioctl::ALL,
                &counter::ALL,
                &ptp_clock::ALL,
                &phantom::ALL,
            ],
        ),
        ("rapidio", &[&rio_mport_cdev::ALL, &rio_cm_cdev::ALL]),
    ];
    // Bounds, no ioctls.
    let left_out = ["HIDIOCTL_LAST", "I2C_RDWR_IOCTL_MAX_MSGS"];
    let mut seen = 0;
    for (name, headers) in families {
        let family = FAMILIES.iter().find(|family| family.name == *name);
        let kinds = family.expect("a family of that name").kinds;
        for ioctl in headers.iter().copied().flatten() {
            let known = kinds.iter().any(|kind| {
                let drivers = kind.by_driver.iter().map(|(driver, _)| *driver);
                kind.command(entry::IOCTL, ioctl.number).is_some()
                    || drivers.into_iter().any(|driver| {
                        kind.command_of(driver, entry::IOCTL, ioctl.number)
                            .is_some()
                    })
            });
            assert_eq!(
                known,
                !left_out.contains(&ioctl.name),
                "{name} {}",
                ioctl.name
            );
            seen += 1;
        }
    }
    assert!(seen > 500, "{seen}");
}

#[test]
fn every_kind_is_listed_or_says_why_not() {
    let unclear: Vec<String> = kinds()
        .filter(|Entry { kind, .. }| {
            let is_listed = !kind.sysfs.is_empty() || !kind.links.is_empty();
            is_listed != kind.hidden.is_empty()
        })
        .map(|Entry { family, kind, .. }| format!("{} {}", family.name, kind.name))
        .collect();
    assert!(unclear.is_empty(), "{unclear:?}");
}
