"""`Patch`: edits of a prop's value, sent to the page in place of the value."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final, NoReturn, TypeAlias

Location: TypeAlias = tuple[str | int, ...]

MARK: Final = "__dash_patch_update"
"""The key by which the page tells a patch from a value; Dash's."""

_RESERVED: Final = frozenset({"sort"})


class Patch:
    """Edits of the value that a prop has in the page; the value itself is never sent.

    Keys are written as items or, where they are names, as attributes; both lead deeper::

        figure = Patch()
        figure["layout"]["title"]["text"] = "New"
        figure.data[0].x.append(5)

    A patch is written to and cannot be read. Edits are applied in the order in which they were made.

    Args:
        location: where in the value this patch stands; for internal use.
        parent: the patch that collects the edits; for internal use.
    """

    __slots__ = ("_location", "_operations")

    _location: Location
    _operations: list[dict[str, Any]]

    def __init__(self, location: Iterable[str | int] | None = None, parent: Patch | None = None) -> None:
        object.__setattr__(self, "_location", tuple(location or ()))
        object.__setattr__(self, "_operations", [] if parent is None else parent._operations)

    def __getitem__(self, key: str | int) -> Patch:
        """Return the patch of what stands under a key. Raises TypeError for a slice."""
        return Patch((*self._location, _checked(key)), self)

    def __getattr__(self, name: str) -> Patch:
        if name in _RESERVED:
            raise KeyError(f"`{name}` is kept free for later; for a key of that name write patch[{name!r}]")
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        return self[name]

    def __setitem__(self, key: str | int, value: Any) -> None:
        """Put a value under a key. Raises TypeError for a slice."""
        if isinstance(value, Patch) and value._operations is self._operations:
            return  # the second half of `patch[key] += value`: the edit is noted already
        self._note("Assign", (*self._location, _checked(key)), value=value)

    def __setattr__(self, name: str, value: Any) -> None:
        self[name] = value

    def __delitem__(self, key: str | int) -> None:
        """Remove a key, or an item by its index. Raises TypeError for a slice."""
        self._note("Delete", (*self._location, _checked(key)))

    def __delattr__(self, name: str) -> None:
        del self[name]

    def __iadd__(self, value: Any) -> Patch:
        """Add a number, or append the items of a list or tuple."""
        self._note("Extend" if isinstance(value, (list, tuple)) else "Add", value=value)
        return self

    def __isub__(self, value: Any) -> Patch:
        """Subtract a number."""
        self._note("Sub", value=value)
        return self

    def __imul__(self, value: Any) -> Patch:
        """Multiply by a number."""
        self._note("Mul", value=value)
        return self

    def __itruediv__(self, value: Any) -> Patch:
        """Divide by a number."""
        self._note("Div", value=value)
        return self

    def __ior__(self, value: Mapping[str, Any]) -> Patch:
        """Merge a dict, as `update` does."""
        self.update(value)
        return self

    def __iter__(self) -> NoReturn:
        """Refuse. Raises TypeError."""
        raise TypeError("a Patch can be written to and not read: it does not know the value in the page")

    def __repr__(self) -> str:
        return f"<Patch at {list(self._location)}, {len(self._operations)} edits>"

    def __getstate__(self) -> tuple[Location, list[dict[str, Any]]]:
        return self._location, self._operations

    def __setstate__(self, state: tuple[Location, list[dict[str, Any]]]) -> None:
        object.__setattr__(self, "_location", state[0])
        object.__setattr__(self, "_operations", state[1])

    def append(self, item: Any) -> None:
        """Add an item at the end of a list."""
        self._note("Append", value=item)

    def prepend(self, item: Any) -> None:
        """Add an item at the beginning of a list."""
        self._note("Prepend", value=item)

    def insert(self, index: int, item: Any) -> None:
        """Add an item to a list, before the one at this index."""
        self._note("Insert", value=item, index=index)

    def extend(self, items: Iterable[Any]) -> None:
        """Add items at the end of a list.

        Raises:
            TypeError: a single item, or a text; append takes those.
        """
        if not isinstance(items, (list, tuple)):
            raise TypeError(f"extend takes a list or a tuple, found {type(items).__name__}; append takes one item")
        self._note("Extend", value=items)

    def remove(self, item: Any) -> None:
        """Remove the first item of a list that equals this one."""
        self._note("Remove", value=item)

    def clear(self) -> None:
        """Remove everything from a list or a dict."""
        self._note("Clear")

    def reverse(self) -> None:
        """Turn a list round."""
        self._note("Reverse")

    def update(self, *others: Mapping[str, Any], **items: Any) -> None:
        """Merge dicts and keywords into a dict."""
        merged: dict[str, Any] = {}
        for other in (*others, items):
            merged.update(other)
        self._note("Merge", value=merged)

    def to_plotly_json(self) -> dict[str, Any]:
        """Return the edits as the page reads them."""
        return {MARK: MARK, "operations": self._operations}

    def _note(self, operation: str, location: Location | None = None, **params: Any) -> None:
        place = self._location if location is None else location
        self._operations.append({"operation": operation, "location": list(place), "params": params})


def _checked(key: Any) -> str | int:
    if isinstance(key, slice):
        raise TypeError("a slice leads nowhere in a Patch; expected one key or index")
    return key  # type: ignore[no-any-return]
