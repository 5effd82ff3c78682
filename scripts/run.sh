# shellcheck shell=bash
# `./chukei run`: builds, checks the settings, starts Payara Micro with the resource adapter and the
# application, waits until it serves, and stays until it ends. Sourced by ./chukei.

start_limit=600 # seconds

run() {
  case ${1-} in
    '') ;;
    --help | -h) usage; return 0 ;;
    *) complain "run takes no arguments; settings are in config/settings.md"; return 2 ;;
  esac
  resolve_home
  (umask 077 && mkdir -p "$home/log") || return 1
  take_home || return 1

  stopping='' build_pid='' server_pid=''
  trap 'stopping=yes' INT TERM HUP
  run_id=$$.$(started_at $$)
  write_state building
  build_server || { give_up "the build failed"; return $?; }
  write_state starting
  check_settings || { give_up "$faults" 78; return $?; }
  write_state starting
  check_own_name || { give_up "$failure"; return $?; }
  say "starting…"
  start_server
  await_serving || { give_up "$failure"; return $?; }
  summary
  write_state serving
  tell_systemd
  await_end
}

# One run for a home. The server inherits the lock: should this script be killed, the server still
# holds it, and a second one can't start on the same files.
take_home() {
  exec 9>>"$home/run.lock"
  flock -n 9 && return 0
  find_server
  complain "already running on $home${server_pid:+ (process $server_pid)};" \
    "./chukei stop ends it, another CHUKEI_HOME and other ports start one more"
  return 1
}

# Says why it did not start, ends the server if there is one, leaves the failure for `status`.
give_up() { # REASON [EXIT]
  local asked_for=$stopping
  end_server
  if [ -n "$asked_for" ]; then
    write_state stopped
    say "stopped"
    return 0
  fi
  write_state failed "$(one_line "$1")"
  complain "not started: $1"
  [ -s "$server_log" ] && [ -n "${log_offset-}" ] && complain "the server log is $server_log"
  return "${2-1}"
}

one_line() { printf '%s' "$1" | sed '$!s/$/;/' | tr '\n' ' '; }

# Sets HTTP…SUBMISSION from the settings in force, or faults. Takes a fraction of a second, where
# Payara would need many until the adapter sees the same.
check_settings() {
  local output key value option properties=()
  while IFS= read -r option; do
    [[ $option == -Dchukei.* ]] && properties+=("$option")
  done < <(java_options)
  output=$("$(java_command)" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto \
    "${properties[@]}" -cp "$connector_api" \
    org.chukei.config.CheckSettings 2>&1 9>&-) || {
    faults=$output
    return 1
  }
  while IFS='=' read -r key value; do
    case $key in
      WARNING) complain "warning: $value" ;;
      HTTP | HTTP_ADDRESS | HTTP_HOST | HTTP_PORT | MX | SUBMISSION | SUBMISSIONS)
        printf -v "$key" '%s' "$value"
        ;;
    esac
  done <<<"$output"
}

# Payara asks for the address of the machine's own name, and ends where there is none: containers and
# machines without their name in /etc/hosts. Sets failure when it returns 1.
check_own_name() {
  local name
  name=$(uname -n)
  command -v getent >/dev/null || return 0
  getent ahosts "$name" >/dev/null && return 0
  failure="this machine's own name, $name, has no address; add the line '127.0.1.1 $name' to /etc/hosts"
  return 1
}

# config/jvm.options, then CHUKEI_JAVA_OPTIONS (quotes keep blanks together), one a line.
java_options() {
  grep -v -e '^[[:space:]]*#' -e '^[[:space:]]*$' "$root/config/jvm.options"
  printf '%s' "${CHUKEI_JAVA_OPTIONS-}" | xargs -r -n 1 printf '%s\n'
}

