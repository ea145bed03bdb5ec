# Measures calls in a guest and prints a line for each: WHAT JSON, or WHAT ! and why nothing was measured. $1 is
# passgate, $2 how many calls of each; what is to be measured follows this text.
set -o pipefail
passgate=$1 calls=$2
there=$(ls -d /dev/sg* | wc -l)
modprobe scsi_debug max_luns=64 no_uld=1 dev_size_mb=8 || exit
until [ "$(ls -d /dev/sg* | wc -l)" -ge $((there + 64)) ]; do sleep 0.1; done
generic=$(ls -d /dev/sg* | sort -V | tail -n 64 | paste -sd,)

# own WHAT OPTION...: passgate measures with what it attaches.
own() {
    local what=$1
    shift
    echo "==> with $what attached" >&2
    "$passgate" measure --generic "$generic" --calls "$calls" "$@" | sed "s/^/$what /"
}

# failed WHAT FILE...: says why a tool measured nothing, in its own last words.
failed() {
    local what=$1
    shift
    echo "$what ! $(cat "$@" | grep -a . | tail -n 1 | tr -d '\r' | cut -c 1-200)"
}

# under WHAT CALLS TOOL...: a tool runs what is measured. It is much slower, so that there are fewer calls.
under() {
    local what=$1 by=$2
    shift 2
    echo "==> under $what" >&2
    if timeout 600 "$@" "$passgate" measure --attach none --call "$by" --calls 1000 >measured 2>errors &&
        grep -q nanoseconds measured; then
        grep -a nanoseconds measured | sed "s/^/$what /"
    else
        failed "$what" measured errors
    fi
}

# beside WHAT CALLS TOOL...: a tool watches the whole machine, and says ready when it does.
beside() {
    local what=$1 by=$2 tool
    shift 2
    "$@" >said 2>&1 </dev/null &
    tool=$!
    while [ "$(grep -ac ready said)" -lt 2 ]; do
        if ! kill -0 $tool 2>/dev/null; then
            failed "$what" said
            return 0
        fi
        sleep 0.5
    done
    own "$what" --attach none --call "$by"
    kill -INT $tool
    wait $tool 2>/dev/null
    return 0
}

cd /tmp || exit
