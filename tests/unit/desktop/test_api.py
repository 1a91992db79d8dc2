"""`desktopdash.desktop`: what each function asks for, and what it makes of the answer."""

import inspect

import pytest

from desktopdash.desktop.api import TIMEOUT_S, Desktop
from desktopdash.errors import DesktopError, DesktopTimeout
from desktopdash.protocol.operations import OPERATIONS

from .support import FakeLink

CALLS = {
    "dialogs.open": (lambda desktop: desktop.dialogs.open("T", folder="/f", filters=[("Tables", [".csv", "*"])]), None),
    "dialogs.save": (lambda desktop: desktop.dialogs.save("a.csv", "T", filters=[("A", ["a"])]), None),
    "dialogs.folder": (lambda desktop: desktop.dialogs.folder("T"), None),
    "dialogs.message": (lambda desktop: desktop.dialogs.message("t", kind="question", buttons=("A", "B")), None),
    "clipboard.read": (lambda desktop: desktop.clipboard.read(), TIMEOUT_S),
    "clipboard.write": (lambda desktop: desktop.clipboard.write("t"), TIMEOUT_S),
    "openExternal": (lambda desktop: desktop.open_external("https://a"), TIMEOUT_S),
    "window.title": (lambda desktop: desktop.window.set_title("t"), TIMEOUT_S),
    "window.size": (lambda desktop: desktop.window.set_size(8, 6), TIMEOUT_S),
    "window.zoom": (lambda desktop: desktop.window.set_zoom(1.5), TIMEOUT_S),
    "window.fullScreen": (lambda desktop: desktop.window.set_full_screen(), TIMEOUT_S),
    "window.minimise": (lambda desktop: desktop.window.minimise(), TIMEOUT_S),
    "window.maximise": (lambda desktop: desktop.window.maximise(), TIMEOUT_S),
    "window.restore": (lambda desktop: desktop.window.restore(), TIMEOUT_S),
    "window.focus": (lambda desktop: desktop.window.focus(), TIMEOUT_S),
    "window.attention": (lambda desktop: desktop.window.attention(), TIMEOUT_S),
    "window.confirmClose": (lambda desktop: desktop.window.confirm_close(None), TIMEOUT_S),
    "window.close": (lambda desktop: desktop.window.close(), TIMEOUT_S),
}

ARGS = {
    "dialogs.open": {
        "title": "T",
        "folder": "/f",
        "filters": [{"name": "Tables", "extensions": ["csv", "*"]}],
        "multiple": False,
    },
    "dialogs.save": {"name": "a.csv", "title": "T", "folder": None, "filters": [{"name": "A", "extensions": ["a"]}]},
    "dialogs.folder": {"title": "T", "folder": None},
    "dialogs.message": {"text": "t", "title": "", "kind": "question", "buttons": ["A", "B"]},
    "clipboard.write": {"text": "t"},
    "openExternal": {"url": "https://a"},
    "window.title": {"title": "t"},
    "window.size": {"width": 8, "height": 6},
    "window.zoom": {"factor": 1.5},
    "window.fullScreen": {"on": True},
    "window.confirmClose": {"text": None},
}


def test_every_operation_has_a_function():
    assert CALLS.keys() | {"notify", "notify.close", "window.state"} == OPERATIONS.keys()


@pytest.mark.parametrize("name", CALLS)
def test_a_function_asks_for_its_operation(name):
    link = FakeLink("answer")
    use, timeout_s = CALLS[name]
    found = use(Desktop(lambda: link))
    assert link.asked == [(name, ARGS.get(name, {}), timeout_s)], "a dialog waits for the person"
    has_answer = name.startswith("dialogs.") or name == "clipboard.read"
    assert found == ("answer" if has_answer else None)


