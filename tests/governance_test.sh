#!/usr/bin/env bash
# Is what validation/governance names there? Each hazard's controls, tests and risk classes, each package in the
# bill of materials, the mark on each document. usage: governance_test.sh [ROOT]
# Each fault is a line "file:line: what, and what was expected"; ends with 1 when there is any.
set -euo pipefail
cd "${1:-$(dirname "${BASH_SOURCE[0]}")/..}"
folder=validation/governance
log=$folder/hazard_log.csv
faults=$(mktemp)
names=$(mktemp)
trap 'rm -f "$faults" "$names"' EXIT

# Every GoogleTest as Suite.Name, whether or not it stands on one line.
find tests -name '*_test.cpp' -print0 | xargs -0 cat |
  grep -zoP '\bTEST(_P|_F)?\(\s*\w+,\s*\w+' | tr -d '\n' | tr '\0' '\n' |
  sed -E 's/^TEST(_P|_F)?\([[:space:]]*([A-Za-z0-9_]+),[[:space:]]*/\2./' | sort -u >"$names"

# Every test in a browser as FILE#Name.
grep -oP '^screen_test\(\s*"\K\w+' tests/browser/*_test.js | tr ':' '#' >>"$names"

fault() { echo "$log:$1: $2" >>"$faults"; }

# exists LINE PATH#WORDS: the path exists and, when words follow, holds them.
exists() {
  local path=${2%%#*} words=${2#*#}
  if [[ ! -f $path ]]; then
    fault "$1" "$path: no such file"
  elif [[ $words != "$2" ]] && ! grep -qF -- "$words" "$path"; then
    fault "$1" "$path: does not hold \"$words\""
  fi
}

# The items of a cell, a line each, without the blanks around them.
items() { tr ';' '\n' <<<"$1" | sed 's/^ *//; s/ *$//'; }

# A control begins with a file; words behind a blank are for the reader. "none ..." says there is none.
check_controls() {
  local item
  while read -r item; do
    item=${item%% *}
    case $item in
      none | none:) ;;
      */* | *.md) exists "$1" "$item" ;;
      *) fault "$1" "$item: expected a file of the project, or none" ;;
    esac
  done < <(items "$2")
}

check_tests() {
  local item
  while read -r item; do
    case $item in
      none) ;;
      tests/browser/*_test.js\#*) grep -qxF -- "$item" "$names" || fault "$1" "$item: no such test" ;;
      */*) exists "$1" "$item" ;;
      *) grep -qxF -- "$item" "$names" || fault "$1" "$item: no such test" ;;
    esac
  done < <(items "$2")
}

# The class of a severity and a likelihood, as hazard_log.md prints the matrix.
class_of() {
  local rows=(11223 12234 22334 23345 34455)
  echo "${rows[$(($2 - 1))]:$(($1 - 1)):1}"
}

check_risk() {
  if [[ ! $2 =~ ^[1-5]$ || ! $3 =~ ^[1-5]$ ]]; then
    fault "$1" "severity $2, likelihood $3: expected 1 to 5"
  elif [[ $(class_of "$2" "$3") != "$4" ]]; then
    fault "$1" "risk $4 of severity $2 and likelihood $3: expected $(class_of "$2" "$3")"
  fi
}

line=1
previous=H00
while IFS=, read -r id hazard causes effect harmed severity likelihood risk controls tests \
  residual_likelihood residual_risk residual owner status brought_by more; do
  line=$((line + 1))
  [[ -n $brought_by && -z $more ]] || fault $line "expected 16 cells without commas or quotes inside"
  [[ $id > $previous ]] || fault $line "$id: expected an id after $previous"
  previous=$id
  for cell in "$hazard" "$causes" "$effect" "$harmed" "$controls" "$tests" "$residual" "$owner"; do
    [[ -n $cell ]] || fault $line "an empty cell"
  done
  check_controls $line "$controls"
  check_tests $line "$tests"
  check_risk $line "$severity" "$likelihood" "$risk"
  check_risk $line "$severity" "$residual_likelihood" "$residual_risk"
  [[ ! $residual_likelihood > $likelihood ]] || fault $line "residual likelihood above the one before"
  [[ $status =~ ^(open|partly controlled|controlled in code)$ ]] ||
    fault $line "status \"$status\": expected open, partly controlled or controlled in code"
  [[ $brought_by =~ ^(none|none\ filed|issue\ [0-9]+(\;\ issue\ [0-9]+)*)$ ]] ||
    fault $line "brought_by \"$brought_by\": expected issue N, none filed or none"
  [[ $status == 'controlled in code' || $brought_by != none ]] ||
    fault $line "$id is $status: expected the issue that brings the rest, or none filed"
done < <(tail -n +2 "$log")
grep -qF "$((line - 1)) hazards" "$folder/README.md" ||
  echo "$folder/README.md:1: expected to say \"$((line - 1)) hazards\"" >>"$faults"
while IFS=: read -r quoted _; do
  [[ -z $quoted ]] || fault "$quoted" "a quotation mark"
done < <(grep -n '"' "$log" || true)
[[ $line -gt 28 ]] || fault 1 "$((line - 1)) hazards: expected at least 28"

for document in "$folder"/*.md; do
  head -n 5 "$document" | grep -q 'prepared, not approved' ||
    echo "$document:1: expected \"prepared, not approved\" at its head" >>"$faults"
done
for document in "$folder"/*; do
  grep -qF "$(basename "$document")" "$folder/README.md" ||
    echo "$folder/README.md:1: does not say what $(basename "$document") is" >>"$faults"
done
for package in $(sed 's/#.*//' apps/packages.txt); do
  grep -qF "\"name\": \"$package\"" "$folder/bom.cdx.json" ||
    echo "$folder/bom.cdx.json:1: lacks $package of apps/packages.txt; expected it as a component (bom.sh makes the file)" >>"$faults"
done

while read -r package; do
  grep -qF "\"name\": \"$package\"" "$folder/bom.cdx.json" ||
    echo "$folder/bom.cdx.json:1: lacks $package of the screen's lock file; expected it as a component (bom.sh makes the file)" >>"$faults"
done < <(awk -F'"' '/^      "dependencies": [{]/ { in_it = 1; next } in_it && /}/ { exit } in_it { print $2 }' \
  apps/screen/package-lock.json)

if [[ -s $faults ]]; then
  cat "$faults"
  echo "$(wc -l <"$faults") faults in $folder"
  exit 1
fi
echo "$((line - 1)) hazards: every control, test and risk class is as named"
