from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest

from desktopdash.processes.pipes import Pipe
from desktopdash.protocol import pipe
from desktopdash.protocol.pipe import (
    MAX_LINE_BYTES,
    MOST_ANSWER_BYTES,
    Answer,
    Ask,
    Failed,
    Happened,
    PipeError,
    Ready,
    Release,
    Starting,
    Stop,
    Stopped,
    answer_of,
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
        Ask(7, "window.state", {"a": ["ü\n"]}),
        Answer(7, '"ü\u2028"'),
        Answer(7, None, {"code": "gone", "message": "no"}),
        Happened("note", {"note": "n", "action": None}),
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
     b'{"type": "failed", "problem": 3}', b"\xff"],
)  # fmt: skip
def test_what_is_no_message_is_refused(line: bytes) -> None:
    with pytest.raises(PipeError):
        decode(line)


def test_a_line_that_is_too_long_is_refused(monkeypatch) -> None:
    line = encode(Stopped())
    monkeypatch.setattr(pipe, "MAX_LINE_BYTES", len(line))
    assert decode(line) == Stopped()
    monkeypatch.setattr(pipe, "MAX_LINE_BYTES", len(line) - 1)
    with pytest.raises(PipeError, match="a message of"):
        decode(line)


@pytest.mark.parametrize("letter", ['"', "\\", "\x7f", "ü", "\u2028", "\U0001f600"], ids=ascii)
def test_the_longest_answer_fits_on_a_line(letter) -> None:
    text = json.dumps(letter * 10_000, ensure_ascii=False)
    most = MAX_LINE_BYTES / MOST_ANSWER_BYTES
    assert len(encode(Answer(2**60, text))) < len(text.encode()) * most + 100
    assert answer_of(1, text, None) == Answer(1, text)


def test_the_longest_call_of_a_page_fits_on_a_line() -> None:
    source = Path(__file__).parents[3] / "renderer" / "src" / "desktop" / "shell.ts"
    (factor,) = re.findall(r"MOST_CHARACTERS = (\d+) \* 2 \*\* 20;", source.read_text())
    units = int(factor) * 2**20
    call = Ask(2**60, "call", {"page": "x" * 64, "text": "ü" * 10_000})
    assert len(encode(call)) / 10_000 * units < MAX_LINE_BYTES


def test_an_answer_that_is_too_long_is_an_error(monkeypatch) -> None:
    monkeypatch.setattr(pipe, "MOST_ANSWER_BYTES", 4)
    assert answer_of(7, '"ü"', None) == Answer(7, '"ü"', None)
    assert answer_of(7, None, {"code": "x", "message": "y"}) == Answer(7, None, {"code": "x", "message": "y"})
    found = answer_of(7, '"üü"', None)
    assert (found.text, found.error["code"]) == (None, "failed")
    assert "the answer has 6 bytes; at most 4 are taken" in found.error["message"]


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
