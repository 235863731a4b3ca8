#!/usr/bin/env bash
# Makes sure that Swift is new enough and that the C libraries Tapestry links against are installed.
# Silent when nothing is missing; otherwise installs the missing packages through apt.
set -euo pipefail

readonly needed_major=6 needed_minor=2

fail() {
  printf 'setup: %s\n' "$@" >&2
  exit 1
}

check_swift() {
  local swift=${SWIFT:-swift} version
  command -v "$swift" >/dev/null ||
    fail "Tapestry needs Swift $needed_major.$needed_minor or newer, and there is no '$swift' in PATH." \
      "Install it from https://www.swift.org/install/linux/ and run this command again."
  version=$("$swift" --version 2>&1) || fail "'$swift --version' failed: $version"
  [[ $version =~ Swift\ version\ ([0-9]+)\.([0-9]+) ]] ||
    fail "'$swift --version' names no version: $version"
  local major=${BASH_REMATCH[1]} minor=${BASH_REMATCH[2]}
  if ((major < needed_major || (major == needed_major && minor < needed_minor))); then
    fail "Tapestry needs Swift $needed_major.$needed_minor or newer; this is Swift $major.$minor ($(command -v "$swift"))." \
      "Install a newer one from https://www.swift.org/install/linux/ and run this command again."
  fi
}

has_library() {
  command -v pkg-config >/dev/null && pkg-config --exists "$1"
}

# Debian's names for what the build cannot do without.
missing_for_building() {
  command -v pkg-config >/dev/null || echo pkg-config
  has_library openblas || echo libopenblas-dev
  has_library lapacke || echo liblapacke-dev
  has_library zlib || echo zlib1g-dev
  has_library sqlite3 || echo libsqlite3-dev
}

# Only the download of a data set needs these: without them Tapestry still builds and trains.
missing_for_downloads() {
  command -v curl >/dev/null || echo curl
  [[ -e /etc/ssl/certs/ca-certificates.crt || -e /etc/pki/tls/certs/ca-bundle.crt ||
    -e /etc/ssl/cert.pem ]] || echo ca-certificates
}

as_root() {
  if ((EUID == 0)); then
    "$@"
  elif [[ -t 0 ]]; then
    sudo "$@"
  else
    sudo --non-interactive "$@"
  fi
}

apt_get() {
  as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get -o DPkg::Lock::Timeout=120 -o Acquire::Retries=3 --quiet --yes "$@" </dev/null
}

# The reason that packages cannot be installed here, or nothing.
obstacle() {
  if ! command -v apt-get >/dev/null; then
    echo "this system has no apt-get"
  elif ((EUID != 0)); then
    if ! command -v sudo >/dev/null; then
      echo "this is not root and there is no sudo"
    elif ! as_root true 2>/dev/null; then
      echo "sudo was refused (without a terminal it cannot ask for a password)"
    fi
  fi
}

install_packages() {
  local log
  log=$(mktemp)
  printf 'setup: installing %s\n' "$*" >&2
  # An update can fail for one unreachable source while another holds what is needed, so that only the
  # outcome of the installation counts; the log keeps the reasons of both.
  apt_get update >"$log" 2>&1 || true
  if apt_get install --no-install-recommends "$@" >>"$log" 2>&1; then
    rm -f "$log"
    return
  fi
  grep -E '^(E|W|Err|sudo)[:0-9 ]' "$log" | tail -n 8 >&2 || tail -n 8 "$log" >&2
  rm -f "$log"
  return 1
}

main() {
  check_swift

  local building downloads reason
  mapfile -t building < <(missing_for_building)
  mapfile -t downloads < <(missing_for_downloads)
  ((${#building[@]} + ${#downloads[@]})) || return 0

  reason=$(obstacle)
  if [[ -z $reason ]] && ! install_packages "${building[@]}" "${downloads[@]}"; then
    reason="apt could not install them (see above; is the network reachable?)"
  fi
  [[ -n $reason ]] || return 0

  ((${#building[@]} == 0)) ||
    fail "missing: ${building[*]}, and $reason." \
      "Install them (Debian and Ubuntu: sudo apt-get install ${building[*]}) and run this command again."
  printf 'setup: no %s, and %s: data sets cannot be downloaded.\n' "${downloads[*]}" "$reason" >&2
}

main
