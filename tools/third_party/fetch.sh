#!/bin/sh
# Fetches the C sources that the build compiles into the folder named, and checks every file of them.
# npm checks the packages against package-lock.json; SHA256SUMS says the same file by file, so that
# nothing is compiled that was not seen when the versions were chosen. A source distribution carries
# the sources: then they are only checked.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
into=${1:?usage: fetch.sh FOLDER}

fetch() {
    cp "$here/package.json" "$here/package-lock.json" .
    if ! npm ci --ignore-scripts --no-audit --no-fund --loglevel=error > npm.log 2>&1; then
        cat npm.log >&2
        echo "deps: npm could not fetch the tree-sitter sources (is the package registry reachable?)" >&2
        exit 1
    fi
}

mkdir -p "$into"
cd "$into"
[ "$into" = third_party ] || fetch  # the folder of a source distribution

if command -v sha256sum > /dev/null; then sum="sha256sum"; else sum="shasum -a 256"; fi
if ! $sum -c "$here/SHA256SUMS" > sums.log 2>&1; then
    grep -v ': OK$' sums.log >&2
    echo "deps: these files differ from tools/third_party/SHA256SUMS; nothing was compiled" >&2
    exit 1
fi
