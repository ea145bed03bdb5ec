# Clients of as many kinds of device as a guest can have, each once. What a kernel lacks fails, and is none
# the worse for it. $1 is the guest tests' executable, whose clients send what no packaged program does.
guest=$1
quietly() { timeout 60 "$@" >/dev/null 2>&1 </dev/null || :; }
have() { modprobe --quiet --all "$@" 2>/dev/null || :; }
# An ioctl with so many zero bytes for an argument, or with a number.
raw() { perl -e 'open(F, "+<", $ARGV[0]) || open(F, "<", $ARGV[0]) || exit 1; my $b = $ARGV[2] < 0 ? -1-$ARGV[2] : "\0" x $ARGV[2]; ioctl(F, hex $ARGV[1], $b)' "$@" 2>/dev/null || :; }

have vivid rc-loopback i2c-dev mtdram mtdblock softdog loop null_blk ublk_drv vhost_net vhost_vsock \
    kvm-amd kvm-intel nbd dm-mod uinput rtc-cmos tpm_vtpm_proxy udmabuf vduse
have i2c-stub chip_addr=0x50
modprobe --quiet i2c-stub chip_addr=0x50 || :
modprobe --quiet nandsim || :
modprobe --quiet scsi_debug dev_size_mb=8 || :
udevadm settle --timeout=5 2>/dev/null || sleep 1

# nvme
for log in smart-log error-log fw-log self-test-log effects-log changed-ns-list-log; do quietly nvme $log /dev/nvme0; done
for id in id-ctrl list-ns list-ctrl ns-descs id-iocs; do quietly nvme $id /dev/nvme0; done
quietly nvme id-ns /dev/nvme0n1
quietly nvme ns-descs /dev/nvme0n1
for feature in 1 2 4 5 6 7 0xb; do quietly nvme get-feature /dev/nvme0 --feature-id=$feature; done
quietly nvme set-feature /dev/nvme0 --feature-id=0xb --value=0x1f
quietly nvme admin-passthru /dev/nvme0 --opcode=0xc1
quietly nvme io-passthru /dev/nvme0n1 --opcode=0x81 --namespace-id=1
quietly nvme flush /dev/nvme0n1
quietly nvme read /dev/nvme0n1 --start-block=0 --block-count=0 --data-size=512
quietly nvme write-zeroes /dev/nvme0n1 --start-block=0 --block-count=0
quietly nvme dsm /dev/nvme0n1 --namespace-id=1 --ad --slbs=0 --blocks=1
quietly nvme format /dev/nvme0n1 --force
quietly nvme security-recv /dev/nvme0 --secp=0 --size=512
quietly nvme dir-receive /dev/nvme0 --dir-type=0 --dir-oper=1
quietly nvme fw-commit /dev/nvme0 --slot=1 --action=1
quietly nvme ns-rescan /dev/nvme0
quietly nvme reset /dev/nvme1
for way in admin admin-vec; do quietly "$guest" client uring sends identify /dev/nvme0 1; done
quietly fio --name=u --filename=/dev/ng0n1 --ioengine=io_uring_cmd --cmd_type=nvme --rw=read --bs=4k --size=4k

# scsi
for sg in /dev/sg0 /dev/sda; do
    for command in sg_inq sg_readcap sg_turs sg_luns sg_modes sg_logs sg_vpd sg_requests sg_opcodes sg_persist; do
        quietly $command $sg
    done
