//! Which headers are read.

/// A header that the kernel exports.
pub(super) struct Selected {
    /// Its path, as programs include it.
    pub(super) path: &'static str,
    /// What the names of ioctls begin with that are plain numbers there, with the C expression that
    /// makes the ioctl's number of one, `$` standing for the name; no expression for those that are no
    /// ioctls. The first that fits is taken; one that ends in a space is a whole name.
    pub(super) plain: &'static [(&'static str, &'static str)],
    /// Macros that make an ioctl's number of a length or count, and an expression of each.
    pub(super) made: &'static [(&'static str, &'static str)],
    /// Headers that it needs and does not include.
    pub(super) also: &'static [&'static str],
    /// Ioctls whose numbers tell no size, and what they take.
    pub(super) takes: &'static [(&'static str, &'static str)],
}

impl Selected {
    /// The module that its table is.
    pub(super) fn module(&self) -> String {
        let stem = self.path.trim_end_matches(".h");
        let stem = stem.strip_prefix("linux/").unwrap_or(stem);
        let stem = stem.rsplit_once('/').map_or(stem, |(folder, name)| {
            if ["drm", "fwctl", "mtd", "rdma", "scsi"].contains(&folder) {
                name
            } else {
                stem
            }
        });
        match stem {
            // A word of Rust's own.
            "loop" => "loop_device".into(),
            _ => stem.replace(['/', '-'], "_"),
        }
    }
}

impl Selected {
    /// A header that needs another one.
    const fn with(self, also: &'static [&'static str]) -> Self {
        Self { also, ..self }
    }

    /// A header with ioctls whose numbers tell no size.
    const fn taking(self, takes: &'static [(&'static str, &'static str)]) -> Self {
        Self { takes, ..self }
    }
}

const fn header(path: &'static str) -> Selected {
    Selected {
        path,
        plain: &[],
        made: &[],
        also: &[],
        takes: &[],
    }
}

const fn plain(path: &'static str, plain: &'static [(&'static str, &'static str)]) -> Selected {
    Selected {
        path,
        plain,
        made: &[],
        also: &[],
        takes: &[],
    }
}

