#!/usr/bin/env bash
# The screens in Debian's Chromium, as a nurse and a clinician use them: drives the release that
# tests/run.sh has built. Installs chromium and the two packages of the lock file when they are missing.
# Pictures of every view stay in build/browser/screenshots. Closes with "N passed, N failed".
# usage: run.sh [WORDS]; only tests whose name matches WORDS, a regular expression, when given.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
here=tests/browser
log=build/browser/tests.tap

apps/install_packages.sh chromium
command -v npm >/dev/null || apps/install_packages.sh nodejs npm
if [[ ! $here/node_modules/.package-lock.json -nt $here/package-lock.json ]]; then
  (cd "$here" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error)
fi
if ! [[ -x build/release/paraspinal ]]; then
  echo "build/release/paraspinal is missing: tests/run.sh builds it"
  echo "0 passed, 1 failed"
  exit 1
fi

mkdir -p build/browser
node --test-reporter=spec --test-reporter-destination=stdout \
  --test-reporter=tap --test-reporter-destination="$log" \
  ${1:+--test-name-pattern="$1"} "$here/all.js" || true

failed=$(grep -c '^not ok' "$log" || true)
passed=$(grep '^ok' "$log" | grep -vc '# SKIP' || true)
if [[ $((passed + failed)) -eq 0 ]]; then
  failed=1  # nothing ran
fi
echo "$passed passed, $failed failed"
[[ $failed -eq 0 ]]
