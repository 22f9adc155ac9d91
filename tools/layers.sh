#!/bin/sh
# What may stand where: library names belong in rules/models, not in C, and a file is one noun, not a drawer.
set -u
cd "$(dirname "$0")/.." || exit 2
broken=0

fail() {
    printf '%s\n%s\n' "layers: $1" "$2" >&2
    broken=1
}

# The file's lines with their numbers, comments taken out. ("//" in a string hides the rest of its line; so be it.)
code() {
    sed -e 's|//.*||' -e 's|/\*.*\*/||g' -e 's|/\*.*||' -e 's|^ *\*.*||' "$1" | grep -n . | sed "s|^|$1:|"
}

sources=$(find analyzer -name '*.[ch]' -o -name '*.def' | sort)
modelled=$(ls rules/models/*.yaml 2> /dev/null | sed 's|.*/||; s|\.yaml$||' | grep -vxE 'builtins|functools|collections|typing|stdlib|ecosystem|files|images|tools')
libraries=$(echo numpy torch tensorflow jax pandas keras cupy xarray scipy sklearn networkx $modelled | tr ' ' '|')
names=$(for source in $sources; do code "$source"; done | grep -E "\"($libraries)[\".]")
[ -z "$names" ] || fail "library names in C (they belong in rules/models)" "$names"

long=$(find analyzer runtime tests/unit tools -name '*.[ch]' -not -path '*/build/*' 2> /dev/null |
    xargs wc -l | awk '$1 > 900 && $2 != "total"')
[ -z "$long" ] || fail "files over 900 lines" "$long"

exit $broken
