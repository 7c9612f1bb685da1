#!/bin/sh
# Installs what Duizhao needs from the system, and only what is missing.
#
#   packaging/setup.sh [build] [run] [test]     (without a word: build and run)
#
#   build   a C linker, for cargo
#   run     the libraries that the window loads when it opens
#   test    Xvfb, a screen in memory for the tests that open a real window, xdotool, which presses keys there, and xmllint
#           for those of what is exported
#
# It looks for programs and libraries, not for packages, so other distributions pass where they have them.
# Exit status: 0 everything is there, 1 something is missing and could not be installed, 2 misused.
set -eu

# ldconfig is outside an ordinary user's path on Debian.
PATH=$PATH:/usr/sbin:/sbin
missing_packages=
missing_reasons=

# need PACKAGES REASON: remembers Debian packages that have to be installed, and why.
need() {
    missing_packages="$missing_packages $1"
    missing_reasons="$missing_reasons  $1: $2
"
}

check_build() {
    if ! command -v cargo >/dev/null 2>&1; then
        echo "Duizhao is built with Rust, and there is no cargo in the path. Install Rust from https://rustup.rs first." >&2
        exit 1
    fi
    if ! echo 'int main(void) { return 0; }' | cc -x c -o /dev/null - >/dev/null 2>&1; then
        need "gcc libc6-dev" "cargo links with a C compiler, and 'cc' is missing or does not work"
    fi
}

# library FILE PACKAGE REASON
library() {
    case $libraries in
        *"$1"*) ;;
        *) need "$2" "$3 ($1)" ;;
    esac
}

check_run() {
    if ! command -v ldconfig >/dev/null 2>&1; then
        return 0 # No list of libraries here: the program itself says what it cannot load.
    fi
    # busybox has an ldconfig without a list: then nothing can be told either.
    libraries=$(ldconfig -p 2>/dev/null) || return 0
    library libEGL.so.1 libegl1 "draws the window"
    library libGL.so.1 libgl1 "draws the window"
    library libX11.so.6 libx11-6 "opens the window under X11"
    library libX11-xcb.so.1 libx11-xcb1 "opens the window under X11"
    library libXcursor.so.1 libxcursor1 "shows the mouse pointer under X11"
    library libXi.so.6 libxi6 "reads mouse and keyboard under X11"
    library libxkbcommon.so.0 libxkbcommon0 "knows the keyboard's layout"
    library libxkbcommon-x11.so.0 libxkbcommon-x11-0 "knows the keyboard's layout under X11"
    library libwayland-client.so.0 libwayland-client0 "opens the window under Wayland"
    library libwayland-egl.so.1 libwayland-egl1 "draws the window under Wayland"
}

check_test() {
    command -v Xvfb >/dev/null 2>&1 || need "xvfb" "a screen in memory, for the tests that open a real window"
    command -v xdotool >/dev/null 2>&1 || need "xdotool" "presses keys, for the tests that open a real window"
    command -v xmllint >/dev/null 2>&1 || need "libxml2-utils" "xmllint, for the tests that hold what is exported against its schema"
}

# as_root COMMAND...: runs it as root, or says that it cannot.
as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    elif command -v sudo >/dev/null 2>&1 && { sudo -n true 2>/dev/null || [ -t 0 ]; }; then
        sudo "$@"
    else
        return 1
    fi
}

install_missing() {
    echo "Duizhao needs from the system:" >&2
    printf '%s' "$missing_reasons" >&2
    # The packages are words of a list, to be split.
    # shellcheck disable=SC2086
    set -- $missing_packages
    if ! command -v apt-get >/dev/null 2>&1; then
        echo "These are the names of Debian's packages. Install what holds the same with this system's package manager," >&2
        echo "then run this again." >&2
        return 1
    fi
    echo "Installing: $*" >&2
    if as_root apt-get update -qq >&2 &&
        as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >&2; then
        return 0
    fi
    echo "That did not work. As root, run:" >&2
    echo "  apt-get update && apt-get install $*" >&2
    return 1
}

[ $# -gt 0 ] || set -- build run
for part in "$@"; do
    # Other systems bring what the window needs, and Xvfb is a Linux matter.
    case $part in
        build) check_build ;;
        run) [ "$(uname -s)" != Linux ] || check_run ;;
        test) [ "$(uname -s)" != Linux ] || check_test ;;
        *)
            echo "usage: packaging/setup.sh [build] [run] [test]" >&2
            exit 2
            ;;
    esac
done
[ -z "$missing_packages" ] || install_missing
