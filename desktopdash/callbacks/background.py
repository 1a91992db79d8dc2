"""The arguments of long callbacks: what `background=True` brings with it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, Literal, TypeAlias, get_args

from ..errors import IncorrectTypeException, InvalidCallbackReturnValue
from ..model.dependency import Dependency, Input, Output
from ..model.grouping import flatten_grouping, match_grouping
from ..model.ids import match_keys
from ..model.sentinels import NoUpdate
from ..records import dataclass
from ..typing import Grouping
from .signature import Signature

Concurrency: TypeAlias = Literal["replace", "queue", "parallel", "drop"]
OnLeave: TypeAlias = Literal["keep", "cancel"]
OnExit: TypeAlias = Literal["cancel", "keep"]
Executor: TypeAlias = Literal["process", "thread"]

DEFAULTS: Final[Mapping[str, Any]] = {
    "interval": 1000,
    "progress": None,
    "progress_default": None,
    "cancel": None,
    "manager": None,
    "cache_args_to_ignore": None,
    "cache_ignore_triggered": True,
    "concurrency": "replace",
    "timeout": None,
    "on_leave": "keep",
    "executor": "process",
    "on_exit": "cancel",
    "notify": False,
}
"""What only long callbacks take, beside `background`."""

_CHOICES: Final = {
    "concurrency": get_args(Concurrency),
    "on_leave": get_args(OnLeave),
    "executor": get_args(Executor),
    "on_exit": get_args(OnExit),
}


@dataclass(frozen=True, slots=True)
class Background:
    """How a long callback runs.

    Attributes:
        interval: milliseconds; the longest time between two questions of a page that has no stream.
        progress: the Outputs that `set_progress` writes, from left to right.
        progress_shape: the grouping in which it takes their values.
        progress_default: their values while the callback does not run, one for each of `progress`.
        cancel: the Inputs whose changes cancel its jobs.
        manager: what runs its jobs; None: the app's.
        ignored: arguments that do not count for the cache: names, or positions.
        ignores_triggered: whether what triggered it does not count for the cache.
        concurrency: what a call does while one runs: it replaces that one, waits behind it, runs beside it, or is
            dropped.
        timeout_s: seconds that its function may take; None: any.
        on_leave: whether its jobs go on when their page is left, or are cancelled.
        executor: where its function runs: in a process or in a thread of the server's.
        on_exit: whether its jobs are cancelled when the app ends, or get a few seconds to end by themselves; those of
            Celery go on.
        notify: whether the person is told by a notification when a job ends and the window is not in front: True, or
            the text.
    """

    interval: int = 1000
    progress: tuple[Output, ...] = ()
    progress_shape: Grouping = None
    progress_default: tuple[Any, ...] = ()
    cancel: tuple[Input, ...] = ()
    manager: Any = None
    ignored: tuple[str | int, ...] = ()
    ignores_triggered: bool = True
    concurrency: Concurrency = "replace"
    timeout_s: float | None = None
    on_leave: OnLeave = "keep"
    executor: Executor = "process"
    on_exit: OnExit = "cancel"
    notify: bool | str = False

    def to_dict(self) -> dict[str, Any]:
        """Return what the page is told."""
        return {
            "interval": self.interval,
            "cancel": [part.to_dict() for part in self.cancel],
            "progress": [part.to_dict() for part in self.progress],
            "progressDefault": list(self.progress_default),
            "concurrency": self.concurrency,
        }

    def progress_values(self, value: Any) -> list[tuple[int, Any]]:
        """Return the values of `progress` that a call of `set_progress` means, with their positions.

        Raises:
            InvalidCallbackReturnValue: a value of another shape.
        """
        shape = self.progress_shape
        if NoUpdate.is_no_update(value):
            return []
        if isinstance(shape, list) and len(shape) == 1 and not isinstance(value, (list, tuple)):
            value = [value]  # as in Dash
        try:
            parts = [part for _, part in match_grouping(value, shape)]
        except ValueError as error:
            names = ", ".join(f"`{part}`" for part in self.progress)
            said = str(error).replace("returned value", "value given to set_progress")
            raise InvalidCallbackReturnValue(f"{said}. Its outputs are {names}") from error
        return [(index, part) for index, part in enumerate(parts) if not NoUpdate.is_no_update(part)]


def parse_background(given: dict[str, Any]) -> Background | None:
    """Take the arguments of long callbacks out of a callback's; None where it is an ordinary one.

    Raises:
        IncorrectTypeException: one without `background=True`, or with a value that it cannot have.
    """
    is_long = bool(given.pop("background", False))
    found = {name: given.pop(name) for name in DEFAULTS if name in given}
    said = {name: value for name, value in found.items() if _says_something(value, DEFAULTS[name])}
    if not is_long:
        if said:
            raise IncorrectTypeException(f"{', '.join(said)}= has a meaning with background=True only; expected both")
        return None
    for name, choices in _CHOICES.items():
        if name in said and said[name] not in choices:
            raise _refused(name, said[name], " or ".join(f'"{choice}"' for choice in choices))
    if not isinstance(said.get("notify", ""), (str, bool)):
        raise _refused("notify", said["notify"], "True, or the text of the notification")
    shape = _shape("progress", said.get("progress"), Output)
    outputs = tuple(flatten_grouping(shape)) if shape is not None else ()
    return Background(
        interval=_interval(found.get("interval")),
        progress=outputs,
        progress_shape=shape,
        progress_default=_defaults(found.get("progress_default"), shape, len(outputs)),
        cancel=tuple(flatten_grouping(_shape("cancel", said.get("cancel"), Input) or [])),
        manager=checked_manager(said.get("manager")),
        ignored=_ignored(said.get("cache_args_to_ignore")),
        ignores_triggered=bool(found.get("cache_ignore_triggered", True)),
        concurrency=said.get("concurrency", "replace"),
        timeout_s=_timeout(said.get("timeout")),
        on_leave=said.get("on_leave", "keep"),
        executor=said.get("executor", "process"),
        on_exit=said.get("on_exit", "cancel"),
        notify=said.get("notify", False),
    )


def _says_something(value: Any, default: Any) -> bool:
    return value is not None and (default is None or value != default)


def check_background(background: Background | None, signature: Signature, label: str) -> None:
    """Refuse a MATCH in `cancel=` or `progress=` that nothing of the callback says the meaning of.

    Raises:
        IncorrectTypeException: it names the callback and the prop.
    """
    if background is None:
        return
    filled = {key for part in (*signature.outputs, *signature.reads) for key in match_keys(part.component_id)}
    named: list[tuple[str, Dependency]] = [("progress", part) for part in background.progress]
    named += [("cancel", part) for part in background.cancel]
    for name, part in named:
        missing = match_keys(part.component_id) - filled
        if missing:
            raise IncorrectTypeException(
                f"{label}: `{part}` in {name}= has MATCH under {', '.join(sorted(missing))}; "
                "expected an Output or Input of the callback with MATCH under the same key"
            )


def _shape(name: str, given: Any, kind: type[Dependency]) -> Grouping:
    """Return a grouping of dependencies: one, or a list or dict of them."""
    if given is None:
        return None
    shape = list(given) if isinstance(given, tuple) else given
    leaves = flatten_grouping(shape)
    if not leaves or not all(isinstance(leaf, kind) for leaf in leaves):
        raise _refused(name, given, f"{kind.__name__}s")
    return shape


def _defaults(given: Any, shape: Grouping, count: int) -> tuple[Any, ...]:
    if given is None:
        return (None,) * count
    if shape is None:
        raise IncorrectTypeException("progress_default= has a meaning with progress= only; expected both")
    if isinstance(shape, list) and len(shape) == 1 and not isinstance(given, (list, tuple)):
        given = [given]
    try:
        return tuple(part for _, part in match_grouping(given, shape))
    except ValueError as error:
        said = str(error).replace("returned value", "value of progress_default=")
        raise IncorrectTypeException(f"{said}, in the shape of progress=") from error


def _interval(given: Any) -> int:
    if given is None:
        return int(DEFAULTS["interval"])
    if isinstance(given, bool) or not isinstance(given, (int, float)) or not 0 < given < float("inf"):
        raise _refused("interval", given, "a number of milliseconds above 0")
    return int(given) or 1


def _timeout(given: Any) -> float | None:
    if given is None:
        return None
    if isinstance(given, bool) or not isinstance(given, (int, float)) or not 0 < given < float("inf"):
        raise _refused("timeout", given, "a number of seconds above 0")
    return float(given)


def checked_manager(given: Any) -> Any:
    """Return a manager as it was given.

    Raises:
        IncorrectTypeException: it is none.
    """
    if given is not None and not hasattr(given, "open"):
        raise _refused("manager", given, "a DiskcacheManager or a CeleryManager")
    return given


def _ignored(given: Any) -> tuple[str | int, ...]:
    if given is None:
        return ()
    items = tuple(given) if isinstance(given, (list, tuple)) else (given,)
    if not all(isinstance(item, (str, int)) and not isinstance(item, bool) for item in items):
        raise _refused("cache_args_to_ignore", given, "names, or positions, of arguments")
    return items


def _refused(name: str, found: Any, expected: str) -> IncorrectTypeException:
    return IncorrectTypeException(f"{name}= is {found!r}; expected {expected}")
