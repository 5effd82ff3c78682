# shellcheck shell=bash
# `./chukei test`: all tests, the ones on the deployed server included. Sourced by ./chukei.

# What the tests call, and the Debian package that has it.
needed_tools() {
  cat <<'TOOLS'
mvn              maven
javac            openjdk-17-jdk-headless
swaks            swaks
swaks-tls        libnet-ssleay-perl
openssl          openssl
smtp-sink        postfix
smtp-source      postfix
chromium         chromium
chromedriver     chromium-driver
initdb           postgresql
dovecot-lmtp     dovecot-lmtpd
nmap             nmap
gsasl            gsasl
ip               iproute2
nsd              nsd
unbound          unbound
ldns-signzone    ldnsutils
systemd-analyze  systemd
logrotate        logrotate
TOOLS
}

run_tests() {
  if [ "${1-}" = --help ] || [ "${1-}" = -h ]; then
    usage
    return 0
  fi
  PATH=$PATH:/usr/sbin:/sbin
  install_missing || return 1
  say "running all tests; the server is started several times, which takes some minutes"
  mvn -B -ntp -f "$root/pom.xml" "$@" verify </dev/null
}

is_installed() { # TOOL
  case $1 in
    swaks-tls) perl -MNet::SSLeay -e 1 2>/dev/null ;;
    initdb) compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null ;;
    dovecot-lmtp) [ -x /usr/lib/dovecot/lmtp ] ;;
    *) command -v "$1" >/dev/null ;;
  esac
}

install_missing() {
  local tool package missing=()
  while read -r tool package; do
    is_installed "$tool" || missing+=("$package")
  done < <(needed_tools)
  [ ${#missing[@]} = 0 ] && return 0
  mapfile -t missing < <(printf '%s\n' "${missing[@]}" | sort -u)
  if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
    complain "the tests need what is not installed here; as root: apt-get install ${missing[*]}"
    return 1
  fi
  say "installing what the tests need: ${missing[*]}"
  apt_install "${missing[@]}" || {
    complain "apt-get could not install ${missing[*]}"
    return 1
  }
}

# Postfix and PostgreSQL would start at once; the tests only want their programs.
apt_install() {
  local policy=/usr/sbin/policy-rc.d made='' status=0
  if [ ! -e "$policy" ]; then
    printf '#!/bin/sh\nexit 101\n' >"$policy" && chmod 755 "$policy" && made=yes
  fi
  export DEBIAN_FRONTEND=noninteractive
  echo 'postfix postfix/main_mailer_type select No configuration' | debconf-set-selections
  {
    apt-get update -q && apt-get install -q -y --no-install-recommends "$@"
  } </dev/null || status=$?
  [ -n "$made" ] && rm -f "$policy"
  return $status
}
