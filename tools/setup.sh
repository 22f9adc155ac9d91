#!/bin/sh
# setup.sh build|test|lint: makes sure that what the build (or the tests too, or make lint) needs is on
# this machine.
# Silent when all of it is. On Debian and Ubuntu, as root or with a sudo that asks for no password,
# it installs what is missing; anywhere else, or with TKSCAN_SETUP=check, it prints what to install and
# ends with status 2.
set -u
purpose=${1:-test}
cc=${CC:-cc}

has() {
    command -v "$1" > /dev/null 2>&1
}

has_header() { # HEADER PKG-CONFIG-NAME
    echo "#include <$1>" | $cc $(pkg-config --cflags "$2" 2> /dev/null) -E - > /dev/null 2>&1
}

has_python() {
    python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2> /dev/null
}

has_python_header() {
    [ -e "$(python3 -c 'import sysconfig; print(sysconfig.get_path("include"))' 2> /dev/null)/Python.h" ]
}

need() { # the package's name for apt, dnf, brew
    apt="$apt $1" dnf="$dnf $2" brew="$brew $3"
}

# Without a compiler no header can be looked for, so then the libraries count as missing too.
missing() {
    apt="" dnf="" brew=""
    has "$cc" || need "gcc libc6-dev" gcc gcc
    [ -d third_party ] || has npm || need "nodejs npm" nodejs-npm node
    has_header yaml.h yaml-0.1 || need libyaml-dev libyaml-devel libyaml
    has_header jansson.h jansson || need libjansson-dev jansson-devel jansson
    if [ "$purpose" = lint ]; then
        has clang || need clang clang llvm
        has clang-tidy || need clang-tidy clang-tools-extra llvm
        has cppcheck || need cppcheck cppcheck cppcheck
    fi
    if [ "$purpose" = test ]; then
        has_header cmocka.h cmocka || need libcmocka-dev libcmocka-devel cmocka
        has_python || need python3 python3 python3
        python3 -c 'import ensurepip' 2> /dev/null || need python3-venv python3 python3
        has_python_header || need python3-dev python3-devel python3
        has bash || need bash bash bash
        has zsh || need zsh zsh zsh
        has fish || need fish fish fish
        has git || need git git git
        [ "$(uname)" = Darwin ] || has valgrind || need valgrind valgrind valgrind
        has man || need man-db man-db man-db
        has_header xxhash.h libxxhash || need libxxhash-dev xxhash-devel xxhash
    fi
    [ -n "$apt" ]
}

may_install() {
    [ "${TKSCAN_SETUP:-}" != check ] && has apt-get && { [ "$(id -u)" = 0 ] || { has sudo && sudo -n true 2> /dev/null; }; }
}

apt_get() {
    if [ "$(id -u)" = 0 ]; then as_root="env"; else as_root="sudo -n env"; fi
    $as_root DEBIAN_FRONTEND=noninteractive apt-get -qq "$@"
}

install_missing() {
    echo "setup: installing$apt"
    log=$(mktemp) || return 1
    { apt_get update && apt_get install -y --no-install-recommends $apt; } > "$log" 2>&1
    status=$?
    [ $status = 0 ] || cat "$log" >&2
    rm -f "$log"
    return $status
}

missing || exit 0
if may_install && install_missing && ! missing; then
    exit 0
fi
{
    echo "setup: some of what tkscan needs is missing. Install it and run make again:"
    [ "$purpose" != test ] || has_python || echo "  The tests need Python 3.11 or newer as python3."
    echo "  Debian, Ubuntu: sudo apt-get install$apt"
    echo "  Fedora, RHEL:   sudo dnf install$dnf"
    echo "  macOS:          brew install$brew"
} >&2
exit 2
