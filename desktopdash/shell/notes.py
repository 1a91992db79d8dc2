"""Notifications: the app's policy, who posted which, and a notice inside the window where the system takes none."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, Protocol

MOST_NOTES: Final = 500
"""Notes whose clicks are waited for; the oldest is forgotten first."""

_PREFIX: Final = {"page": "p:", "app": "a:", "web": "w:"}
_ALLOW: Final = "Allow"
_REFUSE: Final = "Don't allow"
_LATER: Final = "Not now"
"""What Escape says too: the app asks again at its next start."""

_NOT_ASKED: Final = "the person has not said yet whether this app may post notifications"
_DENIED: Final = "notifications are not allowed for this app"
_IN_FRONT: Final = "the window is in front"


class System(Protocol):
    """The system's notifications."""

    def listen(self, heard: Callable[[str, str, str | None], None]) -> None:
        """Say who is told what becomes of notes: the note, "clicked" or "closed", the button."""

    def post(
        self, note: str, title: str, body: str, actions: Sequence[tuple[str, str]], done: Callable[[str], None]
    ) -> None:
        """Post a note; `done` is told why the system has not taken it, "" where it has."""

    def close(self, note: str) -> None:
        """Take a note off the screen."""


class Person(Protocol):
    """Whom the window shows things."""

    def is_focused(self) -> bool:
        """Whether the window is in front."""

    def focus(self) -> None:
        """Bring the window to the front."""

    def ask(self, text: str, buttons: list[str], reply: Callable[[str | None], None]) -> None:
        """Ask the person; None where there was no answer."""


class Teller(Protocol):
    """The bridge."""

    def tell_page(self, event: str, detail: Mapping[str, Any]) -> bool:
        """Tell the page something; False where there is none."""

    def happened(self, event: str, detail: Mapping[str, Any]) -> None:
        """Tell the app something."""


class Policy(Protocol):
    """What was decided about notifications, kept in the profile."""

    def get(self) -> str:
        """Return "granted", "prompt" or "denied"."""

    def decide(self, policy: str) -> None:
        """Remember what the person has said."""


class Notes:
    """See the module. Its methods may be called from any thread.

    Args:
        system: posts them.
        person: see `Person`.
        policy: see `Policy`.
        title: gives the app's name, for the question.
    """

    def __init__(self, system: System, person: Person, policy: Policy, title: Callable[[], str]) -> None:
        self._system = system
        self._person = person
        self._policy = policy
        self._title = title
        self._teller: Teller | None = None
        self._web: OrderedDict[str, Callable[[str], None]] = OrderedDict()
        self._is_asking = False
        self._is_put_off = False
        self._waiting: list[Callable[[bool], None]] = []
        self._lock = threading.Lock()
        system.listen(self.heard_of_system)

    def connect(self, teller: Teller) -> None:
        """Say who tells the page and the app."""
        self._teller = teller

    def notify(self, owner: str, args: Mapping[str, Any], reply: Callable[[Any], None]) -> None:
        """Post a note of the page's ("page") or of the app's ("app"); replies `{"shown", "reason"}`."""
        if args["unfocused"] and self._person.is_focused():
            reply({"shown": "no", "reason": _IN_FRONT})
            return
        policy = self._policy.get()
        if policy == "denied":
            reply({"shown": "no", "reason": _DENIED})
            return
        if policy == "prompt":
            self.request(lambda _: None)
            reply(self._show_inside(owner, args, _NOT_ASKED))
            return
        actions = [(action["id"], action["label"]) for action in args["actions"]]

        def done(reason: str) -> None:
            reply(self._show_inside(owner, args, reason) if reason else {"shown": "system", "reason": ""})

        self._system.post(_PREFIX[owner] + args["note"], args["title"], args["body"], actions, done)

    def post_web(self, key: str, title: str, body: str, heard: Callable[[str], None]) -> None:
        """Post a note that the page made with the web's own `Notification`; `heard` is told "clicked" or "closed"."""
        with self._lock:
            self._web[key] = heard
            if len(self._web) > MOST_NOTES:
                self._web.popitem(last=False)
        args = {"note": _PREFIX["web"] + key, "title": title, "body": body, "actions": []}

        def done(reason: str) -> None:
            if reason:
                self._show_inside("app", args, reason)

        self._system.post(_PREFIX["web"] + key, title, body, [], done)

    def close(self, note: str) -> None:
        """Take a note of the page's or the app's off the screen."""
        for owner in ("page", "app"):
            self._system.close(_PREFIX[owner] + note)
        if self._teller is not None:
            self._teller.tell_page("notice.close", {"note": note})

    def state(self) -> str:
        """Return what is decided: "granted", "prompt" or "denied"."""
        return self._policy.get()

    def close_web(self, key: str) -> None:
        """Take a note of the web's off the screen."""
        self._system.close(_PREFIX["web"] + key)
        if self._teller is not None:
            self._teller.tell_page("notice.close", {"note": _PREFIX["web"] + key})

    def heard_of_system(self, key: str, how: str, action: str | None) -> None:
        """The person has done something with a note of the system's."""
        owner = next((name for name, prefix in _PREFIX.items() if key.startswith(prefix)), None)
        if how == "clicked":
            self._person.focus()
        if owner == "page" and self._teller is not None:
            self._teller.tell_page("note", {"note": key[2:], "how": how, "action": action})
        else:
            self.heard(key if owner == "web" else key[2:], how, action)

    def heard(self, note: str, how: str, action: str | None) -> None:
        """The person has done something with a note of the app's or of the web's."""
        if note.startswith(_PREFIX["web"]):
            with self._lock:
                key = note[2:]
                heard = self._web.pop(key, None) if how == "closed" else self._web.get(key)
            if heard is not None:
                heard(how)
        elif self._teller is not None:
            self._teller.happened("note", {"note": note, "how": how, "action": action})

    def request(self, answered: Callable[[bool], None]) -> None:
        """Ask the person, where that was not decided; several who ask at once have one question."""
        policy = self._policy.get()
        if policy != "prompt" or self._is_put_off:
            answered(policy == "granted")
            return
        with self._lock:
            self._waiting.append(answered)
            if self._is_asking:
                return
            self._is_asking = True
        self._person.ask(f"Allow {self._title()} to show notifications?", [_ALLOW, _REFUSE, _LATER], self._decided)

    def _decided(self, answer: str | None) -> None:
        self._is_put_off = answer == _LATER
        if answer in (_ALLOW, _REFUSE):
            self._policy.decide("granted" if answer == _ALLOW else "denied")
        with self._lock:
            waiting, self._waiting = self._waiting, []
            self._is_asking = False
        for answered in waiting:
            answered(answer == _ALLOW)

    def _show_inside(self, owner: str, args: Mapping[str, Any], reason: str) -> dict[str, str]:
        """Have the page show a notice. One of its own it shows itself, when it hears the answer."""
        shown = owner == "page"
        if not shown and self._teller is not None:
            detail = {name: args[name] for name in ("note", "title", "body", "actions")}
            shown = self._teller.tell_page("notice", detail)
        return {"shown": "window" if shown else "no", "reason": reason}
