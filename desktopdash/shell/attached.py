"""The shell as a child (hidden entry `_shell`): `python app.py` called `app.run()` and wants a window."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

import psutil

from ..processes.parent import die_with_parent
from ..protocol.pipe import Stop
from .arguments import RuntimeArguments
from .channel import open_channel
from .child import ParentRuntime
from .loader import AppSpec
from .window import run_shell


def main(argv: list[str]) -> int:
    """Run the entry; returns the exit code."""
    arguments = _parse(argv)
    channel = open_channel(arguments.pipe)
    if not die_with_parent(arguments.parent):
        return 1
    spec = AppSpec(Path(arguments.path), arguments.name)
    first = RuntimeArguments(spec, arguments.debug, arguments.title, arguments.host, has_window=True)
    try:
        return run_shell(ParentRuntime(channel, arguments.mark, _children_of(arguments.parent)), first)
    finally:
        channel.send(Stop("closed"))


def _children_of(parent_pid: int) -> list[psutil.Process]:
    try:
        children = psutil.Process(parent_pid).children(recursive=True)
    except psutil.NoSuchProcess:
        return []
    return [child for child in children if child.pid != os.getpid()]


def _parse(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="desktopdash _shell", add_help=False)
    parser.add_argument("path")
    parser.add_argument("--name")
    parser.add_argument("--pipe", required=True)
    parser.add_argument("--parent", type=int, required=True)
    parser.add_argument("--mark", required=True)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--title")
    parser.add_argument("--debug", action="store_true")
    return parser.parse_args(argv)
