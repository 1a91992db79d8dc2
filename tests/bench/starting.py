"""From nothing to a page: imports, servers, page loads; what they weigh."""

from __future__ import annotations

import gzip
import os
import subprocess
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

from playwright.sync_api import Page

from tests.e2e.support import REPO

from .bench import NAMES, Bench
from .figures import Figure, Group, Samples, in_turn
from .pages import opened
from .sides import Server, Side, serving

FIGURES = {
    "import": Figure("import", bar=0.35),
    "import_names": Figure("import of Dash, Input, Output, callback, dcc, html", bar=0.35),
    "first_answer": Figure("process start to first answer", bar=0.5),
    "first_output": Figure("page load to first callback's output", bar=0.5),
    "memory": Figure("memory of the server process", unit="MiB", bar=0.8),
    "bundle": Figure("scripts and styles before plotly, gzip", unit="kB", bar=0.5),
}
APP = "first_output"
HAS_OUTPUT = "() => bench.text('out') === 'hello world'"


def measure(bench: Bench) -> Iterator[tuple[str, Samples]]:
    yield "import", Samples(**_imports(bench, "import {}"))
    yield "import_names", Samples(**_imports(bench, "from {} import Dash, Input, Output, callback, dcc, html"))
    yield "first_answer", Samples(**_first_answers(bench))
    with bench.served(APP) as servers:
        yield "first_output", Samples(**bench.loads(servers, HAS_OUTPUT, 11, warm=2))
        yield "memory", Samples(**{name: [server.rss_mib()] for name, server in servers.items()})
        yield "bundle", Samples(**{name: [_bundle_kb(bench, server)] for name, server in servers.items()})


def _imports(bench: Bench, statement: str) -> dict[str, list[float]]:
    def one(side: Side) -> Callable[[], float]:
        return lambda: _import_ms(side, statement)

    return in_turn({name: one(bench.side(name)) for name in NAMES}, bench.times(11))


def _import_ms(side: Side, statement: str) -> float:
    run = f"import time; begin = time.perf_counter(); {statement.format(side.package)}"
    code = f"{run}; print((time.perf_counter() - begin) * 1000)"
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(
        [side.python, "-c", code], env={**env, "PYTHONPATH": str(REPO)}, capture_output=True, text=True, check=True
    )
    return float(done.stdout)


def _first_answers(bench: Bench) -> dict[str, list[float]]:
    def one(side: Side) -> Callable[[], float]:
        def start() -> float:
            with serving(side, APP, bench.folder) as server:
                return server.first_answer_ms

        return start

    return in_turn({name: one(bench.side(name)) for name in NAMES}, bench.times(11))


def _bundle_kb(bench: Bench, server: Server) -> float:
    """What the page has loaded of scripts and styles when its first output is there."""
    with opened(bench.browser, server.url, HAS_OUTPUT) as page:
        return sum(len(gzip.compress(body, 9)) for body in _bodies(page)) / 1000


def _bodies(page: Page) -> Iterator[bytes]:
    """Each script and style sheet, but plotly.js."""
    loaded = page.evaluate("performance.getEntriesByType('resource').map(one => one.name)")
    for url in dict.fromkeys(loaded):
        path = urlsplit(url).path
        if path.endswith((".js", ".css")) and "plotly" not in path.rpartition("/")[2]:
            yield page.request.get(url).body()


GROUP = Group(FIGURES, measure)
