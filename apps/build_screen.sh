#!/usr/bin/env bash
# Builds the screen into build/screen, where -DPARASPINAL_SCREEN=build/screen takes it into the program.
# Installs Debian's nodejs and npm only where there is no npm. Builds nothing when nothing has changed.
# usage: build_screen.sh [FOLDER]; FOLDER is build/screen when not given. Progress goes to stderr.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
folder=$(realpath -m "${1:-build/screen}")
source=apps/screen

command -v npm >/dev/null || apps/install_packages.sh nodejs npm
major=$(node -p 'process.versions.node.split(".")[0]')
[[ $major -ge 18 ]] || { echo "build_screen.sh: node $(node --version): expected 18 or later" >&2; exit 1; }

# What the built files are made of: every source, the lock file and this script.
made_of=$(find "$source" apps/build_screen.sh -path "$source/node_modules" -prune -o -type f -print0 |
  sort -z | xargs -0 sha256sum | sha256sum)
if [[ -f $folder/index.html && $(cat "$folder.made_of" 2>/dev/null) == "$made_of" ]]; then
  exit 0
fi
rm -f "$folder.made_of"

# npm notes last what it has installed: an older note is of another lock file.
if [[ ! $source/node_modules/.package-lock.json -nt $source/package-lock.json ]]; then
  (cd "$source" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error) >&2
fi
(cd "$source" && npm run build --silent -- --outDir "$folder" --emptyOutDir) >&2
[[ -f $folder/index.html ]] || { echo "build_screen.sh: $folder/index.html: npm run build did not make it" >&2; exit 1; }

# The licences of what was compiled in ask to stand beside it.
awk -F'"' '
  /^    "node_modules\/.*": [{]/ { name = substr($2, 14); tool = 0 }
  name && /^      "dev": true/ { tool = 1 }
  name && /^    }/ { if (!tool) print name; name = "" }' "$source/package-lock.json" |
  while read -r package; do
    text=$(find "$source/node_modules/$package" -maxdepth 1 -iname 'licen[cs]e*' | sort | head -n 1)
    printf '%s\n\n%s\n\n' "$package" "$([[ -z $text ]] || cat "$text")"
  done >"$folder/licences.txt"
echo "$made_of" >"$folder.made_of"
