#!/usr/bin/env bash
# From a fresh clone to a first answer: installs what is missing, builds the screen and the release
# with it, and assesses a sample case; or whatever `paraspinal assess` is given. Says at the end how to
# open the screen. Progress goes to stderr, the answer to stdout. PARASPINAL_SCREEN= (empty) leaves the
# screen out, and with it Node.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
screen=${PARASPINAL_SCREEN-build/screen}

apps/install_packages.sh
[[ -z $screen ]] || apps/build_screen.sh "$screen"
cmake --preset release -DPARASPINAL_SCREEN="$screen" >&2
cmake --build --preset release --target paraspinal >&2
if [[ $# -eq 0 ]]; then
  set -- apps/samples/bilateral_sciatica_saddle_numbness.json --as-of 2026-11-20T18:30:00Z
fi
status=0
build/release/paraspinal assess "$@" || status=$?
if [[ -n $screen ]]; then
  cat >&2 <<'HOW'

To open the screen: make a user (it asks for a password), start the service, and sign in with a browser
at http://127.0.0.1:8420/screen/:

    build/release/paraspinal user add amina --role nurse --records build/records.sqlite --master-key build/master.key
    build/release/paraspinal serve --records build/records.sqlite --master-key build/master.key
HOW
fi
exit "$status"
