"""Much data: a figure of a million points, a Patch to a large figure, a long table."""

from __future__ import annotations

from collections.abc import Iterator

from .bench import Bench
from .figures import Figure, Group, Samples
from .pages import HAS_GO, clicks, opened

FIGURES = {
    "million": Figure("figure of a million points, server to a Store", bar=0.5, limit="JSON.parse of the same bytes"),
    "patch": Figure("Patch that appends a point to a figure of 100,000", bar=0.3),
    "patch_drawn": Figure("... until the graph is drawn"),
    "table": Figure("table of 100,000 rows: first paint", bar=0.3, limit="JSON.parse of the same bytes"),
    "table_scroll": Figure("... scrolled", unit="frames/s", least=50),
    "table_seen": Figure("... frames that show rows while scrolled", unit="%", least=95),
    "table_sort": Figure("... sorted by a click"),
}

HAS_POINTS = "() => bench.text('end') === 'points 100000' && document.querySelector('#graph .scatterlayer .lines path')"
HAS_ROWS = "() => document.querySelector('td[data-dash-column=\"name\"]')?.textContent"

# How long the page takes to read the text of an answer of the same bytes.
PARSE = """async (url) => {
  const text = await (await fetch(url)).text();
  const begin = performance.now();
  JSON.parse(text);
  return performance.now() - begin;
}"""

# A text of base64 as long as that of the points, in JSON.
PARSE_POINTS = """() => {
  const text = JSON.stringify({ y: { dtype: "f8", bdata: "A".repeat(1e6 * 8 * 4 / 3) } });
  const begin = performance.now();
  JSON.parse(text);
  return performance.now() - begin;
}"""

DRAWN = """async () => {
  const button = document.getElementById("go");
  const path = () => document.querySelector("#graph .scatterlayer .lines path").getAttribute("d");
  const before = path();
  return bench.until(() => button.click(), () => path() !== before);
}"""

# Scroll for two seconds, a little in each frame: frames a second, and in how many of them a row is where one looks.
SCROLL = """() => new Promise((resolve) => {
  const area = [...document.querySelectorAll("#table *")].filter((one) => one.scrollHeight > one.clientHeight + 1000 &&
    /auto|scroll/.test(getComputedStyle(one).overflowY)).pop();
  if (!area) throw new Error("nothing to scroll");
  const box = area.getBoundingClientRect();
  const hasRow = () => document.elementFromPoint(box.left + 60, box.top + box.height / 2)?.closest("td")?.textContent;
  let begin = 0, frames = 0, seen = 0;
  requestAnimationFrame(function step(now) {
    begin ||= now;
    if (now - begin >= 2000) return resolve([frames / (now - begin) * 1000, seen / frames * 100]);
    frames++;
    if (hasRow()) seen++;
    area.scrollTop += 90;
    requestAnimationFrame(step);
  });
})"""

# Click on the sort arrow of a column, until the first row is another.
SORT = """() => {
  const arrow = document.querySelector('th[data-dash-column="age"] .column-header--sort');
  const first = () => document.querySelector('td[data-dash-column="age"]')?.textContent;
  const row = () => document.querySelector('td[data-dash-column="row"]')?.textContent;
  const before = first() + row();
  return bench.until(() => arrow.click(), () => first() !== undefined && first() + row() !== before);
}"""


def measure(bench: Bench) -> Iterator[tuple[str, Samples]]:
    yield "million", _million(bench)
    yield from _patch(bench)
    yield from _table(bench)


def _million(bench: Bench) -> Samples:
    with bench.pages("million", HAS_GO) as pages:
        found = bench.in_turn(pages, lambda page: clicks(page, 1)[0], 7, warm=2)
        limit = [float(pages["ours"].evaluate(PARSE_POINTS)) for _ in range(5)]
    return Samples(**found, limit=limit)


def _patch(bench: Bench) -> Iterator[tuple[str, Samples]]:
    has_ended = "n => bench.text('end') === `points ${100000 + n}`"
    with bench.pages("patch", HAS_POINTS) as pages:
        yield "patch", Samples(**bench.in_turn(pages, lambda page: clicks(page, 1, has_ended)[0], 9, warm=2))
    with bench.pages("patch", HAS_POINTS) as pages:
        yield "patch_drawn", Samples(**bench.in_turn(pages, lambda page: float(page.evaluate(DRAWN)), 7, warm=2))


def _table(bench: Bench) -> Iterator[tuple[str, Samples]]:
    with bench.served("table") as servers:
        loads = bench.loads(servers, HAS_ROWS, 3)
        with opened(bench.browser, servers["ours"].url, HAS_ROWS) as page:
            limit = [float(page.evaluate(PARSE, "_dash-layout")) for _ in range(5)]
        yield "table", Samples(**loads, limit=limit)
        scrolls: dict[str, list[list[float]]] = {}
        sorts: dict[str, list[float]] = {}
        for name, server in servers.items():
            with opened(bench.browser, server.url, HAS_ROWS) as page:
                scrolls[name] = [list(page.evaluate(SCROLL)) for _ in range(bench.times(3))]
                sorts[name] = [float(page.evaluate(SORT)) for _ in range(bench.times(3))]
        yield "table_scroll", Samples(**{name: [one[0] for one in found] for name, found in scrolls.items()})
        yield "table_seen", Samples(**{name: [one[1] for one in found] for name, found in scrolls.items()})
        yield "table_sort", Samples(**sorts)


GROUP = Group(FIGURES, measure)
