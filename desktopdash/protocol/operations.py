"""What can be asked of the desktop: each operation by its name, with the arguments that it takes.

The one table, for the page's bridge and for Python's. Nothing that is not in it can be reached, and no argument of
another name or kind gets through.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlsplit

from ..errors import DesktopError
from ..records import dataclass

MOST_TEXT: Final = 4 * 2**20
"""Characters of one argument; the clipboard takes long ones."""

_OUTSIDE_SCHEMES: Final = frozenset({"http", "https", "mailto"})
_MESSAGE_KINDS: Final = ("info", "question", "warning", "error")
_MOST_SIDE: Final = 100_000


@dataclass(frozen=True, slots=True)
class Field:
    """One argument.

    Attributes:
        kind: "text", "bool", "side" (a whole number of pixels), "factor", "texts", "actions", "filters", "url",
            "message_kind".
        default: what it is where it is not given; `...` where it has to be.
        nullable: whether it may be null.
    """

    kind: str
    default: Any = ...
    nullable: bool = False


_TITLE: Final = Field("text", "")
_FOLDER: Final = Field("text", None, nullable=True)
_FILTERS: Final = Field("filters", ())

OPERATIONS: Final[Mapping[str, Mapping[str, Field]]] = {
    "notify": {
        "note": Field("text"),
        "title": Field("text"),
        "body": Field("text", ""),
        "actions": Field("actions", ()),
        "unfocused": Field("bool", False),
    },
    "notify.close": {"note": Field("text")},
    "dialogs.open": {"title": _TITLE, "folder": _FOLDER, "filters": _FILTERS, "multiple": Field("bool", False)},
    "dialogs.save": {"title": _TITLE, "name": Field("text", ""), "folder": _FOLDER, "filters": _FILTERS},
    "dialogs.folder": {"title": _TITLE, "folder": _FOLDER},
    "dialogs.message": {
        "text": Field("text"),
        "title": _TITLE,
        "kind": Field("message_kind", "info"),
        "buttons": Field("texts", ()),
    },
    "clipboard.read": {},
    "clipboard.write": {"text": Field("text")},
    "openExternal": {"url": Field("url")},
    "window.state": {},
    "window.title": {"title": Field("text")},
    "window.size": {"width": Field("side"), "height": Field("side")},
    "window.zoom": {"factor": Field("factor")},
    "window.fullScreen": {"on": Field("bool", True)},
    "window.minimise": {},
    "window.maximise": {},
    "window.restore": {},
    "window.focus": {},
    "window.attention": {},
    "window.confirmClose": {"text": Field("text", nullable=True)},
    "window.close": {},
}


def check_operation(name: Any, given: Any) -> dict[str, Any]:
    """Return an operation's arguments, complete.

    Raises:
        DesktopError: there is no such operation ("unknown"), or an argument is missing, too many or of another kind
            ("invalid").
    """
    fields = OPERATIONS.get(name) if isinstance(name, str) else None
    if fields is None:
        raise DesktopError(
            "unknown", f"there is no desktop operation {str(name)[:80]!r}; expected one of those in the README"
        )
    if not isinstance(given, dict):
        raise DesktopError("invalid", f"{name}: the arguments are {_kind_of(given)}; expected an object")
    if more := sorted(str(key)[:80] for key in given if key not in fields):
        known = ", ".join(fields) or "none"
        raise DesktopError("invalid", f"{name} takes no argument {more[0]!r}; expected of: {known}")
    return {key: _checked(name, key, field, given.get(key, field.default)) for key, field in fields.items()}


def _checked(name: str, key: str, field: Field, value: Any) -> Any:
    if value is ...:
        raise DesktopError("invalid", f"{name}: {key} is missing")
    if value is None and field.nullable:
        return None
    check = _CHECKS[field.kind]
    if not check.test(value):
        raise DesktopError("invalid", f"{name}: {key} is {_kind_of(value)}; expected {check.expected}")
    return list(value) if isinstance(value, tuple) else value


@dataclass(frozen=True, slots=True)
class _Check:
    test: Any
    expected: str


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and len(value) <= MOST_TEXT and "\0" not in value


def _is_label(value: Any) -> bool:
    return _is_text(value) and 0 < len(value) <= 200


def _is_action(value: Any) -> bool:
    return isinstance(value, dict) and set(value) == {"id", "label"} and all(map(_is_label, value.values()))


def _is_filter(value: Any) -> bool:
    """A name, and endings without a dot: letters, digits and what stands in "tar.gz"; "*" for all files."""
    if not (isinstance(value, dict) and set(value) == {"name", "extensions"} and _is_label(value["name"])):
        return False
    endings = value["extensions"]
    return _is_list(endings, lambda e: _is_label(e) and (e == "*" or e.replace(".", "").replace("-", "").isalnum()))


def _is_list(value: Any, test: Any, most: int = 50) -> bool:
    return isinstance(value, (list, tuple)) and len(value) <= most and all(map(test, value))


def _is_number(value: Any, low: float, high: float) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and low <= value <= high


def _is_outside(value: Any) -> bool:
    if not _is_text(value) or " " in value or not value.isprintable():
        return False
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    return parts.scheme.lower() in _OUTSIDE_SCHEMES and bool(parts.netloc or parts.scheme.lower() == "mailto")


_CHECKS: Final[Mapping[str, _Check]] = {
    "text": _Check(_is_text, f"a text of at most {MOST_TEXT} characters"),
    "bool": _Check(lambda value: isinstance(value, bool), "true or false"),
    "side": _Check(
        lambda value: isinstance(value, int) and _is_number(value, 1, _MOST_SIDE), "a whole number of pixels"
    ),
    "factor": _Check(lambda value: _is_number(value, 0.25, 5.0), "a number from 0.25 to 5"),
    "texts": _Check(lambda value: _is_list(value, _is_label, 5), "a list of at most 5 short texts"),
    "actions": _Check(lambda value: _is_list(value, _is_action, 5), 'a list of at most 5 {"id", "label"}'),
    "filters": _Check(
        lambda value: _is_list(value, _is_filter),
        'a list of {"name", "extensions"}, as {"name": "Tables", "extensions": ["csv"]}',
    ),
    "url": _Check(_is_outside, "a link that begins with http:, https: or mailto:"),
    "message_kind": _Check(lambda value: value in _MESSAGE_KINDS, " or ".join(f'"{kind}"' for kind in _MESSAGE_KINDS)),
}


def _kind_of(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, (str, int, float, bool)):
        text = repr(value)
        return text if len(text) <= 80 else f"{text[:79]}…"
    return {"dict": "an object", "list": "a list"}.get(type(value).__name__, f"a {type(value).__name__}")
