"""`running=`: props that have other values while a callback runs."""

from __future__ import annotations

from typing import Any

from ..errors import IncorrectTypeException
from ..model.dependency import Output
from ..model.ids import match_keys
from ..records import dataclass
from .signature import Signature


@dataclass(frozen=True, slots=True)
class WhileRunning:
    """One of the triples of `running=`.

    Attributes:
        output: which props.
        on: their value while the callback runs.
        off: their value when it has ended, however it did.
    """

    output: Output
    on: Any
    off: Any


def parse_running(given: Any) -> tuple[WhileRunning, ...]:
    """Read what `running=` was given: a list of (Output, value while running, value after), or one such triple.

    Raises:
        IncorrectTypeException: something else.
    """
    if given is None:
        return ()
    triples = [given] if isinstance(given, tuple) and len(given) == 3 and isinstance(given[0], Output) else given
    if not isinstance(triples, (list, tuple)):
        raise _refused(given)
    return tuple(_parse_triple(triple) for triple in triples)


def _parse_triple(triple: Any) -> WhileRunning:
    if not isinstance(triple, (list, tuple)) or len(triple) != 3 or not isinstance(triple[0], Output):
        raise _refused(triple)
    return WhileRunning(*triple)


def check_running(running: tuple[WhileRunning, ...], signature: Signature, label: str) -> None:
    """Refuse a MATCH in `running=` that nothing of the callback says the meaning of.

    Raises:
        IncorrectTypeException: it names the callback and the prop.
    """
    filled = {key for part in (*signature.outputs, *signature.reads) for key in match_keys(part.component_id)}
    for item in running:
        missing = match_keys(item.output.component_id) - filled
        if missing:
            raise IncorrectTypeException(
                f"{label}: `{item.output}` in running= has MATCH under {', '.join(sorted(missing))}; "
                "expected an Output or Input of the callback with MATCH under the same key"
            )


def _refused(found: Any) -> IncorrectTypeException:
    return IncorrectTypeException(
        f"running= has {found!r}; expected a list of (Output, value while running, value after)"
    )
