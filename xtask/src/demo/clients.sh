# Clients of an NVMe drive and a SCSI disk at a human pace, until the arguments' command ends.
quietly() { "$@" >/dev/null 2>&1 || :; }
drive() {
    while :; do
        quietly nvme id-ctrl /dev/nvme0
        quietly nvme smart-log /dev/nvme0
        sleep 0.5
        quietly nvme id-ns /dev/nvme0n1
        quietly nvme list-ns /dev/nvme0
        quietly nvme get-feature /dev/nvme0 --feature-id=4
        sleep 1
        # A vendor's opcode: this drive has none, and says so.
        quietly nvme admin-passthru /dev/nvme0 --opcode=0xc1
        sleep 1
    done
}
disk() {
    while :; do
        quietly sg_inq /dev/sg0
        quietly sg_turs /dev/sg0
        sleep 1
        quietly sg_readcap /dev/sg0
        sleep 1
        # A vendor's command: 0xc0 and above mean what the vendor says.
        quietly sg_raw /dev/sg0 c0 00 00 00 00 00
        sleep 1
    done
}
drive </dev/null &
disk </dev/null &
"$@"
