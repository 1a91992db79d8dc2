from __future__ import annotations

import base64
import io
import pickle
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import desktopdash
from desktopdash import dcc

FRAME = pd.DataFrame({"a": [1, 2], "b": ["ä", "y"]})


def content(data: dict[str, Any]) -> bytes:
    assert data["base64"] is True
    return base64.b64decode(data["content"], validate=True)


def test_text() -> None:
    expected = {"content": "höh", "filename": "a.txt", "type": None, "base64": False}
    assert dcc.send_string("höh", "a.txt") == expected
    assert dcc.send_string("x", "a.csv", "text/csv")["type"] == "text/csv"


def test_text_of_a_function() -> None:
    def write(file: io.StringIO, *, times: int) -> None:
        with file:  # which closes it
            file.write("ab" * times)

    assert dcc.send_string(write, "a.txt", times=2)["content"] == "abab"


@pytest.mark.parametrize("given", [b"\x00\xff", bytearray(b"\x00\xff"), memoryview(b"\x00\xff")])
def test_bytes(given: Any) -> None:
    assert dcc.send_bytes(given, "a.bin") == {"content": "AP8=", "filename": "a.bin", "type": None, "base64": True}


def test_bytes_of_a_function() -> None:
    def write(file: io.BytesIO) -> None:
        file.write(b"\xff" * 3)
        file.close()

    assert content(dcc.send_bytes(write, "a.bin")) == b"\xff\xff\xff"


def test_what_is_neither_content_nor_function_is_refused() -> None:
    with pytest.raises(TypeError, match=r"send_string: found a bytes; expected text, or a function"):
        dcc.send_string(b"x", "a")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match=r"send_bytes: found a str; expected bytes, or a function"):
        dcc.send_bytes("x", "a")  # type: ignore[arg-type]


def test_file(tmp_path: Path) -> None:
    path = tmp_path / "übung 1.bin"
    path.write_bytes(b"\x01\x02")
    sent = dcc.send_file(path)
    assert (sent["filename"], content(sent), sent["type"]) == ("übung 1.bin", b"\x01\x02", None)
    assert dcc.send_file(str(path), "other.bin", "image/png") == {**sent, "filename": "other.bin", "type": "image/png"}
    with pytest.raises(FileNotFoundError):
        dcc.send_file(tmp_path / "nothing")


def test_file_named_by_windows_rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "read_bytes", lambda self: b"x")
    assert dcc.send_file("C:\\reports\\june.xlsx")["filename"] == "june.xlsx"


@pytest.mark.parametrize(
    ("writer", "kwargs", "text"),
    [
        (FRAME.to_csv, {"index": False}, "a,b\n1,ä\n2,y\n"),
        (FRAME.to_json, {"orient": "values", "force_ascii": False}, '[[1,"ä"],[2,"y"]]'),
    ],
)
def test_data_frame_as_text(writer: Any, kwargs: dict[str, Any], text: str) -> None:
    sent = dcc.send_data_frame(writer, "t", **kwargs)
    assert sent == {"content": text, "filename": "t", "type": None, "base64": False}


def test_data_frame_as_html() -> None:
    assert "<td>ä</td>" in dcc.send_data_frame(FRAME.to_html, "t.html")["content"]


def test_data_frame_as_bytes() -> None:
    pd.testing.assert_frame_equal(pickle.loads(content(dcc.send_data_frame(FRAME.to_pickle, "t.pkl"))), FRAME)
    stata = content(dcc.send_data_frame(FRAME.to_stata, "t.dta", write_index=False))  # this one closes its file
    assert list(pd.read_stata(io.BytesIO(stata))["b"]) == ["ä", "y"]


@pytest.mark.parametrize("name", ["to_excel", "to_feather", "to_parquet", "to_msgpack"])
def test_writers_that_need_more_libraries_are_given_a_binary_file(name: str) -> None:
    def write(file: io.BytesIO, **kwargs: Any) -> None:
        file.write(repr(kwargs).encode())
        file.close()

    write.__name__ = name
    assert content(dcc.send_data_frame(write, "t", index=False)) == b"{'index': False}"


@pytest.mark.parametrize("writer", [FRAME.to_latex, 3])
def test_other_writers_are_refused(writer: Any) -> None:
    with pytest.raises(
        ValueError, match=r"send_data_frame: found the writer (to_latex|3); expected one of to_csv, .*send_bytes"
    ):
        dcc.send_data_frame(writer, "t")


def test_the_functions_stand_beside_the_components() -> None:
    assert {"send_bytes", "send_data_frame", "send_file", "send_string", "Download"} <= set(desktopdash.dcc.__all__)