@pytest.mark.parametrize(
    "use",
    [
        lambda desktop: desktop.window.set_size(0, 5),
        lambda desktop: desktop.window.set_zoom("big"),
        lambda desktop: desktop.open_external("file:///etc/passwd"),
        lambda desktop: desktop.dialogs.message("t", kind="loud"),
        lambda desktop: desktop.dialogs.open(filters=[("", ["csv"])]),
        lambda desktop: desktop.clipboard.write(None),
        lambda desktop: desktop.notify(3),
        lambda desktop: desktop.notify("t", actions={"a": ""}),
        lambda desktop: desktop.notify("t", actions=list("abcdef")),
    ],
)
def test_what_does_not_fit_is_not_asked(use):
    link = FakeLink()
    with pytest.raises(DesktopError, match="expected") as caught:
        use(Desktop(lambda: link))
    assert caught.value.code == "invalid"
    assert (link.asked, link.watched) == ([], [])


def test_the_windows_state_has_pythons_names():
    link = FakeLink({"fullScreen": True, "title": "T", "x": 1})
    assert Desktop(lambda: link).window.state() == {"full_screen": True, "title": "T", "x": 1}


# Notifications.


def notified(answer=None, **kwargs):
    link = FakeLink(answer or {"shown": "system", "reason": ""})
    return Desktop(lambda: link).notify("T", "B", **kwargs), link


def test_a_notification_says_how_it_is_shown():
    note, link = notified()
    ((name, args, timeout_s),) = link.asked
    assert (name, timeout_s) == ("notify", TIMEOUT_S)
    assert args == {"note": note.id, "title": "T", "body": "B", "actions": [], "unfocused": False}
    assert (note.shown, note.reason) == ("system", "")
    inside, _ = notified({"shown": "window", "reason": "no bus"})
    assert (inside.shown, inside.reason, inside.id == note.id) == ("window", "no bus", False)
    assert notified({"shown": "no"})[0].reason == ""


@pytest.mark.parametrize("actions", [{"open": "Open", "later": "Later"}, ["Open", "Later"], ("Open", "Later")])
def test_actions_are_labels_by_id_or_their_own(actions):
    _, link = notified(actions=actions)
    ids = list(actions)
    assert link.asked[0][1]["actions"] == [{"id": ids[0], "label": "Open"}, {"id": ids[1], "label": "Later"}]


def test_clicks_are_watched_before_it_is_shown():
    order = []
    link = FakeLink({"shown": "system"})
    link.watch_note = lambda note, handler: order.append(("watch", note, handler))
    ask = link.ask
    link.ask = lambda name, args, timeout_s: order.append(("ask", args["note"])) or ask(name, args, timeout_s)
    note = Desktop(lambda: link).notify("T", on_click=print)
    assert order == [("watch", note.id, print), ("ask", note.id)]


def test_a_notification_is_closed_by_its_name():
    note, link = notified()
    note.close()
    assert link.asked[1] == ("notify.close", {"note": note.id}, TIMEOUT_S)


def test_an_error_comes_through():
    link = FakeLink(DesktopTimeout("late"))
    with pytest.raises(DesktopTimeout, match="late"):
        Desktop(lambda: link).notify("T")


# Events and the page.


def test_events_are_listened_to():
    link = FakeLink()
    stop = Desktop(lambda: link).on("focus", print)
    assert link.heard == [("focus", print)]
    stop()
    assert link.heard == []


def test_a_function_of_the_page_is_asked_for():
    link = FakeLink([1])
    desktop = Desktop(lambda: link)
    assert desktop.call_clientside("n.f", 1, {"a": 2}) == [1]
    desktop.call_clientside("n.f", timeout=3, page="p")
    assert link.asked == [
        ("clientside", {"name": "n.f", "args": [1, {"a": 2}], "page": None}, TIMEOUT_S),
        ("clientside", {"name": "n.f", "args": [], "page": "p"}, 3),
    ]


def test_no_function_takes_what_it_does_not_name():
    parts = (Desktop(FakeLink), Desktop(FakeLink).dialogs, Desktop(FakeLink).clipboard, Desktop(FakeLink).window)
    public = [getattr(part, name) for part in parts for name in dir(part) if not name.startswith("_")]
    kinds = {p.kind for one in public if inspect.ismethod(one) for p in inspect.signature(one).parameters.values()}
    assert inspect.Parameter.VAR_KEYWORD not in kinds
