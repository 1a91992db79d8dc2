"""The app's own style sheets and modules: what they name on other hosts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path, PurePath
from typing import Final

from ...server.addresses import Link, relinked
from ...server.imports import module_links
from ...server.vendored import Vendored
from .css import charset_of, css_links, decode, encode

_SCRIPTS: Final = (".js", ".mjs")


def localised_asset(css_text: str, css_url_path: str, vendored: Vendored) -> str:
    """Return a style sheet of the app that names copies.

    Args:
        css_text: the style sheet.
        css_url_path: where it is served, relative to the app's prefix, as "assets/sub/x.css".
        vendored: the copies.
    """
    return relinked(css_text, css_links(css_text), _copies_from(css_url_path, vendored))


def localised_module(text: str, url_path: str, vendored: Vendored) -> str:
    """Return a script of the app that imports copies; see `localised_asset`."""
    return relinked(text, module_links(text), _copies_from(url_path, vendored))


def localised_file(file: Path, url_path: str, vendored: Vendored) -> bytes | None:
    """Return the bytes of one of the app's files that name copies; None for a file that stays as it is.

    Args:
        file: any of its files.
        url_path: where it is served, relative to the app's prefix, as "assets/sub/x.css".
        vendored: the copies.

    Raises:
        OSError: it cannot be read.
    """
    if not is_readable(file):
        return None
    data = file.read_bytes()
    text, codec = _text(file, data)
    localised = localised_asset if _is_style(file) else localised_module
    made = encode(localised(text, url_path, vendored), codec)
    return None if made == data else made


def asset_links(file: Path) -> list[Link]:
    """Return what one of the app's files names; nothing for one that is neither style sheet nor script.

    Raises:
        OSError: it cannot be read.
    """
    if not is_readable(file):
        return []
    text = _text(file, file.read_bytes())[0]
    return css_links(text) if _is_style(file) else module_links(text)


def is_readable(file: PurePath) -> bool:
    """Tell whether a file is a style sheet or a script."""
    return _is_style(file) or file.suffix.lower() in _SCRIPTS


def _is_style(file: PurePath) -> bool:
    return file.suffix.lower() == ".css"


def _text(file: PurePath, data: bytes) -> tuple[str, str]:
    return decode(data, charset_of(data) if _is_style(file) else "utf-8")


def _copies_from(url_path: str, vendored: Vendored) -> Callable[[str], str | None]:
    up = "../" * url_path.strip("/").count("/") or "./"
    return lambda value: vendored.url(value, up)
