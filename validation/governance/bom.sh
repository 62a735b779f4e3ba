#!/usr/bin/env bash
# Prints the software bill of materials (CycloneDX 1.5, JSON) of the build on this Debian 12:
#   validation/governance/bom.sh > validation/governance/bom.cdx.json
# The same packages give the same bytes: no time and no serial number. A package of apps/packages.txt without a
# row below is an error. What the screen is made of stands as its lock file says, name, version and licence.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

# package | scope | SPDX licence, or a name in quotes | what it is for. Scope: required at run time or compiled in;
# excluded: builds or tests, and is not part of the program. Licences as /usr/share/doc/PACKAGE/copyright says.
parts="
libexpected-dev    | required | CC0-1.0      | headers compiled in: Result<T>
libboost-graph-dev | required | BSL-1.0      | names the Boost version whose headers are compiled into engine
libboost1.74-dev   | required | BSL-1.0      | headers compiled in: graph algorithms of engine, intervals of validation
libsqlite3-dev     | required | blessing     | headers of SQLite
libsqlite3-0       | required | blessing     | linked at run time: reads the knowledge base
libsimdjson-dev    | required | Apache-2.0   | headers of simdjson
libsimdjson14      | required | Apache-2.0   | linked at run time: reads JSON
nlohmann-json3-dev | required | MIT          | headers compiled in: writes JSON
libcli11-dev       | required | BSD-3-Clause | headers compiled in: the command line
libspdlog-dev      | required | MIT          | headers: formatting in apps
libfmt9            | required | 'MIT with the exception for embedded code' | linked at run time: formatting in apps
libtcmalloc-minimal4 | required | BSD-3-Clause | linked at run time: the memory of the programs
libsodium-dev      | required | ISC          | headers of libsodium
libsodium23        | required | ISC          | linked at run time: encrypts and hashes the records
libcpp-jwt-dev     | required | MIT          | headers compiled in: signatures of tokens
libssl-dev         | required | Apache-2.0   | headers of OpenSSL
libssl3            | required | Apache-2.0   | linked at run time: keys of tokens, TLS
libcpp-httplib-dev | required | MIT          | headers of cpp-httplib
libcpp-httplib0.11 | required | MIT          | linked at run time: HTTP of the service
zlib1g             | required | Zlib         | linked at run time by cpp-httplib; not used
libbrotli1         | required | MIT          | linked at run time by cpp-httplib; not used
libstdc++6         | required | GPL-3.0-or-later WITH GCC-exception-3.1 | linked at run time
libgcc-s1          | required | GPL-3.0-or-later WITH GCC-exception-3.1 | linked at run time
libc6              | required | LGPL-2.1-or-later | linked at run time
g++                | excluded | GPL-2.0-or-later | names the version of the compiler
g++-12             | excluded | GPL-3.0-or-later WITH GCC-exception-3.1 | the compiler
cmake              | excluded | BSD-3-Clause | the build
ninja-build        | excluded | Apache-2.0   | the build
libgtest-dev       | excluded | BSD-3-Clause | tests
libgmock-dev       | excluded | BSD-3-Clause | tests
"

for package in $(sed 's/#.*//' apps/packages.txt); do
  grep -qE "^$(sed 's/[+.]/\\&/g' <<<"$package") +\|" <<<"$parts" ||
    { echo "bom.sh: $package of apps/packages.txt has no row in bom.sh" >&2; exit 1; }
done

program=$(sed -nE 's/^project\(paraspinal VERSION ([0-9.]+).*/\1/p' CMakeLists.txt)
knowledge=$(sed -nE 's/^set\(PARASPINAL_KNOWLEDGE_VERSION "([^"]+)".*/\1/p' knowledge/CMakeLists.txt)

licence() {
  case $1 in
    \'*\') echo "{\"license\": {\"name\": \"${1:1:-1}\"}}" ;;
    *\ WITH\ *) echo "{\"expression\": \"$1\"}" ;;
    *) echo "{\"license\": {\"id\": \"$1\"}}" ;;
  esac
}

