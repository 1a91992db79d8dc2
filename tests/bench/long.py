"""Long callbacks."""

from __future__ import annotations

from collections.abc import Iterator

from .bench import Bench
from .figures import Figure, Group, Samples
from .pages import HAS_GO, clicks

FIGURES = {
    "long": Figure("trivial long callback, click to result", bar=0.05),
    "progress_seen": Figure("20 steps of progress, 0.1 s apart", unit="seen", least=20),
    "progress_lag": Figure("... the longest until one is seen", most=50),
    "cancel": Figure("cancel, click to `running` back", bar=0.2),
}

# Each text of the bar, and when it was seen: milliseconds after it was told.
STEPS = """async () => {
  const seen = [];
  const bar = document.getElementById("bar");
  const observer = new MutationObserver(() => { if (bar.textContent) seen.push(Date.now() - Number(bar.textContent.split(" ")[1]) * 1000); });
  observer.observe(bar, { childList: true, characterData: true, subtree: true });
  const before = bench.text("steps-end");
  await bench.until(() => document.getElementById("steps").click(), () => bench.text("steps-end") !== before);
  observer.disconnect();
  return seen;
}"""

CANCEL = """async () => {
  const hold = document.getElementById("hold");
  const before = bench.text("begun");
  await bench.until(() => hold.click(), () => bench.text("begun") !== before && hold.disabled);
  return bench.until(() => document.getElementById("cancel").click(), () => !hold.disabled);
}"""


def measure(bench: Bench) -> Iterator[tuple[str, Samples]]:
    with bench.pages("long", HAS_GO) as pages:
        yield "long", Samples(**bench.in_turn(pages, lambda page: clicks(page, 1)[0], 5))
        steps = {name: [page.evaluate(STEPS) for _ in range(bench.times(2))] for name, page in pages.items()}
        seen = {name: [float(len(one)) for one in found] for name, found in steps.items()}
        yield "progress_seen", Samples(**seen, middle=min)
        lags = {name: [lag for one in found for lag in one] for name, found in steps.items()}
        yield "progress_lag", Samples(**lags, middle=max)
        yield "cancel", Samples(**bench.in_turn(pages, lambda page: float(page.evaluate(CANCEL)), 5))


GROUP = Group(FIGURES, measure)
