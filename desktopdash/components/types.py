"""Types that the signatures of the components share."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Any, Literal, TypeAlias

from desktopdash.model.component import Component

Number: TypeAlias = int | float
Date: TypeAlias = str | datetime.date
ComponentId: TypeAlias = str | dict[str, Any]
Child: TypeAlias = str | int | float | Component | None
Children: TypeAlias = Child | Sequence[Any]
Style: TypeAlias = Mapping[str, Any]
# Lists, dicts, NumPy arrays and pandas columns are all welcome, and only the first two have types to name.
Options: TypeAlias = Any
Scalar: TypeAlias = str | int | float | bool
Persistence: TypeAlias = bool | str | int | float
PersistenceType: TypeAlias = Literal["local", "session", "memory"]
