//! `drm/drm.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, ioctl, member, taking};

const FROM: &str = "drm/drm.h";

/// 0xc0406400
pub const DRM_IOCTL_VERSION: Ioctl = taking(FROM, "DRM_IOCTL_VERSION", 0xc0406400, &LAYOUT_DRM_VERSION);
/// 0xc0106401
pub const DRM_IOCTL_GET_UNIQUE: Ioctl = taking(FROM, "DRM_IOCTL_GET_UNIQUE", 0xc0106401, &LAYOUT_DRM_UNIQUE);
/// 0x80046402
pub const DRM_IOCTL_GET_MAGIC: Ioctl = taking(FROM, "DRM_IOCTL_GET_MAGIC", 0x80046402, &LAYOUT_DRM_AUTH);
/// 0xc0106403
pub const DRM_IOCTL_IRQ_BUSID: Ioctl = taking(FROM, "DRM_IOCTL_IRQ_BUSID", 0xc0106403, &LAYOUT_DRM_IRQ_BUSID);
/// 0xc0286404
pub const DRM_IOCTL_GET_MAP: Ioctl = taking(FROM, "DRM_IOCTL_GET_MAP", 0xc0286404, &LAYOUT_DRM_MAP);
/// 0xc0286405
pub const DRM_IOCTL_GET_CLIENT: Ioctl = taking(FROM, "DRM_IOCTL_GET_CLIENT", 0xc0286405, &LAYOUT_DRM_CLIENT);
/// 0x80f86406
pub const DRM_IOCTL_GET_STATS: Ioctl = taking(FROM, "DRM_IOCTL_GET_STATS", 0x80f86406, &LAYOUT_DRM_STATS);
/// 0xc0106407
pub const DRM_IOCTL_SET_VERSION: Ioctl = taking(FROM, "DRM_IOCTL_SET_VERSION", 0xc0106407, &LAYOUT_DRM_SET_VERSION);
/// 0x40086408
pub const DRM_IOCTL_MODESET_CTL: Ioctl = taking(FROM, "DRM_IOCTL_MODESET_CTL", 0x40086408, &LAYOUT_DRM_MODESET_CTL);
/// 0x40086409
pub const DRM_IOCTL_GEM_CLOSE: Ioctl = taking(FROM, "DRM_IOCTL_GEM_CLOSE", 0x40086409, &LAYOUT_DRM_GEM_CLOSE);
/// 0xc008640a
pub const DRM_IOCTL_GEM_FLINK: Ioctl = taking(FROM, "DRM_IOCTL_GEM_FLINK", 0xc008640a, &LAYOUT_DRM_GEM_FLINK);
/// 0xc010640b
pub const DRM_IOCTL_GEM_OPEN: Ioctl = taking(FROM, "DRM_IOCTL_GEM_OPEN", 0xc010640b, &LAYOUT_DRM_GEM_OPEN);
/// 0xc010640c
pub const DRM_IOCTL_GET_CAP: Ioctl = taking(FROM, "DRM_IOCTL_GET_CAP", 0xc010640c, &LAYOUT_DRM_GET_CAP);
/// 0x4010640d
pub const DRM_IOCTL_SET_CLIENT_CAP: Ioctl = taking(FROM, "DRM_IOCTL_SET_CLIENT_CAP", 0x4010640d, &LAYOUT_DRM_SET_CLIENT_CAP);
/// 0x40106410
pub const DRM_IOCTL_SET_UNIQUE: Ioctl = taking(FROM, "DRM_IOCTL_SET_UNIQUE", 0x40106410, &LAYOUT_DRM_UNIQUE);
/// 0x40046411
pub const DRM_IOCTL_AUTH_MAGIC: Ioctl = taking(FROM, "DRM_IOCTL_AUTH_MAGIC", 0x40046411, &LAYOUT_DRM_AUTH);
/// 0xc0046412
pub const DRM_IOCTL_BLOCK: Ioctl = taking(FROM, "DRM_IOCTL_BLOCK", 0xc0046412, &LAYOUT_DRM_BLOCK);
/// 0xc0046413
pub const DRM_IOCTL_UNBLOCK: Ioctl = taking(FROM, "DRM_IOCTL_UNBLOCK", 0xc0046413, &LAYOUT_DRM_BLOCK);
/// 0x40086414
pub const DRM_IOCTL_CONTROL: Ioctl = taking(FROM, "DRM_IOCTL_CONTROL", 0x40086414, &LAYOUT_DRM_CONTROL);
/// 0xc0286415
pub const DRM_IOCTL_ADD_MAP: Ioctl = taking(FROM, "DRM_IOCTL_ADD_MAP", 0xc0286415, &LAYOUT_DRM_MAP);
/// 0xc0206416
pub const DRM_IOCTL_ADD_BUFS: Ioctl = taking(FROM, "DRM_IOCTL_ADD_BUFS", 0xc0206416, &LAYOUT_DRM_BUF_DESC);
/// 0x40206417
pub const DRM_IOCTL_MARK_BUFS: Ioctl = taking(FROM, "DRM_IOCTL_MARK_BUFS", 0x40206417, &LAYOUT_DRM_BUF_DESC);
/// 0xc0106418
pub const DRM_IOCTL_INFO_BUFS: Ioctl = taking(FROM, "DRM_IOCTL_INFO_BUFS", 0xc0106418, &LAYOUT_DRM_BUF_INFO);
/// 0xc0186419
pub const DRM_IOCTL_MAP_BUFS: Ioctl = taking(FROM, "DRM_IOCTL_MAP_BUFS", 0xc0186419, &LAYOUT_DRM_BUF_MAP);
/// 0x4010641a
pub const DRM_IOCTL_FREE_BUFS: Ioctl = taking(FROM, "DRM_IOCTL_FREE_BUFS", 0x4010641a, &LAYOUT_DRM_BUF_FREE);
/// 0x4028641b
pub const DRM_IOCTL_RM_MAP: Ioctl = taking(FROM, "DRM_IOCTL_RM_MAP", 0x4028641b, &LAYOUT_DRM_MAP);
/// 0x4010641c
pub const DRM_IOCTL_SET_SAREA_CTX: Ioctl = taking(FROM, "DRM_IOCTL_SET_SAREA_CTX", 0x4010641c, &LAYOUT_DRM_CTX_PRIV_MAP);
/// 0xc010641d
pub const DRM_IOCTL_GET_SAREA_CTX: Ioctl = taking(FROM, "DRM_IOCTL_GET_SAREA_CTX", 0xc010641d, &LAYOUT_DRM_CTX_PRIV_MAP);
/// 0x641e
pub const DRM_IOCTL_SET_MASTER: Ioctl = ioctl(FROM, "DRM_IOCTL_SET_MASTER", 0x641e);
/// 0x641f
pub const DRM_IOCTL_DROP_MASTER: Ioctl = ioctl(FROM, "DRM_IOCTL_DROP_MASTER", 0x641f);
/// 0xc0086420
pub const DRM_IOCTL_ADD_CTX: Ioctl = taking(FROM, "DRM_IOCTL_ADD_CTX", 0xc0086420, &LAYOUT_DRM_CTX);
/// 0xc0086421
pub const DRM_IOCTL_RM_CTX: Ioctl = taking(FROM, "DRM_IOCTL_RM_CTX", 0xc0086421, &LAYOUT_DRM_CTX);
/// 0x40086422
pub const DRM_IOCTL_MOD_CTX: Ioctl = taking(FROM, "DRM_IOCTL_MOD_CTX", 0x40086422, &LAYOUT_DRM_CTX);
/// 0xc0086423
pub const DRM_IOCTL_GET_CTX: Ioctl = taking(FROM, "DRM_IOCTL_GET_CTX", 0xc0086423, &LAYOUT_DRM_CTX);
/// 0x40086424
pub const DRM_IOCTL_SWITCH_CTX: Ioctl = taking(FROM, "DRM_IOCTL_SWITCH_CTX", 0x40086424, &LAYOUT_DRM_CTX);
/// 0x40086425
pub const DRM_IOCTL_NEW_CTX: Ioctl = taking(FROM, "DRM_IOCTL_NEW_CTX", 0x40086425, &LAYOUT_DRM_CTX);
/// 0xc0106426
pub const DRM_IOCTL_RES_CTX: Ioctl = taking(FROM, "DRM_IOCTL_RES_CTX", 0xc0106426, &LAYOUT_DRM_CTX_RES);
/// 0xc0046427
pub const DRM_IOCTL_ADD_DRAW: Ioctl = taking(FROM, "DRM_IOCTL_ADD_DRAW", 0xc0046427, &LAYOUT_DRM_DRAW);
/// 0xc0046428
pub const DRM_IOCTL_RM_DRAW: Ioctl = taking(FROM, "DRM_IOCTL_RM_DRAW", 0xc0046428, &LAYOUT_DRM_DRAW);
/// 0xc0406429
pub const DRM_IOCTL_DMA: Ioctl = taking(FROM, "DRM_IOCTL_DMA", 0xc0406429, &LAYOUT_DRM_DMA);
/// 0x4008642a
pub const DRM_IOCTL_LOCK: Ioctl = taking(FROM, "DRM_IOCTL_LOCK", 0x4008642a, &LAYOUT_DRM_LOCK);
/// 0x4008642b
pub const DRM_IOCTL_UNLOCK: Ioctl = taking(FROM, "DRM_IOCTL_UNLOCK", 0x4008642b, &LAYOUT_DRM_LOCK);
/// 0x4008642c
pub const DRM_IOCTL_FINISH: Ioctl = taking(FROM, "DRM_IOCTL_FINISH", 0x4008642c, &LAYOUT_DRM_LOCK);
/// 0xc00c642d
pub const DRM_IOCTL_PRIME_HANDLE_TO_FD: Ioctl = taking(FROM, "DRM_IOCTL_PRIME_HANDLE_TO_FD", 0xc00c642d, &LAYOUT_DRM_PRIME_HANDLE);
/// 0xc00c642e
pub const DRM_IOCTL_PRIME_FD_TO_HANDLE: Ioctl = taking(FROM, "DRM_IOCTL_PRIME_FD_TO_HANDLE", 0xc00c642e, &LAYOUT_DRM_PRIME_HANDLE);
/// 0x6430
pub const DRM_IOCTL_AGP_ACQUIRE: Ioctl = ioctl(FROM, "DRM_IOCTL_AGP_ACQUIRE", 0x6430);
/// 0x6431
pub const DRM_IOCTL_AGP_RELEASE: Ioctl = ioctl(FROM, "DRM_IOCTL_AGP_RELEASE", 0x6431);
/// 0x40086432
pub const DRM_IOCTL_AGP_ENABLE: Ioctl = taking(FROM, "DRM_IOCTL_AGP_ENABLE", 0x40086432, &LAYOUT_DRM_AGP_MODE);
/// 0x80386433
pub const DRM_IOCTL_AGP_INFO: Ioctl = taking(FROM, "DRM_IOCTL_AGP_INFO", 0x80386433, &LAYOUT_DRM_AGP_INFO);
/// 0xc0206434
pub const DRM_IOCTL_AGP_ALLOC: Ioctl = taking(FROM, "DRM_IOCTL_AGP_ALLOC", 0xc0206434, &LAYOUT_DRM_AGP_BUFFER);
/// 0x40206435
pub const DRM_IOCTL_AGP_FREE: Ioctl = taking(FROM, "DRM_IOCTL_AGP_FREE", 0x40206435, &LAYOUT_DRM_AGP_BUFFER);
/// 0x40106436
pub const DRM_IOCTL_AGP_BIND: Ioctl = taking(FROM, "DRM_IOCTL_AGP_BIND", 0x40106436, &LAYOUT_DRM_AGP_BINDING);
/// 0x40106437
pub const DRM_IOCTL_AGP_UNBIND: Ioctl = taking(FROM, "DRM_IOCTL_AGP_UNBIND", 0x40106437, &LAYOUT_DRM_AGP_BINDING);
/// 0xc0106438
pub const DRM_IOCTL_SG_ALLOC: Ioctl = taking(FROM, "DRM_IOCTL_SG_ALLOC", 0xc0106438, &LAYOUT_DRM_SCATTER_GATHER);
/// 0x40106439
pub const DRM_IOCTL_SG_FREE: Ioctl = taking(FROM, "DRM_IOCTL_SG_FREE", 0x40106439, &LAYOUT_DRM_SCATTER_GATHER);
/// 0xc018643a
pub const DRM_IOCTL_WAIT_VBLANK: Ioctl = taking(FROM, "DRM_IOCTL_WAIT_VBLANK", 0xc018643a, &LAYOUT_UNION_DRM_WAIT_VBLANK);
/// 0xc018643b
pub const DRM_IOCTL_CRTC_GET_SEQUENCE: Ioctl = taking(FROM, "DRM_IOCTL_CRTC_GET_SEQUENCE", 0xc018643b, &LAYOUT_DRM_CRTC_GET_SEQUENCE);
/// 0xc018643c
pub const DRM_IOCTL_CRTC_QUEUE_SEQUENCE: Ioctl = taking(FROM, "DRM_IOCTL_CRTC_QUEUE_SEQUENCE", 0xc018643c, &LAYOUT_DRM_CRTC_QUEUE_SEQUENCE);
/// 0x4018643f
pub const DRM_IOCTL_UPDATE_DRAW: Ioctl = taking(FROM, "DRM_IOCTL_UPDATE_DRAW", 0x4018643f, &LAYOUT_DRM_UPDATE_DRAW);
/// 0xc04064a0
pub const DRM_IOCTL_MODE_GETRESOURCES: Ioctl = taking(FROM, "DRM_IOCTL_MODE_GETRESOURCES", 0xc04064a0, &LAYOUT_DRM_MODE_CARD_RES);
/// 0xc06864a1
pub const DRM_IOCTL_MODE_GETCRTC: Ioctl = taking(FROM, "DRM_IOCTL_MODE_GETCRTC", 0xc06864a1, &LAYOUT_DRM_MODE_CRTC);
/// 0xc06864a2
pub const DRM_IOCTL_MODE_SETCRTC: Ioctl = taking(FROM, "DRM_IOCTL_MODE_SETCRTC", 0xc06864a2, &LAYOUT_DRM_MODE_CRTC);
/// 0xc01c64a3
pub const DRM_IOCTL_MODE_CURSOR: Ioctl = taking(FROM, "DRM_IOCTL_MODE_CURSOR", 0xc01c64a3, &LAYOUT_DRM_MODE_CURSOR);
/// 0xc02064a4
pub const DRM_IOCTL_MODE_GETGAMMA: Ioctl = taking(FROM, "DRM_IOCTL_MODE_GETGAMMA", 0xc02064a4, &LAYOUT_DRM_MODE_CRTC_LUT);
/// 0xc02064a5
pub const DRM_IOCTL_MODE_SETGAMMA: Ioctl = taking(FROM, "DRM_IOCTL_MODE_SETGAMMA", 0xc02064a5, &LAYOUT_DRM_MODE_CRTC_LUT);
/// 0xc01464a6
pub const DRM_IOCTL_MODE_GETENCODER: Ioctl = taking(FROM, "DRM_IOCTL_MODE_GETENCODER", 0xc01464a6, &LAYOUT_DRM_MODE_GET_ENCODER);
/// 0xc05064a7
pub const DRM_IOCTL_MODE_GETCONNECTOR: Ioctl = taking(FROM, "DRM_IOCTL_MODE_GETCONNECTOR", 0xc05064a7, &LAYOUT_DRM_MODE_GET_CONNECTOR);
/// 0xc04864a8
pub const DRM_IOCTL_MODE_ATTACHMODE: Ioctl = taking(FROM, "DRM_IOCTL_MODE_ATTACHMODE", 0xc04864a8, &LAYOUT_DRM_MODE_MODE_CMD);
/// 0xc04864a9
pub const DRM_IOCTL_MODE_DETACHMODE: Ioctl = taking(FROM, "DRM_IOCTL_MODE_DETACHMODE", 0xc04864a9, &LAYOUT_DRM_MODE_MODE_CMD);
/// 0xc04064aa
pub const DRM_IOCTL_MODE_GETPROPERTY: Ioctl = taking(FROM, "DRM_IOCTL_MODE_GETPROPERTY", 0xc04064aa, &LAYOUT_DRM_MODE_GET_PROPERTY);
/// 0xc01064ab
pub const DRM_IOCTL_MODE_SETPROPERTY: Ioctl = taking(FROM, "DRM_IOCTL_MODE_SETPROPERTY", 0xc01064ab, &LAYOUT_DRM_MODE_CONNECTOR_SET_PROPERTY);
/// 0xc01064ac
pub const DRM_IOCTL_MODE_GETPROPBLOB: Ioctl = taking(FROM, "DRM_IOCTL_MODE_GETPROPBLOB", 0xc01064ac, &LAYOUT_DRM_MODE_GET_BLOB);
/// 0xc01c64ad
pub const DRM_IOCTL_MODE_GETFB: Ioctl = taking(FROM, "DRM_IOCTL_MODE_GETFB", 0xc01c64ad, &LAYOUT_DRM_MODE_FB_CMD);
/// 0xc01c64ae
pub const DRM_IOCTL_MODE_ADDFB: Ioctl = taking(FROM, "DRM_IOCTL_MODE_ADDFB", 0xc01c64ae, &LAYOUT_DRM_MODE_FB_CMD);
/// 0xc00464af
pub const DRM_IOCTL_MODE_RMFB: Ioctl = taking(FROM, "DRM_IOCTL_MODE_RMFB", 0xc00464af, &LAYOUT_UNSIGNED_INT);
/// 0xc01864b0
pub const DRM_IOCTL_MODE_PAGE_FLIP: Ioctl = taking(FROM, "DRM_IOCTL_MODE_PAGE_FLIP", 0xc01864b0, &LAYOUT_DRM_MODE_CRTC_PAGE_FLIP);
/// 0xc01864b1
pub const DRM_IOCTL_MODE_DIRTYFB: Ioctl = taking(FROM, "DRM_IOCTL_MODE_DIRTYFB", 0xc01864b1, &LAYOUT_DRM_MODE_FB_DIRTY_CMD);
/// 0xc02064b2
pub const DRM_IOCTL_MODE_CREATE_DUMB: Ioctl = taking(FROM, "DRM_IOCTL_MODE_CREATE_DUMB", 0xc02064b2, &LAYOUT_DRM_MODE_CREATE_DUMB);
/// 0xc01064b3
pub const DRM_IOCTL_MODE_MAP_DUMB: Ioctl = taking(FROM, "DRM_IOCTL_MODE_MAP_DUMB", 0xc01064b3, &LAYOUT_DRM_MODE_MAP_DUMB);
/// 0xc00464b4
pub const DRM_IOCTL_MODE_DESTROY_DUMB: Ioctl = taking(FROM, "DRM_IOCTL_MODE_DESTROY_DUMB", 0xc00464b4, &LAYOUT_DRM_MODE_DESTROY_DUMB);
/// 0xc01064b5
pub const DRM_IOCTL_MODE_GETPLANERESOURCES: Ioctl = taking(FROM, "DRM_IOCTL_MODE_GETPLANERESOURCES", 0xc01064b5, &LAYOUT_DRM_MODE_GET_PLANE_RES);
/// 0xc02064b6
pub const DRM_IOCTL_MODE_GETPLANE: Ioctl = taking(FROM, "DRM_IOCTL_MODE_GETPLANE", 0xc02064b6, &LAYOUT_DRM_MODE_GET_PLANE);
/// 0xc03064b7
pub const DRM_IOCTL_MODE_SETPLANE: Ioctl = taking(FROM, "DRM_IOCTL_MODE_SETPLANE", 0xc03064b7, &LAYOUT_DRM_MODE_SET_PLANE);
/// 0xc06864b8
pub const DRM_IOCTL_MODE_ADDFB2: Ioctl = taking(FROM, "DRM_IOCTL_MODE_ADDFB2", 0xc06864b8, &LAYOUT_DRM_MODE_FB_CMD2);
/// 0xc02064b9
pub const DRM_IOCTL_MODE_OBJ_GETPROPERTIES: Ioctl = taking(FROM, "DRM_IOCTL_MODE_OBJ_GETPROPERTIES", 0xc02064b9, &LAYOUT_DRM_MODE_OBJ_GET_PROPERTIES);
/// 0xc01864ba
pub const DRM_IOCTL_MODE_OBJ_SETPROPERTY: Ioctl = taking(FROM, "DRM_IOCTL_MODE_OBJ_SETPROPERTY", 0xc01864ba, &LAYOUT_DRM_MODE_OBJ_SET_PROPERTY);
/// 0xc02464bb
pub const DRM_IOCTL_MODE_CURSOR2: Ioctl = taking(FROM, "DRM_IOCTL_MODE_CURSOR2", 0xc02464bb, &LAYOUT_DRM_MODE_CURSOR2);
/// 0xc03864bc
pub const DRM_IOCTL_MODE_ATOMIC: Ioctl = taking(FROM, "DRM_IOCTL_MODE_ATOMIC", 0xc03864bc, &LAYOUT_DRM_MODE_ATOMIC);
/// 0xc01064bd
pub const DRM_IOCTL_MODE_CREATEPROPBLOB: Ioctl = taking(FROM, "DRM_IOCTL_MODE_CREATEPROPBLOB", 0xc01064bd, &LAYOUT_DRM_MODE_CREATE_BLOB);
/// 0xc00464be
pub const DRM_IOCTL_MODE_DESTROYPROPBLOB: Ioctl = taking(FROM, "DRM_IOCTL_MODE_DESTROYPROPBLOB", 0xc00464be, &LAYOUT_DRM_MODE_DESTROY_BLOB);
/// 0xc00864bf
pub const DRM_IOCTL_SYNCOBJ_CREATE: Ioctl = taking(FROM, "DRM_IOCTL_SYNCOBJ_CREATE", 0xc00864bf, &LAYOUT_DRM_SYNCOBJ_CREATE);
/// 0xc00864c0
pub const DRM_IOCTL_SYNCOBJ_DESTROY: Ioctl = taking(FROM, "DRM_IOCTL_SYNCOBJ_DESTROY", 0xc00864c0, &LAYOUT_DRM_SYNCOBJ_DESTROY);
/// 0xc01864c1
pub const DRM_IOCTL_SYNCOBJ_HANDLE_TO_FD: Ioctl = taking(FROM, "DRM_IOCTL_SYNCOBJ_HANDLE_TO_FD", 0xc01864c1, &LAYOUT_DRM_SYNCOBJ_HANDLE);
/// 0xc01864c2
pub const DRM_IOCTL_SYNCOBJ_FD_TO_HANDLE: Ioctl = taking(FROM, "DRM_IOCTL_SYNCOBJ_FD_TO_HANDLE", 0xc01864c2, &LAYOUT_DRM_SYNCOBJ_HANDLE);
/// 0xc02864c3
pub const DRM_IOCTL_SYNCOBJ_WAIT: Ioctl = taking(FROM, "DRM_IOCTL_SYNCOBJ_WAIT", 0xc02864c3, &LAYOUT_DRM_SYNCOBJ_WAIT);
/// 0xc01064c4
pub const DRM_IOCTL_SYNCOBJ_RESET: Ioctl = taking(FROM, "DRM_IOCTL_SYNCOBJ_RESET", 0xc01064c4, &LAYOUT_DRM_SYNCOBJ_ARRAY);
/// 0xc01064c5
pub const DRM_IOCTL_SYNCOBJ_SIGNAL: Ioctl = taking(FROM, "DRM_IOCTL_SYNCOBJ_SIGNAL", 0xc01064c5, &LAYOUT_DRM_SYNCOBJ_ARRAY);
/// 0xc01864c6
pub const DRM_IOCTL_MODE_CREATE_LEASE: Ioctl = taking(FROM, "DRM_IOCTL_MODE_CREATE_LEASE", 0xc01864c6, &LAYOUT_DRM_MODE_CREATE_LEASE);
/// 0xc01064c7
pub const DRM_IOCTL_MODE_LIST_LESSEES: Ioctl = taking(FROM, "DRM_IOCTL_MODE_LIST_LESSEES", 0xc01064c7, &LAYOUT_DRM_MODE_LIST_LESSEES);
/// 0xc01064c8
pub const DRM_IOCTL_MODE_GET_LEASE: Ioctl = taking(FROM, "DRM_IOCTL_MODE_GET_LEASE", 0xc01064c8, &LAYOUT_DRM_MODE_GET_LEASE);
/// 0xc00464c9
pub const DRM_IOCTL_MODE_REVOKE_LEASE: Ioctl = taking(FROM, "DRM_IOCTL_MODE_REVOKE_LEASE", 0xc00464c9, &LAYOUT_DRM_MODE_REVOKE_LEASE);
/// 0xc03064ca
pub const DRM_IOCTL_SYNCOBJ_TIMELINE_WAIT: Ioctl = taking(FROM, "DRM_IOCTL_SYNCOBJ_TIMELINE_WAIT", 0xc03064ca, &LAYOUT_DRM_SYNCOBJ_TIMELINE_WAIT);
/// 0xc01864cb
pub const DRM_IOCTL_SYNCOBJ_QUERY: Ioctl = taking(FROM, "DRM_IOCTL_SYNCOBJ_QUERY", 0xc01864cb, &LAYOUT_DRM_SYNCOBJ_TIMELINE_ARRAY);
/// 0xc02064cc
pub const DRM_IOCTL_SYNCOBJ_TRANSFER: Ioctl = taking(FROM, "DRM_IOCTL_SYNCOBJ_TRANSFER", 0xc02064cc, &LAYOUT_DRM_SYNCOBJ_TRANSFER);
/// 0xc01864cd
pub const DRM_IOCTL_SYNCOBJ_TIMELINE_SIGNAL: Ioctl = taking(FROM, "DRM_IOCTL_SYNCOBJ_TIMELINE_SIGNAL", 0xc01864cd, &LAYOUT_DRM_SYNCOBJ_TIMELINE_ARRAY);
/// 0xc06864ce
pub const DRM_IOCTL_MODE_GETFB2: Ioctl = taking(FROM, "DRM_IOCTL_MODE_GETFB2", 0xc06864ce, &LAYOUT_DRM_MODE_FB_CMD2);
/// 0xc01864cf
pub const DRM_IOCTL_SYNCOBJ_EVENTFD: Ioctl = taking(FROM, "DRM_IOCTL_SYNCOBJ_EVENTFD", 0xc01864cf, &LAYOUT_DRM_SYNCOBJ_EVENTFD);
/// 0xc00864d0
pub const DRM_IOCTL_MODE_CLOSEFB: Ioctl = taking(FROM, "DRM_IOCTL_MODE_CLOSEFB", 0xc00864d0, &LAYOUT_DRM_MODE_CLOSEFB);
/// 0xc01064d1
pub const DRM_IOCTL_SET_CLIENT_NAME: Ioctl = taking(FROM, "DRM_IOCTL_SET_CLIENT_NAME", 0xc01064d1, &LAYOUT_DRM_SET_CLIENT_NAME);
/// 0xc00864d2
pub const DRM_IOCTL_GEM_CHANGE_HANDLE: Ioctl = taking(FROM, "DRM_IOCTL_GEM_CHANGE_HANDLE", 0xc00864d2, &LAYOUT_DRM_GEM_CHANGE_HANDLE);