# A part's component, after the one before it.
component() {
  local package=$1 scope=$2 licence=$3 role=$4 version architecture url
  read -r version architecture < <(dpkg-query --show --showformat='${Version} ${Architecture}\n' "$package")
  url="debian/$package@$version"
  url=${url//+/%2B}
  printf ',\n    {"type": "%s", "bom-ref": "%s", "name": "%s", "version": "%s", "scope": "%s",\n' \
    "$([[ $scope == required ]] && echo library || echo application)" "$package" "$package" "$version" "$scope"
  printf '     "description": "%s", "licenses": [%s],\n     "purl": "pkg:deb/%s?arch=%s&distro=debian-12"}' \
    "$role" "$(licence "$licence")" "${url//:/%3A}" "$architecture"
}

components=
needs='"paraspinal-knowledge"'
while IFS='|' read -r package scope licence role; do
  read -r package <<<"$package"
  [[ -n $package ]] || continue
  read -r scope <<<"$scope"
  read -r licence <<<"$licence"
  read -r role <<<"$role"
  components+=$(component "$package" "$scope" "$licence" "$role")
  [[ $scope != required ]] || needs+=", \"$package\""
done <<<"$parts"

# Name, version, licence and scope of what a lock file of npm lists: what goes into the built screen (required),
# and of what only builds or tests it, the packages that its package.json names (excluded).
packages_of() {
  awk -F'"' '
    /^      "devDependencies": [{]/ { named = 1; next }
    named && /^      }/ { named = 0 }
    named { asked[$2] = 1 }
    /^    "node_modules\/.*": [{]/ { name = substr($2, 14); version = licence = ""; tool = 0 }
    name && /^      "version":/ { version = $4 }
    name && /^      "license":/ { licence = $4 }
    name && /^      "dev": true/ { tool = 1 }
    name && /^    }/ {
      if (!tool) print name, version, licence, "required"
      else if (name in asked) print name, version, licence, "excluded"
      name = ""
    }' "$1"
}

# That of a package of npm.
npm_component() {
  local package=$1 version=$2 licence=$3 scope=$4 type=application role='builds or tests the screen'
  [[ $scope == excluded ]] || { type=library; role='a dependency of the screen that is built in'; }
  [[ -n $licence ]] || { echo "bom.sh: $package: the lock file names no licence" >&2; exit 1; }
  printf ',\n    {"type": "%s", "bom-ref": "npm:%s", "name": "%s", "version": "%s", "scope": "%s",\n' \
    "$type" "$package" "$package" "$version" "$scope"
  printf '     "description": "%s", "licenses": [%s],\n     "purl": "pkg:npm/%s@%s"}' \
    "$role" "$(licence "$licence")" "${package/#@/%40}" "$version"
}

while read -r package version licence scope; do
  components+=$(npm_component "$package" "$version" "$licence" "$scope")
  [[ $scope != required ]] || needs+=", \"npm:$package\""
done < <(packages_of apps/screen/package-lock.json; packages_of tests/browser/package-lock.json)

cat <<BOM
{
  "bomFormat": "CycloneDX",
  "specVersion": "1.5",
  "version": 1,
  "metadata": {
    "component": {"type": "application", "bom-ref": "paraspinal", "name": "paraspinal", "version": "$program",
                  "description": "prepared, not approved", "licenses": [{"license": {"id": "Apache-2.0"}}]}
  },
  "components": [
    {"type": "data", "bom-ref": "paraspinal-knowledge", "name": "paraspinal-knowledge", "version": "$knowledge",
     "description": "knowledge/content, built in; its own sources are in knowledge/content/source.csv"}$components
  ],
  "dependencies": [
    {"ref": "paraspinal", "dependsOn": [$needs]}
  ]
}
BOM
