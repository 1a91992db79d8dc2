"""What the shell remembers of an app."""

from __future__ import annotations

import json
from pathlib import Path

import platformdirs
import pytest

from desktopdash.profile.folder import profile_folder
from desktopdash.shell.memory import ShellMemory


@pytest.fixture
def app(tmp_path, monkeypatch) -> Path:
    monkeypatch.setattr(platformdirs, "user_data_dir", lambda name, appauthor: str(tmp_path / "data" / name))
    path = tmp_path / "app.py"
    path.touch()
    return path


@pytest.fixture
def folder(app) -> Path:
    found = profile_folder(str(app))
    assert found is not None
    found.mkdir(parents=True)
    return found


@pytest.fixture
def icon(tmp_path) -> str:
    path = tmp_path / "logo.png"
    path.touch()
    return str(path)


def test_the_first_start_remembers_nothing(app) -> None:
    memory = ShellMemory(app)
    assert (memory.window, memory.icon, memory.get()) == ({}, None, "granted")


def test_the_windows_place_is_there_at_the_next_start(app) -> None:
    memory = ShellMemory(app)
    memory.take({})
    memory.remember({"x": 1, "y": 2, "zoom": 1.5})
    memory.remember({"x": 3})
    assert ShellMemory(app).window == {"x": 3, "y": 2, "zoom": 1.5}


def test_an_app_may_not_want_it_remembered(app) -> None:
    memory = ShellMemory(app)
    memory.take({"remember": False})
    memory.remember({"x": 1})
    assert "x" not in ShellMemory(app).window
    memory.take({"remember": True})
    memory.remember({"x": 1, "icon": "theirs", "remember": False})
    assert ShellMemory(app).window["x"] == 1
    assert ShellMemory(app).icon is None
    assert "remember" not in ShellMemory(app).window


def test_the_icon_is_there_before_the_app_is(app, icon) -> None:
    ShellMemory(app).take({"icon": icon})
    assert ShellMemory(app).icon == icon
    Path(icon).unlink()
    assert ShellMemory(app).icon is None
    ShellMemory(app).take({"icon": None})
    assert ShellMemory(app).window["icon"] is None


# What is decided about notifications.


@pytest.mark.parametrize(
    ("policy", "decided", "found"),
    [
        ("granted", None, "granted"),
        ("granted", "granted", "granted"),
        ("granted", "denied", "denied"),
        ("prompt", None, "prompt"),
        ("prompt", "granted", "granted"),
        ("prompt", "denied", "denied"),
        ("denied", None, "denied"),
        ("denied", "granted", "denied"),
        ("denied", "denied", "denied"),
    ],
)
def test_neither_the_apps_refusal_nor_the_persons_is_overruled(app, policy, decided, found) -> None:
    memory = ShellMemory(app)
    memory.take({"notifications": policy})
    if decided is not None:
        memory.decide(decided)
    assert memory.get() == found
    later = ShellMemory(app)
    later.take({"notifications": policy})
    assert later.get() == found


@pytest.mark.parametrize("decided", [None, "", "Granted", 1, True, [], {}, ["granted"]])
def test_a_decision_that_is_none_counts_for_nothing(app, folder, decided) -> None:
    (folder / "settings.json").write_text(json.dumps({"notifications": decided}))
    memory = ShellMemory(app)
    for policy in ("granted", "prompt", "denied"):
        memory.take({"notifications": policy})
        assert memory.get() == policy


# Damage.

DAMAGED = [b"", b"{", b"null", b"[]", b"3", b"\xff\xfe", b'{"x": 1', b"[" * 100_000, b"\x00" * 100]


@pytest.mark.parametrize("name", ["window.json", "settings.json"])
@pytest.mark.parametrize("text", DAMAGED, ids=lambda text: repr(text[:10]))
def test_a_damaged_file_is_set_aside_and_told(app, folder, name, text, capsys) -> None:
    (folder / name).write_bytes(text)
    memory = ShellMemory(app)
    assert (memory.window, memory.get(), memory.icon) == ({}, "granted", None)
    assert f"{name} was damaged" in capsys.readouterr().err
    memory.take({"notifications": "prompt"})
    memory.remember({"x": 1})
    memory.decide("denied")
    later = ShellMemory(app)
    assert (later.window["x"], later._decided) == (1, "denied")
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("icon", [1, None, [], {}, "", "\0", "relative.png", "."])
def test_an_icon_that_is_none_is_none(app, folder, icon) -> None:
    (folder / "window.json").write_text(json.dumps({"icon": icon}))
    assert ShellMemory(app).icon is None


def test_a_profile_that_cannot_be_written_costs_what_is_remembered_only(app, tmp_path, capsys) -> None:
    (tmp_path / "data").write_text("a file in the way")
    memory = ShellMemory(app)
    memory.take({"notifications": "prompt"})
    memory.remember({"x": 1})
    memory.decide("granted")
    assert memory.get() == "granted"
    assert memory.folder.is_dir()
    memory.close()
    assert not memory.folder.exists()
    assert capsys.readouterr().err == "", "the app's own process tells it"
    later = ShellMemory(app)
    assert later.window == {}
    later.close()


def test_an_icon_whose_name_is_too_long_is_none(app, folder) -> None:
    (folder / "window.json").write_text(json.dumps({"icon": "x" * 5000}))
    assert ShellMemory(app).icon is None
