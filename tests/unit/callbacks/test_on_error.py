import pytest

from desktopdash import Input, Output, ctx, no_update, set_props
from desktopdash.callbacks.registry import CallbackRegistry
from desktopdash.errors import CallbackFailed, IncorrectTypeException, InvalidCallbackReturnValue, PreventUpdate

from .requests import ask, response, val

I = val("i", "v", 7)  # noqa: E741
ONE = "o.c"
TWO = "..o.c...o.d.."


def told(error):
    return f"told {type(error).__name__}"


def failing(i):
    raise ValueError("first")


def make(function=failing, app_handler=None, outputs=("c",), **kwargs):
    registry = CallbackRegistry(on_error=app_handler)
    registry.callback(*[Output("o", prop) for prop in outputs], Input("i", "v"), **kwargs)(function)
    return registry


def failure(registry, name=ONE):
    with pytest.raises(CallbackFailed) as caught:
        ask(registry, name, [I])
    return caught.value


def test_the_handler_gets_the_exception_and_its_value_is_the_output():
    seen = []
    registry = make(on_error=lambda error: seen.append(error) or told(error))
    assert response(registry, ONE, [I]) == {"o": {"c": "told ValueError"}}
    assert [str(error) for error in seen] == ["first"]


def test_the_value_is_for_all_outputs():
    registry = make(outputs="cd", on_error=lambda error: (no_update, None))
    assert response(registry, TWO, [I]) == {"o": {"d": None}}


def test_a_callback_that_ends_well_calls_no_handler():
    registry = make(lambda i: i, on_error=lambda error: 1 / 0)
    assert response(registry, ONE, [I]) == {"o": {"c": 7}}


@pytest.mark.parametrize("outputs", ["", "c", "cd"])
@pytest.mark.parametrize("value", [None, no_update])
def test_none_and_no_update_change_nothing(outputs, value):
    registry = make(outputs=outputs, on_error=lambda error: value)
    assert ask(registry, next(iter(registry)).name, [I]) is None


def test_prevent_update_in_the_handler_changes_nothing():
    def handler(error):
        raise PreventUpdate

    assert ask(make(on_error=handler), ONE, [I]) is None


def test_prevent_update_of_the_callback_never_reaches_the_handler():
    def function(i):
        raise PreventUpdate

    assert ask(make(function, told, on_error=told), ONE, [I]) is None


def test_an_exit_never_reaches_the_handler():
    def function(i):
        raise SystemExit(3)

    assert isinstance(failure(make(function, on_error=told)).error, SystemExit)


def test_the_apps_handler_serves_callbacks_without_their_own():
    assert response(make(app_handler=told), ONE, [I]) == {"o": {"c": "told ValueError"}}
    assert response(make(app_handler=told, on_error=lambda error: "own"), ONE, [I]) == {"o": {"c": "own"}}


def test_ctx_and_set_props_work_in_the_handler():
    def function(i):
        set_props("q", {"before": 1})
        raise ValueError

    def handler(error):
        set_props("q", {"cause": ctx.triggered_id})

    answer = ask(make(function, on_error=handler), ONE, [I])
    assert answer == {"multi": True, "response": {}, "sideUpdate": {"q": {"before": 1, "cause": "i"}}}


def test_a_handler_that_raises_is_a_failed_callback_that_shows_both():
    def handler(error):
        raise KeyError("second")

    failed = failure(make(on_error=handler))
    assert isinstance(failed.error, KeyError)
    assert failed.callback.startswith("failing (")
    assert "ValueError: first" in failed.trace
    assert failed.trace.endswith("KeyError: 'second'\n")
    assert "dispatch.py" not in failed.trace


def test_a_handler_may_raise_the_exception_again():
    def handler(error):
        raise error

    failed = failure(make(on_error=handler))
    assert isinstance(failed.error, ValueError)
    assert failed.trace.count("ValueError: first") == 1


@pytest.mark.parametrize(
    ("value", "message"), [("oops", "is str 'oops'; expected a list"), ([1, object()], "not JSON")]
)
def test_the_handlers_value_is_checked_and_the_message_names_the_first_failure(value, message):
    error = failure(make(outputs="cd", on_error=lambda error: value), TWO).error
    assert isinstance(error, InvalidCallbackReturnValue)
    assert message in str(error)
    assert str(error).endswith("Its on_error had been called for ValueError: first")


@pytest.mark.parametrize("value", [1, (1, object())])
def test_a_wrong_value_of_the_callback_never_reaches_the_handler(value):
    error = failure(make(lambda i: value, told, outputs="cd", on_error=told), TWO).error
    assert isinstance(error, InvalidCallbackReturnValue)
    assert "on_error had been called" not in str(error)


def test_a_handler_that_cannot_be_called_is_refused_where_it_is_declared():
    with pytest.raises(IncorrectTypeException, match=r"failing \(.*on_error is 'x'; expected a function"):
        make(on_error="x")
    with pytest.raises(IncorrectTypeException, match="the app: on_error is 'x'; expected a function"):
        make(app_handler="x")


def test_a_clientside_callback_has_no_handler():
    with pytest.raises(IncorrectTypeException, match="clientside function: on_error="):
        CallbackRegistry().clientside_callback("x => x", Output("o", "c"), Input("i", "v"), on_error=told)
