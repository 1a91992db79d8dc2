"""The runtime process as the shell sees it: started, asked to stop, waited for, killed."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import threading
from collections.abc import Mapping
from typing import TYPE_CHECKING

from ..processes.mark import RUN_VARIABLE
from ..processes.pipes import own_command
from ..protocol.pipe import FromShell, Message, PipeError, Release, Stop, StopReason
from .arguments import RuntimeArguments
from .channel import Channel, start_child
from .events import Gone, Post, Runtime, Said
from .late import load_trees

if TYPE_CHECKING:
    import psutil

_LAST_WORDS_S = 0.3


def child_environment(mark: str) -> dict[str, str]:
    """This process's environment for a child that runs the app's code, marked with `RUN_VARIABLE`."""
    return {**os.environ, RUN_VARIABLE: mark}


class RuntimeProcess:
    """A runtime in a child process.

    Args:
        arguments: its command line, which everybody on the machine can read.
        variables: what only this user can read.

    Raises:
        OSError: from `start`, when Python cannot be started.
    """

    def __init__(self, arguments: RuntimeArguments, variables: Mapping[str, str] | None = None) -> None:
        self._arguments = arguments
        self._variables = variables or {}
        self._mark = os.urandom(8).hex()
        self._process: subprocess.Popen[bytes] | None = None
        self._channel: Channel | None = None
        self._is_heard = False

    @property
    def pid(self) -> int | None:
        """See `Runtime`."""
        return None if self._process is None else self._process.pid

    def begin(self) -> None:
        """Start the process, which nobody hears until `start`; in a thread that lives as long as it is to live (see
        `processes.parent`). Where it cannot be started, `start` says so.
        """
        with contextlib.suppress(OSError):
            self._spawn()

    def start(self, post: Post) -> None:
        """Start the process, if it has not begun, and read what it says; see `begin` for the thread."""
        if self._process is None:
            self._spawn()
        self._is_heard = True
        threading.Thread(target=self._watch, args=(post,), name="runtime-watch", daemon=True).start()

    def _spawn(self) -> None:
        command = [*own_command("_runtime"), *self._arguments.as_list(), "--parent", str(os.getpid())]
        self._process, self._channel = start_child(command, {**child_environment(self._mark), **self._variables})

    def ask_stop(self, reason: StopReason) -> None:
        """See `Runtime`."""
        self.tell(Stop(reason))

    def wait(self, timeout_s: float) -> bool:
        """See `Runtime`."""
        if self._process is None:
            return True
        try:
            self._process.wait(timeout_s)
        except subprocess.TimeoutExpired:
            return False
        return True

    def kill(self, timeout_s: float) -> None:
        """See `Runtime`; also finds what a runtime that is already dead has left behind."""
        if self._process is None:
            return
        trees = load_trees()
        if self._process.poll() is None:
            trees.kill_process(self._process.pid, timeout_s=timeout_s)
            self._process.poll()
        trees.kill_marked(self._mark, timeout_s=timeout_s)
        if self._channel is not None and not self._is_heard:
            self._channel.read_all(lambda _message: None)
            self._channel.close_writer()

    def tell(self, message: FromShell) -> bool:
        """See `Runtime`."""
        return self._channel is not None and self._channel.send(message)

    def _watch(self, post: Post) -> None:
        process, channel = self._process, self._channel
        if process is None or channel is None:
            raise RuntimeError("the process has not been started")
        reader = threading.Thread(target=read_into, args=(channel, self, post), name="runtime-pipe", daemon=True)
        reader.start()
        returncode = process.wait()
        reader.join(_LAST_WORDS_S)
        channel.close_writer()
        post(Gone(self, returncode))


class ParentRuntime:
    """The runtime that started this shell: `python app.py` called `app.run()`.

    Args:
        channel: the pipe to it.
        mark: what it marks the processes with that it starts from now on.
        siblings: the processes that it had started before.
    """

    def __init__(self, channel: Channel, mark: str, siblings: list[psutil.Process]) -> None:
        self._channel = channel
        self._mark = mark
        self._siblings = siblings
        self._gone = threading.Event()

    @property
    def pid(self) -> int | None:
        """See `Runtime`: it is the parent of this process."""
        return os.getppid()

    def start(self, post: Post) -> None:
        """Begin to read what it says."""
        threading.Thread(target=self._watch, args=(post,), name="runtime-pipe", daemon=True).start()

    def ask_stop(self, reason: StopReason) -> None:
        """Tell it that the window ends; for a reload it only gives up serving and waits on."""
        self._channel.send(Release() if reason == "reload" else Stop(reason))

    def tell(self, message: FromShell) -> bool:
        """See `Runtime`."""
        return self._channel.send(message)

    def wait(self, timeout_s: float) -> bool:  # noqa: ARG002
        """True: it goes on with its own program after the window's end, so there is nothing to wait for."""
        return True

    def kill(self, timeout_s: float) -> None:
        """When it is dead, end what it left behind; while it lives, its processes are its own."""
        if self._gone.is_set():
            trees = load_trees()
            trees.kill_tree(self._siblings, timeout_s=timeout_s)
            trees.kill_marked(self._mark, timeout_s=timeout_s)

    def _watch(self, post: Post) -> None:
        read_into(self._channel, self, post)
        self._gone.set()
        post(Gone(self, None))


def read_into(channel: Channel, runtime: Runtime, post: Post) -> None:
    """Post every message of a channel until its end."""

    def take(message: Message | None) -> None:
        if message is not None:
            post(Said(runtime, message))

    try:
        channel.read_all(take)
    except PipeError as error:
        print(f"desktopdash: the app's process sent what is no message: {error}", file=sys.stderr)
