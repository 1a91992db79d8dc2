"""One file over the network, and each way in which it does not come."""

import gzip
import http.client
import io
import socket
import ssl
import urllib.error

import pytest

from desktopdash.freeze.vendoring import fetching
from desktopdash.freeze.vendoring.fetching import FetchError, Limits, _reason, fetch

from .hosts import Answer

QUICK = Limits(silence_s=0.2, file_s=2.0, file_bytes=1000)


def refused(address, limits=QUICK):
    with pytest.raises(FetchError) as found:
        fetch(address, limits)
    assert "\n" not in str(found.value)
    return str(found.value)


def raw(*parts):
    """Return an answer that is sent as it is; then the connection ends."""

    def act(handler):
        for part in parts:
            handler.wfile.write(part)
        handler.close_connection = True

    return Answer(act=act)


def test_a_file(host):
    found = fetch(host.put("/a.css?x=1&y=2", "a{}", "text/css; charset=utf-8"), QUICK)
    assert (found.data, found.type, found.final) == (b"a{}", "text/css; charset=utf-8", f"{host.url}/a.css?x=1&y=2")
    assert host.asked == ["/a.css?x=1&y=2"]
    assert "Chrome/" in host.agents.pop()


def test_redirects_are_followed_and_told(host):
    host.put("/deep/b.css", "b{}")
    for code in (301, 302, 303, 307, 308):
        host.answers["/a"] = Answer(status=code, headers={"Location": "/deep/b.css"})
        assert fetch(f"{host.url}/a", QUICK).final == f"{host.url}/deep/b.css"


@pytest.mark.parametrize(
    "place", ["file:///etc/passwd", "ftp://127.0.0.1/x", "data:text/css,a", "javascript:1", "gopher:x"]
)
def test_redirects_to_other_schemes_are_refused(host, place):
    host.answers["/a"] = Answer(status=302, headers={"Location": place})
    assert refused(f"{host.url}/a") == f"it leads on to {place!r}; expected an address of http or https"


def test_the_body_of_a_redirect_is_not_waited_for(host):
    def act(handler):
        handler.wfile.write(b"HTTP/1.1 302 Found\r\nLocation: /b\r\nContent-Length: 9\r\n\r\nabc")
        host.over.wait(10)

    host.put("/b", b"b")
    host.answers["/a"] = Answer(act=act)
    assert fetch(f"{host.url}/a", QUICK).data == b"b"


def test_redirects_without_end(host):
    host.answers["/a"] = Answer(status=302, headers={"Location": "/a"})
    assert refused(f"{host.url}/a").startswith("the server answered 302")
    assert len(host.asked) < 15


def test_encrypted_addresses_lead_to_no_plain_ones():
    handler, request = fetching._Redirects(), fetching.urllib.request.Request("https://a.example/")
    with pytest.raises(FetchError, match="not encrypted"):
        handler.redirect_request(request, io.BytesIO(), 302, "", http.client.HTTPMessage(), "http://a.example/")


@pytest.mark.parametrize("status", [204, 206, 404, 500])
def test_other_answers(host, status):
    address = host.put("/a", b"" if status == 204 else b"abc", status=status)
    assert refused(address).startswith(f"the server answered {status} ")


def test_a_server_that_says_nothing(host):
    host.answers["/a"] = Answer(act=lambda handler: host.over.wait(10))
    assert refused(f"{host.url}/a") == "no answer within 0.2 s"


def test_a_server_that_stops_in_the_middle(host):
    def act(handler):
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc")
        host.over.wait(10)

    host.answers["/a"] = Answer(act=act)
    assert refused(f"{host.url}/a") == "no answer within 0.2 s"


def test_a_server_that_drips(host, monkeypatch):
    clock = iter(range(100))
    monkeypatch.setattr(fetching.time, "monotonic", lambda: float(next(clock)))
    host.put("/a", b"abcdef")
    monkeypatch.setattr(fetching, "_PIECE", 1)
    assert refused(f"{host.url}/a") == "it was not all there after 2 s"


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc", "the answer was cut off: 3 bytes came, 9 were announced"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nabc", "the answer is longer than announced: 3 bytes came, 2"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabc", "the answer is malformed (IncompleteRead"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc", "the answer is malformed"),
        (b"no http at all\r\n\r\n", "the answer is malformed (BadStatusLine"),
        (b"", "no connection ("),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 1001\r\n\r\n", "it has more than"),
        (b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 1001, "it has more than"),
        (b"HTTP/1.1 200 OK\r\nContent-Encoding: br\r\nContent-Length: 1\r\n\r\nx", "the answer is encoded as 'br'"),
        (b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 9\r\n\r\nxxxxxxxxx", "the answer is no gzip"),
    ],
)
def test_malformed_answers(host, answer, reason):
    host.answers["/a"] = raw(answer)
    assert refused(f"{host.url}/a").startswith(reason)


def test_an_answer_without_a_length(host):
    host.answers["/a"] = raw(b"HTTP/1.1 200 OK\r\n\r\nabc")
    assert fetch(f"{host.url}/a", QUICK).data == b"abc"
    host.answers["/b"] = raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n")
    assert fetch(f"{host.url}/b", QUICK).data == b"abc"


def test_gzip_that_was_not_asked_for(host):
    packed = gzip.compress(b"abc")
    assert fetch(host.put("/a", packed, headers={"Content-Encoding": "gzip"}), QUICK).data == b"abc"
    assert "has no end" in refused(host.put("/b", packed[:-9], headers={"Content-Encoding": "gzip"}))
    bomb = gzip.compress(b"0" * 10**6)
    assert (
        refused(host.put("/c", bomb, headers={"Content-Encoding": "gzip"}), Limits(file_bytes=5000))
        == "it has more than 0.00476837 MiB"
    )


def test_nobody_listens():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        reason = refused(f"http://127.0.0.1:{taken.getsockname()[1]}/a")
    assert reason == "no connection (Connection refused)"


def test_only_http_and_no_names_of_users(host, tmp_path):
    for address in (tmp_path.as_uri(), "ftp://127.0.0.1/a", "data:,a", "nonsense"):
        with pytest.raises(FetchError):
            fetch(address, QUICK)
    assert "user's name" in refused(host.url.replace("//", "//me:secret@") + "/a")
    assert host.asked == []


def test_an_https_server_without_a_certificate_to_trust(host):
    assert refused(host.url.replace("http:", "https:") + "/a").startswith("https failed: ")
    error = ssl.SSLCertVerificationError(1, "x")
    error.verify_message = "self-signed certificate"
    assert (
        _reason(urllib.error.URLError(error), QUICK) == "its https certificate is not trusted: self-signed certificate"
    )


def test_no_network():
    error = urllib.error.URLError(socket.gaierror(-3, "Temporary failure in name resolution"))
    assert _reason(error, QUICK) == "no network, or no such host (Temporary failure in name resolution)"