/// Each of them.
pub const ALL: [Ioctl; 110] = [
    DRM_IOCTL_VERSION, DRM_IOCTL_GET_UNIQUE, DRM_IOCTL_GET_MAGIC, DRM_IOCTL_IRQ_BUSID,
    DRM_IOCTL_GET_MAP, DRM_IOCTL_GET_CLIENT, DRM_IOCTL_GET_STATS, DRM_IOCTL_SET_VERSION,
    DRM_IOCTL_MODESET_CTL, DRM_IOCTL_GEM_CLOSE, DRM_IOCTL_GEM_FLINK, DRM_IOCTL_GEM_OPEN,
    DRM_IOCTL_GET_CAP, DRM_IOCTL_SET_CLIENT_CAP, DRM_IOCTL_SET_UNIQUE, DRM_IOCTL_AUTH_MAGIC,
    DRM_IOCTL_BLOCK, DRM_IOCTL_UNBLOCK, DRM_IOCTL_CONTROL, DRM_IOCTL_ADD_MAP,
    DRM_IOCTL_ADD_BUFS, DRM_IOCTL_MARK_BUFS, DRM_IOCTL_INFO_BUFS, DRM_IOCTL_MAP_BUFS,
    DRM_IOCTL_FREE_BUFS, DRM_IOCTL_RM_MAP, DRM_IOCTL_SET_SAREA_CTX, DRM_IOCTL_GET_SAREA_CTX,
    DRM_IOCTL_SET_MASTER, DRM_IOCTL_DROP_MASTER, DRM_IOCTL_ADD_CTX, DRM_IOCTL_RM_CTX,
    DRM_IOCTL_MOD_CTX, DRM_IOCTL_GET_CTX, DRM_IOCTL_SWITCH_CTX, DRM_IOCTL_NEW_CTX,
    DRM_IOCTL_RES_CTX, DRM_IOCTL_ADD_DRAW, DRM_IOCTL_RM_DRAW, DRM_IOCTL_DMA, DRM_IOCTL_LOCK,
    DRM_IOCTL_UNLOCK, DRM_IOCTL_FINISH, DRM_IOCTL_PRIME_HANDLE_TO_FD,
    DRM_IOCTL_PRIME_FD_TO_HANDLE, DRM_IOCTL_AGP_ACQUIRE, DRM_IOCTL_AGP_RELEASE,
    DRM_IOCTL_AGP_ENABLE, DRM_IOCTL_AGP_INFO, DRM_IOCTL_AGP_ALLOC, DRM_IOCTL_AGP_FREE,
    DRM_IOCTL_AGP_BIND, DRM_IOCTL_AGP_UNBIND, DRM_IOCTL_SG_ALLOC, DRM_IOCTL_SG_FREE,
    DRM_IOCTL_WAIT_VBLANK, DRM_IOCTL_CRTC_GET_SEQUENCE, DRM_IOCTL_CRTC_QUEUE_SEQUENCE,
    DRM_IOCTL_UPDATE_DRAW, DRM_IOCTL_MODE_GETRESOURCES, DRM_IOCTL_MODE_GETCRTC,
    DRM_IOCTL_MODE_SETCRTC, DRM_IOCTL_MODE_CURSOR, DRM_IOCTL_MODE_GETGAMMA,
    DRM_IOCTL_MODE_SETGAMMA, DRM_IOCTL_MODE_GETENCODER, DRM_IOCTL_MODE_GETCONNECTOR,
    DRM_IOCTL_MODE_ATTACHMODE, DRM_IOCTL_MODE_DETACHMODE, DRM_IOCTL_MODE_GETPROPERTY,
    DRM_IOCTL_MODE_SETPROPERTY, DRM_IOCTL_MODE_GETPROPBLOB, DRM_IOCTL_MODE_GETFB,
    DRM_IOCTL_MODE_ADDFB, DRM_IOCTL_MODE_RMFB, DRM_IOCTL_MODE_PAGE_FLIP,
    DRM_IOCTL_MODE_DIRTYFB, DRM_IOCTL_MODE_CREATE_DUMB, DRM_IOCTL_MODE_MAP_DUMB,
    DRM_IOCTL_MODE_DESTROY_DUMB, DRM_IOCTL_MODE_GETPLANERESOURCES, DRM_IOCTL_MODE_GETPLANE,
    DRM_IOCTL_MODE_SETPLANE, DRM_IOCTL_MODE_ADDFB2, DRM_IOCTL_MODE_OBJ_GETPROPERTIES,
    DRM_IOCTL_MODE_OBJ_SETPROPERTY, DRM_IOCTL_MODE_CURSOR2, DRM_IOCTL_MODE_ATOMIC,
    DRM_IOCTL_MODE_CREATEPROPBLOB, DRM_IOCTL_MODE_DESTROYPROPBLOB, DRM_IOCTL_SYNCOBJ_CREATE,
    DRM_IOCTL_SYNCOBJ_DESTROY, DRM_IOCTL_SYNCOBJ_HANDLE_TO_FD,
    DRM_IOCTL_SYNCOBJ_FD_TO_HANDLE, DRM_IOCTL_SYNCOBJ_WAIT, DRM_IOCTL_SYNCOBJ_RESET,
    DRM_IOCTL_SYNCOBJ_SIGNAL, DRM_IOCTL_MODE_CREATE_LEASE, DRM_IOCTL_MODE_LIST_LESSEES,
    DRM_IOCTL_MODE_GET_LEASE, DRM_IOCTL_MODE_REVOKE_LEASE, DRM_IOCTL_SYNCOBJ_TIMELINE_WAIT,
    DRM_IOCTL_SYNCOBJ_QUERY, DRM_IOCTL_SYNCOBJ_TRANSFER, DRM_IOCTL_SYNCOBJ_TIMELINE_SIGNAL,
    DRM_IOCTL_MODE_GETFB2, DRM_IOCTL_SYNCOBJ_EVENTFD, DRM_IOCTL_MODE_CLOSEFB,
    DRM_IOCTL_SET_CLIENT_NAME, DRM_IOCTL_GEM_CHANGE_HANDLE,
];

