"""Copies of what an app's page would fetch from other hosts, served in place of it.

The folder beside the app's file and its `lock.json` are made by `freeze.vendoring`; here they are only read.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

from .addresses import Edit, address_of, edited, fragment_of, relinked
from .import_map import localised_map, read_map
from .lock import Copy, read_lock
from .markup import Tag, tags
from .references import fetched_by, inline_links, is_hint, is_import_map
from .shown import VENDORED
from .styles import style_links


class Vendored:
    """The copies of one app.

    Args:
        folder: where they are.
        copies: what the folder's lock file says.
    """

    def __init__(self, folder: Path, copies: Iterable[Copy]) -> None:
        self._copies = {copy.address: copy for copy in copies}
        self._files = {copy.file: (folder / copy.file, copy.type) for copy in self._copies.values()}
        self._hosts = {urlsplit(copy.final or copy.address).netloc for copy in self._copies.values()}
        self._hosts |= {urlsplit(address).netloc for address in self._copies}

    @classmethod
    def load(cls, folder: Path) -> Vendored | None:
        """Return the copies of a folder; None where it has no lock file.

        Raises:
            ResourceException: the lock file is damaged.
        """
        copies = read_lock(folder)
        return None if copies is None else cls(folder, copies.values())

    def find(self, path: str) -> tuple[Path, str] | None:
        """Return (the file, its content type) of a path below `_desktopdash-vendored/`; None for one that is no copy.

        Whether the file is still there is not looked after.
        """
        return self._files.get(path)

    def url(self, value: str, base: str) -> str | None:
        """Return the URL of a copy, safe as an address is; None where there is none.

        Args:
            value: an address as a page names it.
            base: the path of the app, with a slash at its end.
        """
        copy = self._copy(value)
        return None if copy is None else f"{base}{VENDORED}/{copy.file}{fragment_of(value)}"

    def localise(self, page: str, base: str) -> str:
        """Return a whole page that names copies in place of addresses, where there are copies.

        What its scripts say is left alone, but for imports of modules and import maps.

        Args:
            page: HTML.
            base: the path of the app in the browser, with a slash at its end.
        """
        return edited(page, (edit for tag in tags(page) for edit in self._edits(tag, base))) if self._copies else page

    def _copy(self, value: str) -> Copy | None:
        address = address_of(value)
        if address is None:
            return None
        found = self._copies.get(address)
        if found is None and value.lstrip().startswith("//"):  # the page's own scheme is meant, which is http here
            found = self._copies.get(address.replace("https:", "http:", 1))
        return found

    def _keeps_hash(self, value: str) -> bool:
        copy = self._copy(value)
        return copy is None or not copy.is_rewritten

    def _edits(self, tag: Tag, base: str) -> Iterator[Edit]:
        if is_hint(tag):
            if (address := address_of(tag.get("href"))) is not None and urlsplit(address).netloc in self._hosts:
                yield Edit(tag.start, tag.end, "")
            return
        yield from self._attribute_edits(tag, base)
        text = self._text(tag, base)
        if text != tag.text:
            yield Edit(tag.end, tag.end + len(tag.text), text)

    def _attribute_edits(self, tag: Tag, base: str) -> Iterator[Edit]:
        place = fetched_by(tag)
        if place is not None and (url := self.url(place[0].value, base)) is not None:
            yield Edit(place[0].value_start, place[0].end, _quoted(url))
            integrity = tag.attributes.get("integrity")
            if integrity is not None and not self._keeps_hash(place[0].value):
                yield Edit(integrity.start, integrity.end, " ")
        style = tag.attributes.get("style")
        if style is not None:
            text = relinked(style.value, style_links(style.value), lambda value: self.url(value, base))
            if text != style.value:
                yield Edit(style.value_start, style.end, _quoted(text))

    def _text(self, tag: Tag, base: str) -> str:
        """Return the text of an element with the names of copies."""
        if is_import_map(tag):
            found = read_map(tag.text)
            made = localised_map(found, lambda value: self.url(value, base), self._keeps_hash)
            return made if read_map(made) != found else tag.text
        return relinked(tag.text, inline_links(tag), lambda value: self.url(value, base))


def _quoted(value: str) -> str:
    return f'"{html.escape(value)}"'
