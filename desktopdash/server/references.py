"""What the tags of a page have the browser fetch, and from where."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ..records import dataclass
from .addresses import Kind, Link, address_of
from .import_map import map_integrity, map_targets, read_map
from .imports import module_links
from .markup import Attribute, Tag, tags
from .styles import style_links

_ICONS: Final = frozenset(["icon", "apple-touch-icon", "apple-touch-icon-precomposed", "mask-icon", "manifest"])
_HINTS: Final = frozenset(["preconnect", "dns-prefetch"])
_PRELOADS: Final = frozenset(["preload", "prefetch"])


@dataclass(frozen=True, slots=True)
class Reference:
    """An address that a page names.

    Attributes:
        address: as `address_of` spells it.
        kind: what is done with the answer.
        integrity: the hashes that the page asks for; "" for none.
        is_folder: whether it stands for whatever begins with it, in an import map.
    """

    address: str
    kind: Kind
    integrity: str = ""
    is_folder: bool = False


def page_references(page: str) -> Iterator[Reference]:
    """Yield what a page would fetch from other hosts, in order; one that is named twice comes twice."""
    for tag in tags(page):
        place = fetched_by(tag)
        if place is not None and (address := address_of(place[0].value)) is not None:
            yield Reference(address, place[1], tag.get("integrity"))
        for link in [*style_links(tag.get("style")), *inline_links(tag)]:
            if (address := address_of(link.value)) is not None:
                yield Reference(address, link.kind)
        if is_import_map(tag):
            yield from _of_map(tag.text)


def fetched_by(tag: Tag) -> tuple[Attribute, Kind] | None:
    """Return (the attribute by which a tag has something fetched, what that is); None for a tag that does not."""
    if tag.name == "link":
        attribute, kind = tag.attributes.get("href"), _kind_of_link(tag)
    elif tag.name == "script":
        attribute, kind = tag.attributes.get("src"), _kind_of_script(tag)
    elif tag.name == "img":
        attribute, kind = tag.attributes.get("src"), "other"
    else:
        return None
    return None if attribute is None or kind is None else (attribute, kind)


def inline_links(tag: Tag) -> list[Link]:
    """Return what the text of a style sheet or a module inside the page names; places are those in `tag.text`."""
    if tag.name == "style":
        return list(style_links(tag.text))
    if tag.name == "script" and _kind_of_script(tag) == "module" and "src" not in tag.attributes:
        return module_links(tag.text)
    return []


def is_import_map(tag: Tag) -> bool:
    """Tell whether a tag holds an import map."""
    return tag.name == "script" and tag.get("type").strip().lower() == "importmap"


def is_hint(tag: Tag) -> bool:
    """Tell whether a tag only has the browser connect to a host beforehand."""
    rels = tag.get("rel").lower().split()
    return tag.name == "link" and bool(rels) and _HINTS.issuperset(rels)


def _kind_of_link(tag: Tag) -> Kind | None:
    rels, use = set(tag.get("rel").lower().split()), tag.get("as").strip().lower()
    if "stylesheet" in rels:
        return "style"
    if "modulepreload" in rels:
        return "module" if use in ("", "script") else "other"
    if rels & _PRELOADS:
        return "style" if use == "style" else "script" if use == "script" else "other"
    return "other" if rels & _ICONS else None


def _kind_of_script(tag: Tag) -> Kind | None:
    sort = tag.get("type").strip().lower()
    if sort == "module":
        return "module"
    is_script = not sort or "javascript" in sort or "ecmascript" in sort
    return "script" if is_script else None  # browsers fetch no others


def _of_map(text: str) -> Iterator[Reference]:
    found = read_map(text)
    hashes = {address_of(name): value for name, value in map_integrity(found).items()}
    for target in map_targets(found):
        if (address := address_of(target)) is not None:
            yield Reference(address, "module", hashes.get(address, ""), target.endswith("/"))
