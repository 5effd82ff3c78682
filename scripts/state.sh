# shellcheck shell=bash
# What run, status and stop know of each other: the home directory, the server's process and the
# file run.state, in which `run` says how far it is. Sourced by ./chukei.

say() { printf '%s\n' "$*"; }
complain() { printf 'chukei: %s\n' "$*" >&2; }

# Sets and exports CHUKEI_HOME as an absolute path; the server gets the same one.
resolve_home() {
  if [ -z "${CHUKEI_HOME-var}" ]; then
    complain "CHUKEI_HOME='': must name a directory"
    exit 78
  fi
  home=$(realpath -m -- "${CHUKEI_HOME-$root/var}")
  export CHUKEI_HOME=$home
  pid_file=$home/chukei.pid
  state_file=$home/run.state
  server_log=$home/log/server.log
}

java_command() {
  if [ -n "${JAVA_HOME-}" ] && [ -x "$JAVA_HOME/bin/java" ]; then
    printf '%s' "$JAVA_HOME/bin/java"
  else
    printf 'java'
  fi
}

# When a process started, in clock ticks since boot: with the pid it names a process for good.
started_at() {
  local stat
  { stat=$(<"/proc/$1/stat"); } 2>/dev/null || return 1
  stat=${stat##*) }
  set -- $stat
  printf '%s' "${20}"
}

# Is PID our server? A pid file may be stale and its number long given to another program.
is_our_server() {
  local argument
  [ -n "${1-}" ] || return 1
  while IFS= read -r -d '' argument; do
    [ "$argument" = "$home/server" ] && return 0
  done 2>/dev/null <"/proc/$1/cmdline"
  return 1
}

# Sets server_pid when our server runs.
find_server() {
  server_pid=
  [ -r "$pid_file" ] && read -r server_pid <"$pid_file"
  is_our_server "$server_pid" 2>/dev/null
}

write_state() { # STAGE [REASON]
  {
    printf 'RUN=%s\nSTAGE=%s\nSINCE=%s\n' "$run_id" "$1" "$(date +%s)"
    printf 'HTTP_HOST=%s\nHTTP_PORT=%s\n' "${HTTP_HOST-}" "${HTTP_PORT-}"
    printf 'HTTP=%s\nMX=%s\n' "${HTTP-}" "${MX-}"
    printf 'SUBMISSION=%s\nSUBMISSIONS=%s\n' "${SUBMISSION-}" "${SUBMISSIONS-}"
    printf 'REASON=%s\n' "${2-}"
  } >"$state_file.new" && mv -f "$state_file.new" "$state_file"
}

# Sets state_RUN, state_STAGE and so on; all empty when there is no state.
read_state() {
  local key value
  state_RUN='' state_STAGE='' state_SINCE=0 state_REASON=''
  state_HTTP_HOST='' state_HTTP_PORT='' state_HTTP='' state_MX='' state_SUBMISSION='' state_SUBMISSIONS=''
  [ -r "$state_file" ] || return 1
  while IFS='=' read -r key value; do
    case $key in
      RUN | STAGE | SINCE | HTTP_HOST | HTTP_PORT | HTTP | MX | SUBMISSION | SUBMISSIONS | REASON)
        printf -v "state_$key" '%s' "$value"
        ;;
    esac
  done <"$state_file"
}

# Is the `run` that wrote run.state still there?
is_run_alive() {
  local pid=${state_RUN%.*}
  [ -n "$pid" ] && [ "$(started_at "$pid")" = "${state_RUN#*.}" ]
}

# GET; sets http_status and http_body. No curl on a fresh machine, so bash speaks it.
http_get() { # HOST PORT PATH [HEADER]
  local line
  http_status='' http_body=''
  { exec 7<>"/dev/tcp/$1/$2"; } 2>/dev/null || return 1
  printf 'GET %s HTTP/1.0\r\nHost: localhost\r\n%sConnection: close\r\n\r\n' \
    "$3" "${4:+$4$'\r\n'}" >&7 2>/dev/null
  if IFS= read -r -t 5 line <&7; then
    http_status=${line#* }
    http_status=${http_status%% *}
    http_body=$(timeout 5 cat <&7)
    http_body=${http_body#*$'\r\n\r\n'}
  fi
  exec 7>&-
  [ -n "$http_status" ]
}

# The application's own readiness check is named chukei; Payara answers before it is deployed.
is_ready() { # HOST PORT
  http_get "$1" "$2" /health/ready && [ "$http_status" = 200 ] &&
    [[ $http_body == *'"chukei"'* ]]
}
