# shellcheck shell=bash
# The two servers, each with its state below $dir and ports of its own on loopback, and the next hop
# that both relay to. Sourced by the benchmarks, which set port, dir, peers and chukei_extra.
#
# A server NAME has NAME_start, NAME_stop, NAME_hold, NAME_release, NAME_empty, and NAME_port and
# NAME_pid, the root of its processes.

say() { printf '%s %s\n' "$(date +%T)" "$*" >&2; }

prepare() {
  install_missing || return 1
  [ -n "$dir" ] || dir=$(mktemp -d /var/tmp/chukei-bench.XXXXXX) || return 1
  mkdir -p "$dir"
  chmod 755 "$dir"
  chukei_port=$port postfix_port=$((port + 4)) next_hop_port=$((port + 5))
  next_hop_pid='' chukei_run='' postfix_pid=''
}

install_missing() {
  local missing=()
  command -v smtp-source >/dev/null || missing+=(postfix)
  command -v python3 >/dev/null || missing+=(python3)
  [ ${#missing[@]} = 0 ] && return 0
  if [ "$(id -u)" != 0 ]; then
    say "missing here; as root: apt-get install ${missing[*]}"
    return 1
  fi
  # Postfix would start at once, on port 25; only its programs are wanted.
  local policy=/usr/sbin/policy-rc.d made='' status=0
  if [ ! -e $policy ]; then
    printf '#!/bin/sh\nexit 101\n' >$policy && chmod 755 $policy
    made=yes
  fi
  DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${missing[@]}" >&2 || status=1
  [ -n "$made" ] && rm -f $policy
  return $status
}

await_port() { # PORT SECONDS
  local end=$((SECONDS + $2))
  until (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; do
    [ $SECONDS -lt $end ] || { say "nothing listens on port $1"; return 1; }
    sleep 0.1
  done
}

end_all() {
  next_hop_ends
  for peer in $peers; do "${peer}_stop"; done
  [[ $dir == /var/tmp/chukei-bench.* ]] && rm -rf "$dir"
}

# --- this relay, as ./chukei run starts it

chukei() { env "${chukei_settings[@]}" "$root/chukei" "$@"; }

chukei_start() {
  chukei_settings=(
    CHUKEI_HOME="$dir/chukei" CHUKEI_HOSTNAME=relay.test CHUKEI_SMTP_ADDRESS=127.0.0.1
    CHUKEI_SMTP_MX_PORT=$chukei_port CHUKEI_SMTP_SUBMISSION_PORT=$((port + 1))
    CHUKEI_SMTP_SUBMISSIONS_PORT=$((port + 2)) CHUKEI_HTTP_PORT=$((port + 3))
    CHUKEI_DELIVERY_SMARTHOST=127.0.0.1:$next_hop_port CHUKEI_RETRY_SCHEDULE=1s
    "${chukei_extra[@]}"
  )
  chukei run >"$dir/chukei.out" 2>&1 &
  chukei_run=$!
  chukei status --wait 600 >&2 || return 1
  chukei_pid=$(<"$dir/chukei/chukei.pid")
  chukei connection add UNCONDITIONAL 127.0.0.1 >/dev/null && chukei permit add 127.0.0.1 >/dev/null
}

chukei_stop() {
  [ -n "$chukei_run" ] && chukei stop >/dev/null 2>&1 && wait "$chukei_run"
  chukei_run=''
}

# The next hop never greets; the attempts that run are stuck there.
chukei_hold() { :; }
chukei_release() { :; }

# Lets go what it has, which goes faster than to remove it.
chukei_empty() {
  next_hop_takes
  await_next_hop "$(queued_for_chukei)" 300
  next_hop_is_held
}

chukei_record() { jcmd "$chukei_pid" JFR.start name=bench settings=profile filename="$1" >/dev/null; }
chukei_end_record() { jcmd "$chukei_pid" JFR.stop name=bench filename="$1" >/dev/null && say "profile: $1"; }

chukei_peak_memory() {
  awk -v OFS='\t' '/^VmHWM:/ { print "chukei", "peak", "-", "-", "-", 0, 0, 0, 0, $2 }' \
    "/proc/$chukei_pid/status" >>"$results"
}

# --- Debian's Postfix: its own main.cf and master.cf, but for the port, the paths and the next hop

postfix_start() {
  local conf=$dir/postfix/conf queue=$dir/postfix/queue file
  mkdir -p "$conf" "$queue/etc" "$dir/postfix/data" "$dir/postfix/log"
  chown postfix "$dir/postfix/data"
  # What the package's configure-instance.sh puts into the chroot.
  for file in localtime services resolv.conf hosts host.conf nsswitch.conf; do
    [ -e "/etc/$file" ] && cp -L "/etc/$file" "$queue/etc/"
  done
  sed "s/^smtp      inet /127.0.0.1:$postfix_port inet /" /etc/postfix/master.cf.proto >"$conf/master.cf"
  cat >"$conf/main.cf" <<CONF
compatibility_level = 3.6
smtpd_banner = \$myhostname ESMTP \$mail_name (Debian/GNU)
biff = no
append_dot_mydomain = no
readme_directory = no
smtp_tls_security_level = may
smtp_tls_CApath = /etc/ssl/certs
smtp_tls_session_cache_database = btree:\${data_directory}/smtp_scache
smtpd_relay_restrictions = permit_mynetworks permit_sasl_authenticated defer_unauth_destination
myhostname = relay.test
alias_maps =
mydestination = localhost
mynetworks = 127.0.0.0/8
mailbox_size_limit = 0
recipient_delimiter = +
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
relayhost = [127.0.0.1]:$next_hop_port
queue_directory = $queue
data_directory = $dir/postfix/data
maillog_file_prefixes = $dir/postfix/log
maillog_file = $dir/postfix/log/mail.log
CONF
  postfix -c "$conf" start >"$dir/postfix/out" 2>&1 || { cat "$dir/postfix/out" >&2; return 1; }
  await_port "$postfix_port" 20 || return 1
  postfix_pid=$(tr -d ' ' <"$queue/pid/master.pid")
}

postfix_stop() {
  [ -n "$postfix_pid" ] && postfix -c "$dir/postfix/conf" stop >/dev/null 2>&1
  postfix_pid=''
}

postfix_hold() { postfix_defers 'smtp relay'; }
postfix_release() { postfix_defers ''; }
postfix_defers() {
  postconf -c "$dir/postfix/conf" -e "defer_transports = $1"
  postfix -c "$dir/postfix/conf" reload >/dev/null 2>&1
  await_port "$postfix_port" 20
}

postfix_empty() { postsuper -c "$dir/postfix/conf" -d ALL >/dev/null 2>&1; }

# --- the next hop

next_hop_state=none

next_hop_takes() {
  [ $next_hop_state = takes ] && return
  next_hop_ends
  : >"$dir/sink"
  chmod 666 "$dir/sink"
  # Counts on one line that it writes again and again.
  smtp-sink -c -u nobody "127.0.0.1:$next_hop_port" 2000 >"$dir/sink" 2>/dev/null &
  next_hop_pid=$!
  await_port "$next_hop_port" 20
  next_hop_state=takes
  for peer in $peers; do "${peer}_release"; done
}

# It is there and takes connections, but never says a word.
next_hop_is_held() {
  [ $next_hop_state = held ] && return
  next_hop_ends
  python3 -c "
import signal, socket
listener = socket.create_server(('127.0.0.1', $next_hop_port), backlog=1000)
signal.pause()" &
  next_hop_pid=$!
  await_port "$next_hop_port" 20
  next_hop_state=held
  for peer in $peers; do "${peer}_hold"; done
}

next_hop_ends() {
  [ -n "$next_hop_pid" ] && kill "$next_hop_pid" 2>/dev/null && wait "$next_hop_pid" 2>/dev/null
  next_hop_pid='' next_hop_state=none
}

next_hop_count() {
  local count
  count=$(tail -c 100 "$dir/sink" | tr '\r' '\n' | sed -n 's/.*mesg=\([0-9]*\).*/\1/p' | tail -1)
  printf '%s' "${count:-0}"
}

await_next_hop() { # COUNT SECONDS
  local end=$((SECONDS + $2))
  until [ "$(next_hop_count)" -ge "$1" ]; do
    [ $SECONDS -lt $end ] || { say "only $(next_hop_count) of $1 messages arrived"; return 1; }
    sleep 0.02
  done
}
