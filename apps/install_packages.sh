#!/usr/bin/env bash
# Installs those packages of packages.txt, and of the arguments, that this Debian does not have yet.
# Asks nothing; says what it installs on stderr. Needs root or sudo only when something is missing.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

missing=()
for package in $(sed 's/#.*//' "$here/packages.txt") "$@"; do
  state=$(dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null || true)
  [[ $state == installed* ]] || missing+=("$package")
done
[[ ${#missing[@]} -gt 0 ]] || exit 0

as_root=(env DEBIAN_FRONTEND=noninteractive)
if [[ $(id -u) -ne 0 ]]; then
  command -v sudo >/dev/null || { echo "missing, and neither root nor sudo: ${missing[*]}" >&2; exit 1; }
  as_root=(sudo "${as_root[@]}")
fi
echo "Installing ${missing[*]}" >&2
"${as_root[@]}" apt-get update -qq >&2
"${as_root[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >&2
