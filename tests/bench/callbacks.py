"""Round trips, chains and fans of callbacks."""

from __future__ import annotations

from collections.abc import Iterator

from playwright.sync_api import Page

from tests.e2e.support import free_port

from .bench import Bench
from .figures import Figure, Group, Samples, percentile
from .pages import HAS_GO, clicks, opened
from .sides import APPS, running

BARE = "a bare fetch POST to Flask and waitress"
ALL_DONE = "n => [...document.querySelectorAll('.out')].every(one => one.textContent === `done ${n}`)"

FIGURES = {
    "round_trip": Figure("server callback, click to output, p50", bar=0.5, limit=BARE, limit_bar=1.3),
    "round_trip_p99": Figure("server callback, click to output, p99", bar=0.5, limit=BARE),
    "chain_server": Figure("chain of 10 server callbacks", bar=0.6),
    "chain_client": Figure("chain of 50 clientside callbacks", bar=0.1),
    "fan_out": Figure("one input to 50 server callbacks", bar=0.35),
    "parallel": Figure("20 callbacks of 0.5 s at once", bar=0.3, limit="0.5 s"),
}


def measure(bench: Bench) -> Iterator[tuple[str, Samples]]:
    trips = _round_trips(bench)
    yield "round_trip", Samples(**trips)
    yield "round_trip_p99", Samples(**trips, middle=percentile(0.99))
    yield "chain_server", Samples(**_clicked(bench, "chain_server", 30))
    yield "chain_client", Samples(**_clicked(bench, "chain_client", 40))
    yield "fan_out", Samples(**_clicked(bench, "fan_out", 15, ALL_DONE))
    yield "parallel", Samples(**_clicked(bench, "parallel", 3, ALL_DONE), limit=[500.0])


def _round_trips(bench: Bench) -> dict[str, list[float]]:
    """Ten rounds of a hundred clicks each, in turn."""
    port = free_port()
    command = [bench.ours.python, str(APPS / "bare_server.py")]
    with (
        bench.pages("round_trip", HAS_GO) as pages,
        running(command, port, bench.folder) as bare,
        opened(bench.browser, bare.url, HAS_GO) as limit,
    ):
        return _rounds({**pages, "limit": limit}, rounds=bench.times(10), count=100)


def _clicked(bench: Bench, app: str, count: int, has_ended: str | None = None) -> dict[str, list[float]]:
    with bench.pages(app, HAS_GO) as pages:
        return _rounds(pages, rounds=3, count=max(1, bench.times(count) // 3), has_ended=has_ended)


def _rounds(pages: dict[str, Page], rounds: int, count: int, has_ended: str | None = None) -> dict[str, list[float]]:
    more = {} if has_ended is None else {"has_ended": has_ended}
    for page in pages.values():
        clicks(page, min(count, 10), **more)
    found: dict[str, list[float]] = {name: [] for name in pages}
    for _ in range(rounds):
        for name, page in pages.items():
            found[name] += clicks(page, count, **more)
    return found


GROUP = Group(FIGURES, measure)