const LAYOUT_DRM_VERSION: Layout = Layout {
    name: "struct drm_version",
    size: 64,
    members: &[
        member("version_major", 0, Signed(4)), member("version_minor", 4, Signed(4)),
        member("version_patchlevel", 8, Signed(4)), member("name_len", 16, Unsigned(8)),
        member("name", 24, Pointer), member("date_len", 32, Unsigned(8)),
        member("date", 40, Pointer), member("desc_len", 48, Unsigned(8)),
        member("desc", 56, Pointer),
    ],
};

const LAYOUT_DRM_UNIQUE: Layout = Layout {
    name: "struct drm_unique",
    size: 16,
    members: &[
        member("unique_len", 0, Unsigned(8)), member("unique", 8, Pointer),
    ],
};

const LAYOUT_DRM_AUTH: Layout = Layout {
    name: "struct drm_auth",
    size: 4,
    members: &[
        member("magic", 0, Unsigned(4)),
    ],
};

const LAYOUT_DRM_IRQ_BUSID: Layout = Layout {
    name: "struct drm_irq_busid",
    size: 16,
    members: &[
        member("irq", 0, Signed(4)), member("busnum", 4, Signed(4)),
        member("devnum", 8, Signed(4)), member("funcnum", 12, Signed(4)),
    ],
};

