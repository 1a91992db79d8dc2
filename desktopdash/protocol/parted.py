"""A value in parts: what is seen first, then the rest of its long lists, each on a line of its own.

    line 1      {"mark": text, "lists": [{"length": 100000, "first": [...]}, ...], "value": JSON}
    line 2 ...  the elements of each list behind the first ones, in the order of the lists; or {"error": {...}}

In the value, `mark` and the list's number stand as a text in place of each list. The mark is a secret, drawn for this
one value: no data of the app can be taken for it.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from typing import Any, Final, TypeAlias

from ..errors import NotJson
from ..records import dataclass
from .codec import KEYS, convert_fast, encode, encode_fast

PARTED_TYPE: Final = "application/vnd.desktopdash.parts"

Cut: TypeAlias = Callable[[Any], tuple[str, int] | None]
"""Tells of a component which of its props is a list to be parted, and how many of its elements come first."""


@dataclass(frozen=True, slots=True)
class Parted:
    """A value in parts.

    Attributes:
        head: the first line, without its end.
        rests: what comes behind it.
    """

    head: bytes
    rests: list[list[Any]]

    def lines(self, fail: Callable[[Exception], bytes], wait: Callable[[], object]) -> Iterator[bytes]:
        """Yield all lines, each as soon as it is made.

        Args:
            fail: tells of a list that is no JSON; returns the line in its place.
            wait: returns when the reader has done what it does with the first line.
        """
        yield self.head + b"\n"
        wait()
        for rest in self.rests:
            try:
                text = encode(rest)
            except Exception as error:  # noqa: BLE001  the answer has begun: its reader is told in it
                text = fail(error)
            yield text + b"\n"


def encode_parted(value: Any, cut: Cut) -> Parted | None:
    """Return a value in parts; None where it has no long list, or is to be encoded as a whole to say what is wrong."""
    for keys in KEYS:
        lists = _Lists(cut)  # those of an attempt that failed do not count
        text = encode_fast(value, lists.convert, keys)
        if text is not None:
            return lists.parted(text)
    return None


class _Lists:
    """The long lists of one value."""

    def __init__(self, cut: Cut) -> None:
        self._cut = cut
        self._mark = secrets.token_urlsafe(16)
        self._firsts: list[dict[str, Any]] = []
        self._rests: list[list[Any]] = []

    def convert(self, value: Any) -> Any:
        """Return what is written in place of a value that is not JSON's own."""
        found = self._cut(value)
        if found is None:
            return convert_fast(value)
        prop, count = found
        wire = value.to_plotly_json()
        whole = wire["props"][prop]
        text = f"{self._mark}{len(self._firsts)}"
        self._firsts.append({"length": len(whole), "first": whole[:count]})
        self._rests.append(whole[count:])
        return {**wire, "props": {**wire["props"], prop: text}}

    def parted(self, text: bytes) -> Parted | None:
        if not self._rests:
            return None
        try:
            firsts = encode(self._firsts)
        except NotJson:  # the whole says better where it stands
            return None
        head = b'{"mark":"%b","lists":%b,"value":%b}' % (self._mark.encode(), firsts, text)
        return Parted(head, self._rests)
