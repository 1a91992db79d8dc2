"""The part of an app that knows what its page may fetch from other hosts; see `server.site.Site`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .config import Config

if TYPE_CHECKING:
    from ..server.vendored import Vendored


class OfflineSide:
    """Leaves the page as it is, until it is told otherwise."""

    config: Config
    _vendored: Vendored | None = None
    _offline = False

    def enable_vendored(self, vendored: Vendored) -> None:
        """Have the page name copies in place of addresses, and serve the copies.

        Args:
            vendored: the copies.
        """
        self._vendored = vendored

    def enable_offline(self) -> None:
        """Keep the page from fetching anything from other hosts, where it has a content policy."""
        self._offline = True

    @property
    def vendored(self) -> Vendored | None:
        """Copies of what the page names on other hosts; None where the page is left as it is."""
        return self._vendored

    @property
    def offline(self) -> bool:
        """Whether the page may fetch nothing from other hosts."""
        return self._offline

    @property
    def requests_prefix(self) -> str:
        """The path before every route as browsers ask for it; begins and ends with a slash."""
        prefix: str = self.config.requests_pathname_prefix
        return prefix
