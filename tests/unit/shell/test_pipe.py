from __future__ import annotations

import os

import pytest

from desktopdash.processes.pipes import Pipe
from desktopdash.protocol.pipe import (
    MAX_LINE_BYTES,
    Failed,
    PipeError,
    Ready,
    Release,
    Starting,
    Stop,
    Stopped,
    decode,
    encode,
)
from desktopdash.protocol.problem import Problem
from desktopdash.shell.channel import Channel

PROBLEM = Problem("no_app", "No app.", "nothing\nat all", "an app", "add one", "line 1\nline 2 - ü")


@pytest.mark.parametrize(
    "message",
    [
        Starting("import"),
        Ready("http://127.0.0.1:1/", "Sales - ü", True),
        Failed(PROBLEM),
        Stopped(),
        Stop("closed"),
        Release(),
    ],
)
def test_a_message_is_one_line_and_comes_back(message) -> None:
    line = encode(message)
    assert line.endswith(b"\n")
    assert line.count(b"\n") == 1
    assert decode(line) == message


@pytest.mark.parametrize(
    "line",
    [b"", b"hello", b"[]", b"null", b"{}", b'{"type": "other"}', b'{"type": "ready"}', b'{"type": "stopped", "x": 1}',
     b'{"type": "failed", "problem": 3}', b"\xff", b" " * (MAX_LINE_BYTES + 1)],
)  # fmt: skip
def test_what_is_no_message_is_refused(line: bytes) -> None:
    with pytest.raises(PipeError):
        decode(line)


def test_a_problem_as_text_has_every_part() -> None:
    assert PROBLEM.as_text().splitlines() == [
        "desktopdash: No app.",
        "  found:    nothing",
        "at all",
        "  expected: an app",
        "  to do:    add one",
        "line 1",
        "line 2 - ü",
    ]


def channels() -> tuple[Channel, Channel]:
    one, two = os.pipe(), os.pipe()
    return Channel(Pipe(one[0], two[1])), Channel(Pipe(two[0], one[1]))


def test_channel_carries_both_ways_until_one_end_closes() -> None:
    left, right = channels()
    assert left.send(Stop("closed"))
    assert right.send(Stopped())
    assert (left.read(), right.read()) == (Stopped(), Stop("closed"))
    left.send(Release())
    left.close_writer()
    heard: list[object] = []
    right.read_all(heard.append)
    assert heard == [Release(), None]
    assert not left.send(Release())
    right.close_writer()
    left.read_all(heard.append)


def test_channel_ends_are_not_inherited() -> None:
    read, write = os.pipe()
    os.set_inheritable(read, True)
    os.set_inheritable(write, True)
    channel = Channel(Pipe(read, write))
    assert not os.get_inheritable(read)
    assert not os.get_inheritable(write)
    channel.close_writer()
    channel.read_all(lambda message: None)


def test_sending_to_a_process_that_is_gone_says_so() -> None:
    left, right = channels()
    right.close_writer()
    right._pipe.close_reader()
    assert not left.send(Stopped())
    left.close_writer()
    left.read_all(lambda message: None)
