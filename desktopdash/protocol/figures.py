"""A figure of plotly without its own step to text: large arrays of numbers are handed on as they are.

plotly writes an array as `{"dtype": "f8", "bdata": "<base64>", "shape": "2, 3"}`. Which arrays, and with which dtype,
is asked of plotly itself; a figure that it does not write as is known here is left to it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any, Final, TypeAlias

Put: TypeAlias = Callable[[Any, str], Any]
"""Takes an array, whole in memory, and the name of its dtype; returns what stands in the figure in its place."""

LEAST_BYTES: Final = 4 * 1024
"""Smaller arrays are left to plotly."""
_RULES: Final = ("is_skipped_key", "is_homogeneous_array", "to_typed_array_spec", "convert_to_base64")
_PLAIN: Final = frozenset({str, int, float, bool, type(None)})
_PARTS: Final = ("_data", "_layout", "_frame_objs")


def figure_class() -> type | tuple[()]:
    """Return plotly's class of figures, for `isinstance`; where plotly is not in use, what no value is of."""
    return getattr(sys.modules.get("plotly.basedatatypes"), "BaseFigure", ())


def walk_figure(figure: Any, put: Put) -> dict[str, Any]:
    """Return what `figure.to_plotly_json()` returns, with large arrays replaced.

    Parts of the figure stand in it that are the figure's own, and not to be changed.

    Args:
        figure: a value of `figure_class`.
        put: takes the large arrays.
    """
    rules = sys.modules.get("_plotly_utils.utils")
    if not _is_known(figure, rules):
        return figure.to_plotly_json()  # type: ignore[no-any-return]
    walk = _Walk(rules, put)
    parts = {"data": walk.copy(figure._data), "layout": walk.copy(figure._layout)}
    if figure._frame_objs:
        parts["frames"] = walk.copy([frame._props for frame in figure._frame_objs])
    return parts


def _is_known(value: Any, rules: Any) -> bool:
    """Whether a figure is written by plotly's own methods, and those as they are known here."""
    kind, figure = type(value), sys.modules["plotly.basedatatypes"].BaseFigure
    return (
        sys.byteorder == "little"
        and kind.to_plotly_json is figure.to_plotly_json
        and kind.to_dict is figure.to_dict
        and all(hasattr(rules, name) for name in _RULES)
        and all(hasattr(value, name) for name in _PARTS)
    )


class _Walk:
    """Goes through a figure as plotly's `convert_to_base64` does, and leaves it as it is."""

    def __init__(self, rules: Any, put: Put) -> None:
        self._rules = rules
        self._put = put

    def copy(self, value: Any) -> Any:
        if isinstance(value, dict):
            return {key: self._part(key, part) for key, part in value.items()}
        if isinstance(value, (list, tuple)):
            return value if _PLAIN.issuperset(map(type, value)) else [self.copy(part) for part in value]
        return value

    def _part(self, key: Any, value: Any) -> Any:
        if value is None or isinstance(value, (str, int, float)) or self._rules.is_skipped_key(key):
            return value
        if not self._rules.is_homogeneous_array(value):
            return self.copy(value)
        dtype = self._large_dtype(value)
        return self._rules.to_typed_array_spec(value) if dtype is None else self._put(_whole(value, dtype), dtype)

    def _large_dtype(self, array: Any) -> str | None:
        """The dtype in which plotly writes a large array; None for any other value."""
        numpy = sys.modules.get("numpy")
        if numpy is None or type(array) is not numpy.ndarray or array.nbytes < LEAST_BYTES:
            return None
        if array.dtype.kind not in "iuf":
            return None
        # For integers it depends on the smallest and the largest, else on the array's own dtype alone.
        ends = array.flat[:1] if array.dtype.kind == "f" else numpy.array([array.min(), array.max()], array.dtype)
        spec = self._rules.to_typed_array_spec(ends)
        if not isinstance(spec, dict) or array.size * numpy.dtype(spec["dtype"]).itemsize < LEAST_BYTES:
            return None
        return str(spec["dtype"])


def _whole(array: Any, dtype: str) -> Any:
    return sys.modules["numpy"].ascontiguousarray(array, dtype=dtype)
