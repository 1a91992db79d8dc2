"""Questions and answers by number."""

import threading

import pytest

from desktopdash.errors import DesktopError, DesktopTimeout
from desktopdash.processes.pending import Pending

from .support import WAIT_S, Kept, quietly

ERROR = {"code": "denied", "message": "no"}


def asked(pending, owner="o", timeout_s=WAIT_S):
    """Ask in a thread; returns the question's number and what becomes of it."""
    numbers, came = Kept(), Kept()

    def send(number):
        numbers(number)
        return True

    def ask():
        try:
            came(pending.ask("it", owner, send, timeout_s))
        except DesktopError as error:
            came(error)

    quietly(ask)
    return numbers.one()[0], came


def test_each_question_has_its_own_answer():
    pending = Pending()
    questions = [asked(pending) for _ in range(50)]
    assert len({number for number, _ in questions}) == 50
    for number, _ in reversed(questions):
        assert pending.answer(number, str(number), None)
    assert [came.one()[0] for _, came in questions] == [str(number) for number, _ in questions]


@pytest.mark.parametrize("text", [None, "null", "[1]"])
def test_an_answer_that_comes_while_it_is_being_asked_counts(text):
    pending = Pending()
    assert pending.ask("it", "o", lambda number: pending.answer(number, text, None), 0.0) == text


def test_an_error_is_raised_with_its_code():
    pending = Pending()
    with pytest.raises(DesktopError, match=r"^no$") as caught:
        pending.ask("it", "o", lambda number: pending.answer(number, None, ERROR), None)
    assert caught.value.code == "denied"


def test_who_is_not_there_is_not_waited_for():
    pending, sent = Pending(), []
    with pytest.raises(DesktopError, match="there is nobody to ask") as caught:
        pending.ask("it", "o", lambda number: sent.append(number), None)
    assert caught.value.code == "gone"
    assert not pending.answer(sent[0], "1", None)


def test_no_answer_in_time():
    pending, sent = Pending(), []

    def send(number):
        sent.append(number)
        return True

    with pytest.raises(DesktopTimeout, match=r"^it: no answer within 0\.01 s$") as caught:
        pending.ask("it", "o", send, 0.01)
    assert caught.value.code == "timeout"
    assert not pending.answer(sent[0], "1", None), "too late"


def test_a_question_that_cannot_be_sent_is_forgotten():
    pending, sent = Pending(), []

    def send(number):
        sent.append(number)
        raise OSError("no")

    with pytest.raises(OSError, match="no"):
        pending.ask("it", "o", send, None)
    assert not pending.answer(sent[0], "1", None)


def test_the_second_answer_counts_for_nothing():
    pending = Pending()
    number, came = asked(pending)
    assert pending.answer(number, "1", None)
    assert not pending.answer(number, "2", None)
    assert came.one() == ("1",)


@pytest.mark.parametrize("number", [0, -1, 999, 10**30])
def test_a_number_that_nobody_asked_under_is_refused(number):
    pending = Pending()
    mine, came = asked(pending)
    assert not pending.answer(number, "1", None)
    assert pending.answer(mine, "2", None)
    assert came.one() == ("2",)


def test_only_who_was_asked_answers():
    pending = Pending()
    number, came = asked(pending, "one")
    assert not pending.answer(number, "1", None, owner="two")
    assert not pending.answer(number, "1", None, owner="")
    assert pending.answer(number, "2", None, owner="one")
    assert came.one() == ("2",)


def test_who_is_gone_answers_nothing_any_more_and_others_do():
    pending = Pending()
    (_, gone), (number, stays) = asked(pending, "one"), asked(pending, "two")
    pending.drop("one", "it left")
    error = gone.one()[0]
    assert (error.code, str(error)) == ("gone", "it left")
    assert pending.answer(number, "1", None)
    assert stays.one() == ("1",)


def test_all_are_dropped():
    pending = Pending()
    waiting = [asked(pending, owner, None) for owner in ("one", "two")]
    pending.drop(None, "the end")
    assert [str(came.one()[0]) for _, came in waiting] == ["the end"] * 2
    pending.drop(None, "again")


def test_answers_and_drops_that_race_leave_each_question_with_one_outcome():
    pending = Pending()
    questions = [asked(pending) for _ in range(100)]
    start = threading.Barrier(2)

    def answer():
        start.wait(WAIT_S)
        for number, _ in questions:
            pending.answer(number, "1", None)

    thread = quietly(answer)
    start.wait(WAIT_S)
    pending.drop(None, "gone")
    thread.join(WAIT_S)
    outcomes = [came.wait_for(1) for _, came in questions]
    assert all(len(outcome) == 1 for outcome in outcomes)
    assert all(found == "1" or found.code == "gone" for ((found,),) in outcomes)


@pytest.mark.parametrize("timeout_s", [float("inf"), 1e12, 10**30])
def test_a_question_may_have_all_the_time_there_is(timeout_s):
    pending = Pending()
    number, came = asked(pending, timeout_s=timeout_s)
    assert pending.answer(number, "1", None)
    assert came.one() == ("1",)
