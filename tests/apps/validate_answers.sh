#!/usr/bin/env bash
# What the FHIR interface answers in tests (questionnaires, next questions, assessments, errors) and the
# bundles of calls, with what people decided, checked
# by independent validators (npm packages, Node 20). usage: validate_answers.sh PROJECT_ROOT TESTS...,
# each of TESTS a program that keeps its answers (tests/fhir/support/kept_answers.h). Ends with 77,
# which ctest shows as skipped, where Node, the registry or the shared folder is absent.
set -euo pipefail
root=$1
shift
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
mkdir "$folder/tools" "$folder/answers"
cp -r "$tools/." "$folder/tools"
(cd "$folder/tools" && npm install --ignore-scripts --no-package-lock --silent) ||
  skip "npm could not install the validators"

for tests in "$@"; do
  PARASPINAL_KEPT_ANSWERS=$folder/answers "$tests" --gtest_brief=1 \
    --gtest_filter='Questionnaire.*:NextQuestion.*:AssessOperation.*:CapabilityStatement.*:FhirRoutes.*:DeskDocument.Fhir*'
done
node "$folder/tools/validate-fhir.mjs" --quiet "$folder/answers"
