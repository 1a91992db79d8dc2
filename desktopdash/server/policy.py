"""What answers tell the browser to refuse: headers for all of them, and the page's content security policy."""

from __future__ import annotations

import html
import re
import secrets
from collections.abc import Iterable
from typing import Final

Headers = list[tuple[str, str]]

# "same-origin", not "no-referrer": with that, browsers send beacons and forms with `Origin: null`.
# "SAMEORIGIN", not "DENY": apps show files of their assets in an Iframe.
SAFE_HEADERS: Final[Headers] = [
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "same-origin"),
    ("X-Frame-Options", "SAMEORIGIN"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
]

BARE_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
"""For pages without scripts."""

NONCE_KEY: Final = "desktopdash.nonce"
"""Where in a WSGI environment the nonce of the answer stands, when its page is to have a policy."""

_ATTRIBUTES: Final = r"""((?:"[^"]*"|'[^']*'|[^>"'])*)"""
# A script up to its end, so that "<script" inside its text is not taken for a tag; nor is one in a comment.
_SCRIPT: Final = re.compile(rf"<!--.*?-->|(<script)(?=[\s/>]){_ATTRIBUTES}(>.*?</script)", re.IGNORECASE | re.DOTALL)
_SOURCE: Final = re.compile(r"""\ssrc\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+))""", re.IGNORECASE)
_ORIGIN: Final = re.compile(
    r"(?:(https?):)?//([a-z0-9.-]+(?::[0-9]+)?|\[[0-9a-f:]+\](?::[0-9]+)?)(?=[/?#]|$)", re.IGNORECASE
)


def make_nonce() -> str:
    """Return the nonce of one answer."""
    return secrets.token_urlsafe(16)


def content_policy(nonce: str, script_origins: Iterable[str] = (), *, outside: bool = True) -> str:
    """Return a content security policy for an app's page.

    Args:
        nonce: what the tags of its scripts carry.
        script_origins: where else scripts may come from, as "https://cdn.example.org".
        outside: whether styles, pictures, data and frames may come from other hosts, as those of many apps do.
    """
    web = " https: http:" if outside else ""
    sockets = " wss: ws:" if outside else ""
    # 'unsafe-eval': plotly.js compiles the WebGL drawing of scattergl, splom, parcoords and 3D traces with `Function`.
    scripts = " ".join(["'self'", f"'nonce-{nonce}'", "'unsafe-eval'", *(script_origins if outside else ())])
    return "; ".join(
        [
            "default-src 'self'",
            f"script-src {scripts}",
            f"style-src 'self' 'unsafe-inline'{web}",
            f"img-src 'self' data: blob:{web}",
            f"font-src 'self' data:{web}",
            f"connect-src 'self' data: blob:{web}{sockets}",
            f"media-src 'self' data: blob:{web}",
            f"frame-src 'self' data: blob: about:{web}",
            "worker-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'self'",
        ]
    )


def with_policy(page: str, nonce: str, *, outside: bool = True) -> tuple[str, str]:
    """Return a page whose script tags carry the nonce, and its policy.

    What stands in the page is the developer's template and escaped values, so every script in it is the developer's.
    """
    origins: dict[str, None] = {}

    def mark(found: re.Match[str]) -> str:
        start, attributes, rest = found.groups()
        if start is None:
            return found[0]
        if origin := _origin(attributes):
            origins[origin] = None
        return f'{start} nonce="{nonce}"{attributes}{rest}'  # of two nonces in a tag the first counts

    return _SCRIPT.sub(mark, page), content_policy(nonce, origins, outside=outside)


def _origin(attributes: str) -> str | None:
    """Return the origin of a script that another host serves."""
    source = _SOURCE.search(attributes)
    if source is None:
        return None
    found = _ORIGIN.match(html.unescape(source[1] or source[2] or source[3] or "").strip())
    return None if found is None else f"{found[1]}://{found[2]}" if found[1] else found[2]
