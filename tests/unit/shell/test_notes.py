"""Notifications: every policy, who is told what, and a notice where the system takes none."""

from __future__ import annotations

import pytest

from desktopdash.shell import notes as module

from .support import Desk

NOTICE = {"note": "n", "title": "T", "body": "B", "actions": []}
ACTIONS = [{"id": "open", "label": "Open"}]


# Posting.


@pytest.mark.parametrize(("owner", "prefix"), [("page", "p:"), ("app", "a:")])
def test_a_note_is_posted_by_the_system(owner, prefix) -> None:
    desk = Desk()
    desk.notify(owner, actions=ACTIONS)
    assert desk.system.posted == [(f"{prefix}n", "T", "B", [("open", "Open")])]
    assert desk.replies == [{"shown": "system", "reason": ""}]
    assert (desk.teller.page, desk.person.asked) == ([], [])


def test_what_the_system_does_not_take_is_shown_in_the_window() -> None:
    desk = Desk()
    desk.system.refuses = "no bus"
    desk.notify(actions=ACTIONS)
    assert desk.replies == [{"shown": "window", "reason": "no bus"}]
    assert desk.teller.page == [("notice", {**NOTICE, "actions": ACTIONS})]


def test_the_page_shows_its_own_notice_when_it_hears_the_answer() -> None:
    desk = Desk()
    desk.system.refuses = "no bus"
    desk.notify("page")
    assert desk.replies == [{"shown": "window", "reason": "no bus"}]
    assert desk.teller.page == []


def test_without_a_page_there_is_no_notice() -> None:
    desk = Desk(has_page=False)
    desk.system.refuses = "no bus"
    desk.notify()
    assert desk.replies == [{"shown": "no", "reason": "no bus"}]


def test_the_reply_waits_for_the_system() -> None:
    desk = Desk()
    desk.system.refuses = None
    desk.notify()
    assert desk.replies == []
    desk.system.done[0]("")
    assert desk.replies == [{"shown": "system", "reason": ""}]


@pytest.mark.parametrize("focused", [True, False])
@pytest.mark.parametrize("unfocused", [True, False])
@pytest.mark.parametrize("policy", ["granted", "prompt", "denied"])
def test_one_for_who_is_elsewhere_is_not_shown_to_who_is_here(policy, unfocused, focused) -> None:
    desk = Desk(policy)
    desk.person.focused = focused
    desk.notify(unfocused=unfocused)
    ((shown, reason),) = [tuple(reply.values()) for reply in desk.replies]
    if unfocused and focused:
        assert (shown, reason) == ("no", "the window is in front")
        assert (desk.system.posted, desk.teller.page, desk.person.asked) == ([], [], [])
    else:
        assert shown == {"granted": "system", "prompt": "window", "denied": "no"}[policy]


# Policies.


@pytest.mark.parametrize("owner", ["page", "app"])
def test_what_is_denied_is_shown_nowhere(owner) -> None:
    desk = Desk("denied")
    desk.notify(owner)
    assert desk.replies == [{"shown": "no", "reason": "notifications are not allowed for this app"}]
    assert (desk.system.posted, desk.teller.page, desk.person.asked) == ([], [], [])


@pytest.mark.parametrize("owner", ["page", "app"])
def test_what_is_not_decided_is_asked_once_and_shown_in_the_window_meanwhile(owner) -> None:
    desk = Desk("prompt")
    for _ in range(3):
        desk.notify(owner)
    assert [reply["shown"] for reply in desk.replies] == ["window"] * 3
    assert "has not said yet" in desk.replies[0]["reason"]
    assert desk.person.asked == [("Allow Sales to show notifications?", ["Allow", "Don't allow", "Not now"])]
    assert desk.teller.page == ([] if owner == "page" else [("notice", NOTICE)] * 3)
    assert desk.system.posted == []


@pytest.mark.parametrize(
    ("answer", "policy", "shown"), [("Allow", "granted", "system"), ("Don't allow", "denied", "no")]
)
def test_what_the_person_says_counts_and_is_remembered(answer, policy, shown) -> None:
    desk = Desk("prompt")
    desk.notify()
    desk.person.replies[0](answer)
    assert (desk.policy.decided, desk.notes.state()) == ([policy], policy)
    desk.notify()
    assert desk.replies[1]["shown"] == shown
    assert len(desk.person.asked) == 1


def test_who_does_not_answer_is_asked_another_time() -> None:
    desk = Desk("prompt")
    answers: list[bool] = []
    desk.notes.request(answers.append)
    desk.person.replies[0](None)
    assert (answers, desk.policy.decided, desk.notes.state()) == ([False], [], "prompt")
    desk.notes.request(answers.append)
    desk.person.replies[1]("Allow")
    assert answers == [False, True]