const LAYOUT_DRM_MAP: Layout = Layout {
    name: "struct drm_map",
    size: 40,
    members: &[
        member("offset", 0, Unsigned(8)), member("size", 8, Unsigned(8)),
        member("type", 16, Unsigned(4)), member("flags", 20, Unsigned(4)),
        member("handle", 24, Pointer), member("mtrr", 32, Signed(4)),
    ],
};

const LAYOUT_DRM_CLIENT: Layout = Layout {
    name: "struct drm_client",
    size: 40,
    members: &[
        member("idx", 0, Signed(4)), member("auth", 4, Signed(4)), member("pid", 8, Unsigned(8)),
        member("uid", 16, Unsigned(8)), member("magic", 24, Unsigned(8)),
        member("iocs", 32, Unsigned(8)),
    ],
};

const LAYOUT_DRM_STATS: Layout = Layout {
    name: "struct drm_stats",
    size: 248,
    members: &[
        member("count", 0, Unsigned(8)), member("data", 8, Array(16, 15)),
    ],
};

const LAYOUT_DRM_SET_VERSION: Layout = Layout {
    name: "struct drm_set_version",
    size: 16,
    members: &[
        member("drm_di_major", 0, Signed(4)), member("drm_di_minor", 4, Signed(4)),
        member("drm_dd_major", 8, Signed(4)), member("drm_dd_minor", 12, Signed(4)),
    ],
};

