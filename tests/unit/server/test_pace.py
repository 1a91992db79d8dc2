"""Where callbacks run: in a thread of their own, or in that of their request where they are known to be quick."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from desktopdash import Dash, Input, Output, html, set_props
from desktopdash.server import later
from desktopdash.server.later import Pace

PAGE = "p" * 22


def paced(seconds: list[float]) -> Pace:
    """What is known of `a.x` when its calls have taken so long."""
    pace = Pace()
    for one in seconds:
        pace.note("a.x", one)
    return pace


@pytest.mark.parametrize(
    ("seconds", "is_quick"),
    [
        ([], False),
        ([0.001] * 2, False),
        ([0.001] * 3, True),
        ([0.001, 0.5, 0.001, 0.001], False),
        ([0.5, 0.001, 0.001, 0.001], True),
        ([*[0.001] * 50, 0.5], False),
    ],
)
def test_a_callback_is_quick_after_three_quick_calls_in_a_row(seconds: list[float], is_quick: bool) -> None:
    pace = paced(seconds)
    assert pace.is_quick("a.x") is is_quick
    assert not pace.is_quick("b.x")
    assert not pace.is_quick(None)


@pytest.mark.parametrize(
    ("seconds", "is_soon"), [([], False), ([0.09], True), ([0.11], False), ([0.5, 0.03], True), ([0.03, 0.5], False)]
)
def test_a_callback_ends_soon_that_did_so_last(seconds: list[float], is_soon: bool) -> None:
    pace = paced(seconds)
    assert pace.is_soon("a.x") is is_soon
    assert not pace.is_soon("b.x")
    assert not pace.is_soon(None)


class Clock:
    """Seconds that pass only where a test says so."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(later, "clock", made)
    return made


@pytest.fixture
def gate() -> Iterator[threading.Event]:
    made = threading.Event()
    yield made
    made.set()


@pytest.fixture
def waiting() -> threading.Semaphore:
    """Released by each call that waits."""
    return threading.Semaphore(0)


@pytest.fixture
def app(clock: Clock, gate: threading.Event, waiting: threading.Semaphore) -> Dash:
    app = Dash(__name__)
    app.layout = html.Div([html.Button(id="b"), html.Div(id="o")])

    @app.callback(Output("o", "children"), Input("b", "n_clicks"))
    def show(what: str) -> str:
        if what == "lingers":
            clock.now += 1
        if what == "works":
            clock.now += 0.05
        if what == "waits":
            waiting.release()
            assert gate.wait(10)
        if what == "sets":
            set_props("o", {"title": "set"})
        return threading.current_thread().name

    app.streams.open(PAGE)
    return app


def ask(app: Dash, what: str):
    body = {
        "output": "o.children",
        "outputs": {"id": "o", "property": "children"},
        "inputs": [{"id": "b", "property": "n_clicks", "value": what}],
        "changedPropIds": ["b.n_clicks"],
    }
    headers = {"X-Desktopdash-Page": PAGE, "X-Desktopdash-Run": "1"}
    return app.server.test_client().post("/_dash-update-component", json=body, headers=headers)


def is_here(app: Dash, what: str = "quick") -> bool:
    """Whether a call ran in the thread of its request."""
    return ask(app, what).json["response"]["o"]["children"] == threading.current_thread().name


def test_a_quick_callback_comes_to_run_in_the_thread_of_its_request(app: Dash) -> None:
    assert [is_here(app) for _ in range(5)] == [False, False, False, True, True]


def test_one_that_lingers_runs_in_a_thread_of_its_own_again(app: Dash) -> None:
    calls = [*["quick"] * 3, "lingers", *["quick"] * 4]
    assert [is_here(app, what) for what in calls] == [False, False, False, True, False, False, False, True]


def test_at_most_four_of_a_page_run_in_threads_of_requests(
    app: Dash, gate: threading.Event, waiting: threading.Semaphore
) -> None:
    for _ in range(3):
        ask(app, "quick")
    asked = [threading.Thread(target=ask, args=(app, "waits"), daemon=True) for _ in range(4)]
    for one in asked:
        one.start()
        assert waiting.acquire(timeout=10)
    assert not is_here(app)
    gate.set()
    for one in asked:
        one.join(10)
    assert is_here(app)


def test_what_it_sets_comes_before_its_answer_there_too(app: Dash) -> None:
    for _ in range(3):
        ask(app, "quick")
    answer = ask(app, "sets")
    assert answer.status_code == 202, "its answer follows by the stream, behind what it has set"


def test_one_that_is_known_to_end_soon_is_waited_for_longer(
    app: Dash, gate: threading.Event, waiting: threading.Semaphore, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits: list[float] = []
    wait = later.Task.wait

    def note(task: later.Task, timeout_s: float) -> later.Response:
        waits.append(timeout_s)
        return wait(task, 10)

    monkeypatch.setattr(later.Task, "wait", note)
    for what in ("works", "works", "lingers", "works", "works"):
        ask(app, what)
    assert waits == [later.EARLY_S, later._SOON_EARLY_S, later._SOON_EARLY_S, later.EARLY_S, later._SOON_EARLY_S]
    asked = [threading.Thread(target=ask, args=(app, "waits"), daemon=True) for _ in range(3)]
    for one in asked:
        one.start()
        assert waiting.acquire(timeout=10)
    ask(app, "works")
    assert waits[-1] == later.EARLY_S, "its page has several at work"
    gate.set()
    for one in asked:
        one.join(10)
