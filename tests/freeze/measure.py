"""Size and start of packaged programs, side by side.

    python -m tests.freeze.measure [--folder DIR] [--rounds 7]     builds both, in DIR or in a folder that goes
    python -m tests.freeze.measure --ours DIR --plain DIR          takes what is built already

Programs take turns, so that a busy hour of the machine meets them alike. Each has one home for all its starts, as with
a person who uses it daily; its first start does not count.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from tests.freeze.building import run_build
from tests.freeze.plain.build import build_plain
from tests.freeze.sizes import Size, measure_size, mebibytes
from tests.freeze.sources import write_ours
from tests.freeze.starts import MARKS, time_start

TITLES = {"output": "first output", "graph": "graph in the page", "frame": "graph drawn"}


def measure_start(programs: Mapping[str, Path], rounds: int) -> dict[str, Any]:
    """Start programs in turn.

    Returns:
        What `summarize` says; "first", the starts that do not count; "load" of the machine before and after.
    """
    times: dict[str, list[dict[str, float]]] = {name: [] for name in programs}
    before = os.getloadavg()[0]
    with tempfile.TemporaryDirectory(prefix="measure-") as homes, sync_playwright() as playwright:
        for name, program in [*programs.items()] * (rounds + 1):
            home = Path(homes) / name
            home.mkdir(exist_ok=True)
            times[name].append(time_start([program], home, playwright))
    counted = summarize({name: starts[1:] for name, starts in times.items()})
    first = {name: starts[0] for name, starts in times.items()}
    return {**counted, "first": first, "load": [before, os.getloadavg()[0]]}


def summarize(times: Mapping[str, Sequence[Mapping[str, float]]]) -> dict[str, Any]:
    """Median and least of each mark for each program, and each mark's ratio of the first program to the last."""
    programs = {
        name: {mark: _figures([start[mark] for start in starts]) for mark in MARKS} for name, starts in times.items()
    }
    first, *_, last = [*programs.values(), *programs.values()]
    ratio = {mark: round(first[mark]["median"] / last[mark]["median"], 3) for mark in MARKS}
    return {"programs": programs, "ratio": ratio}


def _figures(values: list[float]) -> dict[str, Any]:
    rounded = [round(value) for value in values]
    return {"median": round(statistics.median(values)), "min": min(rounded), "all": rounded}


def table(sizes: Mapping[str, Size], starts: Mapping[str, Any]) -> str:
    """Lines for a person: a column for each program, and the ratio of the first to the last."""
    lines = [_line("", [*sizes, "ratio"])]
    for part in ("total", "engine", "rest"):
        values = [getattr(size, part) for size in sizes.values()]
        lines.append(_line(f"{part} MiB", [*map(mebibytes, values), f"{values[0] / values[-1]:.2f}"]))
    for mark in MARKS:
        for kind in ("median", "min"):
            values = [figures[mark][kind] for figures in starts["programs"].values()]
            lines.append(_line(f"{TITLES[mark]}, {kind} ms", [*values, f"{values[0] / values[-1]:.2f}"]))
    return "\n".join(lines)


def _line(title: str, cells: Sequence[object]) -> str:
    return f"{title:<30}" + "".join(f"{cell:>10}" for cell in cells)


def find_program(path: Path) -> Path:
    """The program itself, given it or the folder that it was built into."""
    for candidate in (path, path / "app", path / "app" / "app", path / "dist" / "app" / "app"):
        if candidate.is_file():
            return candidate
    raise FileNotFoundError(f"no program in {path}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ours", type=Path)
    parser.add_argument("--plain", type=Path)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--folder", type=Path)
    given = parser.parse_args()
    programs = {name: find_program(path) for name in ("ours", "plain") if (path := getattr(given, name))}
    if programs:
        report(programs, given.rounds)
        return
    with tempfile.TemporaryDirectory() as passing:
        report(build_both(given.folder or Path(passing)), given.rounds)


def build_both(folder: Path) -> dict[str, Path]:
    """Build the sample by `desktopdash build`, and its counterpart by PyInstaller's defaults; what is kept is kept."""
    folder.mkdir(parents=True, exist_ok=True)
    done = run_build(write_ours(folder / "ours"), folder / "built")
    assert done.returncode == 0, done.stdout + done.stderr
    return {"ours": folder / "built" / "app" / "app", "plain": build_plain(folder / "plain")}


def report(programs: Mapping[str, Path], rounds: int) -> None:
    """Print the figures."""
    sizes = {name: measure_size(program) for name, program in programs.items()}
    starts = measure_start(programs, rounds)
    print(table(sizes, starts))
    print(json.dumps({"sizes": {name: vars(size) for name, size in sizes.items()}, "starts": starts}))


if __name__ == "__main__":
    main()
