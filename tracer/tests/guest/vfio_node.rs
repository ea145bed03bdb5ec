//! Userspace drivers by the device's own node and iommufd, beside the way by group and container.

use std::{process::Stdio, sync::OnceLock};

use crate::{
    Outcome, Test,
    client::{
        iommufd::{MAPPED, UNMAPPED},
        vfio::WINDOW,
    },
    ensure,
    expected::{Expected, only},
    need::Need,
    observe::{Observed, this},
    pci::{Bound, EDU},
    session::Session,
};

pub(crate) fn tests() -> Vec<Test> {
    // The kernel has no nodes of devices without iommufd.
    const NEEDS: &[Need] = &[Need::Driver("vfio-pci"), Need::File("/dev/iommu")];
    vec![
        Test::new("vfio_node::a_driver_of_edu", NEEDS, a_driver_of_edu),
        Test::new("vfio_node::its_address_space", NEEDS, its_address_space),
        Test::new(
            "vfio_node::the_same_device_as_by_group",
            NEEDS,
            the_same_device_as_by_group,
        ),
    ]
}

/// What was counted of one of the clients; the first caller runs them all.
fn counted(client: &str) -> Result<Observed, String> {
    static SESSION: OnceLock<Result<Session, String>> = OnceLock::new();
    let session = SESSION.get_or_init(|| {
        let _edu = Bound::to_vfio(EDU)?;
        let client = format!("{} client vfio", this());
        let clients = [
            ("by-node", format!("{client} drives-by-node {EDU}")),
            ("by-group", format!("{client} drives {EDU}")),
        ];
        Session::run(Stdio::null(), &clients)
    });
    session.as_ref().map_err(String::clone)?.of(client)
}

/// What a driver does with the device, however it came to it.
fn driven() -> Vec<Expected<'static>> {
    let window = Some(WINDOW as u64);
    let ioctl = |command, sub, calls| Expected(EDU, "ioctl", command, sub, calls, None);
    vec![
        ioctl("VFIO_DEVICE_GET_INFO", None, 1),
        ioctl("VFIO_DEVICE_GET_REGION_INFO", Some("bar0"), 1),
        Expected(EDU, "mmap", "bar0", Some("r"), 1, window),
        Expected(EDU, "mprotect", "mprotect", Some("rw"), 1, window),
        Expected(EDU, "read", "bar0", None, 1, Some(4)),
        Expected(EDU, "read", "config", Some("vendor-id"), 1, Some(2)),
        Expected(EDU, "read", "config", Some("command"), 1, Some(2)),
        Expected(EDU, "write", "config", Some("command"), 3, Some(6)),
        ioctl("VFIO_DEVICE_GET_IRQ_INFO", Some("msi"), 1),
        ioctl("VFIO_DEVICE_FEATURE", Some("migration"), 1),
        ioctl("VFIO_DEVICE_FEATURE", Some("dma-buf"), 1),
        ioctl("VFIO_DEVICE_RESET", None, 1),
    ]
}

/// Interrupts are set up twice, with other flags each time, which makes two rows.
fn interrupts(observed: &Observed) -> Outcome {
    let rows = observed
        .rows()
        .filter(|row| row["command"] == "VFIO_DEVICE_SET_IRQS" && row["sub"] == "msi");
    let calls: Vec<_> = rows.map(|row| row["calls"].as_u64()).collect();
    ensure!(
        calls == [Some(1), Some(1)],
        "interrupts were set up so: {calls:?}"
    );
    Ok(())
}

fn a_driver_of_edu() -> Outcome {
    let observed = counted("by-node")?;
    let ioctl = |command, calls| Expected(EDU, "ioctl", command, None, calls, None);
    let mut expected = driven();
    expected.extend([
        Expected(EDU, "open", "open", Some("rw"), 1, None),
        ioctl("VFIO_DEVICE_BIND_IOMMUFD", 1),
        ioctl("VFIO_DEVICE_ATTACH_IOMMUFD_PT", 2),
        ioctl("VFIO_DEVICE_DETACH_IOMMUFD_PT", 1),
    ]);
    for expected in expected {
        expected.check(&observed)?;
    }
    interrupts(&observed)?;
    Ok(observed.lossless()?)
}

/// What the driver did with /dev/iommu meanwhile.
fn its_address_space() -> Outcome {
    let observed = counted("by-node")?;
    let ioctl = |command, calls, bytes| Expected("iommu", "ioctl", command, None, calls, bytes);
    let typed = |command, sub| Expected("iommu", "ioctl", command, Some(sub), 1, Some(0));
    let maps = MAPPED.len() as u64;
    let expected = [
        Expected("iommu", "open", "open", Some("rw"), 1, None),
        ioctl("IOMMU_IOAS_ALLOC", 1, None),
        typed("IOMMU_GET_HW_INFO", "default"),
        typed("IOMMU_HWPT_ALLOC", "no-data"),
        ioctl("IOMMU_IOAS_MAP", maps, Some(MAPPED.iter().sum())),
        ioctl("IOMMU_IOAS_UNMAP", 1, Some(MAPPED[UNMAPPED])),
        ioctl("IOMMU_DESTROY", 1, None),
    ];
    only(&observed, "iommu", &expected)
}

/// Both ways lead to one device, which its address on the bus names.
fn the_same_device_as_by_group() -> Outcome {
    for client in ["by-node", "by-group"] {
        let observed = counted(client)?;
        for expected in driven() {
            expected.check(&observed)?;
        }
        interrupts(&observed)?;
        for row in observed.rows().filter(|row| row["device"]["name"] == EDU) {
            let device = &row["device"];
            ensure!(
                device["family"] == "vfio"
                    && device["bus"] == format!("pci {EDU}")
                    && device["driver"] == "vfio-pci"
                    && device["ids"] == "1234:11e8",
                "another device by {client}: {row}"
            );
        }
    }
    Ok(())
}
