"""What a style sheet names, and its characters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

import tinycss2
import tinycss2.bytes

from ...server.addresses import Kind, Link

_BOMS: Final = {b"\xef\xbb\xbf": "utf-8", b"\xff\xfe": "utf-16le", b"\xfe\xff": "utf-16be"}
_NEWLINE: Final = re.compile(r"\r\n|[\r\n\f]")
# From where a token begins: the text inside its quotes, or inside `url()`.
_LITERAL: Final = re.compile(
    r"""(?:url\(\s*)?(?:"((?:[^"\\\n\r\f]|\\(?:\r\n|.))*)"|'((?:[^'\\\n\r\f]|\\(?:\r\n|.))*)')"""
    r"""|url\(\s*((?:[^\s"'()\\]|\\.)*)""",
    re.IGNORECASE | re.DOTALL,
)
# Functions whose strings are names.
_NAMING: Final = frozenset(["url", "src", "image-set", "-webkit-image-set"])
_BLOCKS: Final = frozenset(["{} block", "[] block", "() block"])


def charset_of(data: bytes, told: str = "") -> str:
    """Return the encoding of a style sheet, as CSS finds it: its mark, the answer's header, `@charset`, UTF-8.

    Args:
        data: the file.
        told: what the header says; "" for nothing.
    """
    marked = next((name for mark, name in _BOMS.items() if data.startswith(mark)), None)
    return marked or str(tinycss2.bytes.decode_stylesheet_bytes(data[:200], told or None)[1].name)


def decode(data: bytes, charset: str) -> tuple[str, str]:
    """Return (a style sheet's text, its codec): `encode` makes the same bytes of them, also of malformed ones.

    Args:
        data: the file.
        charset: see `charset_of`.
    """
    try:
        text = data.decode(charset, "surrogateescape")
        if encode(text, charset) == data:
            return text, charset
    except (LookupError, UnicodeError):  # an encoding of browsers only, or a shifting one
        pass
    return data.decode("latin-1"), "latin-1"  # names that are fetched are ASCII, or escaped


def encode(text: str, codec: str) -> bytes:
    """Return the bytes of a text that `decode` made."""
    return text.encode(codec, "surrogateescape")


def css_links(text: str) -> list[Link]:
    """Return what a style sheet names: by `@import`, `url()`, `image-set()` and `src()`, wherever they stand."""
    body = text.removeprefix("\ufeff")
    starts = [0, *(found.end() for found in _NEWLINE.finditer(body))]
    shift = len(text) - len(body)
    links = []
    for token, kind in _names(tinycss2.parse_component_value_list(body, skip_comments=True)):
        found = _LITERAL.match(text, shift + starts[token.source_line - 1] + token.source_column - 1)
        if found is not None:
            group = found.lastindex or 0
            links.append(Link(found.start(group), found.end(group), token.value, kind))
    return links


def _names(tokens: list[Any]) -> Iterator[tuple[Any, Kind]]:
    """Yield (the token of a name, what is done with it); nesting may be as deep as it likes."""
    yield from _imports(tokens)
    todo = [iter(_without_heads(tokens))]
    while todo:
        token = next(todo[-1], None)
        if token is None:
            todo.pop()
        elif token.type == "url":
            yield token, "other"
        elif token.type == "function":
            if token.lower_name in _NAMING:
                yield from ((argument, "other") for argument in token.arguments if argument.type == "string")
            todo.append(iter(token.arguments))
        elif token.type in _BLOCKS:
            todo.append(iter(token.content))


def _imports(tokens: list[Any]) -> Iterator[tuple[Any, Kind]]:
    for place, token in enumerate(tokens):
        if token.type == "at-keyword" and token.lower_value == "import":
            after = next((one for one in tokens[place + 1 : place + 3] if one.type != "whitespace"), None)
            if after is not None and after.type == "function" and after.lower_name in ("url", "src"):
                after = next((one for one in after.arguments if one.type == "string"), None)
            if after is not None and after.type in ("url", "string"):
                yield after, "style"


def _without_heads(tokens: Iterable[Any]) -> Iterator[Any]:
    """Leave out what stands between the name of an at-rule and its block or end: nobody fetches by that."""
    is_head = False
    for token in tokens:
        if token.type == "at-keyword":
            is_head = True
        elif is_head and (token.type == "{} block" or token == ";"):
            is_head = False
        if not is_head:
            yield token
