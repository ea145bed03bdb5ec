// SPDX-License-Identifier: GPL-2.0-only
/*
 * A fwctl device for tests: the kernel's own fwctl core in front, nothing behind.
 *
 * FWCTL_RPC returns the request as the response; FWCTL_INFO returns how many
 * requests have come through, as a u32. The same number stands in
 * /sys/module/fwctl_echo/parameters/calls, so that a test can tell a request
 * that was refused on its way from one that got here.
 */
#include <linux/atomic.h>
#include <linux/device/faux.h>
#include <linux/err.h>
#include <linux/fwctl.h>
#include <linux/module.h>
#include <linux/moduleparam.h>
#include <linux/slab.h>
#include <linux/sysfs.h>

static atomic_t calls;

static int show_calls(char *page, const struct kernel_param *param)
{
	return sysfs_emit(page, "%u\n", (unsigned int)atomic_read(&calls));
}

static const struct kernel_param_ops calls_param = {
	.get = show_calls,
};
module_param_cb(calls, &calls_param, NULL, 0444);
MODULE_PARM_DESC(calls, "how many RPCs have reached the device");

/* The uapi has no type for tests: a user of this one sees mlx5. */
static unsigned int type = FWCTL_DEVICE_TYPE_MLX5;
module_param(type, uint, 0444);
MODULE_PARM_DESC(type, "which enum fwctl_device_type FWCTL_INFO reports");

static int fwctl_echo_open(struct fwctl_uctx *user)
{
	return 0;
}

static void fwctl_echo_close(struct fwctl_uctx *user)
{
}

/* The core frees what this returns. */
static void *fwctl_echo_info(struct fwctl_uctx *user, size_t *length)
{
	u32 *count = kmalloc(sizeof(*count), GFP_KERNEL);

	if (!count)
		return ERR_PTR(-ENOMEM);
	*count = atomic_read(&calls);
	*length = sizeof(*count);
	return count;
}

/* The core knows a response that is the request's own buffer, and copies no more than fits. */
static void *fwctl_echo_rpc(struct fwctl_uctx *user, enum fwctl_rpc_scope scope,
			    void *request, size_t request_length,
			    size_t *response_length)
{
	atomic_inc(&calls);
	*response_length = request_length;
	return request;
}

static struct fwctl_ops fwctl_echo_ops = {
	.uctx_size = sizeof(struct fwctl_uctx),
	.open_uctx = fwctl_echo_open,
	.close_uctx = fwctl_echo_close,
	.info = fwctl_echo_info,
	.fw_rpc = fwctl_echo_rpc,
};

/* The core wants its device within a driver's own structure. */
struct fwctl_echo {
	struct fwctl_device device;
};

static struct faux_device *bus_device;
static struct fwctl_echo *echo;

static int __init fwctl_echo_init(void)
{
	int error = -ENOMEM;

	fwctl_echo_ops.device_type = type;
	bus_device = faux_device_create(KBUILD_MODNAME, NULL, NULL);
	if (!bus_device)
		return -ENODEV;
	echo = fwctl_alloc_device(&bus_device->dev, &fwctl_echo_ops,
				  struct fwctl_echo, device);
	if (echo) {
		error = fwctl_register(&echo->device);
		if (!error)
			return 0;
		fwctl_put(&echo->device);
	}
	faux_device_destroy(bus_device);
	return error;
}
module_init(fwctl_echo_init);

static void __exit fwctl_echo_exit(void)
{
	fwctl_unregister(&echo->device);
	fwctl_put(&echo->device);
	faux_device_destroy(bus_device);
}
module_exit(fwctl_echo_exit);

MODULE_IMPORT_NS("FWCTL");
MODULE_DESCRIPTION("fwctl device that answers with what it was sent");
MODULE_LICENSE("GPL");
