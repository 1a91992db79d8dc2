"""What `dcc.Download` takes as its data, made from text, bytes, files and data frames."""

from __future__ import annotations

import base64
import io
from collections.abc import Callable
from pathlib import Path, PurePath, PureWindowsPath
from typing import Any, Final


class _Text(io.StringIO):
    """Stays open: some writers close what they are given, and it is read after that."""

    def close(self) -> None:
        """Do nothing."""


class _Bytes(io.BytesIO):
    """Stays open, as `_Text`."""

    def close(self) -> None:
        """Do nothing."""


def send_string(src: str | Callable[..., Any], filename: str, type: str | None = None, **kwargs: Any) -> dict[str, Any]:
    """Make a text file for `dcc.Download`.

    Args:
        src: the text, or a function that writes it to the open text file that is its first argument.
        filename: what the file is to be called.
        type: its MIME type; None leaves it to the component.
        **kwargs: further arguments for the function.

    Raises:
        TypeError: `src` is neither.
    """
    content = src if isinstance(src, str) else _written(_Text(), src, "send_string", "text", kwargs)
    return {"content": content, "filename": filename, "type": type, "base64": False}


def send_bytes(
    src: bytes | bytearray | memoryview | Callable[..., Any], filename: str, type: str | None = None, **kwargs: Any
) -> dict[str, Any]:
    """Make a binary file for `dcc.Download`.

    Args:
        src: the bytes, or a function that writes them to the open binary file that is its first argument.
        filename: what the file is to be called.
        type: its MIME type; None leaves it to the component.
        **kwargs: further arguments for the function.

    Raises:
        TypeError: `src` is neither.
    """
    is_content = isinstance(src, (bytes, bytearray, memoryview))
    content: Any = src if is_content else _written(_Bytes(), src, "send_bytes", "bytes", kwargs)
    return {"content": base64.b64encode(content).decode("ascii"), "filename": filename, "type": type, "base64": True}


def send_file(path: str | PurePath, filename: str | None = None, type: str | None = None) -> dict[str, Any]:
    """Make a file for `dcc.Download` from one on disk, which is read now.

    Args:
        path: where it is.
        filename: what it is to be called; None for its own name.
        type: its MIME type; None leaves it to the component.

    Raises:
        OSError: it cannot be read.
    """
    name = PureWindowsPath(path).name if filename is None else filename
    return send_bytes(Path(path).read_bytes(), name, type)


def send_data_frame(
    writer: Callable[..., Any], filename: str, type: str | None = None, **kwargs: Any
) -> dict[str, Any]:
    """Make a file for `dcc.Download` from a data frame: `send_data_frame(df.to_csv, "table.csv", index=False)`.

    Args:
        writer: one of the frame's methods: `to_csv`, `to_json`, `to_html`, `to_excel`, `to_feather`, `to_parquet`,
            `to_msgpack`, `to_stata` or `to_pickle`.
        filename: what the file is to be called.
        type: its MIME type; None leaves it to the component.
        **kwargs: further arguments for the method.

    Raises:
        ValueError: the writer is none of these.
    """
    name = getattr(writer, "__name__", repr(writer))
    if name not in _SENDERS:
        raise ValueError(
            f"send_data_frame: found the writer {name}; expected one of {', '.join(_SENDERS)}. "
            "Hand any other function to send_string or send_bytes, whichever kind of file it writes."
        )
    return _SENDERS[name](writer, filename, type, **kwargs)


_SENDERS: Final[dict[str, Callable[..., dict[str, Any]]]] = {
    **dict.fromkeys(["to_csv", "to_json", "to_html"], send_string),
    **dict.fromkeys(["to_excel", "to_feather", "to_parquet", "to_msgpack", "to_stata", "to_pickle"], send_bytes),
}


def _written(file: _Text | _Bytes, writer: Any, caller: str, expected: str, kwargs: dict[str, Any]) -> Any:
    if not callable(writer):
        found = type(writer).__name__
        raise TypeError(
            f"{caller}: found a {found}; expected {expected}, or a function that writes {expected} to a file"
        )
    writer(file, **kwargs)
    return file.getvalue()
