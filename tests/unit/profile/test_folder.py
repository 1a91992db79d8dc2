"""Where a profile is, and what happens where it cannot be."""

import os
import stat

import platformdirs
import pytest

from desktopdash.processes.package import Package
from desktopdash.profile import folder as module
from desktopdash.profile.folder import PROFILES_VARIABLE, make_folder, profile_folder, usable_folder
from desktopdash.profile.notices import Notices
from desktopdash.records import replace


@pytest.fixture
def profiles(tmp_path, monkeypatch):
    """The user's folder for the files of programs."""
    monkeypatch.delenv(PROFILES_VARIABLE, raising=False)
    monkeypatch.setattr(platformdirs, "user_data_dir", lambda name, appauthor: str(tmp_path / "data" / name))
    return tmp_path / "data" / "desktopdash"


@pytest.mark.parametrize(
    ("place", "start"),
    [
        ("/home/me/tools/my app!.py", "my-app-"),
        ("package.part", "package-"),
        (None, "unit-"),
        ("/x/" + "y" * 300 + ".py", "y" * 40 + "-"),
        ("/x/....py", "app-"),
        ("/x/Ärger.py", "Ärger-"),
    ],
)
def test_a_profile_has_a_name_that_says_whose_it_is(profiles, place, start):
    folder = profile_folder(place, "unit.desk")
    assert folder.parent == profiles
    assert folder.name.startswith(start)
    assert len(folder.name.removeprefix(start)) == 12
    assert profile_folder(place, "unit.desk") == folder


def test_it_stays_where_the_profiles_of_earlier_versions_are(profiles):
    assert profile_folder("/home/me/app.py").name == "app-75fa490724df"


def test_each_file_that_makes_an_app_has_its_own(profiles, tmp_path, monkeypatch):
    paths = [profile_folder(path) for path in ("/a/app.py", "/b/app.py")]
    modules = []
    for place in ("one", "two"):
        (tmp_path / place).mkdir()
        monkeypatch.chdir(tmp_path / place)
        modules.append(profile_folder("app"))
        assert profile_folder("/a/app.py") == paths[0], "wherever it is started"
    assert len({*paths, *modules}) == 4
    assert profile_folder("/a/app.py", "one") == paths[0], "whatever the app's name"


def test_a_variable_names_another_place(tmp_path, monkeypatch):
    monkeypatch.setenv(PROFILES_VARIABLE, str(tmp_path / "stick"))
    assert profile_folder("/a/app.py").parent == tmp_path / "stick"
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(PROFILES_VARIABLE, "relative")
    assert profile_folder("/a/app.py").parent == tmp_path / "relative"


def test_a_folder_is_for_this_user_only(tmp_path):
    folder = tmp_path / "a" / "b"
    folder.mkdir(mode=0o755, parents=True)
    make_folder(folder)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert os.listdir(folder) == []


def test_a_usable_folder_is_the_one_itself(tmp_path, capsys):
    notices = Notices()
    assert usable_folder(tmp_path / "p", notices) == (tmp_path / "p", None)
    assert notices.texts == []
    assert capsys.readouterr().err == ""


def test_a_folder_that_cannot_be_made_costs_what_is_kept_only(tmp_path, capsys):
    (tmp_path / "data").write_text("a file in the way")
    notices = Notices()
    folder, stand_in = usable_folder(tmp_path / "data" / "p", notices)
    (folder / "works").write_text("yes")
    (text,) = notices.texts
    assert str(tmp_path / "data" / "p") in text
    assert PROFILES_VARIABLE in text
    assert capsys.readouterr().err == f"desktopdash: {text}\n"
    stand_in.remove()
    assert not folder.exists()


def test_a_full_disk_is_no_place_either(tmp_path, monkeypatch):
    class Full:
        def __enter__(self):
            return self

        def __exit__(self, *_):
            return None

        def write(self, data):
            raise OSError(28, "No space left on device")

    monkeypatch.setattr("desktopdash.profile.folder.tempfile.TemporaryFile", lambda **_: Full())
    notices = Notices()
    folder, stand_in = usable_folder(tmp_path / "p", notices)
    assert folder != tmp_path / "p"
    assert "No space left" in notices.texts[0]
    stand_in.remove()


def test_a_package_has_the_profile_of_its_identifier_whatever_its_name_place_and_version(profiles, monkeypatch):
    first = Package("Sales", "org.example.sales", "1", "app/app.py", None, "", False, "")
    found = set()
    for package in (first, replace(first, name="Sales 2", version="2", title="New"), replace(first, app="app/b.py")):
        monkeypatch.setattr(module, "this_package", lambda package=package: package)
        found |= {profile_folder("/a/app.py"), profile_folder("/tmp/_MEI1/app/app.py"), profile_folder(None, "x")}
    (folder,) = found
    assert folder.parent == profiles
    assert folder.name.startswith("org-example-sales-")
    monkeypatch.setattr(module, "this_package", lambda: replace(first, identifier="org.example.sales2"))
    assert profile_folder("/a/app.py") != folder


def test_no_file_has_the_profile_of_a_package(profiles, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    plain = {profile_folder("sales"), profile_folder("/sales"), profile_folder("package:sales")}
    monkeypatch.setattr(module, "this_package", lambda: Package("sales", "sales", "", "app/a.py", None, "", False, ""))
    assert profile_folder("sales") not in plain
