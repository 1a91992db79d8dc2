"""Copies of what an app's page would fetch from other hosts, so that the app needs no network.

`collect` finds, fetches and writes them into a folder beside the app's file; `server.vendored` serves them.
"""

from __future__ import annotations

from .assets import localised_asset as localised_asset
from .assets import localised_file as localised_file
from .assets import localised_module as localised_module
from .collecting import Collected as Collected
from .collecting import Missing as Missing
from .collecting import collect as collect
from .fetching import Fetched as Fetched
from .fetching import FetchError as FetchError
from .fetching import Limits as Limits
from .fetching import fetch as fetch

__all__ = [
    "Collected",
    "FetchError",
    "Fetched",
    "Limits",
    "Missing",
    "collect",
    "fetch",
    "localised_asset",
    "localised_file",
    "localised_module",
]