/// Each of them.
pub(super) const HEADERS: &[Selected] = &[
    header("linux/nvme_ioctl.h"),
    // Most other constants that begin like this are lengths and states.
    plain(
        "linux/cdrom.h",
        &[
            ("CDROMA", "$"),
            ("CDROMC", "$"),
            ("CDROME", "$"),
            ("CDROMG", "$"),
            ("CDROMM", "$"),
            ("CDROMP", "$"),
            ("CDROMR", "$"),
            ("CDROMS", "$"),
            ("CDROMV", "$"),
            ("CDROM_CHANGER", "$"),
            ("CDROM_CLEAR", "$"),
            ("CDROM_DEBUG", "$"),
            ("CDROM_DISC", "$"),
            ("CDROM_DRIVE", "$"),
            ("CDROM_GET", "$"),
            ("CDROM_LAST", "$"),
            ("CDROM_LOCKDOOR", "$"),
            ("CDROM_MEDIA", "$"),
            ("CDROM_NEXT", "$"),
            ("CDROM_SELECT", "$"),
            ("CDROM_SEND", "$"),
            ("CDROM_SET", "$"),
            ("CDROM_TIMED", "$"),
            ("DVD_AUTH ", "$"),
            ("DVD_READ_STRUCT", "$"),
            ("DVD_WRITE_STRUCT", "$"),
        ],
    )
    .taking(&[
        ("CDROMPLAYMSF", "struct cdrom_msf"),
        ("CDROMPLAYTRKIND", "struct cdrom_ti"),
        ("CDROMREADTOCHDR", "struct cdrom_tochdr"),
        ("CDROMREADTOCENTRY", "struct cdrom_tocentry"),
        ("CDROMVOLCTRL", "struct cdrom_volctrl"),
        ("CDROMVOLREAD", "struct cdrom_volctrl"),
        ("CDROMSUBCHNL", "struct cdrom_subchnl"),
        ("CDROMREADMODE2", "struct cdrom_msf"),
        ("CDROMREADMODE1", "struct cdrom_msf"),
        ("CDROMREADRAW", "struct cdrom_msf"),
        ("CDROMREADCOOKED", "struct cdrom_msf"),
        ("CDROMREADALL", "struct cdrom_msf"),
        ("CDROMSEEK", "struct cdrom_msf"),
        ("CDROMREADAUDIO", "struct cdrom_read_audio"),
        ("CDROMMULTISESSION", "struct cdrom_multisession"),
        ("CDROM_GET_MCN", "struct cdrom_mcn"),
        ("CDROMPLAYBLK", "struct cdrom_blk"),
        ("DVD_READ_STRUCT", "dvd_struct"),
        ("DVD_WRITE_STRUCT", "dvd_struct"),
        ("DVD_AUTH", "dvd_authinfo"),
        ("CDROM_SEND_PACKET", "struct cdrom_generic_command"),
        ("CDROM_NEXT_WRITABLE", "long"),
        ("CDROM_LAST_WRITTEN", "long"),
        (
            "CDROM_TIMED_MEDIA_CHANGE",
            "struct cdrom_timed_media_change_info",
        ),
    ]),
    header("linux/fs.h").with(&["linux/blktrace_api.h", "linux/fiemap.h"]),
    header("linux/blkpg.h").taking(&[("BLKPG", "struct blkpg_ioctl_arg")]),
    header("linux/blkzoned.h"),
    header("linux/blk-crypto.h"),
    header("linux/blkdev.h"),
    header("linux/fd.h"),
    plain(
        "linux/hdreg.h",
        &[
            ("HDIO_DRIVE_CMD ", "$"),
            ("HDIO_DRIVE_RESET", "$"),
            ("HDIO_DRIVE_TASK ", "$"),
            ("HDIO_DRIVE_TASKFILE", "$"),
            ("HDIO_GET", "$"),
            ("HDIO_OBSOLETE", "$"),
            ("HDIO_S", "$"),
            ("HDIO_TRISTATE", "$"),
            ("HDIO_UNREGISTER", "$"),
        ],
    )
    .taking(&[
        ("HDIO_GETGEO", "struct hd_geometry"),
        ("HDIO_GET_IDENTITY", "struct hd_driveid"),
    ]),
    header("linux/pr.h"),
    header("linux/sed-opal.h"),
    plain(
        "linux/loop.h",
        &[
            ("LOOP_SET_FD", "$"),
            ("LOOP_SET_STATUS ", "$"),
            ("LOOP_SET_STATUS64", "$"),
            ("LOOP_SET_CAPACITY", "$"),
            ("LOOP_SET_DIRECT_IO", "$"),
            ("LOOP_SET_BLOCK_SIZE", "$"),
            ("LOOP_CLR", "$"),
            ("LOOP_GET", "$"),
            ("LOOP_CHANGE", "$"),
            ("LOOP_CONFIGURE ", "$"),
            ("LOOP_CTL", "$"),
        ],
    )
    .taking(&[
        ("LOOP_SET_STATUS", "struct loop_info"),
        ("LOOP_GET_STATUS", "struct loop_info"),
        ("LOOP_SET_STATUS64", "struct loop_info64"),
        ("LOOP_GET_STATUS64", "struct loop_info64"),
        ("LOOP_CONFIGURE", "struct loop_config"),
    ]),
    header("linux/nbd.h"),
    header("linux/dm-ioctl.h"),
    plain(
        "linux/ublk_cmd.h",
        &[
            ("UBLK_CMD_", "$"),
            ("UBLK_IO_FETCH_REQ", "$"),
            ("UBLK_IO_COMMIT_AND_FETCH_REQ", "$"),
            ("UBLK_IO_NEED_GET_DATA", "$"),
        ],
    ),
    header("linux/raid/md_u.h").with(&["linux/major.h"]),
    header("linux/mmc/ioctl.h"),
    header("linux/mtio.h"),
    header("linux/vfio.h").taking(&[
        ("VFIO_GROUP_GET_STATUS", "struct vfio_group_status"),
        ("VFIO_DEVICE_GET_INFO", "struct vfio_device_info"),
        ("VFIO_DEVICE_GET_REGION_INFO", "struct vfio_region_info"),
        ("VFIO_DEVICE_GET_IRQ_INFO", "struct vfio_irq_info"),
        ("VFIO_DEVICE_SET_IRQS", "struct vfio_irq_set"),
        (
            "VFIO_DEVICE_GET_PCI_HOT_RESET_INFO",
            "struct vfio_pci_hot_reset_info",
        ),
        ("VFIO_DEVICE_PCI_HOT_RESET", "struct vfio_pci_hot_reset"),
        (
            "VFIO_DEVICE_QUERY_GFX_PLANE",
            "struct vfio_device_gfx_plane_info",
        ),
        ("VFIO_DEVICE_IOEVENTFD", "struct vfio_device_ioeventfd"),
        ("VFIO_DEVICE_FEATURE", "struct vfio_device_feature"),
        (
            "VFIO_DEVICE_BIND_IOMMUFD",
            "struct vfio_device_bind_iommufd",
        ),
        (
            "VFIO_DEVICE_ATTACH_IOMMUFD_PT",
            "struct vfio_device_attach_iommufd_pt",
        ),
        (
            "VFIO_DEVICE_DETACH_IOMMUFD_PT",
            "struct vfio_device_detach_iommufd_pt",
        ),
        ("VFIO_IOMMU_GET_INFO", "struct vfio_iommu_type1_info"),
        ("VFIO_IOMMU_MAP_DMA", "struct vfio_iommu_type1_dma_map"),
        ("VFIO_IOMMU_UNMAP_DMA", "struct vfio_iommu_type1_dma_unmap"),
        (
            "VFIO_IOMMU_DIRTY_PAGES",
            "struct vfio_iommu_type1_dirty_bitmap",
        ),
    ]),
    header("linux/iommufd.h").taking(&[
        ("IOMMU_DESTROY", "struct iommu_destroy"),
        ("IOMMU_IOAS_ALLOC", "struct iommu_ioas_alloc"),
        ("IOMMU_IOAS_ALLOW_IOVAS", "struct iommu_ioas_allow_iovas"),
        ("IOMMU_IOAS_COPY", "struct iommu_ioas_copy"),
        ("IOMMU_IOAS_IOVA_RANGES", "struct iommu_ioas_iova_ranges"),
        ("IOMMU_IOAS_MAP", "struct iommu_ioas_map"),
        ("IOMMU_IOAS_UNMAP", "struct iommu_ioas_unmap"),
        ("IOMMU_OPTION", "struct iommu_option"),
        ("IOMMU_VFIO_IOAS", "struct iommu_vfio_ioas"),
        ("IOMMU_HWPT_ALLOC", "struct iommu_hwpt_alloc"),
        ("IOMMU_GET_HW_INFO", "struct iommu_hw_info"),
        (
            "IOMMU_HWPT_SET_DIRTY_TRACKING",
            "struct iommu_hwpt_set_dirty_tracking",
        ),
        (
            "IOMMU_HWPT_GET_DIRTY_BITMAP",
            "struct iommu_hwpt_get_dirty_bitmap",
        ),
        ("IOMMU_HWPT_INVALIDATE", "struct iommu_hwpt_invalidate"),
        ("IOMMU_FAULT_QUEUE_ALLOC", "struct iommu_fault_alloc"),
        ("IOMMU_IOAS_MAP_FILE", "struct iommu_ioas_map_file"),
        ("IOMMU_VIOMMU_ALLOC", "struct iommu_viommu_alloc"),
        ("IOMMU_VDEVICE_ALLOC", "struct iommu_vdevice_alloc"),
        (
            "IOMMU_IOAS_CHANGE_PROCESS",
            "struct iommu_ioas_change_process",
        ),
        ("IOMMU_VEVENTQ_ALLOC", "struct iommu_veventq_alloc"),
        ("IOMMU_HW_QUEUE_ALLOC", "struct iommu_hw_queue_alloc"),
    ]),
    header("linux/vhost.h"),
    header("linux/vduse.h"),
    header("linux/kvm.h"),
    header("linux/psp-sev.h"),
    header("linux/sev-guest.h"),
    header("linux/tdx-guest.h"),
    header("linux/psp-sfs.h"),
    header("asm/sgx.h"),
    header("linux/nitro_enclaves.h"),
    header("linux/fsl_mc.h"),
    header("fwctl/fwctl.h").taking(&[
        ("FWCTL_INFO", "struct fwctl_info"),
        ("FWCTL_RPC", "struct fwctl_rpc"),
    ]),
    header("linux/cxl_mem.h"),
    header("linux/ndctl.h"),
    header("drm/drm.h"),
    header("drm/amdgpu_drm.h"),
    header("drm/amdxdna_accel.h"),
    header("drm/armada_drm.h"),
    header("drm/asahi_drm.h"),
    header("drm/ethosu_accel.h"),
    header("drm/etnaviv_drm.h"),
    header("drm/exynos_drm.h"),
    header("drm/habanalabs_accel.h"),
    header("drm/i915_drm.h"),
    header("drm/ivpu_accel.h"),
    header("drm/lima_drm.h"),
    header("drm/msm_drm.h"),
    header("drm/nouveau_drm.h"),
    Selected {
        path: "drm/nova_drm.h",
        plain: &[],
        made: &[
            (
                "DRM_IOCTL_NOVA_GETPARAM",
                "DRM_IOWR(DRM_COMMAND_BASE + DRM_NOVA_GETPARAM, struct drm_nova_getparam)",
            ),
            (
                "DRM_IOCTL_NOVA_GEM_CREATE",
                "DRM_IOWR(DRM_COMMAND_BASE + DRM_NOVA_GEM_CREATE, struct drm_nova_gem_create)",
            ),
            (
                "DRM_IOCTL_NOVA_GEM_INFO",
                "DRM_IOWR(DRM_COMMAND_BASE + DRM_NOVA_GEM_INFO, struct drm_nova_gem_info)",
            ),
        ],
        also: &[],
        takes: &[],
    },
    header("drm/omap_drm.h"),
    header("drm/panfrost_drm.h"),
    header("drm/panthor_drm.h"),
    header("drm/pvr_drm.h"),
    header("drm/qaic_accel.h"),
    header("drm/qxl_drm.h"),
    header("drm/radeon_drm.h"),
    header("drm/rocket_accel.h"),
    header("drm/tegra_drm.h"),
    header("drm/v3d_drm.h"),
    header("drm/vc4_drm.h"),
    header("drm/vgem_drm.h"),
    header("drm/virtgpu_drm.h"),
    plain(
        "drm/vmwgfx_drm.h",
        &[
            ("DRM_VMW_CURSOR_BYPASS_", ""),
            ("DRM_VMW_EVENT_", ""),
            ("DRM_VMW_EXECBUF_", ""),
            ("DRM_VMW_FE_", ""),
            ("DRM_VMW_FENCE_FLAG_", ""),
            ("DRM_VMW_MAX_", ""),
            ("DRM_VMW_PARAM_", ""),
            ("DRM_VMW_WAIT_", ""),
            ("DRM_VMW_", "0x6440 + $"),
        ],
    ),
    header("drm/xe_drm.h"),
    header("linux/kfd_ioctl.h"),
    header("linux/dma-buf.h"),
    header("linux/dma-heap.h"),
    header("linux/udmabuf.h"),
    header("linux/sync_file.h"),
    header("linux/videodev2.h"),
    header("linux/v4l2-subdev.h"),
    header("linux/uvcvideo.h"),
    header("linux/omap3isp.h"),
    header("linux/am437x-vpfe.h"),
    header("linux/ivtv.h").with(&["linux/videodev2.h"]),
    header("linux/media.h"),
    header("linux/cec.h"),
    header("linux/lirc.h"),
    header("linux/dvb/frontend.h"),
    header("linux/dvb/dmx.h"),
    header("linux/dvb/ca.h"),
    header("linux/dvb/net.h"),
    header("linux/dvb/audio.h"),
    header("linux/dvb/video.h"),
    header("linux/dvb/osd.h"),
    header("rdma/rdma_user_ioctl.h"),
    header("rdma/rdma_user_ioctl_cmds.h"),
    header("linux/usbdevice_fs.h"),
    header("linux/usb/tmc.h"),
    header("linux/usb/cdc-wdm.h"),
    header("linux/usb/raw_gadget.h"),
    header("linux/usb/functionfs.h"),
    Selected {
        path: "linux/hidraw.h",
        plain: &[],
        made: &[
            ("HIDIOCGRAWNAME", "HIDIOCGRAWNAME(0)"),
            ("HIDIOCGRAWPHYS", "HIDIOCGRAWPHYS(0)"),
            ("HIDIOCSFEATURE", "HIDIOCSFEATURE(0)"),
            ("HIDIOCGFEATURE", "HIDIOCGFEATURE(0)"),
            ("HIDIOCGRAWUNIQ", "HIDIOCGRAWUNIQ(0)"),
            ("HIDIOCSINPUT", "HIDIOCSINPUT(0)"),
            ("HIDIOCGINPUT", "HIDIOCGINPUT(0)"),
            ("HIDIOCSOUTPUT", "HIDIOCSOUTPUT(0)"),
            ("HIDIOCGOUTPUT", "HIDIOCGOUTPUT(0)"),
        ],
        also: &[],
        takes: &[],
    },
    header("linux/hiddev.h"),
    header("linux/ipmi.h"),
    header("linux/bt-bmc.h"),
    header("linux/ipmi_bmc.h"),
    header("linux/vtpm_proxy.h"),
    header("linux/mei.h"),
    header("linux/issei.h"),
    plain("linux/i2c-dev.h", &[("I2C_", "$")]),
    Selected {
        path: "linux/spi/spidev.h",
        plain: &[],
        made: &[("SPI_IOC_MESSAGE", "SPI_IOC_MESSAGE(0)")],
        also: &[],
        takes: &[],
    },
    header("mtd/mtd-abi.h"),
    header("mtd/ubi-user.h"),
    header("linux/gpio.h"),
    header("linux/pwm.h"),
    plain(
        "linux/pci.h",
        &[
            ("PCIIOC_CONTROLLER", "$"),
            ("PCIIOC_MMAP", "$"),
            ("PCIIOC_WRITE", "$"),
        ],
    ),
    header("linux/switchtec_ioctl.h"),
    header("linux/pcitest.h"),
    plain("linux/sockios.h", &[("SIOC", "$")]),
    header("linux/firewire-cdev.h"),
    header("linux/fpga-dfl.h"),
    header("linux/tee.h"),
    header("linux/remoteproc_cdev.h"),
    header("linux/rpmsg.h"),
    header("linux/isst_if.h"),
    header("linux/wmi.h"),
    header("linux/ptp_clock.h"),
    header("linux/counter.h"),
    header("linux/comedi.h"),
    header("linux/gpib_ioctl.h"),
    header("linux/genwqe/genwqe_card.h"),
    header("linux/misc/bcm_vk.h"),
    header("linux/nsm.h"),
    header("linux/phantom.h"),
    header("linux/hsi/cs-protocol.h"),
    header("linux/hsi/hsi_char.h"),
    header("linux/aspeed-lpc-ctrl.h"),
    header("linux/aspeed-p2a-ctrl.h"),
    header("linux/amd-pmf.h"),
    header("asm/amd_hsmp.h"),
    header("linux/tps6594_pfsm.h"),
    header("linux/toshiba.h"),
    header("linux/surface_aggregator/cdev.h"),
    header("linux/surface_aggregator/dtx.h"),
    header("linux/fsi.h"),
    header("misc/amd-apml.h"),
    header("misc/fastrpc.h"),
    header("misc/mrvl_cn10k_dpi.h"),
    header("misc/ocxl.h"),
    header("misc/uacce/uacce.h"),
    header("misc/uacce/hisi_qm.h"),
    header("misc/xilinx_sdfec.h"),
    header("linux/watchdog.h"),
    header("linux/rio_mport_cdev.h"),
    header("linux/rio_cm_cdev.h"),
    header("linux/cciss_ioctl.h"),
    header("linux/chio.h"),
    header("linux/pfrut.h"),
    header("linux/psp-dbc.h"),
    header("linux/ppdev.h"),
];
