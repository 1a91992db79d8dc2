"""A layout whose long tables come in two parts: the rows in sight, then the others.

Making and moving the others takes a machine of few cores longer than the page takes to draw the first. They wait until
the page says that it has.
"""

from __future__ import annotations

from collections.abc import Iterable
from logging import Logger
from typing import Any, Final

from ..protocol.codec import encode
from ..protocol.parted import PARTED_TYPE, encode_parted
from .push import Stream

LEAST_ROWS: Final = 2000
FIRST_ROWS: Final = 200
"""More than a window shows; the table draws only the rows in sight where it has more."""

DRAWING_S: Final = 2.0
"""A page that says nothing for so long gets them."""


def layout_body(layout: Any, accept: str, logger: Logger, stream: Stream | None) -> tuple[bytes | Iterable[bytes], str]:
    """Return (the body of an answer with a layout, its type): JSON, or parts for a page that reads those.

    Args:
        layout: for one page load.
        accept: what the page reads.
        logger: told of rows that are no JSON.
        stream: the page's; None where nobody knows which page it is, so that it cannot say when it has drawn.

    Raises:
        NotJson: the layout has no JSON form.
    """
    parted = encode_parted(layout, _cut) if PARTED_TYPE in accept else None
    if parted is None:
        return encode(layout), "application/json"

    def fail(error: Exception) -> bytes:
        logger.error("%s", error)
        return encode({"error": {"type": type(error).__name__, "message": str(error)}})

    def wait() -> None:
        if stream is not None:
            stream.is_drawn.wait(DRAWING_S)

    return parted.lines(fail, wait), PARTED_TYPE


def _cut(value: Any) -> tuple[str, int] | None:
    """Which rows of a table come first: those that it shows, where all of them are shown in the order of `data`."""
    if getattr(value, "_type", None) != "DataTable" or getattr(value, "_namespace", None) != "dash_table":
        return None
    props = vars(value)
    data = props.get("data")
    if not isinstance(data, list) or len(data) < LEAST_ROWS or any(props.get(name) for name in _REORDERING):
        return None
    has_pages = props.get("page_action", "native") != "none"
    size = props.get("page_size", 250) if has_pages else 0
    return ("data", max(size, FIRST_ROWS)) if isinstance(size, int) and size <= LEAST_ROWS // 2 else None


_REORDERING: Final = ("sort_by", "filter_query", "page_current", "persistence")
"""With any of these, rows may be shown that do not come first."""
