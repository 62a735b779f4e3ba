#!/usr/bin/env bash
# From a fresh clone to a first answer: installs what is missing, builds the release, and assesses a
# sample case; or whatever `paraspinal assess` is given. Progress goes to stderr, the answer to stdout.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

apps/install_packages.sh
cmake --preset release >&2
cmake --build --preset release --target paraspinal >&2
if [[ $# -eq 0 ]]; then
  set -- apps/samples/bilateral_sciatica_saddle_numbness.json --as-of 2026-11-20T18:30:00Z
fi
exec build/release/paraspinal assess "$@"
