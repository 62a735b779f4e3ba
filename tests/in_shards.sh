#!/usr/bin/env bash
# Runs every GoogleTest program of a build, each in so many processes of its own that share its tests
# (GoogleTest's shards), as many at a time as there are cores: a process for each of thousands of tests
# takes longer to start than most tests take. usage: tests/in_shards.sh BUILD [SHARDS], 8 when not given.
# A line a shard; the whole output of one that failed. A test that crashed or hung counts as failed, and
# with it those behind it in its shard, which did not run. Closes with "N passed, N failed, N skipped";
# ends with 1 when any failed.
set -euo pipefail
build=$(realpath "$1")
shards=${2:-8}
out=$build/tests/shards
rm -rf "$out"
mkdir -p "$out"

# What the output of a shard says: its passed, failed and skipped tests, and words on what failed.
count() {
  awk -v status="$1" '
    match($0, /\[ RUN      \] .*/) { running = substr($0, RSTART + 13) }
    /\[       OK \] / { ok++; running = "" }
    /\[  SKIPPED \] .* \([0-9]+ ms\)$/ { skipped++; running = "" }
    match($0, /\[  FAILED  \] .* \([0-9]+ ms\)$/) { names = names " " $4; running = "" }
    /^\[==========\] Running [0-9]+ tests? from/ { total = $3; started = 1 }
    /^\[==========\] [0-9]+ tests? from .* ran\./ { finished = 1 }
    /^\[  PASSED  \] [0-9]+ tests?\.$/ { ok = $4 }
    END {
      failed = total - ok - skipped
      if (!finished && running != "") names = names " " running " (ended there with " status ")"
      else if (status != 0 && failed == 0) { failed = 1; names = " (ended with " status ")" }
      if (!started) { failed = 1; names = " (did not start)" }
      print ok + 0, failed + 0, skipped + 0, names
    }' "$2"
}
export -f count

run_shard() {
  local program=$1 index=$2 log status=0
  log=$out/$(basename "$program").$index
  cd "$(dirname "$program")"
  GTEST_SHARD_INDEX=$index timeout --kill-after=10 1500 "$program" >"$log" 2>&1 || status=$?
  read -r passed failed skipped names < <(count "$status" "$log")
  echo "$passed $failed $skipped" >"$log.count"
  echo "$(basename "$program"), shard $index: $passed passed, $failed failed, $skipped skipped"
  [[ $failed -eq 0 ]] || { cat "$log"; echo "failed in $(basename "$program"), shard $index: $names"; }
}
export -f run_shard
export out GTEST_TOTAL_SHARDS=$shards

while read -r program; do
  for ((index = 0; index < shards; ++index)); do echo "$program $index"; done
done <"$build/tests/programs.txt" | xargs -P "$(nproc)" -L 1 bash -c 'set -euo pipefail; run_shard "$@"' run

# A shard that left no count of its own is one failure.
lost=$(($(wc -l <"$build/tests/programs.txt") * shards - $(find "$out" -name '*.count' | wc -l)))
find "$out" -name '*.count' -exec cat {} + | awk -v lost="$lost" '
  { passed += $1; failed += $2; skipped += $3 }
  END { print passed + 0 " passed, " failed + lost " failed, " skipped + 0 " skipped"; exit failed + lost > 0 }'
