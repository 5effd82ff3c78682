# shellcheck shell=bash
# `./chukei dist`: the archive that is installed (docs/operations.md). Sourced by ./chukei.

dist() { # [FILE]
  local file=${1-$root/target/chukei.tar.gz} stage status=0
  if [ -d "$root/lib" ]; then
    complain "this is an installed relay already; dist is for a source tree"
    return 1
  fi
  file=$(realpath -m -- "$file")
  build_server || return 1
  stage=$(mktemp -d) || return 1
  mkdir -p "$stage/chukei/lib" "$(dirname "$file")" &&
    cp -p "$connector" "$connector_api" "$application" "$cli" "$payara" "$stage/chukei/lib/" &&
    cp -pr "$root"/{chukei,scripts,config,docs,README.md,CHANGELOG.md,SECURITY.md,LICENSE} \
      "$stage/chukei/" &&
    tar --create --gzip --owner=0 --group=0 --mode=u=rwX,go=rX --file "$file" \
      --directory "$stage" chukei || status=1
  rm -rf "$stage"
  [ $status = 0 ] && say "$file"
  return $status
}
