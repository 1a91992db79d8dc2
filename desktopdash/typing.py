"""Names for the shapes that cross the package's own borders."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal, SupportsComplex, SupportsFloat, SupportsInt, TypeAlias

JSON: TypeAlias = bool | int | float | str | list["JSON"] | dict[str, "JSON"] | None
"""What `json.loads` returns."""

IdPart: TypeAlias = str | int | float | bool
"""The value of one key of a dict id."""

DictId: TypeAlias = Mapping[str, Any]
"""An id of several parts; in a dependency a part may be a wildcard."""

ComponentId: TypeAlias = str | dict[str, Any]
"""An id as the app wrote it and as the page sends it."""

NumberType: TypeAlias = SupportsFloat | SupportsInt | SupportsComplex
"""What a compiled component takes as a number."""

Grouping: TypeAlias = Any
"""A value, or tuples, lists and dicts of groupings."""

PreventInitialCall: TypeAlias = bool | Literal["initial_duplicate"]
"""Whether a callback waits for its first change; "initial_duplicate": no, though its outputs are shared."""

ErrorHandler: TypeAlias = Callable[[Exception], Any]
"""`on_error`: it gets what a callback raised and returns the outputs' values, None for no update."""

Attributes: TypeAlias = Mapping[str, Any]
"""The attributes of an HTML tag by name."""

ExternalResource: TypeAlias = str | Attributes
"""The URL of a script or style sheet, or the attributes of its tag."""

ExternalResources: TypeAlias = Sequence[ExternalResource]
