"""Links, replies and functions for the tests of the bridge."""

import threading

from desktopdash.desktop.exposed import ExposedFunctions

PAGE = "0123456789abcdef-page"
OTHER = "0123456789abcdef-other"
WAIT_S = 10.0
"""What does not happen within this does not happen."""


class Kept:
    """Keeps what it is called with, and waits for it."""

    def __init__(self):
        self.all = []
        self._changed = threading.Condition()

    def __call__(self, *said):
        with self._changed:
            self.all.append(said)
            self._changed.notify_all()

    def wait_for(self, count):
        """Return what was said, when it is so many."""
        with self._changed:
            assert self._changed.wait_for(lambda: len(self.all) >= count, WAIT_S), f"only {len(self.all)} of {count}"
            return list(self.all)

    def one(self):
        """Return what was said first, when it is."""
        return self.wait_for(1)[0]


class FakeLink:
    """A link that keeps what it is asked, and answers what it was given."""

    def __init__(self, answer=None):
        self.asked = []
        self.watched = []
        self.heard = []
        self.answer = answer

    def ask(self, name, args, timeout_s):
        self.asked.append((name, dict(args), timeout_s))
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer

    def listen(self, event, handler):
        self.heard.append((event, handler))
        return lambda: self.heard.remove((event, handler))

    def watch_note(self, note, handler):
        self.watched.append((note, handler))


def exposed(*functions, **named):
    """Return a table with functions under their own names, and under those given."""
    table = ExposedFunctions()
    for function in functions:
        table.add(function, None, False)
    for name, function in named.items():
        table.add(function, name, False)
    return table


def quietly(function, *args):
    """Call a function in a thread of its own; returns the thread."""
    thread = threading.Thread(target=function, args=args, daemon=True)
    thread.start()
    return thread