start_server() {
  local options
  mapfile -t options < <(java_options)
  # Payara's unpacked self; nothing in it outlives a start.
  rm -rf "$home/server" "$home/tmp"
  (umask 077 && : >>"$server_log")
  log_offset=$(stat -c %s "$server_log")
  (
    umask 077
    mkdir -p "$home/server" "$home/tmp"
    listener=configs.config.server-config.network-config.network-listeners.network-listener
    {
      cat "$root/config/pre-boot.asadmin"
      printf 'set %s.http-listener.address=%s\n' "$listener" "$HTTP_ADDRESS"
    } >"$home/tmp/pre-boot.asadmin"
    cd "$home" || exit 1
    # glibc would keep heaps of its own for many of the JVM's threads, resident and mostly empty.
    export MALLOC_ARENA_MAX="${MALLOC_ARENA_MAX-2}"
    # --nohazelcast, for --nocluster still listens on port 6900.
    exec "$(java_command)" -Djava.io.tmpdir="$home/tmp" "${options[@]}" \
      -jar "$payara" \
      --nohazelcast --disablephonehome --rootdir "$home/server" \
      --logproperties "$root/config/logging.properties" \
      --prebootcommandfile "$home/tmp/pre-boot.asadmin" --port "$HTTP_PORT" \
      --deploy "$connector" \
      --deploy "$application" --contextroot / \
      </dev/null >>"$server_log" 2>&1
  ) &
  server_pid=$!
  printf '%s\n' "$server_pid" >"$pid_file"
}

this_start_log() { tail -c "+$((log_offset + 1))" "$server_log"; }

# Sets failure when it returns 1.
await_serving() {
  local deadline=$((SECONDS + start_limit))
  while [ -z "$stopping" ]; do
    if ! kill -0 "$server_pid" 2>/dev/null; then
      failure="the server ended: $(reason_in_log)"
      return 1
    fi
    is_ready "$HTTP_HOST" "$HTTP_PORT" && learn_ports && return 0
    if is_deployment_failed; then
      failure=$(reason_in_log)
      return 1
    fi
    if [ $SECONDS -ge $deadline ]; then
      failure="it did not serve within $start_limit s: ${http_body:-no answer from HTTP}"
      return 1
    fi
    pause 0.3
  done
  failure=stopped
  return 1
}

# A failed deployment does not end Payara Micro: it says that it is ready, and does not list the WAR.
is_deployment_failed() {
  local log
  log=$(this_start_log)
  grep -q -e 'CHUKEI-START-FAILED' -e 'Exception while loading the app' <<<"$log" && return 0
  grep -q 'Payara Micro .* ready in ' <<<"$log" && ! grep -q '"Type": "war"' <<<"$log"
}

# What is worth telling of the stack traces of a failed deployment: the application's own words if
# there are any, else the line that names a setting, else the innermost cause.
reason_in_log() {
  local log causes reason
  log=$(this_start_log)
  causes=$(sed -n 's/^Caused by: //p' <<<"$log" | sed -E 's/^[A-Za-z0-9_.$]+(Exception|Error): //')
  reason=$(sed -n 's/^.*CHUKEI-START-FAILED: *//p' <<<"$log" | head -n 1)
  [ -n "$reason" ] || reason=$(grep -m 1 -E 'CHUKEI_[A-Z]|chukei\.[a-z]+[.a-z]*=' <<<"$causes")
  [ -n "$reason" ] || reason=$(tail -n 1 <<<"$causes")
  # Without a cause the message itself tells, and may go on for lines.
  [ -n "$reason" ] || reason=$(sed -n '/Exception while loading the app : /,/^$/{
    s/.*Exception while loading the app : //
    /^[[:space:]]*at /d
    /./p
  }' <<<"$log" | head -n 5)
  [ -n "$reason" ] || reason=$(sed -n 's/^[^ ]* SEVERE [^ ]*: //p' <<<"$log" | tail -n 1)
  [ -n "$reason" ] || reason=$(grep -v '^[[:space:]]*$' <<<"$log" | tail -n 1)
  printf '%s' "${reason:-it says nothing in its log}"
}