const LAYOUT_DRM_MODESET_CTL: Layout = Layout {
    name: "struct drm_modeset_ctl",
    size: 8,
    members: &[
        member("crtc", 0, Unsigned(4)), member("cmd", 4, Unsigned(4)),
    ],
};

const LAYOUT_DRM_GEM_CLOSE: Layout = Layout {
    name: "struct drm_gem_close",
    size: 8,
    members: &[
        member("handle", 0, Unsigned(4)), member("pad", 4, Unsigned(4)),
    ],
};

const LAYOUT_DRM_GEM_FLINK: Layout = Layout {
    name: "struct drm_gem_flink",
    size: 8,
    members: &[
        member("handle", 0, Unsigned(4)), member("name", 4, Unsigned(4)),
    ],
};

const LAYOUT_DRM_GEM_OPEN: Layout = Layout {
    name: "struct drm_gem_open",
    size: 16,
    members: &[
        member("name", 0, Unsigned(4)), member("handle", 4, Unsigned(4)),
        member("size", 8, Unsigned(8)),
    ],
};

const LAYOUT_DRM_GET_CAP: Layout = Layout {
    name: "struct drm_get_cap",
    size: 16,
    members: &[
        member("capability", 0, Unsigned(8)), member("value", 8, Unsigned(8)),
    ],
};

const LAYOUT_DRM_SET_CLIENT_CAP: Layout = Layout {
    name: "struct drm_set_client_cap",
    size: 16,
    members: &[
        member("capability", 0, Unsigned(8)), member("value", 8, Unsigned(8)),
    ],
};

const LAYOUT_DRM_BLOCK: Layout = Layout {
    name: "struct drm_block",
    size: 4,
    members: &[
        member("unused", 0, Signed(4)),
    ],
};

const LAYOUT_DRM_CONTROL: Layout = Layout {
    name: "struct drm_control",
    size: 8,
    members: &[
        member("func", 0, Unsigned(4)), member("irq", 4, Signed(4)),
    ],
};

const LAYOUT_DRM_BUF_DESC: Layout = Layout {
    name: "struct drm_buf_desc",
    size: 32,
    members: &[
        member("count", 0, Signed(4)), member("size", 4, Signed(4)),
        member("low_mark", 8, Signed(4)), member("high_mark", 12, Signed(4)),
        member("flags", 16, Unsigned(4)), member("agp_start", 24, Unsigned(8)),
    ],
};

const LAYOUT_DRM_BUF_INFO: Layout = Layout {
    name: "struct drm_buf_info",
    size: 16,
    members: &[
        member("count", 0, Signed(4)), member("list", 8, Pointer),
    ],
};

const LAYOUT_DRM_BUF_MAP: Layout = Layout {
    name: "struct drm_buf_map",
    size: 24,
    members: &[
        member("count", 0, Signed(4)), member("virtual", 8, Pointer),
        member("list", 16, Pointer),
    ],
};

const LAYOUT_DRM_BUF_FREE: Layout = Layout {
    name: "struct drm_buf_free",
    size: 16,
    members: &[
        member("count", 0, Signed(4)), member("list", 8, Pointer),
    ],
};

const LAYOUT_DRM_CTX_PRIV_MAP: Layout = Layout {
    name: "struct drm_ctx_priv_map",
    size: 16,
    members: &[
        member("ctx_id", 0, Unsigned(4)), member("handle", 8, Pointer),
    ],
};

const LAYOUT_DRM_CTX: Layout = Layout {
    name: "struct drm_ctx",
    size: 8,
    members: &[
        member("handle", 0, Unsigned(4)), member("flags", 4, Unsigned(4)),
    ],
};

const LAYOUT_DRM_CTX_RES: Layout = Layout {
    name: "struct drm_ctx_res",
    size: 16,
    members: &[
        member("count", 0, Signed(4)), member("contexts", 8, Pointer),
    ],
};

