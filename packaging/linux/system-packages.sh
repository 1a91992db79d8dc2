#!/bin/sh
# Install what desktopdash needs of a Debian or Ubuntu system.
#   system-packages.sh run           what a window needs
#   system-packages.sh build         the same, and what `desktopdash build` needs
#   system-packages.sh test          the same, and what the tests need: virtual display, window manager, clipboard, session
#                                    bus, browser, Redis
#   system-packages.sh package-test  the same, and what tests/freeze needs: a bare system, checks of menu entries
#   system-packages.sh print         installs nothing: prints what a window needs, without Python, as packages need it
# Asks for root by sudo where it is not root already.
set -eu

mode=${1:-run}

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

# The first of several names under which releases know a package.
first_known() {
    for name in "$@"; do
        if apt-cache show "$name" 2>/dev/null | grep -q '^Filename:'; then echo "$name"; return; fi
    done
    echo "system-packages.sh: none of these is in apt's lists: $*" >&2
    exit 1
}

[ "$mode" = print ] || as_root apt-get update

# The libraries that Qt WebEngine is linked to; those of Qt's X11 plugin; fonts by way of fontconfig.
packages="libnss3 libxcomposite1 libxdamage1 libxrandr2 libxtst6 libxkbfile1 libxkbcommon0 libegl1
    libgl1 libgbm1 libdbus-1-3 libfontconfig1 libgssapi-krb5-2 libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1
    libxcb-shape0 libxkbcommon-x11-0"
packages="$packages $(first_known libasound2t64 libasound2) $(first_known libglib2.0-0t64 libglib2.0-0)"
if [ "$mode" = print ]; then
    # shellcheck disable=SC2086 # a list of words
    printf '%s\n' $packages
    exit
fi
packages="python3 python3-venv $packages"
if [ "$mode" != run ]; then
    # What PyInstaller looks into libraries with, and Debian's Python as the library that packages carry.
    packages="$packages binutils $(apt-cache depends python3 | sed -n 's/.*Depends: \(python3\.[0-9]*\)$/lib\1/p')"
fi
if [ "$mode" = test ] || [ "$mode" = package-test ]; then
    packages="$packages xvfb openbox xdotool wmctrl x11-utils xclip dbus redis-server
        $(first_known chromium chromium-browser)"
fi
if [ "$mode" = package-test ]; then
    packages="$packages debootstrap iproute2 util-linux desktop-file-utils libglib2.0-bin"
fi
# shellcheck disable=SC2086 # a list of words
as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $packages
