#!/bin/sh
# setup.sh build|test: makes sure that what the build (or the tests too) needs is on this machine.
# Silent when all of it is. On Debian and Ubuntu, as root or with a sudo that asks for no password,
# it installs what is missing; anywhere else it prints what to install and ends with status 2.
set -u

has() { command -v "$1" > /dev/null 2>&1; }
has_header() { echo "#include <$1>" | ${CC:-cc} ${CPPFLAGS-} $(pkg-config --cflags-only-I yaml-0.1 cmocka 2> /dev/null) -E -x c - > /dev/null 2>&1; }

# Appends one package by its names for apt, dnf and brew; "-" where the system has it anyway.
apt="" dnf="" brew=""
need() {
    [ "$1" = - ] || apt="$apt $1"
    [ "$2" = - ] || dnf="$dnf $2"
    [ "$3" = - ] || brew="$brew $3"
}

missing() {
    apt="" dnf="" brew=""
    if ! has "${CC:-cc}"; then need "gcc libc6-dev" gcc gcc; fi
    if ! has npm; then need "nodejs npm" nodejs-npm node; fi
    # Without a compiler no header can be looked for, so all of them count as missing.
    if ! has_header yaml.h; then need libyaml-dev libyaml-devel libyaml; fi
    if [ "$1" = test ]; then
        # cmocka.h cannot be included alone.
        if ! has_header "stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h"; then need libcmocka-dev libcmocka-devel cmocka; fi
        if ! has python3; then need python3 python3 python3; fi
    fi
    [ -n "$apt$dnf$brew" ]
}

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

can_install() {
    has apt-get && { [ "$(id -u)" = 0 ] || { has sudo && sudo -n true 2> /dev/null; }; }
}

install() {
    echo "setup: installing$apt"
    as_root apt-get update -qq &&
        as_root env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y \
            --no-install-recommends $apt > /dev/null
}

missing "${1:-test}" || exit 0
if can_install && install && ! missing "${1:-test}"; then
    exit 0
fi
{
    echo "setup: some of what tkscan needs is missing. Install it and run make again:"
    echo "  Debian, Ubuntu: sudo apt-get install$apt"
    echo "  Fedora, RHEL:   sudo dnf install$dnf"
    echo "  macOS:          brew install$brew"
} >&2
exit 2