const LAYOUT_DRM_DRAW: Layout = Layout {
    name: "struct drm_draw",
    size: 4,
    members: &[
        member("handle", 0, Unsigned(4)),
    ],
};

const LAYOUT_DRM_DMA: Layout = Layout {
    name: "struct drm_dma",
    size: 64,
    members: &[
        member("context", 0, Signed(4)), member("send_count", 4, Signed(4)),
        member("send_indices", 8, Pointer), member("send_sizes", 16, Pointer),
        member("flags", 24, Unsigned(4)), member("request_count", 28, Signed(4)),
        member("request_size", 32, Signed(4)), member("request_indices", 40, Pointer),
        member("request_sizes", 48, Pointer), member("granted_count", 56, Signed(4)),
    ],
};

const LAYOUT_DRM_LOCK: Layout = Layout {
    name: "struct drm_lock",
    size: 8,
    members: &[
        member("context", 0, Signed(4)), member("flags", 4, Unsigned(4)),
    ],
};

const LAYOUT_DRM_PRIME_HANDLE: Layout = Layout {
    name: "struct drm_prime_handle",
    size: 12,
    members: &[
        member("handle", 0, Unsigned(4)), member("flags", 4, Unsigned(4)),
        member("fd", 8, Signed(4)),
    ],
};

const LAYOUT_DRM_AGP_MODE: Layout = Layout {
    name: "struct drm_agp_mode",
    size: 8,
    members: &[
        member("mode", 0, Unsigned(8)),
    ],
};

const LAYOUT_DRM_AGP_INFO: Layout = Layout {
    name: "struct drm_agp_info",
    size: 56,
    members: &[
        member("agp_version_major", 0, Signed(4)), member("agp_version_minor", 4, Signed(4)),
        member("mode", 8, Unsigned(8)), member("aperture_base", 16, Unsigned(8)),
        member("aperture_size", 24, Unsigned(8)), member("memory_allowed", 32, Unsigned(8)),
        member("memory_used", 40, Unsigned(8)), member("id_vendor", 48, Unsigned(2)),
        member("id_device", 50, Unsigned(2)),
    ],
};

const LAYOUT_DRM_AGP_BUFFER: Layout = Layout {
    name: "struct drm_agp_buffer",
    size: 32,
    members: &[
        member("size", 0, Unsigned(8)), member("handle", 8, Unsigned(8)),
        member("type", 16, Unsigned(8)), member("physical", 24, Unsigned(8)),
    ],
};

const LAYOUT_DRM_AGP_BINDING: Layout = Layout {
    name: "struct drm_agp_binding",
    size: 16,
    members: &[
        member("handle", 0, Unsigned(8)), member("offset", 8, Unsigned(8)),
    ],
};

const LAYOUT_DRM_SCATTER_GATHER: Layout = Layout {
    name: "struct drm_scatter_gather",
    size: 16,
    members: &[
        member("size", 0, Unsigned(8)), member("handle", 8, Unsigned(8)),
    ],
};

const LAYOUT_UNION_DRM_WAIT_VBLANK: Layout = Layout {
    name: "union drm_wait_vblank",
    size: 24,
    members: &[
        member("request.type", 0, Unsigned(4)), member("request.sequence", 4, Unsigned(4)),
        member("request.signal", 8, Unsigned(8)),
    ],
};

const LAYOUT_DRM_CRTC_GET_SEQUENCE: Layout = Layout {
    name: "struct drm_crtc_get_sequence",
    size: 24,
    members: &[
        member("crtc_id", 0, Unsigned(4)), member("active", 4, Unsigned(4)),
        member("sequence", 8, Unsigned(8)), member("sequence_ns", 16, Signed(8)),
    ],
};

const LAYOUT_DRM_CRTC_QUEUE_SEQUENCE: Layout = Layout {
    name: "struct drm_crtc_queue_sequence",
    size: 24,
    members: &[
        member("crtc_id", 0, Unsigned(4)), member("flags", 4, Unsigned(4)),
        member("sequence", 8, Unsigned(8)), member("user_data", 16, Unsigned(8)),
    ],
};

const LAYOUT_DRM_UPDATE_DRAW: Layout = Layout {
    name: "struct drm_update_draw",
    size: 24,
    members: &[
        member("handle", 0, Unsigned(4)), member("type", 4, Unsigned(4)),
        member("num", 8, Unsigned(4)), member("data", 16, Unsigned(8)),
    ],
};

const LAYOUT_DRM_MODE_CARD_RES: Layout = Layout {
    name: "struct drm_mode_card_res",
    size: 64,
    members: &[
        member("fb_id_ptr", 0, Unsigned(8)), member("crtc_id_ptr", 8, Unsigned(8)),
        member("connector_id_ptr", 16, Unsigned(8)), member("encoder_id_ptr", 24, Unsigned(8)),
        member("count_fbs", 32, Unsigned(4)), member("count_crtcs", 36, Unsigned(4)),
        member("count_connectors", 40, Unsigned(4)), member("count_encoders", 44, Unsigned(4)),
        member("min_width", 48, Unsigned(4)), member("max_width", 52, Unsigned(4)),
        member("min_height", 56, Unsigned(4)), member("max_height", 60, Unsigned(4)),
    ],
};

const LAYOUT_DRM_MODE_CRTC: Layout = Layout {
    name: "struct drm_mode_crtc",
    size: 104,
    members: &[
        member("set_connectors_ptr", 0, Unsigned(8)), member("count_connectors", 8, Unsigned(4)),
        member("crtc_id", 12, Unsigned(4)), member("fb_id", 16, Unsigned(4)),
        member("x", 20, Unsigned(4)), member("y", 24, Unsigned(4)),
        member("gamma_size", 28, Unsigned(4)), member("mode_valid", 32, Unsigned(4)),
        member("mode.clock", 36, Unsigned(4)), member("mode.hdisplay", 40, Unsigned(2)),
        member("mode.hsync_start", 42, Unsigned(2)), member("mode.hsync_end", 44, Unsigned(2)),
        member("mode.htotal", 46, Unsigned(2)), member("mode.hskew", 48, Unsigned(2)),
        member("mode.vdisplay", 50, Unsigned(2)), member("mode.vsync_start", 52, Unsigned(2)),
        member("mode.vsync_end", 54, Unsigned(2)), member("mode.vtotal", 56, Unsigned(2)),
        member("mode.vscan", 58, Unsigned(2)), member("mode.vrefresh", 60, Unsigned(4)),
        member("mode.flags", 64, Unsigned(4)), member("mode.type", 68, Unsigned(4)),
        member("mode.name", 72, Text(32)),
    ],
};

const LAYOUT_DRM_MODE_CURSOR: Layout = Layout {
    name: "struct drm_mode_cursor",
    size: 28,
    members: &[
        member("flags", 0, Unsigned(4)), member("crtc_id", 4, Unsigned(4)),
        member("x", 8, Signed(4)), member("y", 12, Signed(4)), member("width", 16, Unsigned(4)),
        member("height", 20, Unsigned(4)), member("handle", 24, Unsigned(4)),
    ],
};

const LAYOUT_DRM_MODE_CRTC_LUT: Layout = Layout {
    name: "struct drm_mode_crtc_lut",
    size: 32,
    members: &[
        member("crtc_id", 0, Unsigned(4)), member("gamma_size", 4, Unsigned(4)),
        member("red", 8, Unsigned(8)), member("green", 16, Unsigned(8)),
        member("blue", 24, Unsigned(8)),
    ],
};

const LAYOUT_DRM_MODE_GET_ENCODER: Layout = Layout {
    name: "struct drm_mode_get_encoder",
    size: 20,
    members: &[
        member("encoder_id", 0, Unsigned(4)), member("encoder_type", 4, Unsigned(4)),
        member("crtc_id", 8, Unsigned(4)), member("possible_crtcs", 12, Unsigned(4)),
        member("possible_clones", 16, Unsigned(4)),
    ],
};

