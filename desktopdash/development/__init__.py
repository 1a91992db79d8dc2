"""Dash's package of this name: what compiled component packages import."""

from __future__ import annotations

from . import base_component as base_component

__all__ = ["base_component"]
