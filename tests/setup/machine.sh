#!/bin/sh
# Prepares what `make` needs, and nothing twice: `machine.sh STEP`.
#
#   python         prints a Python of at least 3.11 that can make virtual environments
#   runtime        .venv with the locked dependencies and coursepack itself, editable
#   checks         the locked checkers and test tools in .venv
#   npm            the locked npm packages in tests/node_modules
#   browser-tools  Chromium, Java
#
# Each step leaves a stamp that holds a checksum of what it was made from, so that the next run only compares.
# What only the system's package manager can give is installed as root or by a sudo that asks nothing;
# otherwise the command to type is printed and the run fails.
set -eu
cd "$(dirname "$0")/../.."

say() { printf '%s\n' "$*" >&2; }

# install_packages WHY PACKAGE…: Debian packages, or the words that tell how to get them.
install_packages() {
    why=$1
    shift
    command="apt-get install -y --no-install-recommends $*"
    if ! command -v apt-get >/dev/null 2>&1; then
        say "error: $why; install it with this system's package manager (on Debian: $command)"
        exit 1
    fi
    if [ "$(id -u)" = 0 ]; then
        as_root=env
    elif sudo -n true 2>/dev/null; then
        as_root="sudo -n env"
    else
        say "error: $why; to install it, run: sudo apt-get update && sudo $command"
        exit 1
    fi
    say "installing $*: $why"
    $as_root DEBIAN_FRONTEND=noninteractive apt-get update -qq >&2 || say "warning: the package lists could not be updated"
    if ! $as_root DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >&2; then
        say "error: $why, and installing it failed; to see why, run: sudo $command"
        exit 1
    fi
}

# A name on PATH may be a shim that starts nothing, so each candidate is run, not only looked up.
new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }
makes_venvs() { "$1" -c 'import ensurepip, venv' >/dev/null 2>&1; }

candidates() { printf '%s\n' ${PYTHON:-python3 python3.13 python3.12 python3.11 python}; }

# first TEST…: the first candidate that passes every test.
first() {
    for candidate in $(candidates); do
        for test in "$@"; do
            $test "$candidate" || continue 2
        done
        command -v "$candidate"
        return 0
    done
    return 1
}

find_python() {
    first new_enough makes_venvs && return
    if python=$(first new_enough); then
        version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
        install_packages "$python cannot make virtual environments (its venv package is missing)" "python$version-venv"
    elif [ -n "${PYTHON:-}" ]; then
        say "error: PYTHON=$PYTHON is not a Python of at least 3.11"
        exit 1
    else
        found=$(python3 --version 2>/dev/null || echo "no python3")
        install_packages "coursepack needs Python 3.11 or newer, and here is $found" python3 python3-venv
    fi
    first new_enough makes_venvs && return
    say "error: coursepack needs Python 3.11 or newer that can make virtual environments; install one," \
        "or name it: make PYTHON=/path/to/python3.13"
    exit 1
}

# checksum FILE…: of their contents and of the Python that .venv was made with.
checksum() { { cat "$@"; .venv/bin/python --version; pwd; } | cksum; }
is_fresh() { [ -f "$1" ] && [ "$(cat "$1")" = "$2" ]; }

# Only errors speak: pip also warns about mirrors that lack a package which another one has.
install_locked() {
    .venv/bin/python -m pip --disable-pip-version-check --no-input -qq install --progress-bar off "$@"
}

prepare_runtime() {
    if ! .venv/bin/python -c 'import pip' >/dev/null 2>&1; then
        python=$(find_python)
        say "making .venv with $("$python" --version)"
        "$python" -m venv --clear .venv
    fi
    sum=$(checksum requirements.lock)
    if ! is_fresh .venv/.runtime "$sum"; then
        say "installing the locked dependencies into .venv"
        install_locked --require-hashes --requirement requirements.lock
        echo "$sum" >.venv/.runtime
    fi
    sum=$(checksum pyproject.toml)
    if ! is_fresh .venv/.coursepack "$sum" || [ ! -x .venv/bin/coursepack ]; then
        say "installing coursepack into .venv (editable)"
        install_locked --no-deps --no-build-isolation --editable .
        echo "$sum" >.venv/.coursepack
    fi
}

prepare_checks() {
    sum=$(checksum tests/requirements.lock)
    if ! is_fresh .venv/.checks "$sum"; then
        say "installing the locked test tools into .venv"
        install_locked --require-hashes --requirement tests/requirements.lock
        echo "$sum" >.venv/.checks
    fi
}

prepare_npm() {
    if ! node --version >/dev/null 2>&1 || ! npm --version >/dev/null 2>&1; then
        install_packages "the tests need Node.js with npm" nodejs npm
    fi
    sum=$(checksum tests/package.json tests/package-lock.json)
    if ! is_fresh tests/node_modules/.coursepack "$sum"; then
        say "installing the locked npm packages into tests/node_modules"
        (cd tests && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error)
        echo "$sum" >tests/node_modules/.coursepack
    fi
}

# The whole browser, which the tests of the back/forward cache need: the headless shell, which draws pages faster, has none.
has_chromium() {
    for name in chromium chromium-browser google-chrome; do
        if "$name" --version >/dev/null 2>&1; then return 0; fi
    done
    return 1
}

prepare_browser_tools() {
    has_chromium || install_packages "the browser tests need Chromium" chromium chromium-headless-shell fonts-liberation
    # Playwright brings a Node.js of its own, which a small system may lack a library for.
    .venv/lib/python3*/site-packages/playwright/driver/node --version >/dev/null 2>&1 ||
        install_packages "the browser tests need the library libatomic" libatomic1
    java -version >/dev/null 2>&1 || install_packages "the HTML checker needs Java" default-jre-headless
}

case "${1:-}" in
    python) find_python ;;
    runtime) prepare_runtime ;;
    checks) prepare_checks ;;
    npm) prepare_npm ;;
    browser-tools) prepare_browser_tools ;;
    *)
        say "usage: machine.sh python | runtime | checks | npm | browser-tools"
        exit 2
        ;;
esac
