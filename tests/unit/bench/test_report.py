"""What the benchmark makes of its values."""

from __future__ import annotations

import ast
import json
from pathlib import Path

import pytest

from tests.bench import report
from tests.bench.__main__ import GROUPS
from tests.bench.figures import Figure, Samples, in_turn, percentile

APPS = Path(__file__).parents[2] / "bench" / "apps"
TRIP = Figure("trip", bar=0.5, limit="a bare one", limit_bar=1.3)
SCROLL = Figure("scroll", unit="frames/s", least=50)


def test_values_are_medians_and_ratios_are_ours_to_the_other() -> None:
    samples = Samples([1, 2, 30], [4, 5, 6], [2])
    assert [samples.value(side) for side in ("ours", "dash", "limit")] == [2, 5, 2]
    assert (samples.ratio("dash"), samples.ratio("limit")) == (0.4, 1)
    assert Samples([1]).ratio("dash") is None


@pytest.mark.parametrize(("part", "value"), [(0.5, 50), (0.99, 99), (1.0, 100)])
def test_percentiles(part: float, value: int) -> None:
    assert percentile(part)([*range(100, 0, -1)]) == value


def test_measurements_take_turns_after_warm_ones_that_do_not_count() -> None:
    order: list[str] = []

    def note(name: str) -> float:
        order.append(name)
        return len(order)

    found = in_turn({"ours": lambda: note("ours"), "dash": lambda: note("dash")}, repeats=2)
    assert order == ["ours", "dash"] * 3
    assert found == {"ours": [3, 5], "dash": [4, 6]}


@pytest.mark.parametrize(
    ("figure", "samples", "missed"),
    [
        (TRIP, Samples([2], [4], [2]), []),
        (TRIP, Samples([2.1], [4], [2]), ["0.525 of Dash, at most 0.5"]),
        (TRIP, Samples([2.8], [6], [2]), ["1.400 of limit, at most 1.3"]),
        (TRIP, Samples([9]), []),
        (SCROLL, Samples([49]), ["49.0 frames/s, at least 50"]),
        (SCROLL, Samples([50]), []),
        (Figure("lag", most=50), Samples([51]), ["51.0 ms, at most 50"]),
    ],
)
def test_what_misses_its_bar_is_said(figure: Figure, samples: Samples, missed: list[str]) -> None:
    assert list(report.missed(figure, samples)) == missed
    assert ("MISSED" in report.line(figure, samples)) is bool(missed)


def test_a_ratio_that_has_grown_by_a_fifth_is_worse() -> None:
    before = {"trip": {"dash": 0.4, "limit": 1.0}, "gone": {"dash": 0.1}}
    now = {"trip": {"dash": 0.479, "limit": 1.2}, "new": {"dash": 9.0}}
    assert report.worse(now, before) == ["trip: 1.200 of limit, 1.000 in the baseline"]


def test_more_frames_are_no_worse() -> None:
    assert report.ratios(SCROLL, Samples([60], [30])) == {"dash": 0.5}
    assert report.ratios(TRIP, Samples([2], [4], [2])) == {"dash": 0.5, "limit": 1.0}


def test_a_part_of_the_baseline_is_stored_and_the_rest_stays(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(report, "BASELINE", tmp_path / "baseline.json")
    assert report.read_baseline() == {}
    report.write_baseline({"a": {"dash": 0.1}, "b": {"dash": 0.2}})
    report.write_baseline({"b": {"dash": 0.3}})
    assert report.read_baseline() == {"a": {"dash": 0.1}, "b": {"dash": 0.3}}


def test_all_values_are_there_as_json() -> None:
    told = json.loads(report.as_json({"trip": (TRIP, Samples([2, 4], [4], []))}, {"cores": 2}))
    assert told["figures"]["trip"]["ours"] == {"value": 3, "all": [2, 4]}
    assert told["figures"]["trip"]["ratios"] == {"dash": 0.75}
    assert told["figures"]["trip"]["missed"] == ["0.750 of Dash, at most 0.5"]


def test_every_figure_is_in_the_baseline_and_no_other() -> None:
    keys = {key for group in GROUPS.values() for key, figure in group.figures.items() if figure.bar or figure.limit_bar}
    assert keys <= set(report.read_baseline())
    assert set(report.read_baseline()) <= {key for group in GROUPS.values() for key in group.figures}


@pytest.mark.parametrize("app", sorted(APPS.glob("*.py")), ids=lambda app: app.stem)
def test_apps_are_the_same_for_both_sides(app: Path) -> None:
    """They import Dash by its name, and nothing of ours."""
    tree = ast.parse(app.read_text())
    names = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    names |= {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    assert not {name for name in names if str(name).startswith("desktopdash")}
