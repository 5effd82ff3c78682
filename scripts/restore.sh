# shellcheck shell=bash
# `./chukei restore FILE`: unpacks what `./chukei backup` made into a home that is empty. Sourced by
# ./chukei, after run.sh; works before anything is built.

restore() { # FILE
  local archive manifest
  if [ $# != 1 ] || [[ $1 == -* ]]; then
    complain "usage: ./chukei restore FILE"
    return 2
  fi
  resolve_home
  archive=$1
  if [ ! -f "$archive" ] || [ ! -r "$archive" ]; then
    complain "$archive: there is no such file, or $(id -un) may not read it; nothing was done"
    return 1
  fi
  manifest=$(tar --extract --gzip --to-stdout --file "$archive" --occurrence=1 \
    chukei-backup.properties 2>/dev/null)
  if ! grep -q -x 'format=1' <<<"$manifest"; then
    complain "$archive is no backup that this release can read; nothing was done"
    return 1
  fi
  if [ -d "$home" ] && [ -n "$(ls -A "$home")" ]; then
    complain "$home is not empty: a backup is restored into an empty home (CHUKEI_HOME); nothing was done"
    return 1
  fi
  (umask 077 && mkdir -p "$home") || return 1
  take_home || return 1
  if ! (umask 077 && tar --extract --gzip --preserve-permissions --file "$archive" \
    --directory "$home"); then
    find "$home" -mindepth 1 ! -name run.lock -delete
    complain "$archive can't be unpacked whole; nothing of it was kept"
    return 1
  fi
  say "restored the backup of $(sed -n 's/^taken=//p' <<<"$manifest") into $home"
  if grep -q -x 'database=elsewhere' <<<"$manifest"; then
    if grep -q -x 'mail=database' <<<"$manifest"; then
      say "its database, with the mail in it, is elsewhere: restore that (pg_restore) before ./chukei run"
    else
      say "its database is elsewhere: restore that (pg_restore) before ./chukei run"
    fi
  fi
  say "never run it beside the relay it was taken from: both would deliver the same mail"
}
