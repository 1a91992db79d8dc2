"""Where the window may go: to the app, and nowhere else."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias
from urllib.parse import urlsplit

RETRY_URL: Final = "desktopdash:retry"
"""What the button of the problem page leads to."""

Verdict: TypeAlias = Literal["stay", "outside", "retry", "refuse"]
"""Load it here, open it in the system's browser, try again, do nothing."""

_OUTSIDE_SCHEMES: Final = frozenset({"http", "https", "mailto"})


def origin_of(url: str) -> str:
    """Scheme, host and port, as "http://127.0.0.1:8050"; "" for what has none."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}".lower() if parts.netloc else ""


def judge(url: str, app_origin: str, *, is_main_frame: bool) -> Verdict:
    """What to do with a navigation.

    Args:
        url: where a page wants to go.
        app_origin: `origin_of` the app; "" while the window's own pages are shown.
        is_main_frame: False for an iframe, which may show any page of the web.
    """
    if url == RETRY_URL and not app_origin:
        return "retry"
    scheme = urlsplit(url).scheme.lower()
    if app_origin and origin_of(url) == app_origin:
        return "stay"
    if not is_main_frame:
        return "stay" if scheme in ("http", "https", "data", "about", "blob") else "refuse"
    if scheme in ("data", "about"):
        return "stay"
    return "outside" if scheme in _OUTSIDE_SCHEMES else "refuse"
