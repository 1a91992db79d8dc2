"""Those whom notifications and the bridge meet, for tests: they write down what they are asked."""

from __future__ import annotations

import json
from typing import Any

from desktopdash.shell.notes import Notes


class FakeSystem:
    """The system's notifications. `refuses`: why it takes none; None: it does not answer at once."""

    def __init__(self) -> None:
        self.refuses: str | None = ""
        self.posted: list[tuple[Any, ...]] = []
        self.done: list[Any] = []
        self.closed: list[str] = []

    def listen(self, heard) -> None:
        self.heard = heard

    def post(self, note, title, body, actions, done) -> None:
        self.posted.append((note, title, body, list(actions)))
        self.done.append(done)
        if self.refuses is not None:
            done(self.refuses)

    def close(self, note) -> None:
        self.closed.append(note)


class FakePerson:
    def __init__(self) -> None:
        self.focused = False
        self.brought = 0
        self.asked: list[tuple[str, list[str]]] = []
        self.replies: list[Any] = []

    def is_focused(self) -> bool:
        return self.focused

    def focus(self) -> None:
        self.brought += 1

    def ask(self, text, buttons, reply) -> None:
        self.asked.append((text, buttons))
        self.replies.append(reply)


class FakePolicy:
    def __init__(self, policy: str = "granted") -> None:
        self.policy = policy
        self.decided: list[str] = []

    def get(self) -> str:
        return self.policy

    def decide(self, policy: str) -> None:
        self.decided.append(policy)
        self.policy = policy


class FakeTeller:
    def __init__(self, has_page: bool = True) -> None:
        self.has_page = has_page
        self.page: list[tuple[str, dict[str, Any]]] = []
        self.app: list[tuple[str, dict[str, Any]]] = []

    def tell_page(self, event, detail) -> bool:
        if self.has_page:
            self.page.append((event, dict(detail)))
        return self.has_page

    def happened(self, event, detail) -> None:
        self.app.append((event, dict(detail)))


class Desk:
    """Notes with all that is around them."""

    def __init__(self, policy: str = "granted", has_page: bool = True) -> None:
        self.system, self.person = FakeSystem(), FakePerson()
        self.policy, self.teller = FakePolicy(policy), FakeTeller(has_page)
        self.notes = Notes(self.system, self.person, self.policy, lambda: "Sales")
        self.notes.connect(self.teller)
        self.replies: list[Any] = []

    def notify(self, owner: str = "app", note: str = "n", **changes: Any) -> None:
        args = {"note": note, "title": "T", "body": "B", "actions": [], "unfocused": False, **changes}
        self.notes.notify(owner, args, self.replies.append)


def parsed(texts: list[str]) -> list[Any]:
    return [json.loads(text) for text in texts]
