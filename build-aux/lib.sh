# SPDX-License-Identifier: GPL-3.0-or-later
# What the two commands share: install what is missing, configure, compile. Sourced, not run.

source_dir=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

say () {
  printf '\n==> %s\n' "$*"
}

fail () {
  printf '\n%s: %s\n' "$(basename "$0")" "$*" >&2
  exit 1
}

# need_packages STAGE…: installs the packages of these stages that are not there, and no others.
need_packages () {
  local stage package missing=()

  while read -r stage package; do
    [[ " $* " == *" $stage "* ]] || continue
    [[ $(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null) == installed ]] || missing+=("$package")
  done < <(grep -v '^#' "$source_dir/build-aux/packages")

  [[ ${#missing[@]} -gt 0 ]] || return 0

  if ! command -v apt-get >/dev/null; then
    say "This is not Debian. Paylinks needs what Debian calls: ${missing[*]}"
    return 0
  fi

  local as_root=()
  if [[ $(id -u) != 0 ]]; then
    command -v sudo >/dev/null ||
      fail "these packages are missing, and there is neither root nor sudo to install them:
  ${missing[*]}
As root: apt-get install --no-install-recommends ${missing[*]}"
    # Without a terminal nobody could type a password.
    [[ -t 0 ]] || sudo -n true 2>/dev/null ||
      fail "these packages are missing, and sudo asks for a password but there is no terminal:
  ${missing[*]}"
    as_root=(sudo)
  fi

  say "Installing what is missing: ${missing[*]}"
  local apt=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -y
             -o DPkg::Lock::Timeout=120 -o Acquire::Retries=3)
  "${apt[@]}" update || fail 'the package lists could not be fetched'
  "${apt[@]}" install --no-install-recommends "${missing[@]}" || fail 'the packages could not be installed'
}

# build DIRECTORY MESON-OPTION…: configures it when it is new, and compiles.
build () {
  local directory=$1
  shift

  if [[ ! -f $directory/build.ninja ]]; then
    say "Configuring $(basename "$directory")"
    meson setup "$directory" "$source_dir" "$@" || fail "meson could not configure $directory"
  fi
  say "Building $(basename "$directory")"
  ninja -C "$directory" || fail 'it did not build'
}
