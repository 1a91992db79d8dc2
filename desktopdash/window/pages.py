"""The pages that the window shows itself: while it waits for the app, and when there is a problem."""

from __future__ import annotations

from html import escape
from typing import Final

from ..protocol.problem import Problem
from .navigation import RETRY_URL

LIGHT_BACKGROUND: Final = "#f7f8fa"
DARK_BACKGROUND: Final = "#16181d"

_STYLE: Final = """
:root { color-scheme: light dark; --back: #f7f8fa; --card: #ffffff; --text: #1c2230; --soft: #667085;
  --line: #e3e6ec; --accent: #3a5ccc; --on-accent: #ffffff; --code: #f1f3f7; --warn: #b4540a;
  --warn-back: #fdf3e7;
  --shadow: 0 1px 2px rgba(16,24,40,.05), 0 12px 32px -12px rgba(16,24,40,.14); }
@media (prefers-color-scheme: dark) { :root { --back: #16181d; --card: #1e2128; --text: #e8eaf0;
  --soft: #969eb0;
  --line: #2f343f; --accent: #8ea6ff; --on-accent: #10142a; --code: #16181d; --warn: #f0a35e;
  --warn-back: #33261a;
  --shadow: 0 12px 32px -12px rgba(0,0,0,.6); } }
* { box-sizing: border-box; }
html, body { height: 100%; margin: 0; }
body { background: var(--back); color: var(--text); display: flex;
  font: 15px/1.5 system-ui, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif; }
h1 { font-size: 22px; line-height: 1.3; font-weight: 600; letter-spacing: -.01em; margin: 0;
  overflow-wrap: anywhere; }
"""

_START_STYLE: Final = """
main { margin: auto; width: min(420px, calc(100% - 48px)); text-align: center; padding-bottom: 6vh; }
.mark { width: 56px; height: 56px; margin: 0 auto 20px; border-radius: 15px; display: flex;
  align-items: flex-end;
  justify-content: center; gap: 5px; padding: 15px 0; background: var(--accent); box-shadow: var(--shadow); }
.mark i { width: 6px; border-radius: 3px; background: var(--on-accent); }
.bar { height: 3px; width: 180px; margin: 24px auto 16px; border-radius: 2px; background: var(--line);
  overflow: hidden; }
.bar i { display: block; height: 100%; width: 36%; border-radius: 2px; background: var(--accent);
  animation: pass 1.6s cubic-bezier(.45,.05,.55,.95) infinite alternate; }
@keyframes pass { from { transform: translateX(-30%); } to { transform: translateX(210%); } }
@media (prefers-reduced-motion: reduce) { .bar i { animation: none; width: 100%; opacity: .5; } }
p { margin: 0; color: var(--soft); font-variant-numeric: tabular-nums; }
#long { min-height: 1.5em; font-size: 13px; margin-top: 4px; }
"""

_START_SCRIPT: Final = """
const begin = Date.now(), note = document.getElementById("long");
setInterval(() => {
  const s = Math.floor((Date.now() - begin) / 1000);
  if (s >= 3) note.textContent = s < 60 ? s + " seconds so far" : Math.floor(s / 60) + " min " + (s % 60) + " s so far";
}, 1000);
"""

_PROBLEM_STYLE: Final = """
body { display: block; padding: 40px 24px; }
main { margin: 0 auto; max-width: 820px; background: var(--card); border: 1px solid var(--line);
  border-radius: 14px;
  box-shadow: var(--shadow); padding: 28px 32px 32px; }
header { display: flex; gap: 14px; align-items: flex-start; }
.badge { flex: none; width: 30px; height: 30px; border-radius: 50%; background: var(--warn-back);
  color: var(--warn);
  font-weight: 700; text-align: center; line-height: 30px; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 10px 20px; margin: 22px 0 0; }
dt { color: var(--soft); }
dd { margin: 0; overflow-wrap: anywhere; }
pre { margin: 22px 0 0; padding: 14px 16px; background: var(--code); border: 1px solid var(--line);
  border-radius: 9px;
  overflow: auto; max-height: 46vh;
  font: 13px/1.55 ui-monospace, "Cascadia Mono", Menlo, "DejaVu Sans Mono", monospace;
  tab-size: 4; }
a { display: inline-block; margin-top: 24px; padding: 9px 18px; border-radius: 9px; background: var(--accent);
  color: var(--on-accent); font-weight: 600; text-decoration: none; }
a:hover { filter: brightness(1.08); }
a:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
"""

_RETRY_SCRIPT: Final = """
document.getElementById("retry").addEventListener("click", (event) => {
  const api = window.pywebview && window.pywebview.api;
  if (api && api.retry) { event.preventDefault(); api.retry(); }
});
"""


def start_page(title: str, file_name: str | None) -> str:
    """What is shown until the app answers.

    Args:
        title: the app's name.
        file_name: the file that is imported, as "app.py"; None where that is nobody's concern.
    """
    stage = f"Importing {escape(file_name)}…" if file_name is not None else "Starting…"
    return _page(
        title,
        _STYLE + _START_STYLE,
        f"""<main>
<div class="mark" aria-hidden="true"><i style="height:11px"></i><i style="height:26px"></i>
<i style="height:18px"></i></div>
<h1>{escape(title)}</h1>
<div class="bar" role="progressbar" aria-label="Starting"><i></i></div>
<p id="stage" role="status">{stage}</p>
<p id="long"></p>
</main>""",
        _START_SCRIPT,
    )


def problem_page(title: str, problem: Problem) -> str:
    """What is shown instead of an app that cannot be served."""
    rows = (("Found", problem.found), ("Expected", problem.expected), ("What to do", problem.todo))
    listed = "\n".join(f"<dt>{name}</dt><dd>{escape(text)}</dd>" for name, text in rows if text)
    trace = f'<pre tabindex="0">{escape(problem.traceback.rstrip())}</pre>' if problem.traceback else ""
    return _page(
        title,
        _STYLE + _PROBLEM_STYLE,
        f"""<main data-problem="{escape(problem.kind)}">
<header role="alert"><span class="badge" aria-hidden="true">!</span><h1>{escape(problem.message)}</h1>
</header>
<dl>{listed}</dl>
{trace}
<a id="retry" href="{RETRY_URL}">Try again</a>
</main>""",
        _RETRY_SCRIPT,
    )


def restart_page(title: str, problem: Problem, seconds: float) -> str:
    """What is shown while an app that has crashed is started again.

    Args:
        title: the app's name.
        problem: why.
        seconds: until the next try.
    """
    when = "now" if seconds < 1 else f"in {seconds:.0f} s"
    return _page(
        title,
        _STYLE + _START_STYLE,
        f"""<main data-restart="{escape(problem.kind)}">
<div class="mark" aria-hidden="true"><i style="height:11px"></i><i style="height:26px"></i>
<i style="height:18px"></i></div>
<h1>{escape(title)} is started again</h1>
<div class="bar" role="progressbar" aria-label="Starting"><i></i></div>
<p role="status">{escape(problem.message)} ({escape(problem.found)})</p>
<p>It is tried again {when}.</p>
<p id="long"></p>
</main>""",
        _START_SCRIPT,
    )


def _page(title: str, style: str, body: str, script: str) -> str:
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f"<style>{style}</style></head><body>{body}<script>{script}</script></body></html>"
    )
