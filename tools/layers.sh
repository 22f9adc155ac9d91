#!/bin/sh
# What may stand where: library names belong in rules/models, not in C; a file is one noun, not a drawer;
# lower folders of analyzer/ do not include upper ones.
set -u
cd "$(dirname "$0")/.." || exit 2
broken=0

fail() {
    printf '%s\n%s\n' "layers: $1" "$2" >&2
    broken=1
}

libraries=$(ls rules/models/*.yaml 2> /dev/null | sed 's|.*/||; s|\.yaml$||' | grep -vE '^(builtins|functools|collections|typing)$' | paste -sd '|' -)
libraries="numpy|torch|tensorflow|jax|pandas|keras|cupy|xarray|scipy|sklearn|networkx${libraries:+|$libraries}"
names=$(grep -rnE "\"($libraries)[\".]" analyzer --include='*.c' --include='*.h')
[ -z "$names" ] || fail "library names in C (they belong in rules/models)" "$names"

long=$(find analyzer runtime tools tests/unit -name '*.[ch]' -not -path '*/build/*' -exec wc -l {} + 2> /dev/null |
    awk '$1 > 900 && $2 != "total"')
[ -z "$long" ] || fail "files over 900 lines" "$long"

exit $broken
