"""Under which key an answer is kept."""

import functools
import subprocess
import sys

import pytest

from desktopdash import ALL, MATCH, Input, Output, State
from desktopdash.errors import IncorrectTypeException
from desktopdash.jobs.caching import cache_key
from desktopdash.jobs.managers import DiskcacheManager, MemoryManager
from desktopdash.jobs.memory_store import MemoryStore
from desktopdash.jobs.record import Ending
from desktopdash.protocol.codec import decode, encode

from ..callbacks.requests import ref, val
from .support import INPUT, OUTPUT, PAGE, Workshop, call_of, end_of, registry_of

TWO = (OUTPUT, Input("i", "v"), Input("j", "v"))
THREE = {"output": OUTPUT, "inputs": {"a": Input("i", "v"), "b": Input("j", "v"), "c": State("s", "v")}}


def double(value):
    return value * 2


def key(*values, function=double, dependencies=(), by=(), changed=("i.v",), state=(), **kwargs):
    registry = registry_of(function, *dependencies, **kwargs)
    given = [val(id_, "v", value) for id_, value in zip("ij", values or (7,), strict=False)]
    call = call_of(registry, inputs=given, changed=changed, state=[val("s", "v", value) for value in state])
    return cache_key(call, by)


def test_the_same_call_has_the_same_key():
    assert key(1) == key(1)
    assert len(key(1)) == 64


@pytest.mark.parametrize("other", [2, "1", 1.5, None, [1], {"a": 1}, True])
def test_other_arguments_have_another_key(other):
    assert key(other) != key(1)


def test_arguments_keep_their_places():
    assert key(1, 2, dependencies=TWO) != key(2, 1, dependencies=TWO)


def test_a_state_is_an_argument():
    with_state = (OUTPUT, INPUT, State("s", "v"))
    assert key(1, dependencies=with_state, state=[1]) != key(1, dependencies=with_state, state=[2])


def test_what_triggered_the_call_counts_where_it_is_told_to():
    assert key(1, changed=()) == key(1, changed=["i.v"])
    triggered = {"cache_ignore_triggered": False}
    assert key(1, changed=(), **triggered) != key(1, changed=["i.v"], **triggered)
    both = ["i.v", "j.v"]
    assert key(1, 2, dependencies=TWO, changed=both, **triggered) == key(
        1, 2, dependencies=TWO, changed=both[::-1], **triggered
    )


@pytest.mark.parametrize("ignored", [0, [0], (0,)])
def test_an_argument_is_ignored_by_its_position(ignored):
    given = {"dependencies": TWO, "cache_args_to_ignore": ignored}
    assert key(1, 2, **given) == key(9, 2, **given)
    assert key(1, 2, **given) != key(1, 9, **given)


def test_an_argument_is_ignored_by_its_name():
    def of(*values, state=0, ignored="b"):
        return key(*values, state=[state], cache_args_to_ignore=ignored, **THREE)

    assert of(1, 2) == of(1, 9)
    assert of(1, 2) != of(9, 2)
    assert of(1, 2, ignored=["b", "c"]) == of(1, 9, state=9, ignored=["b", "c"])
    assert of(1, 2, ignored=["b", "c"]) != of(9, 2, ignored=["b", "c"])


def test_a_name_means_a_keyword():
    given = {"dependencies": TWO, "cache_args_to_ignore": "value"}
    assert key(1, 2, **given) != key(9, 2, **given)


def test_what_the_apps_functions_return_counts():
    version = [1]
    by = [lambda: version[0], lambda: "fixed"]
    before = key(1, by=by)
    assert key(1, by=by) == before
    version[0] = 2
    assert key(1, by=by) != before
    assert key(1, by=()) != before


def test_what_cache_by_raises_is_not_hidden():
    with pytest.raises(ZeroDivisionError):
        key(1, by=[lambda: 1 / 0])


def test_each_callback_has_its_own():
    assert key(1, dependencies=(OUTPUT, INPUT)) != key(1, dependencies=(Output("o", "d"), INPUT))


def test_what_a_pattern_selects_counts():
    dependencies = Output({"row": MATCH}, "c"), Input({"row": MATCH, "part": ALL}, "v")
    registry = registry_of(lambda values: values, *dependencies)

    def of(row, parts, value=1):
        given = [[val({"row": row, "part": part}, "v", value) for part in parts]]
        return cache_key(call_of(registry, inputs=given, outputs=ref({"row": row}, "c")), ())

    assert of(1, "ab") == of(1, "ab")
    assert len({of(1, "ab"), of(2, "ab"), of(1, "a"), of(1, "ac"), of(1, "ba"), of(1, "ab", value=2)}) == 6


