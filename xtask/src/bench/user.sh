# What passgate costs in userspace, in a guest where a nanosecond is an instruction. Prints lines: WHAT NUMBER... What
# cannot be measured has no numbers, and why is said beside them.
# $1 is passgate; $2 is bpftrace, or empty.
passgate=$1 bpftrace=$2
cd /tmp || exit
group=/sys/fs/cgroup/measured

# used COMMAND...: what a command and its children use of the processor, in microseconds, and how long it takes.
used() {
    local began ended status=0
    mkdir -p $group
    began=$(date +%s%N)
    (echo 0 >$group/cgroup.procs && exec "$@") >said 2>&1 </dev/null || {
        status=$?
        echo "$* failed:" >&2
        tail -n 3 said >&2
    }
    ended=$(date +%s%N)
    if [ $status = 0 ]; then
        echo "$(awk '$1 == "usage_usec" { print $2 }' $group/cpu.stat) $(((ended - began) / 1000))"
    fi
    rmdir $group
}

# share PROCESS: nanoseconds of the processor that it uses, and in how many seconds; the most memory that it had, in KiB.
share() {
    local before after
    before=$(cut -d ' ' -f 1 "/proc/$1/schedstat")
    sleep 10
    after=$(cut -d ' ' -f 1 "/proc/$1/schedstat")
    echo "$((after - before)) 10 $(awk '$1 == "VmHWM:" { print $2 }' "/proc/$1/status")"
}

# The first time brings files into memory.
for what in cold warm; do
    echo "start passgate $what $(used "$passgate" stat --duration 1ms)"
    if [ "$bpftrace" ]; then
        echo "start bpftrace $what $(used "$bpftrace" -e 'kfunc:security_file_ioctl { @[args->cmd] = count(); } interval:ms:1 { exit(); }')"
    fi
done

"$passgate" measure --call event-traced,event-json,event-first,snapshot --calls 400 | sed 's/^/event /'

# As many calls as they are, and more than can be told.
for rate in 10000 50000 200000; do
    made=$("$passgate" trace --output told -- "$passgate" measure --rate $rate | sed 's/.*"calls":\([0-9]*\).*"seconds":\([0-9.]*\).*/\1 \2/')
    # The last line, "N calls told. Losses: what N, ...": all that was lost, whatever it is.
    summary=$(tail -n 1 told)
    lost=0
    for number in $(grep -o '[0-9]*' <<<"${summary#* told}"); do lost=$((lost + number)); done
    echo "trace $rate $made $(grep -c NVME_IOCTL_ID told) $lost"
    rm told
done

# Nobody else may write a policy's folder.
folder=/run/measured policy=/run/measured/policy.toml
mkdir -p $folder
cat >$policy <<'EOF'
version = 1
[[rule]]
name = 'no vendor commands'
device = { family = 'nvme' }
deny = ['admin.vendor', 'io.vendor']
EOF
mountpoint -q /sys/fs/bpf || mount -t bpf bpf /sys/fs/bpf

for rows in 100 10000 65000; do
    "$passgate" measure --rows $rows &
    client=$!
    # On a terminal of its own, which somebody reads.
    sleep infinity | script -qfc "stty rows 40 cols 160; exec $passgate top --refresh 500ms --room rows=65536" screen >/dev/null 2>errors &
    terminal=$!
    top=
    until [ "$top" ] && grep -q nvme0n1 screen; do
        sleep 0.5
        top=$(pgrep -f "^$passgate top")
        if ! kill -0 $terminal; then
            cat errors screen >&2
            exit 1
        fi
    done
    sleep 2
    echo "top $rows $(share "$top")"
    kill "$top"
    wait $terminal 2>/dev/null
    "$passgate" stat --duration 5 --room rows=65536 --output report >errors 2>&1 &
    stat=$!
    last=
    while [ -d /proc/$stat ]; do
        seen="$(cut -d ' ' -f 1 /proc/$stat/schedstat 2>/dev/null) $(awk '$1 == "VmHWM:" { print $2 }' /proc/$stat/status 2>/dev/null)"
        case $seen in *[0-9]\ [0-9]*) last=$seen ;; esac
        sleep 0.05
    done
    echo "stat $rows $last $(wc -l <report)"
    "$passgate" enforce --policy $policy --log none --room rows=65536 --directory $folder 2>errors &
    daemon=$!
    until "$passgate" status --directory $folder >/dev/null 2>&1; do
        sleep 0.5
        if [ ! -d /proc/$daemon ]; then
            cat errors >&2
            exit 1
        fi
    done
    # Until all are counted.
    sleep 5
    echo "daemon $rows $(share $daemon)"
    "$passgate" stop --release --directory $folder >/dev/null
    wait $daemon
    kill $client
    wait $client 2>/dev/null
done
exit 0
