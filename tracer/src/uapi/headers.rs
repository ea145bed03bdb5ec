//! The tables of all headers. Written by `cargo xtask uapi`.

use super::Ioctl;

#[rustfmt::skip]
pub mod am437x_vpfe;
#[rustfmt::skip]
pub mod amd_pmf;
#[rustfmt::skip]
pub mod amdgpu_drm;
#[rustfmt::skip]
pub mod amdxdna_accel;
#[rustfmt::skip]
pub mod armada_drm;
#[rustfmt::skip]
pub mod asahi_drm;
#[rustfmt::skip]
pub mod asm_amd_hsmp;
#[rustfmt::skip]
pub mod asm_sgx;
#[rustfmt::skip]
pub mod aspeed_lpc_ctrl;
#[rustfmt::skip]
pub mod aspeed_p2a_ctrl;
#[rustfmt::skip]
pub mod blk_crypto;
#[rustfmt::skip]
pub mod blkdev;
#[rustfmt::skip]
pub mod blkpg;
#[rustfmt::skip]
pub mod blkzoned;
#[rustfmt::skip]
pub mod bt_bmc;
#[rustfmt::skip]
pub mod cciss_ioctl;
#[rustfmt::skip]
pub mod cdrom;
#[rustfmt::skip]
pub mod cec;
#[rustfmt::skip]
pub mod chio;
#[rustfmt::skip]
pub mod comedi;
#[rustfmt::skip]
pub mod counter;
#[rustfmt::skip]
pub mod cxl_mem;
#[rustfmt::skip]
pub mod dm_ioctl;
#[rustfmt::skip]
pub mod dma_buf;
#[rustfmt::skip]
pub mod dma_heap;
#[rustfmt::skip]
pub mod drm;
#[rustfmt::skip]
pub mod dvb_audio;
#[rustfmt::skip]
pub mod dvb_ca;
#[rustfmt::skip]
pub mod dvb_dmx;
#[rustfmt::skip]
pub mod dvb_frontend;
#[rustfmt::skip]
pub mod dvb_net;
#[rustfmt::skip]
pub mod dvb_osd;
#[rustfmt::skip]
pub mod dvb_video;
#[rustfmt::skip]
pub mod ethosu_accel;
#[rustfmt::skip]
pub mod etnaviv_drm;
#[rustfmt::skip]
pub mod exynos_drm;
#[rustfmt::skip]
pub mod fd;
#[rustfmt::skip]
pub mod firewire_cdev;
#[rustfmt::skip]
pub mod fpga_dfl;
#[rustfmt::skip]
pub mod fs;
#[rustfmt::skip]
pub mod fsi;
#[rustfmt::skip]
pub mod fsl_mc;
#[rustfmt::skip]
pub mod fwctl;
#[rustfmt::skip]
pub mod genwqe_genwqe_card;
#[rustfmt::skip]
pub mod gpib_ioctl;
#[rustfmt::skip]
pub mod gpio;
#[rustfmt::skip]
pub mod habanalabs_accel;
#[rustfmt::skip]
pub mod hdreg;
#[rustfmt::skip]
pub mod hiddev;
#[rustfmt::skip]
pub mod hidraw;
#[rustfmt::skip]
pub mod hsi_cs_protocol;
#[rustfmt::skip]
pub mod hsi_hsi_char;
#[rustfmt::skip]
pub mod i2c_dev;
#[rustfmt::skip]
pub mod i915_drm;
#[rustfmt::skip]
pub mod iommufd;
#[rustfmt::skip]
pub mod ipmi;
#[rustfmt::skip]
pub mod ipmi_bmc;
#[rustfmt::skip]
pub mod issei;
#[rustfmt::skip]
pub mod isst_if;
#[rustfmt::skip]
pub mod ivpu_accel;
#[rustfmt::skip]
pub mod ivtv;
#[rustfmt::skip]
pub mod kfd_ioctl;
#[rustfmt::skip]
pub mod kvm;
#[rustfmt::skip]
pub mod lima_drm;
#[rustfmt::skip]
pub mod lirc;
#[rustfmt::skip]
pub mod loop_device;
#[rustfmt::skip]
pub mod media;
#[rustfmt::skip]
pub mod mei;
#[rustfmt::skip]
pub mod misc_amd_apml;
#[rustfmt::skip]
pub mod misc_bcm_vk;
#[rustfmt::skip]
pub mod misc_fastrpc;
#[rustfmt::skip]
pub mod misc_mrvl_cn10k_dpi;
#[rustfmt::skip]
pub mod misc_ocxl;
#[rustfmt::skip]
pub mod misc_uacce_hisi_qm;
#[rustfmt::skip]
pub mod misc_uacce_uacce;
#[rustfmt::skip]
pub mod misc_xilinx_sdfec;
#[rustfmt::skip]
pub mod mmc_ioctl;
#[rustfmt::skip]
pub mod msm_drm;
#[rustfmt::skip]
pub mod mtd_abi;
#[rustfmt::skip]
pub mod mtio;
#[rustfmt::skip]
pub mod nbd;
#[rustfmt::skip]
pub mod ndctl;
#[rustfmt::skip]
pub mod nitro_enclaves;
#[rustfmt::skip]
pub mod nouveau_drm;
#[rustfmt::skip]
pub mod nova_drm;
#[rustfmt::skip]
pub mod nsm;
#[rustfmt::skip]
pub mod nvme_ioctl;
#[rustfmt::skip]
pub mod omap3isp;
#[rustfmt::skip]
pub mod omap_drm;
#[rustfmt::skip]
pub mod panfrost_drm;
#[rustfmt::skip]
pub mod panthor_drm;
#[rustfmt::skip]
pub mod pci;
#[rustfmt::skip]
pub mod pcitest;
#[rustfmt::skip]
pub mod pfrut;
#[rustfmt::skip]
pub mod phantom;
#[rustfmt::skip]
pub mod ppdev;
#[rustfmt::skip]
pub mod pr;
#[rustfmt::skip]
pub mod psp_dbc;
#[rustfmt::skip]
pub mod psp_sev;
#[rustfmt::skip]
pub mod psp_sfs;
#[rustfmt::skip]
pub mod ptp_clock;
#[rustfmt::skip]
pub mod pvr_drm;
#[rustfmt::skip]
pub mod pwm;
#[rustfmt::skip]
pub mod qaic_accel;
#[rustfmt::skip]
pub mod qxl_drm;
#[rustfmt::skip]
pub mod radeon_drm;
#[rustfmt::skip]
pub mod raid_md_u;
#[rustfmt::skip]
pub mod rdma_user_ioctl;
#[rustfmt::skip]
pub mod rdma_user_ioctl_cmds;
#[rustfmt::skip]
pub mod remoteproc_cdev;
#[rustfmt::skip]
pub mod rio_cm_cdev;
#[rustfmt::skip]
pub mod rio_mport_cdev;
#[rustfmt::skip]
pub mod rocket_accel;
#[rustfmt::skip]
pub mod rpmsg;
#[rustfmt::skip]
pub mod sed_opal;
#[rustfmt::skip]
pub mod sev_guest;
#[rustfmt::skip]
pub mod sockios;
#[rustfmt::skip]
pub mod spi_spidev;
#[rustfmt::skip]
pub mod surface_aggregator_cdev;
#[rustfmt::skip]
pub mod surface_aggregator_dtx;
#[rustfmt::skip]
pub mod switchtec_ioctl;
#[rustfmt::skip]
pub mod sync_file;
#[rustfmt::skip]
pub mod tdx_guest;
#[rustfmt::skip]
pub mod tee;
#[rustfmt::skip]
pub mod tegra_drm;
#[rustfmt::skip]
pub mod toshiba;
#[rustfmt::skip]
pub mod tps6594_pfsm;
#[rustfmt::skip]
pub mod ubi_user;
#[rustfmt::skip]
pub mod ublk_cmd;
#[rustfmt::skip]
pub mod udmabuf;
#[rustfmt::skip]
pub mod usb_cdc_wdm;
#[rustfmt::skip]
pub mod usb_functionfs;
#[rustfmt::skip]
pub mod usb_raw_gadget;
#[rustfmt::skip]
pub mod usb_tmc;
#[rustfmt::skip]
pub mod usbdevice_fs;
#[rustfmt::skip]
pub mod uvcvideo;
#[rustfmt::skip]
pub mod v3d_drm;
#[rustfmt::skip]
pub mod v4l2_subdev;
#[rustfmt::skip]
pub mod vc4_drm;
#[rustfmt::skip]
pub mod vduse;
#[rustfmt::skip]
pub mod vfio;
#[rustfmt::skip]
pub mod vgem_drm;
#[rustfmt::skip]
pub mod vhost;
#[rustfmt::skip]
pub mod videodev2;
#[rustfmt::skip]
pub mod virtgpu_drm;
#[rustfmt::skip]
pub mod vmwgfx_drm;
#[rustfmt::skip]
pub mod vtpm_proxy;
#[rustfmt::skip]
pub mod watchdog;
#[rustfmt::skip]
pub mod wmi;
#[rustfmt::skip]
pub mod xe_drm;