# The code.


def code(text):
    scope = {}
    exec(text, scope)
    return scope["f"]


@pytest.mark.parametrize(
    "text",
    [
        "def f(value): return value * 3",
        "def f(value): return value + 2",
        "def f(value): return other(value)",
        "def f(values): return values * 2",
        "def f(value): return value * 2 + (lambda x: x)(0)",
        "def f(value): return [value * 2 for _ in (1,)][0]",
        "def f(value): return value in {1, 2}",
        "async def f(value): return value * 2",
    ],
)
def test_changed_code_has_another_key(text):
    same = "def f(value): return value * 2"
    assert key(function=code(same)) == key(function=code("\n\n\n" + same)), "where it stands does not count"
    assert key(function=code(text)) != key(function=code(same))


def test_code_inside_of_the_function_counts():
    text = "def f(value):\n    def inner(x): return x * {}\n    return inner(value)"
    assert key(function=code(text.format(2))) == key(function=code(text.format(2)))
    assert key(function=code(text.format(2))) != key(function=code(text.format(3)))


def test_a_decorator_that_says_so_is_looked_through():
    def decorated(function):
        @functools.wraps(function)
        def wrapper(*args):
            return function(*args)

        return wrapper

    first, second = code("def f(value): return value * 2"), code("def f(value): return value * 3")
    assert key(function=decorated(first)) == key(function=decorated(first))
    assert key(function=decorated(first)) != key(function=decorated(second))


class Callable:
    def __call__(self, value):
        return value

    def method(self, value):
        return value


@pytest.mark.parametrize(
    "function",
    [Callable(), Callable().method, functools.partial(double), len],
    ids=["object", "method", "partial", "built in"],
)
def test_whatever_can_be_called_has_a_key(function):
    assert key(function=function) == key(function=function)


IN_ANOTHER_PROCESS = """
import sys
sys.path[:0] = [{root!r}]
from tests.unit.jobs.test_caching import key, code
print(key({{"b": [1, None], "a": "ü"}}, 2.5, dependencies=__import__("tests").unit.jobs.test_caching.TWO,
    function=code({text!r}), by=[lambda: ("v", 1)]))
"""
CODE = "def f(i, j): return (i in {'x', 'y', 'z', 1, 2.5, None}, j in ('p', 'q'), ..., b'b', lambda: {'m', 'n'})"


@pytest.mark.parametrize("seed", ["1", "2"])
def test_a_key_is_the_same_in_every_process(seed, monkeypatch):
    monkeypatch.setenv("PYTHONHASHSEED", seed)
    root = __file__.partition("/tests/")[0]
    text = IN_ANOTHER_PROCESS.format(root=root, text=CODE)
    done = subprocess.run([sys.executable, "-c", text], capture_output=True, text=True, check=True)
    own = key({"b": [1, None], "a": "ü"}, 2.5, dependencies=TWO, function=code(CODE), by=[lambda: ("v", 1)])
    assert done.stdout.strip() == own


# What managers take.


def stamp():
    return 1


@pytest.mark.parametrize("manager", [DiskcacheManager, MemoryManager])
@pytest.mark.parametrize(
    ("given", "kept"), [(None, None), (stamp, [stamp]), ([stamp], [stamp]), ((stamp, stamp), [stamp] * 2), ([], [])]
)
def test_cache_by_is_one_function_or_several(manager, given, kept):
    assert manager(cache_by=given).cache_by == kept


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"cache_by": [3]}, r"cache_by is \[3\]; expected functions without arguments"),
        ({"cache_by": "stamp"}, "cache_by is 'stamp'; expected functions"),
        ({"expire": 0}, "expire is 0; expected a number of seconds above 0"),
        ({"expire": -1}, "expire is -1"),
        ({"expire": "60"}, "expire is '60'"),
        ({"expire": float("nan")}, "expire is nan"),
        ({"workers": 0}, "workers is 0; expected a whole number from 1"),
        ({"workers": 1.5}, "workers is 1.5"),
        ({"jobs_per_worker": 0}, "jobs_per_worker is 0; expected a whole number from 1"),
        ({"memory_limit": "1G"}, "memory_limit is '1G'; expected a whole number from 1"),
    ],
)
@pytest.mark.parametrize("manager", [DiskcacheManager, MemoryManager])
def test_what_a_manager_cannot_be_told(manager, given, message):
    with pytest.raises(IncorrectTypeException, match=message):
        manager(**given)


