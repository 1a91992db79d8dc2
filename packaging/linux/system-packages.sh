#!/bin/sh
# Install what desktopdash needs of a Debian or Ubuntu system.
#   system-packages.sh run    what a window needs
#   system-packages.sh test   the same, and what the tests need: virtual display, window manager, clipboard, session bus, browser, Redis
# Asks for root by sudo where it is not root already.
set -eu

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

as_root apt-get update

# Python's venv; the libraries that Qt WebEngine is linked to; those of Qt's X11 plugin; fonts by way of fontconfig.
packages="python3 python3-venv libnss3 libxcomposite1 libxdamage1 libxrandr2 libxtst6 libxkbfile1 libxkbcommon0 libegl1
    libgl1 libgbm1 libdbus-1-3 libfontconfig1 libgssapi-krb5-2 libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1
    libxcb-shape0 libxkbcommon-x11-0"
packages="$packages $(first_known libasound2t64 libasound2) $(first_known libglib2.0-0t64 libglib2.0-0)"
if [ "${1:-run}" = test ]; then
    packages="$packages xvfb openbox xdotool wmctrl x11-utils xclip dbus redis-server $(first_known chromium chromium-browser)"
fi
# shellcheck disable=SC2086 # a list of words
as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $packages
