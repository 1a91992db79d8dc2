"""Open a desktop entry as a file manager does, by GLib: it gives commands the entry's own place.

    python open_entry.py ENTRY

`gio launch` reads the entry's text, and does not know its place (GLib 2.74).
"""

import ctypes
import sys


def open_entry(path: str) -> bool:
    """Start what an entry names; False where GLib does not take the entry."""
    gio = ctypes.CDLL("libgio-2.0.so.0")
    gio.g_desktop_app_info_new_from_filename.restype = ctypes.c_void_p
    gio.g_app_info_launch.argtypes = [ctypes.c_void_p] * 4
    entry = gio.g_desktop_app_info_new_from_filename(path.encode())
    return bool(entry and gio.g_app_info_launch(entry, None, None, None))


if __name__ == "__main__":
    sys.exit(0 if open_entry(sys.argv[1]) else 1)
