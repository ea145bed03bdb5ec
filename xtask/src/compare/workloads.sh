# The same four workloads under four tools. What each prints stands behind a line `=== WORKLOAD TOOL COMMAND`,
# no more than 24 lines of it about devices. $1 is passgate.
passgate=$1
modprobe vivid
for _ in 1 2 3 4 5 6 7 8 9 10; do [ -e /dev/video0 ] && break; sleep 0.5; done
cd /tmp || exit 1

# Runs a tool and shows what it wrote: WORKLOAD TOOL LINES COMMAND...; LINES is what is looked for in lines.
shows() {
    local workload=$1 tool=$2 lines=$3
    shift 3
    printf '=== %s %s' "$workload" "$tool"
    for word; do
        case $word in
        *[!A-Za-z0-9_./:=,+-]*) printf " '%s'" "$word" ;;
        *) printf ' %s' "$word" ;;
        esac
    done
    echo
    rm -f out
    timeout 120 "$@" >stdout 2>stderr </dev/null
    status=$?
    { cat out stdout stderr 2>/dev/null; } | grep -aE "$lines" >found
    head -n 24 found
    count=$(wc -l <found)
    [ "$count" -le 24 ] || echo "(and $((count - 24)) more lines)"
    if [ "$count" = 0 ]; then
        echo "(no such line; it ended with status $status)"
        tail -n 3 stderr
    fi
}

# The four tools on one command: WORKLOAD BPFTRACE-PROGRAM LINES COMMAND...
each() {
    local workload=$1 program=$2 lines=$3
    shift 3
    shows "$workload" strace "ioctl|io_uring|openat.*/dev/" strace -f -o out -e trace=openat,ioctl,io_uring_setup,io_uring_enter "$@"
    shows "$workload" perf "ioctl|io_uring|openat.*/dev/" perf trace -o out -e openat,ioctl,io_uring_setup,io_uring_enter -- "$@"
    # It wants to be told which of the folders that lead to one program.
    shows "$workload" bpftrace "$lines" bpftrace -o out -e "$program" -c "$(command -v "$1") ${*:2}"
    shows "$workload" passgate "/dev/|Losses" "$passgate" trace --output out -- "$@"
}

ioctls='tracepoint:syscalls:sys_enter_ioctl { printf("%s fd %d cmd 0x%x arg 0x%lx\n", comm, args->fd, args->cmd, args->arg); }'
uring='tracepoint:io_uring:io_uring_submit_req { printf("%s opcode %s\n", comm, str(args->op_str)); }'
# bpftrace takes no quotes in its command.
cat >nvme.sh <<'END'
nvme id-ctrl /dev/nvme0 >/dev/null
nvme admin-passthru /dev/nvme0 --opcode=0xc1
END
each nvme "$ioctls" 'cmd 0x' sh nvme.sh
each scsi "$ioctls" 'cmd 0x' sg_raw --request=96 /dev/sg0 12 00 00 00 60 00
each video "$ioctls" 'cmd 0x' v4l2-ctl -d /dev/video0 --all
each uring "$uring" 'opcode' fio --name=u --filename=/dev/ng0n1 --ioengine=io_uring_cmd --cmd_type=nvme --rw=read --bs=4k --size=8k --output=/dev/null
for tool in strace perf bpftrace "$passgate"; do "$tool" --version 2>&1 | head -n 1 | sed "s/^/version /"; done
uname -r | sed 's/^/kernel /'
