#!/usr/bin/env bash
# The house's own rules, as a test. usage: house_rules.sh [ROOT]; ROOT is the project when not given.
# Each breach is a line "file:line: what, and what was expected"; ends with 1 when there is any.
set -euo pipefail
cd "${1:-$(dirname "${BASH_SOURCE[0]}")/..}"
breaches=$(mktemp)
trap 'rm -f "$breaches"' EXIT

all_files() {
  if git rev-parse --is-inside-work-tree >/dev/null 2>&1; then
    git ls-files --cached --others --exclude-standard
  else
    find . -type f -not -path './build*' -printf '%P\n'
  fi | sort | while read -r file; do [[ ! -f $file ]] || echo "$file"; done
}
mapfile -t files < <(all_files)

# The files whose path matches a pattern and not another.
those() { printf '%s\n' "${files[@]}" | grep -E "$1" | { [[ $# -lt 2 ]] && cat || grep -Ev "$2"; } || true; }

# forbid_anywhere WORDS PATTERN FILES [EXCEPT]: no line of these files matches the pattern.
forbid_anywhere() {
  local words=$1 pattern=$2
  those "${@:3}" | tr '\n' '\0' | { xargs -0r grep -nHaP -- "$pattern" || true; } |
    sed -E "s@^([^:]*:[0-9]+):[[:space:]]*@\1: $words: @" >>"$breaches"
}

# The same, comments left aside.
forbid() { forbid_anywhere "$1" "^(?:(?!//).)*?(?:$2)" "${@:3}"; }

code='\.(h|cpp)$'
libraries='^(engine|knowledge|fhir)/.*\.(h|cpp)$'
programs='_main\.cpp$'  # build tools beside a library

# Dependencies point down: apps, fhir, knowledge, engine; inside knowledge triage, scores, base.
forbid 'engine includes nothing of ours but engine' '#include "(knowledge|fhir|apps|tests)/' "^engine/.*$code"
forbid 'knowledge includes only knowledge and engine' '#include "(fhir|apps|tests)/' "^knowledge/.*$code"
forbid 'fhir includes only fhir, knowledge and engine' '#include "(apps|tests)/' "^fhir/.*$code"
forbid 'apps include no tests' '#include "tests/' "^apps/.*$code"
forbid 'validation includes no apps and no tests' '#include "(apps|tests)/' "^validation/.*$code"
forbid 'knowledge/base includes no scores and no triage' '#include "knowledge/(scores|triage)/' "^knowledge/base/.*$code"
forbid 'knowledge/scores includes no triage' '#include "knowledge/triage/' "^knowledge/scores/.*$code"

# One place for each foreign thing.
forbid 'SQLite is known to knowledge/base/database.cpp and tests only' '#include <sqlite3' "$code" '^knowledge/base/database\.cpp$|^tests/'
forbid 'simdjson is known to fhir/json_read.cpp only' '#include <simdjson' "$code" '^fhir/json_read\.cpp$'
forbid 'nlohmann is known to fhir/json_write.cpp and tests only' '#include <nlohmann' "$code" '^fhir/json_write\.cpp$|^tests/'
forbid 'spdlog is known to apps and validation only' '#include <(spdlog|fmt)' "$code" '^(apps|validation)/'
forbid 'CLI11 is known to main.cpp and NAME_options.cpp of apps/cli and validation only' '#include <CLI' "$code" '^(apps/cli|validation)/(main|\w+_options)\.cpp$'
forbid 'cpp-httplib is known to the client, the server and its conversations in apps/service only' '#include <httplib' "$code" '^apps/service/http_(client|conversation|server)\.cpp$'
forbid 'Boost.Graph is known to sources of engine only, Boost.Math to validation/interval.cpp' '#include <boost' "$code" '^engine/.*\.cpp$|^validation/interval\.cpp$'
forbid 'libsodium is known to apps/records/crypto.cpp only' '#include <sodium' "$code" '^apps/records/crypto\.cpp$'
forbid 'cpp-jwt is known to apps/service/jwt.cpp only' '#include <jwt/' "$code" '^apps/service/jwt\.cpp$'
forbid 'OpenSSL is known to key_set.cpp, jwt.cpp and connection.cpp of apps/service, digest.cpp of apps/cli and tests only' '#include <openssl/' "$code" '^apps/service/(key_set|jwt|connection)\.cpp$|^apps/cli/digest\.cpp$|^tests/'

# What libraries leave to programs: printing, ending, logging, the clock, chance, the environment.
forbid 'a library prints nothing' '\b(std::)?(cout|cerr|clog)\b|(?<![\w:.>])(std::)?(printf|fprintf|puts|perror)\s*\(|#include <(iostream|print)>' "$libraries" "$programs"
forbid 'a library does not end the program' '(?<![\w:.>])(std::)?(exit|abort|quick_exit|terminate)\s*\(' "$libraries" "$programs"
forbid 'a library reads no clock; time is an argument' '\b(system|steady|high_resolution|utc|file)_clock\b|(?<![\w:.>])(std::)?(time|clock|gmtime|localtime)\s*\(' "$libraries"
forbid 'a library has no chance; a seed is an argument' 'random_device|(?<![\w:.>])(std::)?s?rand\s*\(' "$libraries"
forbid 'a library reads no environment' '\bgetenv\s*\(' "$libraries"

# How it is written.
forbid 'no macros' '#\s*define\b' "$code"
forbid 'no using namespace' '\busing\s+namespace\s+(?!std::(\w+_)?literals\b)' "$code"
forbid 'a switch over an enumeration has no default' '\bdefault\s*:' "$code"
forbid 'no bare new or delete' '(?<![\w"])new\s+[\w:]+\s*[({\[]|(?<![\w"])delete\s+\w' "$code"
forbid_anywhere 'sources are ASCII' '[^\x00-\x7F]' '\.(h|cpp|sh|cmake)$|(^|/)CMakeLists\.txt$'
forbid_anywhere 'no work left in words; file an issue' '\b(TO''DO|FIX''ME|XX''X)\b' '\.(h|cpp|sh|cmake|sql)$|(^|/)CMakeLists\.txt$'
forbid_anywhere 'no path of the machine it was written on' '(?<![\w.])/wo''rk/|\.lib''rary/|/fa''rm/' '.' '\.(sqlite|png)$'
forbid_anywhere 'only tests look beside the project' '\.\./sha''red' '.' '^tests/'

while read -r file; do
  [[ -z $file ]] || echo "$file:1: a file name is lower case letters, digits and underscores"
done < <(those "$code" '(^|/)[a-z0-9_]+\.(h|cpp)$') >>"$breaches"

while read -r file; do
  [[ -n $file ]] || continue
  [[ $(head -n 1 "$file") == '#pragma once' ]] || echo "$file:1: a header begins with #pragma once"
  [[ $(sed -n 3p "$file") == '// '* ]] || echo "$file:3: a header's contract comment follows #pragma once"
done < <(those '\.h$') >>"$breaches"

# Each folder with a CMakeLists.txt, tests' own folders aside, has a README of at most 80 lines.
while read -r file; do
  [[ -n $file ]] || continue
  readme=$(dirname "$file")/README.md
  if [[ ! -f $readme ]]; then
    echo "${readme#./}:1: is missing: each folder says what it is"
  elif [[ $(dirname "$file") != . && $(wc -l <"$readme") -gt 80 ]]; then
    echo "${readme#./}:81: a folder's README has at most 80 lines"
  fi
done < <(those '(^|/)CMakeLists\.txt$' '^tests/.+/') >>"$breaches"
[[ ! -d validation || -f validation/README.md ]] || echo 'validation/README.md:1: is missing: each folder says what it is' >>"$breaches"

# What a try leaves behind does not get in, as a saved call once did; what lies about unadded may.
top='\.(clang-format|clang-tidy|gitignore)|CHANGELOG\.md|CMakeLists\.txt|CMakePresets\.json|LICENSE|README\.md'
while read -r file; do
  [[ -z $file ]] || echo "$file:1: does not belong at the top; a file that does is named in this rule"
done < <({ git ls-files 2>/dev/null || those '.'; } | grep -v / | grep -Evx "$top") >>"$breaches"

if [[ -s $breaches ]]; then
  cat "$breaches"
  echo "$(wc -l <"$breaches") breaches of the house rules"
  exit 1
fi
echo "house rules hold in ${#files[@]} files"
