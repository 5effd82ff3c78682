# shellcheck shell=bash
# Builds what is missing, or older than its sources; never runs tests. Sourced by ./chukei.
#
# An installed relay (from the archive of ./chukei dist) has all of it in lib/.
if [ -d "$root/lib" ]; then
  connector=$root/lib/chukei-connector.rar connector_api=$root/lib/chukei-connector-api.jar
  application=$root/lib/chukei.war cli=$root/lib/chukei-cli.jar payara=$root/lib/payara-micro.jar
else
  connector=$root/rar/target/chukei-connector.rar
  connector_api=$root/rar/target/chukei-connector-api.jar
  application=$root/web/target/chukei.war cli=$root/cli/target/chukei-cli.jar
  payara=$root/ear/target/server/payara-micro.jar
fi

# Is ARTEFACT there, and is nothing of what it is made of newer?
is_built() { # ARTEFACT MODULE...
  local artefact=$1 module
  shift
  [ -f "$artefact" ] || return 1
  local sources=("$root/pom.xml")
  for module in "$@"; do
    sources+=("$root/$module/pom.xml")
    [ -d "$root/$module/src/main" ] && sources+=("$root/$module/src/main")
  done
  [ -z "$(find "${sources[@]}" -newer "$artefact" -print -quit)" ]
}

is_server_built() {
  is_built "$connector" rar && is_built "$connector_api" rar &&
    is_built "$application" rar ejb web && is_built "$cli" cli && [ -f "$payara" ]
}

is_cli_built() { is_built "$cli" cli; }

build_server() { build_unless is_server_built; }
build_cli() { build_unless is_cli_built -pl cli; }

build_unless() { # CHECK [MVN-ARGS]
  local check=$1 lock
  shift
  [ -d "$root/lib" ] && return 0
  "$check" && return 0
  check_build_tools || return 1
  mkdir -p "$root/target"
  exec {lock}>"$root/target/build.lock"
  if ! flock -n "$lock"; then
    say "waiting for another build to finish…" >&2
    flock "$lock"
  fi
  # The other build may have made what we need.
  local status=0
  "$check" || maven_package "$@" || status=1
  exec {lock}>&-
  return $status
}

check_build_tools() {
  if ! command -v mvn >/dev/null; then
    complain "building needs Maven and a JDK 17: apt-get install maven openjdk-17-jdk-headless"
    return 1
  fi
  if ! command -v javac >/dev/null && [ ! -x "${JAVA_HOME-}/bin/javac" ]; then
    complain "building needs a JDK, not only a JRE: apt-get install openjdk-17-jdk-headless"
    return 1
  fi
}

# All goes to target/build.log; the terminal (standard error) gets a line for each module and step.
maven_package() { # [MVN-ARGS]
  local progress progress_pid status=0
  say "building (the first time takes some minutes)…" >&2
  exec {progress}> >(show_build_progress "$root/target/build.log" >&2)
  progress_pid=$!
  # In the background, so that a signal ends our wait at once; without the run's lock.
  mvn -B -f "$root/pom.xml" -DskipTests package "$@" </dev/null >&"$progress" 2>&1 \
    {progress}>&- 9>&- &
  build_pid=$!
  exec {progress}>&-
  wait "$build_pid" || status=$?
  if [ -n "${stopping-}" ]; then
    kill -TERM "$build_pid" 2>/dev/null
    wait "$build_pid"
  fi
  wait "$progress_pid"
  build_pid=
  [ $status = 0 ] && return 0
  [ -n "${stopping-}" ] || complain "the build failed; all of it is in $root/target/build.log"
  return 1
}

show_build_progress() { # LOGFILE
  local line step fetched=0
  while IFS= read -r line; do
    printf '%s\n' "$line" >&8
    case $line in
      *'Downloaded from '*)
        fetched=$((fetched + 1))
        [ $((fetched % 50)) = 0 ] && say "    $fetched files fetched"
        ;;
      '[INFO] Building Chukei'*'['*) say "  ${line#\[INFO\] Building }" ;;
      '[INFO] --- '*)
        step=${line#*:*:}
        say "    ${step%% *}"
        ;;
      '[ERROR]'*) say "$line" ;;
    esac
  done 8>"$1"
}
