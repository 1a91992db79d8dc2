"""desktopdash beside Dash, in turn in one run, in one headless Chromium: every figure of speed with its bar.

    python -m tests.bench                        all of it
    python -m tests.bench callbacks windows      some groups
    python -m tests.bench --json FILE            the values too
    python -m tests.bench --store                the ratios become the baseline

Wants the machine to itself. Dash and what it needs is installed from PyPI, once, into the user's cache. Says which
figures miss their bars, and which ratios are worse by a fifth or more than those that are stored; exit code 1 if any.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from . import callbacks, data, large, long, pages, report, starting, windows
from .bench import Bench
from .figures import Figure, Samples
from .sides import DASH, find_sides

GROUPS = {
    "starting": starting.GROUP,
    "windows": windows.GROUP,
    "callbacks": callbacks.GROUP,
    "data": data.GROUP,
    "long": long.GROUP,
    "large": large.GROUP,
}


def run(names: list[str], dash_python: str | None, scale: float) -> dict[str, tuple[Figure, Samples]]:
    """Measure groups of figures and print each as soon as it is there."""
    ours, dash = find_sides(dash_python)
    found: dict[str, tuple[Figure, Samples]] = {}
    print(report.head(), flush=True)
    with tempfile.TemporaryDirectory(prefix="bench-") as folder, sync_playwright() as playwright:
        browser = pages.launch(playwright)
        try:
            bench = Bench(ours, dash, playwright, browser, Path(folder), scale)
            for name in names:
                group = GROUPS[name]
                for key, samples in group.measure(bench):
                    found[key] = (group.figures[key], samples)
                    print(report.line(*found[key]), flush=True)
        finally:
            browser.close()
    return found


def main() -> int:
    """Run what is asked for."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("groups", nargs="*", choices=[*GROUPS, []], help="all of them by default")
    parser.add_argument("--repeats", type=float, default=1.0, metavar="FACTOR", help="on how often each is measured")
    parser.add_argument("--json", type=Path, metavar="FILE")
    parser.add_argument("--store", action="store_true", help="keep the ratios as the baseline")
    parser.add_argument("--dash-python", metavar="PYTHON", help=f"an interpreter that has Dash {DASH}")
    asked = parser.parse_args()
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else None
    found = run(asked.groups or list(GROUPS), asked.dash_python, asked.repeats)
    if asked.json:
        asked.json.write_text(report.as_json(found, {"load_before": load, "cores": os.cpu_count()}))
    now = {key: report.ratios(figure, samples) for key, (figure, samples) in found.items()}
    worse = report.worse(now, report.read_baseline())
    print("\n".join(["", *(f"worse: {one}" for one in worse)] if worse else ["", "none is worse by a fifth"]))
    if asked.store:
        report.write_baseline(now)
    is_missed = any(True for figure, samples in found.values() for _ in report.missed(figure, samples))
    return 1 if worse or is_missed else 0


if __name__ == "__main__":
    sys.exit(main())