# A port set to 0 is any free one; which, only the running server knows.
learn_ports() {
  local token service
  [[ $MX == *:0 || $SUBMISSION == *:0 || $SUBMISSIONS == *:0 ]] || return 0
  { token=$(<"$home/api.token"); } 2>/dev/null || return 1
  http_get "$HTTP_HOST" "$HTTP_PORT" /api/status "Authorization: Bearer $token" || return 1
  service=$(tr '{' '\n' <<<"$http_body")
  MX=${MX%:*}:$(sed -n '/"MX"/s/.*"port": *\([0-9]*\).*/\1/p' <<<"$service")
  SUBMISSION=${SUBMISSION%:*}:$(sed -n '/"SUBMISSION"/s/.*"port": *\([0-9]*\).*/\1/p' <<<"$service")
  SUBMISSIONS=${SUBMISSIONS%:*}:$(sed -n '/"SUBMISSIONS"/s/.*"port": *\([0-9]*\).*/\1/p' <<<"$service")
}

summary() {
  say "serving; Ctrl-C stops it"
  say "  SMTP        $MX (MX), $SUBMISSION (submission), $SUBMISSIONS (submissions)"
  say "  console     http://$HTTP/"
  say "  mail log    $home/log/mail.log"
  say "  server log  $server_log"
  if [ -s "$home/admin-password" ]; then
    say "  first start: log in to the console as admin with the one-time password"
    say "               $(<"$home/admin-password")"
    say "               (also in $home/admin-password until the first login)"
  fi
}

# Where the unit says Type=notify, it counts as started only now.
tell_systemd() {
  [ -n "${NOTIFY_SOCKET-}" ] && command -v systemd-notify >/dev/null || return 0
  systemd-notify --ready --status="serving; MX $MX, submission $SUBMISSION, submissions $SUBMISSIONS" 9>&- || true
}

# Until the server ends or somebody wants it to.
await_end() {
  local status=0
  while [ -z "$stopping" ]; do
    # Bash's own remark on a killed job would show its whole source.
    { wait "$server_pid" && status=0 || status=$?; } 2>/dev/null
    kill -0 "$server_pid" 2>/dev/null || break
  done
  if [ -n "$stopping" ]; then
    say "stopping…"
    end_server || { write_state failed "killed, for it did not stop"; return 1; }
    write_state stopped
    say "stopped"
    return 0
  fi
  rm -f "$pid_file"
  # 143: somebody sent TERM to the server itself, and it stopped in good order.
  if [ $status = 143 ] || [ $status = 0 ]; then
    write_state stopped
    say "the server was stopped from outside"
    return 0
  fi
  local how="with exit status $status"
  [ $status -gt 128 ] && how="by signal $((status - 128)) ($(kill -l $((status - 128))))"
  write_state failed "the server was ended $how"
  complain "the server (process $server_pid) was ended $how and is not started again;" \
    "the server log is $server_log"
  return 1
}

# TERM, and KILL if 8.5 seconds do not suffice, so that a stop takes less than 10, whatever hangs; false
# if it came to that. An idle server needs one second; its patience with sessions and deliveries in
# flight ends after 3. KILL loses nothing: what was acknowledged is stored.
end_server() {
  local deadline=$(($(milliseconds) + 8500)) clean=0
  if [ -n "$server_pid" ]; then
    kill -TERM "$server_pid" 2>/dev/null
    while kill -0 "$server_pid" 2>/dev/null; do
      if [ "$(milliseconds)" -ge $deadline ]; then
        complain "the server did not stop within 8.5 s and is killed; what it acknowledged is stored"
        kill -KILL "$server_pid" 2>/dev/null
        clean=1
        break
      fi
      pause 0.1
    done
    wait "$server_pid" 2>/dev/null
  fi
  rm -f "$pid_file"
  return $clean
}

# SECONDS would be up to one of them too early.
milliseconds() { date +%s%3N; }

# A sleep that a signal to the whole terminal group (Ctrl-C) may cut short.
pause() { sleep "$1" 9>&- || true; }
