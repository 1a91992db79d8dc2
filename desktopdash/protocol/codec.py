"""JSON for values on their way to the page, by plotly's rules.

Two ways. orjson encodes what it can, with one hook for components, figures, arrays, dates and numbers of
other libraries. Nothing of those libraries is imported here, a value that comes from one has brought it
along. Where orjson gives up (integers over 64 bits, deep trees, lone surrogates), the same rules are walked
in Python, and what is not JSON by them is reported with its place inside the value.

Rules where JSON has no word: NaN, infinities, `NaT` and `NA` become null; `Decimal` a number; dates and times
their ISO text; tuples lists; keys that are numbers, bools or None their JSON text; enums their value, UUIDs
their text (plotly does that where it finds orjson). Sets, bytes, generators and DataFrames are refused, as
plotly refuses them.
"""

from __future__ import annotations

import base64
import enum
import io
import json
import math
import sys
from collections.abc import Callable, Iterator
from datetime import date, time
from decimal import Decimal
from typing import Any, Final

import orjson

from ..errors import NotJson

_OPTIONS: Final = orjson.OPT_PASSTHROUGH_DATETIME | orjson.OPT_PASSTHROUGH_DATACLASS
KEYS: Final = (0, orjson.OPT_NON_STR_KEYS)
"""To try in turn: first as if all keys were text. Nearly all are, and looking at each takes half as long again."""
# dtypes whose orjson text has the same value as plotly's; float32 does not (it is shortened), dates do not.
_FAST_DTYPES: Final = frozenset("?bhilqBHILQd")


def encode(value: Any) -> bytes:
    """Return a value as JSON, UTF-8.

    Raises:
        NotJson: a part of the value has no JSON form; it names the place and what was found there.
    """
    for keys in KEYS:
        if (text := encode_fast(value, convert_fast, keys)) is not None:
            return text
    return _encode_plain(value)


def encode_fast(value: Any, convert: Callable[[Any], Any], keys: int) -> bytes | None:
    """Return a value as JSON where orjson can write it, else None.

    Args:
        value: anything.
        convert: returns what is written in place of a value that is not JSON's own; see `convert_fast`.
        keys: one of `KEYS`.
    """
    try:
        return orjson.dumps(value, default=convert, option=_OPTIONS | keys)
    except orjson.JSONEncodeError:
        return None


def _encode_plain(value: Any) -> bytes:
    try:
        return json.dumps(to_plain(value), separators=(",", ":")).encode()
    except RecursionError as error:
        raise NotJson("", value, "nested too deeply, or containing itself") from error


def decode(text: bytes) -> Any:
    """Return the value of JSON text.

    Raises:
        ValueError: the text is not JSON (RFC 8259: no NaN), or nested deeper than 1024 levels.
    """
    return orjson.loads(text)


def to_plain(value: Any) -> Any:
    """Return a value made of None, bool, int, float, str, list and dict with str keys only.

    Raises:
        NotJson: see `encode`.
        RecursionError: a value that contains itself.
    """
    return _plain(value, "")


def _plain(value: Any, path: str) -> Any:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, enum.Enum):
        return _plain(value.value, path)
    if isinstance(value, str):
        return str(value)
    if isinstance(value, int):
        return int(value)
    if isinstance(value, float):
        return float(value) if math.isfinite(value) else None
    if isinstance(value, dict):
        return {_key(key, path): _plain(part, _join(path, key)) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(part, f"{path}[{index}]") for index, part in enumerate(value)]
    converted = _converted(value, path)
    if hasattr(value, "_prop_names"):  # a component: its props stand at `Type.prop`, without the wire's own words
        inside = f"{path}<{type(value).__name__}>" if path else type(value).__name__
        return {**converted, "props": _plain(converted["props"], inside)}
    return _plain(converted, path)


def _converted(value: Any, path: str) -> Any:
    try:
        return _convert(value)
    except TypeError as error:
        if hasattr(value, "to_plotly_json"):
            raise
        raise NotJson(path, value, f"a value of type {_type_name(value)} is not JSON") from error


