#!/usr/bin/env bash
# Builds the fuzz targets, over the libraries of the asan build and the knowledge of the release (solved
# under sanitizers it takes minutes), and runs each for so many seconds (60 without an argument) from its
# corpus. Two run at a time. Ends with 1 when any input crashed, hung or took too much memory; the input
# stands in build/fuzz/findings then.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
seconds=${1:-60}

apps/install_packages.sh clang-16 libclang-rt-16-dev
export ASAN_SYMBOLIZER_PATH=/usr/bin/addr2line  # for names and lines without another package
cmake --preset release >/dev/null
cmake --build --preset release --target paraspinal_knowledge_file
cmake --preset asan -DPARASPINAL_KNOWLEDGE_FILE="$PWD/build/release/knowledge/knowledge.sqlite" >/dev/null
cmake --build --preset asan --target fuzz_targets
mkdir -p build/fuzz/findings

# fuzz TARGET SEEDS...: libFuzzer writes what it finds new to the first folder.
fuzz() {
  local target=$1 grown=build/fuzz/corpus/$1
  mkdir -p "$grown"
  if build/asan/tests/fuzz/fuzz_"$target" -max_total_time="$seconds" -rss_limit_mb=2048 -timeout=20 \
    -max_len=65536 -dict=tests/fuzz/"$target".dict -artifact_prefix=build/fuzz/findings/"$target"- \
    -print_final_stats=1 "$grown" "${@:2}" >build/fuzz/"$target".log 2>&1; then
    echo "$target: $(grep -o 'number_of_executed_units: *[0-9]*' build/fuzz/"$target".log) in $seconds s, nothing found"
  else
    echo "$target: FOUND something, see build/fuzz/$target.log"
    tail -n 30 build/fuzz/"$target".log
    return 1
  fi
}
export -f fuzz
export seconds

printf '%s\n' \
  "bundle tests/fuzz/corpus/bundle apps/samples tests/pipeline/cases" \
  "cds_request apps/samples/cds" \
  "questionnaire_response tests/fuzz/corpus/questionnaire_response" \
  "rule tests/fuzz/corpus/rule" |
  xargs -P 2 -I{} bash -c 'set -euo pipefail; fuzz {}'