/// Each of them.
pub const ALL: &[&[Ioctl]] = &[
    &am437x_vpfe::ALL,
    &amd_pmf::ALL,
    &amdgpu_drm::ALL,
    &amdxdna_accel::ALL,
    &armada_drm::ALL,
    &asahi_drm::ALL,
    &asm_amd_hsmp::ALL,
    &asm_sgx::ALL,
    &aspeed_lpc_ctrl::ALL,
    &aspeed_p2a_ctrl::ALL,
    &blk_crypto::ALL,
    &blkdev::ALL,
    &blkpg::ALL,
    &blkzoned::ALL,
    &bt_bmc::ALL,
    &cciss_ioctl::ALL,
    &cdrom::ALL,
    &cec::ALL,
    &chio::ALL,
    &comedi::ALL,
    &counter::ALL,
    &cxl_mem::ALL,
    &dm_ioctl::ALL,
    &dma_buf::ALL,
    &dma_heap::ALL,
    &drm::ALL,
    &dvb_audio::ALL,
    &dvb_ca::ALL,
    &dvb_dmx::ALL,
    &dvb_frontend::ALL,
    &dvb_net::ALL,
    &dvb_osd::ALL,
    &dvb_video::ALL,
    &ethosu_accel::ALL,
    &etnaviv_drm::ALL,
    &exynos_drm::ALL,
    &fd::ALL,
    &firewire_cdev::ALL,
    &fpga_dfl::ALL,
    &fs::ALL,
    &fsi::ALL,
    &fsl_mc::ALL,
    &fwctl::ALL,
    &genwqe_genwqe_card::ALL,
    &gpib_ioctl::ALL,
    &gpio::ALL,
    &habanalabs_accel::ALL,
    &hdreg::ALL,
    &hiddev::ALL,
    &hidraw::ALL,
    &hsi_cs_protocol::ALL,
    &hsi_hsi_char::ALL,
    &i2c_dev::ALL,
    &i915_drm::ALL,
    &iommufd::ALL,
    &ipmi::ALL,
    &ipmi_bmc::ALL,
    &issei::ALL,
    &isst_if::ALL,
    &ivpu_accel::ALL,
    &ivtv::ALL,
    &kfd_ioctl::ALL,
    &kvm::ALL,
    &lima_drm::ALL,
    &lirc::ALL,
    &loop_device::ALL,
    &media::ALL,
    &mei::ALL,
    &misc_amd_apml::ALL,
    &misc_bcm_vk::ALL,
    &misc_fastrpc::ALL,
    &misc_mrvl_cn10k_dpi::ALL,
    &misc_ocxl::ALL,
    &misc_uacce_hisi_qm::ALL,
    &misc_uacce_uacce::ALL,
    &misc_xilinx_sdfec::ALL,
    &mmc_ioctl::ALL,
    &msm_drm::ALL,
    &mtd_abi::ALL,
    &mtio::ALL,
    &nbd::ALL,
    &ndctl::ALL,
    &nitro_enclaves::ALL,
    &nouveau_drm::ALL,
    &nova_drm::ALL,
    &nsm::ALL,
    &nvme_ioctl::ALL,
    &omap3isp::ALL,
    &omap_drm::ALL,
    &panfrost_drm::ALL,
    &panthor_drm::ALL,
    &pci::ALL,
    &pcitest::ALL,
    &pfrut::ALL,
    &phantom::ALL,
    &ppdev::ALL,
    &pr::ALL,
    &psp_dbc::ALL,
    &psp_sev::ALL,
    &psp_sfs::ALL,
    &ptp_clock::ALL,
    &pvr_drm::ALL,
    &pwm::ALL,
    &qaic_accel::ALL,
    &qxl_drm::ALL,
    &radeon_drm::ALL,
    &raid_md_u::ALL,
    &rdma_user_ioctl::ALL,
    &rdma_user_ioctl_cmds::ALL,
    &remoteproc_cdev::ALL,
    &rio_cm_cdev::ALL,
    &rio_mport_cdev::ALL,
    &rocket_accel::ALL,
    &rpmsg::ALL,
    &sed_opal::ALL,
    &sev_guest::ALL,
    &sockios::ALL,
    &spi_spidev::ALL,
    &surface_aggregator_cdev::ALL,
    &surface_aggregator_dtx::ALL,
    &switchtec_ioctl::ALL,
    &sync_file::ALL,
    &tdx_guest::ALL,
    &tee::ALL,
    &tegra_drm::ALL,
    &toshiba::ALL,
    &tps6594_pfsm::ALL,
    &ubi_user::ALL,
    &ublk_cmd::ALL,
    &udmabuf::ALL,
    &usb_cdc_wdm::ALL,
    &usb_functionfs::ALL,
    &usb_raw_gadget::ALL,
    &usb_tmc::ALL,
    &usbdevice_fs::ALL,
    &uvcvideo::ALL,
    &v3d_drm::ALL,
    &v4l2_subdev::ALL,
    &vc4_drm::ALL,
    &vduse::ALL,
    &vfio::ALL,
    &vgem_drm::ALL,
    &vhost::ALL,
    &videodev2::ALL,
    &virtgpu_drm::ALL,
    &vmwgfx_drm::ALL,
    &vtpm_proxy::ALL,
    &watchdog::ALL,
    &wmi::ALL,
    &xe_drm::ALL,
];
