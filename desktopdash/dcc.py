"""Dash's core components: inputs, graphs, stores; the classes are those of `components.dcc`."""

from __future__ import annotations

from .components import dcc as _components
from .components.dcc import *  # noqa: F403
from .components.dcc.send import send_bytes as send_bytes
from .components.dcc.send import send_data_frame as send_data_frame
from .components.dcc.send import send_file as send_file
from .components.dcc.send import send_string as send_string

__all__ = ["send_bytes", "send_data_frame", "send_file", "send_string"]
__all__ += _components.__all__