done
quietly sg_vpd --page=0x83 /dev/sg0
quietly sg_readcap --16 /dev/sg0
quietly sg_sync /dev/sg0
quietly sg_start --start /dev/sg0
quietly sg_persist --in --read-keys /dev/sg0
quietly sg_sat_identify /dev/sg0
quietly sg_raw /dev/sg0 c1 00 00 00 00 00
quietly sg_raw --request=512 /dev/sg0 85 08 0e 00 d0 00 01 00 00 00 4f 00 c2 00 b0 00
quietly sg_raw --request=512 /dev/sg0 a2 00 00 00 00 00 00 00 02 00 00 00
for bsg in /dev/bsg/*; do quietly sg_raw "$bsg" 00 00 00 00 00 00; done
quietly sg_scan
quietly sg_dd if=/dev/sg0 of=/dev/null bs=512 count=1 blk_sgio=1

# block, loop, device mapper
quietly blockdev --getro --getsz --getss --getpbsz --getiomin --getra --flushbufs /dev/sda
quietly blkdiscard --length 4096 /dev/nvme0n1
quietly blkdiscard --zeroout --length 4096 /dev/nvme0n1
truncate -s 1M /tmp/loop
quietly losetup --find --show /tmp/loop
quietly losetup --list
quietly losetup --detach-all
quietly dmsetup create held --table '0 2048 zero'
quietly dmsetup ls
quietly dmsetup remove held
raw /dev/nbd0 0xab03 0
raw /dev/ublk-control 0xc0207504 32

# video, media, remote control
for video in /dev/video0 /dev/video1; do
    quietly v4l2-ctl -d $video --all --list-formats-ext --list-ctrls-menus
    quietly v4l2-ctl -d $video --set-ctrl=brightness=100
done
quietly v4l2-ctl -d /dev/video0 --stream-mmap --stream-count=1
quietly v4l2-ctl -d /dev/v4l-subdev0 --all
quietly media-ctl -d /dev/media0 -p
quietly cec-ctl -d /dev/cec1 --tv
quietly cec-ctl -d /dev/cec0 --playback --to 0 --image-view-on
quietly ir-ctl -d /dev/lirc0 --features

# graphics
for card in /dev/dri/card* /dev/dri/renderD*; do
    quietly modetest -D "$card"
    # DRM_IOCTL_VERSION, _GET_CAP, _MODE_CREATE_DUMB; VIRTGPU_GETPARAM
    raw "$card" 0xc0406400 64
    raw "$card" 0xc010640c 16
    raw "$card" 0xc02064b2 32
    raw "$card" 0xc0106443 16
done
quietly modetest -M bochs-drm -c

# i2c, gpio, spi, mtd, watchdog
for bus in /dev/i2c-*; do
    quietly i2cdetect -F "${bus#/dev/i2c-}"
    quietly i2cget -y "${bus#/dev/i2c-}" 0x50 0 b
    quietly i2ctransfer -y "${bus#/dev/i2c-}" w1@0x50 0 r1
done
quietly gpiodetect
quietly gpioinfo
quietly gpioget gpiochip0 0
for mtd in /dev/mtd0 /dev/mtd1; do
    quietly mtdinfo $mtd
    quietly flash_erase $mtd 0 1
    quietly nanddump --length=512 $mtd
done
quietly wdctl /dev/watchdog0

# ipmi, tpm
quietly ipmitool mc info
quietly ipmitool sdr list
quietly ipmitool sel info
quietly ipmitool raw 0x2e 0x01 0x00 0x00 0x00

# kvm, vhost, dma-buf, uinput
quietly qemu-system-x86_64 -accel kvm -machine q35 -nodefaults -display none -no-reboot -device isa-debug-exit -m 64 -S -monitor none &
raw /dev/kvm 0xae00 -1
raw /dev/kvm 0xae03 -2
raw /dev/kvm 0xae01 -1
raw /dev/kvm 0xae04 -1
raw /dev/vhost-net 0xaf01 0
raw /dev/vhost-net 0x8008af00 8
raw /dev/vhost-vsock 0xaf01 0
raw /dev/vduse/control 0x80088100 8
raw /dev/dma_heap/system 0xc0184800 24
raw /dev/udmabuf 0x40187542 24
raw /dev/uinput 0x5501 0
raw /dev/rtc0 0x80247009 36
raw /dev/hpet 0x80186803 24

# usb
quietly lsusb -v
quietly usb-devices
for hid in /dev/hidraw*; do
    # HIDIOCGRDESCSIZE, HIDIOCGRAWINFO, HIDIOCGFEATURE(8)
    raw "$hid" 0x80044801 4
    raw "$hid" 0x80084803 8
    raw "$hid" 0xc0084807 8
done

# rdma
quietly ibv_devinfo -v

# networks
have e1000e dummy
for adapter in $(ls /sys/class/net); do
    quietly ethtool -i "$adapter"
    quietly ethtool -d "$adapter"
    quietly ethtool -e "$adapter" length 16
done

# television
have dvb-vidtv-bridge
quietly dvb-fe-tool --adapter=0

# What needs devices bound, made or replaced
for test in transfers:: bypasses:: cxl:: fwctl:: network:: stand_in:: iommufd::every vfio::a_driver vfio_node::a_driver \
    entries::compat_ioctl other:: media:: drivers:: graphics:: buses:: tools::rping tools::ibping ublk::; do
    timeout 300 "$guest" "$test" >/dev/null 2>&1 </dev/null || :
done
wait
