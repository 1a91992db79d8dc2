"""The tags of an HTML page, as a browser's tokenizer finds them: comments and texts of scripts hold none."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Final

from ..records import dataclass

# A tag's name, or what hides everything up to its end.
_OPENING: Final = re.compile(r"<!--.*?(?:-->|\Z)|<([a-z][^\s/>]*)", re.IGNORECASE | re.DOTALL)
_ATTRIBUTE: Final = re.compile(r"""[\s/]*([^\s/>][^\s/>=]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"'][^\s>]*)))?""")
_REST: Final = re.compile(r"[^>]*>?")
_RAW: Final = {
    name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE)
    for name in ("script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes")
}


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute of a tag.

    Attributes:
        name: in small letters.
        value: entities resolved; "" without one.
        start: where it begins in the page, with the white space before it.
        value_start: where the value begins, with its quote; `end` where there is none.
        end: behind the value's quote.
    """

    name: str
    value: str
    start: int
    value_start: int
    end: int


@dataclass(frozen=True, slots=True)
class Tag:
    """A start tag, and the text of an element that has no tags inside.

    Attributes:
        name: in small letters.
        start: where it begins in the page.
        end: behind its ">".
        attributes: by name; of two with one name the first counts, as in browsers.
        text: the element's text as it stands in the page, of scripts, styles and their like; else "".
    """

    name: str
    start: int
    end: int
    attributes: dict[str, Attribute]
    text: str

    def get(self, name: str) -> str:
        """Return the value of an attribute; "" where there is none."""
        found = self.attributes.get(name)
        return "" if found is None else found.value


def tags(page: str) -> Iterator[Tag]:
    """Yield the start tags of a page, in order."""
    place = 0
    while found := _OPENING.search(page, place):
        if found[1] is None:
            place = found.end()
            continue
        name = found[1].lower()
        attributes, end = _attributes(page, found.end())
        closing = _RAW[name].search(page, end) if name in _RAW else None
        place = end if name not in _RAW else len(page) if closing is None else closing.start()
        yield Tag(name, found.start(), end, attributes, page[end:place])
        place = max(place, end)


def _attributes(page: str, place: int) -> tuple[dict[str, Attribute], int]:
    """Return (the attributes of a tag, where it ends)."""
    found: dict[str, Attribute] = {}
    while match := _ATTRIBUTE.match(page, place):
        group = next((group for group in (2, 3, 4) if match[group] is not None), None)
        value = "" if group is None else html.unescape(match[group])
        value_start = match.end() if group is None else match.start(group) - (group != 4)
        attribute = Attribute(match[1].lower(), value, place, value_start, match.end())
        found.setdefault(attribute.name, attribute)
        place = match.end()
    return found, _end_of(page, place)


def _end_of(page: str, place: int) -> int:
    rest = _REST.match(page, place)
    return place if rest is None else rest.end()
