"""How the callbacks of an app fit together: props that two write, and circles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ..errors import DuplicateCallback
from ..model.dependency import Dependency
from ..model.ids import may_be_same
from ..records import dataclass
from .spec import CallbackSpec


@dataclass(frozen=True, slots=True)
class _Use:
    """A dependency, and the position of its callback."""

    dependency: Dependency
    index: int


class _Uses:
    """Dependencies by what they stand for."""

    def __init__(self) -> None:
        self._exact: dict[str, list[_Use]] = {}
        # Dict ids by their keys and the prop: those without wildcards, and those with.
        self._plain: dict[tuple[object, ...], list[_Use]] = {}
        self._patterns: dict[tuple[object, ...], list[_Use]] = {}

    def add(self, use: _Use) -> None:
        dependency = use.dependency
        group = _group(dependency)
        if dependency.has_wildcard():
            self._patterns.setdefault(group, []).append(use)
            return
        self._exact.setdefault(str(dependency), []).append(use)
        self._plain.setdefault(group, []).append(use)

    def find(self, dependency: Dependency) -> Iterator[_Use]:
        """Yield the uses of props that can be the same as this one."""
        group = _group(dependency)
        if dependency.has_wildcard():
            near = [*self._plain.get(group, ()), *self._patterns.get(group, ())]
        else:
            yield from self._exact.get(str(dependency), ())
            near = self._patterns.get(group, [])
        for use in near:
            if may_be_same(dependency.component_id, use.dependency.component_id):
                yield use


def _group(dependency: Dependency) -> tuple[object, ...]:
    id_ = dependency.component_id
    return (dependency.component_property, *(() if isinstance(id_, str) else sorted(id_)))


def check_outputs(specs: Sequence[CallbackSpec]) -> None:
    """Refuse props that are written more than once, without `allow_duplicate=True`.

    Raises:
        DuplicateCallback: all of them are named.
    """
    written = _Uses()
    found: list[str] = []
    for index, spec in enumerate(specs):
        for output in spec.outputs:
            if output.allow_duplicate:
                continue
            for earlier in written.find(output):
                same = f"`{output}`" if earlier.dependency == output else f"`{earlier.dependency}` and `{output}`"
                found.append(f"  {same}: {specs[earlier.index].label} and {spec.label}")
            written.add(_Use(output, index))
    if found:
        lines = "\n".join(dict.fromkeys(found))
        raise DuplicateCallback(
            f"These outputs are written by more than one callback:\n{lines}\n"
            "Write each from one callback, or pass allow_duplicate=True to the later Outputs."
        )


def find_circles(specs: Sequence[CallbackSpec]) -> list[str]:
    """Return what is to be said of callbacks that call each other in a circle, one text for each circle.

    A callback that reads what it writes itself is no circle: it is not called by its own outputs.
    """
    read = _Uses()
    for index, spec in enumerate(specs):
        for dependency in spec.inputs:
            read.add(_Use(dependency, index))
    links = [_readers(spec, index, read) for index, spec in enumerate(specs)]
    return [_describe(circle, specs, links) for circle in _circles(links)]


def _readers(spec: CallbackSpec, index: int, read: _Uses) -> dict[int, Dependency]:
    """The callbacks that read what one writes, each with what it reads."""
    found: dict[int, Dependency] = {}
    for output in spec.outputs:
        for use in read.find(output):
            if use.index != index:
                found.setdefault(use.index, use.dependency)
    return found


def _circles(links: Sequence[dict[int, Dependency]]) -> Iterator[list[int]]:
    """Yield circles, so many that each callback which is on one stands in one of them."""
    done: set[int] = set()
    for start in _on_circles(links):
        if start in done:
            continue
        circle = _path(start, start, links)
        if circle:
            done.update(circle)
            yield circle


def _on_circles(links: Sequence[dict[int, Dependency]]) -> list[int]:
    """Return the callbacks that may be on circles: those that are left after what nothing leads to has been taken away,
    again and again. Mostly none, which takes one walk over the links.
    """
    leading = [0] * len(links)
    for readers in links:
        for reader in readers:
            leading[reader] += 1
    waiting = [index for index, count in enumerate(leading) if not count]
    for index in waiting:
        for reader in links[index]:
            leading[reader] -= 1
            if not leading[reader]:
                waiting.append(reader)
    return [index for index, count in enumerate(leading) if count]


def _path(start: int, goal: int, links: Sequence[dict[int, Dependency]]) -> list[int] | None:
    """Return the shortest way from a callback to another, without the goal; None where there is none."""
    before: dict[int, int] = {}
    reached, waiting = {start}, [start]
    for at in waiting:
        for reader in links[at]:
            if reader == goal:
                return _walk_back(at, start, before)
            if reader not in reached:
                reached.add(reader)
                before[reader] = at
                waiting.append(reader)
    return None


def _walk_back(at: int, start: int, before: dict[int, int]) -> list[int]:
    way = [at]
    while way[-1] != start:
        way.append(before[way[-1]])
    return way[::-1]


def _describe(circle: list[int], specs: Sequence[CallbackSpec], links: Sequence[dict[int, Dependency]]) -> str:
    steps = [
        f"{specs[at].label} writes `{links[at][reader]}`, which {specs[reader].label} reads"
        for at, reader in _around(circle)
    ]
    return (
        f"Callbacks call each other in a circle: {'; '.join(steps)}. Each of them is called once for a change. Join "
        "them into one callback, which may write what it reads, or read one of these props as State"
    )


def _around(circle: list[int]) -> Iterable[tuple[int, int]]:
    return zip(circle, [*circle[1:], circle[0]], strict=True)
