#!/usr/bin/env bash
# Each house rule finds a breach planted for it, and a clean tree passes. usage: house_rules_test.sh SCRIPT
set -euo pipefail
script=$(realpath "$1")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
failed=0

# A small tree that keeps every rule.
clean_tree() {
  rm -rf "$folder/tree"
  mkdir -p "$folder/tree/engine" "$folder/tree/fhir" "$folder/tree/knowledge/base"
  printf '#pragma once\n\n// A good header.\n' > "$folder/tree/engine/good.h"
  echo 'project(tree)' > "$folder/tree/engine/CMakeLists.txt"
  echo '# engine' > "$folder/tree/engine/README.md"
}

# finds FILE CONTENT WORDS: with FILE of this content the rules fail and say WORDS of it.
finds() {
  clean_tree
  mkdir -p "$(dirname "$folder/tree/$1")"
  printf '%b' "$2" > "$folder/tree/$1"
  local output
  if output=$(GIT_CEILING_DIRECTORIES=$folder "$script" "$folder/tree") || ! grep -qF "$1:" <<<"$output" ||
    ! grep -qF "$3" <<<"$output"; then
    echo "not found in $1: $3"
    echo "$output"
    failed=1
  fi
}

clean_tree
GIT_CEILING_DIRECTORIES=$folder "$script" "$folder/tree" >/dev/null || { echo 'a clean tree fails'; failed=1; }

finds engine/a.cpp '\n#include "knowledge/base/rule.h"\n' 'a.cpp:2: engine includes nothing of ours but engine'
finds knowledge/a.cpp '#include "fhir/json.h"\n' 'knowledge includes only knowledge and engine'
finds fhir/a.cpp '#include "apps/cli/x.h"\n' 'fhir includes only'
finds knowledge/base/a.cpp '#include "knowledge/triage/assess.h"\n' 'no scores and no triage'
finds knowledge/base/a.cpp '#include <sqlite3.h>\n' 'SQLite is known to'
finds fhir/a.cpp '#include <simdjson.h>\n' 'simdjson is known to'
finds fhir/a.cpp '#include <nlohmann/json.hpp>\n' 'nlohmann is known to'
finds fhir/a.cpp '#include <spdlog/spdlog.h>\n' 'spdlog is known to'
finds fhir/a.cpp '#include <CLI/CLI.hpp>\n' 'CLI11 is known to'
finds engine/a.h '#pragma once\n\n// A.\n#include <boost/graph/graph_traits.hpp>\n' 'Boost.Graph is known to'
finds apps/a.cpp '#include <sodium.h>\n' 'libsodium is known to'
finds apps/a.cpp '#include <jwt/jwt.hpp>\n' 'cpp-jwt is known to'
finds apps/a.cpp '#include <openssl/evp.h>\n' 'OpenSSL is known to'
finds engine/a.cpp 'void f() { std::cout << 1; }\n' 'a library prints nothing'
finds engine/a.cpp 'void f() { std::exit(1); }\n' 'does not end the program'
finds fhir/a.cpp 'auto now = std::chrono::system_clock::now();\n' 'reads no clock'
finds fhir/a.cpp 'std::random_device seed;\n' 'has no chance'
finds fhir/a.cpp 'const char* home = std::getenv("HOME");\n' 'no environment'
finds fhir/a.cpp '#define LIMIT 3\n' 'no macros'
finds fhir/a.cpp 'using namespace std;\n' 'no using namespace'
finds fhir/a.cpp 'switch (x) {\n  default:\n}\n' 'a.cpp:2: a switch over an enumeration has no default'
finds fhir/a.cpp 'int* x = new int(3);\n' 'no bare new'
finds fhir/a.cpp '// \0303\0251\n' 'sources are ASCII'
finds fhir/a.cpp '// TO''DO: later\n' 'no work left in words'
finds fhir/a.cpp '// see /wo''rk/main\n' 'no path of the machine'
finds fhir/a.cpp '// see ../sha''red/x\n' 'only tests look beside the project'
finds fhir/BadName.cpp 'int x;\n' 'a file name is lower case'
finds fhir/a.h '// No guard.\n' 'a header begins with #pragma once'
finds fhir/a.h '#pragma once\nint x;\nint y;\n' "a header's contract comment"
finds call.json '{}\n' 'does not belong at the top'
finds engine/README.md "$(printf 'line\\n%.0s' {1..81})" 'README.md:81: a folder'

[[ $failed -eq 0 ]] && echo 'every house rule finds its breach'
exit $failed
