import sys

import pytest

from desktopdash.freeze import tools as module
from desktopdash.freeze.errors import BuildError
from desktopdash.freeze.tools import check_tools


def refused(**given):
    with pytest.raises(BuildError) as caught:
        check_tools(**given)
    found = caught.value.problem
    assert all((found.message, found.found, found.expected, found.todo))
    return found


def test_here_is_all_that_a_build_needs():
    check_tools()
    check_tools(builds=False)


def test_what_is_not_installed_is_named_with_how_to_install_it(monkeypatch):
    there = {"tinycss2"}
    monkeypatch.setattr(module.importlib.util, "find_spec", lambda name: name if name in there else None)
    found = refused()
    assert found.kind == "no_build_tools"
    assert "without pyinstaller, pillow in" in found.found
    assert found.todo.endswith('-m pip install "desktopdash[build]"')
    check_tools(builds=False)
    there.clear()
    assert "without tinycss2 in" in refused(builds=False).found


@pytest.mark.skipif(sys.platform != "linux", reason="tools of Linux")
def test_programs_of_the_system_are_named_too(monkeypatch):
    monkeypatch.setattr(module.shutil, "which", lambda name: None if name == "objdump" else f"/usr/bin/{name}")
    found = refused()
    assert (found.kind, found.found) == ("no_system_tools", "no objdump on PATH")
    check_tools(builds=False)
    monkeypatch.setattr(module.sys, "platform", "darwin")
    check_tools()
