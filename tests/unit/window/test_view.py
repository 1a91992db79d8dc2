from __future__ import annotations

import pytest

pytest.importorskip("PySide6.QtWebEngineCore")

from desktopdash.window.qt_view import ZOOMS, next_zoom


@pytest.mark.parametrize(
    ("factor", "step", "found"),
    [(1.0, 1, 1.1), (1.0, -1, 0.9), (1.3, 1, 1.5), (1.3, -1, 1.25), (5.0, 1, 5.0), (0.25, -1, 0.25), (3.7, 0, 1.0)],
)
def test_zoom_goes_by_the_steps_of_browsers(factor, step, found) -> None:
    assert next_zoom(factor, step) == found


def test_every_step_is_reached_both_ways() -> None:
    factor, seen = ZOOMS[0], [ZOOMS[0]]
    while (factor := next_zoom(factor, 1)) != seen[-1]:
        seen.append(factor)
    assert tuple(seen) == ZOOMS
    while (factor := next_zoom(factor, -1)) != seen[-1] and len(seen) > 1:
        assert factor == seen[-2]
        seen.pop()