def test_who_puts_it_off_is_asked_at_the_next_start_and_not_before() -> None:
    desk = Desk("prompt")
    answers: list[bool] = []
    desk.notes.request(answers.append)
    desk.person.replies[0]("Not now")
    desk.notes.request(answers.append)
    assert (answers, len(desk.person.asked), desk.policy.decided) == ([False, False], 1, [])


@pytest.mark.parametrize(("answer", "is_allowed"), [("Allow", True), ("Don't allow", False), (None, False)])
def test_several_who_ask_at_once_have_one_question_and_an_answer_each(answer, is_allowed) -> None:
    desk = Desk("prompt")
    answers: list[bool] = []
    for _ in range(5):
        desk.notes.request(answers.append)
    desk.notify()
    assert (len(desk.person.asked), answers) == (1, [])
    desk.person.replies[0](answer)
    assert answers == [is_allowed] * 5


@pytest.mark.parametrize(("policy", "is_allowed"), [("granted", True), ("denied", False)])
def test_what_is_decided_is_not_asked(policy, is_allowed) -> None:
    desk = Desk(policy)
    answers: list[bool] = []
    desk.notes.request(answers.append)
    assert (answers, desk.person.asked) == ([is_allowed], [])


def test_who_is_answered_may_ask_at_once() -> None:
    desk = Desk("prompt")
    answers: list[bool] = []
    desk.notes.request(lambda _: desk.notes.request(answers.append))
    desk.person.replies[0](None)
    assert (len(desk.person.asked), answers) == (2, [])


# What becomes of them.


@pytest.mark.parametrize(("how", "action"), [("clicked", None), ("clicked", "open"), ("closed", None)])
def test_who_has_posted_a_note_hears_of_it(how, action) -> None:
    desk = Desk()
    told = ("note", {"note": "n", "how": how, "action": action})
    desk.system.heard("p:n", how, action)
    assert (desk.teller.page, desk.teller.app) == ([told], [])
    desk.system.heard("a:n", how, action)
    assert (desk.teller.page, desk.teller.app) == ([told], [told])
    assert desk.person.brought == (2 if how == "clicked" else 0), "a click brings the window to the front"


def test_a_notice_of_the_apps_is_heard_of_like_its_notes() -> None:
    desk = Desk()
    desk.notes.heard("n", "clicked", "open")
    assert desk.teller.app == [("note", {"note": "n", "how": "clicked", "action": "open"})]
    assert desk.teller.page == []


def test_a_note_is_closed_wherever_it_is() -> None:
    desk = Desk()
    desk.notes.close("n")
    assert desk.system.closed == ["p:n", "a:n"]
    assert desk.teller.page == [("notice.close", {"note": "n"})]


# Notes of the web's.


def test_a_note_of_the_webs_is_posted_and_its_maker_hears_of_it() -> None:
    desk = Desk()
    heard: list[str] = []
    desk.notes.post_web("1", "T", "B", heard.append)
    assert desk.system.posted == [("w:1", "T", "B", [])]
    for how in ("clicked", "closed", "clicked", "closed"):
        desk.system.heard("w:1", how, None)
    assert heard == ["clicked", "closed"]
    assert (desk.teller.page, desk.teller.app) == ([], [])


def test_a_note_of_the_webs_that_the_system_does_not_take_is_a_notice() -> None:
    desk = Desk()
    desk.system.refuses = "no bus"
    heard: list[str] = []
    desk.notes.post_web("1", "T", "B", heard.append)
    assert desk.teller.page == [("notice", {**NOTICE, "note": "w:1"})]
    desk.notes.heard("w:1", "clicked", None)
    desk.notes.heard("w:1", "closed", None)
    assert (heard, desk.teller.app) == (["clicked", "closed"], [])


def test_a_note_of_the_webs_is_taken_off_the_screen() -> None:
    desk = Desk()
    desk.notes.post_web("1", "T", "B", lambda _: None)
    desk.notes.close_web("1")
    assert desk.system.closed == ["w:1"]


def test_of_too_many_notes_of_the_webs_the_oldest_is_forgotten(monkeypatch) -> None:
    monkeypatch.setattr(module, "MOST_NOTES", 2)
    desk = Desk()
    heard: list[str] = []
    for key in "abc":
        desk.notes.post_web(key, "T", "B", lambda how, key=key: heard.append(key))
    for key in "abc":
        desk.system.heard(f"w:{key}", "clicked", None)
    assert heard == ["b", "c"]


@pytest.mark.parametrize("key", ["", "x", "x:n", "w:", "w:never"])
def test_a_note_that_nobody_has_posted_breaks_nothing(key) -> None:
    desk = Desk()
    desk.system.heard(key, "closed", None)
    assert desk.teller.page == []


def test_a_notice_in_the_place_of_one_of_the_webs_is_taken_away() -> None:
    desk = Desk()
    desk.system.refuses = "no bus"
    desk.notes.post_web("1", "T", "B", lambda _: None)
    desk.notes.close_web("1")
    assert desk.teller.page[1:] == [("notice.close", {"note": "w:1"})]