def test_what_a_manager_does_not_know_is_an_error():
    with pytest.raises(TypeError, match="threads"):
        DiskcacheManager(threads=3)


def test_the_limits_are_handed_on():
    limits = MemoryManager(workers=3, waiting=5, jobs_per_worker=7, memory_limit=9).limits()
    assert (limits.workers, limits.waiting, limits.jobs_each, limits.memory_bytes) == (3, 5, 7, 9)
    assert 2 <= DiskcacheManager().limits().workers <= 8


# Cached answers.


def answered(value):
    return encode({"multi": True, "response": {"o": {"c": value}}})


def test_a_hit_starts_nothing():
    shop = Workshop(registry_of(double), cache_by=[])
    live = shop.start()
    shop.end(live, answered(14))
    end_of(live)
    assert shop.start() == answered(14)
    assert len(shop.stage.orders) == 1
    assert shop.jobs.held() == [live]
    other = shop.start(inputs=[val("i", "v", 8)])
    assert other.id in shop.stage.jobs
    shop.close()


def test_without_cache_by_nothing_is_kept():
    shop = Workshop(registry_of(double))
    shop.end(shop.start(), answered(14))
    assert shop.start().id in shop.stage.jobs
    shop.close()


@pytest.mark.parametrize("state", ["failed", "cancelled"])
def test_only_results_are_kept(state):
    shop = Workshop(registry_of(lambda value: 1 / 0, on_error=lambda error: "sorry"), cache_by=[])
    live = shop.start()
    if state == "cancelled":
        shop.jobs.cancel(PAGE, live.id)
    else:
        shop.jobs.ended(live.id, Ending("failed", answered("sorry")))
    assert end_of(live)["state"] == state
    assert shop.start().id in shop.stage.jobs
    shop.close()


def test_an_answer_expires_as_the_manager_says():
    kept = []

    class Store(MemoryStore):
        def cache(self, key, answer, expire_s):
            kept.append(expire_s)

        def cached(self, key, expire_s):
            kept.append(expire_s)

    shop = Workshop(registry_of(double), Store(), cache_by=[], expire_s=60)
    shop.end(shop.start(), answered(14))
    assert kept == [60, 60]
    shop.close()


def test_a_call_that_is_dropped_asks_no_cache():
    asked = []
    shop = Workshop(registry_of(double, concurrency="drop"), cache_by=[lambda: asked.append(1)])
    assert shop.start() is not None
    assert shop.start() is None
    assert len(asked) == 1
    shop.close()


def test_a_cached_answer_replaces_what_runs():
    shop = Workshop(registry_of(double), cache_by=[])
    first = shop.start()
    shop.end(first, answered(14))
    running = shop.start(inputs=[val("i", "v", 8)])
    assert decode(shop.start())["response"] == {"o": {"c": 14}}
    assert end_of(running)["state"] == "cancelled"
    shop.close()


@pytest.mark.parametrize(
    "given", [{"waiting": "many"}, {"waiting": -1}, {"waiting": 1.5}, {"cache_by": 3}, {"workers": True}]
)
def test_what_a_manager_cannot_be_told_is_refused_when_it_is_made(given):
    (name,) = given
    with pytest.raises(IncorrectTypeException, match=f"^{name} is "):
        MemoryManager(**given)


@pytest.mark.parametrize("ignored", ["pair", ["pair"]])
def test_a_group_of_arguments_is_ignored_by_its_name(ignored):
    inputs = {"pair": (Input("i", "v"), Input("j", "v")), "one": State("s", "v")}

    def of(*values, state):
        return key(*values, state=[state], output=OUTPUT, inputs=inputs, cache_args_to_ignore=ignored)

    assert of(1, 2, state=3) == of(8, 9, state=3)
    assert of(1, 2, state=3) != of(1, 2, state=4)


@pytest.mark.parametrize(
    "text", ["def f(value, factor={}): return value * factor", "def f(value, *, factor={}): return value * factor"]
)
def test_the_default_values_of_the_function_count(text):
    assert key(function=code(text.format(2))) == key(function=code(text.format(2)))
    assert key(function=code(text.format(2))) != key(function=code(text.format(3)))