const LAYOUT_DRM_MODE_GET_CONNECTOR: Layout = Layout {
    name: "struct drm_mode_get_connector",
    size: 80,
    members: &[
        member("encoders_ptr", 0, Unsigned(8)), member("modes_ptr", 8, Unsigned(8)),
        member("props_ptr", 16, Unsigned(8)), member("prop_values_ptr", 24, Unsigned(8)),
        member("count_modes", 32, Unsigned(4)), member("count_props", 36, Unsigned(4)),
        member("count_encoders", 40, Unsigned(4)), member("encoder_id", 44, Unsigned(4)),
        member("connector_id", 48, Unsigned(4)), member("connector_type", 52, Unsigned(4)),
        member("connector_type_id", 56, Unsigned(4)), member("connection", 60, Unsigned(4)),
        member("mm_width", 64, Unsigned(4)), member("mm_height", 68, Unsigned(4)),
        member("subpixel", 72, Unsigned(4)), member("pad", 76, Unsigned(4)),
    ],
};

const LAYOUT_DRM_MODE_MODE_CMD: Layout = Layout {
    name: "struct drm_mode_mode_cmd",
    size: 72,
    members: &[
        member("connector_id", 0, Unsigned(4)), member("mode.clock", 4, Unsigned(4)),
        member("mode.hdisplay", 8, Unsigned(2)), member("mode.hsync_start", 10, Unsigned(2)),
        member("mode.hsync_end", 12, Unsigned(2)), member("mode.htotal", 14, Unsigned(2)),
        member("mode.hskew", 16, Unsigned(2)), member("mode.vdisplay", 18, Unsigned(2)),
        member("mode.vsync_start", 20, Unsigned(2)), member("mode.vsync_end", 22, Unsigned(2)),
        member("mode.vtotal", 24, Unsigned(2)), member("mode.vscan", 26, Unsigned(2)),
        member("mode.vrefresh", 28, Unsigned(4)), member("mode.flags", 32, Unsigned(4)),
        member("mode.type", 36, Unsigned(4)), member("mode.name", 40, Text(32)),
    ],
};

const LAYOUT_DRM_MODE_GET_PROPERTY: Layout = Layout {
    name: "struct drm_mode_get_property",
    size: 64,
    members: &[
        member("values_ptr", 0, Unsigned(8)), member("enum_blob_ptr", 8, Unsigned(8)),
        member("prop_id", 16, Unsigned(4)), member("flags", 20, Unsigned(4)),
        member("name", 24, Text(32)), member("count_values", 56, Unsigned(4)),
        member("count_enum_blobs", 60, Unsigned(4)),
    ],
};

const LAYOUT_DRM_MODE_CONNECTOR_SET_PROPERTY: Layout = Layout {
    name: "struct drm_mode_connector_set_property",
    size: 16,
    members: &[
        member("value", 0, Unsigned(8)), member("prop_id", 8, Unsigned(4)),
        member("connector_id", 12, Unsigned(4)),
    ],
};

const LAYOUT_DRM_MODE_GET_BLOB: Layout = Layout {
    name: "struct drm_mode_get_blob",
    size: 16,
    members: &[
        member("blob_id", 0, Unsigned(4)), member("length", 4, Unsigned(4)),
        member("data", 8, Unsigned(8)),
    ],
};

const LAYOUT_DRM_MODE_FB_CMD: Layout = Layout {
    name: "struct drm_mode_fb_cmd",
    size: 28,
    members: &[
        member("fb_id", 0, Unsigned(4)), member("width", 4, Unsigned(4)),
        member("height", 8, Unsigned(4)), member("pitch", 12, Unsigned(4)),
        member("bpp", 16, Unsigned(4)), member("depth", 20, Unsigned(4)),
        member("handle", 24, Unsigned(4)),
    ],
};

const LAYOUT_UNSIGNED_INT: Layout = Layout {
    name: "unsigned int",
    size: 4,
    members: &[
        member("", 0, Unsigned(4)),
    ],
};

const LAYOUT_DRM_MODE_CRTC_PAGE_FLIP: Layout = Layout {
    name: "struct drm_mode_crtc_page_flip",
    size: 24,
    members: &[
        member("crtc_id", 0, Unsigned(4)), member("fb_id", 4, Unsigned(4)),
        member("flags", 8, Unsigned(4)), member("reserved", 12, Unsigned(4)),
        member("user_data", 16, Unsigned(8)),
    ],
};

const LAYOUT_DRM_MODE_FB_DIRTY_CMD: Layout = Layout {
    name: "struct drm_mode_fb_dirty_cmd",
    size: 24,
    members: &[
        member("fb_id", 0, Unsigned(4)), member("flags", 4, Unsigned(4)),
        member("color", 8, Unsigned(4)), member("num_clips", 12, Unsigned(4)),
        member("clips_ptr", 16, Unsigned(8)),
    ],
};

const LAYOUT_DRM_MODE_CREATE_DUMB: Layout = Layout {
    name: "struct drm_mode_create_dumb",
    size: 32,
    members: &[
        member("height", 0, Unsigned(4)), member("width", 4, Unsigned(4)),
        member("bpp", 8, Unsigned(4)), member("flags", 12, Unsigned(4)),
        member("handle", 16, Unsigned(4)), member("pitch", 20, Unsigned(4)),
        member("size", 24, Unsigned(8)),
    ],
};

const LAYOUT_DRM_MODE_MAP_DUMB: Layout = Layout {
    name: "struct drm_mode_map_dumb",
    size: 16,
    members: &[
        member("handle", 0, Unsigned(4)), member("pad", 4, Unsigned(4)),
        member("offset", 8, Unsigned(8)),
    ],
};

const LAYOUT_DRM_MODE_DESTROY_DUMB: Layout = Layout {
    name: "struct drm_mode_destroy_dumb",
    size: 4,
    members: &[
        member("handle", 0, Unsigned(4)),
    ],
};

const LAYOUT_DRM_MODE_GET_PLANE_RES: Layout = Layout {
    name: "struct drm_mode_get_plane_res",
    size: 16,
    members: &[
        member("plane_id_ptr", 0, Unsigned(8)), member("count_planes", 8, Unsigned(4)),
    ],
};

const LAYOUT_DRM_MODE_GET_PLANE: Layout = Layout {
    name: "struct drm_mode_get_plane",
    size: 32,
    members: &[
        member("plane_id", 0, Unsigned(4)), member("crtc_id", 4, Unsigned(4)),
        member("fb_id", 8, Unsigned(4)), member("possible_crtcs", 12, Unsigned(4)),
        member("gamma_size", 16, Unsigned(4)), member("count_format_types", 20, Unsigned(4)),
        member("format_type_ptr", 24, Unsigned(8)),
    ],
};

const LAYOUT_DRM_MODE_SET_PLANE: Layout = Layout {
    name: "struct drm_mode_set_plane",
    size: 48,
    members: &[
        member("plane_id", 0, Unsigned(4)), member("crtc_id", 4, Unsigned(4)),
        member("fb_id", 8, Unsigned(4)), member("flags", 12, Unsigned(4)),
        member("crtc_x", 16, Signed(4)), member("crtc_y", 20, Signed(4)),
        member("crtc_w", 24, Unsigned(4)), member("crtc_h", 28, Unsigned(4)),
        member("src_x", 32, Unsigned(4)), member("src_y", 36, Unsigned(4)),
        member("src_h", 40, Unsigned(4)), member("src_w", 44, Unsigned(4)),
    ],
};

const LAYOUT_DRM_MODE_FB_CMD2: Layout = Layout {
    name: "struct drm_mode_fb_cmd2",
    size: 104,
    members: &[
        member("fb_id", 0, Unsigned(4)), member("width", 4, Unsigned(4)),
        member("height", 8, Unsigned(4)), member("pixel_format", 12, Unsigned(4)),
        member("flags", 16, Unsigned(4)), member("handles", 20, Array(4, 4)),
        member("pitches", 36, Array(4, 4)), member("offsets", 52, Array(4, 4)),
        member("modifier", 72, Array(8, 4)),
    ],
};

const LAYOUT_DRM_MODE_OBJ_GET_PROPERTIES: Layout = Layout {
    name: "struct drm_mode_obj_get_properties",
    size: 32,
    members: &[
        member("props_ptr", 0, Unsigned(8)), member("prop_values_ptr", 8, Unsigned(8)),
        member("count_props", 16, Unsigned(4)), member("obj_id", 20, Unsigned(4)),
        member("obj_type", 24, Unsigned(4)),
    ],
};

