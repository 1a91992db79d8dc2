"""A profile as a whole: opened, told of, closed."""

import logging
import os
import sqlite3

import pytest

from desktopdash.profile import storage as module
from desktopdash.profile.faults import fault_file
from desktopdash.profile.folder import PROFILES_VARIABLE, profile_folder
from desktopdash.profile.profile import Profile

PLACE = "/home/me/app.py"


@pytest.fixture
def profiles(tmp_path, monkeypatch):
    monkeypatch.setenv(PROFILES_VARIABLE, str(tmp_path / "profiles"))
    return tmp_path / "profiles"


@pytest.fixture
def open_profile(profiles):
    opened = []

    def make():
        opened.append(Profile(PLACE))
        return opened[-1]

    yield make
    for profile in opened:
        profile.close()


def test_it_is_in_the_folder_of_its_place(open_profile):
    profile = open_profile()
    assert profile.folder == profile_folder(PLACE)
    profile.storage.set("a", "one")
    profile.close()
    assert open_profile().storage.get("a") == "one"


def test_damage_is_known_before_a_page_is_made_and_in_the_log(open_profile):
    profile_folder(PLACE).mkdir(parents=True)
    (profile_folder(PLACE) / "storage.db").write_bytes(os.urandom(5000))
    profile = open_profile()
    assert len(profile.notices) == 1
    profile.begin_log()
    profile._notices.add("something later")
    log = (profile.folder / "logs" / "app.log").read_text()
    assert profile.notices[0] in log
    assert "something later" in log


def test_a_storage_that_cannot_be_opened_is_told(open_profile, monkeypatch):
    def fail(path):
        raise sqlite3.OperationalError("disk I/O error")

    monkeypatch.setattr(module, "check_database", fail)
    profile = open_profile()
    assert len(profile.notices) == 1
    assert "disk I/O error" in profile.notices[0]


def test_the_end_leaves_no_trace_in_the_process(open_profile):
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    profile = open_profile()
    profile.begin_log()
    logging.getLogger("unit.profile").warning("said")
    profile.close()
    assert (root.handlers, root.level) == (handlers, level)
    assert "said" in (profile.folder / "logs" / "app.log").read_text()
    assert not fault_file(profile.folder, os.getpid()).exists()


def test_why_an_app_cannot_be_served_is_in_the_log_only(open_profile, capsys):
    profile = open_profile()
    profile.note("import failed")
    profile.note("once more")
    text = (profile.folder / "logs" / "app.log").read_text()
    assert "desktopdash: import failed" in text
    assert "once more" in text
    assert capsys.readouterr().err == ""


def test_two_of_one_app_have_a_log_each(open_profile):
    for _ in range(2):
        open_profile().begin_log()
    assert {path.name for path in (profile_folder(PLACE) / "logs").glob("*.log")} == {"app.log", "app-2.log"}


def test_an_app_without_a_place_for_it_keeps_things_until_it_ends(profiles, open_profile, capsys):
    profiles.write_text("a file in the way")
    profile = open_profile()
    profile.begin_log()
    profile.storage.set("a", "one")
    assert profile.storage.get("a") == "one"
    assert len(profile.notices) == 1
    assert capsys.readouterr().err.count("cannot be used") == 1
    profile.close()
    assert not profile.folder.exists()
