"""Addresses that let a browser in, handed over by a file: everybody on the machine can read a command line."""

from __future__ import annotations

import html
import os
import secrets

from ..profile.temporary import TemporaryFolder


class StartFile:
    """Pages on disk, each of which leads to an address."""

    def __init__(self) -> None:
        self._folder: TemporaryFolder | None = None

    def write(self, url: str) -> str:
        """Return the address of a page that leads to `url`; only this user can read it."""
        if self._folder is None:
            self._folder = TemporaryFolder("start")
        path = self._folder.path / f"open-{secrets.token_hex(4)}.html"
        place = html.escape(url)
        text = f'<!DOCTYPE html><meta charset="utf-8"><meta http-equiv="refresh" content="0; url={place}">'
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            file.write(f'{text}<title>desktopdash</title><p><a href="{place}">Open the app</a></p>')
        return path.as_uri()

    def remove(self) -> None:
        """Remove them all."""
        if self._folder is not None:
            self._folder.remove()
