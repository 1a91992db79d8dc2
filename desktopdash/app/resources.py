"""`app.css` and `app.scripts`: the older way to name outside style sheets and scripts."""

from __future__ import annotations

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

from ..typing import ExternalResource


class ResourceList:
    """Appends to an app's external resources.

    Attributes:
        config: takes `serve_locally`, which has no effect: what the app brings is always served by the app.
    """

    def __init__(self, resources: list[ExternalResource]) -> None:
        self._resources = resources
        self.config = SimpleNamespace(serve_locally=True)

    def append_css(self, stylesheet: Mapping[str, Any]) -> None:
        """Add `{"external_url": url or list of urls}`."""
        self._append(stylesheet)

    def append_script(self, script: Mapping[str, Any]) -> None:
        """Add `{"external_url": url or list of urls}`."""
        self._append(script)

    def _append(self, resource: Mapping[str, Any]) -> None:
        urls = resource.get("external_url", ())
        self._resources.extend([urls] if isinstance(urls, str) else urls)
