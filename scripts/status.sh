# shellcheck shell=bash
# `./chukei status` and `./chukei stop`. Sourced by ./chukei; work before anything is built.

# How long after a failure a status without a newer run takes it for the run it was asked about, and
# how long a run that was started just before has to say that it is there; seconds.
recent=5
grace=3

status() {
  local wait_for=0
  case ${1-} in
    '') ;;
    --json) status_json; return ;;
    --wait)
      wait_for=${2-}
      if ! [[ $wait_for =~ ^[0-9]{1,6}$ ]] || [ $# -gt 2 ]; then
        complain "usage: ./chukei status [--wait SECONDS]"
        return 2
      fi
      ;;
    --help | -h) usage; return 0 ;;
    *) complain "usage: ./chukei status [--wait SECONDS | --json]"; return 2 ;;
  esac
  resolve_home
  look
  if [ "$wait_for" -gt 0 ]; then
    await_verdict "$wait_for"
  fi
  say "$line"
  return "$verdict"
}

# What the server says of itself by REST; where it does not serve, why.
status_json() {
  local token
  resolve_home
  look
  if [ "$verdict" = 0 ] && token=$(<"$home/api.token") &&
    http_get "$state_HTTP_HOST" "$state_HTTP_PORT" /api/status "Authorization: Bearer $token"; then
    say "$http_body"
  else
    line=${line//\\/\\\\}
    say "{\"status\":\"${line//\"/\\\"}\"}"
  fi
  return "$verdict"
}

# Sets verdict (the exit status) and line.
look() {
  read_state || true
  if find_server; then
    # While `run` is still waiting itself it has not told the console's password yet.
    if [ "$state_STAGE" != serving ] && is_run_alive; then
      verdict=3
      line="starting (pid $server_pid)"
    elif [ -n "$state_HTTP_HOST" ] && is_ready "$state_HTTP_HOST" "$state_HTTP_PORT"; then
      verdict=0
      line="serving (pid $server_pid): MX $state_MX, submission $state_SUBMISSION, submissions $state_SUBMISSIONS, console http://$state_HTTP/"
    else
      verdict=3
      line="not ready (pid $server_pid): ${http_body:-HTTP does not answer}"
    fi
  elif is_run_alive; then
    verdict=3
    line="$state_STAGE (run's pid ${state_RUN%.*})"
  elif [ "$state_STAGE" = failed ]; then
    verdict=1
    line="failed: $state_REASON"
  elif [ "$state_STAGE" = serving ] || [ "$state_STAGE" = starting ] || [ "$state_STAGE" = building ]; then
    verdict=3
    line="not running (it was ended while $state_STAGE)"
  else
    verdict=3
    line="not running; ./chukei run starts it"
  fi
}

# Ends the wait when it serves, or when the run that we are waiting for failed. That is any run that
# fails from now on; also one that failed a moment ago, unless a newer one shows up: `run & status
# --wait 60` may be read after `run` has failed already. A failure older than that tells nothing.
await_verdict() { # SECONDS
  local began old_run='' deadline=$((SECONDS + $1)) grace_end=$((SECONDS + grace))
  began=$(date +%s)
  if [ "$verdict" = 1 ]; then
    old_run=$state_RUN
    old_since=$state_SINCE
  fi
  while [ "$verdict" != 0 ] && [ $SECONDS -lt $deadline ]; do
    if [ "$verdict" = 1 ]; then
      [ "$state_RUN" != "$old_run" ] && return
      [ "$old_since" -ge $((began - recent)) ] && [ $SECONDS -ge $grace_end ] && return
    fi
    sleep 0.3
    look
  done
  if [ "$verdict" = 1 ] && [ "$state_RUN" = "$old_run" ]; then
    verdict=3
    line="not running (an earlier run failed: $state_REASON)"
  fi
}

stop() {
  case ${1-} in
    '') ;;
    --help | -h) usage; return 0 ;;
    *) complain "stop takes no arguments"; return 2 ;;
  esac
  resolve_home
  read_state || true
  local deadline=$((SECONDS + 20)) target=''
  if is_run_alive && [ "$state_STAGE" != failed ] && [ "$state_STAGE" != stopped ]; then
    target=${state_RUN%.*}
  elif find_server; then
    target=$server_pid
  else
    say "not running"
    return 0
  fi
  local started
  started=$(started_at "$target")
  kill -TERM "$target" || return 1
  while [ "$(started_at "$target")" = "$started" ] && [ -n "$started" ]; do
    if [ $SECONDS -ge $deadline ]; then
      complain "process $target has not ended"
      return 1
    fi
    sleep 0.2
  done
  say "stopped"
}
