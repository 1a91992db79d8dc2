"""Dash's module of this name: the base of compiled components."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias, TypeVar

from ..model.component import Component as Component
from ..model.component import ComponentRegistry as ComponentRegistry
from ..model.component import _explicitize_args as _explicitize_args

ComponentMeta = type(Component)

ComponentSingleType: TypeAlias = str | int | float | Component | None
"""What one child may be."""

ComponentType: TypeAlias = ComponentSingleType | Sequence[ComponentSingleType]
"""What `children` may be."""

ComponentTemplate = TypeVar("ComponentTemplate")

__all__ = [
    "Component",
    "ComponentMeta",
    "ComponentRegistry",
    "ComponentSingleType",
    "ComponentTemplate",
    "ComponentType",
    "_explicitize_args",
]
