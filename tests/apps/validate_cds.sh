#!/usr/bin/env bash
# The discovery document and the answers to sample requests of ours and of other people, checked by a
# validator nobody here wrote the answers for (Node 20). usage: validate_cds.sh CDS_ANSWERS ROOT.
# Ends with 77, which ctest shows as skipped, where Node or the shared folder is absent.
set -euo pipefail
answers=$1
root=$2
shared=$root/../shared
samples=$shared/fhir-samples/cds-hooks

skip() {
  echo "skipped: $*"
  exit 77
}

[[ -f $shared/tools/validate-cds.mjs ]] || skip "no shared/tools beside the project"
[[ -d $samples ]] || skip "no shared/fhir-samples/cds-hooks beside the project"
command -v node >/dev/null || skip "no node"
[[ $(node --version | sed 's/^v\([0-9]*\).*/\1/') -ge 20 ]] || skip "node $(node --version), 20 is needed"

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir "$folder/tools" "$folder/answers"
cp "$shared/tools/validate-cds.mjs" "$folder/tools"

"$answers" "$folder/answers" "$root"/apps/samples/cds/*.json "$samples"/ahrq-*.json \
  "$samples"/context-*.json "$samples"/feedback-*.json "$samples"/request-*.json \
  "$samples"/hl7validator-cdshooks-request-*.json | sort -k 2 >"$folder/statuses"

# What each should be: their prefetch has other keys than ours, so patient-view lacks data (412); two
# are of older drafts (400); a hook that is not offered (404); orders that are none of ours (200).
sort -k 2 >"$folder/expected" <<'STATUSES'
412 ahrq-Adolfo777_Braun514.json
412 ahrq-Debora709_Mayer370.json
200 ahrq-feedback.json
412 context-appointment-book.json
412 context-encounter-start.json
200 context-order-select-r4.json
200 context-order-sign-r4.json
412 context-patient-view.json
404 context-problem-list-item-create-r4.json
200 feedback-accepted-spec.json
200 feedback-overridden-reason-spec.json
200 feedback-overridden-spec.json
412 hl7validator-cdshooks-request-pv-good.json
200 order_sign_nsaid_31_weeks.json
200 patient_view_saddle_numbness.json
400 request-example-bilirubin.json
200 request-example-orderselect.json
400 request-extension-spec.json
200 request-order-sign-paginated-prefetch-spec.json
412 request-patient-view-spec.json
412 request-quickstart.json
STATUSES
diff "$folder/expected" "$folder/statuses"

cards=()
while read -r status name; do
  if [[ $status == 200 && $name != *feedback* ]]; then
    cards+=("$folder/answers/$name")
  elif [[ $status != 200 && $status != 404 ]]; then
    grep -q '"resourceType":"OperationOutcome"' "$folder/answers/$name" ||
      { echo "$name: $status without an OperationOutcome"; exit 1; }
  fi
done <"$folder/statuses"
node "$folder/tools/validate-cds.mjs" "$folder/answers/discovery.json" "${cards[@]}" \
  "$root"/apps/samples/cds/*.json
