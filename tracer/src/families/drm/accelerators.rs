//! Commands of accelerators without a display, by driver.

use super::{
    Class, Command,
    private::{self, driver, noted, submission},
};
use crate::uapi;

/// By the name that sysfs has for the driver of the node's device, or by the module's where there is
/// none.
pub(super) const DRIVERS: &[(&str, &[&[Command]])] = &[
    ("intel_vpu", &[IVPU]),
    ("habanalabs", &[HABANALABS]),
    ("qaic", &[QAIC]),
    ("amdxdna", &[AMDXDNA]),
    ("rocket", &[ROCKET]),
    ("ethosu", &[ETHOSU]),
];

driver!(IVPU: ivpu_accel,
    submission(DRM_IOCTL_IVPU_SUBMIT),
    submission(DRM_IOCTL_IVPU_CMDQ_SUBMIT),
);

driver!(HABANALABS: habanalabs_accel, submission(DRM_IOCTL_HL_CS));

/// The control node knows this one alone.
pub(super) const HABANALABS_CONTROL: &[Command] = &[Command::of(
    uapi::habanalabs_accel::DRM_IOCTL_HL_INFO,
    Class::Driver,
)];

driver!(QAIC: qaic_accel,
    (
        DRM_IOCTL_QAIC_MANAGE,
        Class::Opaque,
        "of the transactions in the message, those that pass through are the firmware's to read",
    ),
    noted(DRM_IOCTL_QAIC_EXECUTE_BO, "what the buffers mean is the loaded program's matter"),
    noted(DRM_IOCTL_QAIC_PARTIAL_EXECUTE_BO, "what the buffers mean is the loaded program's matter"),
);

driver!(AMDXDNA: amdxdna_accel, submission(DRM_IOCTL_AMDXDNA_EXEC_CMD));

driver!(ROCKET: rocket_accel, submission(DRM_IOCTL_ROCKET_SUBMIT));

driver!(ETHOSU: ethosu_accel,
    submission(DRM_IOCTL_ETHOSU_CMDSTREAM_BO_CREATE),
    submission(DRM_IOCTL_ETHOSU_SUBMIT),
);
