"""What is measured, and how good it has to be."""

from __future__ import annotations

import math
import statistics
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Figure:
    """One line of the table.

    Attributes:
        title: what a reader is told.
        unit: of the values.
        bar: the most that ours may be, as a part of Dash's.
        limit: what the limit is; "" where there is none.
        limit_bar: the most that ours may be, as a multiple of the limit.
        most: the most that ours may be, in the unit.
        least: the least that it may be.
    """

    title: str
    unit: str = "ms"
    bar: float | None = None
    limit: str = ""
    limit_bar: float | None = None
    most: float | None = None
    least: float | None = None

    @property
    def more_is_better(self) -> bool:
        """Whether the larger value is the better one."""
        return self.least is not None


@dataclass
class Samples:
    """The values of one figure: ours, Dash's, the limit's. Empty where there is none."""

    ours: Sequence[float] = ()
    dash: Sequence[float] = ()
    limit: Sequence[float] = ()
    middle: Callable[[Sequence[float]], float] = field(default=statistics.median)

    def value(self, side: str) -> float | None:
        """The one value of a side."""
        values = getattr(self, side)
        return self.middle(values) if values else None

    def ratio(self, other: str) -> float | None:
        """Ours as a part of Dash's or of the limit's."""
        mine, theirs = self.value("ours"), self.value(other)
        return None if mine is None or not theirs else mine / theirs


Measure = Callable[[Any], Iterator[tuple[str, Samples]]]


@dataclass(frozen=True)
class Group:
    """Figures that are measured together.

    Attributes:
        figures: by key.
        measure: yields the samples of each.
    """

    figures: dict[str, Figure]
    measure: Measure


def percentile(part: float) -> Callable[[Sequence[float]], float]:
    """A function that gives the value below which such a part of the values lies."""

    def of(values: Sequence[float]) -> float:
        return sorted(values)[min(len(values) - 1, math.ceil(part * len(values)) - 1)]

    return of


def in_turn(measures: dict[str, Callable[[], float]], repeats: int, warm: int = 1) -> dict[str, list[float]]:
    """Run measurements in turn, so that a busy moment of the machine meets them alike.

    Args:
        measures: by side.
        repeats: how often each counts.
        warm: how often each is run before.
    """
    for _ in range(warm):
        for measure in measures.values():
            measure()
    found: dict[str, list[float]] = {side: [] for side in measures}
    for _ in range(repeats):
        for side, measure in measures.items():
            found[side].append(measure())
    return found
