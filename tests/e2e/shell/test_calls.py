"""The page calls functions of Python, and Python functions of the page, in the real window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.e2e.support import wait_for

from .asker import Asker
from .person import Person, in_front_of

pytestmark = [pytest.mark.e2e, pytest.mark.window]

APP = """
import json, time
from pathlib import Path
from desktopdash import Dash, DesktopError, Input, Output, State, callback, desktop, dcc, html

app = Dash(__name__, title="Calls")
app.layout = html.Main([
    dcc.Input(id="code", type="text"), html.Button("Do", id="do"), html.P(id="said"),
    html.Button("Job", id="job"), html.P(id="told"),
])
taken = []

@app.expose
def take(number: int, pause: float = 0.0) -> int:
    time.sleep(pause)
    taken.append(number)
    return -number

@app.expose
def all_taken() -> list:
    return taken

@app.expose
def fail(text: str):
    raise ValueError(text)

@app.expose(parallel=True)
def wait_for_file(name: str):
    while not Path(name).exists():
        time.sleep(0.01)
    return name

@callback(Output("said", "children"), Input("do", "n_clicks"), State("code", "value"), prevent_initial_call=True)
def do(clicks, code):
    try:
        said = {"value": eval(code)}
    except DesktopError as error:
        said = {"error": [error.code, str(error)]}
    Path("said.json").write_text(json.dumps(said))
    return json.dumps({**said, "clicks": clicks})

@callback(Output("told", "children"), Input("job", "n_clicks"), background=True, prevent_initial_call=True)
def job(clicks):
    answers = [desktop.call_clientside("desk.later", clicks, 2)]
    for name in ("desk.fails", "desk.nothing"):
        try:
            desktop.call_clientside(name)
        except DesktopError as error:
            answers.append(error.code)
    return json.dumps(answers)
"""

SCRIPT = """
window.dash_clientside = Object.assign({}, window.dash_clientside, { desk: {
    later: async (first, second) => { await new Promise((done) => setTimeout(done, 20)); return { sum: first + second }; },
    fails: () => { throw new RangeError("too far"); },
    function_itself: () => () => 1,
    never: () => new Promise(() => { window.asked = true; }),
    busy: () => { const end = Date.now() + 4000; while (Date.now() < end); return "late"; },
} });
"""


@pytest.fixture
def calls(launch, write_app, tmp_path) -> Iterator[Person]:
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets" / "desk.js").write_text(SCRIPT)
    with in_front_of(launch("run", write_app(APP))) as person:
        yield person


def taken(person: Person) -> list[int]:
    return person.page.evaluate("desktop.call('all_taken')")


def test_a_thousand_calls_at_once_are_run_and_answered_in_order(calls) -> None:
    script = "window.order = [], Promise.all(Array.from({ length: 1000 }, (_, i) => desktop.call('take', i).then((v) => { order.push(i); return v; })))"
    assert calls.page.evaluate(script) == [-number for number in range(1000)]
    assert calls.page.evaluate("order") == list(range(1000))
    assert taken(calls) == list(range(1000))


def test_calls_that_python_took_are_run_though_the_page_is_reloaded(calls) -> None:
    page = calls.page
    page.evaluate("for (let i = 0; i < 500; i++) desktop.call('take', i, 0.002); 0")
    page.evaluate("desktop.call('take', -1, 0); location.reload()")
    page.wait_for_function("window.desktop && document.querySelector('#do')")
    found = wait_for(lambda: -1 in (numbers := taken(calls)) and numbers, "the last call")
    assert found == [*range(500), -1]


def test_a_call_that_waits_holds_up_no_other(calls, tmp_path: Path) -> None:
    page, file = calls.page, tmp_path / "go"
    page.evaluate("(name) => { window.waited = desktop.call('wait_for_file', name); }", str(file))
    assert page.evaluate("desktop.call('take', 5)") == -5
    file.touch()
    assert page.evaluate("waited") == str(file)


def test_errors_say_what_they_are(calls) -> None:
    for call, code, words in [
        ("'nothing'", "unknown", "no function is exposed as 'nothing'"),
        ("'__class__'", "unknown", "no function is exposed"),
        ("'take', 'x'", "invalid", "number is str; expected int"),
        ("'take'", "invalid", "missing a required argument"),
        ("'take', 1, 2, 3", "invalid", "too many positional arguments"),
        ("'fail', 'why'", "failed", "ValueError: why"),
    ]:
        found = calls.page.evaluate(
            f"desktop.call({call}).catch((e) => [e instanceof desktop.Error, e.code, e.message])"
        )
        assert found[:2] == [True, code], call
        assert words in found[2], call
    found = calls.page.evaluate("desktop.within(300).call('take', 1, 1).catch((error) => error.code)")
    assert found == "timeout"


def test_python_calls_functions_of_the_page(calls) -> None:
    def ask(code: str) -> object:
        return python.ask("", code)

    python = Asker(calls, "python")
    assert ask("call_clientside('desk.later', 1, 2)") == {"sum": 3}
    for call, code, words in [
        ("'desk.fails'", "failed", "too far"),
        ("'desk.nothing'", "unknown", "dash_clientside.desk.nothing"),
        ("'desk.constructor'", "unknown", "dash_clientside.desk.constructor"),
        ("'desk.function_itself'", "failed", "not JSON"),
        ("'desk.never', timeout=0.3", "timeout", "no answer within 0.3 s"),
    ]:
        found = ask(f"call_clientside({call})")
        assert found[0] == code, call
        assert words in found[1], call
    calls.page.locator("#job").click()
    calls.wait_text("#told", '[{"sum": 3}, "failed", "unknown"]')


def test_a_page_that_hangs_does_not_keep_python(calls, tmp_path: Path) -> None:
    python, said = Asker(calls, "python"), tmp_path / "said.json"
    python.begin("", "call_clientside('desk.busy', timeout=0.5)")
    wait_for(said.exists, "an answer for Python")
    assert python.answer()[0] == "timeout"
    assert python.ask("", "call_clientside('desk.later', 1, 1)") == {"sum": 2}


def test_a_page_that_is_reloaded_before_it_answers(calls, tmp_path: Path) -> None:
    said: Callable[[], bool] = (tmp_path / "said.json").exists
    Asker(calls, "python").begin("", "call_clientside('desk.never', timeout=50)")
    calls.page.wait_for_function("window.asked")
    calls.page.reload()
    wait_for(said, "an answer for Python")
    assert '"gone"' in (tmp_path / "said.json").read_text()
    calls.page.wait_for_selector("#do")
    assert Asker(calls, "python").ask("", "call_clientside('desk.later', 1, 1)") == {"sum": 2}
