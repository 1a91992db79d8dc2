import socket
import threading
import urllib.request

import pytest

from desktopdash.errors import PortInUse, ServerError
from desktopdash.server import Server


class Gate:
    """A WSGI app whose /wait answers when it is let."""

    def __init__(self):
        self.entered = threading.Semaphore(0)
        self.open = threading.Event()

    def __call__(self, environ, start_response):
        if environ["PATH_INFO"] == "/wait":
            self.entered.release()
            self.open.wait(10)
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [b"here"]


@pytest.fixture
def gate():
    return Gate()


@pytest.fixture
def server(gate):
    made = Server(gate)
    made.start()
    yield made
    gate.open.set()
    made.stop()


def get(url):
    with urllib.request.urlopen(url, timeout=10) as answer:
        return answer.read()


def test_it_answers_on_a_port_of_the_systems_choice(server):
    assert server.port > 0
    assert server.url == f"http://127.0.0.1:{server.port}/"
    assert get(server.url) == b"here"


def test_an_occupied_port_is_told(server, gate):
    with pytest.raises(PortInUse, match=f"127.0.0.1:{server.port} is in use by another program"):
        Server(gate, port=server.port)


@pytest.mark.parametrize(("host", "port"), [("127.0.0.1", 70000), ("no-such-host.invalid", 0)])
def test_addresses_that_cannot_be_used_are_told(gate, host, port):
    with pytest.raises(ServerError, match=f"cannot listen on {host}:{port}"):
        Server(gate, host, port)


def test_slow_requests_do_not_hold_up_others(server, gate):
    slow = [threading.Thread(target=get, args=(server.url + "wait",)) for _ in range(20)]
    for thread in slow:
        thread.start()
    for _ in slow:
        assert gate.entered.acquire(timeout=10)
    assert get(server.url) == b"here"
    gate.open.set()
    for thread in slow:
        thread.join(10)


def test_stop_lets_running_requests_end_and_frees_the_port(server, gate):
    answers = []
    thread = threading.Thread(target=lambda: answers.append(get(server.url + "wait")))
    thread.start()
    assert gate.entered.acquire(timeout=10)
    threading.Timer(0.05, gate.open.set).start()
    assert server.stop(10)
    thread.join(10)
    assert answers == [b"here"]
    again = Server(gate, port=server.port)
    assert again.stop()


def test_stop_does_not_wait_for_ever(server, gate):
    def ask():
        with pytest.raises(OSError, match=r"."):
            get(server.url + "wait")

    thread = threading.Thread(target=ask)
    thread.start()
    assert gate.entered.acquire(timeout=10)
    assert server.stop(0.05) is False
    gate.open.set()
    thread.join(10)


def test_the_socket_is_not_inherited(server):
    assert server._socket.get_inheritable() is False


def test_a_server_that_never_ran_can_be_stopped(gate):
    server = Server(gate)
    assert server.stop()
    with pytest.raises(OSError, match=r"."):
        socket.create_connection((server.host, server.port), 1)


def test_the_url_of_every_address_is_one_for_this_machine(gate):
    server = Server(gate, "0.0.0.0")
    assert server.url == f"http://127.0.0.1:{server.port}/"
    server.stop()
