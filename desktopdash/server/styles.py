"""What the style sheets inside a page name: read by one expression, since it is done for each page.

Whole files are read by `freeze.vendoring.css`, which knows all of CSS.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from .addresses import Link

_STRING: Final = r""""(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'"""
_TOKEN: Final = re.compile(
    rf"""
      /\*.*?(?:\*/|\Z)
    | @(?:namespace|(?:-moz-)?document)(?![\w-])[^;{{]*  # nobody fetches what these name
    | (?P<import>@import(?![\w-]))
    | (?<![\w-])url\(\s*(?:(?P<quoted>{_STRING})|(?P<bare>[^\s"'()]+))\s*\)
    | (?P<string>{_STRING})
    | (?P<end>[;{{}}])
    """,
    re.IGNORECASE | re.DOTALL | re.VERBOSE,
)
_ESCAPE: Final = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|(\n)|(.))", re.DOTALL)


def style_links(text: str) -> Iterator[Link]:
    """Yield what a style sheet names: by `@import`, and by `url()` wherever it stands."""
    is_import = False
    for token in _TOKEN.finditer(text):
        if token["import"]:
            is_import = True
        elif token["bare"]:
            yield Link(*token.span("bare"), _plain(token["bare"]), "style" if is_import else "other")
            is_import = False
        elif token["quoted"] or (token["string"] and is_import):
            start, end = token.span("quoted" if token["quoted"] else "string")
            yield Link(start + 1, end - 1, _plain(text[start + 1 : end - 1]), "style" if is_import else "other")
            is_import = False
        elif token["end"]:
            is_import = False


def _plain(text: str) -> str:
    """Resolve the escapes of a string or an address."""
    return _ESCAPE.sub(_character, text) if "\\" in text else text


def _character(found: re.Match[str]) -> str:
    if not found[1]:
        return found[3] or ""
    number = int(found[1], 16)
    return chr(number) if 0 < number < 0x110000 and not 0xD800 <= number < 0xE000 else "\ufffd"
