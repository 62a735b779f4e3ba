#!/usr/bin/env bash
# Installs what is missing, builds a preset (release, dev or asan; release when none is given; release
# with the screen inside), and runs every test but those in a browser. Closes with "N passed, N failed,
# N skipped"; ends with 1 when any failed.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
preset=${1:-release}

apps/install_packages.sh
[[ $preset != asan ]] || apps/install_packages.sh clang-16 libclang-rt-16-dev
export ASAN_SYMBOLIZER_PATH=/usr/bin/addr2line  # for names and lines without another package
screen=
if [[ $preset == release ]]; then
  screen=build/screen
  apps/build_screen.sh "$screen"
fi
# Solved under sanitizers the knowledge takes minutes: that of the release is taken where there is one.
solved=
if [[ $preset == asan && -d build/release ]]; then
  cmake --build --preset release --target paraspinal_knowledge_file
  solved=$PWD/build/release/knowledge/knowledge.sqlite
fi
cmake --preset "$preset" -DPARASPINAL_SCREEN="$screen" -DPARASPINAL_KNOWLEDGE_FILE="$solved"
cmake --build --preset "$preset"
log=build/$preset/tests.log
failure=0
tests/in_shards.sh "build/$preset" | tee "$log" || failure=1
[[ $(tail -n 1 "$log") =~ ^([0-9]+)\ passed,\ ([0-9]+)\ failed,\ ([0-9]+)\ skipped$ ]] ||
  { echo "0 passed, 1 failed: the test programs did not finish"; exit 1; }
shards=("${BASH_REMATCH[@]}")

# The rest are commands; only a test of GoogleTest has a point in its name.
ctest --preset "$preset" --exclude-regex '[.]' --parallel "$(nproc)" --no-tests=error | tee "$log.commands" || failure=1

# ctest: "98% tests passed, 2 tests failed out of 123"; skipped tests are among those passed.
read -r failed total < <(sed -n 's/.*tests passed, \([0-9]*\) tests failed out of \([0-9]*\).*/\1 \2/p' "$log.commands") ||
  { echo "${shards[1]} passed, $((shards[2] + 1)) failed: ctest did not finish"; exit 1; }
skipped=$(grep -c '\*\*\*Skipped' "$log.commands" || true)
echo "$((shards[1] + total - failed - skipped)) passed, $((shards[2] + failed)) failed, $((shards[3] + skipped)) skipped"
exit $failure
