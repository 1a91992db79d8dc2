"""`desktopdash vendor`; loading the app and fetching are stood in for."""

import pytest

from desktopdash.freeze import vendor as module
from desktopdash.freeze.errors import BuildError
from desktopdash.freeze.facts import AppFacts
from desktopdash.freeze.vendoring.collecting import Collected, Missing
from desktopdash.protocol.problem import Problem
from desktopdash.shell.loader import AppSpec


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    (tmp_path / "app.py").write_text("")

    def begin(collected, refresh=False):
        def keep_copies(facts, contents, home, anew, tell):
            assert (home, anew) == (tmp_path, refresh)
            tell("fetched x")
            if isinstance(collected, BuildError):
                raise collected
            return collected

        monkeypatch.setattr(module, "inspect", lambda spec: AppFacts("t", "", tmp_path / "assets"))
        monkeypatch.setattr(module, "keep_copies", keep_copies)
        return (module.vendor(AppSpec(tmp_path / "app.py"), refresh), *capsys.readouterr())

    return begin


@pytest.mark.parametrize("refresh", [True, False])
def test_copies_are_kept_beside_the_app(run, tmp_path, refresh):
    code, out, err = run(Collected(3, 2048, ("a", "b"), ("c",), ()), refresh)
    assert code == 0
    assert out == f"3 copies in {tmp_path / 'vendored'}, 2.0 KiB: 2 fetched, 1 there already.\n"
    assert err == "fetched x\n"


def test_an_app_that_fetches_nothing_is_told(run):
    assert run(Collected(0, 0, (), (), ()))[:2] == (0, "The page fetches nothing from other hosts.\n")


def test_what_is_missing_is_named(run):
    code, out, err = run(Collected(0, 0, (), (), (Missing("https://x", ("page", "a", "b", "c"), "404"),)))
    assert code == 1
    assert "0 copies" in out
    assert "Not copied:\n  https://x: 404; named by page, a, b\n" in err


def test_a_problem_is_told(run):
    code, out, err = run(BuildError(Problem("bad", "It is bad.", "f", "e", "t")))
    assert (code, out) == (1, "")
    assert "It is bad." in err
