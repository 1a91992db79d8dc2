"""Dash's module of this name: the base of compiled components."""

from __future__ import annotations

from ..model.component import Component as Component
from ..model.component import ComponentRegistry as ComponentRegistry
from ..model.component import _explicitize_args as _explicitize_args

ComponentMeta = type(Component)

__all__ = ["Component", "ComponentMeta", "ComponentRegistry", "_explicitize_args"]
