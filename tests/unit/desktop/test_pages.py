"""Functions of the page, called from Python."""

import json

import pytest

from desktopdash.desktop.pages import PageCalls
from desktopdash.errors import DesktopError, DesktopTimeout, DesktopUnavailable, NotJson

from .support import OTHER, PAGE, WAIT_S, Kept, quietly


class Asked:
    """Pages that keep what they are asked."""

    def __init__(self, *open_pages):
        self.open_pages = open_pages or (PAGE, OTHER)
        self.sent = Kept()
        self.calls = PageCalls(self._send)

    def _send(self, page, kind, text):
        self.sent(page, kind, text)
        return page in self.open_pages

    def begin(self, page=PAGE, timeout_s=WAIT_S):
        """Call a function in a thread; returns the question's number and what becomes of it."""
        came, before = Kept(), len(self.sent.all)

        def run():
            try:
                came(self.calls.call(page, "n.f", [1], timeout_s))
            except DesktopError as error:
                came(error)

        quietly(run)
        return json.loads(self.sent.wait_for(before + 1)[-1][2])["id"], came


def test_a_page_is_told_the_name_and_the_arguments_in_one_line():
    asked = Asked()
    came = Kept()
    name, args = 'na"me\n.f', ["\n\u2028ü", {"__proto__": None}, float("nan")]
    quietly(lambda: came(asked.calls.call(PAGE, name, args, WAIT_S)))
    page, kind, text = asked.sent.one()
    assert (page, kind) == (PAGE, "call")
    assert "\n" not in text
    question = json.loads(text)
    assert (question["name"], question["args"]) == (name, ["\n\u2028ü", {"__proto__": None}, None])
    assert asked.calls.returned(PAGE, question["id"], '{"a":[1,"ü"]}', None)
    assert came.one() == ({"a": [1, "ü"]},)


@pytest.mark.parametrize("text", [None, "null"])
def test_nothing_is_none(text):
    asked = Asked()
    number, came = asked.begin()
    asked.calls.returned(PAGE, number, text, None)
    assert came.one() == (None,)


def test_the_pages_error_is_raised():
    asked = Asked()
    number, came = asked.begin()
    asked.calls.returned(PAGE, number, None, {"code": "failed", "message": "TypeError: no"})
    (error,) = came.one()
    assert (error.code, str(error)) == ("failed", "TypeError: no")


def test_another_page_cannot_answer():
    asked = Asked()
    number, came = asked.begin()
    for page in (OTHER, "", "__proto__"):
        assert asked.calls.returned(page, number, "1", None) is False
    assert asked.calls.returned(PAGE, number, "2", None) is True
    assert asked.calls.returned(PAGE, number, "3", None) is False
    assert came.one() == (2,)


def test_without_a_page_nobody_is_asked():
    asked = Asked()
    with pytest.raises(DesktopUnavailable, match="no page can be asked"):
        asked.calls.call(None, "n.f", [], WAIT_S)
    assert asked.sent.all == []


def test_a_page_that_does_not_listen_is_gone():
    with pytest.raises(DesktopError, match="the page: there is nobody to ask") as caught:
        Asked(OTHER).calls.call(PAGE, "n.f", [], None)
    assert caught.value.code == "gone"


def test_what_is_not_json_is_not_asked():
    asked = Asked()
    with pytest.raises(NotJson, match="type set"):
        asked.calls.call(PAGE, "n.f", [{1}], WAIT_S)
    assert asked.sent.all == []


def test_no_answer_in_time():
    asked = Asked()
    with pytest.raises(DesktopTimeout, match=r"^n\.f in the page: no answer within 0\.01 s$"):
        asked.calls.call(PAGE, "n.f", [], 0.01)


def test_a_page_that_is_left_answers_nothing_and_others_go_on():
    asked = Asked()
    (_, gone), (number, stays) = asked.begin(PAGE, None), asked.begin(OTHER)
    asked.calls.left(PAGE)
    assert str(gone.one()[0]) == "the page was left before it answered"
    assert asked.calls.returned(OTHER, number, "1", None)
    assert stays.one() == (1,)


def test_the_end_of_the_app_ends_all_waiting():
    asked = Asked()
    came = [asked.begin(page, None)[1] for page in (PAGE, OTHER)]
    asked.calls.close()
    assert [str(kept.one()[0]) for kept in came] == ["the app ends"] * 2
