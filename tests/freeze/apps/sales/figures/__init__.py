"""A package of the app's own."""

from .lines import line_figure

__all__ = ["line_figure"]
