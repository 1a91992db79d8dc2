import inspect
import re

from desktopdash import errors, exceptions
from desktopdash.errors import CallbackFailed, DesktopdashError, NotJson, RequestError


def drawn_tree():
    """Return {name: parent} as the docstring of errors.py draws it."""
    parents, above = {}, []
    for line in re.findall(r"^ +\w+$", errors.__doc__, re.MULTILINE):
        depth = (len(line) - len(line.lstrip())) // 2
        del above[depth - 2 :]
        parents[line.strip()] = above[-1] if above else None
        above.append(line.strip())
    return parents


def real_tree():
    kinds = [kind for _, kind in inspect.getmembers(errors, inspect.isclass) if issubclass(kind, DesktopdashError)]
    return {kind.__name__: kind.__base__.__name__ if kind is not DesktopdashError else None for kind in kinds}


def test_the_tree_in_the_docstring_is_true():
    assert drawn_tree() == real_tree()


def test_dashs_names_are_public():
    for name in exceptions.__all__:
        assert issubclass(getattr(exceptions, name), exceptions.DashException)
    assert exceptions.DashException is DesktopdashError
    assert {kind for kind in real_tree() if kind in exceptions.__all__} == {*exceptions.__all__} - {"DashException"}


def test_errors_carry_what_programs_need():
    failed = CallbackFailed("f (m:1)", ValueError("x"), "trace\n")
    assert (failed.callback, str(failed.error), failed.trace) == ("f (m:1)", "x", "trace\n")
    assert RequestError("kind", "text", 404).status == 404
    assert NotJson("a[0]", object, "no").path == "a[0]"
    assert str(NotJson("", "x" * 500, "no")).endswith("…")
