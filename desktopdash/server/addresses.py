"""Addresses on other hosts, and the places in a text where one stands."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Final, Literal
from urllib.parse import quote, urldefrag, urljoin, urlsplit, urlunsplit

from ..records import dataclass

Kind = Literal["style", "module", "script", "other"]
"""What is done with the answer: it is read for further addresses where it is a style sheet or a module."""

_DROPPED: Final = re.compile(r"[\t\n\r]")
_PORTS: Final = {"http": 80, "https": 443}
# What is left may stand between quotes of each kind, in `url()` without any, and in a string of a script.
_UNSAFE: Final = re.compile(r"[^!#$%&*+,./0-9:;=?@A-Z\[\]_a-z|~^-]")


@dataclass(frozen=True, slots=True)
class Link:
    """A place in a style sheet or a script that names something else.

    Attributes:
        start: where the name begins in the text, behind its quote.
        end: where it ends, before its quote.
        value: the name, its escapes resolved.
        kind: what is done with what it names.
    """

    start: int
    end: int
    value: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Edit:
    """A change of a text: what stands from `start` to `end` is replaced by `text`."""

    start: int
    end: int
    text: str


def address_of(value: str, base: str | None = None) -> str | None:
    """Return the absolute http(s) address that a name stands for, without its fragment.

    One address is always spelt alike, and is safe to write into HTML attributes, style sheets and scripts; only "&"
    has to be escaped in HTML.

    Args:
        value: as it stands in a page, a style sheet or a script, its escapes resolved.
        base: the address of what names it; None for the app's own, whose relative names are the app's too.

    Returns:
        None for what stands for no other host: `data:`, a fragment alone, a path of the app, and what is malformed.
    """
    name = _DROPPED.sub("", value.strip("\0\t\n\f\r ")) if value[:5].lower() != "data:" else ""
    if not name or name.startswith("#"):
        return None
    head, mark, query = name.partition("?")
    name = head.replace("\\", "/") + mark + query  # as browsers read it
    if base is None and name.startswith("//"):
        name = f"https:{name}"
    try:
        parts = urlsplit(urljoin(base, name) if base else name)
        if parts.scheme not in _PORTS or not parts.hostname:
            return None
        host = parts.hostname if parts.hostname.isascii() else parts.hostname.encode("idna").decode()
        port = parts.port
    except ValueError:  # UnicodeError is one
        return None
    user, has_user, _ = parts.netloc.rpartition("@")
    place = f"{user}{has_user}{f'[{host}]' if ':' in host else host}"
    if port is not None and port != _PORTS[parts.scheme]:
        place += f":{port}"
    whole = urlunsplit((parts.scheme, place, parts.path or "/", parts.query, ""))
    return _UNSAFE.sub(lambda found: quote(found[0], errors="replace"), whole)


def fragment_of(value: str) -> str:
    """Return what a name ends in from its "#" on, safe as an address is; "" for none."""
    fragment = urldefrag(value.strip())[1]
    return "#" + _UNSAFE.sub(lambda found: quote(found[0], errors="replace"), fragment) if fragment else ""


def edited(text: str, edits: Iterable[Edit]) -> str:
    """Return a text with its edits made; they may come in any order, and of two that overlap the first counts."""
    parts, done = [], 0
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        if edit.start >= done:
            parts += [text[done : edit.start], edit.text]
            done = edit.end
    return "".join([*parts, text[done:]])


def relinked(text: str, links: Iterable[Link], choose: Callable[[str], str | None]) -> str:
    """Return a text whose links name something else.

    Args:
        text: the style sheet or the script.
        links: the places in it.
        choose: what to write in place of a name, safe as an address is; None leaves it as it stands.
    """
    chosen = ((link, choose(link.value)) for link in links)
    return edited(text, [Edit(link.start, link.end, new) for link, new in chosen if new is not None])
