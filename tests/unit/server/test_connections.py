"""Connections that ask for nothing, or too much: they are given up, and hold nobody up."""

import http.client
import select
import socket

import pytest

from desktopdash.server import Server
from desktopdash.server.connections import Limits, most_connections

PATIENT = Limits(connections=40)
HASTY = Limits(head_s=0.2, body_s=0.4, idle_s=0.3)
DEADLINE_S = 20


def hello(environ, start_response):
    environ["wsgi.input"].read()
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "5")])
    return [b"hello"]


@pytest.fixture
def serve():
    servers = []

    def start(limits, **more):
        servers.append(Server(hello, limits=limits, **more))
        servers[-1].start()
        return servers[-1]

    yield start
    for server in servers:
        assert server.stop()


def connect(server, sent=b""):
    connection = socket.create_connection((server.host, server.port), DEADLINE_S)
    connection.sendall(sent)
    return connection


def ask(server):
    connection = http.client.HTTPConnection(server.host, server.port, timeout=DEADLINE_S)
    try:
        connection.request("GET", "/")
        return connection.getresponse().read()
    finally:
        connection.close()


def is_dropped(connection):
    """Wait until the other side closes, or for `DEADLINE_S` seconds; what it says before does not count."""
    try:
        while connection.recv(4096):
            pass
    except ConnectionResetError:
        pass
    except TimeoutError:
        return False
    return True


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"GET / HT",
        b"GET / HTTP/1.1\r\nHost: x\r\n",
        b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nhalf",
        b"GET / HTTP/1.1\r\nHost: x\r\n\r\n",
    ],
)
def test_a_connection_that_sends_no_more_is_dropped(serve, sent):
    with connect(serve(HASTY), sent) as connection:
        assert is_dropped(connection)


def dribble(connection, lines):
    """Send a line of a head every now and then, until the other side closes; return how many there were."""
    for sent in range(lines):
        if select.select([connection], [], [], 0.02)[0]:
            return sent
        connection.sendall(b"X-Header: 1\r\n")
    return lines


def test_a_connection_that_dribbles_is_dropped(serve):
    server = serve(HASTY)
    with connect(server, b"GET / HTTP/1.1\r\n") as connection:
        assert dribble(connection, 2000) < 2000
        assert is_dropped(connection)
    assert ask(server) == b"hello"


def test_more_connections_than_there_may_be_do_not_keep_others_out(serve):
    server = serve(PATIENT)
    idle = [connect(server) for _ in range(200)]
    assert [ask(server) for _ in range(20)] == [b"hello"] * 20
    for connection in idle:
        connection.close()


def test_those_that_have_asked_for_something_go_last(serve):
    server = serve(PATIENT)
    kept = http.client.HTTPConnection(server.host, server.port, timeout=DEADLINE_S)
    kept.request("GET", "/")
    kept.getresponse().read()
    own = kept.sock
    idle = [connect(server) for _ in range(200)]
    assert ask(server) == b"hello"
    kept.request("GET", "/")
    assert kept.getresponse().read() == b"hello"
    assert kept.sock is own
    for connection in (kept, *idle):
        connection.close()


@pytest.mark.parametrize(
    ("head", "body"),
    [(b"Content-Length: 100000000", b""), (b"Content-Length: 2000000000", b""), (b"Transfer-Encoding: chunked", b"x")],
)
def test_a_body_that_nobody_wants_is_not_waited_for(serve, head, body):
    asked = []

    def takes_body(headers, length):
        asked.append(length)
        return length <= 100

    server = serve(Limits(), takes_body=takes_body)
    chunks = b"%x\r\n%s\r\n" % (300, b"x" * 300) if body else b""
    with connect(server, b"POST / HTTP/1.1\r\nHost: x\r\n" + head + b"\r\n\r\n" + chunks) as connection:
        assert connection.recv(100).startswith(b"HTTP/1.1 413 ")
        assert is_dropped(connection)
    assert ask(server) == b"hello"


def test_a_head_without_end_is_refused(serve):
    server = serve(Limits())
    with connect(server, b"GET / HTTP/1.1\r\nX: " + b"x" * 130 * 1024) as connection:
        assert b" 431 " in connection.recv(100)
    assert ask(server) == b"hello"


def test_there_are_files_left_for_the_app(monkeypatch):
    monkeypatch.setattr("resource.getrlimit", lambda _: (256, 256))
    assert most_connections(1000) == 128
    monkeypatch.setattr("resource.getrlimit", lambda _: (-1, -1))
    assert most_connections(1000) == 1000
