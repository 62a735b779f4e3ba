#!/usr/bin/env bash
# All FHIR that is sent, checked by independent validators (npm packages, Node 20): the answers to
# every sample, to presentations that bring out the rarer resources, and to every whole record beside
# the project whose person lives; the OperationOutcomes of those records and of bad input.
# usage: validate_fhir.sh PROGRAM PROJECT_ROOT OUTCOMES (tests/fhir/operation_outcome_main.cpp). Ends
# with 77, which ctest shows as skipped, where Node, the registry or the shared folder of validators
# is absent; the reason is printed.
set -euo pipefail
program=$1
root=$2
outcomes=$3
shared=$root/../shared

skip() {
  echo "skipped: $*"
  exit 77
}

[[ -f $shared/tools/validate-fhir.mjs ]] || skip "no shared/tools beside the project"
command -v node >/dev/null && command -v npm >/dev/null || skip "no node"
[[ $(node --version | sed 's/^v\([0-9]*\).*/\1/') -ge 20 ]] || skip "node $(node --version), 20 is needed"

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir "$folder/tools" "$folder/cases" "$folder/bad" "$folder/output"
cp -r "$shared/tools/." "$folder/tools"
(cd "$folder/tools" && npm install --ignore-scripts --no-package-lock --silent) ||
  skip "npm could not install the validators"

# Advice withheld for what is known; a control character in the case's id; nobody asked anything.
cat >"$folder/cases/withheld.json" <<'END'
{"id": "with\u0007held", "age_years": 30, "sex": "female", "findings": {"pregnant": "present",
 "gestational_age": 24, "anticoagulant_use": "present", "peptic_ulcer_hx": "present",
 "pain_after_injury": "present", "pain_mechanical": "present"}}
END
echo '{"findings": {}}' >"$folder/cases/nothing.json"
# Calls that a clinician goes on with: nothing urgent found, and the least of what was.
sed '0,/"findings"/s//"handed_over": "after 40 questions",\n  "findings"/' "$root/apps/samples/lifting_strain.json" >"$folder/cases/handed_over.json"
echo '{"age_years": 72, "sex": "male", "handed_over": "after 40 questions", "findings": {"fever":
 "present", "night_pain": "present"}}' >"$folder/cases/handed_over_urgent.json"

# Bad input, one of each kind of fault.
printf '' >"$folder/bad/empty"
printf '\x89PNG\r\n\x1a\n\0\0' >"$folder/bad/binary"
printf '{"findings": {"fever": "pre' >"$folder/bad/cut"
printf '{"findings": {"fever": "present", "fever": "absent"}}' >"$folder/bad/twice"
printf '{"findings": {"fevre": "present", "te\\u0001mp": "\\u001b[31m"}}' >"$folder/bad/unknown"
printf '{"resourceType": "Patient", "id": "1"}' >"$folder/bad/patient"
printf '{"resourceType": "Bundle", "type": "collection"}' >"$folder/bad/no_entries"
printf '{"resourceType": "Bundle", "type": "collection", "entry": [{"resource": {"resourceType": "Patient",
  "id": "1"}}, {"resource": {"resourceType": "Patient", "id": "2"}}]}' >"$folder/bad/two_patients"
printf '{"findings": %s' "$(printf '[%.0s' {1..200})" >"$folder/bad/deep"

# assess CASE NAME [OPTION ...]: a line of FHIR in the output folder, or 2 for unusable input.
assess() {
  local case=$1 name=$2
  shift 2
  "$program" assess "$case" --format fhir "$@" >"$folder/output/$name.json"
}

for case in "$root"/apps/samples/*.json "$folder"/cases/*.json; do
  name=$(basename "$case" .json)
  assess "$case" "$name" --as-of 2026-11-20T18:30:00Z
  assess "$case" "$name.on_a_day" --as-of 2026-11-20 --draws 0 --setting primary_care
done
grep -q '"OBSA"' "$folder/output/withheld.json" || { echo 'withheld.json: nothing is withheld'; exit 1; }
for name in handed_over handed_over_urgent; do
  grep -q 'Handed over to a clinician' "$folder/output/$name.json" || { echo "$name.json: not handed over"; exit 1; }
done

for record in "$shared"/fhir-samples/synthea/*.json "$shared"/fhir-samples/ips/*.json; do
  [[ -f $record ]] || continue
  name=record.$(basename "$record" .json)
  if ! assess "$record" "$name" 2>"$folder/said"; then
    grep -q 'recorded as deceased' "$folder/said" || { cat "$folder/said"; exit 1; }
    rm "$folder/output/$name.json"
  fi
done
"$outcomes" "$folder"/bad/* "$shared"/fhir-samples/*/*.json >"$folder/output/outcomes.ndjson"

node "$folder/tools/validate-fhir.mjs" --warn-refs --quiet "$folder/output"
