#!/usr/bin/env bash
# Installs what is missing, builds a preset (release, dev or asan; release when none is given; release
# with the screen inside), and runs every test but those in a browser. Closes with "N passed, N failed,
# N skipped"; ends with 1 when any failed.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
preset=${1:-release}

apps/install_packages.sh
screen=
if [[ $preset == release ]]; then
  screen=build/screen
  apps/build_screen.sh "$screen"
fi
cmake --preset "$preset" -DPARASPINAL_SCREEN="$screen"
cmake --build --preset "$preset"
log=build/$preset/tests.log
failure=0
ctest --preset "$preset" --parallel "$(nproc)" --no-tests=error | tee "$log" || failure=1

# ctest: "98% tests passed, 2 tests failed out of 123"; skipped tests are among those passed.
read -r failed total < <(sed -n 's/.*tests passed, \([0-9]*\) tests failed out of \([0-9]*\).*/\1 \2/p' "$log") ||
  { echo "0 passed, 1 failed: ctest did not finish"; exit 1; }
skipped=$(grep -c '\*\*\*Skipped' "$log" || true)
echo "$((total - failed - skipped)) passed, $failed failed, $skipped skipped"
exit $failure
