"""How often something that crashes is started again."""

from __future__ import annotations

from desktopdash.shell.patience import WINDOW_S, Patience


def test_each_crash_waits_longer_and_one_more_is_too_many() -> None:
    patience = Patience((0.0, 1.0, 2.0), lambda: 5.0)
    assert [patience.crashed() for _ in range(5)] == [0.0, 1.0, 2.0, None, None]


def test_what_is_long_ago_does_not_count() -> None:
    now = [0.0]
    patience = Patience((0.0, 1.0), lambda: now[0])
    found = []
    for now[0] in (0.0, 1.0, WINDOW_S - 0.1, WINDOW_S, 3 * WINDOW_S):
        found.append(patience.crashed())
    assert found == [0.0, 1.0, None, None, 0.0]


def test_a_person_who_looks_after_it_begins_anew() -> None:
    patience = Patience((0.0,), lambda: 5.0)
    assert [patience.crashed(), patience.crashed()] == [0.0, None]
    patience.forget()
    assert patience.crashed() == 0.0


def test_no_delays_are_no_tries() -> None:
    assert Patience(()).crashed() is None
