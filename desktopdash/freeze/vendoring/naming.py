"""What a copy is served as, and its name."""

from __future__ import annotations

import hashlib
import re
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import unquote, urlsplit

from ...server.addresses import Kind
from .css import charset_of

_TYPE: Final = re.compile(r"\s*([\w.+-]+/[\w.+-]+)\s*(?:;|\Z)", re.ASCII)
_CHARSET: Final = re.compile(r""";\s*charset\s*=\s*["']?([\w.:-]+)""", re.IGNORECASE | re.ASCII)
_BYTES: Final = "application/octet-stream"
_VAGUE: Final = frozenset(["", _BYTES, "binary/octet-stream", "text/plain", "application/x-font"])
_PAGES: Final = frozenset(["text/html", "application/xhtml+xml"])
_ENDINGS: Final = {
    "text/css": (".css",),
    "text/javascript": (".js", ".mjs"),
    "application/json": (".json", ".map"),
    "application/manifest+json": (".webmanifest", ".json"),
    "application/wasm": (".wasm",),
    "font/woff2": (".woff2",),
    "font/woff": (".woff",),
    "font/ttf": (".ttf",),
    "font/otf": (".otf",),
    "application/vnd.ms-fontobject": (".eot",),
    "image/svg+xml": (".svg",),
    "image/png": (".png",),
    "image/jpeg": (".jpg", ".jpeg"),
    "image/gif": (".gif",),
    "image/webp": (".webp",),
    "image/avif": (".avif",),
    "image/x-icon": (".ico",),
}
_BY_ENDING: Final = {ending: name for name, endings in _ENDINGS.items() for ending in reversed(endings)}
_ODD: Final = re.compile(r"[^0-9A-Za-z._-]+")
_LONGEST: Final = 60


def is_page(told: str) -> bool:
    """Tell whether an answer is a page: sign-in pages of networks answer every address so."""
    return _base(told) in _PAGES


def type_of(address: str, kind: Kind, told: str, data: bytes) -> str:
    """Return what a copy is served as: what scripts and style sheets need, since browsers guess at nothing here.

    Args:
        address: its address.
        kind: what it is named as.
        told: the content type of the answer.
        data: its bytes.
    """
    base, charset = _base(told), _CHARSET.search(told)
    label = charset[1] if charset else ""
    if kind == "style" or (kind in ("module", "other") and base == "text/css"):
        return f"text/css; charset={charset_of(data, label)}"
    if kind == "module" and ("json" in base or base == "application/wasm"):
        return "application/json" if "json" in base else base
    if kind == "module":
        return "text/javascript; charset=utf-8"
    if kind == "script" or "javascript" in base:
        return f"text/javascript; charset={label or 'utf-8'}"
    if base in _VAGUE:
        return _BY_ENDING.get(_suffix(urlsplit(address).path), base or _BYTES)
    return base


def name_of(address: str, type_: str) -> str:
    """Return the name of an address's copy: one for each address, whatever it holds, and readable."""
    stem = _ODD.sub("-", unquote(PurePosixPath(urlsplit(address).path).name)).strip(".-") or "copy"
    endings = _ENDINGS.get(type_.partition(";")[0], ())
    suffix = _suffix(stem) if _suffix(stem) in endings else endings[0] if endings else _suffix(stem)
    stem = stem.removesuffix(suffix) if suffix else stem
    return f"{hashlib.sha256(address.encode()).hexdigest()[:10]}-{stem[:_LONGEST].rstrip('.-') or 'copy'}{suffix}"


def _base(told: str) -> str:
    found = _TYPE.match(told)
    return found[1].lower() if found else ""


def _suffix(name: str) -> str:
    suffix = PurePosixPath(name).suffix
    return suffix.lower() if 1 < len(suffix) <= 12 else ""
