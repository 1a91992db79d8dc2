"""Dash's module of this name (`dash.dependencies`)."""

from __future__ import annotations

from .model.dependency import ClientsideFunction as ClientsideFunction
from .model.dependency import Input as Input
from .model.dependency import Output as Output
from .model.dependency import State as State
from .model.ids import ALL as ALL
from .model.ids import ALLSMALLER as ALLSMALLER
from .model.ids import MATCH as MATCH
from .model.ids import stringify_id as stringify_id

__all__ = ["ALL", "ALLSMALLER", "MATCH", "ClientsideFunction", "Input", "Output", "State", "stringify_id"]
