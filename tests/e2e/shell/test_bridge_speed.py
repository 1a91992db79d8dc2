"""Calls between the page and Python in the window: how fast they are, their order, and pages that do not answer."""

from __future__ import annotations

import json
import urllib.request
from pathlib import Path

import psutil
import pytest
from playwright.sync_api import expect

from tests.e2e.support import wait_for

pytestmark = [pytest.mark.e2e, pytest.mark.window, pytest.mark.alone]

APP = """
import json, os, time
from desktopdash import Dash, Input, Output, callback, dcc, desktop, html

app = Dash(title="Bridge")
app.layout = html.Div([dcc.Input(id="value", type="text"), html.Div(id="out")])
taken = open(os.environ["TAKEN"], "a", buffering=1)

@app.expose
def echo(number):
    return number

@app.expose
def take(number):
    time.sleep(0.002)
    taken.write(f"{number}\\n")
    return [number, number * number]

@app.server.post("/echo")
def echo_request():
    from flask import jsonify, request
    return jsonify(request.get_json()["args"][0])

@callback(Output("out", "children"), Input("value", "value"))
def show(value):
    return f"value {value}"

@app.expose(parallel=True)
def ask_page(name, timeout):
    told = open(os.environ["TOLD"], "a", buffering=1)
    told.write("asked\\n")
    begin = time.monotonic()
    try:
        answer = desktop.call_clientside(name, timeout=timeout)
    except desktop.DesktopError as error:
        answer = error.code
    with open(os.environ["TOLD"], "a", buffering=1) as told:
        told.write(json.dumps([answer, time.monotonic() - begin]) + "\\n")
"""

CALLS = """async (count) => {
  const median = (times) => times.sort((a, b) => a - b)[times.length >> 1];
  const timed = async (call) => {
    const times = [];
    for (let number = 0; number < count; number++) {
      const begin = performance.now();
      await call(number);
      times.push(performance.now() - begin);
    }
    return median(times.slice(count / 10));
  };
  const headers = { "Content-Type": "application/json" };
  const post = (number) => fetch("/echo", { method: "POST", headers, body: JSON.stringify({ args: [number] }) }).then((r) => r.json());
  const rounds = [];
  for (let round = 0; round < 5; round++) {
    rounds.push([await timed((number) => desktop.call("echo", number)), await timed(post)]);
  }
  return [median(rounds.map(([call]) => call)), median(rounds.map(([, request]) => request))];
}"""


MOST_OF_A_REQUEST = 0.8
"""A call is shorter than this part of a request to the same server: 2 ms are the limit, a request takes 2 to 5."""

# 1,000 calls in one turn. The page goes when so many are answered.
MANY = """async (leave) => {
  let answered = 0;
  const calls = Array.from({ length: 1000 }, (_, number) => desktop.call("take", number).then((answer) => {
    if (++answered === leave) location.reload();
    return answer;
  }));
  return Promise.all(calls);
}"""
HANG = """([name, timeout]) => { setTimeout(() => { void desktop.call("ask_page", name, timeout); for (;;); }); }"""
NEVER = """() => { window.dash_clientside.slow = { never: () => new Promise(() => undefined) }; }"""


@pytest.fixture
def bridged(launch, write_app, tmp_path):
    """The app in its window, and what it writes down."""
    taken, told = tmp_path / "taken", tmp_path / "told"
    taken.touch()
    told.touch()
    started = launch("run", write_app(APP), TAKEN=str(taken), TOLD=str(told))
    started.wait_app()
    return started, taken, told


def is_drawn(page) -> None:
    expect(page.locator("#out")).to_have_text("value None")


def test_a_call_takes_less_than_a_request(bridged) -> None:
    started, _, _ = bridged
    with started.page() as page:
        is_drawn(page)
        call, request = page.evaluate(CALLS, 200)
    print(f"median of a call {call:.2f} ms, of a request {request:.2f} ms")
    assert call < MOST_OF_A_REQUEST * request, (call, request)


def test_a_thousand_calls_at_once_keep_their_order_and_get_their_own_answers(bridged) -> None:
    started, taken, _ = bridged
    with started.page() as page:
        is_drawn(page)
        assert page.evaluate(MANY, 0) == [[number, number * number] for number in range(1000)]
    assert numbers(taken) == list(range(1000))


def test_a_page_that_is_loaded_again_in_the_middle_loses_no_call(bridged) -> None:
    started, taken, _ = bridged
    with started.page() as page:
        is_drawn(page)
        with page.expect_navigation():
            page.evaluate(f"() => {{ void ({MANY})(50); }}")
        is_drawn(page)
        answers = page.evaluate("() => Promise.all([1, 2, 3].map((number) => desktop.call('echo', number)))")
        assert answers == [1, 2, 3]
    wait_for(lambda: len(numbers(taken)) == 1000, "all calls")
    assert numbers(taken) == list(range(1000))


@pytest.mark.parametrize("how", ["hangs", "dies"])
def test_a_page_that_does_not_answer_holds_up_nobody(bridged, how: str) -> None:
    started, _, told = bridged
    timeout_s = 1.5
    with started.page() as page:
        is_drawn(page)
        page.evaluate(NEVER)
        cookies = page.context.new_cdp_session(page).send("Network.getCookies")["cookies"]
        url = page.url
        page.evaluate(HANG, ["slow.never", timeout_s])
        if how == "dies":
            wait_for(lambda: told.read_text(), "the question")
            renderer(started.shell_pid()).kill()
        ask = asker(url, {cookie["name"]: cookie["value"] for cookie in cookies})
        answered = 0
        while told.read_text().count("\n") < 2:
            assert ask("all well") == {"out": {"children": "value all well"}}
            answered += 1
    code, seconds = json.loads(told.read_text().splitlines()[1])
    print(f"{code} after {seconds:.2f} s, {answered} callbacks meanwhile")
    assert code in ("timeout", "gone")
    assert seconds < timeout_s + 1
    assert answered >= 5


def numbers(path: Path) -> list[int]:
    return [int(line) for line in path.read_text().splitlines()]


def renderer(shell: int) -> psutil.Process:
    """The process of the page."""
    (found,) = [p for p in psutil.Process(shell).children(recursive=True) if is_renderer(p)]
    return found


def is_renderer(process: psutil.Process) -> bool:
    try:
        return "--type=renderer" in process.cmdline()
    except psutil.Error:
        return False


def asker(url: str, cookies: dict[str, str]):
    """Calls of a callback with the rights of the page, but not by it."""
    head = {
        "Content-Type": "application/json",
        "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()),
        "Origin": url.rstrip("/"),
    }

    def ask(value: str):
        inputs = [{"id": "value", "property": "value", "value": value}]
        output = {"output": "out.children", "outputs": {"id": "out", "property": "children"}}
        body = json.dumps({**output, "inputs": inputs, "changedPropIds": ["value.value"]}).encode()
        request = urllib.request.Request(f"{url}_dash-update-component", body, head)
        with urllib.request.urlopen(request, timeout=10) as answer:
            return json.load(answer)["response"]

    return ask
