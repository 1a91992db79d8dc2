"""Our records against the standard library's data classes: the same classes, made by both."""

from __future__ import annotations

import copy
import dataclasses
import pickle
import subprocess
import sys
from types import SimpleNamespace

import pytest

from desktopdash import records


def make(module):
    """Some classes, made by `dataclasses` or by `records`."""
    dataclass, field = module.dataclass, module.field

    @dataclass(frozen=True, slots=True)
    class Point:
        """A point."""

        x: int
        y: int = 0

        @property
        def sum(self):
            return self.x + self.y

    @dataclass(frozen=True, slots=True)
    class Named(Point):
        name: str = "it"
        tags: list[str] = field(default_factory=list)
        secret: str = field(default="s", repr=False)

    @dataclass(frozen=True, slots=True)
    class Nothing:
        """Without fields."""

    @dataclass(frozen=True, slots=True)
    class One:
        value: object

    @dataclass(frozen=True, slots=True)
    class Checked:
        low: int
        high: int

        def __post_init__(self):
            if self.low > self.high:
                raise ValueError(f"{self.low} is more than {self.high}")

        def __repr__(self):
            return "own"

    @dataclass(slots=True)
    class Count:
        n: int = 0

    @dataclass(eq=False, slots=True)
    class Thing:
        n: int = 0

    return SimpleNamespace(**{name: one for name, one in locals().items() if isinstance(one, type)})


STANDARD, OURS = make(dataclasses), make(records)


def both(act):
    """What `act` gives with either, and the type of what it raises; texts as they are."""
    found = []
    for kinds, module in ((STANDARD, dataclasses), (OURS, records)):
        try:
            found.append(act(kinds, module))
        except Exception as error:  # noqa: BLE001
            base = AttributeError if isinstance(error, AttributeError) else type(error)
            found.append((base, *(error.args if base is ValueError else ())))
    return found


MADE = {
    "positional": lambda k, m: repr(k.Point(1, 2)),
    "by name": lambda k, m: repr(k.Point(y=2, x=1)),
    "mixed": lambda k, m: repr(k.Named(1, name="n")),
    "defaults": lambda k, m: (k.Named(1).tags, k.Named(1).secret),
    "fresh lists": lambda k, m: k.Named(1).tags is k.Named(1).tags,
    "nothing": lambda k, m: repr(k.Nothing()),
    "checked": lambda k, m: repr(k.Checked(1, 2)),
    "refused by itself": lambda k, m: k.Checked(2, 1),
    "missing": lambda k, m: k.Point(),
    "unknown": lambda k, m: k.Point(1, z=1),
    "twice": lambda k, m: k.Point(1, x=1),
    "too many": lambda k, m: k.Point(1, 2, 3),
    "property": lambda k, m: k.Named(1, 2).sum,
}
USED = {
    "equal": lambda k, m: (k.Point(1) == k.Point(1), k.Point(1) == k.Point(2), k.Nothing() == k.Nothing()),
    "equal to others": lambda k, m: (k.Point(1) == (1, 0), k.Point(1) == k.Named(1), k.One(1) == k.One(1)),
    "of itself": lambda k, m: (k.Thing() == k.Thing(), isinstance(hash(k.Thing()), int)),
    "hash": lambda k, m: (hash(k.Point(1)) == hash(k.Point(1)), len({k.Point(1), k.Point(1), k.Point(2)})),
    "hash of what changes": lambda k, m: hash(k.Count()),
    "hash of a list": lambda k, m: hash(k.Named(1)),
    "change": lambda k, m: setattr(k.Point(1), "x", 2),
    "delete": lambda k, m: delattr(k.Point(1), "x"),
    "change of what may": lambda k, m: [setattr(one := k.Count(), "n", 5), one][1].n,
    "new attribute of what may": lambda k, m: setattr(k.Count(), "z", 2),
    "has no dictionary": lambda k, m: hasattr(k.Named(1), "__dict__"),
    "replace": lambda k, m: repr(m.replace(k.Named(1, 2, "n"), x=9)),
    "replace, checked": lambda k, m: m.replace(k.Checked(1, 2), low=3),
    "replace, unknown": lambda k, m: m.replace(k.Point(1), z=3),
    "asdict": lambda k, m: m.asdict(k.One([k.Point(1), {"p": (k.Named(2), "text")}])),
    "copy": lambda k, m: copy.copy(k.Named(1, tags=["a"])) == k.Named(1, tags=["a"]),
    "deep copy": lambda k, m: copy.deepcopy(k.Named(1, tags=["a"])).tags,
    "doc": lambda k, m: k.Point.__doc__,
    "name": lambda k, m: (k.Point.__name__, k.Point.__qualname__, k.Point.__module__),
    "match": lambda k, m: k.Named.__match_args__,
    "slots": lambda k, m: k.Named.__slots__,
}


@pytest.mark.parametrize("act", (MADE | USED).values(), ids=MADE | USED)
def test_as_the_standard_library(act):
    standard, ours = both(act)
    assert ours == standard


def test_a_record_that_holds_itself_is_shown():
    held: list[object] = []
    one = OURS.One(held)
    held.append(one)
    assert repr(one) == "make.<locals>.One(value=[...])"


@pytest.mark.parametrize(
    ("act", "message"),
    [
        (lambda: OURS.Point(), r"Point\(\) missing a required argument: 'x'"),
        (lambda: OURS.Point(1, z=2), r"Point\(\) got an unexpected keyword argument 'z'"),
        (lambda: OURS.Point(1, x=2), r"Point\(\) got multiple values for argument 'x'"),
        (lambda: OURS.Point(1, 2, 3), r"Point\(\) takes 2 arguments but 3 were given"),
    ],
)
def test_wrong_arguments_are_named(act, message):
    with pytest.raises(TypeError, match=message):
        act()


@records.dataclass(frozen=True, slots=True)
class Kept:
    """One that can be found by its name."""

    x: int
    tags: list[str] = records.field(default_factory=list)


def test_records_are_pickled():
    assert pickle.loads(pickle.dumps(Kept(1, ["a"]))) == Kept(1, ["a"])


def test_a_record_takes_no_new_attribute():
    with pytest.raises(AttributeError, match="z"):  # the standard library's raises a TypeError in Python 3.11
        OURS.Point(1).z = 2


def test_only_slots():
    with pytest.raises(TypeError, match="slots"):
        records.dataclass(frozen=True, slots=False)


def test_importing_names_compiles_nothing():
    code = (
        "import builtins, sys\n"
        "found = []\n"
        "def note(*args, _do=builtins.exec, **more):\n"
        "    frame = sys._getframe(1)\n"
        "    if not frame.f_code.co_filename.startswith('<frozen importlib'): found.append(frame.f_code.co_filename)\n"
        "    return _do(*args, **more)\n"
        "builtins.exec = note\n"
        "from desktopdash import Dash, Input, Output, callback, dcc, html\n"
        "print([name for name in found if 'dataclasses' in name])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
