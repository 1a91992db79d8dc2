"""A mapping that is made when somebody looks into it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping


class LateMapping(Mapping[str, str]):
    """What few callbacks ask for, and each request has.

    Args:
        make: called once at most.
    """

    __slots__ = ("_made", "_make")

    def __init__(self, make: Callable[[], Mapping[str, str]]) -> None:
        self._make = make
        self._made: Mapping[str, str] | None = None

    def _get(self) -> Mapping[str, str]:
        if self._made is None:
            self._made = self._make()
        return self._made

    def __getitem__(self, name: str) -> str:
        return self._get()[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._get())

    def __len__(self) -> int:
        return len(self._get())
