# What passgate costs in userspace, in a guest where a nanosecond is an instruction. Prints lines: WHAT NUMBER...
# $1 is passgate; $2 is bpftrace, or empty.
passgate=$1 bpftrace=$2
cd /tmp || exit
group=/sys/fs/cgroup/measured

# used COMMAND...: what a command and its children use of the processor, in microseconds, and how long it takes.
used() {
    local began ended
    mkdir -p $group
    began=$(date +%s%N)
    (echo 0 >$group/cgroup.procs && exec "$@") >said 2>&1 </dev/null || {
        echo "$* failed:" >&2
        tail -n 3 said >&2
    }
    ended=$(date +%s%N)
    echo "$(awk '$1 == "usage_usec" { print $2 }' $group/cpu.stat) $(((ended - began) / 1000))"
    rmdir $group
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
    before=$(cut -d ' ' -f 1 "/proc/$top/schedstat")
    sleep 10
    after=$(cut -d ' ' -f 1 "/proc/$top/schedstat")
    echo "top $rows $((after - before)) 10 $(awk '$1 == "VmHWM:" { print $2 }' "/proc/$top/status")"
    kill "$top"
    wait $terminal 2>/dev/null
    "$passgate" stat --duration 5 --room rows=65536 --output report >errors 2>&1 &
    stat=$!
    while [ -d /proc/$stat ]; do
        seen="$(cut -d ' ' -f 1 /proc/$stat/schedstat 2>/dev/null) $(awk '$1 == "VmHWM:" { print $2 }' /proc/$stat/status 2>/dev/null)"
        case $seen in *[0-9]\ [0-9]*) last=$seen ;; esac
        sleep 0.05
    done
    echo "stat $rows $last $(wc -l <report)"
    kill $client
    wait $client 2>/dev/null
done
exit 0