const LAYOUT_DRM_MODE_OBJ_SET_PROPERTY: Layout = Layout {
    name: "struct drm_mode_obj_set_property",
    size: 24,
    members: &[
        member("value", 0, Unsigned(8)), member("prop_id", 8, Unsigned(4)),
        member("obj_id", 12, Unsigned(4)), member("obj_type", 16, Unsigned(4)),
    ],
};

const LAYOUT_DRM_MODE_CURSOR2: Layout = Layout {
    name: "struct drm_mode_cursor2",
    size: 36,
    members: &[
        member("flags", 0, Unsigned(4)), member("crtc_id", 4, Unsigned(4)),
        member("x", 8, Signed(4)), member("y", 12, Signed(4)), member("width", 16, Unsigned(4)),
        member("height", 20, Unsigned(4)), member("handle", 24, Unsigned(4)),
        member("hot_x", 28, Signed(4)), member("hot_y", 32, Signed(4)),
    ],
};

const LAYOUT_DRM_MODE_ATOMIC: Layout = Layout {
    name: "struct drm_mode_atomic",
    size: 56,
    members: &[
        member("flags", 0, Unsigned(4)), member("count_objs", 4, Unsigned(4)),
        member("objs_ptr", 8, Unsigned(8)), member("count_props_ptr", 16, Unsigned(8)),
        member("props_ptr", 24, Unsigned(8)), member("prop_values_ptr", 32, Unsigned(8)),
        member("reserved", 40, Unsigned(8)), member("user_data", 48, Unsigned(8)),
    ],
};

const LAYOUT_DRM_MODE_CREATE_BLOB: Layout = Layout {
    name: "struct drm_mode_create_blob",
    size: 16,
    members: &[
        member("data", 0, Unsigned(8)), member("length", 8, Unsigned(4)),
        member("blob_id", 12, Unsigned(4)),
    ],
};

const LAYOUT_DRM_MODE_DESTROY_BLOB: Layout = Layout {
    name: "struct drm_mode_destroy_blob",
    size: 4,
    members: &[
        member("blob_id", 0, Unsigned(4)),
    ],
};

const LAYOUT_DRM_SYNCOBJ_CREATE: Layout = Layout {
    name: "struct drm_syncobj_create",
    size: 8,
    members: &[
        member("handle", 0, Unsigned(4)), member("flags", 4, Unsigned(4)),
    ],
};

const LAYOUT_DRM_SYNCOBJ_DESTROY: Layout = Layout {
    name: "struct drm_syncobj_destroy",
    size: 8,
    members: &[
        member("handle", 0, Unsigned(4)), member("pad", 4, Unsigned(4)),
    ],
};

const LAYOUT_DRM_SYNCOBJ_HANDLE: Layout = Layout {
    name: "struct drm_syncobj_handle",
    size: 24,
    members: &[
        member("handle", 0, Unsigned(4)), member("flags", 4, Unsigned(4)),
        member("fd", 8, Signed(4)), member("pad", 12, Unsigned(4)),
        member("point", 16, Unsigned(8)),
    ],
};

const LAYOUT_DRM_SYNCOBJ_WAIT: Layout = Layout {
    name: "struct drm_syncobj_wait",
    size: 40,
    members: &[
        member("handles", 0, Unsigned(8)), member("timeout_nsec", 8, Signed(8)),
        member("count_handles", 16, Unsigned(4)), member("flags", 20, Unsigned(4)),
        member("first_signaled", 24, Unsigned(4)), member("pad", 28, Unsigned(4)),
        member("deadline_nsec", 32, Unsigned(8)),
    ],
};

const LAYOUT_DRM_SYNCOBJ_ARRAY: Layout = Layout {
    name: "struct drm_syncobj_array",
    size: 16,
    members: &[
        member("handles", 0, Unsigned(8)), member("count_handles", 8, Unsigned(4)),
        member("pad", 12, Unsigned(4)),
    ],
};

const LAYOUT_DRM_MODE_CREATE_LEASE: Layout = Layout {
    name: "struct drm_mode_create_lease",
    size: 24,
    members: &[
        member("object_ids", 0, Unsigned(8)), member("object_count", 8, Unsigned(4)),
        member("flags", 12, Unsigned(4)), member("lessee_id", 16, Unsigned(4)),
        member("fd", 20, Unsigned(4)),
    ],
};

const LAYOUT_DRM_MODE_LIST_LESSEES: Layout = Layout {
    name: "struct drm_mode_list_lessees",
    size: 16,
    members: &[
        member("count_lessees", 0, Unsigned(4)), member("pad", 4, Unsigned(4)),
        member("lessees_ptr", 8, Unsigned(8)),
    ],
};

const LAYOUT_DRM_MODE_GET_LEASE: Layout = Layout {
    name: "struct drm_mode_get_lease",
    size: 16,
    members: &[
        member("count_objects", 0, Unsigned(4)), member("pad", 4, Unsigned(4)),
        member("objects_ptr", 8, Unsigned(8)),
    ],
};

const LAYOUT_DRM_MODE_REVOKE_LEASE: Layout = Layout {
    name: "struct drm_mode_revoke_lease",
    size: 4,
    members: &[
        member("lessee_id", 0, Unsigned(4)),
    ],
};

const LAYOUT_DRM_SYNCOBJ_TIMELINE_WAIT: Layout = Layout {
    name: "struct drm_syncobj_timeline_wait",
    size: 48,
    members: &[
        member("handles", 0, Unsigned(8)), member("points", 8, Unsigned(8)),
        member("timeout_nsec", 16, Signed(8)), member("count_handles", 24, Unsigned(4)),
        member("flags", 28, Unsigned(4)), member("first_signaled", 32, Unsigned(4)),
        member("pad", 36, Unsigned(4)), member("deadline_nsec", 40, Unsigned(8)),
    ],
};

const LAYOUT_DRM_SYNCOBJ_TIMELINE_ARRAY: Layout = Layout {
    name: "struct drm_syncobj_timeline_array",
    size: 24,
    members: &[
        member("handles", 0, Unsigned(8)), member("points", 8, Unsigned(8)),
        member("count_handles", 16, Unsigned(4)), member("flags", 20, Unsigned(4)),
    ],
};

const LAYOUT_DRM_SYNCOBJ_TRANSFER: Layout = Layout {
    name: "struct drm_syncobj_transfer",
    size: 32,
    members: &[
        member("src_handle", 0, Unsigned(4)), member("dst_handle", 4, Unsigned(4)),
        member("src_point", 8, Unsigned(8)), member("dst_point", 16, Unsigned(8)),
        member("flags", 24, Unsigned(4)), member("pad", 28, Unsigned(4)),
    ],
};

const LAYOUT_DRM_SYNCOBJ_EVENTFD: Layout = Layout {
    name: "struct drm_syncobj_eventfd",
    size: 24,
    members: &[
        member("handle", 0, Unsigned(4)), member("flags", 4, Unsigned(4)),
        member("point", 8, Unsigned(8)), member("fd", 16, Signed(4)),
        member("pad", 20, Unsigned(4)),
    ],
};

const LAYOUT_DRM_MODE_CLOSEFB: Layout = Layout {
    name: "struct drm_mode_closefb",
    size: 8,
    members: &[
        member("fb_id", 0, Unsigned(4)), member("pad", 4, Unsigned(4)),
    ],
};

const LAYOUT_DRM_SET_CLIENT_NAME: Layout = Layout {
    name: "struct drm_set_client_name",
    size: 16,
    members: &[
        member("name_len", 0, Unsigned(8)), member("name", 8, Unsigned(8)),
    ],
};

const LAYOUT_DRM_GEM_CHANGE_HANDLE: Layout = Layout {
    name: "struct drm_gem_change_handle",
    size: 8,
    members: &[
        member("handle", 0, Unsigned(4)), member("new_handle", 4, Unsigned(4)),
    ],
};
