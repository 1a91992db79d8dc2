"""What happens to the window and to notifications, and who hears of it."""

import threading

import pytest

from desktopdash.desktop import happenings as module
from desktopdash.desktop.happenings import Happenings
from desktopdash.errors import DesktopError

from .support import Kept


@pytest.fixture
def failed():
    return Kept()


@pytest.fixture
def happenings(failed):
    return Happenings(failed)


def clicked(note, action=None):
    return "note", {"note": note, "how": "clicked", "action": action}


def test_an_event_is_told_to_all_who_listen_in_their_order(happenings):
    heard = Kept()
    happenings.listen("focus", lambda: heard("first"))
    happenings.listen("focus", lambda: heard("second"))
    happenings.listen("blur", lambda: heard("blur"))
    for event in ("focus", "blur", "focus"):
        happenings.happened(event, {})
    assert [name for (name,) in heard.wait_for(5)] == ["first", "second", "blur", "first", "second"]


def test_the_theme_comes_with_its_event(happenings):
    heard = Kept()
    happenings.listen("theme", heard)
    happenings.happened("theme", {"theme": "dark"})
    assert heard.one() == ("dark",)


def test_all_are_told_in_one_thread_that_is_not_the_callers(happenings):
    heard = Kept()
    happenings.listen("focus", lambda: heard(threading.get_ident()))
    for _ in range(3):
        happenings.happened("focus", {})
    (thread,) = {thread for (thread,) in heard.wait_for(3)}
    assert thread != threading.get_ident()


@pytest.mark.parametrize("event", ["note", "", "Focus", "closed", None, 1, []])
def test_only_known_events_are_listened_to(happenings, event):
    with pytest.raises(DesktopError, match="expected one of focus, blur, theme") as caught:
        happenings.listen(event, print)
    assert caught.value.code == "invalid"


def test_who_has_stopped_hears_nothing_and_the_others_do(happenings):
    first, second = Kept(), Kept()
    stop = happenings.listen("focus", first)
    happenings.listen("focus", second)
    stop()
    stop()
    happenings.happened("focus", {})
    second.one()
    assert first.all == []


def test_who_stops_while_being_told_is_told_this_time_only(happenings):
    heard = Kept()

    def once():
        stop()
        heard("once")

    stop = happenings.listen("focus", once)
    happenings.listen("focus", lambda: heard("always"))
    for _ in range(2):
        happenings.happened("focus", {})
    assert heard.wait_for(3) == [("once",), ("always",), ("always",)]


def test_a_function_that_raises_is_told_and_the_next_goes_on(happenings, failed):
    heard = Kept()
    happenings.listen("focus", lambda: 1 / 0)
    happenings.listen("focus", heard)
    happenings.happened("focus", {})
    heard.one()
    where, error = failed.one()
    assert where == "the function for focus"
    assert isinstance(error, ZeroDivisionError)


def test_what_nobody_listens_to_is_nothing(happenings, failed):
    heard = Kept()
    happenings.listen("blur", heard)
    for event in ("focus", "other", "blur"):
        happenings.happened(event, {})
    heard.one()
    assert failed.all == []


# Notifications.


def test_a_click_is_told_to_who_watches_that_note(happenings):
    one, two = Kept(), Kept()
    happenings.watch_note("n1", one)
    happenings.watch_note("n2", two)
    happenings.happened(*clicked("n1"))
    happenings.happened(*clicked("n2", "open"))
    happenings.happened(*clicked("n1", "later"))
    assert one.wait_for(2) == [(None,), ("later",)]
    assert two.all == [("open",)]


def test_a_note_that_is_closed_is_forgotten(happenings, failed):
    heard, last = Kept(), Kept()
    happenings.watch_note("n", heard)
    happenings.watch_note("last", last)
    happenings.happened("note", {"note": "n", "how": "closed", "action": None})
    happenings.happened(*clicked("n"))
    happenings.happened("note", {"note": "never", "how": "closed"})
    happenings.happened(*clicked("last"))
    last.one()
    assert (heard.all, failed.all) == ([], [])


def test_of_too_many_notes_the_oldest_is_forgotten(happenings, monkeypatch):
    monkeypatch.setattr(module, "MOST_NOTES", 2)
    heard = Kept()
    for note in "abc":
        happenings.watch_note(note, lambda action, note=note: heard(note))
    for note in "abc":
        happenings.happened(*clicked(note))
    assert heard.wait_for(2) == [("b",), ("c",)]


def test_a_note_that_does_something_else_is_told_to_nobody(happenings):
    heard, last = Kept(), Kept()
    happenings.watch_note("n", heard)
    happenings.watch_note("last", last)
    happenings.happened("note", {"note": "n", "how": "hovered"})
    happenings.happened(*clicked("last"))
    last.one()
    assert heard.all == []


@pytest.mark.parametrize("error", [SystemExit(3), KeyboardInterrupt()])
def test_a_function_that_exits_does_not_end_all_hearing(happenings, failed, error):
    heard = Kept()

    def leave():
        raise error

    happenings.listen("focus", leave)
    happenings.listen("blur", heard)
    happenings.happened("focus", {})
    happenings.happened("blur", {})
    heard.one()
    assert failed.all == [("the function for focus", error)]


def test_a_function_that_listens_twice_stops_twice(happenings):
    heard, last = Kept(), Kept()
    stop = happenings.listen("focus", heard)
    happenings.listen("focus", heard)
    happenings.listen("blur", last)
    stop()
    stop()
    happenings.happened("focus", {})
    happenings.happened("blur", {})
    last.one()
    assert len(heard.all) == 1


def test_async_functions_are_awaited(happenings):
    heard = Kept()

    async def hear(*args):
        heard(*args)

    happenings.listen("theme", hear)
    happenings.watch_note("n", hear)
    happenings.happened("theme", {"theme": "light"})
    happenings.happened(*clicked("n", "open"))
    assert heard.wait_for(2) == [("light",), ("open",)]
