"""Style sheets and modules that name copies: all copies are in one folder, and name each other by their files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from ...records import dataclass
from ...server.addresses import Kind, Link, fragment_of, relinked
from ...server.imports import module_links
from ...server.lock import Copy
from .css import css_links, decode, encode
from .earlier import Earlier
from .files import Held, Made, Wanted
from .integrity import sha256_of
from .naming import name_of, type_of


@dataclass(frozen=True, slots=True)
class Text:
    """A file that names others.

    Attributes:
        sort: what it is.
        text: its characters.
        codec: how they become its bytes.
        links: what it names.
    """

    sort: Literal["style", "module"]
    text: str
    codec: str
    links: tuple[Link, ...]


Texts = Mapping[tuple[str, Kind], Text | None]
"""What was read, by the address and what it was read as."""


def read_text(address: str, kind: Kind, held: Held) -> Text | None:
    """Return the text of a file that may name others; None for what is only kept.

    A script that is no module is not looked into: it names what it loads while it runs, if it does.
    """
    type_ = type_of(address, kind, held.type, held.data)
    if type_.startswith("text/css"):
        text, codec = decode(held.data, type_.partition("charset=")[2])
        return Text("style", text, codec, tuple(css_links(text)))
    if kind == "module" and type_.startswith("text/javascript"):
        text, codec = decode(held.data, "utf-8")  # modules are, whatever anybody says
        return Text("module", text, codec, tuple(module_links(text)))
    return None


def make_copies(
    held: Mapping[str, Held],
    wanted: Mapping[str, Wanted],
    texts: Texts,
    earlier: Earlier,
    left: Mapping[str, Copy],
) -> list[Made]:
    """Return the files as they are kept.

    Args:
        held: what was fetched, by address.
        wanted: how it is named.
        texts: what of it was read.
        earlier: the folder as it is.
        left: copies from before that stay as they are.
    """
    types = {address: type_of(address, wanted[address].kind, one.type, one.data) for address, one in held.items()}
    names = {address: copy.file for address, copy in left.items()}
    names |= {address: name_of(address, type_) for address, type_ in types.items()}
    made = []
    for address, one in held.items():
        text = texts[(address, wanted[address].kind)]
        data = one.data if text is None else _rewritten(one, text, names, earlier)
        made.append(Made(_copy(address, one, wanted[address], names[address], types[address], data), data))
    return made


def _rewritten(held: Held, text: Text, names: Mapping[str, str], earlier: Earlier) -> bytes:
    prefix = "./" if text.sort == "module" else ""  # a module's name without it is one that an import map explains

    def choose(value: str) -> str | None:
        address = earlier.named_in(held, value, text.sort)
        if address is None:
            return None
        # What could not be fetched is named in full: relative to the copy it would be another.
        return (prefix + names[address] if address in names else address) + fragment_of(value)

    return encode(relinked(text.text, text.links, choose), text.codec)


def _copy(address: str, held: Held, wanted: Wanted, name: str, type_: str, data: bytes) -> Copy:
    fetched = (held.copy.original if held.copy is not None else "") or sha256_of(held.data)
    kept = sha256_of(data)
    return Copy(
        address=address,
        file=name,
        sha256=kept,
        type=type_,
        named_by=tuple(sorted(wanted.named_by)),
        original="" if kept == fetched else fetched,
        final="" if held.final == address else held.final,
        integrity=tuple(sorted(wanted.integrity)),
    )
