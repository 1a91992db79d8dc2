from __future__ import annotations

import pytest

from desktopdash.protocol.problem import Problem
from desktopdash.window.navigation import judge, origin_of
from desktopdash.window.pages import problem_page, start_page

APP = "http://127.0.0.1:8050"


@pytest.mark.parametrize(
    ("url", "verdict"),
    [
        (APP + "/", "stay"),
        (APP + "/page?x=1#y", "stay"),
        ("http://127.0.0.1:8051/", "outside"),
        ("https://127.0.0.1:8050/", "outside"),
        ("http://127.0.0.1:8050@evil.example/", "outside"),
        ("https://example.com/", "outside"),
        ("mailto:a@example.com", "outside"),
        ("file:///etc/passwd", "refuse"),
        ("javascript:alert(1)", "refuse"),
        ("ftp://example.com/", "refuse"),
        ("desktopdash:retry", "refuse"),
        ("about:blank", "stay"),
    ],
)
def test_main_frame(url, verdict) -> None:
    assert judge(url, APP, is_main_frame=True) == verdict


def test_own_pages_may_ask_for_another_try_and_leave_for_nothing_else() -> None:
    assert judge("desktopdash:retry", "", is_main_frame=True) == "retry"
    assert judge("data:text/html,x", "", is_main_frame=True) == "stay"
    assert judge("file:///x", "", is_main_frame=True) == "refuse"


@pytest.mark.parametrize(("url", "verdict"), [("https://maps.example/", "stay"), ("file:///etc/passwd", "refuse")])
def test_iframe(url, verdict) -> None:
    assert judge(url, APP, is_main_frame=False) == verdict


def test_origin() -> None:
    assert origin_of("HTTP://LocalHost:1/x") == "http://localhost:1"
    assert origin_of("about:blank") == ""


def test_pages_escape_what_they_are_given() -> None:
    evil = "<script>alert(1)</script>"
    problem = Problem(evil, evil, evil, evil, evil, evil)
    for page in (start_page(evil, evil), problem_page(evil, problem)):
        assert "<script>alert" not in page
        assert "&lt;script&gt;" in page


def test_pages_fetch_nothing() -> None:
    page = start_page("t", "f") + problem_page("t", Problem("k", "m", "f", "e", "t"))
    assert "http:" not in page
    assert "https:" not in page
    assert "src=" not in page
