#!/usr/bin/env bash
# Installs what is missing, builds a preset (release, dev or asan; release when none is given) and
# runs every test. Closes with "N passed, N failed, N skipped"; ends with 1 when any failed.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
preset=${1:-release}

apps/install_packages.sh
cmake --preset "$preset"
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
