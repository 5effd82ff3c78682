# shellcheck shell=bash
# One measurement each, written as one line of the results. Sourced by ./run.

submit() { # PEER MESSAGES SIZE SESSIONS REUSE
  local port_of=${1}_port options=()
  [ "$5" = yes ] && options=(-d)
  smtp-source "${options[@]}" -s "$4" -m "$2" -l "$3" -f sender@source.test -t recipient@target.test \
    "127.0.0.1:${!port_of}" >/dev/null 2>>"$dir/source.err"
}

warm_up() { # PEER
  local count_for=${1}_warm_up before
  for reuse in no yes; do
    before=$(next_hop_count)
    submit "$1" "${!count_for}" 10240 20 $reuse
    await_next_hop $((before + ${!count_for})) 300
  done
}

messages_for() { # PEER BASE
  if [ "$1" = chukei ]; then printf '%s' $(($2 * 3)); else printf '%s' "$2"; fi
}

# What the relay holds back while the next hop is held; all of it arrives at the one that takes.
declare -i held_by_chukei=0
queued_for_chukei() { printf '%s' $held_by_chukei; }

measure() { # PEER accept|relay RESULTS
  local peer=$1 test=$2 into=$3 pid_of=${1}_pid count before=0 cpu start accepted end memory
  count=$(messages_for "$peer" "$messages")
  [ "$test" = relay ] && before=$(next_hop_count)
  cpu=$(tree_of "${!pid_of}" cpu)
  start=$(date +%s%N)
  submit "$peer" "$count" "$size" "$sessions" "$reuse" || say "smtp-source failed: $(tail -1 "$dir/source.err")"
  accepted=$(date +%s%N)
  end=$accepted
  if [ "$test" = relay ]; then
    await_next_hop $((before + count)) 300 || return
    end=$(date +%s%N)
  elif [ "$peer" = chukei ]; then
    held_by_chukei=$count
  fi
  cpu=$(($(tree_of "${!pid_of}" cpu) - cpu))
  memory=$(tree_of "${!pid_of}" memory)
  awk -v OFS='\t' -v a=$((accepted - start)) -v t=$((end - start)) \
    "BEGIN { print \"$peer\", \"$test\", $size, $sessions, \"$reuse\", $count, a / 1e9, t / 1e9, $cpu, $memory }" |
    tee -a "$into" >&2
}

measure_latency() { # PEER
  local port_of=${1}_port
  python3 "$bench/latency.py" "${!port_of}" "$next_hop_port" $latency_messages $latency_rate |
    awk -v OFS='\t' -v p="$1" '{ print p, $1, "10240", 1, "no", $2, $3, $4, 0, 0 }' | tee -a "$results" >&2
}

# In ms, those of ended children included; in KiB, shared pages shared out.
tree_of() { python3 "$bench/tree.py" "$1" "$2"; }
