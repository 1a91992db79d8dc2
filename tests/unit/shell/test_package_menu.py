import os
import sys
from pathlib import Path

import pytest

from desktopdash.processes.package import Package
from desktopdash.records import replace
from desktopdash.shell import package_menu
from desktopdash.shell.desktop_entry import identifier_in
from desktopdash.shell.package_menu import ICON, add, beside_text, change, refresh_beside, remove

SALES = Package("Sales", "org.example.sales", "1.2", "app/app.py", None, "Sales «2026»", False, "0.1")
FOREIGN = "[Desktop Entry]\nType=Application\nName=Firefox\nExec=firefox\n"


@pytest.fixture
def folder(tmp_path):
    """A package's folder."""
    folder = tmp_path / "Sales" / "_internal"
    folder.mkdir(parents=True)
    (folder / ICON).write_bytes(b"picture")
    return folder


@pytest.fixture
def program(folder):
    return folder.parent / "Sales"


@pytest.fixture
def home(tmp_path, monkeypatch):
    """The user's folder of data."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return tmp_path / "data"


def entry_of(home):
    return home / "applications" / "org.example.sales.desktop"


def icon_of(home):
    return home / "icons" / "hicolor" / "256x256" / "apps" / "org.example.sales.png"


def files(home):
    return sorted(path.name for path in home.rglob("*") if path.is_file())


def test_the_menu_has_an_entry_and_an_icon(folder, program, home):
    told = add(SALES, folder, program, home)
    text = entry_of(home).read_text("utf-8")
    assert f'Exec="{program}"' in text
    assert f"Icon={icon_of(home)}" in text
    assert icon_of(home).read_bytes() == b"picture"
    assert os.access(entry_of(home), os.X_OK)
    assert SALES.title in told
    assert str(entry_of(home)) in told
    assert files(home) == ["org.example.sales.desktop", "org.example.sales.png"]


def test_it_is_added_again_after_a_move_or_an_update(folder, program, home):
    add(SALES, folder, Path("/old/Sales"), home)
    (folder / ICON).write_bytes(b"new")
    add(replace(SALES, title="New"), folder, program, home)
    text = entry_of(home).read_text("utf-8")
    assert "Name=New" in text
    assert "/old" not in text
    assert icon_of(home).read_bytes() == b"new"


def test_what_was_added_is_removed(folder, program, home):
    add(SALES, folder, program, home)
    assert "no longer" in remove(SALES, home)
    assert files(home) == []
    assert "not in the menu" in remove(SALES, home)


def test_the_entry_of_another_program_is_neither_replaced_nor_removed(folder, program, home, capsys):
    entry_of(home).parent.mkdir(parents=True)
    entry_of(home).write_text(FOREIGN)
    assert change(SALES, folder, "add") == 1
    assert str(entry_of(home)) in capsys.readouterr().err
    assert change(SALES, folder, "remove") == 1
    assert str(entry_of(home)) in capsys.readouterr().err
    assert entry_of(home).read_text() == FOREIGN
    assert files(home) == ["org.example.sales.desktop"]


def test_the_command_line_says_what_was_done(folder, program, home, monkeypatch, capsys):
    monkeypatch.setattr(sys, "executable", str(program))
    assert change(SALES, folder, "add") == 0
    assert "in the menu now" in capsys.readouterr().out
    assert change(SALES, folder, "remove") == 0
    assert "no longer" in capsys.readouterr().out


def test_a_menu_that_cannot_be_written_is_said(folder, home, capsys):
    home.write_text("a file in the way")
    assert change(SALES, folder, "add") == 1
    assert f"the menu of {home} cannot be changed" in capsys.readouterr().err


@pytest.mark.parametrize("chosen", ["", "relative/data"])
def test_the_menu_is_the_users_own(folder, tmp_path, monkeypatch, chosen):
    monkeypatch.setenv("XDG_DATA_HOME", chosen)
    monkeypatch.setenv("HOME", str(tmp_path / "me"))
    change(SALES, folder, "add")
    assert entry_of(tmp_path / "me" / ".local" / "share").is_file()


# The entry beside the program.


@pytest.fixture
def beside(program):
    """A program with its entry, as a build has left them somewhere else."""
    entry, icon = program.with_name("Sales.desktop"), program.with_name("Sales.png")
    entry.write_text(beside_text(SALES, Path("/build/here/Sales")), "utf-8")
    icon.write_bytes(b"picture")
    return entry


def test_after_a_move_the_entry_names_the_icon_where_it_is(beside, program):
    refresh_beside(SALES, program)
    text = beside.read_text("utf-8")
    assert f"Icon={program}.png" in text
    assert text == beside_text(SALES, program)
    assert os.access(beside, os.X_OK)
    assert sorted(path.name for path in program.parent.iterdir()) == ["Sales.desktop", "Sales.png", "_internal"]


def test_an_entry_that_is_right_is_not_written(beside, program, monkeypatch):
    refresh_beside(SALES, program)
    monkeypatch.setattr(package_menu, "_write", lambda *_: pytest.fail("written"))
    refresh_beside(SALES, program)


@pytest.mark.parametrize("text", [FOREIGN, beside_text(replace(SALES, identifier="other"), Path("/x/Sales")), ""])
def test_an_entry_that_is_not_this_packages_is_left_alone(beside, program, text):
    beside.write_text(text)
    refresh_beside(SALES, program)
    assert beside.read_text() == text


def test_an_entry_that_is_no_text_is_left_alone(beside, program):
    beside.write_bytes(b"\xff\xfe")
    refresh_beside(SALES, program)
    assert beside.read_bytes() == b"\xff\xfe"


def test_without_an_entry_or_an_icon_none_is_made(beside, program):
    program.with_name("Sales.png").unlink()
    before = beside.read_text()
    refresh_beside(SALES, program)
    assert beside.read_text() == before
    beside.unlink()
    refresh_beside(SALES, program)
    assert [path.name for path in program.parent.iterdir()] == ["_internal"]


def test_a_place_that_cannot_be_written_is_no_matter(beside, program, monkeypatch, caplog):
    def refuse(*_):
        raise PermissionError(13, "no")

    monkeypatch.setattr(package_menu.logging.getLogger("desktopdash.shell"), "propagate", True)
    monkeypatch.setattr(package_menu, "_write", refuse)
    refresh_beside(SALES, program)
    assert "could not be brought up to date" in caplog.text


def test_it_is_known_whose_an_entry_is():
    assert identifier_in(beside_text(SALES, Path("/x/Sales"))) == SALES.identifier
