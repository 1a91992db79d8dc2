"""A frame: JSON, and behind it the large arrays of its figures as they are in memory.

    4 bytes   the length of the head, little endian
    head      {"mark": text, "arrays": [{"dtype", "bytes", "shape"?}, ...], "answer": JSON}
    arrays    in their order, each from the next multiple of 8 on, little endian

In the answer, `mark` and the array's number stand as a text where plotly's JSON has an array. The mark is a secret,
drawn for this one frame: no data of the app can be taken for it. (orjson walks the values, so that no paths are known
here, and ordinary answers pay for no second walk. The page looks for the marks, in the frames that have any.)
"""

from __future__ import annotations

import base64
import secrets
from typing import Any, Final

from .codec import KEYS, convert_fast, encode, encode_fast
from .figures import figure_class, walk_figure

FRAME_TYPE: Final = "application/vnd.desktopdash.frame"
JSON_TYPE: Final = "application/json"
LEAST_BYTES: Final = 64 * 1024
"""Fewer bytes of arrays are as quick as text, and as text they can go by the page's stream."""
_ALIGNMENT: Final = 8


def encode_framed(value: Any) -> tuple[bytes, str]:
    """Return a value as a frame where a figure in it has large arrays, else as JSON; and which of the two.

    Raises:
        NotJson: a part of the value has no JSON form.
    """
    for keys in KEYS:
        arrays = _Arrays()  # those of an attempt that failed do not count
        text = encode_fast(value, arrays.convert, keys)
        if text is not None:
            is_frame = arrays.bytes >= LEAST_BYTES
            return (arrays.frame(text), FRAME_TYPE) if is_frame else (arrays.written_into(text), JSON_TYPE)
    return encode(value), JSON_TYPE


class _Arrays:
    """The large arrays of one value."""

    def __init__(self) -> None:
        self.bytes = 0
        self._arrays: list[Any] = []
        self._specs: list[dict[str, Any]] = []
        self._figure = figure_class()
        self._mark = ""

    def convert(self, value: Any) -> Any:
        """Return what is written in place of a value that is not JSON's own."""
        return walk_figure(value, self._put) if isinstance(value, self._figure) else convert_fast(value)

    def _put(self, array: Any, dtype: str) -> str:
        self._mark = self._mark or secrets.token_urlsafe(16)
        shape = {"shape": str(array.shape)[1:-1]} if array.ndim > 1 else {}
        self._specs.append({"dtype": dtype, "bytes": array.nbytes, **shape})
        self._arrays.append(array)
        self.bytes += array.nbytes
        return f"{self._mark}{len(self._arrays) - 1}"

    def written_into(self, text: bytes) -> bytes:
        """Return the JSON of the value with its arrays in it, as plotly writes them."""
        for number, (array, spec) in enumerate(zip(self._arrays, self._specs, strict=True)):
            shape = {"shape": spec["shape"]} if "shape" in spec else {}
            full = {"dtype": spec["dtype"], "bdata": base64.b64encode(array).decode("ascii"), **shape}
            text = text.replace(b'"%b%d"' % (self._mark.encode(), number), encode(full))
        return text

    def frame(self, text: bytes) -> bytes:
        """Return the frame round the JSON of the value."""
        head = b'{"mark":"%b","arrays":%b,"answer":%b}' % (self._mark.encode(), encode(self._specs), text)
        parts: list[Any] = [len(head).to_bytes(4, "little"), head]
        length = 4 + len(head)
        for array in self._arrays:
            gap = -length % _ALIGNMENT
            parts += [bytes(gap), array.reshape(-1).view("u1")]
            length += gap + array.nbytes
        return b"".join(parts)
