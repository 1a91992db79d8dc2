"""One file from another host."""

from __future__ import annotations

import http.client
import socket
import ssl
import time
import urllib.error
import urllib.request
import zlib
from collections.abc import Callable
from typing import IO, Any, Final

from ...records import dataclass
from ...server.addresses import address_of

# Font services send what the browser can read that asks; the engines of windows read what this one does.
BROWSER: Final = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36"
_PIECE: Final = 64 * 1024
_REDIRECTS: Final = 10


@dataclass(frozen=True, slots=True)
class Limits:
    """What fetching may take.

    Attributes:
        silence_s: seconds without a sign of the host.
        file_s: seconds for one file.
        file_bytes: of one file.
        total_bytes: of all files together.
        files: how many, with those that files name.
        at_once: how many are fetched at the same time.
    """

    silence_s: float = 20.0
    file_s: float = 300.0
    file_bytes: int = 64 * 2**20
    total_bytes: int = 512 * 2**20
    files: int = 4000
    at_once: int = 6


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came.

    Attributes:
        data: the bytes.
        type: the answer's content type; "" for none.
        final: the address that it came from, where others led to it.
    """

    data: bytes
    type: str
    final: str


class FetchError(Exception):
    """A file did not come; the message says why, as half a sentence."""


Fetch = Callable[[str], Fetched]


def fetch(address: str, limits: Limits | None = None) -> Fetched:
    """Return what is behind an address.

    Args:
        address: of http or https.
        limits: how long, and how much.

    Raises:
        FetchError: nothing came, or not all, or too much.
    """
    wanted, until = limits or Limits(), time.monotonic() + (limits or Limits()).file_s
    if address_of(address) != address:
        raise FetchError("expected an address of http or https")
    if "@" in address.partition("://")[2].partition("/")[0]:
        raise FetchError("the address holds a user's name; what is copied has to be there for everybody")
    request = urllib.request.Request(address, headers={"User-Agent": BROWSER, "Accept-Encoding": "identity"})
    try:
        with _opener().open(request, timeout=wanted.silence_s) as answer:
            return _read(answer, wanted, until)
    except urllib.error.HTTPError as error:
        error.close()
        raise FetchError(f"the server answered {error.code} {' '.join(str(error.reason).split())[:120]}") from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise FetchError(_reason(error, wanted)) from error


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follows to http and https only, and from https to https only."""

    max_redirections = _REDIRECTS

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: http.client.HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        """See the class above."""
        place = address_of(newurl)
        if place is None:
            return None
        if req.full_url.startswith("https:") and place.startswith("http:"):
            raise FetchError(f"it leads on to {place[:200]}, which is not encrypted")
        # Python 3.10 knows no 308, which is 307 for ever.
        return super().redirect_request(req, fp, 307 if code == 308 else code, msg, headers, place)

    def http_error_302(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: http.client.HTTPMessage
    ) -> Any:
        """Look at the place before urllib does: its own refusal names no reason, and it reads a body without end."""
        fp.close()
        place = headers.get("Location") or headers.get("URI") or ""
        if place and address_of(place, req.full_url) is None:
            raise FetchError(f"it leads on to {place[:200]!r}; expected an address of http or https")
        return super().http_error_302(req, fp, code, msg, headers)

    http_error_301 = http_error_303 = http_error_307 = http_error_308 = http_error_302


def _opener() -> urllib.request.OpenerDirector:
    """Return what opens http and https, by the system's proxies, and no other scheme."""
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler(),
        urllib.request.HTTPHandler(),
        urllib.request.HTTPSHandler(),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPErrorProcessor(),
        _Redirects(),
    ):
        opener.add_handler(handler)
    return opener


def _read(answer: Any, limits: Limits, until: float) -> Fetched:
    if answer.status != http.HTTPStatus.OK:
        raise FetchError(f"the server answered {answer.status} {answer.reason}; expected 200")
    announced = None if answer.chunked else answer.length
    if announced is not None and announced > limits.file_bytes:
        raise FetchError(_too_large(limits))
    data = _all_of(answer, announced, limits, until)
    coding = answer.headers.get("Content-Encoding", "identity").strip().lower()
    if coding in ("gzip", "x-gzip"):
        data = _unpacked(data, limits)
    elif coding not in ("identity", ""):
        raise FetchError(f"the answer is encoded as {coding[:40]!r}, which was not asked for")
    return Fetched(data, answer.headers.get("Content-Type", ""), address_of(answer.url) or answer.url)


def _all_of(answer: Any, announced: int | None, limits: Limits, until: float) -> bytes:
    """Return the body; `http.client` itself takes one that is cut off, or has more than was announced, for whole."""
    if announced is not None:
        answer.length = None
    parts, had = [], 0
    while announced is None or had < announced:
        part = answer.read1(_PIECE)
        if not part:
            break
        parts.append(part)
        had += len(part)
        if had > limits.file_bytes:
            raise FetchError(_too_large(limits))
        if time.monotonic() > until:
            raise FetchError(f"it was not all there after {limits.file_s:g} s")
    if announced is not None and had != announced:
        what = "was cut off" if had < announced else "is longer than announced"
        raise FetchError(f"the answer {what}: {had} bytes came, {announced} were announced")
    return b"".join(parts)


def _unpacked(data: bytes, limits: Limits) -> bytes:
    try:
        unpacker = zlib.decompressobj(wbits=31)
        found = unpacker.decompress(data, limits.file_bytes + 1)
    except zlib.error as error:
        raise FetchError(f"the answer is no gzip, though it says so: {error}") from error
    if len(found) > limits.file_bytes:
        raise FetchError(_too_large(limits))
    if not unpacker.eof:
        raise FetchError("the answer was cut off: its gzip has no end")
    return found


def _too_large(limits: Limits) -> str:
    return f"it has more than {limits.file_bytes / 2**20:g} MiB"


def _reason(error: Exception, limits: Limits) -> str:
    cause = error.reason if isinstance(error, urllib.error.URLError) else error
    if isinstance(cause, TimeoutError):  # socket.timeout is one
        return f"no answer within {limits.silence_s:g} s"
    if isinstance(cause, ssl.SSLCertVerificationError):
        return f"its https certificate is not trusted: {cause.verify_message}"
    if isinstance(cause, ssl.SSLError):
        return f"https failed: {cause.reason or cause}"
    if isinstance(cause, socket.gaierror):
        return f"no network, or no such host ({cause.strerror})"
    text = " ".join(str(cause).split())[:160]
    if isinstance(cause, OSError):
        return f"no connection ({cause.strerror or text})"
    if isinstance(cause, http.client.HTTPException):
        return f"the answer is malformed ({type(cause).__name__}: {text})"
    return text
