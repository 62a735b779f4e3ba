#!/usr/bin/env bash
# The FHIR output of every sample and its ids, checked by independent validators (npm packages, Node 20).
# usage: validate_fhir.sh PROGRAM PROJECT_ROOT. Ends with 77, which ctest shows as skipped, where
# Node, the registry or the shared folder of validators is absent; the reason is printed.
set -euo pipefail
program=$1
root=$2
tools=$root/../shared/tools

skip() {
  echo "skipped: $*"
  exit 77
}

[[ -f $tools/validate-fhir.mjs ]] || skip "no shared/tools beside the project"
command -v node >/dev/null && command -v npm >/dev/null || skip "no node"
[[ $(node --version | sed 's/^v\([0-9]*\).*/\1/') -ge 20 ]] || skip "node $(node --version), 20 is needed"

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir "$folder/tools" "$folder/output"
cp -r "$tools/." "$folder/tools"
(cd "$folder/tools" && npm install --ignore-scripts --no-package-lock --silent) ||
  skip "npm could not install the validators"

for sample in "$root"/apps/samples/*.json; do
  "$program" assess "$sample" --format fhir --as-of 2026-11-20T18:30:00Z \
    > "$folder/output/$(basename "$sample")"
done
node "$folder/tools/validate-fhir.mjs" --warn-refs "$folder/output"
