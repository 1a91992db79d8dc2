"""The index page as it is sent: with the names of copies, and with its policy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .policy import with_policy

if TYPE_CHECKING:
    from .site import Site

VENDORED: Final = "_desktopdash-vendored"
"""Below which path the copies of what stands on other hosts are served; see `vendored`."""


def shown_page(site: Site, nonce: str | None) -> tuple[str, str | None]:
    """Return (an app's page, its content security policy).

    Args:
        site: the app.
        nonce: what the tags of its scripts carry; None for a page without a policy.
    """
    page = site.index()
    if site.vendored is not None:
        page = site.vendored.localise(page, site.requests_prefix)
    return (page, None) if nonce is None else with_policy(page, nonce, outside=not site.offline)
