import asyncio
import contextvars
import functools
import subprocess
import sys
import threading

import pytest

from desktopdash import Input, Output, ctx, set_props
from desktopdash.callbacks.registry import CallbackRegistry
from desktopdash.errors import CallbackFailed, PreventUpdate

from .requests import ask, response, val

I = val("i", "v", 7)  # noqa: E741
mark = contextvars.ContextVar("mark", default=None)


def make(function, app_handler=None, **kwargs):
    registry = CallbackRegistry(on_error=app_handler)
    registry.callback(Output("o", "c"), Input("i", "v"), **kwargs)(function)
    return registry


def failure(function, **kwargs):
    with pytest.raises(CallbackFailed) as caught:
        ask(make(function, **kwargs), "o.c", [I])
    return caught.value


async def double(i):
    await asyncio.sleep(0)
    return i * 2


class Doubler:
    async def __call__(self, i):
        return await double(i)


def decorated(i):
    return double(i)


@pytest.mark.parametrize("function", [double, functools.partial(double), Doubler(), decorated])
def test_an_async_function_is_awaited(function):
    assert response(make(function), "o.c", [I]) == {"o": {"c": 14}}


def test_arguments_by_keyword():
    async def function(a):
        return a + 1

    registry = CallbackRegistry()
    registry.callback(output=Output("o", "c"), inputs={"a": Input("i", "v")})(function)
    assert response(registry, "o.c", [I]) == {"o": {"c": 8}}


def test_ctx_and_context_variables_are_seen_inside_also_in_tasks_and_threads():
    async def function(i):
        await asyncio.sleep(0)
        set_props("q", {"by": await asyncio.to_thread(lambda: ctx.triggered_id)})
        [seen] = await asyncio.gather(asyncio.create_task(inner()))
        return seen

    async def inner():
        return [ctx.triggered_id, mark.get()]

    token = mark.set("set before")
    try:
        answer = ask(make(function), "o.c", [I])
    finally:
        mark.reset(token)
    assert answer["response"] == {"o": {"c": ["i", "set before"]}}
    assert answer["sideUpdate"] == {"q": {"by": "i"}}


def test_prevent_update():
    async def function(i):
        raise PreventUpdate

    assert ask(make(function, on_error=lambda error: "never"), "o.c", [I]) is None


async def failing(i):
    await asyncio.sleep(0)
    raise ValueError("first")


def test_an_exception_shows_the_users_frames_only():
    failed = failure(failing)
    assert isinstance(failed.error, ValueError)
    assert "in failing" in failed.trace
    assert failed.trace.count("File ") == 1


async def tell(error):
    await asyncio.sleep(0)
    set_props("q", {"cause": ctx.triggered_id})
    return f"told {error}"


@pytest.mark.parametrize("function", [failing, lambda i: 1 / 0])
def test_an_async_handler(function):
    answer = ask(make(function, on_error=tell), "o.c", [I])
    assert answer["response"]["o"]["c"].startswith("told ")
    assert answer["sideUpdate"] == {"q": {"cause": "i"}}


def test_a_handler_for_an_async_function():
    assert response(make(failing, app_handler=str), "o.c", [I]) == {"o": {"c": "first"}}


def test_an_async_handler_that_raises_shows_both_and_what_came_between():
    async def handler(error):
        try:
            await asyncio.sleep(0)
            raise LookupError("between")
        except LookupError:
            raise KeyError("second")  # noqa: B904

    failed = failure(failing, on_error=handler)
    assert isinstance(failed.error, KeyError)
    places = [failed.trace.find(text) for text in ("ValueError: first", "LookupError: between", "KeyError: 'second'")]
    assert -1 not in places
    assert places == sorted(places)


def test_an_exit_does_not_end_the_server_and_reaches_no_handler():
    async def function(i):
        raise SystemExit(3)

    assert isinstance(failure(function, on_error=tell).error, SystemExit)


def test_a_cancelled_function_is_a_failure_like_another():
    async def function(i):
        asyncio.current_task().cancel()
        await asyncio.sleep(1)

    assert "cancelled" in str(failure(function).error)
    assert "cancelled" in response(make(function, on_error=str), "o.c", [I])["o"]["c"]


def test_a_cancelled_handler_shows_both():
    async def handler(error):
        raise asyncio.CancelledError

    failed = failure(failing, on_error=handler)
    assert "cancelled" in str(failed.error)
    assert "ValueError: first" in failed.trace


def test_calls_run_side_by_side_each_in_its_own_loop():
    both = threading.Barrier(2, timeout=10)

    async def function(i):
        both.wait()
        return id(asyncio.get_running_loop())

    registry, answers = make(function), []
    threads = [threading.Thread(target=lambda: answers.append(response(registry, "o.c", [I]))) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert len({answer["o"]["c"] for answer in answers}) == 2


def test_asyncio_is_loaded_by_the_first_async_call_and_not_before():
    code = (
        "import sys; from desktopdash import Dash, html, Input, Output; import desktopdash.callbacks.dispatch\n"
        "from desktopdash.callbacks.context import Caller\n"
        "app = Dash('m'); app.layout = html.Div()\n"
        "app.callback(Output('o', 'c'), Input('i', 'v'))(lambda v: 1)\n"
        "body = {'output': 'o.c', 'inputs': [{'id': 'i', 'property': 'v'}], 'changedPropIds': []}\n"
        "desktopdash.callbacks.dispatch.handle(app.registry, body, Caller())\n"
        "print('asyncio' in sys.modules)\n"
        "async def layout(): return html.Div()\n"
        "app.layout = layout; app.get_layout()\n"
        "print('asyncio' in sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "True"]
