# Sourced by scripts/demo and scripts/test: installs what is missing and says what it does.

RUN_PACKAGES="python3 python3-venv libsqlite3-mod-spatialite libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-noto-core" # Pango and letters: for print
TEST_PACKAGES="$RUN_PACKAGES chromium libatomic1 postgresql-postgis poppler-utils" # libatomic1: for the driver of Playwright

say() { printf '%s\n' "== $*"; }

as_root() {
  if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

missing_packages() {
  for package in "$@"; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || printf '%s ' "$package"
  done
}

install_packages() {
  if ! command -v apt-get >/dev/null 2>&1; then
    say "This is no Debian system. Please see to it that these are there: $*"
    return 0
  fi
  wanted=$(missing_packages "$@")
  [ -n "$wanted" ] || return 0
  say "Installing Debian packages: $wanted"
  [ "$(id -u)" -eq 0 ] || say "sudo may ask for your password."
  as_root apt-get update -qq
  # shellcheck disable=SC2086 # a list of package names
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $wanted >/dev/null
}

find_python() {
  for python in ${PYTHON:-} python3 python3.13 python3.12 python3.11 /usr/bin/python3; do
    if "$python" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      printf '%s' "$python"
      return 0
    fi
  done
  say "No Python of version 3.11 or newer with venv was found; please install one." >&2
  return 1
}

lock_digest() { cat pyproject.toml "requirements/$1.txt" | sha256sum | cut -d' ' -f1; }

is_installed() { [ "$(cat ".venv/installed-$1" 2>/dev/null)" = "$(lock_digest "$1")" ]; }

# install_python run|test: the locked packages of that list into .venv, once.
install_python() {
  is_installed "$1" && return 0
  [ "$1" = run ] && is_installed test && return 0
  python=$(find_python)
  [ -x .venv/bin/python ] || { say "Making .venv with $python"; "$python" -m venv .venv; }
  say "Installing Python packages (requirements/$1.txt); this takes a minute or two the first time"
  .venv/bin/python -m pip install --quiet --disable-pip-version-check --requirement "requirements/$1.txt"
  .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
  lock_digest "$1" > ".venv/installed-$1"
}
