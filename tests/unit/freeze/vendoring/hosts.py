"""Another host: a server on this machine that answers from a table."""

import contextlib
import http.server
import threading
from dataclasses import dataclass, field

STYLE = "text/css"
SCRIPT = "text/javascript"


@dataclass
class Answer:
    """What is sent for a path."""

    body: bytes = b""
    type: str = "text/plain"
    status: int = 200
    headers: dict = field(default_factory=dict)
    act: object = None  # called with the handler in place of all that


class Host:
    """A host; `answers` is by path with its query, `asked` is what it was asked for."""

    def __init__(self):
        self.answers = {}
        self.asked = []
        self.agents = set()
        self.over = threading.Event()
        host = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                host.asked.append(self.path)
                host.agents.add(self.headers["User-Agent"])
                answer = host.answers.get(self.path, Answer(b"no", status=404))
                if answer.act is not None:
                    answer.act(self)
                    return
                self.send_response(answer.status)
                headers = {"Content-Type": answer.type, "Content-Length": str(len(answer.body)), **answer.headers}
                for name, value in headers.items():
                    if value is not None:
                        self.send_header(name, value)
                self.end_headers()
                self.wfile.write(answer.body)

            def log_message(self, *args):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_port}"

    def put(self, path, body, type=STYLE, **more):
        """Answer a path; returns its address."""
        self.answers[path] = Answer(body if isinstance(body, bytes) else body.encode(), type, **more)
        return self.url + path


@contextlib.contextmanager
def running_host():
    """Run a host."""
    host = Host()
    thread = threading.Thread(target=lambda: host.server.serve_forever(0.01), daemon=True)
    thread.start()
    try:
        yield host
    finally:
        host.over.set()
        host.server.shutdown()
        host.server.server_close()
        thread.join(10)
