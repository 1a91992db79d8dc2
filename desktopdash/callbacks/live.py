"""`set_props`: props that change beside the outputs of a callback, or without any callback."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeAlias

from ..errors import IncorrectTypeException, InvalidCallbackReturnValue, MissingCallbackContextException, NotJson
from ..model.ids import check_id, stringify_id
from ..protocol.codec import decode, encode
from ..typing import ComponentId

Send: TypeAlias = Callable[[bytes], None]
"""Takes one update, `{id: {prop: value}}` as JSON, to one page or to all of them."""

Update: TypeAlias = dict[str, dict[str, Any]]

NO_STREAM = (
    "set_props was called outside a callback, or after its answer, and the server of this app has no stream to its "
    "pages. Call it while the callback runs, or serve the app with `desktopdash run` or `desktopdash serve`"
)


def encode_update(component_id: ComponentId, props: Mapping[str, Any]) -> bytes:
    """Return one call of `set_props` as JSON. The values are as they are now, whatever becomes of them.

    Raises:
        IncorrectTypeException: props that are no dict; an id that is none.
        InvalidCallbackReturnValue: a value that is not JSON; it says which and where.
    """
    check_id(component_id)
    if not isinstance(props, Mapping):
        raise IncorrectTypeException(f"set_props({component_id!r}, ...) was given {props!r}; expected a dict of props")
    try:
        return encode({stringify_id(component_id): dict(props)})
    except NotJson as error:
        name, place = next(_faults(props), ("?", str(error)))
        raise InvalidCallbackReturnValue(
            f"set_props({component_id!r}, ...) was given a value for `{name}` that is not JSON: {place}"
        ) from error


def _faults(props: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, value in props.items():
        try:
            encode(value)
        except NotJson as error:
            yield name, str(error)


class SideUpdates:
    """What `set_props` changes during one call.

    Args:
        send: takes each update to the page that asked, at once; None: they are kept for the answer.
    """

    def __init__(self, send: Send | None = None) -> None:
        self._send = send
        self._kept: list[Update] = []
        self._answered = False

    def add(self, update: bytes) -> None:
        """Take one update; from any thread.

        Raises:
            MissingCallbackContextException: the answer that would have brought it is gone.
        """
        if self._send is not None:
            self._send(update)
            return
        if self._answered:
            raise MissingCallbackContextException(NO_STREAM)
        self._kept.append(decode(update))

    def take(self) -> Update | list[Update] | None:
        """Return the kept updates for the answer: one dict, as Dash's; a list where a prop was set again."""
        self._answered = True
        merged = _merge(self._kept)
        return merged[0] if len(merged) == 1 else merged or None


def _merge(updates: list[Update]) -> list[Update]:
    """Join neighbours that set different props: what is set twice happens twice, and in this order."""
    merged: list[Update] = []
    for update in updates:
        if merged and not any(name in merged[-1].get(id_, ()) for id_, props in update.items() for name in props):
            for id_, props in update.items():
                merged[-1].setdefault(id_, {}).update(props)
        else:
            merged.append({id_: dict(props) for id_, props in update.items()})
    return merged
