"""Large pages: many components, many patterns; and how cost grows with the page."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from playwright.sync_api import Page

from .bench import Bench
from .figures import Figure, Group, Samples
from .pages import HAS_GO, clicks, loaded_ms, opened

FIGURES = {
    "many_load": Figure("page of 5,000 components with ids: load", bar=0.03),
    "many_change": Figure("... then one prop changed", bar=0.2),
    "pairs_load": Figure("100 MATCH pairs and an ALL, in the page: load", bar=0.35),
    "pairs_change": Figure("... then one change", bar=0.3),
    "pairs500_load": Figure("500 MATCH pairs and an ALL, in the page: load", bar=0.02),
    "added": Figure("2,000 pattern-matched components added by one callback", bar=0.05),
    "growth_change": Figure("one changed prop in 10,000 components", limit="the same in 100 components", limit_bar=1.3),
    "growth_change_1000": Figure(
        "one changed prop in 1,000 components", limit="the same in 100 components", limit_bar=1.3
    ),
    "growth_load": Figure("load per 1,000 components, of 10,000", limit="the same, of 2,000", limit_bar=1.2),
}

SIZES = (100, 1000, 2000, 10_000)

# Change the text of one component, again and again; milliseconds of one change.
CHANGES = """async ([id, count]) => {
  window.benchChanges ??= 0;
  const begin = performance.now();
  for (let i = 0; i < count; i++) {
    const text = `changed ${++window.benchChanges}`;
    const change = () => dash_clientside.set_props(id, { children: text });
    await bench.until(change, () => bench.text(id) === text);
  }
  return (performance.now() - begin) / count;
}"""

PRESSES = """async (count) => {
  const buttons = document.querySelectorAll(".in");
  const begin = performance.now();
  for (let i = 0; i < count; i++) {
    const sum = `sum ${Number(bench.text("end").slice(4)) + 1}`;
    const button = buttons[(i * 7) % buttons.length];
    await bench.until(() => button.click(), () => bench.text("end") === sum);
  }
  return (performance.now() - begin) / count;
}"""


def measure(bench: Bench) -> Iterator[tuple[str, Samples]]:
    yield from _many(bench)
    yield from _pairs(bench)
    yield "added", Samples(**_added(bench))
    yield from _growth(bench)


def _is_there(count: int) -> str:
    return f"() => document.getElementById('c{count - 1}')"


def _has_sum(count: int) -> str:
    return f"() => bench.text('end') === 'sum {count}'"


def _many(bench: Bench) -> Iterator[tuple[str, Samples]]:
    """Dash takes half a minute for a load: one each that counts, after ours has been warm; changes in the same page."""
    holds = _is_there(5000)
    with bench.served("many", COUNT="5000") as servers:
        ours = bench.loads({"ours": servers["ours"]}, holds, 5)["ours"]
        with (
            opened(bench.browser, servers["dash"].url, holds) as dash,
            opened(bench.browser, servers["ours"].url, holds) as mine,
        ):
            yield "many_load", Samples(ours, [loaded_ms(dash)])
            pages = {"ours": mine, "dash": dash}
            yield "many_change", Samples(**_changes(bench, pages, "c2500", count=10))


def _changes(bench: Bench, pages: dict[str, Page], target: str, count: int) -> dict[str, list[float]]:
    return bench.in_turn(pages, lambda page: float(page.evaluate(CHANGES, [target, count])), 9)


def _pairs(bench: Bench) -> Iterator[tuple[str, Samples]]:
    holds = _has_sum(100)
    with bench.served("pairs", COUNT="100") as servers:
        yield "pairs_load", Samples(**bench.loads(servers, holds, 5))
    with bench.pages("pairs", holds, COUNT="100") as pages:
        yield "pairs_change", Samples(**bench.in_turn(pages, lambda page: float(page.evaluate(PRESSES, 10)), 9))
    with bench.served("pairs", COUNT="500") as servers:
        ours = bench.loads({"ours": servers["ours"]}, _has_sum(500), 5)["ours"]
        dash = bench.loads({"dash": servers["dash"]}, _has_sum(500), 1, warm=0)["dash"]
        yield "pairs500_load", Samples(ours, dash)


def _added(bench: Bench) -> dict[str, list[float]]:
    """Few of Dash's; each adds anew what the one before has added."""
    has_ended = "n => bench.text('end') === `done 2000 item 0 of ${n}`"
    with bench.pages("added", HAS_GO) as pages:
        return {
            "ours": clicks(pages["ours"], 1 + bench.times(5), has_ended)[1:],
            "dash": clicks(pages["dash"], 1, has_ended),
        }


def _growth(bench: Bench) -> Iterator[tuple[str, Samples]]:
    """Ours alone, at several sizes, in turn: a warm function is quicker than a cold one by more than this is about."""
    with contextlib.ExitStack() as stack:
        servers = {
            str(count): stack.enter_context(bench.served("many", ("ours",), COUNT=str(count)))["ours"]
            for count in SIZES
        }
        loads = {}
        for name, server in servers.items():
            took = bench.loads({name: server}, _is_there(int(name)), 5)[name]
            loads[int(name)] = [ms / int(name) * 1000 for ms in took]
        pages = {
            name: stack.enter_context(opened(bench.browser, server.url, _is_there(int(name))))
            for name, server in servers.items()
        }
        costs = _changes(bench, pages, f"c{SIZES[0] // 2}", count=200)
    yield "growth_change", Samples(costs["10000"], limit=costs["100"])
    yield "growth_change_1000", Samples(costs["1000"], limit=costs["100"])
    yield "growth_load", Samples(loads[10_000], limit=loads[2000])


GROUP = Group(FIGURES, measure)
