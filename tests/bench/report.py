"""The table, what misses its bar, and what got worse than it was."""

from __future__ import annotations

import json
import platform
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from .figures import Figure, Samples

BASELINE = Path(__file__).parent / "baseline.json"
WORSE = 1.2
"""A ratio that has grown by so much has got worse."""

OTHERS = {"dash": "Dash", "limit": "limit"}


def line(figure: Figure, samples: Samples) -> str:
    """One line of the table."""
    values = [_number(samples.value(side)) for side in ("ours", "dash", "limit")]
    ratio = _ratio(samples.ratio("dash"), figure.bar)
    limit = _ratio(samples.ratio("limit"), figure.limit_bar)
    met = "" if not (failures := list(missed(figure, samples))) else f"  MISSED {'; '.join(failures)}"
    return f"{figure.title:<58}{figure.unit:>9}{''.join(f'{one:>10}' for one in values)}{ratio:>16}{limit:>16}{met}"


def head() -> str:
    """The line above them."""
    columns = "".join(f"{name:>10}" for name in ("ours", "Dash", "limit"))
    return f"{'':<58}{'':>9}{columns}{'to Dash (bar)':>16}{'to limit (bar)':>16}"


def _number(value: float | None) -> str:
    if value is None:
        return "-"
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def _ratio(ratio: float | None, bar: float | None) -> str:
    if ratio is None:
        return "-"
    return f"{ratio:.3f} ({bar:g})" if bar is not None else f"{ratio:.3f}"


def missed(figure: Figure, samples: Samples) -> Iterator[str]:
    """What of a figure is not as good as it has to be."""
    for other, bar in (("dash", figure.bar), ("limit", figure.limit_bar)):
        ratio = samples.ratio(other)
        if bar is not None and ratio is not None and ratio > bar:
            yield f"{ratio:.3f} of {OTHERS[other]}, at most {bar:g}"
    value = samples.value("ours")
    if value is not None and figure.most is not None and value > figure.most:
        yield f"{value:.1f} {figure.unit}, at most {figure.most:g}"
    if value is not None and figure.least is not None and value < figure.least:
        yield f"{value:.1f} {figure.unit}, at least {figure.least:g}"


def ratios(figure: Figure, samples: Samples) -> dict[str, float]:
    """The ratios of a figure, less is better, to what it is compared with."""
    found = {other: samples.ratio(other) for other in OTHERS}
    return {other: round(1 / ratio if figure.more_is_better else ratio, 4) for other, ratio in found.items() if ratio}


def worse(found: Mapping[str, Mapping[str, float]], baseline: Mapping[str, Mapping[str, float]]) -> list[str]:
    """Name the ratios that have grown by a fifth or more since the baseline."""
    told = []
    for key, now in found.items():
        for other, ratio in now.items():
            before = baseline.get(key, {}).get(other)
            if before and ratio / before >= WORSE:
                told.append(f"{key}: {ratio:.3f} of {OTHERS[other]}, {before:.3f} in the baseline")
    return told


def read_baseline() -> dict[str, dict[str, float]]:
    """The stored ratios by figure."""
    return dict(json.loads(BASELINE.read_text())["ratios"]) if BASELINE.exists() else {}


def write_baseline(found: Mapping[str, Mapping[str, float]]) -> None:
    """Store the ratios of what was measured; of what was not, those that are there stay."""
    kept = {**read_baseline(), **found}
    text = json.dumps({"ratios": {key: kept[key] for key in sorted(kept)}}, indent=2)
    BASELINE.write_text(text + "\n")


def as_json(found: Mapping[str, tuple[Figure, Samples]], machine: Mapping[str, Any]) -> str:
    """All values, to be read by programs."""
    figures = {
        key: {
            "title": figure.title,
            "unit": figure.unit,
            **{side: {"value": samples.value(side), "all": list(getattr(samples, side))} for side in ("ours", *OTHERS)},
            "ratios": ratios(figure, samples),
            "missed": list(missed(figure, samples)),
        }
        for key, (figure, samples) in found.items()
    }
    return json.dumps({"machine": {**machine, "python": platform.python_version()}, "figures": figures}, indent=1)
