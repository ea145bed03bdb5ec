//! `linux/omap3isp.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, member, taking};

const FROM: &str = "linux/omap3isp.h";

/// 0xc03856c1
pub const VIDIOC_OMAP3ISP_CCDC_CFG: Ioctl = taking(FROM, "VIDIOC_OMAP3ISP_CCDC_CFG", 0xc03856c1, &LAYOUT_OMAP3ISP_CCDC_UPDATE_CONFIG);
/// 0xc07056c2
pub const VIDIOC_OMAP3ISP_PRV_CFG: Ioctl = taking(FROM, "VIDIOC_OMAP3ISP_PRV_CFG", 0xc07056c2, &LAYOUT_OMAP3ISP_PREV_UPDATE_CONFIG);
/// 0xc02056c3
pub const VIDIOC_OMAP3ISP_AEWB_CFG: Ioctl = taking(FROM, "VIDIOC_OMAP3ISP_AEWB_CFG", 0xc02056c3, &LAYOUT_OMAP3ISP_H3A_AEWB_CONFIG);
/// 0xc03056c4
pub const VIDIOC_OMAP3ISP_HIST_CFG: Ioctl = taking(FROM, "VIDIOC_OMAP3ISP_HIST_CFG", 0xc03056c4, &LAYOUT_OMAP3ISP_HIST_CONFIG);
/// 0xc04c56c5
pub const VIDIOC_OMAP3ISP_AF_CFG: Ioctl = taking(FROM, "VIDIOC_OMAP3ISP_AF_CFG", 0xc04c56c5, &LAYOUT_OMAP3ISP_H3A_AF_CONFIG);
/// 0xc02856c6
pub const VIDIOC_OMAP3ISP_STAT_REQ: Ioctl = taking(FROM, "VIDIOC_OMAP3ISP_STAT_REQ", 0xc02856c6, &LAYOUT_OMAP3ISP_STAT_DATA);
/// 0xc00856c7
pub const VIDIOC_OMAP3ISP_STAT_EN: Ioctl = taking(FROM, "VIDIOC_OMAP3ISP_STAT_EN", 0xc00856c7, &LAYOUT_LONG_UNSIGNED_INT);

/// Each of them.
pub const ALL: [Ioctl; 7] = [
    VIDIOC_OMAP3ISP_CCDC_CFG, VIDIOC_OMAP3ISP_PRV_CFG, VIDIOC_OMAP3ISP_AEWB_CFG,
    VIDIOC_OMAP3ISP_HIST_CFG, VIDIOC_OMAP3ISP_AF_CFG, VIDIOC_OMAP3ISP_STAT_REQ,
    VIDIOC_OMAP3ISP_STAT_EN,
];

const LAYOUT_OMAP3ISP_CCDC_UPDATE_CONFIG: Layout = Layout {
    name: "struct omap3isp_ccdc_update_config",
    size: 56,
    members: &[
        member("update", 0, Unsigned(2)), member("flag", 2, Unsigned(2)),
        member("alawip", 4, Unsigned(4)), member("bclamp", 8, Pointer),
        member("blcomp", 16, Pointer), member("fpc", 24, Pointer),
        member("lsc_cfg", 32, Pointer), member("cull", 40, Pointer), member("lsc", 48, Pointer),
    ],
};

const LAYOUT_OMAP3ISP_PREV_UPDATE_CONFIG: Layout = Layout {
    name: "struct omap3isp_prev_update_config",
    size: 112,
    members: &[
        member("update", 0, Unsigned(4)), member("flag", 4, Unsigned(4)),
        member("shading_shift", 8, Unsigned(4)), member("luma", 16, Pointer),
        member("hmed", 24, Pointer), member("cfa", 32, Pointer), member("csup", 40, Pointer),
        member("wbal", 48, Pointer), member("blkadj", 56, Pointer),
        member("rgb2rgb", 64, Pointer), member("csc", 72, Pointer),
        member("yclimit", 80, Pointer), member("dcor", 88, Pointer), member("nf", 96, Pointer),
        member("gamma", 104, Pointer),
    ],
};

const LAYOUT_OMAP3ISP_H3A_AEWB_CONFIG: Layout = Layout {
    name: "struct omap3isp_h3a_aewb_config",
    size: 32,
    members: &[
        member("buf_size", 0, Unsigned(4)), member("config_counter", 4, Unsigned(2)),
        member("saturation_limit", 6, Unsigned(2)), member("win_height", 8, Unsigned(2)),
        member("win_width", 10, Unsigned(2)), member("ver_win_count", 12, Unsigned(2)),
        member("hor_win_count", 14, Unsigned(2)), member("ver_win_start", 16, Unsigned(2)),
        member("hor_win_start", 18, Unsigned(2)), member("blk_ver_win_start", 20, Unsigned(2)),
        member("blk_win_height", 22, Unsigned(2)), member("subsample_ver_inc", 24, Unsigned(2)),
        member("subsample_hor_inc", 26, Unsigned(2)), member("alaw_enable", 28, Unsigned(1)),
    ],
};

const LAYOUT_OMAP3ISP_HIST_CONFIG: Layout = Layout {
    name: "struct omap3isp_hist_config",
    size: 48,
    members: &[
        member("buf_size", 0, Unsigned(4)), member("config_counter", 4, Unsigned(2)),
        member("num_acc_frames", 6, Unsigned(1)), member("hist_bins", 8, Unsigned(2)),
        member("cfa", 10, Unsigned(1)), member("wg", 11, Array(1, 4)),
        member("num_regions", 15, Unsigned(1)), member("region", 16, Array(8, 4)),
    ],
};

const LAYOUT_OMAP3ISP_H3A_AF_CONFIG: Layout = Layout {
    name: "struct omap3isp_h3a_af_config",
    size: 76,
    members: &[
        member("buf_size", 0, Unsigned(4)), member("config_counter", 4, Unsigned(2)),
        member("hmf.enable", 6, Unsigned(1)), member("hmf.threshold", 7, Unsigned(1)),
        member("iir.h_start", 8, Unsigned(2)), member("iir.coeff_set0", 10, Array(2, 11)),
        member("iir.coeff_set1", 32, Array(2, 11)), member("paxel.h_start", 54, Unsigned(2)),
        member("paxel.v_start", 56, Unsigned(2)), member("paxel.width", 58, Unsigned(1)),
        member("paxel.height", 59, Unsigned(1)), member("paxel.h_cnt", 60, Unsigned(1)),
        member("paxel.v_cnt", 61, Unsigned(1)), member("paxel.line_inc", 62, Unsigned(1)),
        member("rgb_pos", 64, Unsigned(4)), member("fvmode", 68, Unsigned(4)),
        member("alaw_enable", 72, Unsigned(1)),
    ],
};

const LAYOUT_OMAP3ISP_STAT_DATA: Layout = Layout {
    name: "struct omap3isp_stat_data",
    size: 40,
    members: &[
        member("ts.tv_sec", 0, Signed(8)), member("ts.tv_usec", 8, Signed(8)),
        member("buf", 16, Pointer), member("buf_size", 24, Unsigned(4)),
        member("frame_number", 28, Unsigned(2)), member("cur_frame", 30, Unsigned(2)),
        member("config_counter", 32, Unsigned(2)),
    ],
};

const LAYOUT_LONG_UNSIGNED_INT: Layout = Layout {
    name: "long unsigned int",
    size: 8,
    members: &[
        member("", 0, Unsigned(8)),
    ],
};
