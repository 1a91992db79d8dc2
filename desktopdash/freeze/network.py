"""What an app reaches on other hosts beside what is copied: named, for its package is to do without."""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from typing import Final

from .addresses import Address
from .facts import AppFacts

_MAP: Final = (
    "whose tiles come from a server: without a network the map is empty. Use a map that needs none, such as "
    "scatter_geo or choropleth"
)


def network_findings(facts: AppFacts, addresses: Sequence[Address]) -> tuple[str, ...]:
    """Return what is named and not copied, each in words that say where and what to do.

    Args:
        facts: what loading the app told; its page's addresses are copied and are not told here.
        addresses: what the sources name.
    """
    return tuple(dict.fromkeys([*_of_layout(facts), *_of_sources(facts, addresses)]))


def _of_layout(facts: AppFacts) -> Iterator[str]:
    for one in facts.outside:
        what = f"{one.component}{f' {one.id!r}' if one.id else ''}"
        if one.address == "map tiles":
            yield f"{what} in the layout draws a map {_MAP}"
        else:
            yield (
                f"{what} in the layout has {one.prop} {one.address}, which is not copied and will not be shown. "
                "Put the file into assets/, and name it by app.get_asset_url"
            )


def _of_sources(facts: AppFacts, addresses: Sequence[Address]) -> Iterator[str]:
    told = {one.address for one in facts.outside}
    page = html.unescape(facts.page)
    for one in addresses:
        if one.kind == "map":
            yield f"{one.where} calls {one.text}, which draws a map {_MAP}"
        elif one.kind == "address" and one.text not in told and one.text not in page:
            yield (
                f"{one.where} names {one.text}: where there is no network, what the app fetches there is missing. "
                "Put a copy beside the app, if it is data"
            )