def _key(key: Any, path: str) -> str:
    if isinstance(key, enum.Enum):
        key = key.value
    if isinstance(key, str):
        return str(key)
    if key is None or isinstance(key, (bool, int, float)):
        return json.dumps(key)
    if isinstance(key, (date, time)):
        return key.isoformat()
    raise NotJson(path, key, f"a dict key of type {_type_name(key)} is not JSON (keys are text or numbers)")


def _join(path: str, key: Any) -> str:
    if isinstance(key, str) and key.isidentifier():
        return f"{path}.{key}" if path else key
    return f"{path}[{key!r}]"


def _type_name(value: Any) -> str:
    kind = type(value)
    return kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"


def convert_fast(value: Any) -> Any:
    """Return what orjson can write in place of a value; arrays of numbers it writes itself."""
    numpy = sys.modules.get("numpy")
    if numpy is not None and not isinstance(value, numpy.ma.MaskedArray):
        array = value if isinstance(value, numpy.ndarray) else getattr(value, "values", None)
        is_whole = array is value or getattr(array, "ndim", 0) == 1  # a DataFrame has `values` too
        if isinstance(array, numpy.ndarray) and is_whole and _is_fast(array):
            return orjson.Fragment(orjson.dumps(array, option=orjson.OPT_SERIALIZE_NUMPY))
    return _convert(value)


def _is_fast(array: Any) -> bool:
    """Tell whether orjson writes an array itself, and as plotly would."""
    dtype = array.dtype
    return array.ndim > 0 and dtype.char in _FAST_DTYPES and dtype.isnative and bool(array.flags.c_contiguous)


def _convert(value: Any) -> Any:
    """Return a simpler form of a value that is not JSON's own.

    Raises:
        TypeError: there is none.
    """
    to_plotly_json = getattr(value, "to_plotly_json", None)
    if to_plotly_json is not None:
        return to_plotly_json()
    for rule in _RULES:
        for found in rule(value):
            return found
    raise TypeError(f"a value of type {_type_name(value)} is not JSON")


# Each rule yields one form, or nothing. Their order counts: NaT has an isoformat, a masked number has a
# tolist.


def _array(value: Any) -> Iterator[Any]:
    numpy = sys.modules.get("numpy")
    if numpy is None:
        return
    if value is numpy.ma.masked:
        yield None
    elif isinstance(value, numpy.ndarray) and value.dtype.kind == "M":
        yield numpy.datetime_as_string(value).tolist()


def _missing(value: Any) -> Iterator[Any]:
    pandas = sys.modules.get("pandas")
    if pandas is not None and (value is pandas.NaT or value is pandas.NA):
        yield None


def _moment(value: Any) -> Iterator[Any]:
    isoformat = getattr(value, "isoformat", None)
    if isoformat is not None:
        yield isoformat()


def _list(value: Any) -> Iterator[Any]:
    tolist = getattr(value, "tolist", None)
    if tolist is not None and not isinstance(value, memoryview):
        yield tolist()
    elif isinstance(value, tuple):  # named tuples
        yield list(value)


def _number(value: Any) -> Iterator[Any]:
    if isinstance(value, (Decimal, float)):
        yield float(value)


def _unique_id(value: Any) -> Iterator[Any]:
    uuid = sys.modules.get("uuid")
    if uuid is not None and isinstance(value, uuid.UUID):
        yield str(value)


def _image(value: Any) -> Iterator[Any]:
    pil = sys.modules.get("PIL.Image")
    if pil is not None and isinstance(value, pil.Image):
        buffer = io.BytesIO()
        value.save(buffer, format="PNG")
        yield "data:image/png;base64," + base64.b64encode(buffer.getvalue()).decode("ascii")


_RULES: Final = (_missing, _array, _moment, _list, _number, _unique_id, _image)
